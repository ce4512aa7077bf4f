"""The documents stay true: their commands exist, their examples print what they show."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main

from bot import cli
from bot.pipeline import Clausewise
from bot.resources import Resources
from bot.settings import Settings
from ingest.index import open_index
from ingest.pipeline import ingest
from ingest.settings import PREFIX, IngestSettings
from tests.fakes import parse_here

CHECKOUT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md")])
WIDTH = "88"

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_TARGET = re.compile(r"\bmake ([a-z][a-z-]*)(?=[`\s])")


def blocks(*languages: str) -> Iterator[str]:
    for document in DOCUMENTS:
        for language, body in _FENCE.findall(document.read_text(encoding="utf-8")):
            if language in languages:
                yield body


def commands() -> list[str]:
    """Every command line of ours in a shell block, and after a prompt in a console block, without its comment.

    Those of `clausewise eval` have a test of their own.
    """
    lines = [line for body in blocks("sh") for line in body.splitlines()]
    lines += [command for command, _ in examples()]
    ours = {line.partition(" #")[0].strip() for line in lines if line.startswith("clausewise ")}
    return sorted(line for line in ours if not line.startswith("clausewise eval"))


def examples() -> list[tuple[str, str]]:
    """The commands of console blocks, each with the output that the document shows."""
    return [found for body in blocks("console") for found in _EXAMPLE.findall(body)]


@pytest.mark.parametrize("line", commands())
def test_a_documented_command_exists_with_its_options(line: str) -> None:
    words = shlex.split(line)[1:]
    command = typer.main.get_command(cli.app)
    while hasattr(command, "commands"):
        assert words[0] in command.commands
        command = command.commands[words.pop(0)]
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_documented_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shell = "\n".join(blocks("sh", "console"))
    inline = "\n".join(re.findall(r"`[^`\n]+`", "\n".join(d.read_text(encoding="utf-8") for d in DOCUMENTS)))
    named = set(_TARGET.findall(f"{shell}\n{inline}"))
    assert {"run", "test"} <= named <= targets


def test_documented_settings_exist() -> None:
    named = set(re.findall(rf"^\| `{PREFIX}(\w+)`", (CHECKOUT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert {name.lower() for name in named} <= Settings.model_fields.keys()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "index"
    with open_index(IngestSettings(index=folder), owner="tests", create=True) as opened:
        ingest([CHECKOUT / "corpus"], index=opened, parse=parse_here)
    return folder


@pytest.mark.model
@pytest.mark.parametrize(("line", "shown"), examples())
def test_a_documented_example_prints_what_it_shows(
    line: str, shown: str, index: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", WIDTH)
    monkeypatch.setenv("CLAUSEWISE_INDEX", str(index))
    monkeypatch.setattr(sys, "argv", shlex.split(line))
    with pytest.raises(SystemExit):
        cli.main()
    assert lines_of(capsys.readouterr().out) == lines_of(shown)


@pytest.mark.model
def test_the_page_on_answering_shows_the_values_of_the_run(index: Path) -> None:
    told = " ".join((CHECKOUT / "docs" / "answering.md").read_text(encoding="utf-8").split())
    settings = Settings(index=index)
    with open_index(settings, owner="tests") as opened:
        bot = Clausewise(opened, settings)
        seen = bot.examine("How long does Latchwell keep video clips?", policies=["latchwell"])
        decision = Resources(opened, settings).decision("en")
        answer = bot.ask("How long does Latchwell keep video clips?")
    probability = decision.probability(seen.answerable["latchwell"], seen.question)
    assert f"with a probability of {probability:.3f}; silence is below {decision.threshold:.3f}" in told
    assert f"{seen.answerable['latchwell']['top']:.3f} how-long-do-we-keep-your.video-clips" in told
    (citation,) = answer.citations
    assert f"code points {citation.start} to {citation.end}" in told


def lines_of(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]

"""What is written about `clausewise eval` exists: its commands and options, in the document and in the CI files."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from evals.cli import app
from evals.document import BEGIN, END
from evals.measures.registry import MEASURES

CHECKOUT = Path(__file__).parents[2]
DOCUMENT = CHECKOUT / "docs" / "evals.md"
PIPELINES = sorted((CHECKOUT / "docs" / "ci").glob("*.yml"))


def command_lines() -> Iterator[str]:
    for body in re.findall(r"^```sh\n(.*?)^```", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        yield from (line.partition(" #")[0].strip() for line in body.splitlines())
    for path in PIPELINES:
        yield from (step for step in steps(yaml.safe_load(path.read_text())) if step.startswith("clausewise eval"))


def steps(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for child in node.values() if isinstance(node, dict) else node:
            yield from steps(child)


@pytest.mark.parametrize("line", sorted(set(command_lines())))
def test_a_documented_command_exists_with_its_options(line: str) -> None:
    words = shlex.split(line)
    assert words[:2] == ["clausewise", "eval"]
    command: Any = typer.main.get_command(app)
    rest = words[2:]
    if rest and not rest[0].startswith("-"):
        command = command.commands[rest.pop(0)]
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known


def test_there_is_a_pipeline_for_both_services() -> None:
    assert [path.stem for path in PIPELINES] == ["github-actions", "gitlab-ci"]


def test_every_measure_is_defined() -> None:
    text = " ".join(re.split(r"#+ Current figures", DOCUMENT.read_text(encoding="utf-8"))[0].lower().split())
    missing = [
        measure.title
        for measure in MEASURES
        if re.split(r" in \d|@|, ", measure.title.lower())[0].replace("silence ", "") not in text
    ]
    assert missing == []


def test_the_document_has_a_place_for_its_tables() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert 0 < text.index(BEGIN) < text.index(END)

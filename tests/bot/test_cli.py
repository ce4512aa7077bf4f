from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot import cli
from bot.models import Answer, Message, SearchHit
from ingest.errors import IndexLockedError, UnknownPolicyError
from tests.bot.conftest import Ran, Run


class EchoBot:
    def ask(
        self, question: str, *, policies: Sequence[str] = (), as_of: date | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        if "acne" in policies:
            raise UnknownPolicyError("no policy is named 'acne'; near it are acme")
        if question == "interrupt":
            raise KeyboardInterrupt
        return Answer(answer_id="a", status="answered", answer=f"{question}|{','.join(policies)}|{as_of}")

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
    ) -> list[SearchHit]:
        said = " ".join([query, *practices])
        hit = SearchHit(policy="acme", version="v", clause="acme#1", start=0, end=1, score=1.0, text=said)
        return [hit] * k


@pytest.fixture
def with_echo(monkeypatch: pytest.MonkeyPatch, clausewise: Run) -> Run:
    """The same, with a bot that says what it was asked."""

    @contextmanager
    def echo(index: Path | None, command: str) -> Iterator[EchoBot]:
        yield EchoBot()

    monkeypatch.setattr(cli, "open_bot", echo)
    return clausewise


def test_ask_prints_the_answer(with_echo: Run) -> None:
    ran = with_echo("ask", "How long?", "--policy", "acme", "--policy", "other", "--as-of", "2024-05-31")
    assert ran == Ran(0, "How long?|acme,other|2024-05-31\n", "")


def test_json_is_one_object_and_nothing_else(with_echo: Run) -> None:
    ran = with_echo("ask", "Wie lange — [bold]?", "--json")
    answer = json.loads(ran.out)
    assert answer["answer"] == "Wie lange — [bold]?||None"
    assert ran.out.count("\n") == 1
    assert ran.out.isascii()
    assert ran.err == ""


def test_search_prints_k_hits_as_a_list(with_echo: Run) -> None:
    hits = json.loads(with_echo("search", "logs", "--k", "3", "--json").out)
    assert [hit["text"] for hit in hits] == ["logs"] * 3


def test_a_search_is_narrowed_to_practices(with_echo: Run, tmp_path: Path) -> None:
    practices = ("--practice", "retention", "--practice", "sale")
    [hit] = json.loads(with_echo("search", "logs", "--k", "1", "--json", *practices).out)
    assert hit["text"] == "logs retention sale"
    queries, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    queries.write_text('{"id": 1, "question": "logs"}\n')
    assert with_echo("search", "--queries", queries, "--out", out, *practices).code == 0
    assert json.loads(out.read_text())["hits"][0]["text"] == "logs retention sale"


def test_an_unknown_policy_is_one_line_and_code_2(with_echo: Run) -> None:
    ran = with_echo("ask", "How long?", "--policy", "acne", "--json")
    assert ran == Ran(2, "", "clausewise: no policy is named 'acne'; near it are acme\n")


def test_an_interrupt_is_code_130(with_echo: Run) -> None:
    assert with_echo("ask", "interrupt").code == 130


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "How long?", "--questions", "IN"),
        ("ask", "--questions", "IN"),
        ("ask", "How long?", "--out", "OUT"),
        ("ask", "--questions", "IN", "--out", "IN"),
        ("ask", "--questions", "IN", "--out", "OUT", "--policy", "acme"),
        ("ask", "--questions", "ABSENT", "--out", "OUT"),
        ("ask", "How long?", "--as-of", "yesterday"),
        ("ask", "caf\udce9"),
        ("search", "logs", "--k", "0"),
        ("search", "logs", "--practice", "selling"),
        ("ingest",),
        ("ingest", "ABSENT"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_code_2_and_harms_no_file(with_echo: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    line = '{"id": 1, "question": "Q"}'
    (tmp_path / "IN").write_text(line)
    places = {"IN": tmp_path / "IN", "OUT": tmp_path / "OUT", "ABSENT": tmp_path / "ABSENT"}
    ran = with_echo(*(places.get(argument, argument) for argument in arguments))
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err
    assert (tmp_path / "IN").read_text() == line
    assert not (tmp_path / "OUT").exists()


def test_a_batch_with_a_failed_line_is_code_1(with_echo: Run, tmp_path: Path) -> None:
    questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    questions.write_text('{"id": 1, "question": "Q"}\n{"id": 2, "question": "Q", "policy": "acne"}\n')
    assert with_echo("ask", "--questions", questions, "--out", out) == Ran(1, "", "2 lines, 1 failed\n")
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == [1, 2]
    questions.write_text('{"id": 1, "question": "Q"}\n')
    assert with_echo("ask", "--questions", questions, "--out", out).code == 0


def test_an_output_that_cannot_be_written_is_one_line(with_echo: Run, tmp_path: Path) -> None:
    questions, out = tmp_path / "in.jsonl", tmp_path / "absent" / "out.jsonl"
    questions.write_text('{"id": 1, "question": "Q"}\n')
    ran = with_echo("ask", "--questions", questions, "--out", out)
    assert ran == Ran(1, "", f"clausewise: {out}: No such file or directory\n")


def test_an_index_in_use_is_one_line_and_code_1(monkeypatch: pytest.MonkeyPatch, clausewise: Run) -> None:
    @contextmanager
    def taken(index: Path | None, command: str) -> Iterator[Any]:
        raise IndexLockedError("clausewise chat\n(process 7) is using the index \x1b[31mhere")
        yield

    monkeypatch.setattr(cli, "open_bot", taken)
    ran = clausewise("ask", "How long?")
    assert ran == Ran(1, "", "clausewise: clausewise chat (process 7) is using the index here\n")


@pytest.mark.parametrize("command", [("ask", "How long?"), ("search", "logs"), ("policies",), ("show", "acme#1")])
def test_without_an_index_every_command_says_how_to_make_one(
    clausewise: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    ran = clausewise(*command, "--index", tmp_path / "none")
    assert ran.code == 1
    assert ran.err.startswith(f"clausewise: there is no index in {tmp_path / 'none'}; run: clausewise ingest PATH")
    assert not (tmp_path / "none").exists()


def test_a_wrong_setting_is_code_2(monkeypatch: pytest.MonkeyPatch, clausewise: Run) -> None:
    monkeypatch.setenv("CLAUSEWISE_INDX", "here")
    ran = clausewise("policies")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "CLAUSEWISE_INDX" in ran.err


def test_version_names_the_program_and_a_number(clausewise: Run) -> None:
    ran = clausewise("--version")
    assert ran.code == 0
    assert ran.out.startswith("clausewise 0.")


def test_help_needs_nothing_heavy() -> None:
    heavy = "chromadb onnxruntime numpy sqlalchemy pydantic langchain_core rich.console"
    code = f"import sys, bot.cli; print([m for m in {heavy.split()} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"


def test_a_reader_that_goes_away_leaves_no_traceback() -> None:
    program = f"{sys.executable} -c 'from bot.cli import main; main()' --help | true"
    shown = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=True)
    assert shown.stderr == ""

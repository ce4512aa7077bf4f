from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.batch import BatchSummary, run_queries, run_questions
from bot.models import Answer, Message, SearchHit
from ingest.errors import ModelFilesError, UnknownPolicyError


class EchoBot:
    """Answers with what it was asked; knows the policies acme and other."""

    def ask(
        self, question: str, *, policies: Sequence[str] = (), as_of: date | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        self._check(policies)
        said = f"{question} of {','.join(policies)} on {as_of} after {[m.content for m in history]}"
        return Answer(answer_id="a1", status="silent", answer=said)

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
    ) -> list[SearchHit]:
        self._check(policies)
        return [
            SearchHit(policy="acme", version="v", clause="acme#1", start=i, end=i + 1, score=1.0, text=query)
            for i in range(k)
        ]

    def _check(self, policies: Sequence[str]) -> None:
        for policy in policies:
            if policy not in {"acme", "other"}:
                raise UnknownPolicyError(f"no policy is named {policy!r}")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs lines through the echo bot: (summary, one object a line of output)."""

    def run_lines(lines: bytes, *, as_of: date | None = None) -> tuple[BatchSummary, list[dict[str, Any]]]:
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        source.write_bytes(lines)
        summary = run_questions(source, target, EchoBot(), as_of=as_of)
        return summary, [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]

    return run_lines


def test_a_line_gives_the_answer_under_the_lines_id(run: Any) -> None:
    summary, (result,) = run(b'{"id": "q7", "question": "How long?", "policy": "acme"}')
    assert summary == BatchSummary(lines=1, failed=0)
    assert result["id"] == "q7"
    assert result["answer_id"] == "a1"
    assert result["answer"] == "How long? of acme on None after []"
    assert {"status", "statements", "citations", "related", "per_policy", "warnings"} <= result.keys()


@pytest.mark.parametrize(("given", "asked"), [('"acme"', "acme"), ('["acme", "other"]', "acme,other"), ("null", "")])
def test_policy_is_one_id_several_or_none(run: Any, given: str, asked: str) -> None:
    _, (result,) = run(f'{{"id": 1, "question": "Q", "policy": {given}}}'.encode())
    assert result["answer"] == f"Q of {asked} on None after []"


def test_history_and_date_reach_the_bot(run: Any) -> None:
    line = b'{"id": 1, "question": "Q", "history": [{"role": "user", "content": "before"}]}'
    _, (result,) = run(line, as_of=date(2024, 5, 31))
    assert result["answer"] == "Q of  on 2024-05-31 after ['before']"


def test_order_is_kept_and_a_bad_line_does_not_stop_the_run(run: Any) -> None:
    lines = b"\n".join(
        [
            b'\xef\xbb\xbf{"id": "a", "question": "Q"}',
            b"{not json",
            b"",
            b'{"id": "b", "question": "Q", "policy": "acne"}',
            b'{"id": "c"}',
            b'{"question": "Q"}',
            b'"just a string"',
            b'{"id": "d", "question": "\\ud800"}',
            b'{"id": "e", "question": "\xff"}',
            b'{"id": "f", "question": "Q", "history": [{"role": "system", "content": "x"}]}',
            b'{"id": 8, "question": "Q", "gold": [1, 2]}',
        ]
    )
    summary, results = run(lines)
    assert [result["id"] for result in results] == ["a", None, "b", "c", None, None, "d", None, "f", 8]
    assert ["error" in result for result in results] == [False, *[True] * 8, False]
    assert summary == BatchSummary(lines=10, failed=8)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{not json", "line 1: Invalid JSON"),
        (b'{"id": "b", "question": "Q", "policy": "acne"}', "line 1: no policy is named 'acne'"),
        (b'{"id": "c"}', "line 1: question: Field required"),
    ],
)
def test_an_error_says_which_line_and_what_is_wrong(run: Any, line: bytes, message: str) -> None:
    _, (result,) = run(line)
    assert result["error"].startswith(message)
    assert result.keys() == {"id", "error"}


def test_what_would_fail_every_line_ends_the_run(tmp_path: Path) -> None:
    class NoModel(EchoBot):
        def search(self, query: str, **_: object) -> list[SearchHit]:
            raise ModelFilesError("the embedding model is not installed")

    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "q", "question": "logs"}')
    with pytest.raises(ModelFilesError):
        run_queries(source, tmp_path / "out.jsonl", NoModel(), k=2)


def test_queries_write_hits(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "q", "question": "logs", "policy": "acme"}\n{"id": "r", "question": "x", "policy": "no"}')
    assert run_queries(source, target, EchoBot(), k=2) == BatchSummary(lines=2, failed=1)
    first, second = (json.loads(line) for line in target.read_text().splitlines())
    assert [hit["start"] for hit in first["hits"]] == [0, 1]
    assert first["hits"][0].keys() == {"policy", "version", "clause", "start", "end", "score", "text"}
    assert second == {"id": "r", "error": "line 2: no policy is named 'no'"}

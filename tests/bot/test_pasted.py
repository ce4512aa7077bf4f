"""A policy that comes with the question: answered exactly from it, and kept nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import DeadlineError, QuestionError
from bot.events import events_of
from bot.models import CitationFound, Done, StatementMade
from bot.pasted import bm25
from bot.pipeline import Clausewise
from tests.bot.small_policies import RETENTION, bot_over

PASTED_TEXT = "# Gamma Policy\n\n## Logs\n\nLog files are kept for three weeks.\n\n## Sale\n\nWe never sell anything.\n"
ASK = "How long are log files kept?"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    with bot_over(tmp_path_factory.mktemp("pasted"), {"acme.md": RETENTION}, longest_pasted=2_000) as opened:
        yield opened


def test_the_answer_comes_from_the_pasted_text_alone(bot: Clausewise) -> None:
    answer = bot.ask_text(ASK, text=PASTED_TEXT)
    assert answer.status == "answered"
    assert [one.quote for one in answer.citations] == ["Log files are kept for three weeks."]
    assert all(PASTED_TEXT[one.start : one.end] == one.quote for one in answer.citations)
    assert {one.policy for one in answer.citations} == {"pasted"}


def test_nothing_of_a_pasted_text_is_found_later(bot: Clausewise, tmp_path: Path) -> None:
    generation = bot.ask(ASK).generation
    bot.ask_text(ASK, text=PASTED_TEXT)
    after = bot.ask(ASK)
    assert after.generation == generation
    assert {one.policy for one in after.citations} == {"acme"}
    kept = b"".join(path.read_bytes() for path in bot.index.settings.index.rglob("*") if path.is_file())
    assert b"three weeks" not in kept


def test_a_pasted_text_without_headings_is_read_too(bot: Clausewise) -> None:
    answer = bot.ask_text(ASK, text="Log files are kept for three weeks.")
    assert answer.statements[0].text == "Log files are kept for three weeks."


@pytest.mark.parametrize("text", ["", " \n\n ", "\ud800 broken", "x" * 2_001])
def test_a_text_that_cannot_be_asked_is_an_error(bot: Clausewise, text: str) -> None:
    with pytest.raises(QuestionError, match="the pasted text"):
        bot.ask_text(ASK, text=text)
    with pytest.raises(QuestionError, match="the pasted text"):
        bot.read_text(text)


def test_the_outline_of_a_pasted_text_has_the_clauses_that_are_cited(bot: Clausewise) -> None:
    outlined = bot.read_text(PASTED_TEXT)
    spans = {f"pasted#{one.key}": (one.start, one.end) for one in outlined.parsed.clauses}
    assert [one.title for one in outlined.parsed.clauses if one.kind == "section"] == ["Logs", "Sale"]
    for one in bot.ask_text(ASK, text=PASTED_TEXT).citations:
        start, end = spans[one.clause]
        assert start <= one.start < one.end <= end
        assert one.version == outlined.version.id


def test_reading_a_pasted_text_heeds_the_deadline(tmp_path: Path) -> None:
    with (
        bot_over(tmp_path, {"acme.md": RETENTION}, deadline_seconds=1e-9) as slow,
        pytest.raises(DeadlineError, match="encoding the pasted text"),
    ):
        slow.ask_text(ASK, text=PASTED_TEXT)


def test_bm25_prefers_the_rarer_word_and_the_shorter_passage() -> None:
    passages = [Counter(["log", "file", "log"]), Counter(["log"]), Counter(["cookie", "file"]), Counter(["x"])]
    scores = bm25(passages, ["cooki", "cookie", "log"])
    assert scores[2] > scores[0] > 0
    assert set(scores) == {0, 1, 2}
    assert bm25([], ["log"]) == {}


def test_a_stream_sends_each_citation_before_its_statement_and_ends_with_the_whole(bot: Clausewise) -> None:
    events = list(bot.stream("Do you sell my data?"))
    *sent, done = events
    assert isinstance(done, Done)
    assert [one.citation for one in sent if isinstance(one, CitationFound)] == list(done.answer.citations)
    statements = [one.statement for one in sent if isinstance(one, StatementMade)]
    assert statements == list(done.answer.statements)
    assert statements
    known: set[int] = set()
    for event in sent:
        if isinstance(event, CitationFound):
            known.add(event.citation.n)
        elif isinstance(event, StatementMade):
            assert set(event.statement.citations) <= known


def test_a_silent_answer_streams_as_its_end_alone(bot: Clausewise) -> None:
    answer = bot.ask_text("What is the fax number of the office in Lyon?", text=PASTED_TEXT)
    assert answer.status != "answered"
    assert list(events_of(answer)) == [Done(answer=answer)]

"""Answers that were given before: the same, under ids of their own, and never from another state of the index."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.models import Answer, Done, Message
from bot.pipeline import Clausewise
from ingest.pipeline import ingest
from tests.bot.small_policies import RETENTION, bot_over
from tests.fakes import FakeEncoder, parse_here

ASK = "How long are log files kept?"


@pytest.fixture
def encoder() -> FakeEncoder:
    return FakeEncoder(dimensions=64)


@pytest.fixture
def bot(tmp_path: Path, encoder: FakeEncoder) -> Iterator[Clausewise]:
    with bot_over(tmp_path, {"acme.md": RETENTION}, encoder=encoder) as opened:
        yield opened


def same(one: Answer, other: Answer) -> bool:
    loose = {"answer_id": "", "timings_ms": {}}
    return one.model_copy(update=loose) == other.model_copy(update=loose)


def test_a_question_that_was_asked_before_costs_no_encoding(bot: Clausewise, encoder: FakeEncoder) -> None:
    first = bot.ask(ASK)
    calls = len(encoder.calls)
    second = bot.ask(ASK)
    assert len(encoder.calls) == calls
    assert same(first, second)
    assert first.answer_id != second.answer_id


def test_a_stream_of_an_answer_that_is_kept_has_the_same_events(bot: Clausewise) -> None:
    *sent, done = bot.stream(ASK)
    *again, last = bot.stream(ASK)
    assert sent == again
    assert isinstance(done, Done)
    assert isinstance(last, Done)
    assert same(done.answer, last.answer)


def test_what_an_answer_depends_on_tells_questions_apart(bot: Clausewise, encoder: FakeEncoder) -> None:
    history = [Message(role="user", content="What about cookies?")]
    bot.ask(ASK)
    for more in ({"policies": ["acme"]}, {"as_of": date(2024, 1, 1)}, {"history": history}):
        calls = len(encoder.calls)
        bot.ask(ASK, **more)
        assert len(encoder.calls) > calls, more


def test_after_a_publish_the_new_text_answers(bot: Clausewise, tmp_path: Path) -> None:
    assert "ninety days" in bot.ask(ASK).answer
    (tmp_path / "corpus" / "acme.md").write_text(RETENTION.replace("ninety days", "two weeks"), encoding="utf-8")
    ingest([tmp_path / "corpus"], index=bot.index, parse=parse_here)
    assert "two weeks" in bot.ask(ASK).answer


def test_with_no_room_nothing_is_kept(tmp_path: Path, encoder: FakeEncoder) -> None:
    with bot_over(tmp_path, {"acme.md": RETENTION}, encoder=encoder, answer_cache=0) as forgetful:
        first = forgetful.ask(ASK)
        calls = len(encoder.calls)
        assert same(first, forgetful.ask(ASK))
        assert len(encoder.calls) > calls


def test_only_the_last_answers_are_kept(tmp_path: Path, encoder: FakeEncoder) -> None:
    with bot_over(tmp_path, {"acme.md": RETENTION}, encoder=encoder, answer_cache=1) as small:
        small.ask(ASK)
        small.ask("Do you sell my data?")
        calls = len(encoder.calls)
        small.ask(ASK)
        assert len(encoder.calls) > calls

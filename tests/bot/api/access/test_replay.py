"""A recorded answer made again: the same, another, or not to be had any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from bot.api.access.audit import Entry
from bot.api.access.records import Asked, record_of, recorded
from bot.api.access.replay import Replayed, replayed
from bot.events import events_of
from bot.models import Answer, Message
from ingest.errors import UnknownPolicyError
from tests.bot.api.access.test_feedback import ANSWER

ASKED = Asked("How long?", policies=("acme",))
SHA = {"v1": "0" * 64, "v2": "2" * 64}


def hmac(text: str) -> str:
    return f"hmac of {text}"


def answered(version: str = "v1", *, start: int = 10) -> Answer:
    [citation] = ANSWER.citations
    moved = citation.model_copy(update={"version": version, "text_sha256": SHA[version], "start": start})
    return ANSWER.model_copy(update={"citations": (moved,)})


def entry(asked: Asked = ASKED, answer: Answer = ANSWER) -> Entry:
    at = datetime(2026, 1, 31, 23, 59, tzinfo=UTC)
    context = hmac(asked.context) if asked.context else None
    record = record_of(asked, answer, at=at, key_id="k", question_hmac=hmac(asked.question), context_hmac=context)
    return Entry(1, record, "0" * 64)


@dataclass
class Versions:
    """Answers from what was in force on a day; `today` where none is named."""

    today: Answer
    on: dict[date, Answer] = field(default_factory=dict)
    asked: list[date | None] = field(default_factory=list)

    def ask(
        self, question: str, *, policies: Sequence[str] = (), as_of: date | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        assert (question, list(policies), list(history)) == ("How long?", ["acme"], [])
        self.asked.append(as_of)
        return self.today if as_of is None else self.on.get(as_of, self.today)


class Nothing:
    def ask(
        self, question: str, *, policies: Sequence[str] = (), as_of: date | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        raise UnknownPolicyError(f"no policy {policies}")


def test_the_same_answer_from_the_same_words_is_the_same_whatever_its_id() -> None:
    again = answered().model_copy(update={"answer_id": "new", "generation": 9, "timings_ms": {"rank": 1.0}})
    assert replayed(entry(), "How long?", bot=Versions(again), question_hmac=hmac).same


def test_another_question_is_not_asked_at_all() -> None:
    bot = Versions(answered())
    assert replayed(entry(), "How long", bot=bot, question_hmac=hmac) == Replayed("another-question")
    assert bot.asked == []


def test_where_a_new_version_holds_by_now_that_of_the_day_is_asked() -> None:
    bot = Versions(answered("v2"), on={date(2026, 1, 31): answered("v1")})
    assert replayed(entry(), "How long?", bot=bot, question_hmac=hmac).same
    assert bot.asked == [None, date(2026, 1, 31)]


def test_a_version_that_is_gone_is_named() -> None:
    found = replayed(entry(), "How long?", bot=Versions(answered("v2")), question_hmac=hmac)
    assert found == Replayed("version-gone", ("acme@v1",))
    assert replayed(entry(), "How long?", bot=Nothing(), question_hmac=hmac).outcome == "version-gone"


def test_another_answer_from_the_same_version_says_in_what_it_differs() -> None:
    found = replayed(entry(), "How long?", bot=Versions(answered(start=11)), question_hmac=hmac)
    assert found.outcome == "differs"
    [difference] = found.details
    assert difference.startswith("citations: was ")
    assert '"start": 11' in difference


def test_a_day_that_was_asked_about_is_asked_about_again_and_no_other() -> None:
    asked = Asked("How long?", policies=("acme",), as_of=date(2025, 5, 1))
    bot = Versions(answered("v2"), on={date(2025, 5, 1): answered()})
    assert replayed(entry(asked), "How long?", bot=bot, question_hmac=hmac).same
    assert bot.asked == [date(2025, 5, 1)]


def test_what_was_asked_in_a_conversation_or_over_a_pasted_text_cannot_be_asked_again() -> None:
    turn = Message(role="user", content="Hello")
    for asked in (Asked("How long?", history=(turn,)), Asked("How long?", text="We keep data.")):
        assert replayed(entry(asked), "How long?", bot=Nothing(), question_hmac=hmac) == Replayed("not-repeatable")


def test_a_record_holds_no_word_of_the_question_the_history_the_policy_or_the_answer() -> None:
    asked = Asked("zebra?", history=(Message(role="user", content="giraffe"),), text="crocodile")
    shown = str(entry(asked).record).replace(hmac("zebra?"), "").replace(hmac(asked.context), "")
    for word in ("zebra", "giraffe", "crocodile", "ninety"):
        assert word not in shown


def test_an_answer_is_recorded_before_its_end_is_given_out() -> None:
    done: list[Answer] = []
    seen = [(event.event, bool(done)) for event in recorded(events_of(ANSWER), done.append)]
    assert seen == [("citation", False), ("statement", False), ("done", True)]


def test_an_answer_that_nobody_waits_for_any_more_is_recorded_once_a_statement_was_given_out() -> None:
    done: list[Answer] = []
    events = recorded(events_of(ANSWER), done.append)
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert done == []
    events = recorded(events_of(ANSWER), done.append)
    next(events), next(events)
    events.close()  # type: ignore[attr-defined]
    assert done == [ANSWER]

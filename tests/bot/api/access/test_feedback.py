"""Feedback: redacted when it comes, erased when its time is over, draft gold questions for who corrects them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.api.access.errors import UnknownRecordError
from bot.api.access.feedback import FeedbackBook
from bot.api.access.gold import gold_drafts
from bot.api.access.store import OpsStore, open_store
from bot.models import Answer, Citation, PolicyAnswer, Statement
from evals.corpus import corpus_folder
from evals.errors import CorpusError
from evals.goldset import parse_gold
from tests.bot.api.access.serving import Clock

QUOTE = "Log files: kept for ninety days."
STATEMENT = Statement(text=QUOTE, citations=(1,))
ANSWER = Answer(
    answer_id="a1",
    status="answered",
    answer=f"{QUOTE} [1]",
    statements=(STATEMENT,),
    citations=(
        Citation(
            n=1, policy="acme", version="v1", text_sha256="0" * 64, clause="acme#retention.log-files",
            path=("Retention",), quote=QUOTE, start=10, end=10 + len(QUOTE),
        ),
    ),
    per_policy=(PolicyAnswer(policy="acme", status="answered", statements=(STATEMENT,)),),
)  # fmt: skip
SILENT = Answer(answer_id="a2", status="silent", answer="", per_policy=(PolicyAnswer(policy="acme", status="silent"),))


def given(book: FeedbackBook, answer_id: str = "a1", **more: object) -> str:
    return book.give(key_id="local", answer_id=answer_id, rating="up", **more).id  # type: ignore[arg-type]


def test_what_people_wrote_is_redacted_and_what_the_policy_says_is_not(store: OpsStore) -> None:
    book = FeedbackBook(store, days=90)
    given(book, comment="mail jane@example.com", question="I am 123-45-6789: how long?", answer=ANSWER)
    [found] = book.listed()
    assert found.comment == "mail [email]"
    assert found.question == "I am [id]: how long?"
    assert found.answer == ANSWER


def test_texts_go_when_their_time_is_over_and_the_rating_stays(store: OpsStore) -> None:
    clock = Clock()
    book = FeedbackBook(store, days=90, clock=clock)
    given(book, comment="too short", question="How long?", answer=ANSWER, reason="incomplete")
    clock.pass_by(days=89)
    given(book, answer_id="a2", comment="good")
    assert book.listed()[0].comment == "too short"
    clock.pass_by(days=2)
    old, young = book.listed()
    assert (old.comment, old.question, old.answer, old.erased) == (None, None, None, True)
    assert (old.rating, old.reason, old.answer_id) == ("up", "incomplete", "a1")
    assert (young.comment, young.erased) == ("good", False)


def test_what_is_forgotten_is_in_no_file_any_more(tmp_path: Path) -> None:
    store = open_store(tmp_path / "ops.db")
    book = FeedbackBook(store, days=90)
    kept = given(book, comment="a perfectly ordinary remark")
    forgotten = given(book, comment="an unmistakable remark", question="an unmistakable question")
    book.forget(forgotten)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"unmistakable" not in held
    assert b"perfectly ordinary" in held
    assert [(one.id, one.erased) for one in book.listed()] == [(kept, False), (forgotten, True)]
    store.close()


def test_forgetting_what_is_not_there_is_told(store: OpsStore) -> None:
    with pytest.raises(UnknownRecordError):
        FeedbackBook(store, days=90).forget("nothing")


def test_pages_follow_one_another_without_gaps(store: OpsStore) -> None:
    clock = Clock()
    book = FeedbackBook(store, days=90, clock=clock)
    ids = [given(book, answer_id=str(number)) for number in range(5)]  # all at one moment
    read: list[str] = []
    while page := book.listed(after=read[-1] if read else "", limit=2):
        read += [one.id for one in page]
    assert sorted(read) == sorted(ids)
    with pytest.raises(UnknownRecordError):
        book.listed(after="nothing")


def test_one_rating_alone_can_be_listed(store: OpsStore) -> None:
    book = FeedbackBook(store, days=90)
    given(book)
    book.give(key_id="local", answer_id="a2", rating="down")
    assert [one.answer_id for one in book.listed(rating="down")] == ["a2"]


def test_drafts_are_a_gold_file_that_the_evaluation_reads(store: OpsStore) -> None:
    clock = Clock()
    book = FeedbackBook(store, days=90, clock=clock)
    given(book, question="How long are logs kept?", answer=ANSWER)
    clock.pass_by(seconds=1)
    given(book, question="How long are logs kept?", answer=ANSWER)
    clock.pass_by(seconds=1)
    given(book, answer_id="a2", question="What is the fax number?", answer=SILENT)
    given(book, comment="no question was given")
    drafts = gold_drafts(book.listed(), corpus="sample")
    gold = parse_gold(json.dumps(drafts), path=Path("drafts.yaml"))
    first, second = gold.questions
    assert (first.question, first.status, first.policies) == ("How long are logs kept?", "answered", ("acme",))
    assert [support.quote for support in first.support] == [QUOTE]
    assert first.facts
    assert (second.status, second.answerable, second.support) == ("silent", False, ())


def test_whose_policies_drafts_are_about_is_left_to_be_named(store: OpsStore) -> None:
    book = FeedbackBook(store, days=90)
    given(book, question="How long are logs kept?", answer=ANSWER)
    gold = parse_gold(json.dumps(gold_drafts(book.listed())), path=Path("drafts.yaml"))
    with pytest.raises(CorpusError, match=r"no folder .*NAME-THE-FOLDER-OF-THE-POLICIES"):
        corpus_folder(gold)


def test_the_draft_of_a_disliked_answer_says_that_it_was_found_wrong(store: OpsStore) -> None:
    book = FeedbackBook(store, days=90)
    book.give(key_id="local", answer_id="a1", rating="down", question="How long?", answer=ANSWER)
    [draft] = gold_drafts(book.listed(), corpus="sample")["questions"]
    assert draft["reference"].startswith("To be corrected")

"""A drafted entry fits the schema once its category is set, and holds what the answer quoted."""

from __future__ import annotations

from datetime import date

from evals.draft import draft_entry
from evals.goldset import Question
from tests.evals.answers import citation, quoting, silent
from tests.evals.policies import gold


def drafted(entry: str) -> Question:
    return gold(entry).questions[0]


def test_an_answered_question_becomes_an_entry_with_its_figures_and_quotes() -> None:
    answer = quoting(citation("We keep logs for six months."))
    question = drafted(draft_entry("How long d'you keep logs?", answer, policies=["acme"], as_of=date(2025, 5, 1)))
    assert (question.id, question.question) == ("how-long-dyou-keep-logs", "How long d'you keep logs?")
    assert (question.policies, question.as_of) == (("acme",), date(2025, 5, 1))
    assert question.facts == ("six months",)
    assert [support.quote for support in question.support] == ["We keep logs for six months."]
    assert question.reference == "We keep logs for six months."


def test_an_address_is_a_fact_with_its_dots_taken_literally() -> None:
    answer = quoting(citation("We do not sell data.").model_copy(update={"quote": "Write to us@acme.example."}))
    assert drafted(draft_entry("Who?", answer)).facts == (r"us@acme\.example",)


def test_quotes_with_line_breaks_survive() -> None:
    answer = quoting(citation("We do not sell data.").model_copy(update={"quote": "within 30 days\n\nor: 'so'"}))
    assert drafted(draft_entry("When?", answer)).support[0].quote == "within 30 days\n\nor: 'so'"


def test_a_bare_lead_in_is_no_support() -> None:
    answer = quoting(
        citation("We keep logs").model_copy(update={"quote": "We keep:"}), citation("for six months.", n=2)
    )
    assert [support.quote for support in drafted(draft_entry("When?", answer)).support] == ["for six months."]


def test_a_silent_answer_becomes_an_unanswerable_question() -> None:
    question = drafted(draft_entry("What is the fax number?", silent()))
    assert (question.kind, question.status, question.policy, question.support) == ("unanswerable", "silent", None, ())


def test_a_draft_says_that_it_is_one() -> None:
    assert "check every line" in draft_entry("Fax?", silent())

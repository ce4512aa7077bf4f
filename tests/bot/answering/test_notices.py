from __future__ import annotations

import pytest

from bot.answer_types import AskedFor
from bot.answering.notices import is_of_another_event, told_of
from bot.answering.quotes import Budget, choose, quoted
from bot.answering.quoting import is_beside
from bot.questions import plain_question
from tests.bot.small_policies import scored, units_of

CHANGES = "We will notify you of material changes at least 30 days before they take effect."
BREACH = "We tell you of a breach of security within 72 hours."


@pytest.mark.parametrize(
    ("text", "events"),
    [
        (CHANGES, {"change"}),
        (BREACH, {"breach"}),
        ("will you let me know if you get hacked?", {"breach"}),
        ("do I hear about it when the company is sold?", {"handover"}),
        ("We warn you before we delete an account.", {"deletion"}),
        ("do you tell me when the police ask for my data?", {"authorities"}),
        ("We change this policy from time to time.", set()),
        ("We will notify you by e-mail.", set()),
    ],
)
def test_what_one_is_told_of(text: str, events: set[str]) -> None:
    assert told_of(text) == events


@pytest.mark.parametrize(
    ("question", "sentence", "another"),
    [
        ("how fast do you notify me after a breach?", CHANGES, True),
        ("how fast do you notify me after a breach?", BREACH, False),
        ("do you warn me before the policy changes?", BREACH, True),
        ("how fast do you notify me?", CHANGES, False),
        ("do you have breaches?", CHANGES, False),
        ("how fast do you notify me after a breach?", "We keep logs for 30 days.", False),
    ],
)
def test_a_notice_of_one_thing_is_none_of_another(question: str, sentence: str, another: bool) -> None:
    assert is_of_another_event(question, sentence) is another


@pytest.mark.parametrize(("others", "beside"), [(["We keep logs."], True), ([BREACH], False)])
def test_what_tells_of_another_event_alone_is_no_answer(others: list[str], beside: bool) -> None:
    units = units_of("\n\n".join(["# Notices", CHANGES, *others]))
    ranking = scored(units, {CHANGES: 2.0, others[0]: 1.0})
    quotes = quoted(list(units.sentences), ranking, budget=Budget())
    assert is_beside(quotes, ranking, plain_question("how fast do you notify me after a breach?")) is beside


@pytest.mark.parametrize(
    ("best", "asked"),
    [
        (CHANGES, "how many days before do you tell me of changes?"),
        ("We will respond to letters within 30 days.", "how fast do you answer?"),
    ],
)
def test_beside_a_notice_or_an_answer_no_other_period_is_quoted(best: str, asked: str) -> None:
    other = "We delete accounts within 30 days."
    units = units_of(f"# Notices\n\n{best}\n\n# Accounts\n\n{other}\n")
    ranking = scored(units, {best: 2.0, other: 1.9})
    question = plain_question(asked, AskedFor.PERIOD)
    (quote,) = choose(ranking, question, budget=Budget())
    assert quote.heading == "Notices"

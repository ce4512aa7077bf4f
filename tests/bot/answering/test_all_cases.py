from __future__ import annotations

import pytest

from bot.answering.all_cases import in_all_cases
from tests.bot.small_policies import scored, units_of

POLICY = """# Acme Privacy Policy

This policy describes how we share your data.

## Sharing

We do not share your data with anyone.

You must not share your password with others.

If you give us your number, we provide support by phone.

## Exceptions

We may disclose your data to the authorities when a court orders it.

Your data may be transferred to whoever buys us.

## Leaving

When you close your account we delete your data within a week.

Cameras are set up at the doors.

## Retention

We keep:

- Invoices: kept for ten years.
- Newsletters: kept until you unsubscribe.

We may keep your data after you leave where the law requires it.

We keep your data safe.
"""
RULE = "We do not share your data with anyone."
COURT = "We may disclose your data to the authorities when a court orders it."
BUYER = "Your data may be transferred to whoever buys us."
DELETED = "When you close your account we delete your data within a week."
INVOICES = "Invoices: kept for ten years."
AFTER = "We may keep your data after you leave where the law requires it."


def told(question: str) -> list[str]:
    ranking = scored(units_of(POLICY), {RULE: 2.0})
    return [ranking.text(one) for one in in_all_cases(question, ranking, most=4).sentences]


@pytest.mark.parametrize(
    "question",
    [
        "is everything deleted when I close my account?",
        "what happens to my data when I quit?",
        "do you keep any of my data once my account is closed?",
        "is it all gone after a week if I leave?",
        "is there any case in which you do not erase my data?",
    ],
)
def test_what_is_kept_is_told_beside_what_is_deleted(question: str) -> None:
    assert told(question) == [DELETED, INVOICES, AFTER]


@pytest.mark.parametrize(
    "question",
    [
        "do you ever share my data with anyone?",
        "does anybody else get to see my data?",
        "you never hand my data to outsiders. any exceptions?",
        "do you give my information to someone else in any situation?",
        "is there any situation where you would pass my details on without asking me?",
    ],
)
def test_who_gets_data_is_told_beside_what_is_not_shared(question: str) -> None:
    assert told(question) == [RULE, COURT, BUYER]


@pytest.mark.parametrize(
    "question",
    [
        "how do I delete my account?",
        "do you share my data?",
        "are all invoices deleted when I leave?",
        "do you ever film everything at the doors?",
        "are all passwords encrypted?",
        "does any data ever leave Europe?",
        "will you always give me a warning?",
        "do you hand my data to someone if you are bought?",
    ],
)
def test_what_asks_for_one_case_or_for_certain_data_is_left_alone(question: str) -> None:
    assert told(question) == []

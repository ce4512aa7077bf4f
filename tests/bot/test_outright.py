"""What says outright what is asked, in other words."""

from __future__ import annotations

import pytest

from bot.models import Citation, Statement
from bot.verdicts import Verdict, verdict

CHANGES = "do you notify users of policy changes?"
EXPORT = "do you let me export my data?"
MERGER = "do you share my data in a merger?"
BREACH = "do you notify me of a data breach?"


def said(ask: str, quote: str) -> Verdict | None:
    citation = Citation(
        n=1, policy="quay", version="1", text_sha256="", clause="quay#1", path=(), quote=quote, start=0, end=len(quote)
    )
    found = verdict(ask, [Statement(text=quote, citations=(1,))], {1: citation})
    return found and found[0]


@pytest.mark.parametrize(
    ("ask", "quote", "found"),
    [
        (CHANGES, "If we change this policy, we will let you know.", Verdict.YES),
        (CHANGES, "For larger updates of the policy a notice will be posted on the quay.", Verdict.YES),
        (CHANGES, "We may change this policy. We tell you the tides.", None),
        (CHANGES, "We change this policy and do not notify anybody.", Verdict.NO),
        ("do you tell me by email when the policy changes?", "If the policy changes, we will let you know.", None),
        (
            "do you tell me by email when the policy changes?",
            "If the policy changes, we tell you by email.",
            Verdict.YES,
        ),
        ("do you warn users of policy changes in advance?", "We tell you of changes to the policy.", None),
        (
            "do you warn users of policy changes in advance?",
            "We tell you of changes to the policy a week before they hold.",
            Verdict.YES,
        ),
        (EXPORT, "You have the right to: Request data portability", Verdict.YES),
        (EXPORT, "Portability: ask for your letters in a machine-readable format", Verdict.YES),
        (EXPORT, "Letters may be transferred to the harbour office.", None),
        (MERGER, "After a change of control we may share your letters with the new owner.", Verdict.YES),
        (MERGER, "We do not share letters except in a merger.", None),
        (MERGER, "We share letters with the harbour office.", None),
        (BREACH, "We may look into any breach of our Terms and tell you.", None),
        (BREACH, "We will inform you of a security breach within a day.", Verdict.YES),
    ],
)
def test_other_words_for_it_are_a_yes(ask: str, quote: str, found: Verdict | None) -> None:
    assert said(ask, quote) is found


def test_a_question_that_a_policy_puts_is_no_verdict() -> None:
    assert said("do you sell my data?", "Do we sell your data? Read on.") is None
    assert said("do you sell my data?", "Do we sell your data? We never sell your data.") is Verdict.NO

"""Whom "they" stands for beside the company itself."""

from __future__ import annotations

import pytest

from bot.outside_party import party_of
from tests.bot.conversations import read

COMPLAINT = "who can I complain to?"
SHARED = "do you share my data with your resellers?"


@pytest.mark.parametrize(
    ("question", "before", "search_text"),
    [
        ("what is their address?", COMPLAINT, "what is the data protection authority's address?"),
        ("how long do they take to answer?", COMPLAINT, "how long do the data protection authority take to answer?"),
        (
            "is there a deadline for them to reply?",
            COMPLAINT,
            "is there a deadline for the data protection authority to reply?",
        ),
        ("and do they use cookies?", COMPLAINT, "and do they use cookies?"),
        ("do they sell it?", SHARED, "do resellers sell it? data resellers"),
        ("are you liable for what they do with it?", SHARED, "are you responsible for third parties?"),
        ("can they send me ads then?", SHARED, "do you share my data with your resellers for marketing?"),
        ("can they send me ads then?", "do you keep logs?", "can they send me ads then? logs"),
    ],
)
def test_they_are_the_party_that_was_spoken_of(question: str, before: str, search_text: str) -> None:
    assert read(question, before).search_text == search_text


def test_a_party_is_spoken_of_until_the_topic_changes() -> None:
    assert "resellers" in read("do they delete it?", SHARED, "for marketing too?").search_text
    assert "resellers" not in read("do they delete it?", SHARED, "how do I close my account?").search_text


@pytest.mark.parametrize(
    ("asked", "raw", "name"),
    [
        ("do you share my data with partners?", "do you share my data with partners?", "partners"),
        ("do you share my data with partners?", "does Acmo share my data with partners?", None),
        ("what data does Zoop get?", "what does Zoop get?", "Zoop"),
        ("do you keep logs?", "do you keep logs?", None),
        ("who is the regulator?", "who is the regulator?", "the data protection authority"),
    ],
)
def test_only_who_calls_the_company_you_means_others_by_they(asked: str, raw: str, name: str | None) -> None:
    party = party_of(asked, raw)
    assert (party.name if party else None) == name


def test_whoever_hears_complaints_is_written_to() -> None:
    assert "reach the data protection authority" in read("how can I reach them?", COMPLAINT).search_text

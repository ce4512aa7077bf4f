from __future__ import annotations

import pytest

from bot.verification.verdict import by_rules


def kinds(statement: str, quote: str) -> set[str]:
    return {one.kind for one in by_rules(statement, [quote], names=("Acme",))[0]}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The copy of the badge is shredded on Friday.", "We photocopy your badge. The copy is shredded on Friday."),
        ("Stall photographs are kept for a year.", "Stalls are photographed. The photographs are kept for a year."),
        ("The guide destroys the list of visitors.", "We list visitors. The guide carries the list and destroys it."),
        ("If you turn the lamp on, a map of the room is kept.", "We map the room. With the lamp on, a map is kept."),
        ("Fees for late bookings are refunded.", "We take a fee for late bookings. Fees are refunded."),
    ],
)
def test_a_claim_takes_over_what_its_sentence_leans_on(statement: str, quote: str) -> None:
    assert kinds(statement, quote) == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Chats are kept for a year.", "Chats are deleted. Calls are kept for a year."),
        (
            "Courtmail sees the last digits of your card.",
            "Courtmail takes payments. We see the last digits of your card.",
        ),
        ("The student carries the list.", "Every student signs a list. The teacher carries the list."),
        (
            "The scan is kept as long as you are a member.",
            "We take a scan. The result is kept as long as you are a member.",
        ),
        (
            "Safety patches may be removed within a week.",
            "Safety patches are needed. You may remove others within a week.",
        ),
        ("Other calls are kept for a year.", "Calls to our shop are kept for a year. Other calls are not recorded."),
        ("Anybody can copy the reports.", "Reports name you. The tables, which anybody can copy, name nobody."),
        ("A plan costs 30 euros.", "A plan has no ads. A poster costs 30 euros."),
    ],
)
def test_what_is_moved_from_one_sentence_to_another_is_rejected(statement: str, quote: str) -> None:
    assert kinds(statement, quote)

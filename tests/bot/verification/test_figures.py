"""A figure stays with what it is said of, and with the event that it is counted from."""

from __future__ import annotations

import pytest

from bot.verification.verdict import by_rules

PERIODS = "We keep maps for ten years, letters for three years, and tapes for six months."

HIRED = "Tapes of the bikes that are hired are wiped 28 days after the bikes are returned."
RUST = "Drills are sold after nine days, or after 40 days if they rust."
NOTICE = "You may close the gate with one day's notice; we may close it with two days' notice."


def kinds(statement: str, *quotes: str) -> set[str]:
    return {one.kind for one in by_rules(statement, quotes)[0]}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("We keep letters for ten years.", PERIODS),
        ("Tapes are kept for three years.", PERIODS),
        ("Tapes are wiped 28 days after the bikes are hired.", HIRED),
        ("The map is burnt a week before the race.", "The map is burnt a week after the race."),
        ("Drills are sold after 40 days, or after nine days if they rust.", RUST),
    ],
)
def test_a_figure_of_another_thing_or_event_is_rejected(statement: str, quote: str) -> None:
    assert kinds(statement, quote) & {"number", "stitched"}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("We keep letters for three years and tapes for six months.", PERIODS),
        ("Maps and letters are kept, maps for ten years.", PERIODS),
        ("Bikes are checked 28 days after the return.", "Bikes are checked 28 days after they are returned."),
        ("Nobody under sixteen may row.", "Nobody under 16 may row."),
        ("You can burn maps before the five years are over.", "Maps stay for five years; you can burn them."),
        ("The gate opens within a quarter of an hour.", "The gate opens within 15 minutes."),
        # Who "it" is stands in the part before.
        ("We may close the gate with two days' notice.", NOTICE),
    ],
)
def test_a_figure_with_its_own_things_is_not(statement: str, quote: str) -> None:
    assert "number" not in kinds(statement, quote)


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("If a talk is about a gift, the tape is kept for six years.",
         "If a talk is about a gift, the tape is kept for 18 months.",
         "Tapes of talks are kept for 18 months, unless the talk is about a gift, in which case we keep it six years."),
        ("Unless a talk is about a gift, the tape is kept for 18 months.",
         "Unless a talk is about a gift, the tape is kept for six years.",
         "Tapes of talks are kept for 18 months, unless the talk is about a gift, in which case we keep it six years."),
        ("Drafts are shredded after 21 days, save for the deed.",
         "Drafts are shredded after one year, save for the deed.",
         "Drafts are shredded after 21 days, save for the deed, which is kept for one year."),
        ("If a crash is reported, the film is kept for a year.",
         "If a crash is reported, the film is kept for two days.",
         "Film is kept for two days; if a crash is reported, it is kept for a year."),
        ("Payment slips are kept for six years.", "Payment slips are kept for six months.",
         "Search slips are kept for six months, payment slips for six years."),
        ("Disputed bills are kept for seven years.", "Disputed bills are kept for two years.",
         "Bills are kept for two years, or seven years if they are disputed."),
        ("The code is kept for 14 days.", "The bag is burnt after 14 days.",
         "We keep the code for 14 days and burn the bag at once."),
        ("Forms are burnt at the end of the school year following the one in which they came.",
         "Forms are burnt at the end of the school year in which they came.",
         "Forms are burnt at the end of the school year following the one in which they came."),
        ("Forms are burnt at the end of the following year.", "Forms are burnt at the end of the year.",
         "Forms are burnt at the end of the next calendar year."),
    ],
)  # fmt: skip
def test_a_figure_belongs_to_the_rule_or_to_its_exception(supported: str, unsupported: str, quote: str) -> None:
    assert by_rules(supported, [quote])[0] == ()
    assert "number" in {one.kind for one in by_rules(unsupported, [quote])[0]}

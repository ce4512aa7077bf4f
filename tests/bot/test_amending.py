"""Items that take back what an item beside them says."""

from __future__ import annotations

import pytest

from bot.answering.amending import amending
from bot.answering.quotes import Part, Quote
from tests.bot.small_policies import scored, units_of


def amended(lead_in: str, quoted: str, *others: str) -> list[str]:
    items = "\n".join(f"- {one}" for one in (quoted, *others))
    units = units_of(f"# Data\n\n{lead_in}\n\n{items}\n\n# Logs\n\n- Retained as the law requires.\n")
    ranking = scored(units, {quoted: 5})
    [told] = [one for one in units.sentences if quoted in ranking.text(one)]
    quotes = [Quote((Part(units.clause_of(told), told.span),), 5.0)]
    return [ranking.text(one) for one in amending(quotes, ranking)]


@pytest.mark.parametrize(
    ("lead_in", "quoted", "other"),
    [
        ("Data will be:", "Deleted when you ask for it", "Retained as needed to comply with the law"),
        ("When you leave, your account:", "Is erased within a week", "May be kept longer in backups"),
        ("Your photos:", "Are never shared with anyone", "May be shared with the police"),
        ("We delete:", "All messages", "Except those that the law tells us to keep"),
    ],
)
def test_an_exception_in_the_same_list_goes_with_its_rule(lead_in: str, quoted: str, other: str) -> None:
    assert amended(lead_in, quoted, "Encrypted at rest", other) == [other]


@pytest.mark.parametrize(
    ("quoted", "other"),
    [
        ("Deleted when you ask for it", "Kept in encrypted databases"),
        ("Deleted when you ask for it", "Invoices: retained as the law requires"),
        ("Encrypted at rest", "Retained as the law requires"),
    ],
)
def test_what_takes_nothing_back_or_speaks_of_another_thing_is_left_out(quoted: str, other: str) -> None:
    assert amended("Data will be:", quoted, other) == []

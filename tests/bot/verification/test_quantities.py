from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.quantities import quantities
from bot.verification.verdict import by_rules


def kinds(statement: str, quote: str, *headings: str) -> set[str]:
    return {one.kind for one in by_rules(statement, [quote], headings=headings)[0]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("seven years", "7 years"),
        ("every 30 minutes", "every half hour"),
        ("1 May", "the first of May"),
        ("forty-five (45) days", "45 days"),
        ("a 30-day period", "a period of thirty days"),
        ("one year", "12 months"),
        ("24 months", "two years"),
        ("48 hours", "two days"),
        ("a week", "7 days"),
        ("a fortnight", "14 days"),
        ("half a year", "six months"),
        ("twenty-five days", "25 days"),
        ("seven (7) years", "7 years"),
        ("a hundred and ten days", "110 days"),
        ("1,000 euros", "€1000"),
        ("15 dollars", "$15"),
        ("five percent", "5%"),
        ("5 per cent", "5%"),
        ("10 business days", "ten working days"),
        ("1 March 2025", "March 1, 2025"),
        ("2025-03-01", "1st March 2025"),
    ],
)
def test_written_otherwise_it_is_the_same(one: str, other: str) -> None:
    assert "number" not in kinds(f"It takes {one}.", f"It takes {other}.")
    assert "number" not in kinds(f"It takes {other}.", f"It takes {one}.")


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("30 months", "30 days"),
        ("13 days", "30 days"),
        ("30 business days", "30 days"),
        ("30 days", "30 business days"),
        ("at least 30 days", "up to 30 days"),
        ("up to 30 days", "at least 30 days"),
        ("30 days", "at least 30 days"),
        ("over 16", "under 16"),
        ("within 30 days", "after 30 days"),
        ("5 MB", "5 GB"),
        ("€15", "$15"),
        ("5%", "5 days"),
        ("2 March 2025", "1 March 2025"),
        ("March 2024", "1 March 2025"),
        ("two to five years", "two to three years"),
        ("once a year", "once a month"),
        ("twenty-five days", "twenty days"),
    ],
)
def test_another_figure_unit_or_bound_is_rejected(said: str, quoted: str) -> None:
    assert "number" in kinds(f"It takes {said}.", f"It takes {quoted}.")


def test_a_less_exact_date_is_no_other_date() -> None:
    assert "number" not in kinds("It applies since March 2025.", "It applies since 1 March 2025.")


def test_the_unit_of_a_table_may_stand_in_its_heading() -> None:
    assert "number" not in kinds("Logs are kept for 30 days.", "Logs: 30", "Storage period (days)")
    assert "number" in kinds("Logs are kept for 30 weeks.", "Logs: 30", "Storage period (days)")


def test_both_ends_of_a_range_have_its_unit() -> None:
    assert [(one.value, one.unit) for one in quantities("two to three years")] == [
        (Fraction(24), "m"),
        (Fraction(36), "m"),
    ]


@given(st.integers(2, 9999), st.sampled_from(["days", "weeks", "months", "years", "euros", "users"]), st.data())
def test_changing_a_digit_is_always_rejected(value: int, unit: str, data: st.DataObject) -> None:
    digits = str(value)
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "123456789" if digit != digits[at]]))
    changed = digits[:at] + other + digits[at + 1 :]
    quote = f"We keep the logs for {value} {unit}."
    assert "number" in kinds(quote.replace(digits, changed), quote)

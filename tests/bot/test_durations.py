from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.durations import durations, open_ended, without_questions

YEAR = 365.25


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("kept for 7 years", 7 * YEAR, 7 * YEAR),
        ("kept for seven years", 7 * YEAR, 7 * YEAR),
        ("kept for 24 months", 2 * YEAR, 2 * YEAR),
        ("retained for 12-24 months", YEAR, 2 * YEAR),
        ("one to two years", YEAR, 2 * YEAR),
        ("up to six (6) months after that", YEAR / 2, YEAR / 2),
        ("a 30-day period", 30, 30),
        ("within 5 working days", 7, 7),
        ("after a week", 7, 7),
        ("within 72 hours", 3, 3),
        ("We retain it indefinitely.", inf, inf),
    ],
)
def test_a_period_is_read_in_days(text: str, low: float, high: float) -> None:
    [found] = durations(text)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text", ["as long as necessary", "since 2019", "version 2.5", "section 7", "the age of 13", ""]
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert durations(text) == ()


def test_periods_come_in_the_order_of_the_text() -> None:
    text = "90 days, or one year with Plus"
    assert [text[one.start : one.end] for one in durations(text)] == ["90 days", "one year"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We keep it as long as necessary to serve you, and no longer.", "as long as necessary to serve you"),
        ("kept until you withdraw consent or ask us", "until you withdraw consent"),
        ("kept for 7 years", None),
    ],
)
def test_a_period_without_a_length_is_given_in_its_words(text: str, words: str | None) -> None:
    assert open_ended(text) == words


@given(st.integers(1, 500), st.sampled_from(["day", "week", "month", "year"]), st.integers(1, 500))
def test_a_longer_period_of_one_unit_is_longer(number: int, unit: str, more: int) -> None:
    [one], [other] = durations(f"for {number} {unit}s"), durations(f"for {number + more} {unit}s")
    assert one.high < other.low


@given(st.text(max_size=80))
def test_a_period_stands_where_it_says(text: str) -> None:
    assert all(0 <= one.start < one.end <= len(text) and one.low <= one.high for one in durations(text))


def test_a_question_sets_no_period() -> None:
    text = "We keep maps. Would you want us to keep them until you ask? Boats: two days."
    assert open_ended(without_questions(text)) is None
    assert len(without_questions(text)) == len(text)
    assert [text[one.start : one.end] for one in durations(without_questions(text))] == ["two days"]

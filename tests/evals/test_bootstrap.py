"""Intervals and comparisons that can be told by hand or by their extremes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.bootstrap import GATE_LEVEL, Difference, Estimate, compare, estimate, quantile

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30)


def test_the_mean_leaves_out_what_is_ineligible() -> None:
    found = estimate([1.0, None, 0.0, None])
    assert (found.n, found.mean) == (2, 1 / 2)


def test_no_eligible_value_gives_no_mean_and_one_gives_no_interval() -> None:
    assert estimate([None]) == Estimate(0, None)
    assert estimate([1.0]) == Estimate(1, 1.0)


def test_equal_values_have_an_interval_without_width() -> None:
    assert estimate([0.5] * 9) == Estimate(9, 0.5, 0.5, 0.5)


def test_the_interval_of_a_fair_coin_is_about_two_standard_errors_wide() -> None:
    found = estimate([0.0, 1.0] * 200)
    assert found.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_a_median_is_the_middle_value() -> None:
    found = quantile([1.0, 2.0, 100.0], 0.5)
    assert (found.n, found.mean) == (3, 2.0)
    assert quantile([], 0.5) == Estimate(0, None)


def test_no_change_has_a_difference_of_exactly_zero() -> None:
    values = {str(n): float(n % 2) for n in range(40)}
    assert compare(values, values) == Difference(40, 0.5, 0.5, 0.0, 0.0)


def test_six_right_answers_lost_and_none_won_is_significant_and_two_are_not() -> None:
    before = {str(n): 1.0 for n in range(300)}
    six = compare(before, {**before, **{str(n): 0.0 for n in range(6)}}, level=GATE_LEVEL)
    two = compare(before, {**before, **{str(n): 0.0 for n in range(2)}}, level=GATE_LEVEL)
    assert six.high is not None
    assert six.high < 0
    assert two.high == 0.0


def test_as_many_lost_as_won_is_not_significant() -> None:
    before = {str(n): float(n < 150) for n in range(300)}
    after = {str(n): float(20 <= n < 170) for n in range(300)}
    found = compare(before, after, level=GATE_LEVEL)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


def test_only_questions_that_both_have_are_compared() -> None:
    assert compare({"a": 1.0, "gone": 0.0}, {"a": 1.0, "new": 0.0}).n == 1


def test_a_side_without_any_value_cannot_be_compared() -> None:
    assert compare({"a": 1.0}, {"a": None}) == Difference(1, 1.0, None, None, None)
    assert compare({}, {}) == Difference(0, None, None, None, None)


@given(VALUES)
def test_the_interval_holds_the_mean_and_stays_within_the_values(values: list[float | None]) -> None:
    found = estimate(values)
    if found.mean is not None and found.low is not None and found.high is not None:
        eligible = [value for value in values if value is not None]
        assert min(eligible) - 1e-9 <= found.low <= found.high <= max(eligible) + 1e-9


@given(VALUES, VALUES)
def test_exchanging_the_sides_turns_the_difference_round(before: list[float | None], after: list[float | None]) -> None:
    old = {str(n): value for n, value in enumerate(before)}
    new = {str(n): value for n, value in enumerate(after)}
    there, back = compare(old, new), compare(new, old)
    if there.low is not None and there.high is not None:
        assert back.low == pytest.approx(-there.high)
        assert back.high == pytest.approx(-there.low)

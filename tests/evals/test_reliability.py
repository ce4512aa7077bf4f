from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import EvalError
from evals.reliability import bins, calibration_error, curve_table
from evals.sections import with_section


def test_a_bin_tells_what_was_said_and_what_happened() -> None:
    found = bins(np.array([0.62, 0.68, 0.7, 1.0]), np.array([True, False, True, True]))
    assert [one.n for one in found] == [0, 0, 0, 0, 0, 0, 2, 1, 0, 1]
    assert found[6].said == pytest.approx(0.65)
    assert found[6].happened == 0.5
    assert (found[0].said, found[0].happened) == (None, None)


def test_the_error_is_the_mean_distance_weighed_by_the_bins_cases() -> None:
    probabilities = np.array([0.9, 0.9, 0.9, 0.1])
    error = calibration_error(probabilities, np.array([True, True, False, False]))
    assert error.value == pytest.approx((3 * abs(2 / 3 - 0.9) + 0.1) / 4)
    assert error.low <= error.value <= error.high


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20))
def test_every_case_is_in_one_bin(cases: list[tuple[float, bool]]) -> None:
    probabilities, labels = np.array([said for said, _ in cases]), np.array([so for _, so in cases])
    found = bins(probabilities, labels)
    assert sum(one.n for one in found) == len(cases)
    assert all(one.said is None or one.low <= one.said <= one.high + 1e-9 for one in found)


def test_the_curve_shows_empty_bins_as_such() -> None:
    lines = list(curve_table(bins(np.array([0.25]), np.array([True]))))
    assert lines[2] == "| 0.0 to 0.1 | 0 | | |"
    assert lines[4] == "| 0.2 to 0.3 | 1 | 0.250 | 1.000 |"


def test_a_section_is_written_between_its_marks() -> None:
    document = "before\n<!-- made by `python -m evals.x`, not by hand -->\nold\n<!-- end of evals.x -->\nafter\n"
    written = with_section(document, "evals.x", "new")
    assert written == (
        "before\n<!-- made by `python -m evals.x`, not by hand -->\n\nnew\n\n<!-- end of evals.x -->\nafter\n"
    )
    assert with_section(written, "evals.x", "new") == written
    with pytest.raises(EvalError, match=r"no place for evals\.y"):
        with_section(document, "evals.y", "new")

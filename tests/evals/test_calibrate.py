from __future__ import annotations

import numpy as np

from evals.calibrate import Example, area_under_curve, cross_validated, fit


def test_a_feature_that_divides_the_labels_gets_a_weight_of_its_sign() -> None:
    features = np.array([[0.0], [1.0], [2.0], [3.0]])
    made = fit(features, np.array([0.0, 0.0, 1.0, 1.0]))
    assert made.weights[0] > 0
    assert (made.log_odds(features) > 0).tolist() == [False, False, True, True]


def test_a_feature_without_spread_changes_nothing() -> None:
    labels = np.array([0.0, 1.0, 0.0, 1.0])
    made = fit(np.column_stack([[0.0, 1.0, 0.1, 0.9], np.full(4, 7.0)]), labels)
    assert abs(made.weights[1]) < 1e-6


def test_the_rarer_class_weighs_as_much_as_the_other() -> None:
    features = np.array([[0.0]] * 9 + [[1.0]])
    made = fit(features, np.array([0.0] * 9 + [1.0]))
    assert np.isclose(made.log_odds(np.array([[0.5]]))[0], 0.0, atol=0.35)


def test_area_under_the_curve_counts_ties_half() -> None:
    assert area_under_curve(np.array([0.0, 1.0, 1.0, 2.0]), [False, False, True, True]) == 3.5 / 4


def test_a_group_is_judged_by_what_the_other_groups_teach() -> None:
    taught = [Example("a", {"x": float(value)}, value > 1) for value in range(4)]
    odd_one_out = [Example("b", {"x": float(value)}, value <= 1) for value in range(4)]
    odds = cross_validated([*taught, *odd_one_out], ["x"])
    assert (odds[:4] > 0).tolist() == [True, True, False, False]
    assert (odds[4:] > 0).tolist() == [False, False, True, True]

from __future__ import annotations

import numpy as np

from evals.calibrate import Fold, honest_probabilities, recalibrated, reliability, staged
from evals.fitting import Columns, Example, area_under_curve, cross_validated, fit, platt
from evals.reliability import calibration_error


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


def noisy(n: int = 400, seed: int = 1) -> list[Example]:
    """Four groups; the larger x, the surer a positive, of which there are four times as many."""
    random = np.random.default_rng(seed)
    values = random.normal(size=n)
    return [
        Example(f"g{number % 4}", {"x": float(x)}, bool(random.random() < 1 / (1 + np.exp(-(2 * x + 1.8)))))
        for number, x in enumerate(values)
    ]


def test_scaling_finds_the_log_odds_that_the_labels_were_drawn_by() -> None:
    odds = np.random.default_rng(3).normal(scale=2, size=20_000)
    labels = (np.random.default_rng(4).random(20_000) < 1 / (1 + np.exp(-(0.5 * odds + 1)))).astype(float)
    assert np.allclose(platt(odds, labels), (0.5, 1.0), atol=0.06)


def test_recalibrated_probabilities_are_more_honest_than_those_of_a_balanced_fit() -> None:
    examples = noisy()
    labels = np.array([example.label for example in examples])
    fitted = 1 / (1 + np.exp(-cross_validated(examples, ["x"])))
    honest = honest_probabilities(Fold(examples))
    assert calibration_error(honest, labels).value < calibration_error(fitted, labels).value / 2
    assert "| **recalibrated** |" in reliability(Fold(examples), Fold(examples))


def test_the_second_probability_counts_where_the_first_leaves_a_doubt() -> None:
    assert list(staged(np.array([0.01, 0.5, 0.99]), np.array([0.9, 0.8, 0.1]))) == [0.01, 0.8, 0.99]


def test_a_group_says_nothing_of_its_own_probabilities() -> None:
    examples = noisy(80)
    turned = [Example(one.group, one.features, one.label != (one.group == "g1")) for one in examples]
    inside = np.array([one.group == "g1" for one in examples])
    same = honest_probabilities(Fold(examples))[inside] == honest_probabilities(Fold(turned))[inside]
    assert same.all()


def test_recalibration_moves_no_decision() -> None:
    examples = noisy()
    model = recalibrated({"weights": {"x": 1.0}, "intercept": 0.0, "threshold": 0.2}, Fold(examples), -1.4)
    assert model["weights"] == {"x": 1.0}
    moved = model["slope"] * -1.4 + model["offset"]
    assert abs(model["threshold"] - 1 / (1 + np.exp(-moved))) < 1e-3


def test_how_many_positives_a_source_has_teaches_nothing() -> None:
    """Within a source a small x is positive; one source happens to have many positives, and large x."""
    few = [Example("a", {"x": value / 10}, value < 20, "few") for value in range(100)]
    many = [Example("b", {"x": 20 + value / 10}, value < 80, "many") for value in range(100)]
    assert Columns.of([*few, *many], ["x"]).fit().weights[0] < 0
    alike = [Example(one.group, one.features, one.label) for one in [*few, *many]]
    assert Columns.of(alike, ["x"]).fit().weights[0] > 0


def test_an_example_of_half_the_weight_counts_half() -> None:
    twice = [Example("a", {"x": 0.0}, False), *[Example("a", {"x": 1.0}, True, weight=0.5)] * 2]
    once = [Example("a", {"x": 0.0}, False), Example("a", {"x": 1.0}, True)]
    one, two = (Columns.of(examples, ["x"]).fit() for examples in (once, twice))
    # The columns are standardised by their own spread, which the weights do not move.
    values = np.array([[0.0], [1.0]])
    assert np.allclose(np.sign(one.log_odds(values)), np.sign(two.log_odds(values)))


def test_what_is_learned_from_beside_is_not_judged() -> None:
    taught = [Example("b", {"x": float(value)}, value > 1) for value in range(4)]
    judged = [Example("a", {"x": float(value)}, value <= 1) for value in range(4)]
    assert (cross_validated(judged, ["x"], taught) > 0).tolist() == [False, False, True, True]

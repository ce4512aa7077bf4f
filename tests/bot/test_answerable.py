from __future__ import annotations

from dataclasses import fields
from math import exp

import numpy as np
import pytest

from bot.answer_types import AskedFor
from bot.answerable import FEATURES, Logistic, answerable_features, decision_for, load_model
from bot.deciding import cross_features
from bot.questions import plain_question
from bot.retrieval import encode, rank
from tests.bot.small_policies import RETENTION, units_of
from tests.fakes import FakeEncoder

NEVER_SAID = "# A\n\nLogs lie in Oslo.\n\n# B\n\nBackups lie in Bergen.\n"


def features(text: str, asked: str, asked_for: AskedFor = AskedFor.STATEMENT) -> dict[str, float]:
    question = plain_question(asked, asked_for)
    query = encode(question, FakeEncoder())
    return answerable_features(rank(units_of(text), query, word_scores={}), question, query)


def test_the_probability_is_the_logistic_function_of_the_weighted_features() -> None:
    model = Logistic(weights={"top": 2.0, "gap": -1.0}, intercept=0.5, threshold=0.5)
    assert model.probability({"top": 1.0, "gap": 0.5}) == pytest.approx(1 / (1 + exp(-2.0)))


def test_probabilities_are_made_honest_before_the_threshold() -> None:
    model = Logistic(weights={"top": 1.0}, intercept=0.0, threshold=0.6, slope=0.5, offset=1.0)
    assert model.probability({"top": 2.0}) == pytest.approx(1 / (1 + exp(-2.0)))


def test_an_operator_moves_the_threshold_and_nothing_else() -> None:
    model = load_model("answerable")
    assert model.divided_at(None) is model
    assert model.divided_at(0.0).threshold == 0
    moved = model.divided_at(0.9)
    assert moved.threshold == 0.9
    assert {one.name for one in fields(model) if getattr(moved, one.name) is not getattr(model, one.name)} == {
        "threshold"
    }


def test_values_beyond_all_measure_do_not_overflow() -> None:
    model = Logistic(weights={"top": 1.0}, intercept=0.0, threshold=0.5)
    assert model.probability({"top": 1e9}) == pytest.approx(1)
    assert model.probability({"top": -1e9}) == pytest.approx(0)


@pytest.mark.parametrize("name", ["answerable", "answerable_by_tokens", "answerable_by_vectors"])
def test_the_models_weigh_features_that_are_there(name: str) -> None:
    assert set(load_model(name).weights) <= set(FEATURES) == set(features(RETENTION, "billing records"))
    assert 0 < load_model(name).threshold < 1


def test_in_doubt_the_cross_encoder_counts_besides() -> None:
    crossed = load_model("answerable_crossed")
    added = cross_features([-1.0, 2.0, 0.5])
    assert added == {"cross": 2.0, "cross_first": -1.0}
    assert set(crossed.weights) - set(load_model("answerable").weights) == set(added)
    assert min(crossed.weights[name] for name in added) > 0
    assert set(cross_features([]).values()) == {0.0}


def test_a_question_in_the_policys_words_is_covered() -> None:
    found = features(RETENTION, "billing records")
    assert (found["covered"], found["foreign"]) == (1, 0)
    assert found["tokens"] > 0.99


def test_a_word_that_nobody_knows_is_foreign_and_leaves_the_question_uncovered() -> None:
    found = features(RETENTION, "billing Zorblatt")
    assert found["foreign"] == 1
    assert found["covered"] < 1


def test_what_is_covered_must_stand_with_the_thing_asked_for() -> None:
    text = "# Bikes\n\nBikes have stickers.\n\n# Trips\n\nTrips are kept for two years.\n"
    assert features(text, "trips", AskedFor.PERIOD)["covered"] == 1
    assert features(text, "stickers", AskedFor.PERIOD)["covered"] < features(text, "stickers")["covered"] == 1


@pytest.mark.parametrize(("asked_for", "kind"), [(AskedFor.PHONE, "contact"), (AskedFor.AMOUNT, "thing")])
def test_a_missing_thing_of_the_type_asked_for_is_told(asked_for: AskedFor, kind: str) -> None:
    assert features(NEVER_SAID, "logs", asked_for)[f"no_{kind}"] == 1
    assert features(NEVER_SAID, "logs")[f"no_{kind}"] == 0


def test_a_question_for_a_period_is_told_from_others() -> None:
    assert features(RETENTION, "log files", AskedFor.PERIOD)["period"] == 1
    assert features(RETENTION, "log files")["period"] == 0


def test_a_model_with_a_vector_weighs_the_question() -> None:
    model = Logistic(weights={}, intercept=0.0, threshold=0.5, vector=np.array([1.0, 2.0], np.float32))
    assert model.probability({}, np.array([0.5, 0.25], np.float32)) == pytest.approx(1 / (1 + exp(-1.0)))
    assert model.probability({}) == 0.5


def test_the_finest_decision_is_taken_that_the_embedding_model_allows() -> None:
    assert decision_for(has_reader=True, has_tokens=True) == load_model("answerable")
    assert decision_for(has_reader=False, has_tokens=True) == load_model("answerable_by_tokens")
    assert decision_for(has_reader=False, has_tokens=False) == load_model("answerable_by_vectors")

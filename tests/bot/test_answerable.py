from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from bot.answer_types import AskedFor
from bot.answerable import FEATURES, Logistic, answerable_features, load_model
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
    assert model.divided_at(0.9) == replace(model, threshold=0.9)


def test_values_beyond_all_measure_do_not_overflow() -> None:
    model = Logistic(weights={"top": 1.0}, intercept=0.0, threshold=0.5)
    assert model.probability({"top": 1e9}) == pytest.approx(1)
    assert model.probability({"top": -1e9}) == pytest.approx(0)


@pytest.mark.parametrize("name", ["answerable", "answerable_by_vectors"])
def test_the_models_weigh_features_that_are_there(name: str) -> None:
    assert set(load_model(name).weights) <= set(FEATURES) == set(features(RETENTION, "billing records"))
    assert 0 < load_model(name).threshold < 1


def test_a_question_in_the_policys_words_is_covered() -> None:
    found = features(RETENTION, "billing records")
    assert found["covered"] == 1
    assert (found["foreign"], found["missing"]) == (0, 0)
    assert found["tokens"] > 0.99


def test_a_word_that_nobody_knows_is_foreign_and_missing() -> None:
    found = features(RETENTION, "billing Zorblatt")
    assert found["foreign"] == 1
    assert found["missing"] > 0.3
    assert found["covered"] < 1


@pytest.mark.parametrize(
    ("text", "asked_for", "kind"),
    [
        (NEVER_SAID, AskedFor.PERIOD, "period"),
        (NEVER_SAID, AskedFor.PHONE, "contact"),
        (NEVER_SAID, AskedFor.AMOUNT, "thing"),
    ],
)
def test_a_missing_thing_of_the_type_asked_for_is_told(text: str, asked_for: AskedFor, kind: str) -> None:
    found = features(text, "logs", asked_for)
    assert found[f"no_{kind}"] == 1
    assert features(text, "logs")[f"no_{kind}"] == 0


def test_a_thing_of_the_type_asked_for_that_is_there() -> None:
    found = features(RETENTION, "log files", AskedFor.PERIOD)
    assert (found["period"], found["no_period"]) == (1, 0)

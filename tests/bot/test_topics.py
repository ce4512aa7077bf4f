"""Whether a question is about policies, by its nearness to examples."""

from __future__ import annotations

import numpy as np
import pytest

from bot.topics import is_stray, prototypes, topic_features

IN_SCOPE = np.array([[1, 0], [0.8, 0.6], [0, 1], [-1, 0]], np.float32)
OFF_TOPIC = np.array([[0, -1], [0, 1], [0, 1]], np.float32)


def test_the_nearest_example_and_the_mean_of_three_count() -> None:
    features = topic_features(np.array([1, 0], np.float32), IN_SCOPE, OFF_TOPIC)
    assert features["in_best"] == pytest.approx(1.0)
    assert features["in_mean"] == pytest.approx((1 + 0.8 + 0) / 3)
    assert features["off_best"] == pytest.approx(0.0)
    assert features["off_mean"] == pytest.approx(0.0)


def test_features_follow_the_question() -> None:
    features = topic_features(np.array([0, 1], np.float32), IN_SCOPE, OFF_TOPIC)
    assert features["off_best"] == pytest.approx(1.0)
    assert features["off_mean"] == pytest.approx((1 + 1 - 1) / 3)


@pytest.mark.parametrize(
    ("off_topic", "surest", "several", "stray"),
    [
        (0.95, 0.99, False, True),
        (0.6, None, False, True),
        (0.4, None, False, False),
        (0.6, 0.6, False, False),
        (0.6, 0.6, True, True),
        (0.6, 0.9, True, False),
        (0.1, 0.6, True, False),
    ],
)
def test_an_answer_speaks_for_a_question_and_of_several_policies_a_sure_one(
    off_topic: float, surest: float | None, several: bool, stray: bool
) -> None:
    assert is_stray(off_topic, 0.5, surest, several=several) is stray


def test_examples_are_many_different_and_of_one_sort() -> None:
    known = prototypes()
    assert min(len(known.in_scope), len(known.off_topic)) >= 50
    examples = [*known.in_scope, *known.off_topic]
    assert len(set(examples)) == len(examples)
    assert all(example.strip() == example and len(example) < 80 for example in examples)

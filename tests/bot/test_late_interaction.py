from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.late_interaction import Floats, TokenRanges, best_matches, mean_vectors, scores


def rows(*values: list[float]) -> Floats:
    return np.array(values, np.float32)


def test_each_query_token_takes_its_best_match_and_the_score_is_their_mean() -> None:
    cosines = rows([0.1, 0.9, 0.2, 0.3], [0.8, 0.4, 0.6, 0.5])
    matches = best_matches(cosines, TokenRanges.of([(0, 2), (2, 4)]))
    assert np.allclose(matches, [[0.9, 0.3], [0.8, 0.6]])
    assert np.allclose(scores(matches), [0.85, 0.45])


def test_negative_cosines_are_not_taken_for_nothing() -> None:
    assert np.allclose(best_matches(rows([-0.4, -0.2]), TokenRanges.of([(0, 2)])), [[-0.2]])


def test_tokens_between_the_texts_belong_to_none() -> None:
    cosines = rows([0.9, 0.1, 0.8, 0.2, 0.7])
    assert np.allclose(best_matches(cosines, TokenRanges.of([(1, 2), (3, 4)])), [[0.1, 0.2]])


def test_a_text_without_tokens_scores_nought() -> None:
    matches = best_matches(rows([0.5, 0.6]), TokenRanges.of([(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]))
    assert np.allclose(matches, [[0, 0.5, 0, 0.6, 0]])


def test_a_query_without_tokens_scores_nought_everywhere() -> None:
    matches = best_matches(np.zeros((0, 3), np.float32), TokenRanges.of([(0, 2), (2, 3)]))
    assert scores(matches).tolist() == [0, 0]


def test_no_texts_at_all() -> None:
    assert scores(best_matches(rows([0.5]), TokenRanges.of([]))).shape == (0,)


def test_a_mean_vector_has_unit_length_and_is_nought_without_tokens() -> None:
    tokens = rows([1, 0], [0, 1], [0, 1])
    means = mean_vectors(tokens, TokenRanges.of([(0, 2), (2, 2), (2, 3)]))
    assert np.allclose(means, [[0.5**0.5, 0.5**0.5], [0, 0], [0, 1]])


@given(st.data())
def test_it_is_the_maximum_over_each_range(data: st.DataObject) -> None:
    total = data.draw(st.integers(1, 12))
    cuts = sorted(data.draw(st.lists(st.integers(0, total), min_size=2, max_size=8)))
    ranges = list(pairwise(cuts))
    cosines = np.array(
        data.draw(st.lists(st.lists(st.floats(-1, 1, width=32), min_size=total, max_size=total), max_size=3)),
        np.float32,
    ).reshape(-1, total)
    expected = [[row[low:high].max() if low < high else 0 for low, high in ranges] for row in cosines]
    assert best_matches(cosines, TokenRanges.of(ranges)).tolist() == [[float(one) for one in row] for row in expected]

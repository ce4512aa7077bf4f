"""Retrieval's measures on rankings small enough to work out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.measures.retrieval import NAMES, Place, gold_characters, rank_measures


def place(start: int, end: int, *, policy: str = "acme", version: str = "1") -> Place:
    return Place(policy, version, start, end)


def scores(hits: list[Place], gold: list[Place]) -> dict[str, float]:
    return rank_measures({"q": hits}, {"q": gold})["q"]


def test_the_only_gold_span_at_the_second_rank() -> None:
    found = scores([place(0, 10), place(20, 40)], [place(20, 40)])
    assert found["mrr"] == 1 / 2
    assert found["recall@5"] == 1.0
    assert found["ndcg@10"] == pytest.approx(1 / log2(3))
    assert found["hit@3"] == 1.0


def test_one_of_two_gold_spans_at_the_first_rank() -> None:
    found = scores([place(0, 10), place(50, 60)], [place(0, 10), place(90, 99)])
    assert found["recall@10"] == 1 / 2
    assert found["ndcg@10"] == pytest.approx(1 / (1 + 1 / log2(3)))


def test_the_sixth_rank_is_beyond_recall_at_5() -> None:
    misses = [place(100 * n, 100 * n + 10) for n in range(1, 6)]
    found = scores([*misses, place(0, 10)], [place(0, 10)])
    assert (found["recall@5"], found["recall@10"], found["hit@3"]) == (0.0, 1.0, 0.0)
    assert found["mrr"] == pytest.approx(1 / 6)


def test_half_of_the_span_or_half_of_the_hit_is_enough_and_less_is_not() -> None:
    assert scores([place(15, 100)], [place(10, 20)])["mrr"] == 1.0
    assert scores([place(16, 100)], [place(10, 20)])["mrr"] == 0.0
    assert scores([place(0, 10)], [place(5, 500)])["mrr"] == 1.0


def test_another_policy_or_version_is_no_hit() -> None:
    assert scores([place(0, 10, policy="bolt")], [place(0, 10)])["recall@10"] == 0.0
    assert scores([place(0, 10, version="2")], [place(0, 10)])["gold_chars@500"] == 0.0


def test_finding_a_span_again_gains_nothing() -> None:
    once = scores([place(0, 10), place(20, 30)], [place(0, 10), place(20, 30)])
    again = scores([place(0, 10), place(0, 10), place(20, 30)], [place(0, 10), place(20, 30)])
    assert again["ndcg@10"] < once["ndcg@10"] == 1.0


def test_gold_characters_are_counted_within_the_budget_and_once() -> None:
    hits = [place(0, 300), place(0, 300), place(300, 500)]
    assert gold_characters(hits, [place(250, 450)], budget=400) == 150 / 200
    assert gold_characters(hits, [place(250, 450)], budget=500) == 1.0


def test_a_hit_counts_with_its_first_thousand_characters() -> None:
    assert gold_characters([place(0, 5000)], [place(900, 1100)], budget=2000) == 100 / 200
    assert scores([place(0, 5000)], [place(2000, 2100)])["recall@10"] == 0.0


def test_a_question_without_a_ranking_scores_nothing_rather_than_vanishing() -> None:
    assert rank_measures({}, {"q": [place(0, 10)]}) == {"q": dict.fromkeys(NAMES, 0.0)}


@given(
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 120)), max_size=12),
    st.lists(st.tuples(st.integers(0, 400), st.integers(1, 120)), min_size=1, max_size=4),
)
def test_measures_are_shares_and_grow_with_depth(hits: list[tuple[int, int]], gold: list[tuple[int, int]]) -> None:
    found = scores([place(at, at + size) for at, size in hits], [place(at, at + size) for at, size in gold])
    assert all(0.0 <= value <= 1.0 + 1e-9 for value in found.values())
    assert found["recall@5"] <= found["recall@10"]
    assert found["gold_chars@500"] <= found["gold_chars@1000"] <= found["gold_chars@2000"]

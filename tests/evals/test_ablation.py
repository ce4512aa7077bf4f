from __future__ import annotations

import numpy as np
import pytest

from bot.deadline import Deadline
from bot.questions import plain_question
from bot.retrieval import WEIGHTS, encode, rank
from evals.ablation import GROUPS, Scores, WithoutParts, table
from tests.bot.small_policies import RETENTION, units_of
from tests.fakes import FakeEncoder

NOW = Deadline.after(60)


@pytest.mark.parametrize("left_out", [("words",), ("sentence_tokens", "whole_tokens"), tuple(WEIGHTS)])
def test_what_is_left_out_counts_for_nothing_and_the_rest_as_before(left_out: tuple[str, ...]) -> None:
    query = encode(plain_question("How long are log files kept?"), FakeEncoder())
    ranking = rank(units_of(RETENTION), query, word_scores={2: 3.0})
    without = WithoutParts(left_out).rerank(ranking, "", NOW)
    kept = [WEIGHTS[name] * part for name, part in ranking.parts.items() if name not in left_out]
    assert without.scores == pytest.approx(sum(kept, np.zeros(len(ranking.scores))), abs=1e-4)
    assert list(without.order) == sorted(without.order, key=lambda one: -without.scores[one])


def test_every_part_is_left_out_once_by_itself() -> None:
    assert [parts for name, parts in GROUPS.items() if name in WEIGHTS] == [(name,) for name in WEIGHTS]
    assert all(set(parts) <= set(WEIGHTS) for parts in GROUPS.values())


def test_the_table_compares_the_same_questions() -> None:
    whole: Scores = {"correct": {"a": 1.0, "b": 1.0, "c": None}, "hit@3": {"a": 1.0, "b": None, "c": None}}
    worse: Scores = {"correct": {"a": 0.0, "b": 1.0, "c": None}, "hit@3": {"a": 1.0, "b": None, "c": None}}
    lines = list(table(whole, {"words": worse}))
    assert lines[2] == "| nothing | 1.000 | | 1.000 | |"
    assert lines[3].startswith("| words | 0.500 | -0.500 (-1.000 to +0.000) | 1.000 | +0.000")
    assert "n 2" in lines[0]
    assert "n 1" in lines[0]

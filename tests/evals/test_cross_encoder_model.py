from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import jax
import numpy as np
import pytest

from bot.cross_encoder import applied, head_of
from bot.reader import Evidence
from evals.cross_encoder_model import Pair, batches, fitted, kept, lower_half, odds, padded
from evals.decisions import Excerpt
from evals.examples import Asked
from evals.train_cross_encoder import TextPair, text_pairs, website_pairs
from ingest.minilm_graph import INPUTS, build_graph
from ingest.onnx_runtime import open_session
from tests.ingest import tiny_bert

ONE, OTHER = [4, 5, 6, 7], [4, 5, 9, 10]


def pair(asked: list[int], told: list[int], *, label: bool) -> Pair:
    return Pair([2, *asked, 3, *told, 3], [0] * (len(asked) + 2) + [1] * (len(told) + 1), label)


PAIRS = [
    pair(ONE, ONE, label=True),
    pair(ONE, OTHER, label=False),
    pair(OTHER, OTHER, label=True),
    pair(OTHER, ONE, label=False),
]


@pytest.mark.slow
def test_it_is_fitted_and_the_program_reads_what_is_kept_of_it(tmp_path: Path) -> None:
    base = tiny_bert.make_weights()
    told: list[str] = []
    weights = fitted(base, PAIRS, rounds=15, report=told.append)
    losses = [float(line.rpartition(" ")[2]) for line in told]
    assert losses[-1] < losses[0]
    ((rows, given),) = batches(PAIRS)
    by_training = np.asarray(jax.jit(odds)(weights, padded(lower_half(base, PAIRS), rows, given), given))
    arrays = {name: value.astype(np.float32) for name, value in kept(weights, base, rank=tiny_bert.WIDTH).items()}
    head = head_of(arrays)
    (tmp_path / "model.onnx").write_bytes(build_graph(applied(arrays, base), heads=tiny_bert.HEADS).SerializeToString())
    session = open_session(tmp_path / "model.onnx")
    for at, row in enumerate(rows):
        ids, types = np.array([PAIRS[row].ids], np.int64), np.array([PAIRS[row].types], np.int64)
        tokens = session.run(None, dict(zip(INPUTS, (ids, np.ones_like(ids), types), strict=True)))[0][0]
        assert head.odds(tokens, types[0]) == pytest.approx(by_training[at], abs=0.02)


def test_batches_hold_every_row_once_and_weigh_nothing_else() -> None:
    some = [pair(ONE * (1 + row % 5), OTHER, label=row % 2 == 0) for row in range(37)]
    seen: list[int] = []
    for rows, given in batches(some, np.random.default_rng(1)):
        seen += rows
        assert given.weight.sum() == len(rows)
        for place, row in enumerate(rows):
            assert list(given.ids[place][given.mask[place] > 0]) == some[row].ids
            assert given.label[place] == some[row].label
    assert sorted(seen) == list(range(37))


EXCERPT = Excerpt.model_validate(
    {
        "name": "Acme",
        "clauses": ["Logs are kept for a week.", "We sell nothing.", "Write to us."],
        "answered": [{"question": "How long?", "clauses": [1]}],
        "silent": ["Which bank?"],
    }
)


def asked(question: str, *passages: str, label: bool) -> Asked:
    nothing = np.zeros(0, np.float32)
    shown = tuple(f"Acme\n{one}" for one in passages)
    evidence = Evidence(nothing.reshape(0, 0), ())
    return Asked("acme", "excerpts", label, {}, nothing, evidence, question=question, searched=question, passages=shown)


def pairs_of(one: Asked) -> list[list[TextPair]]:
    return [list(text_pairs([one], {"acme": EXCERPT}, np.random.default_rng(seed))) for seed in range(40)]


def test_what_answers_stands_against_the_best_that_does_not() -> None:
    for made in pairs_of(asked("How long?", "Logs are kept for a week.", "Write to us.", label=True)):
        right, wrong = made
        assert right.label
        assert "Logs are kept for a week." in right.passage
        assert not wrong.label
        assert "Write to us." in wrong.passage
        assert "Logs" not in wrong.passage


def test_what_nothing_answers_stands_against_the_best_or_the_two_best() -> None:
    drawn = pairs_of(asked("Which bank?", "We sell nothing.", "Write to us.", label=False))
    assert {len(made) for made in drawn} == {1, 2}
    assert not any(one.label for made in drawn for one in made)
    assert len({made[0].passage for made in drawn}) > 1, "some are read with their neighbours"


def test_of_a_question_with_a_label_alone_the_passage_counts_that_is_preferred() -> None:
    def by_length(_: str, passages: Sequence[str]) -> list[float]:
        return [len(one) - 25.0 for one in passages]

    long, short = "Logs are kept for a week.", "We sell nothing."
    some = [
        asked("How long?", short, long, label=True),
        asked("Which bank?", short, label=True),
        asked("Which bank?", short, label=False),
        asked("Which bank?", label=False),
    ]
    made = list(website_pairs(some, by_length))
    assert [(one.passage, one.label) for one in made] == [(f"Acme\n{long}", True), (f"Acme\n{short}", False)]


def test_a_clause_is_read_under_its_own_heading_and_beside_no_heading() -> None:
    whole = Excerpt.model_validate(
        {
            "name": "Acme",
            "clauses": ["Cookies", "We set cookies for a week.", "Sale", "We sell no data.", "Nobody buys it."],
            "answered": [{"question": "Do you sell data?", "clauses": [4]}],
            "silent": ["How many cookies?"],
        }
    )
    cookies = "Cookies\nWe set cookies for a week."
    sale = ("Sale\nWe sell no data.", "Sale\nNobody buys it.")
    some = [
        replace(asked("Do you sell data?", label=True), passages=sale),
        replace(asked("How many cookies?", label=False), passages=(cookies, sale[0])),
    ]
    made = [one for seed in range(40) for one in text_pairs(some, {"acme": whole}, np.random.default_rng(seed))]
    assert {one.passage for one in made if one.label} == {sale[0], f"{sale[0]} Nobody buys it."}
    assert {one.passage for one in made if one.question == "How many cookies?"} <= {
        cookies,
        sale[0],
        f"{sale[0]} Nobody buys it.",
    }

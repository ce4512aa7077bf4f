from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.late_interaction import Floats
from bot.questions import plain_question
from bot.reader import PASSAGES, Evidence, Reader, evidence, joined, load_reader
from bot.retrieval import encode, rank
from ingest.embeddings import load_encoder
from ingest.model_files import default_models_folder
from tests.bot.small_policies import RETENTION, units_of
from tests.fakes import FakeEncoder

WIDTH, MATCH, DIMENSIONS = 6, 3, 8


def some_reader(seed: int) -> dict[str, Floats]:
    draw = np.random.default_rng(seed)
    shapes = {
        "token": (DIMENSIONS, WIDTH),
        "match": (DIMENSIONS, MATCH),
        "sharpness": (),
        "compare": (3 * WIDTH + 2, WIDTH),
        "compare_bias": (WIDTH,),
        "ask": (WIDTH, WIDTH),
        "offer": (WIDTH, WIDTH),
        "give": (WIDTH, WIDTH),
        "widen": (WIDTH, 2 * WIDTH),
        "widen_bias": (2 * WIDTH,),
        "narrow": (2 * WIDTH, WIDTH),
        "gate": (WIDTH, 1),
        "join": (2 * WIDTH, WIDTH),
        "join_bias": (WIDTH,),
        "score": (WIDTH, 1),
    }
    return {name: draw.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}


def reader(*seeds: int) -> Reader:
    return Reader("fake", joined([some_reader(seed) for seed in seeds]), {"acme": 1})


def vectors(tokens: int, seed: int) -> Floats:
    drawn = np.random.default_rng(seed).normal(size=(tokens, DIMENSIONS))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


QUESTION = vectors(4, 1)


def test_where_there_is_nothing_to_read_it_says_nothing() -> None:
    nothing = vectors(0, 1)
    for found in (Evidence(nothing, (vectors(3, 2),)), Evidence(QUESTION, ()), Evidence(QUESTION, (nothing,))):
        assert reader(1, 2).read(found) == 0


def test_several_readers_say_their_mean_and_of_a_policy_one_that_has_not_seen_it() -> None:
    found = Evidence(QUESTION, (vectors(5, 2), vectors(9, 3)))
    alone = [reader(seed).read(found) for seed in (1, 2, 3)]
    assert reader(1, 2, 3).read(found) == pytest.approx(np.mean(alone), abs=1e-5)
    assert reader(1, 2, 3).unseen("acme", found) == pytest.approx(alone[1], abs=1e-5)
    assert reader(1, 2, 3).unseen("another", found) == reader(1, 2, 3).read(found)


@given(st.permutations([2, 3, 4]))
def test_the_order_of_the_passages_does_not_matter(seeds: list[int]) -> None:
    straight = Evidence(QUESTION, tuple(vectors(5, seed) for seed in (2, 3, 4)))
    turned = Evidence(QUESTION, tuple(vectors(5, seed) for seed in seeds))
    assert reader(1).read(turned) == pytest.approx(reader(1).read(straight), abs=1e-4)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=PASSAGES, unique=True))
def test_a_further_passage_never_speaks_against_an_answer(seeds: list[int]) -> None:
    passages = tuple(vectors(3 + seed % 5, seed) for seed in seeds)
    assert reader(1).read(Evidence(QUESTION, passages)) >= reader(1).read(Evidence(QUESTION, passages[:1])) - 1e-4


def test_the_best_passages_are_read_where_they_stand() -> None:
    query = encode(plain_question("billing records"), FakeEncoder())
    ranking = rank(units_of(RETENTION), query, word_scores={})
    found = evidence(ranking, query)
    text = ranking.units.version.text
    assert "Billing records" in text[found.spans[0].start : found.spans[0].end]
    assert len(found.passages) == len(found.spans) == PASSAGES
    assert [one.shape[1] for one in found.passages] == [query.whole.tokens.shape[1]] * PASSAGES


def test_the_reader_that_comes_along_reads_one_embedding_model_alone() -> None:
    assert load_reader("fake") is None


@pytest.mark.model
def test_the_reader_that_comes_along_tells_a_clause_that_answers_from_one_that_is_near() -> None:
    minilm = load_encoder("minilm", models=default_models_folder())
    shipped = load_reader(minilm.name)
    assert shipped is not None
    question, answers, near = minilm.encode(
        [
            "How long do you keep my invoices?",
            "Invoices are kept for ten years, as tax law demands.",
            "Your invoices are shown in your account, where you can download them.",
        ]
    )
    said = [shipped.read(Evidence(question.tokens, (one.tokens,))) for one in (answers, near)]
    assert said[0] > said[1] + 1

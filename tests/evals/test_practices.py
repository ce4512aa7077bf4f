"""The measure of the practice tags: hand-worked figures, and a fit that finds what was put in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.coverage import FEATURES, SILENT_BELOW, THRESHOLD, load_weights, practice_names
from evals.corpus import Corpus
from evals.errors import EvalError
from evals.practices import (
    FITTED_ON,
    Examples,
    cross_validated,
    figures,
    fit,
    main,
    read_labels,
    tables,
)
from tests.evals.conftest import Samples

TAGS = len(practice_names())


def made(labels: list[list[int]], policies: list[str]) -> Examples:
    """Examples whose tags are those numbered; their words tell them."""
    there = np.zeros((len(labels), TAGS), bool)
    for row, tags in zip(there, labels, strict=True):
        row[tags] = True
    features = np.zeros((len(labels), TAGS, len(FEATURES)))
    features[:, :, FEATURES.index("words")] = there
    return Examples(np.array(policies), features, there)


def test_figures_are_those_worked_out_by_hand() -> None:
    examples = made([[0], [0, 1], [1], []], ["a", "a", "b", "b"])
    told = np.zeros((4, TAGS))
    told[[0, 1, 3], 0] = 1.0  # tag 0: 2 right, 1 wrong; tag 1: 1 right, 1 missed
    told[1, 1] = 1.0
    found = figures(examples, told)
    names = practice_names()
    assert found.by_tag[names[0]] == pytest.approx((2 / 3, 1.0, 0.8, 2))
    assert found.by_tag[names[1]] == pytest.approx((1.0, 0.5, 2 / 3, 2))
    assert found.macro[0] == pytest.approx((0.8 + 2 / 3) / 2)
    assert found.micro[0] == pytest.approx(6 / 8)
    assert found.macro[1] <= found.macro[0] <= found.macro[2]
    # a has tags 0 and 1 and is told so; b has tag 1 and is told tag 0: of 45 silences on either side, 44 are the same.
    assert found.silence == pytest.approx((44 / 45, 44 / 45, 48))


def test_a_fit_finds_that_words_tell() -> None:
    examples = made([[at % TAGS] for at in range(2 * TAGS)], ["ab"[at // TAGS] for at in range(2 * TAGS)])
    weights = fit(examples.features, examples.labels)
    assert (weights.features[:, FEATURES.index("words")] > 0).all()
    found = figures(examples, cross_validated(examples))
    assert found.macro[0] == 1.0


def test_a_policy_that_is_judged_is_not_fitted_on() -> None:
    """Its labels are turned round: what the others teach is then always wrong of it."""
    examples = made([[at % TAGS] for at in range(2 * TAGS)], ["ab"[at // TAGS] for at in range(2 * TAGS)])
    inside = examples.policies == "a"
    labels = examples.labels.copy()
    labels[inside] = ~labels[inside]
    turned = cross_validated(Examples(examples.policies, examples.features, labels))
    assert ((turned >= THRESHOLD)[inside] == ~labels[inside]).all()


def test_a_mean_over_tags_stands_in_the_tables() -> None:
    content = tables(figures(made([[0], [1]], ["a", "b"]), np.zeros((2, TAGS))))
    assert "| mean over tags (macro) | 2 | 0.000 |" in content


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("clauses: []", "no file of labels"),
        ("tags: {}\nclauses: [{id: a#1, tags: [selling]}]", "tags that there are not: selling"),
        ("{", "no file of labels"),
    ],
)
def test_a_file_that_does_not_fit_is_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "labels.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvalError, match=told):
        read_labels(path)
    assert main([str(path)]) == 2


@pytest.mark.model
def test_labels_of_samples_are_of_clauses_that_are_there(samples: Samples) -> None:
    corpus: Corpus = samples.corpus
    labels = [one for one in read_labels(FITTED_ON).clauses if one.id.partition("#")[0] in corpus.policies]
    known = {
        f"{policy}#{clause.key}"
        for policy in corpus.policies
        for clause in corpus.texts[policy, corpus.in_force(policy) or ""].clauses
    }
    assert len(labels) > 300
    assert {one.id for one in labels} <= known


def test_thresholds_divide_and_weights_are_of_every_tag() -> None:
    assert 0 < SILENT_BELOW < THRESHOLD < 1
    assert load_weights().intercepts.shape == (TAGS,)

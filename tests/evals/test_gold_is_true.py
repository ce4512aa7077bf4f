"""The gold that comes along: enough of every kind, and true of the policies as they are."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from evals.corpus import Corpus, corpus_folder, parse_corpus
from evals.goldset import GoldSet, Kind
from evals.lint import lint
from evals.suite import default_gold
from ingest.settings import IngestSettings
from tests.real_corpus import real_corpus

OPP_115 = {
    "first-party-collection",
    "third-party-sharing",
    "user-choice",
    "access-and-deletion",
    "data-retention",
    "data-security",
    "policy-change",
    "do-not-track",
    "special-audiences",
    "other",
}


@cache
def sets() -> dict[str, GoldSet]:
    return {gold.name: gold for gold in default_gold()}


@cache
def parsed(folder: Path) -> Corpus:
    """Two sets are over the same policies."""
    return parse_corpus(folder, settings=IngestSettings())


def findings(gold: GoldSet) -> list[str]:
    return [f"{one.question}: {one.message}" for one in lint(gold, parsed(corpus_folder(gold)))]


@pytest.mark.usefixtures("parsed_here")
@pytest.mark.parametrize("name", ["sample", "natural", "languages"])
def test_gold_matches_the_policies_that_come_along(name: str) -> None:
    assert findings(sets()[name]) == []


@pytest.mark.usefixtures("parsed_here")
@pytest.mark.parametrize("name", ["real", "natural-real"])
def test_gold_matches_the_real_policies(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_REAL_CORPUS", str(real_corpus()))
    assert findings(sets()[name]) == []


def test_there_are_enough_questions_of_every_kind() -> None:
    sample, real = sets()["sample"].questions, sets()["real"].questions
    assert len(sample) >= 200
    assert len(real) >= 80
    kinds = Counter(question.kind for question in (*sample, *real))
    assert set(kinds) == set(get_args(Kind))
    assert min(kinds.values()) >= 10


def test_the_questions_cover_every_practice_and_every_right() -> None:
    asked = {question.category for question in sets()["sample"].questions}
    assert asked >= OPP_115
    articles = {int(category.split("-")[1]) for category in asked if category.startswith("gdpr-")}
    assert articles >= set(range(13, 23))


def test_other_languages_are_scored_apart() -> None:
    assert [name for name, gold in sets().items() if not gold.guarded] == ["languages"]


@pytest.mark.parametrize("name", ["real", "natural-real"])
def test_the_real_policies_words_are_not_in_the_gold(name: str) -> None:
    assert not sets()[name].keep_words
    assert [one.id for one in sets()[name].questions if any(support.quote for support in one.support)] == []

"""What clauses and questions are about, by nearness to examples; here with vectors that can be checked by eye."""

from __future__ import annotations

import numpy as np
import pytest

from bot.late_interaction import Floats
from bot.tags import Tagger, prototype_texts, taxonomy
from tests.bot.small_policies import units_of
from tests.fakes import FakeEncoder

TEXT = """# Acme

## Cookies

We set cookies and web beacons.

## Sale

We never sell your data.
"""


def vectors(texts: tuple[str, ...], encoder: FakeEncoder) -> Floats:
    return np.stack([one.vector for one in encoder.encode(texts)])


@pytest.fixture(scope="module")
def encoder() -> FakeEncoder:
    return FakeEncoder(dimensions=128)


@pytest.fixture(scope="module")
def tagger(encoder: FakeEncoder) -> Tagger:
    return Tagger(vectors(prototype_texts(), encoder))


def tag(name: str) -> int:
    return [one.name for one in taxonomy().tags].index(name)


def test_a_question_that_is_an_example_of_a_tag_is_about_it(tagger: Tagger, encoder: FakeEncoder) -> None:
    for name in ("sale", "cookies", "retention"):
        example = taxonomy().tags[tag(name)].questions[0]
        about = tagger.of_question(vectors((example,), encoder)[0])
        assert int(about.tags.argmax()) == tag(name)
        assert about.tags.sum() == pytest.approx(1, abs=1e-5)
        assert about.aspects.sum() == pytest.approx(1, abs=1e-5)


def test_a_sentence_with_a_tags_cue_is_nearer_to_it_than_the_others_are(tagger: Tagger, encoder: FakeEncoder) -> None:
    units = units_of(TEXT, encoder=encoder)
    found = tagger.of_sentences(units)
    assert found.tags.shape == (len(units.sentences), len(taxonomy().tags))
    assert found.aspects.shape == (len(units.sentences), len(taxonomy().aspects))
    [cookies, sale] = (
        next(one.index for one in units.sentences if word in units.version.text[one.span.start : one.span.end])
        for word in ("beacons", "never sell")
    )
    assert found.tags[cookies, tag("cookies")] > found.tags[sale, tag("cookies")]
    assert found.tags[sale, tag("sale")] > found.tags[cookies, tag("sale")]


def test_scores_weigh_tags_by_what_the_question_is_about(tagger: Tagger, encoder: FakeEncoder) -> None:
    units = units_of(TEXT, encoder=encoder)
    found = tagger.of_sentences(units)
    asked = tagger.of_question(vectors((taxonomy().tags[tag("sale")].questions[0],), encoder)[0])
    by_tag, by_aspect = found.scores(asked)
    assert by_tag.shape == by_aspect.shape == (len(units.sentences),)
    assert by_tag == pytest.approx(found.tags @ asked.tags)


def test_the_taxonomy_names_each_tag_once_and_gives_examples_of_each() -> None:
    known = taxonomy()
    names = [one.name for one in known.tags]
    assert len(set(names)) == len(names)
    assert all(one.clauses and one.questions and one.title for one in known.tags)
    assert all(one.clauses and one.questions and 0 <= one.tag < len(names) for one in known.aspects)
    assert known.nothing
    texts = prototype_texts()
    assert len(texts) == sum(map(len, known.groups()))


def test_cues_stand_in_clauses_of_their_tag_more_often_than_elsewhere() -> None:
    known = taxonomy()
    for one in known.tags:
        inside = sum(bool(one.cues.search(text)) for text in one.clauses) / len(one.clauses)
        others = [text for other in known.tags if other is not one for text in other.clauses]
        outside = sum(bool(one.cues.search(text)) for text in others) / len(others)
        assert inside > outside, one.name

"""What clauses and questions are about: practice tags and their finer aspects, by examples in the embedding space.

A text is near a tag by the mean cosine to the tag's nearest examples (a nearest-prototype classifier, as in Snell et
al. 2017, "Prototypical Networks for Few-shot Learning", but with the nearest few in place of one mean, because a tag is
said in many ways). Words that hardly ever stand elsewhere ("unsubscribe") add to it. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from bot.late_interaction import Floats
from bot.units import Units

_NEAREST_CLAUSES = 3
_NEAREST_ASPECT_CLAUSES = 2
_NEAREST_QUESTIONS = 2
_PASSAGE = 0.5
_CUE = 0.1
# Cosines of a question to the examples of different tags differ by some hundredths.
_TEMPERATURE = 0.03


@dataclass(frozen=True, slots=True)
class Aspect:
    """`tag` is the index of the tag that it belongs to."""

    tag: int
    name: str
    clauses: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """`title` is for people; `cues` are searched for in clauses."""

    name: str
    title: str
    cues: tuple[re.Pattern[str], ...]
    clauses: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """`nothing` are clauses that are about none of the tags."""

    tags: tuple[Tag, ...]
    aspects: tuple[Aspect, ...]
    nothing: tuple[str, ...]

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """All examples: of each tag clauses, then questions; the same of each aspect; `nothing` last."""
        kinds: list[Sequence[Tag | Aspect]] = [self.tags, self.aspects]
        return (
            *(getattr(one, what) for kind in kinds for what in ("clauses", "questions") for one in kind),
            self.nothing,
        )


@cache
def taxonomy() -> Taxonomy:
    data: dict[str, Any] = tomllib.loads(resources.files("bot").joinpath("data/tags.toml").read_text(encoding="utf-8"))
    tags = tuple(
        Tag(
            name=tag["name"],
            title=tag["title"],
            cues=tuple(re.compile(cue, re.IGNORECASE) for cue in tag["cues"]),
            clauses=tuple(tag["clauses"]),
            questions=tuple(tag["questions"]),
        )
        for tag in data["tag"]
    )
    aspects = tuple(
        Aspect(index, aspect["name"], tuple(aspect["clauses"]), tuple(aspect["questions"]))
        for index, tag in enumerate(data["tag"])
        for aspect in tag.get("aspect", ())
    )
    return Taxonomy(tags, aspects, tuple(data["nothing"]))


@dataclass(frozen=True, slots=True, eq=False)
class QuestionTags:
    """How much a question is about each tag, shape (t,), and about each aspect, shape (a,); each sums to 1."""

    tags: Floats
    aspects: Floats


@dataclass(frozen=True, slots=True, eq=False)
class SentenceTags:
    """How near each sentence is to each tag, shape (s, t), and to each aspect, shape (s, a), about its own mean.

    `nothing`, shape (s,): how near it is to clauses about none of the tags, about the same mean.
    """

    tags: Floats
    aspects: Floats
    nothing: Floats

    @property
    def nbytes(self) -> int:
        return self.tags.nbytes + self.aspects.nbytes + self.nothing.nbytes

    def scores(self, question: QuestionTags) -> tuple[Floats, Floats]:
        """How well each sentence fits what the question is about: by tags and by aspects, shape (s,) each."""
        return self.tags @ question.tags, self.aspects @ question.aspects


class Tagger:
    """Knows the examples' vectors; `vectors` has shape (n, d), those of `prototype_texts()` in their order."""

    def __init__(self, vectors: Floats) -> None:
        known = taxonomy()
        ends = np.cumsum([len(group) for group in known.groups()])
        groups = np.split(vectors, ends[:-1])
        tags, aspects = len(known.tags), len(known.aspects)
        self._tag_clauses = groups[:tags]
        self._tag_questions = groups[tags : 2 * tags]
        self._aspect_clauses = groups[2 * tags : 2 * tags + aspects]
        self._aspect_questions = groups[2 * tags + aspects : -1]
        self._nothing = groups[-1]

    def of_question(self, vector: Floats) -> QuestionTags:
        """`vector`: the question's, shape (d,)."""
        one = vector[None]
        return QuestionTags(
            tags=_softmax(_nearness(one, self._tag_questions, _NEAREST_QUESTIONS)[0]),
            aspects=_softmax(_nearness(one, self._aspect_questions, 1)[0]),
        )

    def of_sentences(self, units: Units) -> SentenceTags:
        """Each sentence by itself and, less, with the passage around it."""
        known = taxonomy()
        lengths = np.linalg.norm(units.sentence_vectors, axis=1, keepdims=True)
        alone = units.sentence_vectors / np.maximum(lengths, np.float32(1e-9))

        def near(groups: Sequence[Floats], nearest: int) -> Floats:
            around = _nearness(units.passage_vectors, groups, nearest)[units.owners]
            return np.asarray(_nearness(alone, groups, nearest) + np.float32(_PASSAGE) * around, np.float32)

        tags = near([*self._tag_clauses, self._nothing], _NEAREST_CLAUSES)
        aspects = near(self._aspect_clauses, _NEAREST_ASPECT_CLAUSES)
        mean = tags[:, :-1].mean(axis=1, keepdims=True)
        text = units.version.text
        cues = np.array(
            [
                [any(cue.search(text, one.span.start, one.span.end) for cue in tag.cues) for tag in known.tags]
                for one in units.sentences
            ],
            np.float32,
        ).reshape(len(units.sentences), len(known.tags))
        return SentenceTags(
            tags=tags[:, :-1] - mean + np.float32(_CUE) * cues,
            aspects=aspects - aspects.mean(axis=1, keepdims=True),
            nothing=(tags[:, -1:] - mean)[:, 0],
        )


def prototype_texts() -> tuple[str, ...]:
    """The examples whose vectors a Tagger needs."""
    return tuple(text for group in taxonomy().groups() for text in group)


def _nearness(vectors: Floats, groups: Sequence[Floats], nearest: int) -> Floats:
    """The mean cosine of each vector, shape (n, d), to the nearest few of each group; shape (n, groups)."""
    cosines = vectors @ np.concatenate(groups).T
    columns = []
    first = 0
    for group in groups:
        of_group = cosines[:, first : first + len(group)]
        first += len(group)
        few = min(nearest, len(group))
        columns.append(np.partition(of_group, -few, axis=1)[:, -few:].mean(axis=1))
    return np.stack(columns, axis=1)


def _softmax(values: Floats) -> Floats:
    raised = np.exp((values - values.max()) / _TEMPERATURE)
    return np.asarray(raised / raised.sum(), np.float32)

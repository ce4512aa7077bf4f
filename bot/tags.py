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
_NEAREST_ASPECT_QUESTIONS = 1
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
    """`title` is for people; `cues` finds any of the cues in a clause."""

    name: str
    title: str
    cues: re.Pattern[str]
    clauses: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """`nothing` are clauses that are about none of the tags; `seldom` are questions that policies seldom answer."""

    tags: tuple[Tag, ...]
    aspects: tuple[Aspect, ...]
    nothing: tuple[str, ...]
    seldom: tuple[str, ...]

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """All examples: of each tag clauses, then questions; the same of each aspect; `nothing` and `seldom` last."""
        kinds: list[Sequence[Tag | Aspect]] = [self.tags, self.aspects]
        return (
            *(getattr(one, what) for kind in kinds for what in ("clauses", "questions") for one in kind),
            self.nothing,
            self.seldom,
        )


@cache
def taxonomy() -> Taxonomy:
    data: dict[str, Any] = tomllib.loads(resources.files("bot").joinpath("data/tags.toml").read_text(encoding="utf-8"))
    tags = tuple(
        Tag(
            name=tag["name"],
            title=tag["title"],
            cues=re.compile("|".join(f"(?:{cue})" for cue in tag["cues"]), re.IGNORECASE),
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
    return Taxonomy(tags, aspects, tuple(data["nothing"]), tuple(data["seldom"]))


@dataclass(frozen=True, slots=True, eq=False)
class QuestionTags:
    """How much a question is about each tag, shape (t,), and about each aspect, shape (a,); each sums to 1.

    `usual` and `seldom` are its cosines to the nearest of the examples of questions, and of those seldom answered.
    """

    tags: Floats
    aspects: Floats
    usual: float = 0.0
    seldom: float = 0.0


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


class _Examples:
    """Groups of vectors; each group has at least `nearest`."""

    def __init__(self, groups: Sequence[Floats], nearest: int) -> None:
        self._nearest = nearest
        self._vectors = np.concatenate(groups)
        longest = max(map(len, groups))
        self._places = np.full((len(groups), longest), len(self._vectors))  # which of a row's cosines are a group's
        first = 0
        for row, group in enumerate(groups):
            self._places[row, : len(group)] = np.arange(first, first + len(group))
            first += len(group)

    def near(self, vectors: Floats) -> Floats:
        """The mean cosine of each vector, shape (n, d), to the nearest few of each group; shape (n, groups)."""
        none = np.full((len(vectors), 1), -np.inf, np.float32)
        cosines = np.concatenate([vectors @ self._vectors.T, none], axis=1)[:, self._places]
        best = np.partition(cosines, -self._nearest, axis=2)[:, :, -self._nearest :]
        return np.asarray(best.mean(axis=2), np.float32)


class Tagger:
    """Knows the examples' vectors; `vectors` has shape (n, d), those of `prototype_texts()` in their order."""

    def __init__(self, vectors: Floats) -> None:
        known = taxonomy()
        ends = np.cumsum([len(group) for group in known.groups()])
        groups = np.split(vectors, ends[:-1])
        tags, aspects = len(known.tags), len(known.aspects)
        of_tags, of_aspects = groups[tags : 2 * tags], groups[2 * tags + aspects : -2]
        self._tag_clauses = _Examples([*groups[:tags], groups[-2]], _NEAREST_CLAUSES)
        self._tag_questions = _Examples(of_tags, _NEAREST_QUESTIONS)
        self._aspect_clauses = _Examples(groups[2 * tags : 2 * tags + aspects], _NEAREST_ASPECT_CLAUSES)
        self._aspect_questions = _Examples(of_aspects, _NEAREST_ASPECT_QUESTIONS)
        self._usual, self._seldom = np.concatenate([*of_tags, *of_aspects]), groups[-1]

    def of_question(self, vector: Floats) -> QuestionTags:
        """`vector`: the question's, shape (d,)."""
        one = vector[None]
        return QuestionTags(
            tags=_softmax(self._tag_questions.near(one)[0]),
            aspects=_softmax(self._aspect_questions.near(one)[0]),
            usual=float((self._usual @ vector).max()),
            seldom=float((self._seldom @ vector).max()),
        )

    def of_sentences(self, units: Units) -> SentenceTags:
        """Each sentence by itself and, less, with the passage around it."""
        known = taxonomy()
        lengths = np.linalg.norm(units.sentence_vectors, axis=1, keepdims=True)
        alone = units.sentence_vectors / np.maximum(lengths, np.float32(1e-9))

        def near(examples: _Examples) -> Floats:
            around = examples.near(units.passage_vectors)[units.owners]
            return np.asarray(examples.near(alone) + np.float32(_PASSAGE) * around, np.float32)

        tags = near(self._tag_clauses)  # those of `nothing` last
        aspects = near(self._aspect_clauses)
        mean = tags[:, :-1].mean(axis=1, keepdims=True)
        text = units.version.text
        cues = np.array(
            [
                [tag.cues.search(text, one.span.start, one.span.end) is not None for tag in known.tags]
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


def _softmax(values: Floats) -> Floats:
    raised = np.exp((values - values.max()) / _TEMPERATURE)
    return np.asarray(raised / raised.sum(), np.float32)

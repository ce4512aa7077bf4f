"""What each clause of a version is about, and what the version covers: practice tags of clauses, with scores. Pure.

A tag's score is the probability of a logistic model over how near the clause's sentences are to the tag's examples
(bot/tags.py) and over words (data/coverage.toml) in them and in the headings and the lead-in above them. Each tag has
weights of its own, drawn towards those of all tags. They are fitted on labelled clauses by `python -m
evals.practices --fit`, cross-validated over policies; docs/evals.md has the figures.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, cast

import numpy as np

from bot.late_interaction import Floats
from bot.models import CoveredClause, CoveredPractice, PracticeName
from bot.tags import SentenceTags, taxonomy
from bot.units import Units
from ingest.models import Clause, Span, Version

FEATURES = ("near", "rival", "words", "heading", "lead_in", "above")
# A clause is about a practice from this probability on. Where there is none, the likeliest is shown as doubtful: to be
# told that a policy is silent where it is not does more harm than to look at a clause in vain.
THRESHOLD = 0.4
SILENT_BELOW = 0.15
_FIRST_WORDS = 160
# What Python's own objects come to, measured: each clause, and each of its tags.
_CLAUSE_BYTES = 400
_TAG_BYTES = 120


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns over text in lower case; a cue counts where its `but` is not there as well."""

    headings: re.Pattern[str]
    but_headings: re.Pattern[str] | None
    words: re.Pattern[str]
    but_words: re.Pattern[str] | None

    def in_heading(self, text: str) -> bool:
        return _stands(self.headings, self.but_headings, text)

    def in_sentence(self, text: str) -> bool:
        return _stands(self.words, self.but_words, text)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """`features`: shape (t, f), of each tag; `intercepts`: shape (t,)."""

    features: Floats
    intercepts: Floats

    def probabilities(self, features: Floats) -> Floats:
        """`features`: shape (c, t, f); the result has shape (c, t)."""
        odds = (features * self.features).sum(axis=2) + self.intercepts
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), np.float32)


@dataclass(frozen=True, slots=True)
class TaggedClause:
    """`own` reaches from the beginning to the end of what is not in its children, `first` holds its first words;
    `scores` are those of the tags that it may be about, by name."""

    clause: Clause
    own: Span
    first: Span
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class TaggedVersion:
    """All clauses with text of their own, in the order of the text."""

    clauses: tuple[TaggedClause, ...]

    @property
    def nbytes(self) -> int:
        """About how much memory this takes."""
        return sum(_CLAUSE_BYTES + _TAG_BYTES * len(one.scores) for one in self.clauses)

    def about(self, span: Span, practices: Collection[str]) -> bool:
        """Whether a clause with text in the span is about one of the practices."""
        return any(
            one.own.overlaps(span) and any(one.scores.get(practice, 0.0) >= THRESHOLD for practice in practices)
            for one in self.clauses
        )


def practice_names() -> tuple[str, ...]:
    return tuple(tag.name for tag in taxonomy().tags)


@cache
def cues() -> tuple[Cues, ...]:
    """In the order of the taxonomy's tags."""
    data: dict[str, Any] = tomllib.loads(
        resources.files("bot").joinpath("data/coverage.toml").read_text(encoding="utf-8")
    )
    by_name = {one["name"]: one for one in data["practice"]}
    return tuple(
        Cues(
            headings=_any_of(by_name[name]["headings"]),
            but_headings=_any_of(by_name[name]["not_headings"]) if "not_headings" in by_name[name] else None,
            words=_any_of(by_name[name]["words"]),
            but_words=_any_of(by_name[name]["not_words"]) if "not_words" in by_name[name] else None,
        )
        for name in practice_names()
    )


@cache
def load_weights() -> Weights:
    data: dict[str, dict[str, float]] = json.loads(
        resources.files("bot").joinpath("data/coverage.json").read_text(encoding="utf-8")
    )
    by_tag = [data[name] for name in practice_names()]
    return Weights(
        np.array([[one[name] for name in FEATURES] for one in by_tag], np.float32),
        np.array([one["intercept"] for one in by_tag], np.float32),
    )


def clause_features(units: Units, tags: SentenceTags) -> tuple[tuple[Clause, ...], Floats]:
    """The clauses that have text of their own, in the order of the text; their features have shape (c, t, f)."""
    known = cues()
    of_clauses = _own_sentences(units)
    features = np.zeros((len(of_clauses), len(known), len(FEATURES)), np.float32)
    for row, (key, sentences) in zip(features, of_clauses.items(), strict=True):
        clause = units.clauses[key]
        near = tags.tags[sentences].max(axis=0)
        texts = [_lower(units.version, units.sentences[index].span) for index in sentences]
        headings = [_lower_line(heading) for heading in clause.path]
        row[:, 0] = near
        row[:, 1] = near - near.max()
        row[:, 2] = [any(map(one.in_sentence, texts)) for one in known]
        row[:, 3] = _in_heading(headings[-1]) if headings else 0.0
        row[:, 4] = _in_heading(_lower(units.version, clause.lead_in)) if clause.lead_in else 0.0
        row[:, 5] = np.max([_in_heading(heading) for heading in headings[:-1]], axis=0) if headings[:-1] else 0.0
    return tuple(units.clauses[key] for key in of_clauses), features


def tag_clauses(units: Units, tags: SentenceTags, *, weights: Weights | None = None) -> TaggedVersion:
    clauses, features = clause_features(units, tags)
    scores = (weights or load_weights()).probabilities(features)
    names = practice_names()
    passages = defaultdict(list)
    for passage in units.passages:
        passages[passage.clause].append(passage)
    return TaggedVersion(
        tuple(
            TaggedClause(
                clause=clause,
                own=Span(passages[clause.key][0].start, passages[clause.key][-1].end),
                first=first_words(units.version.text, passages[clause.key][0].sentences[0]),
                scores={names[at]: float(row[at]) for at in np.flatnonzero(row >= SILENT_BELOW)},
            )
            for clause, row in zip(clauses, scores, strict=True)
        )
    )


def covered_practices(tagged: TaggedVersion, version: Version, *, pinned: bool) -> tuple[CoveredPractice, ...]:
    """All practices, those that no clause is about too; `pinned`: ids of clauses name the version."""
    owner = f"{version.policy_id}@{version.id}" if pinned else version.policy_id
    found = []
    for tag in taxonomy().tags:
        about = _about(tagged, tag.name)
        clauses = tuple(
            CoveredClause(
                clause=f"{owner}#{one.clause.key}",
                key=one.clause.key,
                label=one.clause.label,
                path=one.clause.path,
                score=round(one.scores[tag.name], 3),
                quote=version.text[one.first.start : one.first.end],
                start=one.first.start,
                end=one.first.end,
            )
            for one in about
        )
        found.append(
            CoveredPractice(
                practice=cast(PracticeName, tag.name),
                name=tag.title,
                silent=not clauses,
                doubtful=bool(about) and about[0].scores[tag.name] < THRESHOLD,
                score=clauses[0].score if clauses else 0.0,
                strength=round(sum(one.score for one in clauses), 3),
                clauses=clauses,
            )
        )
    return tuple(found)


def _about(tagged: TaggedVersion, tag: str) -> list[TaggedClause]:
    """The clauses about a tag, the surest first; the likeliest alone where all are doubtful."""
    found = [one for one in tagged.clauses if tag in one.scores]
    found.sort(key=lambda one: (-one.scores[tag], one.clause.start))
    return [one for one in found if one.scores[tag] >= THRESHOLD] or found[:1]


def first_words(text: str, sentence: Span) -> Span:
    """The sentence, or so much of it as ends at a word within 160 characters."""
    if len(sentence) <= _FIRST_WORDS:
        return sentence
    cut = text[sentence.start : sentence.start + _FIRST_WORDS + 1]
    end = max(cut.rfind(" "), cut.rfind("\n"))
    shown = cut[:end].rstrip() if end > 0 else cut[:_FIRST_WORDS]
    return Span(sentence.start, sentence.start + len(shown))


def _own_sentences(units: Units) -> dict[str, list[int]]:
    """The sentences of each clause by its key, in the order of the text."""
    found: dict[str, list[int]] = {}
    for sentence in units.sentences:
        found.setdefault(units.clause_of(sentence).key, []).append(sentence.index)
    return found


@lru_cache(maxsize=4096)
def _in_heading(text: str) -> tuple[float, ...]:
    """Of each tag whether a heading has its words; the same headings stand above many clauses."""
    return tuple(float(one.in_heading(text)) for one in cues())


def _stands(pattern: re.Pattern[str], but: re.Pattern[str] | None, text: str) -> bool:
    return pattern.search(text) is not None and (but is None or but.search(text) is None)


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _lower(version: Version, span: Span) -> str:
    return _lower_line(version.text[span.start : span.end])


def _lower_line(text: str) -> str:
    """In lower case, on one line, with the plain apostrophe."""
    return " ".join(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())

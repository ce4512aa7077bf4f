"""Whether what was found answers the question: features of the evidence, and a logistic model over them. Pure.

The coefficients are fitted on our own gold questions by `python -m evals.calibrate`, cross-validated over policies;
docs/evals.md has the figures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import exp

import numpy as np
from numpy.typing import NDArray

from bot.answer_types import CONTACTS, AskedFor, has_type
from bot.late_interaction import Floats
from bot.lexicon import lexicon
from bot.questions import Question
from bot.reader import Evidence, Reader, evidence
from bot.retrieval import Query, Ranking
from bot.spelling import is_english
from bot.units import Units
from ingest.stems import stems

FEATURES = (
    "top",
    "tokens",
    "vector",
    "whole_tokens",
    "practice",
    "usual",
    "seldom",
    "covered",
    "foreign",
    "expanded",
    "period",
    "no_contact",
    "thing",
    "no_thing",
    "read",
)
# Between these the first decision leaves a doubt, and the cross-encoder is asked as well.
_SURELY_SILENT, _SURELY_ANSWERED = 0.12, 0.85
_EVIDENCE = 3
_HOLDERS = 25
# So that a word which every passage has still counts a little.
_LEAST_RARITY = 0.1
_THINGS = frozenset({AskedFor.AMOUNT, AskedFor.PERSON, AskedFor.NAME})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Examination:
    """What the decisions about a question rest on: features by name, those of `answerable` by policy; the
    `question`'s vector, shape (d,), and what a reader has to read of each policy; the text that is `searched` for, and
    each policy's best `passages`, for the cross-encoder."""

    off_topic: dict[str, float]
    answerable: dict[str, dict[str, float]]
    question: Floats
    searched: str
    evidence: dict[str, Evidence]
    passages: dict[str, tuple[str, ...]]
    wants_overview: bool


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """`odds = intercept + weights · features + vector · question`, and
    `probability = 1 / (1 + exp(-(slope * odds + offset)))`; `threshold` divides yes from no.

    `slope` and `offset` are those of Platt scaling (1999), which makes the probabilities honest. `vector`, shape (d,),
    weighs the question's: what policies seldom speak of. None where the model goes with any embedding model.
    """

    weights: dict[str, float]
    intercept: float
    threshold: float
    slope: float = 1.0
    offset: float = 0.0
    vector: Floats | None = None

    def probability(self, features: Mapping[str, float], question: Floats | None = None) -> float:
        odds = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        if self.vector is not None and question is not None:
            odds += float(self.vector @ question)
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.slope * odds + self.offset))))

    def divided_at(self, threshold: float | None) -> Logistic:
        """The same with another threshold; None leaves the fitted one."""
        return self if threshold is None else replace(self, threshold=threshold)


@cache
def load_model(name: str) -> Logistic:
    """A model from `bot/data/models.json`."""
    data = json.loads(resources.files("bot").joinpath("data/models.json").read_text(encoding="utf-8"))[name]
    if "vector" in data:
        data["vector"] = np.array(data["vector"], np.float32)
    return Logistic(**data)


def is_unsure(probability: float) -> bool:
    return _SURELY_SILENT < probability < _SURELY_ANSWERED


def decision_for(*, has_reader: bool, has_tokens: bool) -> Logistic:
    """The finest model for an embedding model: of the default one there is a reader, too; providers' have no tokens.
    What the cross-encoder makes of a question in doubt is weighed by "answerable_crossed"."""
    if has_reader and has_tokens:
        return load_model("answerable")
    return load_model("answerable_by_tokens" if has_tokens else "answerable_by_vectors")


def answerable_features(
    ranking: Ranking, question: Question, query: Query, reader: Reader | None = None
) -> dict[str, float]:
    """What tells an answered question from a silent policy, by name; every value is around 0 to 3.

    `covered` is how well one sentence that holds the type of thing asked for meets the words that say of what.
    `foreign` counts the question's words that neither this policy nor the common vocabulary has: names, mostly.
    `practice` is how well the best sentence fits what the question is about, by practice tags; 0 where that is unknown.
    `read` is what the reader makes of the best passages, as log odds; 0 without one.
    `usual` and `seldom` are how near the question is to what policies are usually asked, and to what they seldom say.
    """
    units = ranking.units
    if not units.sentences:
        return dict.fromkeys(FEATURES, 0.0)
    top = ranking.order[0]
    passages = list(ranking.passage_scores())[:_EVIDENCE]
    text = "\n".join(units.passages[index].embedded_text for index in passages)
    inside = [sentence.index for index in passages for sentence in units.by_passage[index]]
    matches = ranking.topic_matches[:, inside].max(axis=1) if len(ranking.topic_matches) else np.zeros(1, np.float32)
    asked_for = question.asked_for
    return {
        "top": float(ranking.scores[top]),
        "tokens": float(matches.mean()),
        "vector": float(ranking.parts["whole_vector"].max()),
        "whole_tokens": float(ranking.parts["whole_tokens"][top]),
        "practice": float(ranking.parts["tags"].max()) if "tags" in ranking.parts else 0.0,
        "usual": query.tags.usual if query.tags is not None else 0.0,
        "seldom": query.tags.seldom if query.tags is not None else 0.0,
        "covered": _covered(ranking, query, asked_for),
        "foreign": float(min(2, sum(_is_foreign(word, units) for word in _WORD.findall(query.topic_text.lower())))),
        "expanded": float(query.expansion is not None),
        "period": float(asked_for is AskedFor.PERIOD),
        "no_contact": float(asked_for in CONTACTS and not has_type(text, asked_for)),
        "thing": float(asked_for in _THINGS),
        "no_thing": float(asked_for in _THINGS and not has_type(text, asked_for)),
        "read": reader.read(evidence(ranking, query)) if reader is not None else 0.0,
    }


def _is_foreign(word: str, units: Units) -> bool:
    return word not in units.words and word not in lexicon().vocabulary and not is_english(word)


def _covered(ranking: Ranking, query: Query, asked_for: AskedFor) -> float:
    """The best, among sentences that hold what is asked for, of how well a sentence meets what it is asked of, 0 to 1.

    A word counts by its rarity: in full where its stem or a synonym's stands in the sentence or its heading path, else
    by its cosine.
    """
    units = ranking.units
    text = units.version.text
    words = list(_WORD.finditer(query.topic_text))
    wanted = [_Wanted.of(word, query, units) for word in words if word.group().lower() not in lexicon().actions]
    wanted = wanted or [_Wanted.of(word, query, units) for word in words]
    total = sum(word.rarity for word in wanted) or 1.0
    held = [(index, units.sentences[index]) for index in ranking.order[:_HOLDERS]]
    held = [(index, one) for index, one in held if has_type(text[one.span.start : one.span.end], asked_for)]
    have = [one.stems | units.context_stems[one.passage] for _, one in held]
    matches = ranking.topic_matches[:, [index for index, _ in held]]
    met = sum((word.rarity * word.met(have, matches) for word in wanted), np.zeros(len(held)))
    return float(met.max(initial=0.0)) / total


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    """A topic word as evidence must meet it; `tokens` says which of the topic's tokens are its own."""

    stems: frozenset[str]
    rarity: float
    tokens: NDArray[np.bool_]

    @classmethod
    def of(cls, word: re.Match[str], query: Query, units: Units) -> _Wanted:
        language, plain = units.version.language, word.group().lower()
        rarity = max((units.rarity.get(stem, units.unseen) for stem in stems(plain, language)), default=0.0)
        offsets = query.topic.offsets
        return cls(
            stems=frozenset(stems(f"{plain} {lexicon().synonyms.get(plain, '')}", language)),
            rarity=rarity + _LEAST_RARITY,
            tokens=(offsets[:, 0] >= word.start()) & (offsets[:, 1] <= word.end()),
        )

    def met(self, have: Sequence[frozenset[str]], matches: Floats) -> NDArray[np.float64]:
        """How well sentences, by the stems they have, meet it; `matches`: each topic token's best cosine with each of
        them, shape (topic tokens, sentences)."""
        known = len(matches) == len(self.tokens) and self.tokens.any()
        near = matches[self.tokens].mean(axis=0, dtype=np.float64) if known else np.zeros(len(have))
        return np.where([not self.stems.isdisjoint(one) for one in have], 1.0, near)

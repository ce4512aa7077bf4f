"""Whether what was found answers the question: features of the evidence, and a logistic model over them. Pure.

The coefficients are fitted on our own gold questions by `python -m evals.calibrate`, cross-validated over policies;
docs/evals.md has the figures.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import exp

import numpy as np

from bot.answer_types import AskedFor, has_type
from bot.late_interaction import Floats
from bot.lexicon import lexicon
from bot.questions import Question
from bot.retrieval import Query, Ranking
from bot.spelling import is_english
from bot.units import Units
from ingest.stems import stems

FEATURES = (
    "top",
    "tokens",
    "weakest",
    "vector",
    "practice",
    "covered",
    "foreign",
    "missing",
    "period",
    "no_period",
    "no_contact",
    "thing",
    "no_thing",
)
_EVIDENCE = 3
_CONTACTS = frozenset({AskedFor.PHONE, AskedFor.EMAIL, AskedFor.ADDRESS})
_THINGS = frozenset({AskedFor.AMOUNT, AskedFor.PERSON, AskedFor.NAME})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Logistic:
    """`probability = 1 / (1 + exp(-(slope * (intercept + weights · features) + offset)))`; `threshold` divides yes from
    no. `slope` and `offset` are those of Platt scaling (1999), which makes the probabilities honest."""

    weights: dict[str, float]
    intercept: float
    threshold: float
    slope: float = 1.0
    offset: float = 0.0

    def probability(self, features: dict[str, float]) -> float:
        odds = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.slope * odds + self.offset))))

    def divided_at(self, threshold: float | None) -> Logistic:
        """The same with another threshold; None leaves the fitted one."""
        return self if threshold is None else replace(self, threshold=threshold)


@cache
def load_model(name: str) -> Logistic:
    """A model from `bot/data/models.json`."""
    data = json.loads(resources.files("bot").joinpath("data/models.json").read_text(encoding="utf-8"))[name]
    return Logistic(**data)


def answerable_features(ranking: Ranking, question: Question, query: Query) -> dict[str, float]:
    """What tells an answered question from a silent policy, by name; every value is around 0 to 3.

    `foreign` counts the question's words that neither this policy nor the common vocabulary has: names, mostly.
    `practice` is how well the best sentence fits what the question is about, by practice tags; 0 where that is unknown.
    `missing` is how badly the worst topic word is met: 0 where its stem stands in the evidence, else by its cosine.
    """
    units = ranking.units
    if not units.sentences:
        return dict.fromkeys(FEATURES, 0.0)
    top = ranking.order[0]
    passages = list(ranking.passage_scores())[:_EVIDENCE]
    text = "\n".join(units.passages[index].embedded_text for index in passages)
    inside = [sentence.index for index in passages for sentence in units.by_passage[index]]
    matches = ranking.topic_matches[:, inside].max(axis=1) if len(ranking.topic_matches) else np.zeros(1, np.float32)
    have = frozenset().union(
        *(units.sentences[one].stems for one in inside), *(units.context_stems[one] for one in passages)
    )
    topic = query.stems(units.version.language)
    weights = {stem: units.rarity.get(stem, units.unseen) for stem in topic}
    found = sum(weight for stem, weight in weights.items() if stem in have)
    typed = has_type(text, question.asked_for)
    period = question.asked_for is AskedFor.PERIOD
    contact = question.asked_for in _CONTACTS
    thing = question.asked_for in _THINGS
    return {
        "top": float(ranking.scores[top]),
        "tokens": float(matches.mean()),
        "weakest": float(matches.min()),
        "vector": float(ranking.parts["passage_vector"].max()),
        "practice": float(ranking.parts["tags"].max()) if "tags" in ranking.parts else 0.0,
        "covered": found / (sum(weights.values()) or 1.0),
        "foreign": float(min(2, sum(_is_foreign(word, units) for word in _WORD.findall(query.topic_text.lower())))),
        "missing": _worst(query, matches, have, units.version.language),
        "period": float(period),
        "no_period": float(period and not typed),
        "no_contact": float(contact and not typed),
        "thing": float(thing),
        "no_thing": float(thing and not typed),
    }


def _is_foreign(word: str, units: Units) -> bool:
    return word not in units.words and word not in lexicon().vocabulary and not is_english(word)


def _worst(query: Query, matches: Floats, have: frozenset[str], language: str) -> float:
    """How far the topic word that the evidence meets worst is from being met, 0 to 1."""
    worst = 0.0
    synonyms = lexicon().synonyms
    for match in _WORD.finditer(query.topic_text):
        word = match.group().lower()
        if have.intersection(stems(f"{word} {synonyms.get(word, '')}", language)):
            continue
        inside = (query.topic.offsets[:, 0] >= match.start()) & (query.topic.offsets[:, 1] <= match.end())
        if inside.any() and len(matches) == len(inside):
            worst = max(worst, 1 - float(matches[inside].mean()))
    return worst

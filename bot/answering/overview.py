"""An overview of a policy: for each main practice the line or two that matter, quoted, without judgement. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.answering.quotes import Quote
from bot.retrieval import Ranking
from ingest.models import Span

_LONGEST = 260
_NEAR = 0.15


@dataclass(frozen=True, slots=True)
class Practice:
    name: str
    ask: str


@cache
def practices() -> tuple[Practice, ...]:
    data = tomllib.loads(resources.files("bot").joinpath("data/practices.toml").read_text(encoding="utf-8"))
    return tuple(Practice(entry["name"], entry["ask"]) for entry in data["practice"])


@dataclass(frozen=True, slots=True)
class Line:
    practice: Practice
    quote: Quote


def overview(rank_practice: Callable[[Practice], Ranking], *, enough: float) -> list[Line]:
    """A line a practice that the policy says something about; each sentence is used once.

    `rank_practice` ranks the policy's sentences for a practice; `enough` is the late-interaction score from which a
    sentence counts as being about it.
    """
    lines: list[Line] = []
    used: set[int] = set()
    for practice in practices():
        ranking = rank_practice(practice)
        units = ranking.units
        tokens = ranking.parts["whole_tokens"]
        fitting = [one for one in ranking.best() if one.index not in used and float(tokens[one.index]) >= enough]
        if not fitting:
            continue
        best = float(ranking.scores[fitting[0].index])
        near = [one for one in fitting if float(ranking.scores[one.index]) >= best - _NEAR]
        sentence = next((one for one in near if len(one.span) <= _LONGEST), fitting[0])
        used.add(sentence.index)
        clause = units.clauses[units.passages[sentence.passage].clause]
        lead_in: tuple[Span, ...] = (clause.lead_in,) if clause.lead_in and len(clause.lead_in) <= _LONGEST else ()
        lines.append(Line(practice, Quote(clause, (*lead_in, sentence.span), best)))
    return lines

"""An overview of a policy: for each main practice the line or two that matter, quoted, without judgement. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.answering.quotes import Quote
from bot.questions import AskedFor
from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.models import Span

_LONGEST = 300
_NEAR = 0.3
_ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Practice:
    name: str
    ask: str
    asked_for: AskedFor


@cache
def practices() -> tuple[Practice, ...]:
    data = tomllib.loads(resources.files("bot").joinpath("data/practices.toml").read_text(encoding="utf-8"))
    return tuple(
        Practice(entry["name"], entry["ask"], AskedFor(entry.get("asked_for", "statement")))
        for entry in data["practice"]
    )


def overview(rankings: Iterable[Ranking]) -> list[Quote]:
    """A line for each practice that the policy says something about; `rankings` are its sentences by practice.

    A sentence counts as being about a practice from a late-interaction score of 0.4 on; each is used once.
    """
    lines: list[Quote] = []
    used: set[Span] = set()
    for ranking in rankings:
        tokens = ranking.parts["whole_tokens"]
        about = [one for one in ranking.best() if float(tokens[one.index]) >= _ENOUGH]
        floor = float(ranking.scores[about[0].index]) - _NEAR if about else 0.0
        near = (one for one in about if float(ranking.scores[one.index]) >= floor)
        line = next((line for one in near if (line := _line(one, ranking, used)) is not None), None)
        if line is not None:
            used.update(line.spans)
            lines.append(line)
    return lines


def _line(sentence: Sentence, ranking: Ranking, used: set[Span]) -> Quote | None:
    """The sentence as a line: a lead-in with the items that fit, an item after its lead-in; None if too long."""
    units = ranking.units
    clause = units.clauses[units.passages[sentence.passage].clause]
    score = float(ranking.scores[sentence.index])
    if sentence.span in units.lists:
        items = [units.passages[index].sentences[0] for index in units.lists[sentence.span]]
        clause = units.clauses[units.passages[units.lists[sentence.span][0]].clause]
        spans = [sentence.span]
        while items and sum(map(len, spans)) + len(items[0]) <= _LONGEST:
            spans.append(items.pop(0))
        if len(spans) == 1:
            return None
    else:
        spans = [span for span in (clause.lead_in, sentence.span) if span is not None]
    if sum(map(len, spans)) > _LONGEST or spans[-1] in used:
        return None
    return Quote(clause, tuple(spans), score)

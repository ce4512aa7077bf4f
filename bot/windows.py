"""What a search shows: the best sentences with as much around them as is nearly as good, within one section. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.models import SearchHit
from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.models import ClauseKind, Span, Version

LONGEST = 1_000
# A sentence is shown along with a better one beside it up to this many standard deviations below it.
_NEARLY = 1.4
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Window:
    """`clause` is the key of the innermost clause that holds the span."""

    clause: str
    span: Span
    score: float


def hit_of(window: Window, version: Version, *, pinned: bool) -> SearchHit:
    """A window as it is sent; `pinned`: its clause is named with the version."""
    return SearchHit(
        policy=version.policy_id,
        version=version.id,
        clause=f"{version.policy_id}{f'@{version.id}' if pinned else ''}#{window.clause}",
        start=window.span.start,
        end=window.span.end,
        score=round(window.score, 4),
        text=version.text[window.span.start : window.span.end],
    )


def windows(ranking: Ranking) -> Iterator[Window]:
    """All of a version's sentences in windows, best first; none over 1,000 characters but a sentence that is longer
    by itself, which is cut there."""
    units = ranking.units
    if not units.sentences:
        return
    sections = [_section(sentence, units) for sentence in units.sentences]
    slack = _NEARLY * float(np.std(ranking.scores))
    free = [True] * len(sections)
    for best in ranking.best():
        if not free[best.index]:
            continue
        low = high = best.index
        free[low] = False
        floor = ranking.score(best) - slack
        while True:
            beside = [at for at in (low - 1, high + 1) if 0 <= at < len(free) and free[at]]
            fitting = [
                at
                for at in beside
                if sections[at] == sections[best.index]
                and _are_neighbours(units, min(low, at), max(high, at), at)
                and ranking.scores[at] >= floor
                and len(_around(units, min(low, at), max(high, at))) <= LONGEST
            ]
            if not fitting:
                break
            chosen = max(fitting, key=lambda at: float(ranking.scores[at]))
            free[chosen] = False
            low, high = min(low, chosen), max(high, chosen)
        span = _around(units, low, high)
        shown = Span(span.start, min(span.end, span.start + LONGEST))
        yield Window(_clause(shown, best, units), shown, ranking.score(best))


def _are_neighbours(units: Units, low: int, high: int, added: int) -> bool:
    """Whether nothing with words stands between the added sentence and the others: a comment, text that is hidden."""
    before, after = (low, low + 1) if added == low else (high - 1, high)
    start, following = units.sentences[before].span.end, units.sentences[after]
    marker = units.clause_of(following).start
    between = units.version.text[start : marker if start <= marker < following.span.start else following.span.start]
    return not any(map(str.isalnum, _TAG.sub("", between)))


def _around(units: Units, low: int, high: int) -> Span:
    return Span(units.sentences[low].span.start, units.sentences[high].span.end)


def _clause(span: Span, best: Sentence, units: Units) -> str:
    holding = [one for one in units.clauses.values() if one.span.contains(span)]
    return min(holding, key=lambda one: len(one.span)).key if holding else units.clause_of(best).key


def _section(sentence: Sentence, units: Units) -> str:
    """The key of the section that a sentence stands in, or of its clause where there are none."""
    clause = units.clause_of(sentence)
    while clause.kind is not ClauseKind.SECTION and clause.parent is not None:
        clause = units.clauses[clause.parent]
    return clause.key if clause.kind is ClauseKind.SECTION else ""

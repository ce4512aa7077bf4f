"""What a language model is shown of a policy: its best clauses, numbered, within a budget of tokens. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.answering.quotes import Quote
from bot.retrieval import Ranking
from bot.units import Units
from ingest.models import Clause, Span

_MOST_PASSAGES = 24
# What the tags and the number around a clause come to.
_FRAME_TOKENS = 16


@dataclass(frozen=True, slots=True)
class NumberedClause:
    """`passages` are indices of the units' passages, in order, all of this clause's own text."""

    n: int
    clause: Clause
    passages: tuple[int, ...]


def gather(
    ranking: Ranking, quotes: Sequence[Quote], *, tokens: int, count_tokens: Callable[[str], int]
) -> tuple[NumberedClause, ...]:
    """What the quoting answerer chose, then what ranks best, as far as the tokens last; numbered as the text goes.

    A passage that does not fit is passed over; the first is always taken.
    """
    units = ranking.units
    taken: list[int] = []
    left = tokens
    candidates = dict.fromkeys([*_quoted(quotes, units), *ranking.passage_scores()])
    for index in list(candidates)[:_MOST_PASSAGES]:
        cost = count_tokens(units.passages[index].embedded_text) + _FRAME_TOKENS
        if cost <= left or not taken:
            taken.append(index)
            left -= cost
    return tuple(_numbered(sorted(taken), units))


def best_first(clauses: Iterable[NumberedClause], ranking: Ranking) -> list[NumberedClause]:
    """Numbered clauses by the score of their best passage."""
    scores = ranking.passage_scores()
    return sorted(clauses, key=lambda one: -max(scores[index] for index in one.passages))


def _quoted(quotes: Sequence[Quote], units: Units) -> Iterator[int]:
    """The passages that the quotes lie in; a lead-in comes with the items after it."""
    for quote in quotes:
        for index, passage in enumerate(units.passages):
            if passage.span.overlaps(quote.parts[-1].span):
                yield index


def _numbered(indices: Sequence[int], units: Units) -> Iterator[NumberedClause]:
    by_clause: dict[str, list[int]] = {}
    for index in indices:
        by_clause.setdefault(units.passages[index].clause, []).append(index)
    for n, (key, passages) in enumerate(by_clause.items(), start=1):
        yield NumberedClause(n, units.clauses[key], tuple(passages))


def lead_in_of(one: NumberedClause, units: Units) -> str:
    """The sentence that introduces a list item; empty where there is none."""
    lead_in = one.clause.lead_in
    return units.version.text[lead_in.start : lead_in.end] if lead_in is not None else ""


def spans_of(one: NumberedClause, units: Units) -> list[Span]:
    return [units.passages[index].span for index in one.passages]

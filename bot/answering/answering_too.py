"""Which quotes answer beside the first, by the cross-encoder: sentences that share words with a question come near to
one that answers it, and say nothing of what is asked."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from bot.answering.pieces import group_of
from bot.answering.quotes import Quote
from bot.excerpts import Reading
from bot.retrieval import Ranking
from bot.units import Units

# What denies or limits is the other side, and shares little with what is asked.
_OTHERWISE = re.compile(
    r"\b(?:(?:do|does|is|are|was|were|will|may|can|must|shall) (?:\w+ )?not|never|cannot|leaves? no|except\w*|unless|"
    r"however|despite|notwithstanding)\b|n['’]t\b",
    re.IGNORECASE,
)
# A further clause must answer with at least this part of the first one's probability, as measured on the gold sets.
_LEAST_PART = 0.2
_SURE = 0.5


def answering_too(quotes: Sequence[Quote], ranking: Ranking, read: Reading) -> list[Quote]:
    """The quotes of the first clause or list, and of each other that answers nearly as surely as that; where the first
    is not sure, also those that deny or limit something."""
    groups = list(dict.fromkeys(group_of(one.clause) for one in quotes))
    if len(groups) < 2:
        return list(quotes)
    passages = [passage_of(one, ranking.units) for one in quotes]
    surely = [probability(odds) for odds in read(passages)]
    best = {
        group: max(one for one, quote in zip(surely, quotes, strict=True) if group_of(quote.clause) == group)
        for group in groups
    }
    first = best[groups[0]]
    return [
        one
        for one in quotes
        if best[group_of(one.clause)] >= _LEAST_PART * first or (first < _SURE and _says_otherwise(one, ranking))
    ]


def _says_otherwise(quote: Quote, ranking: Ranking) -> bool:
    span = quote.parts[-1].span
    return _OTHERWISE.search(ranking.units.version.text, span.start, span.end) is not None


def passage_of(quote: Quote, units: Units) -> str:
    """The passage that a quote stands in, with its heading path and lead-in."""
    span = quote.parts[-1].span
    sentence = next(one for one in units.sentences if one.span.overlaps(span))
    return units.passages[sentence.passage].embedded_text


def probability(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))

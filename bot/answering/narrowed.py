"""Leaves out what a narrowing follow-up was told already: of "for marketing, too?" what speaks of marketing. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.quotes import Quote
from bot.patterns import MODIFIER
from bot.retrieval import Ranking
from bot.wording import content_words
from ingest.stems import stems

# How far below the best quote one may score that tells of what is new.
_NEAR = 0.6
# A stem tells something from this share of the rarity of an unseen one on.
_RARE = 0.3


def narrowed(quotes: Sequence[Quote], ranking: Ranking, narrows_by: str) -> tuple[Quote, ...]:
    """The quotes that have most of the words by which a follow-up narrows the question before it; all where none has
    them, or only what comes far behind."""
    units = ranking.units
    new = {
        stem
        for stem in stems(" ".join(content_words(MODIFIER.sub("", narrows_by))), units.version.language)
        if units.rarity.get(stem, units.unseen) >= _RARE * units.unseen
    }
    telling = [quote for quote in quotes if 2 * len(new & _stems_of(quote, ranking)) > len(new)]
    if telling and max(one.score for one in telling) >= max(one.score for one in quotes) - _NEAR:
        return tuple(telling)
    return tuple(quotes)


def _stems_of(quote: Quote, ranking: Ranking) -> frozenset[str]:
    """Of a quote and of what introduces it."""
    version = ranking.units.version
    spans = [part.span for part in quote.parts]
    if quote.clause.lead_in is not None:
        spans.append(quote.clause.lead_in)
    return frozenset(stem for span in spans for stem in stems(version.text[span.start : span.end], version.language))

"""Leaves out what a narrowing follow-up was told already: of "for marketing, too?" what speaks of marketing. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.quotes import Budget, Quote, quoted
from bot.patterns import FOLLOW_UP, MODIFIER, ONLY_IF, WHAT_IF
from bot.retrieval import Ranking
from bot.wording import content_words
from ingest.stems import stems

# How far below the best quote one may score that tells of what is new.
_NEAR = 0.6
# A stem tells something from this share of the rarity of an unseen one on.
_RARE = 0.3


# How far below the best sentence one may score that speaks of the case that is put.
_CASE_MARGIN = 1.3
_CASE = Budget(characters=420, clauses=1)
# A sentence that begins with a case that it puts to its reader.
_PUTS_CASE = re.compile(
    r"\W*(?:(?:however|also|further(?:more)?|in addition|similarly)\W+)?"
    r"(?:(?:if|when|where|once|as|whenever|should|unless|in case|to the extent) (?:that )?(?:you|users?|an?|the|they)|"
    r"(?:up)?on (?:your |the )?\w+ (?:termination|cancellation|closure|deletion|request))\b",
    re.IGNORECASE,
)


def narrowed(
    quotes: Sequence[Quote], ranking: Ranking, narrows_by: str, ranked_by: Callable[[str], Ranking]
) -> tuple[Quote, ...]:
    """The quotes that have most of the words by which a follow-up narrows the question before it; all where none has
    them, or only what comes far behind. The sentence that speaks of the case that it puts comes first; `ranked_by`
    ranks by other words."""
    case = _of_case(quotes, ranking, narrows_by, ranked_by)
    return (*case, *_telling(quotes, ranking, narrows_by))


def _of_case(
    quotes: Sequence[Quote], ranking: Ranking, narrows_by: str, ranked_by: Callable[[str], Ranking]
) -> list[Quote]:
    """The sentence that comes nearest to the case alone, and is not quoted yet: other words than the case's may have
    filled the answer."""
    if not (ONLY_IF.match(narrows_by) or WHAT_IF.match(narrows_by)) or not quotes:
        return []
    best = next(ranked_by(FOLLOW_UP.sub("", narrows_by)).best())
    is_near = ranking.score(best) >= max(map(float, ranking.scores)) - _CASE_MARGIN
    told = any(part.span.overlaps(best.span) for quote in quotes for part in quote.parts)
    if told or not is_near or not _PUTS_CASE.match(ranking.text(best)):
        return []
    found = quoted([best], ranking, budget=_CASE)[:1]
    return [replace(one, parts=(replace(one.parts[-1], span=best.span),)) for one in found]


def _telling(quotes: Sequence[Quote], ranking: Ranking, narrows_by: str) -> tuple[Quote, ...]:
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

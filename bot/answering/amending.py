"""Items of a list that take back what an item beside them says: all is deleted, some is retained. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.pieces import LISTED, group_of
from bot.answering.quotes import Quote
from bot.claims import claim_of, opposed, practice_words
from bot.retrieval import Ranking
from bot.units import Sentence

_EXCEPTION = re.compile(r"^\W*(?:except\w*|unless|other than|apart from|save (?:for|as|where|that))\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^\W*(?P<word>[^\W\d_]+)")
# An item that begins so goes on with the sentence that introduces it, as one that begins with a verb does.
_GOES_ON = re.compile(
    r"^\W*(?:also|always|are|be|been|can|cannot|is|may|must|never|not|only|otherwise|shall|should|sometimes|was|were|will|"
    r"would)\b",
    re.IGNORECASE,
)
# Why or how long something is kept in spite of it.
_IN_SPITE = re.compile(
    r"\b(?:law\w*|legal\w*|regulat\w*|oblig\w*|requir\w*|need\w*|necessary|disputes?|backups?|archiv\w*|longer|"
    r"indefinite\w*|permanent\w*|even (?:if|after|when)|after\w*)\b",
    re.IGNORECASE,
)
_KEEPS, _DELETES = frozenset({"keep"}), frozenset({"delete"})
_MOST = 2


def amending(quotes: Sequence[Quote], ranking: Ranking) -> list[Sentence]:
    """Items that are not quoted and say otherwise than one of their list that is: both go on with the sentence before
    the list, so that they speak of the same thing."""
    units = ranking.units
    quoted = [part.span for quote in quotes for part in quote.parts]
    firsts = (inside[0] for inside in units.by_passage if inside)
    items = [one for one in firsts if units.clause_of(one).kind in LISTED]
    told = [one for one in items if any(span.contains(one.span) for span in quoted)]
    left = [one for one in items if not any(span.overlaps(one.span) for span in quoted)]
    return list(_amending(told, left, ranking))[:_MOST]


def _amending(told: Sequence[Sentence], left: Sequence[Sentence], ranking: Ranking) -> Iterator[Sentence]:
    units = ranking.units
    for other in left:
        clause = units.clause_of(other)
        beside = [one for one in told if group_of(units.clause_of(one)) == group_of(clause)]
        if clause.lead_in is not None and any(_amends(ranking.text(one), ranking.text(other)) for one in beside):
            yield other


def _amends(one: str, other: str) -> bool:
    if _EXCEPTION.match(other):
        return True
    if not (_goes_on(one) and _goes_on(other)):
        return False
    mine, theirs = claim_of(one), claim_of(other)
    kept = mine.affirmed & _DELETES and theirs.affirmed & _KEEPS and not theirs.affirmed & _DELETES
    return bool(kept and _IN_SPITE.search(other)) or bool(opposed(mine, theirs))


def _goes_on(item: str) -> bool:
    first = _FIRST_WORD.match(item)
    return bool(_GOES_ON.match(item)) or (first is not None and first["word"].lower() in practice_words())

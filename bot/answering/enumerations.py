"""Enumerations within a paragraph ("(1) ...; (2) ..."), which are quoted to their end. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.units import Sentence, Units

_LONGEST = 900
# Where an enumeration within a paragraph is not at its end, and what tells that it is one.
_GOES_ON = re.compile(r"(?:[;,]|[;,]\s*(?:and|or))\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|[\s:;,])\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s", re.IGNORECASE)


def to_its_end(run: Sequence[Sentence], units: Units) -> list[Sentence]:
    """A run with the rest of an enumeration that it leaves off in, where both are not too long together."""
    text, clause, whole = units.version.text, units.clause_of(run[0]), list(run)
    for one in units.sentences[run[-1].index + 1 :]:
        unfinished = text[whole[-1].span.start : whole[-1].span.end]
        if units.clause_of(one).key != clause.key or not (_GOES_ON.search(unfinished) and _NUMBERED.search(unfinished)):
            break
        if one.span.end - run[0].span.start > _LONGEST:
            return list(run)
        whole.append(one)
    return whole

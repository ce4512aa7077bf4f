"""What a figure belongs to: "A for ten years, B for three" does not say "B for ten years". Pure.

Each figure of a text has a part of it, from the last comma or joint before the figure to that of the next one. A
statement's figure must not stand with what is said of another figure of the quotes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.verification.addresses import without_addresses
from bot.verification.evidence import content_stems, covered
from bot.verification.predicates import sentences
from bot.verification.quantities import Quantity, quantities
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import word_set, words

_BOUND = re.compile(r"[;:]|,\s(?!or\b)|(?:,\s)?\b(?:and|but|or|while|whereas)\b", re.IGNORECASE)
# What a period is counted from: "28 days after ...", "within a month of ...", "three years from ...".
_COUNTED = re.compile(
    r"^ (after|of|from|before|prior to|following|(?:runs?|starting|beginning|counted) from) ([^,;.]{3,80})"
)
_RUNS = re.compile(r"\b(?:runs?|counted|starts?|begins?) (from|with|on) ([^,;.]{3,80})")
_AHEAD = frozenset({"before", "prior to"})
# A part with one of these leans on the part before it.
_LEANING = word_set("it them so")
_IDLE = word_set("date day time end moment point year month receipt")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with the stems of its part, and of the event that it is counted from, or ahead of."""

    one: Quantity
    part: frozenset[str]
    leans: bool
    event: frozenset[str]
    ahead: bool


def check_figures(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    told = [figure for quote in quotes for sentence in sentences(quote) for figure in _figures(sentence)]
    everything = frozenset(word.stem for quote in quotes for word in words(quote))
    for sentence in sentences(statement):
        for own in _figures(sentence):
            same = [one for one in told if _same(own.one, one.one)]
            if not same:
                continue
            if all(_of_another(own, one, told) for one in same):
                yield Rejection("number", f"The quotes say {own.one.written!r} of something else: keep its things.")
            elif all(_from_another(own, one, everything) for one in same):
                yield Rejection("number", f"The quotes count {own.one.written!r} from another event: keep theirs.")


def _same(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and one.value == other.value and one.day == other.day


def _of_another(own: _Figure, one: _Figure, told: Sequence[_Figure]) -> bool:
    """Whether a figure stands with what another figure alone is said of, and with nothing that its own is."""
    for other in told:
        if _same(one.one, other.one) or one.one.unit != other.one.unit:
            continue
        mine, theirs = one.part - other.part, other.part - one.part
        if (
            mine
            and not one.leans
            and covered(own.part, theirs - mine) - covered(own.part, mine)
            and not covered(own.part, mine)
        ):
            return True
    return False


def _from_another(own: _Figure, one: _Figure, everything: frozenset[str]) -> bool:
    """ "After the bikes are hired", which the quotes tell elsewhere, for "after the bikes are returned"."""
    if not (own.event and one.event):
        return False
    mine, theirs = own.event - covered(own.event, one.event), one.event - covered(one.event, own.event)
    apart = mine == own.event and theirs == one.event
    return apart or own.ahead != one.ahead or (bool(mine and theirs) and covered(mine, everything) == mine)


def _figures(sentence: str) -> list[_Figure]:
    plain = without_addresses(sentence)
    found = [one for one in quantities(plain) if not one.unit.startswith("per ")]
    starts = [0, *(_start(plain, before.end, one.start) for before, one in pairwise(found)), len(plain)]
    return [
        _figure(one, plain, f"{plain[start : one.start]} {plain[one.end : end]}")
        for one, (start, end) in zip(found, pairwise(starts), strict=False)
    ]


def _figure(one: Quantity, plain: str, part: str) -> _Figure:
    counted = _COUNTED.match(plain[one.end :]) or _RUNS.search(plain[one.end :]) if one.unit in {"s", "m"} else None
    return _Figure(
        one,
        _stems(part),
        any(word.text in _LEANING for word in words(part)),
        _stems(counted[2]) - _IDLE if counted else frozenset(),
        counted is not None and counted[1] in _AHEAD,
    )


def _start(plain: str, low: int, high: int) -> int:
    """Where the part of a figure begins: behind the last comma or joint before it, but after the figure before."""
    return max((match.start() for match in _BOUND.finditer(plain, low, high)), default=low)


def _stems(text: str) -> frozenset[str]:
    return content_stems(words(text)) - vocabulary().light

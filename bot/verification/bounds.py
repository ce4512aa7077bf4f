"""Whether a number is a least, a most, or a point in time, by the words beside it. Pure."""

from __future__ import annotations

import re
from typing import Literal

Bound = Literal["", "min", "max", "after", "before", "about", "over", "under"]

# How far before and after a number its bound is looked for.
_BEFORE = 48
_AFTER = 64
_LEADING_WORDS: dict[Bound, tuple[str, ...]] = {
    "max": (
        *(
            "up to",
            "at most(?: for)?",
            "at the most",
            "no more than",
            "not more than",
            "no longer than",
            "not longer than",
        ),
        *(
            "maximum(?: of)?",
            r"max\.?",
            "no later than",
            "not later than",
            "at the latest(?: for)?",
            "never (?:more|longer|later) than",
        ),
        *("not exceed(?:ing)?", "never exceeds?", "within", "in", "inside", "not be kept (?:for )?longer than"),
        *("limited to", "restricted to", "capped at", "only", "just", "for as long as", "as many as", "as much as"),
        *("as high as", "as late as", "can reach", "may reach"),
    ),
    "min": (
        *("at least(?: for)?", "at the least", "no less than", "not less than", "no fewer than", "no sooner than"),
        *("minimum(?: of)?", r"min\.?", "not earlier than", "not before", "at the earliest"),
    ),
    "over": (
        *("more than", "over", "above", "older than", "longer than", "exceed(?:s|ing)?", "greater than", "beyond"),
        "in excess of",
    ),
    "under": (
        *("less than", "fewer than", "under", "below", "younger than", "shorter than", "earlier than", "sooner than"),
    ),
    "about": ("about", "around", "approximately", "roughly", "some", "circa", "nearly", "almost"),
    "after": ("after", "following"),
    "before": ("before", "prior to"),
}
_AGE = r"^\W*(?:years?\b\W*)?(?:of age\b\W*)?(?:old\b\W*)?(?:or|and) "
# "Read every 28 days and kept for at least a year": the "least" is of the number behind it.
_NUMBERED = (
    r"(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"eighteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_TRAILING_WORDS: dict[Bound, tuple[str, ...]] = {
    "min": (
        rf"{_AGE}(?:older|over|more|above|longer|up)\b",
        r"^\W*(?:at (?:the )?(?:least|minimum|earliest)|minimum)\b",
        rf"^[^,;.\d]{{0,40}}\bat (?:the )?(?:least|earliest)\b(?! {_NUMBERED})",
        r"^\+",
    ),
    "max": (
        rf"{_AGE}(?:younger|under|less|fewer|below|shorter)\b",
        rf"^[^,;.\d]{{0,40}}\bat (?:the )?(?:most|latest)\b(?! {_NUMBERED})",
        r"^\W*(?:at (?:the )?(?:most|maximum|latest)|maximum|or sooner|or earlier)\b",
    ),
    "after": (r"^\W*(?:after|following|later)\b",),
    "before": (r"^\W*(?:before|prior to|ahead|in advance|beforehand|earlier)\b",),
}
# What stands between a bound and its number: "longer than the other party's two weeks".
_BETWEEN = r"(?:the|a|an|age|aged|ages|of|period|about|every|our|your|its|their|\w+['’]s?)"
_LEADING = tuple(
    (
        bound,
        re.compile(rf"\b(?:{'|'.join(words)})[^\w|;]*(?:{_BETWEEN} )*$", re.IGNORECASE),
    )
    for bound, words in _LEADING_WORDS.items()
)
_TRAILING = tuple((bound, re.compile("|".join(words), re.IGNORECASE)) for bound, words in _TRAILING_WORDS.items())


_LATEST = re.compile(r"\b(?:no|not|never) later than (?:the |a |an )?$|\bat the latest $", re.IGNORECASE)
# "You have two weeks to answer", "a deadline of two weeks".
_GIVEN = re.compile(r"\b(?:have|has|get|gets|given|allowed|deadline of|limit of) (?:the |a |an )?$", re.IGNORECASE)
_PERIOD = re.compile(r"(?:hour|day|week|month|year)s?$", re.IGNORECASE)
_LASTING = re.compile(r"\bfor (?:another |a further |the |a |an )?$", re.IGNORECASE)
_THEN = re.compile(r"^ (?:before|prior to)\b", re.IGNORECASE)
_OVER = re.compile(r"^ (?:are|is|have|has) (?:over|up|passed|ended|gone|elapsed|expired|run out)\b", re.IGNORECASE)
_AHEAD = re.compile(r"^ (?:before|prior to|ahead|in advance|beforehand)\b", re.IGNORECASE)


def bound_of(text: str, start: int, end: int) -> Bound:
    """The bound of the number that stands at a place of the text."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    if _LATEST.search(before) and _AHEAD.search(after):
        # "No later than a week before" is at least a week.
        return "min"
    if _GIVEN.search(before) and _PERIOD.search(text[start:end]):
        return "max"
    if _OVER.search(after) and re.search(r"\b(?:before|until) (?:the |those |these )?$", before, re.IGNORECASE):
        # "Before the five years are over".
        return ""
    for bound, pattern in _LEADING:
        if pattern.search(before):
            return bound
    if _LASTING.search(before) and _THEN.search(after):
        # "Kept for a month before it is deleted".
        return ""
    return next((bound for bound, pattern in _TRAILING if pattern.search(after)), "")

"""Periods in a text, read as values that can be compared: "7 years" is longer than "24 months". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import inf

WORDS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "thirty-six": 36, "forty": 40, "forty-five": 45,
    "forty-eight": 48, "fifty": 50, "sixty": 60, "seventy": 70, "seventy-two": 72, "eighty": 80, "ninety": 90,
    "hundred": 100, "a hundred": 100,
}  # fmt: skip
_DAYS = {
    "second": 1 / 86_400, "minute": 1 / 1_440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0,
    "month": 365.25 / 12, "quarter": 365.25 / 4, "year": 365.25, "decade": 3_652.5,
}  # fmt: skip
# Five working days are a week.
_WORKING = 7 / 5
_NUMBER = rf"\d+(?:[.,]\d+)?|{'|'.join(sorted(WORDS, key=len, reverse=True))}"
_LIMIT = (
    r"up to|at most|no (?:more|longer|later) than|not (?:more|longer) than|within|a maximum of|at least|no less than|"
    r"not less than|a minimum of|more than|over|about|around|approximately"
)
_PERIOD = re.compile(
    rf"(?:\b(?P<limit>{_LIMIT}) (?:(?:a further|another|the) )?)?"
    rf"(?<![\w.,-])(?:(?P<low>{_NUMBER})(?:\s?\(\w+\))?\s?(?:-|–|to|or)\s?)?(?P<number>{_NUMBER})(?:\s?\((?:{_NUMBER})\))?"
    rf"[\s-]+(?:further |more |full )?(?P<working>(?:working|business) )?(?:calendar )?(?P<unit>{'|'.join(_DAYS)})s?\b",
    re.IGNORECASE,
)
_FOREVER = re.compile(
    r"\b(?:indefinitely|for ?ever|permanently|in perpetuity|without (?:any )?(?:end|time limit)|"
    r"for an indefinite period)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:(?:as|so) long as (?:is |it is |we )?"
    r"(?:necessary|needed|required|reasonably|your account|you (?:have|are))\b|"
    r"(?:for )?the (?:period|time) (?:necessary|needed|required)|until (?:you|they|it|the|we|no longer|paid)|"
    r"(?:no|not kept) longer (?:than (?:is )?(?:necessary|needed|required)|required|needed)|"
    r"while (?:your|you|the)|"
    r"for the duration of)",
    re.IGNORECASE,
)

_CLAUSE_END = re.compile(r"[,.;:)]|\b(?:and|or|unless|except|but)\b|$")
_QUESTION = re.compile(r"[^.;?!\n]*\?(?=\W|$)")
_LONGEST = 80
_TEXTS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Duration:
    """A period of `low` to `high` days, written at `start` to `end` of the text; infinite where there is no end."""

    low: float
    high: float
    start: int
    end: int


def without_questions(text: str) -> str:
    """A text with blanks for the questions that it puts ("Do we keep it until you leave?"): they set no period."""
    return _QUESTION.sub(lambda match: " " * len(match.group()), text)


@lru_cache(_TEXTS_KEPT)
def durations(text: str) -> tuple[Duration, ...]:
    """The periods that a text states, in order; kept for when the text is read again.

    "As long as necessary" is none: it cannot be compared.
    """
    found = [Duration(inf, inf, match.start(), match.end()) for match in _FOREVER.finditer(text)]
    for match in _PERIOD.finditer(text):
        days = _DAYS[match["unit"].lower()] * (_WORKING if match["working"] else 1)
        high = _value(match["number"]) * days
        low = _value(match["low"]) * days if match["low"] else high
        found.append(Duration(min(low, high), max(low, high), match.start(), match.end()))
    return tuple(sorted(found, key=lambda one: one.start))


def open_ended(text: str) -> str | None:
    """The words that give a period without saying how long it is, as written: "as long as necessary"."""
    match = _OPEN.search(text)
    if match is None:
        return None
    rest = _CLAUSE_END.search(text, match.end())
    end = rest.start() if rest and rest.start() - match.start() <= _LONGEST else match.end()
    return text[match.start() : end].strip()


def _value(written: str) -> float:
    return float(WORDS.get(written.lower()) or written.replace(",", "."))

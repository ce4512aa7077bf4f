"""Who is asked about by an age: "which of them may my 14-year-old use?". Pure."""

from __future__ import annotations

import re

from bot.compared_groups import GROUP, THINGS
from bot.durations import WORDS

_NUMBERS = "|".join(word for word, number in WORDS.items() if 2 < number < 22)
_YEARS = rf"(?P<{{}}>\d{{{{1,2}}}}|{_NUMBERS})"
_AGE = re.compile(
    rf"\b{_YEARS.format('of')}[- ]?(?:years?|yrs?|y/?o)?[- ]?olds?\b|\b{_YEARS.format('yo')} ?y/?o\b|"
    r"\b(?:aged|is|am|are|turned|turning|turns|(?:she|he|i|they)['’](?:s|m|re))\s+(?:only |just |nearly |almost )?"
    rf"{_YEARS.format('at')}\b(?!\s*(?:%|[-–]|days?|weeks?|months?|hours?|minutes?|of\b|times\b|years? (?!old)\w))",
    re.IGNORECASE,
)
_LETS_ME = (
    r"(?:(?:may|can|could|would|will|should|might) (?:my|an?|he|she|i|we|they|let|allow|accept|take)\b"
    r"(?! (?:ask|write|tell))|(?:is|are) (?:ok|okay|fine|suitable|open|for)\b|(?:lets?|allows?|accepts?|takes?)\b)"
)
_OF_SEVERAL = re.compile(
    rf"\b(?:which(?: (?:one|ones|{THINGS}))?(?: of (?:{GROUP}|you))?|who) {_LETS_ME}|"
    rf"\b(?:any|all|both|either|each|none|one)(?: of)? (?:{GROUP}|{THINGS}|you)\b|"
    r"\byou(?:rs?)?\b(?:,| or| and| vs\.?| versus) you\b",
    re.IGNORECASE,
)
_USING = re.compile(
    r"\b(?:use|using|join|sign|register|allowed?|let|ok|okay|fine|open|old enough|too young|account|suitable|accept\w*|"
    r"be on|go on|permit\w*|legal)\b",
    re.IGNORECASE,
)


# "How old do you have to be for each of these services?"
_LIMIT = re.compile(r"\bhow (?:old|young)\b(?! (?:is|are|was|were) (?:you|they|it|the|this|these)\b)", re.IGNORECASE)


def limit_asked(text: str) -> bool:
    """Whether the age limits of several are asked for."""
    return _LIMIT.search(text) is not None and _OF_SEVERAL.search(text) is not None


def age_asked(text: str) -> int | None:
    """The age, in years, of somebody who is to use one of several; names of policies are "you"."""
    found = _AGE.search(text)
    if found is None or not _OF_SEVERAL.search(text) or not _USING.search(text):
        return None
    said = (found["of"] or found["yo"] or found["at"]).lower()
    return int(WORDS.get(said) or said)

"""Where data is kept: what says how long, or that it can be moved elsewhere by request, does not answer that. Pure."""

from __future__ import annotations

import re

_ASKED = re.compile(
    r"\bwhere\b[^?]*\b(?:stored?|kept|keep|held|hold|lives?|sits?|stays?|located|hosted?|process(?:ed)?|servers?|"
    r"data cent(?:er|re)s?)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:countr(?:y|ies)|states|EU|EEA|europe\w*|regions?|continents?|jurisdictions?|servers?|data ?cent(?:er|re)s?|"
    r"hosted|located|cloud|abroad|overseas|international\w*|databases?|on (?:your|the|my) (?:own )?"
    r"(?:device|computer|phone|premises))\b",
    re.IGNORECASE,
)


def asks_where_kept(question: str) -> bool:
    return bool(_ASKED.search(question))


def tells_where(text: str) -> bool:
    return bool(_TOLD.search(text))

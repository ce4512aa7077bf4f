"""Follow-ups on what policies say once for all data, so that what was spoken of before would only mislead: "would the
police ever get them?", "can I take back my consent to that?", "and if you get bought?". Pure."""

from __future__ import annotations

import re

_IT = r"(?:it|them|those|these|this|that)"
_GROUP = r"police|cops|law enforcement|authorities|courts?|government|intelligence|secret services?|fbi|nsa"
_POLICE = re.compile(
    rf"\b(?P<get>{_GROUP})\b[^?]*?\b(?:get|see|have|demand|ask for|access|obtain|read|request|seize|want)\w*\b"
    rf"(?: (?:a look|hold|access))?(?: (?:at|of|to))?\s{_IT}\b|"
    rf"\b(?:give|hand|pass|show|send|disclose|turn)\b\s{_IT}\b(?: over)? to (?:the )?(?P<given>{_GROUP})\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\W*(?:(?:and|but|so|or|ok|then)\b\W*)*which\b", re.IGNORECASE)
_CONSENT = re.compile(
    r"\b(?P<back>(?:take back|withdraw|revoke|pull back|undo|cancel|retract) (?:my|our|the) "
    rf"(?:ok(?:ay)?|consent|permission|agreement|approval|yes))(?: (?:for|to|on|about|with|in) {_IT})+\b",
    re.IGNORECASE,
)
_SOLD = r"(?:bought(?: (?:up|out))?|sold|acquired|taken over|merged|hacked|breached)"
_CHANGES = (
    rf"(?:(?:get|gets|are|is|were|was|got|be|being) (?:\w+ly )?{_SOLD}|merges?|"
    r"goes? (?:bankrupt|bust|under|out of business))"
)
_HAPPENS = re.compile(
    r"\W*(?:(?:and|but|so|or|ok|then)\b\W*)*(?:what )?(?:happens )?(?:if|when|should) "
    rf"(?:(?:you|they|the \w+|your company) (?:ever |one day )?{_CHANGES}|"
    r"there(?:['’]s| is) an? (?:breach|leak|hack|takeover|merger)|"
    r"(?:someone|somebody|another (?:company|firm)|a competitor|\w+) (?:buys|acquires|takes over|hacks) you)\b.*",
    re.IGNORECASE,
)


def once_for_all(text: str) -> str:
    """The question by itself; empty where it is about what was spoken of before."""
    if police := _POLICE.search(text):
        asks = "which of them" if _WHICH.match(text) else "do you"
        return f"{asks} share data with the {police['get'] or police['given']}?"
    if _CONSENT.search(text):
        return _CONSENT.sub(r"\g<back>", text)
    return text if _HAPPENS.fullmatch(text) else ""

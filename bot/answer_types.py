"""Whether a text holds the type of thing that a question asks for: a period, an address, a person. Pure."""

from __future__ import annotations

import re

from bot.questions import AskedFor

_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
_PATTERNS = {
    AskedFor.PERIOD: re.compile(
        rf"\b(?:\d+|{_NUMBER_WORDS}|a|few|several|calendar|business|working)\W{{1,3}}(?:\(?\w+\)?[ -])?(?:working |business |calendar )?"
        r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b|\b(?:as|so) long as\b|\buntil\b|\bindefinite|\bno longer\b|"
        r"\bduration\b|\bperiod\b|\bpermanent|\bforever\b|\bimmediate|\bat once\b|\bpromptly\b|\bwithout (?:undue )?delay|\bat any time\b|"
        r"\bwhile\b|\bnot (?:keep|store|retain|save)|\bend of\b|\bsame day\b|\bnever\b|\bannual|\bmonthly\b|\bweekly\b|\bdaily\b",
        re.IGNORECASE,
    ),
    AskedFor.AMOUNT: re.compile(
        rf"\d|\b(?:{_NUMBER_WORDS}|free of charge|no (?:charge|fee|cost)|fee|hundred|thousand)\b", re.IGNORECASE
    ),
    AskedFor.PHONE: re.compile(r"\+?\(?\d(?:[ ()./-]{0,2}\d){6,}"),
    AskedFor.EMAIL: re.compile(r"\S@\S|\[email[^\]]*\]", re.IGNORECASE),
    AskedFor.ADDRESS: re.compile(
        r"\b(?:street|st\.|road|rd\.|avenue|ave\.|lane|square|floor|building|suite|p\.?o\.? box|post(?:al)? (?:address|code|box)|zip|"
        r"headquarter\w*|based in|located (?:in|at)|office|plot|registered (?:in|at|office))\b|\b\d{4,6}\b",
        re.IGNORECASE,
    ),
    AskedFor.PERSON: re.compile(
        r"\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z]|\b(?:officer|director|manager|founder|responsible|controller|representative|counsel|team)\b",
    ),
    AskedFor.NAME: re.compile(r"(?<=[a-z,;:(/] )(?:[A-Z][a-z]+[A-Z0-9]\w*|[A-Z][\w&]+)"),
    AskedFor.DATE: re.compile(
        r"\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)?\W+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:updated|effective|revised)\b",
        re.IGNORECASE,
    ),
}


def has_type(text: str, asked_for: AskedFor) -> bool:
    """Whether a text holds a thing of the type asked for; always true where any statement would do."""
    pattern = _PATTERNS.get(asked_for)
    return pattern is None or bool(pattern.search(text))

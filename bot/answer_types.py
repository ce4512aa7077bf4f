"""The types of thing that a question asks for: a period, an address, a person. Pure.

Two sides of one list: how a question asks for each type, and how a text that holds one looks.
"""

from __future__ import annotations

import re
from enum import StrEnum


class AskedFor(StrEnum):
    """The type of thing that would answer the question."""

    PERIOD = "period"
    AMOUNT = "amount"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CONTACT = "contact"
    PERSON = "person"
    NAME = "name"
    DATE = "date"
    STATEMENT = "statement"


CONTACTS = frozenset({AskedFor.PHONE, AskedFor.EMAIL, AskedFor.ADDRESS})


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


# What belongs to the user is what a policy collects, not what the question asks to be told: "my phone number".
_NOT_MINE = r"(?<!\bmy )(?<!\bour )(?<!users' )(?<!people's )"
_NAMED_KINDS = (
    r"agenc(?:y|ies)|algorithms?|auditors?|authorit(?:y|ies)|banks?|brands?|certificates?|certifications?|cit(?:y|ies)|"
    r"compan(?:y|ies)|courts?|firms?|hosts?|insurers?|laws?|models?|networks?|partners?|processors?|providers?|software|"
    r"standards?|states|tools?|towns?|universit(?:y|ies)|vendors?"
)

# Where the company itself is: names of policies are left out of what is searched for.
_COMPANY = (
    r"(?:you|they|it|(?:the|this|your|their) (?:\w+ )?(?:business|company|controller|firm|operator|provider|service))"
)
_BY_POST = "postal|mailing|street|physical|office|registered|business|company"
_SEATED = r"(?:based|located|headquartered|seated|established|incorporated|registered|situated)"
_SEAT_ASKED = (
    rf"\bwhere(?: (?:is|are|do|does)|['’]s|['’]re)(?: {_COMPANY})?(?: \w+ly)? {_SEATED}\b(?! (?:in|on) )|"
    rf"\bwhere {_COMPANY}(?: (?:is|are)|['’]s|['’]re)(?: \w+ly)? {_SEATED}\b|"
    rf"\b(?:which|what) (?:city|town|country|state) (?:is|are)(?: {_COMPANY})?(?: \w+ly)? {_SEATED}\b|"
    r"\b(?:headquarters?|registered office|head office|seat of the company)\b|"
    rf"\b(?:your|their|its|the company['’]s|is there an?|have an?|what is the|what['’]s the) (?:(?:{_BY_POST}) )+"
    r"address\b"
)

# The first that fits counts.
_ASKING: tuple[tuple[AskedFor, re.Pattern[str]], ...] = (
    (
        AskedFor.PERIOD,
        _any(
            r"\bhow (?:long|soon|fast|quick(?:ly)?|many (?:\w+ )?(?:days|weeks|months|years|hours))\b",
            r"\bfor how\b",
            r"\bhow much (?:time|notice|warning)\b",
            r"\bhow (?:far|long|early|much) (?:ahead|beforehand|in advance)\b",
            r"\b(?:retention|storage|notice) period",
            r"\buntil when\b",
            r"\bwhen (?:will|do|does|is|are|would)\b[^?]*\b(?:delet|eras|remov|destroy|wip|gone|answer|respon|repl)",
            r"\b(?:who|which)\b[^?]*\b(?:keeps?|stores?|retains?|holds?)\b[^?]*\blong(?:er|est)\b",
        ),
    ),
    (
        AskedFor.PHONE,
        _any(
            rf"{_NOT_MINE}\b(?:tele)?phone number\b(?! (?:collected|stored))",
            r"\bfax\b",
            r"\bhotline\b",
            r"\bhelpline\b",
            r"\bcan i (?:call|phone|ring)\b",
            r"\bnumber (?:to|(?:that )?(?:i|we|you|one|people|users) can|can i) (?:call|ring|dial|phone)",
        ),
    ),
    (
        AskedFor.EMAIL,
        _any(
            rf"\b(?:what|which|whats|what's)\b[^?]*{_NOT_MINE}\be-?mail(?: address)?\b",
            rf"{_NOT_MINE}\be-?mail address (?:of|for|do)\b",
            r"\b(?:do (?:you|they)|does it|you) (?:give|have|list|name|offer|provide|publish|state) an? (?:\w+ )?"
            r"e-?mail address(?! (?:of|for) (?:me|my|us|users)\b)",
            r"\bwhere (?:do|can|should) i (?:e-?mail|write)",
        ),
    ),
    (
        AskedFor.ADDRESS,
        _any(
            rf"{_NOT_MINE}\b(?:postal|mailing|street|physical|office|registered) address\b",
            r"\bwhere (?:is|are) (?:\w+ ){0,3}(?:based|located|headquartered|office|hq)\b",
            _SEAT_ASKED,
            r"\bheadquarters?\b",
            r"\bwhich (?:city|town)\b",
        ),
    ),
    (
        AskedFor.CONTACT,
        _any(
            r"\b(?:who|whom|where) (?:do|can|should|must|would|could|may|shall) (?:i|we|you|one|people) (?:have to )?"
            r"(?:contact|write|turn|ask|send|submit|e-?mail|complain to|go|reach|talk|speak|get in touch|"
            r"address|apply)\b"
            r"(?!\w* (?:data|cookies)\b)",
            r"\bhow (?:do|can|should|could) (?:i|we|you|one|people) (?:contact|reach|get (?:in touch|hold))\b",
            r"\b(?:who|whom|where) (?:do|can|should|must|would|could|may) (?:i|we) (?:drop|send|shoot) (?:an? )?"
            r"(?:line|note|message|mail|e-?mail)\b",
            r"\b(?:your|their|its|the) contact (?:details|address|point)\b",
        ),
    ),
    (
        AskedFor.PERSON,
        _any(
            r"\bwho(?:'s| is) (?:the|your|their|its)\b"
            r"(?! (?:\w+ )?\w+ (?:for|shared|sold|given|sent|disclosed|passed|aimed|meant|intended|used|made)\b)",
            r"\bname of (?:the|your|their)\b",
            r"\b(?:ceo|cto|ciso|dpo|founder|president|chief \w+ officer)\b",
        ),
    ),
    (
        AskedFor.NAME,
        _any(
            rf"\b(?:which|what) (?:(?!(?:is|are|do|does|if)\b)\w+ )?(?:{_NAMED_KINDS})\b",
            r"\bname the\b",
            r"\b(?:what|which|who|how)\b[^?]*\bcalled\b",
        ),
    ),
    (
        AskedFor.DATE,
        _any(
            r"\bwhen was\b",
            r"\blast (?:updated|changed|revised|modified)\b",
            r"\beffective (?:date|since|from)\b",
            r"\b(?:what|which) date\b",
            r"\bsince when\b",
            r"\bhow (?:old|recent|current) is (?:the|this|your) (?:privacy )?(?:policy|notice|statement|version)",
        ),
    ),
    (
        AskedFor.AMOUNT,
        _any(
            r"\bhow many\b",
            r"\bhow much\b(?! (?:of )?(?:(?:my|the|your|personal) )*(?:data|info|information)\b)",
            r"\b(?:what|which) (?:fee|price|cost|fine|age|percentage|number)\b",
            r"\bcost\b",
            r"\bhow old\b",
        ),
    ),
)

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|"
    "ninety"
)
_WORKING = "calendar|business|working"
_LOOKS: dict[AskedFor, re.Pattern[str]] = {
    AskedFor.PERIOD: _any(
        rf"\b(?:\d+|{_NUMBER_WORDS}|a|few|several|{_WORKING})\W{{1,3}}(?:\(?\w+\)?[ -])?(?:(?:{_WORKING}) )?"
        r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b",
        r"\b(?:as|so) long as\b",
        r"\b(?:until|no longer|duration|period|forever|while|never|end of|same day)\b",
        r"\b(?:at once|promptly|at any time|monthly|weekly|daily)\b",
        r"\b(?:indefinite|permanent|immediate|annual)",
        r"\bwithout (?:undue )?delay",
        r"\bnot (?:keep|store|retain|save)",
    ),
    AskedFor.AMOUNT: _any(
        r"\d", rf"\b(?:{_NUMBER_WORDS}|free of charge|no (?:charge|fee|cost)|fee|hundred|thousand)\b"
    ),
    AskedFor.PHONE: re.compile(r"\+?\(?\d(?:[ ()./-]{0,2}\d){6,}"),
    AskedFor.EMAIL: _any(r"\S@\S", r"\[email[^\]]*\]"),
    AskedFor.ADDRESS: _any(
        r"\b(?:street|road|avenue|lane|square|floor|building|suite|plot|zip|office)\b",
        r"\b(?:st|rd|ave)\.(?!\w)",
        r"\b(?:p\.?o\.? box|post(?:al)? (?:address|code|box))\b",
        r"\b(?:headquarter\w*|based in|located (?:in|at)|registered (?:in|at|office))\b",
        r"\b\d{4,6}\b",
    ),
    AskedFor.CONTACT: _any(
        r"\S@\S|\[email[^\]]*\]",
        r"\b(?:contact us|write to|reach us|reached (?:at|by|in)|address(?:ed)? (?:is|to)|(?:via|by|an) e-?mail to|"
        r"postal address)\b",
        r"\b(?:street|road|avenue|lane|square|floor|building|suite|plot|p\.?o\.? box)\b",
        r"\+?\(?\d(?:[ ()./-]{0,2}\d){8,}",
    ),
    AskedFor.PERSON: re.compile(
        r"\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z]|"
        r"\b(?:officer|director|manager|founder|responsible|controller|representative|counsel|team)\b"
    ),
    AskedFor.NAME: re.compile(r"(?<=[a-z,;:(/] )(?:[A-Z][a-z]+[A-Z0-9]\w*|[A-Z][\w&]+)"),
    AskedFor.DATE: _any(
        r"\b(?:19|20)\d\d\b",
        r"\b\d{1,2}(?:st|nd|rd|th)?\W+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
        r"\b(?:updated|effective|revised)\b",
    ),
}


# An address of somebody else.
OF_OTHERS = re.compile(
    r"\b(?:representative|supplier|processor|authority|commissioner|ombudsman|complain\w*|courier|printing house)\b",
    re.IGNORECASE,
)
SEAT = re.compile(r"\b(?:headquarter\w*|registered office|our offices?|seated|based) (?:is|are|in|at)\b", re.IGNORECASE)
_ASKS_SEAT = re.compile(_SEAT_ASKED, re.IGNORECASE)
# A word that goes with streets may stand anywhere; two different ones make an address.
_SIGNS = 2


def asks_seat(question: str) -> bool:
    """Whether a question asks where the company itself is."""
    return bool(_ASKS_SEAT.search(question))


def is_address(text: str) -> bool:
    """Whether a text has enough of a postal address to be one."""
    return len({match.group().lower() for match in _LOOKS[AskedFor.ADDRESS].finditer(text)}) >= _SIGNS


def is_seat(text: str) -> bool:
    """Whether a text says where the company itself is, as far as its wording tells."""
    return not OF_OTHERS.search(text) and (is_address(text) or bool(SEAT.search(text)))


def asked_for(question: str) -> AskedFor:
    """The type of thing that a question asks for; a statement where it asks for nothing more special."""
    return next((kind for kind, pattern in _ASKING if pattern.search(question)), AskedFor.STATEMENT)


def has_type(text: str, wanted: AskedFor) -> bool:
    """Whether a text holds a thing of the type asked for; always true where any statement would do."""
    pattern = _LOOKS.get(wanted)
    return pattern is None or bool(pattern.search(text))

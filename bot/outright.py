"""What says outright what is asked, in words that share none with the question. Pure.

"We will let you know" tells of changes, "request data portability" lets one take data away, "a change of control" is a
merger. Each is asked and said in ways of its own; a thing that is asked about besides ("by e-mail") must be named too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TELL = (
    r"(?:notif(?:y|ies|ied)|inform(?:s|ed)?|tell|tells|told|warn(?:s|ed)?|alert(?:s|ed)?|announc(?:e|es|ed)|"
    r"let(?:s)? (?:you|me|us|users|people) know)"
)
_CHANGE = r"(?:chang|updat|amend|revis|modif)\w*"
_MERGER = (
    r"(?:merg(?:er|ers|ed|es?)\b|acqui(?:sition|red|rer)\w*|take-?over|change (?:in|of) (?:control|ownership)|"
    r"(?:sale|transfer) of (?:(?:all|part|some|or|of|the|our|its|a|substantially) )*(?:assets|business|company)|"
    r"asset sales?|new owners?)"
)
_SOLD = r"(?:(?:company|business|firm|they) (?:\w+ ){0,2}(?:bought|sold|acquired|taken over|merges?|changes? hands))"
_HAND_ON = r"(?:shar|transfer|disclos|pass|hand|assign|giv|sold|sell)\w*"
_BREACH = (
    r"(?:(?:data|security|privacy) (?:breach|incident)(?:es|s)?|"
    r"breach(?:es)?(?! of (?:\w+ ){0,2}(?:terms|agreement|contract|polic|rules|law))|hack(?:s|ed)?\b)"
)


@dataclass(frozen=True, slots=True)
class Outright:
    """`asks` is how it is asked, `says` how a sentence says it; `own` are the words that either may have."""

    asks: re.Pattern[str]
    says: re.Pattern[str]
    own: str


def _either(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_KNOWN = (
    Outright(
        _either(
            rf"\b{_TELL}\b.*?\b(?:polic\w+|terms|notice) {_CHANGE}|"
            rf"\b{_TELL}\b.*?\b{_CHANGE}.*?\b(?:polic\w+|terms|notice)\b|"
            rf"\b{_TELL}\b.*?\b(?:polic\w+|terms) (?:is|are|gets?) {_CHANGE}"
        ),
        _either(
            rf"\b{_CHANGE}[^.;]*\b{_TELL}\b|\b(?:we|us)\b[^.;]*\b{_TELL}\b[^.;]*\b{_CHANGE}|"
            rf"\b{_CHANGE}[^.;]*\bnotice\b[^.;]*\b(?:posted|published|given|sent)\b|"
            rf"\bnotices? of [^.;]*\b{_CHANGE}"
        ),
        "notify inform tell warn alert announce let know change update amend revise policy policies terms privacy "
        "notice advance beforehand ahead users people get gets",
    ),
    Outright(
        _either(
            r"\bexport\b|\bportab\w*|\b(?:take|move|transfer|carry) (?:my|your|the|their) (?:\w+ )?"
            r"(?:data|info\w*|stuff|details)\b.*?\b(?:with (?:me|you|them)|elsewhere|somewhere else|"
            r"to (?:another|a different|a new) (?:\w+ )?(?:provider|service|company))"
        ),
        _either(
            r"\bportab\w*|\b(?:transfer|receive|obtain|export)\w*\b[^.;]*\bmachine[- ]readable|"
            r"\bexport (?:of )?(?:your|their|the|all)\b"
        ),
        "export portable portability take move transfer carry let allow with elsewhere somewhere else another "
        "different new provider service company users right",
    ),
    Outright(
        _either(rf"\b{_HAND_ON}\b.*?\b(?:{_MERGER}|{_SOLD})|\b(?:{_MERGER}|{_SOLD}).*?\b{_HAND_ON}\b"),
        _either(rf"\b{_HAND_ON}\b.*?\b{_MERGER}|\b{_MERGER}.*?\b{_HAND_ON}\b"),
        "merge merger acquire acquired acquisition takeover change control ownership sale sold sell buy bought taken "
        "over company business firm asset assets owner new share transfer pass hand give case event get gets hands",
    ),
    Outright(
        _either(rf"\b{_TELL}\b.*?\b{_BREACH}"),
        _either(rf"\b{_TELL}\b[^.;]*\b{_BREACH}|\b{_BREACH}[^.;]*\b{_TELL}\b"),
        "notify inform tell warn alert announce let know data security privacy breach incident hack users people "
        "personal affected case event",
    ),
)


_AHEAD = _either(r"\b(?:in advance|beforehand|ahead|before|prior)\b")


def ahead(text: str) -> bool:
    """Whether a question or sentence is of something done before."""
    return _AHEAD.search(text) is not None


def outright(ask: str) -> Outright | None:
    """What says outright what is asked; None where it is nothing of these."""
    return next((one for one in _KNOWN if one.asks.search(ask)), None)

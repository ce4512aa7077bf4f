"""What a follow-up points at: "the other one", "anyone else", "the billing ones", "the matter of cookies". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_COUNT = r"two|three|four|five|six|seven|eight|\d+"
_COMPANY = r"(?: one| policy| company| provider| service| firm)"
_THE_OTHERS = _words(
    rf"(?:all )?the (?:others|other (?:{_COUNT}|ones|policies|companies|providers|services))",
    r"the rest(?: of (?:them|those|these))?(?! of\b)",
)
_SAYS = r"(?:say|claim|mention|promise|state|guarantee|offer)s?"
_ON_LIST = (
    r"(?: (?:here|on (?:your|the|this) list|of (?:them|these|those)|among (?:them|these|those)|(?:that )?you know))"
)
_ELSE = r"(?:any(?:one|body)?|who|which(?: one| company| policy)?) else"
# Who else is asked, not who gets data ("do you tell anyone else?"): by a verb of saying, or by none.
_ANYONE_ELSE = re.compile(
    rf"\b{_ELSE}(?:{_ON_LIST}|(?= {_SAYS}\b))|"
    r"^\W*(?:(?:and|but|so|or|ok|well|then|what about|how about|does|do|is|are|has|have|can|will)\b\W*)*"
    rf"{_ELSE}(?:\s+(?:does|do|is|are|has|have|can|will|it|that|this|so|too|then))*\W*$|"
    rf"\bany other(?: (?:policy|policies|(?:company|companies|providers?|services?){_ON_LIST})|s\b(?! of))",
    re.IGNORECASE,
)
_THE_OTHER = _words(rf"the other(?:{_COMPANY})?", r"theirs")
_BOTH = _words(r"(?:both|each|all|either|neither) of (?:them|those|these|the two)", r"the two", r"both")
_WHICH_OF = _words(r"which of (?:them|those|these)")
_THE_FORMER = _words(rf"the (?:former|first{_COMPANY})(?!\s+of\b)", r"the first(?!\s+\w)")
_THE_LATTER = _words(rf"the (?:latter|(?:second|last){_COMPANY})(?!\s+of\b)", r"the second(?!\s+\w)")
_THE_THIRD = _words(rf"the third{_COMPANY}(?!\s+of\b)", r"the third(?!\s+\w)")
# Another kind of what was asked about: "the billing ones", "the ones for marketing".
OF_A_KIND = re.compile(
    r"^\W*(?:(?:and|but|so|or|ok|then|what about|how about|for)\b\W*)*(?:the|your|their|those|any)\s+"
    r"(?:(?P<kind>(?:(?!ones?\b)[\w-]+\s+){1,3})ones?|"
    r"ones (?:for|about|on|of|from|with) (?P<of>(?:[\w-]+\s*){1,3}))\W*$",
    re.IGNORECASE,
)
# Turns to an earlier topic again: "going back to the medical thing, ...".
TOPIC_AGAIN = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|and|but|well|now)\b\W*)*(?:(?:going|coming|getting|to (?:go|come|get)) )?back (?:on )?to "
    r"(?:the|that|my|your) (?P<topic>(?:[\w-]+ ){0,3}?)(?:thing|question|topic|point|issue|bit|part|matter|stuff)\b\W*",
    re.IGNORECASE,
)


def pointed_at(
    question: str, spoken: Sequence[str], asked: Sequence[str], answer: Sequence[str], known: Sequence[str]
) -> tuple[str, ...]:
    """The policies that a question points at, of those spoken of so far or of all that are known; none where it
    points at none. `asked` are those of the turn before, `answer` those that its answer named."""
    several = len(spoken) > 1
    if (_THE_OTHERS.search(question) or _ANYONE_ELSE.search(question)) and (
        others := tuple(policy for policy in known if policy not in asked)
    ):
        return others
    if _THE_OTHER.search(question):
        # Two were asked, and only one was answered for: the other one is the one that was not.
        last = answer if len(asked) > len(answer) == 1 and answer[0] in asked else asked
        rest = tuple(policy for policy in spoken if policy not in last)
        return rest or (tuple(asked) if len(asked) > 1 else tuple(policy for policy in known if policy not in asked))
    if several and (_BOTH.search(question) or _WHICH_OF.search(question)):
        return tuple(spoken)
    for pattern, place in ((_THE_FORMER, 0), (_THE_LATTER, 1), (_THE_THIRD, 2)):
        if several and pattern.search(question):
            return tuple(spoken[place : place + 1])
    return ()


def without_pointers(text: str) -> str:
    """A text whose "the first one", "both of them" are the company that is asked."""
    for pattern in (_BOTH, _THE_FORMER, _THE_LATTER, _THE_THIRD, _THE_OTHERS, _ANYONE_ELSE, _THE_OTHER):
        text = pattern.sub("you", text)
    return text

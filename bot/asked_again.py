"""What asks for another side of the question before it: "and the shortest?" after "who keeps logs the longest?", "does
it stay there?" after "where is my data stored?". Pure."""

from __future__ import annotations

import re

from bot.exceptions_asked import exceptions_again
from bot.ranked_again import ranked_again
from bot.wording import content_words

_STAYS_THERE = re.compile(
    r"\b(?:stays?|remains?|stored|kept|leaves?|moved?|sent|go(?:es)?)\b[^?]*\b(?:there|(?:that|the same) "
    r"(?:country|place))\W*$",
    re.IGNORECASE,
)
_OF_A_PLACE = re.compile(r"\b(?:where|which countr\w+|what countr\w+|located|hosted|servers?)\b", re.IGNORECASE)
_IN_OTHER_COUNTRIES = "is my data transferred to other countries?"
# "Who can I complain to if you don't?"
_ELLIPTIC = re.compile(
    r",?\s+(?:if|in case|when) (?:not|(?:you|they|that|this|it) (?:do|does|did|is|are|can|could|wo|will|have)"
    r"(?:n['’]?t| not)?)\W*$",
    re.IGNORECASE,
)
_AND = r"\W*(?:(?:and|so|but|ok)\b\W*)*"
_TAKES = re.compile(
    rf"{_AND}how (?:long|fast|quickly|soon) (?:will|does|would|do|might|could|can) (?:that|it|this|you|they)(?: \w+)? "
    r"(?:take|need)(?: you| them)?(?: for (?:that|it))?(?: to (?:do|answer|respond|reply)(?: (?:that|it|so))?)?\W*",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    r"\b(?:cop(?:y|ies)|access|delet\w+|eras\w+|remov\w+|correct\w*|rectif\w+|chang\w+|fix|export|request\w*|rights?|"
    r"ask|complain\w*|opt out|object|withdraw)\b",
    re.IGNORECASE,
)
_ASKS_FIRST = re.compile(
    rf"{_AND}(?:do|does|will|would) (?:you|they) (?:ask|check with) ?(?:me|us)?(?: for (?:permission|consent|my okay))?"
    r"(?: first| beforehand| before)?\W*",
    re.IGNORECASE,
)
# "What about the rights I have over my data?"
_THING_WITH_VERB = re.compile(
    rf"{_AND}(?:what|how) about (?:the|my|your|any) (?P<thing>\w+) (?P<who>i|you|we) (?P<verb>have|get|keep|hold|use)\b"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)
# "What happens to me if I do it anyway?" of what may not be done.
_ANYWAY = re.compile(
    rf"{_AND}what(?: (?:could|would|can|will|might|does)| do you do|['’]s the (?:penalty|consequence))?(?: happens?)?"
    r"(?: to me)? if i (?:still )?(?:do|did|go ahead|ignore)(?: (?:it|that|this|so))*(?: and do (?:it|that))?"
    r" (?:anyway|regardless|nevertheless|nonetheless|all the same)\W*",
    re.IGNORECASE,
)
_MAY_I = re.compile(
    rf"{_AND}(?:(?:may|can|could) i|am i (?:allowed|permitted)|is it (?:ok(?:ay)?|allowed|fine))\b", re.I
)
# "Does Bolta have an exception like that, too?"
_SUCH = re.compile(
    rf"{_AND}(?:do|does|did|has|have|is|are) (?:you|they|it|there)(?: also)? "
    r"(?:(?:have|got|offer|make|give|set|know|say) )?(?:an? |any |some )?(?:such (?:an? )?\w+|"
    r"(?:(?:rule|exception|clause|limit|right|promise|provision|restriction|possibility|option|thing|something|"
    r"anything)s?) (?:like (?:that|this|it|those|these)|of (?:that|this) (?:kind|sort)|similar))"
    r"(?: too| as well| also| either)?\W*",
    re.IGNORECASE,
)

# "How long do you keep it?" "So how do I get it wiped?"
_GETS_DELETED = re.compile(
    rf"{_AND}(?:(?:how|where) (?:do|can|could|would|should) (?:i|we)|(?:can|could) (?:i|we)|is it possible to) "
    r"(?:get (?:it|them|that|those|this) (?:all )?(?:deleted|erased|wiped|removed|cleared)|"
    r"(?:delete|erase|wipe|remove|clear|get rid of) (?:it|them|that|those|this)(?: all)?)"
    r"(?: (?:sooner|earlier|before that|anyway|myself|then|now))?\W*",
    re.IGNORECASE,
)
_KEPT_LONG = re.compile(r"\b(?:how long|longer|keep|kept|store[ds]?|hold|held|retain\w*|hang)\b", re.IGNORECASE)


def asked_again(text: str, before: str) -> str:
    """The question made whole; empty where it asks for no other side of the one before it."""
    if found := _THING_WITH_VERB.fullmatch(text):
        return f"what {found['thing']} do {found['who']} {found['verb']}{found['rest']}"
    if requested := _requested(text, before):
        return requested
    if _ASKS_FIRST.fullmatch(text):
        return f"will I be asked for consent? {' '.join(content_words(before))}"
    if _ANYWAY.fullmatch(text) and _MAY_I.match(before):
        return f"what are the consequences of a violation? {' '.join(content_words(before))}"
    if _SUCH.fullmatch(text):
        return before
    return ranked_again(text, before) or placed_again(text, before) or exceptions_again(text, before)


def _requested(text: str, before: str) -> str:
    """What asks how soon a request is answered, or how to make that of deletion; empty for all else."""
    if _TAKES.fullmatch(text) and _REQUESTED.search(before):
        return "how fast do you answer a request?"
    kept = _GETS_DELETED.fullmatch(text) and _KEPT_LONG.search(before)
    return "how can I request that you delete my data?" if kept else ""


def without_ellipsis(text: str) -> str:
    """A text without a case at its end that has to be known from before: "if you don't"."""
    return _ELLIPTIC.sub("?", text)


def placed_again(text: str, before: str) -> str:
    """What asks whether data stays in the place that was asked about; empty for all else."""
    return _IN_OTHER_COUNTRIES if _STAYS_THERE.search(text) and _OF_A_PLACE.search(before) else ""

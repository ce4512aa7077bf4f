"""What asks for another side of the question before it: "and the shortest?" after "who keeps logs the longest?", "does
it stay there?" after "where is my data stored?". Pure."""

from __future__ import annotations

import re

from bot.answer_types import AskedFor, asked_for
from bot.asked_of_it import asked_of_it
from bot.exceptions_asked import exceptions_again
from bot.plain_premises import placed
from bot.ranked_again import ranked_again
from bot.spoken_of import things
from bot.wording import content_words

_STAYS_THERE = re.compile(
    r"\b(?:stays?|remains?|stored|kept|leaves?|moved?|sent|go(?:es)?)\b[^?]*\b(?:there|(?:that|the same) "
    r"(?:country|place))\W*$",
    re.IGNORECASE,
)
_OF_A_PLACE = re.compile(r"\b(?:where|which countr\w+|what countr\w+|located|hosted|servers?)\b", re.IGNORECASE)
# "Is it safe over there?" of where data goes.
_SAFE_THERE = re.compile(
    r"\b(?:protect\w*|safe\w*|secure\w*|safeguard\w*)\b[^?]*\b(?:there|abroad|in (?:that|those) (?:countr\w+|"
    r"places?))\W*$",
    re.IGNORECASE,
)
_GOES = re.compile(r"\b(?:end|ends|ending) up\b|\b(?:go|goes|sent|abroad|transfer\w*|countr\w+)\b", re.IGNORECASE)
_SAFEGUARDS = "what safeguards are there for data that is transferred to other countries?"
_IN_OTHER_COUNTRIES = "is my data transferred to other countries?"
# "Who can I complain to if you don't?"
_ELLIPTIC = re.compile(
    r",?\s+(?:if|in case|when) (?:not|(?:you|they|that|this|it) (?:do|does|did|is|are|can|could|wo|will|have)"
    r"(?:n['’]?t| not)?(?: (?:work|help))?)\W*$",
    re.IGNORECASE,
)
_AND = r"\W*(?:(?:and|so|but|ok)\b\W*)*"
_TAKES = re.compile(
    rf"{_AND}how (?:long|fast|quickly|soon) (?:will|does|would|do|might|could|can) (?:that|it|this|you|they)(?: \w+)? "
    r"(?:take|need)(?: you| them)?(?: for (?:that|it))?(?: to (?:do|answer|respond|reply)(?: (?:that|it|so))?)?\W*",
    re.IGNORECASE,
)
_ANSWERS = r"(?:answer|reply|respond|react|get back|write back|come back)"
_HEARS = (
    r"(?:hear(?: back)?|(?:get|receive|have|expect|see)(?: to get)? (?:it|that|one|an? (?:answer|reply|response)|"
    r"the (?:answer|reply|response)))"
)
# "And how long till they answer?", "when will I hear back?"
_ANSWERED = re.compile(
    rf"{_AND}(?:how (?:long|soon|fast|quick|quickly)(?: is it| does it take| will it be| will it take)?|when|by when)"
    r"(?: (?:until|till|til|before|do|does|will|would|can|could|should|must|for))*"
    rf" (?:(?:you|they|it) (?:to |have to |usually |normally )*{_ANSWERS}|(?:i|we) {_HEARS})"
    r"(?: to (?:me|us|that|it|one)| on (?:that|it)| from (?:you|them)| then| usually)*\W*",
    re.IGNORECASE,
)
_REQUESTED = re.compile(
    r"\b(?:i (?:(?:allowed|able) to )?(?:see|get|have) (?:what|all|everything|my|the)|"
    r"cop(?:y|ies)|access|delet\w+|eras\w+|remov\w+|correct\w*|rectif\w+|chang\w+|fix|export|request\w*|rights?|"
    r"ask|complain\w*|opt out|object|withdraw)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?P<to>send|submit|make|(?P<of>for|about|with|regarding)) (?:it|that|this|those|them|these|one)\b"
    r"(?=(?:\s+to)?\W*$)",
    re.IGNORECASE,
)
_AT_LARGE = frozenset({"data", "info", "information", "details", "everything", "all"})
_ASKS_FIRST = re.compile(
    rf"{_AND}(?:do|does|did|will|would|should)(?:n['’]t| not)? (?:you|they)(?: not)? (?:have to |need to |"
    rf"supposed to )?"
    r"(?:(?:ask|check with) ?(?:me|us)?(?: for (?:permission|consent|my okay))?|"
    r"(?:need|want|require|get|ask for) (?:my|our) (?:permission|consent|ok|okay|approval|agreement))"
    r"(?: for (?:it|that|this|them|those))?(?: first| beforehand| before)?\W*",
    re.IGNORECASE,
)
# "Who do you pass it to then?" of what is not sold.
_PASSED = re.compile(
    rf"{_AND}(?:who|whom)(?: else)? (?:do|does|will|would|can|could) (?:you|they) "
    r"(?:pass|give|hand|share|send|show|disclose) (?:it|that|this|them|those|my data|data)?(?: (?:on|over|out))?"
    r"(?: (?:to|with))?(?: then| instead| anyway)?\W*",
    re.IGNORECASE,
)
_SOLD = re.compile(r"\b(?:sell|sells|selling|sold|rent|trade)\b", re.IGNORECASE)
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

# "Does Bolta have the same limit?"
_SAME_LIMIT = re.compile(
    rf"{_AND}(?:do|does|did|has|have) (?:you|they|it)(?: also)? "
    r"(?:(?:have|got|use|apply|set|follow|give|offer|keep to) )?(?:the|that|this)(?: very)? same (?:\w+ )?"
    r"(?:limit|rule|period|deadline|term|time|policy|promise|restriction|"
    r"condition|exception|minimum|maximum)s?(?: for (?:it|that|this|them))?(?: too| as well| there)?\W*",
    re.IGNORECASE,
)
# "What would I lose then?" of what can be refused.
_LOST = re.compile(
    rf"{_AND}(?:what (?:would|will|do|can|could|might) i (?:lose|miss(?: out on)?|give up|forgo)|"
    r"what (?:stops|will stop|would stop|breaks|fails|will break|(?:wo|does|would|ca)n['’]?t)(?: working| work)?|"
    r"do i (?:lose|miss) (?:anything|something)|what do i miss(?: out on)?|"
    r"(?:does|will|would) (?:everything|anything|it all|all of it|the (?:site|app|service|website)) "
    r"(?:still|stop) (?:work|working|run))"
    r"(?: then| if i do(?: (?:it|that|so))?| by that| that way| in that case| without (?:them|it|that))*\W*",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\b(?:say no|refus\w+|reject\w*|declin\w+|turn(?:ed)? off|switch(?:ed)? off|block\w*|disabl\w+|without|avoid|"
    r"do not accept|opt out)\b",
    re.IGNORECASE,
)

# "What if I say no?"
_IF_REFUSED = re.compile(
    rf"{_AND}what (?:if|happens (?:if|when)) (?:i|we) (?:say no|refuse|decline|reject|opt out|"
    r"(?:do not|don['’]?t) (?:accept|agree|consent|allow|want)|(?:turn|switch|block)(?: (?:it|them|that|"
    r"those))?(?: off)?)"
    r"(?: (?:to )?(?:it|them|that|those|this))?\W*",
    re.IGNORECASE,
)
# What can be refused, so that one is without it.
_REFUSABLE = re.compile(r"\b(?:cookies?|track\w*|analytics|beacons?|pixels?|location|gps)\b", re.IGNORECASE)

# "How long do you keep it?" "So how do I get it wiped?"
_GETS_DELETED = re.compile(
    rf"{_AND}(?:(?:how|where) (?:do|can|could|would|should) (?:i|we)|(?:can|could) (?:i|we)|is it possible to) "
    r"(?:get (?:it|them|that|those|this) (?:all )?(?:deleted|erased|wiped|removed|cleared)|"
    r"(?:delete|erase|wipe|remove|clear|get rid of) (?:it|them|that|those|this)(?: all)?)"
    r"(?: (?:sooner|earlier|before that|anyway|myself|then|now))?\W*",
    re.IGNORECASE,
)
_KEPT_LONG = re.compile(r"\b(?:how long|longer|keep|kept|store[ds]?|hold|held|retain\w*|hang)\b", re.IGNORECASE)

# "And the rest of my data?" after "how do you protect my password?".
_REST = re.compile(
    rf"{_AND}(?:(?:what|how) about )?(?:all )?(?:the rest|everything else|(?:my|the) other (?:data|info\w*|stuff|"
    rf"things))"
    r"(?: of (?:it|them|(?:my |the )?(?:data|info\w*|stuff)))?\W*",
    re.IGNORECASE,
)
_LAST_THING = re.compile(r"\b(?:my|our) [\w-]+(?=\W*$)", re.IGNORECASE)


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
    if _SUCH.fullmatch(text) or _SAME_LIMIT.fullmatch(text):
        return before
    return (
        _lost(text, before)
        or (_LAST_THING.sub("my data", before) if _REST.fullmatch(text) and _LAST_THING.search(before) else "")
        or ("who do you share my data with?" if _PASSED.fullmatch(text) and _SOLD.search(before) else "")
        or asked_of_it(text, before)
        or ranked_again(text, before)
        or placed_again(text, before)
        or exceptions_again(text, before)
    )


def _lost(text: str, before: str) -> str:
    """What asks what is lost by refusing what was asked about; empty for all else."""
    refusable = " ".join(dict.fromkeys(word.lower() for word in _REFUSABLE.findall(before)))
    if _IF_REFUSED.fullmatch(text) and refusable:
        return f"what are the consequences of not accepting {refusable}?"
    if not (_LOST.fullmatch(text) and _REFUSED.search(before)):
        return ""
    refused = [word for word in things(before) if not _REFUSED.search(word)]
    return f"what are the consequences of not accepting {' '.join(refused)}?" if refused else ""


def _requested(text: str, before: str) -> str:
    """What asks how soon a request is answered, or how to make that of deletion; empty for all else."""
    if (_TAKES.fullmatch(text) or _ANSWERED.fullmatch(text)) and _REQUESTED.search(before):
        return "how fast do you answer a request?"
    kept = _GETS_DELETED.fullmatch(text) and _KEPT_LONG.search(before)
    return "how can I request that you delete my data?" if kept else ""


def reached_for(text: str, before: str, about: str) -> str:
    """A question for an address with what it is for: the request that was asked about, else the topic before it."""
    spoken = [word for word in dict.fromkeys([*content_words(before), *about.split()]) if word not in _AT_LARGE]
    sent = _SENT.search(text)
    if sent and _REQUESTED.search(before) and not (sent["of"] and asked_for(text) is AskedFor.CONTACT):
        text = _SENT.sub(r"\g<to> my request", text)
    return " ".join([text, *spoken])


def without_ellipsis(text: str) -> str:
    """A text without a case at its end that has to be known from before: "if you don't"."""
    return _ELLIPTIC.sub("?", text)


def placed_again(text: str, before: str) -> str:
    """What asks whether data stays in the place that was asked about, or whether that is in a country; empty for all
    else."""
    if _SAFE_THERE.search(text) and (_OF_A_PLACE.search(before) or _GOES.search(before)):
        return _SAFEGUARDS
    if _OF_A_PLACE.search(before) and (asked := placed(text)):
        return asked
    return _IN_OTHER_COUNTRIES if _STAYS_THERE.search(text) and _OF_A_PLACE.search(before) else ""

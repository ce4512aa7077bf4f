"""What asks for another side of the question before it: "and the shortest?" after "who keeps logs the longest?", "does
it stay there?" after "where is my data stored?". Pure."""

from __future__ import annotations

import re

from bot.compared_groups import GROUP, WHO, one_subject

_LONG = "longest|longer|shortest|shorter"
_QUICK = "fastest|faster|soonest|sooner|quickest|quicker|slowest|slower"
_EARLY = "earliest|earlier|furthest|farthest"
_HIGH = "highest|higher|lowest|lower|oldest|older|youngest|younger|strictest|stricter|laxest|laxer"
_SIZE = rf"(?P<size>{_LONG}|{_QUICK}|{_EARLY}|{_HIGH}|most|least|more|less)"
_SIZED = re.compile(rf"\b{_SIZE}\b(?! than\b)", re.IGNORECASE)
# What asks for nothing but a rank: "and the shorter one?", "which of them is quickest?".
_RANK_ALONE = re.compile(
    rf"\W*(?:(?:and|but|so|ok|okay|then|now)\b\W*)*(?:{WHO}(?:['’]s| is| are| has| have| takes| would be)?\s+)?"
    rf"(?:the )?{_SIZE}(?: ones?| period| time| of (?:{GROUP}|all|the lot))?(?: then)?\W*",
    re.IGNORECASE,
)
# "How long do you keep logs": who keeps logs, and how long.
_HOW_MUCH = re.compile(
    rf"\W*how (?:long|fast|soon|quick(?:ly)?|many \w+) (?:do|does|will|can) (?:you|they|{GROUP}) (?P<done>\w.*?)\W*",
    re.IGNORECASE,
)
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
_EXCEPTION = r"(?:(?:are|is) there )?(?:any|ever an?) (?:exceptions?|cases?|situations?)\b[^,;]*"
_ALWAYS = re.compile(
    rf"{_AND}(?:(?:is|are) (?:that|it|this|they) (?:always|really always|ever)\b.*|always|every time|{_EXCEPTION}|"
    r"no exceptions?|in (?:all|every) cases?|without (?:any )?exceptions?)\W*",
    re.IGNORECASE,
)
# "You delete it all, is there any case where you don't?"
_AND_ALWAYS = re.compile(
    rf"(?P<said>.+?)\s*(?:[,;–—-]\s*|\s(?=any exceptions))(?:and |but )?{_EXCEPTION}", re.IGNORECASE
)
_AT_LARGE = r"everything|all|data|info\w*|accounts?"
_DELETING = re.compile(
    rf"\b(?:delet\w+|eras\w+|remov\w+|wip\w+)\b.*\b(?:{_AT_LARGE}|quit|leave)\b|"
    rf"\bclos(?:e|ing) (?:my|the|an) account\b|\b(?:{_AT_LARGE})\b.*\b(?:deleted|erased|removed)\b",
    re.IGNORECASE,
)
_SHARING = re.compile(r"\b(?:sell|sold|shar\w+|provide|disclos\w+|pass|giv\w+|hand)\b", re.IGNORECASE)


def asked_again(text: str, before: str) -> str:
    """The question made whole; empty where it asks for no other side of the one before it."""
    if found := _THING_WITH_VERB.fullmatch(text):
        return f"what {found['thing']} do {found['who']} {found['verb']}{found['rest']}"
    if _TAKES.fullmatch(text) and _REQUESTED.search(before):
        return "how fast do you answer a request?"
    if _ASKS_FIRST.fullmatch(text):
        return f"{before.rstrip(' ?')} with my consent?"
    exceptions = _exceptions_to(before) if _ALWAYS.fullmatch(text) else ""
    return ranked_again(text, before) or placed_again(text, before) or exceptions


def without_ellipsis(text: str) -> str:
    """A text without a case at its end that has to be known from before: "if you don't"."""
    return _ELLIPTIC.sub("?", text)


def exceptions_asked(text: str) -> str:
    """What asks for the exceptions to what it states, as a question for these; empty for all else."""
    found = _AND_ALWAYS.fullmatch(text)
    return _exceptions_to(found["said"]) if found else ""


def _exceptions_to(said: str) -> str:
    """What is kept beside what is deleted, and who gets data beside what is not shared; empty for all else."""
    if _DELETING.search(said):
        return "do you keep anything after I close my account or ask for deletion?"
    return "who do you share my data with?" if _SHARING.search(said) else ""


def placed_again(text: str, before: str) -> str:
    """What asks whether data stays in the place that was asked about; empty for all else."""
    return _IN_OTHER_COUNTRIES if _STAYS_THERE.search(text) and _OF_A_PLACE.search(before) else ""


def asks_rank_alone(text: str) -> bool:
    """Whether a text asks for nothing but a rank, which is one among several; "more?" asks to go on."""
    rank = _RANK_ALONE.fullmatch(text)
    return rank is not None and rank["size"].lower() not in {"more", "less"}


def ranked_again(text: str, before: str) -> str:
    """The earlier question with the rank that the text asks for; empty where the text asks for more than a rank, or
    nothing before it can be ranked."""
    rank = _RANK_ALONE.fullmatch(text)
    if rank is None:
        return ""
    if _SIZED.search(before):
        return _SIZED.sub(lambda _: rank["size"], before, count=1)
    asked = _HOW_MUCH.fullmatch(one_subject(before))
    return f"which of them {asked['done']} the {rank['size']}?" if asked else ""

"""What asks for a rank: "and the shortest?" after "who keeps logs the longest?", "how old must I be for the strictest
one?". Pure."""

from __future__ import annotations

import re

from bot.compared_groups import GROUP, THINGS, WHO, one_subject

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
# What asks for one among several by a rank, whatever else it says: "which one warns me earlier?".
_RANK_AMONG = re.compile(
    rf"\W*(?:(?:and|but|so|ok|okay|then|now)\b\W*)*(?:who|(?:which|what) (?:{THINGS}|of {GROUP}))\b[^?]*"
    rf"\b(?:{_LONG}|{_QUICK}|{_EARLY}|{_HIGH})\b(?! than\b)",
    re.IGNORECASE,
)
# "How old do you have to be for the strictest one?"
_OF_THE_FIRST = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|then|now)\b\W*)*how (?P<how>old|long|fast|soon|quickly)\b[^?]*"
    rf"\b(?:for|at|with|in|is) the {_SIZE} (?:{THINGS}|of {GROUP})\W*",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:age|how old|(?:years|old) enough|years old|young)\b", re.IGNORECASE)
_STRICT = re.compile(_HIGH, re.IGNORECASE)


def asks_rank_alone(text: str) -> bool:
    """Whether a text asks for nothing but a rank, which is one among several; "more?" asks to go on."""
    rank = _RANK_ALONE.fullmatch(text)
    return rank is not None and rank["size"].lower() not in {"more", "less"}


def asks_rank_among(text: str) -> bool:
    """Whether a text asks which of several it is that has a rank."""
    return asks_rank_alone(text) or bool(_RANK_AMONG.match(text) or _OF_THE_FIRST.fullmatch(text))


def ranked_again(text: str, before: str) -> str:
    """The earlier question with the rank that the text asks for; empty where the text asks for more than a rank, or
    nothing before it can be ranked."""
    if (of_first := _OF_THE_FIRST.fullmatch(text)) and of_first["how"].lower() == "old":
        return f"which of them has the {of_first['size']} minimum age?"
    rank = _RANK_ALONE.fullmatch(text) or of_first
    if rank is None:
        return ""
    if _SIZED.search(before):
        return _SIZED.sub(lambda _: rank["size"], before, count=1)
    if _AGE.search(before) and _STRICT.fullmatch(rank["size"]):
        return f"which of them has the {rank['size']} minimum age?"
    asked = _HOW_MUCH.fullmatch(one_subject(before))
    return f"which of them {asked['done']} the {rank['size']}?" if asked else ""

"""Several questions in one: "what do they log, and can I object to it?". Pure.

A text is divided only where each part asks by itself: what follows the "and" has its own verb and subject ("can I",
"how long are they"), and each part has a topic. Lists ("name and address", "share or sell it") stay whole, and so
does what elaborates a question and is not joined by "and" ("which courier, is it yours?").
"""

from __future__ import annotations

import re

from bot.durations import durations
from bot.names import Mentions
from bot.patterns import (
    ASKS_WHAT,
    EMBEDS,
    INTERROGATIVE,
    JOINED,
    JOINED_TELLING,
    LEADING_CASE,
    SENTENCE,
    STATED_OF,
    TELLING,
    TURNED,
    UNFINISHED,
    WHAT_IF,
)
from bot.wording import own_words

# With more than so many a text is a list, not a few questions.
_MOST = 4
# "You promise to answer within a week": do you?
_PROMISED = re.compile(
    r"^\W*(?:(?:so|but|ok|well|since|as)\b\W*)*(?:you|they) "
    r"(?:promise|pledge|claim|guarantee|swear|undertake|vow) to\b\s*",
    re.IGNORECASE,
)
_WHOLE_VERBS = {"'re": "are", "'s": "is"}


def parts_of(text: str, mentions: Mentions) -> tuple[str, ...]:
    """The questions that a text is made of, in order; itself alone where it is one. `mentions` are the policies that
    it names. The case that leads ("if I leave, ...") is that of each part."""
    plain = _without_names(text, mentions)
    case = LEADING_CASE.match(plain)
    start = case.end() if case else 0
    telling = bool(TELLING.match(plain, start))
    begins, ends = [start], []
    for joint in (JOINED_TELLING if telling else JOINED).finditer(plain, start):
        left, right = plain[begins[-1] : joint.end("mark")], plain[joint.end() :]
        elaborated = not joint["conjunction"] and not ASKS_WHAT.match(right)
        if not elaborated and _stands(left, telling=telling and len(begins) == 1) and _asks(right):
            ends.append(joint.end("mark"))
            begins.append(joint.end())
    if not 1 < len(begins) <= _MOST:
        return (text,)
    parts = [(text[begin:end], plain[begin:end]) for begin, end in zip(begins, [*ends, len(text)], strict=True)]
    turned = [_turned(*part) if telling and at else part[0] for at, part in enumerate(parts)]
    # A question without its mark is not as easily told to be one.
    return tuple(f"{text[:start]}{part}".strip().rstrip(".;,").rstrip("?") + "?" for part in turned)


def premise_of(text: str, mentions: Mentions) -> tuple[str, str] | None:
    """What is taken for granted of a company with a period, and the question after it: "they delete it after a year. Do
    I get a warning?"; None where nothing is."""
    first, *rest = [match.span() for match in SENTENCE.finditer(_without_names(text, mentions))] or [(0, 0)]
    stated = _without_names(text, mentions)[first[0] : first[1]].strip()
    if not rest or INTERROGATIVE.match(stated) or not (STATED_OF.match(stated) and durations(stated)):
        return None
    premise = _PROMISED.sub("do you ", text[first[0] : first[1]].strip())
    return premise, text[rest[0][0] :].strip()


def _stands(left: str, *, telling: bool) -> bool:
    """Whether what stands before a joint can be asked: "do you sell" can, "tell me if" cannot."""
    if not own_words(left) or UNFINISHED.search(left) or WHAT_IF.match(left):
        return False
    last = [match.group() for match in SENTENCE.finditer(left)][-1].rpartition(":")[2].strip()
    return telling or last.endswith("?") or (bool(INTERROGATIVE.match(last)) and not EMBEDS.match(last))


def _asks(right: str) -> bool:
    """Whether what follows a joint has a topic of its own, or asks who."""
    first = right.partition("?")[0]
    return bool(own_words(first)) or first.lower().startswith("who")


def _without_names(text: str, mentions: Mentions) -> str:
    """The text with "you" for each name, all other characters where they were."""
    for span in mentions.spans:
        length = span.end - span.start
        text = text[: span.start] + "you".ljust(length)[:length] + text[span.end :]
    return text


def _turned(text: str, plain: str) -> str:
    """A question that depended on "tell me" as one by itself: "where they're based" as "where are they based"."""
    found = TURNED.match(plain)
    if found is None:
        return text
    asks, who, rest = (text[found.start(name) : found.end(name)].strip() for name in ("asks", "who", "rest"))
    verb = (found["verb"] or "do").strip().replace("’", "'")
    return f"{asks.removeprefix('whether')} {_WHOLE_VERBS.get(verb, verb)} {who} {rest}"

"""The things that a question speaks of, which "it" and "them" stand for in the next one. Pure."""

from __future__ import annotations

import re

from bot.lexicon import lexicon
from bot.patterns import COURTESY, DOES, ENDS_UP, MODIFIER
from bot.wording import own_words, words_of

# Whoever records calls makes recordings, which are what is spoken of next.
_RECORDED = frozenset({"record", "records", "recorded", "recording"})
_FILMS = re.compile(
    r"\b(?:film\w*|record\w*|videotap\w+|photograph\w*|tap(?:e|ed|ing)|shoot\w*|pictures?|photos?|videos?)\b",
    re.IGNORECASE,
)
_WHAT_WAS_MADE = re.compile(
    r"\b(?:the|that|this|those|these) "
    r"(?:footage|recordings?|films?|videos?|pictures?|photos?|images?|clips?|tapes?|shots?)\b",
    re.IGNORECASE,
)
# "Can I say no to them?"
_TURNED_DOWN = re.compile(
    r"\b(?:say no to|get out of|get away from|turn down|turn off|switch off|do without|live without|avoid|block|"
    r"disable|refuse|reject|decline) (?:it|them|that|those|these|this)\b|"
    r"\b(?:turn|switch|shut) (?:it|them|that|those|these|this) off\b",
    re.IGNORECASE,
)
# What cookies do as companies do.
_THEY_TRACK = re.compile(
    r"\b(?:do|does|can|will) they (?:\w+ly |also )?(?:track|follow|identify|recogni[sz]e|profile)\b|"
    r"\b(?:what|which)\b[^?]* (?:do|can|will) they (?:\w+ly |also )?(?:collect|find out|gather|get|hold|know|learn|log|"
    r"note|pick up|record|remember|save|see|store|tell)\b",
    re.I,
)
_TRACKERS = re.compile(r"\b(?:cookies?|beacons?|pixels?|trackers?|tags|tracking technologies|sdks?)\b", re.I)
# "And Zoop, what does that get?"
_NAMED_FIRST = re.compile(
    r"(?P<lead>\W*(?:(?:and|but|so|or|then|now|ok(?:ay)?)\b\W*)*)"
    r"(?P<thing>(?:the |your |my |our )?[\w-]+(?: [\w-]+){0,2}"
    r"(?: (?:of|from|in|about) (?:our|my|the|your) [\w-]+)?),\s+"
    r"(?P<asks>(?:what|which|who|where|when|why|how|is|are|do|does|did|can|could|will|would|may)\b[^,;.?]*?)"
    r"\b(?:that|it|they|those|these|this|them)\b",
    re.IGNORECASE,
)
_GETS = re.compile(r"\s*(?:get|see|receive|have|learn|know|take)s?\W*$", re.IGNORECASE)
_NO_THING = frozenset({"sorry", "wait", "interesting", "hmm", "honestly", "besides", "seriously", "finally", "fine"})


def named_first(text: str) -> str:
    """A text whose thing stands before the question as one with the thing in its place: "and what does Zoop get?"."""
    found = _NAMED_FIRST.match(text)
    if found is None or MODIFIER.match(text) or COURTESY.fullmatch(found["thing"]):
        return text
    own = own_words(found["thing"])
    if not own or own[0].lower() in _NO_THING:
        return text
    asks, rest = found["asks"], text[found.end() :]
    if _GETS.match(rest):
        asks = re.sub(r"^what ", "what data ", asks, flags=re.IGNORECASE)
    return f"{found['lead']}{asks}{found['thing']}{rest}"


def is_turned_down(text: str) -> bool:
    """Whether a text asks to be without what was spoken of."""
    return bool(_TURNED_DOWN.search(text))


def is_of_what_was_made(text: str, before: str) -> bool:
    """Whether a text is about the footage of what the question before asks about."""
    return bool(_WHAT_WAS_MADE.search(text) and _FILMS.search(before))


def subject(before: str, about: str) -> str:
    """The words that say what the earlier question was about, not what was asked of it."""
    words = own_words(before)
    found = about.split()
    recorded = any(word.lower() in _RECORDED for word in words) and not _TRACKERS.search(before)
    return " ".join(["recordings", *found] if found and recorded else found) or " ".join(words)


def asked_of_trackers(text: str, before: str) -> str:
    """The trackers that the question before names and a text asks about ("what do they collect?"), else nothing."""
    return " ".join(dict.fromkeys(_TRACKERS.findall(before))) if _THEY_TRACK.search(text) else ""


def things(text: str) -> list[str]:
    """The topic of a question without what is done: "calls" of "can you see or hear my calls"."""
    text = ENDS_UP.sub(" ", text)
    done = {word.lower() for found in DOES.finditer(text) for word in words_of(found["verbs"])}
    return [word for word in own_words(text) if word.lower() not in lexicon().actions | done | {"ones"}]

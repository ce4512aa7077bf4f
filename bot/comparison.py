"""What a question asks of several policies together, and the question that is then asked of each. Pure.

"Which of them keeps backups the longest?" asks each "how long do you keep backups?"; what they answer is compared by
`bot.comparing`. A question that compares nothing is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Comparing(StrEnum):
    """What is compared: the greatest or smallest figure, which of them do a thing, or how they differ."""

    GREATEST = "greatest"
    SMALLEST = "smallest"
    WHICH = "which"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`ask` is the question that each policy is asked."""

    kind: Comparing
    ask: str


_NUMBER = r"(?:two|three|four|five|six|seven|eight|\d+)"
_THINGS = (
    r"(?:policy|policies|company|companies|provider|providers|service|services|firms?|apps?|platforms?|ones?|notices?)"
)
_GROUP = (
    rf"(?:(?:them|these|those|you|us|the (?:{_NUMBER}|lot)|these {_NUMBER}|all {_NUMBER}|{_NUMBER})(?: {_THINGS})?|"
    rf"(?:the|these|those|all|your)(?: {_NUMBER})? {_THINGS})"
)
# Names became "you": a run of them is one.
_RUN = re.compile(
    r"\byou(?:rs?)?(?:(?:\s*,\s*|\s+)(?:(?:and|or|vs\.?|versus|than|as well as)\s+)?you(?:rs?)?\b)+", re.I
)
_ABOUT = r"(?:\s*[:,]?\s+(?:on|about|regarding|concerning|over|in terms of|when it comes to|with respect to|with regard to|as to|for|in)\s+)"
_BETWEEN = rf"(?:\s+(?:between|among|of|in|for)\s+(?:you|{_GROUP}))"

_DIFFERENCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # "compare A and B on children"
        rf"^\W*(?:please |can you |could you )*(?:compare|contrast)(?: and contrast)?\s+(?:how )?(?:you|{_GROUP}){_ABOUT}(?P<ask>.+)",
        # "compare how they treat children", "compare the age limits of A and B"
        rf"^\W*(?:please |can you |could you )*compare\s+(?P<ask>how (?:you|they|{_GROUP}) .+)",
        rf"^\W*(?:please |can you |could you )*compare\s+(?:the |your |their )?(?P<ask>.+?){_BETWEEN}\W*$",
        # "how do A and B differ on cookies", "how different are they on"
        rf"\bhow (?:do|does) (?:you|they|{_GROUP}) (?:differ|compare|vary){_ABOUT}(?P<ask>.+)",
        rf"\bhow (?:do|does) (?P<ask>.+?) (?:differ|compare|vary){_BETWEEN}",
        rf"\bhow different are (?:you|they|{_GROUP}){_ABOUT}(?P<ask>.+)",
        # "what is the difference between A and B on cookies"
        rf"\bdifferences?{_BETWEEN}{_ABOUT}(?P<ask>.+)",
        rf"\bdifferences?{_ABOUT}how (?:you|they|{_GROUP}) (?P<ask>.+)",
        rf"\bdifferences?{_ABOUT}(?P<ask>.+?)(?:{_BETWEEN})?\W*$",
        # "what do A and B say about mergers"
        rf"\bwhat (?:do|does) (?:both (?:of )?)?(?:you|they|{_GROUP}) (?:each |both )?say{_ABOUT}(?P<ask>.+)",
        # "where can I complain: compare A and B", "..., and how do they differ"
        r"^(?P<ask>.+?)\s*[:,;–—-]\s*(?:and |please )*(?:compare|how do (?:you|they) (?:differ|compare)|what(?:'s| is| are) the differences?)\b.*$",
    )
)
_WHO = rf"(?:who|(?:which|what)(?: {_THINGS})?(?: of (?:{_GROUP}|you))?)"
_WARNING = re.compile(
    rf"\b{_WHO} (?:gives?|offers?|provides?)(?: (?:me|us|you|users))? (?:the )?(?P<most>most|more|longest|longer|least|less|shortest|shorter|earliest|earlier) "
    r"(?:advance )?(?P<noun>warning|notice)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_EXTREME = re.compile(
    r"\b(?:longest|longer|shortest|shorter|fastest|faster|soonest|sooner|quickest|quicker|earliest|earlier)\b", re.I
)
_SIZED = re.compile(
    rf"\b(?:{_WHO} (?:has|have|sets?|names?)|{_WHO}) (?:the )?(?P<size>higher|highest|lower|lowest|older|oldest|younger|youngest|stricter|strictest) (?P<ask>(?:minimum )?age\b.*)",
    re.IGNORECASE,
)
_SIZED_PERIOD = re.compile(
    rf"\b{_WHO} (?:has|have|sets?|names?|offers?) (?:the )?(?P<size>longer|longest|shorter|shortest) (?P<ask>.+)",
    re.IGNORECASE,
)
_SUBJECT = rf"(?:{_WHO}|(?:do|does|did|will|can) (?:you|they|either|{_GROUP}))"
_VERB_PHRASE = re.compile(
    rf"^\W*(?:and |but |so |ok,? )*(?:between (?:you|{_GROUP}),?\s*)?(?P<subject>{_SUBJECT})\s+(?P<verb>[a-z]+)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_AND = r"^\W*(?:and |so |but |ok,? )*"
_VERB = r"(?P<verb>[a-z]+(?:['’]t)?)\b(?P<rest>.*)$"
# Without a word for the group, only what companies do with data is asked of companies: "who encrypts", not "who sees".
_DOES = (
    r"(?P<verb>keeps|stores|retains|sells|rents|shares|encrypts|records|tracks|deletes|erases|collects|uses|warns|tells|"
    r"informs|notifies|lets|allows|sends|transfers|protects|mentions|discloses|anonymi[sz]es|backs|asks|offers|answers|"
    r"respects|honou?rs|promises|says)\b(?P<rest>.*)$"
)
_WHICH = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_AND}(?:which|what) {_THINGS}(?: of (?:{_GROUP}|you))?(?: here| listed)?(?: (?:that|which|who))? {_VERB}",
        rf"{_AND}(?:which|who)(?: one| ones)? (?:of|among) (?:{_GROUP}|you)(?: here)?(?: (?:that|which|who))? {_VERB}",
        rf"{_AND}(?:who|which)(?: here)? {_DOES}",
        rf"{_AND}(?:is|are) there (?:a|an|any|one)(?: {_THINGS})?(?: of {_GROUP})?(?: here)?,? (?:that|which|who) {_VERB}",
        rf"{_AND}does (?:any|either|each|none|one|any one)(?: {_THINGS})?(?: of (?:{_GROUP}|you))?(?: here)? {_VERB}",
        rf"{_AND}does (?:anyone|anybody) here {_VERB}",
        rf"{_AND}do (?:any|all|both|each|most|none|either)(?: of)?(?: (?:{_GROUP}|{_THINGS}|you))(?: here)? {_VERB}",
        rf"{_AND}do (?:all|both) {_VERB}",
        rf"{_AND}do (?:you|they) (?:all|both|each) {_VERB}",
    )
)
_AUXILIARY = {
    "is": "are", "are": "are", "was": "were", "has": "have", "does": "do", "do": "do", "can": "can", "will": "will",
    "may": "may", "must": "must", "should": "should", "would": "would", "could": "could", "doesn't": "do",
    "don't": "do", "isn't": "are", "aren't": "are", "won't": "will", "can't": "can",
}  # fmt: skip
_NO_VERB = frozenset(
    [
        "and",
        "or",
        "if",
        "about",
        "with",
        "for",
        "of",
        "at",
        "in",
        "on",
        "to",
        "a",
        "an",
        "the",
        "i",
        "my",
        "you",
        "your",
    ]
)


def compared(text: str) -> Comparison | None:
    """What the text compares; None where it compares nothing. Names of policies in it are written "you"."""
    plain = _one_subject(text)
    for pattern in _DIFFERENCES:
        match = pattern.search(plain)
        if match and (ask := match["ask"].strip(" ?.!,;:")):
            kind = Comparing.DIFFERENCE
            return Comparison(kind, re.sub(r"^how (?:they|you) ", "how do you ", ask, flags=re.IGNORECASE))
    return _extreme(plain) or _which(plain) or (Comparison(Comparing.WHICH, plain) if plain != text else None)


def _one_subject(text: str) -> str:
    """ "Does A or B keep logs" is "do you keep logs"."""
    joined = _RUN.sub("you", text)
    if joined == text:
        return text
    # "who keeps it longer, A or B?": the names only say who is asked.
    joined = re.sub(r"\s*[,:(]\s*you\)?(?=\s*[?.!]*$)", "", joined, flags=re.IGNORECASE)
    joined = re.sub(r"\b(?:both|either) (?:of )?you\b", "you", joined, flags=re.IGNORECASE)
    joined = re.sub(r"\bdoes (?:either )?you\b", "do you", joined, flags=re.IGNORECASE)
    joined = re.sub(r"\byou (?:both|each|all)\b", "you", joined, flags=re.IGNORECASE)
    return re.sub(r"^(\W*)is you\b", r"\1are you", joined, flags=re.IGNORECASE).strip()


def _extreme(plain: str) -> Comparison | None:
    if match := _WARNING.search(plain):
        kind = (
            Comparing.SMALLEST
            if match["most"].lower() in {"least", "less", "shortest", "shorter"}
            else Comparing.GREATEST
        )
        return Comparison(kind, f"how much {match['noun']} do you give{_rest(match['rest'])}?")
    if match := _SIZED.search(plain):
        size = match["size"].lower()
        kind = Comparing.SMALLEST if size.startswith(("low", "young")) else Comparing.GREATEST
        ask = match["ask"].strip(" ?.")
        return Comparison(kind, f"what is the {ask if ask.lower().startswith('min') else f'minimum {ask}'}?")
    if match := _SIZED_PERIOD.search(plain):
        kind = Comparing.SMALLEST if match["size"].lower().startswith("short") else Comparing.GREATEST
        return Comparison(kind, f"how long is the {match['ask'].strip(' ?.')}?")
    word = _EXTREME.search(plain)
    match = _VERB_PHRASE.match(plain)
    if word is None or match is None:
        return None
    verb = base_form(match["verb"].lower())
    rest = re.sub(
        r"\s*\b(?:the |for (?:the )?|any )?(?:longest|longer|shortest|shorter|fastest|faster|soonest|sooner|quickest|quicker|earliest|earlier)\b(?: (?:time|period)\b)?",
        "",
        match["rest"],
        flags=re.IGNORECASE,
    )
    early = word.group().lower().startswith(("earl",))
    if early and verb in {"warn", "tell", "notify", "inform", "announce"}:
        # The earliest warning is the longest time before.
        return Comparison(Comparing.GREATEST, f"how many days before do you {verb}{_rest(rest)}?")
    if word.group().lower().startswith("long"):
        return Comparison(Comparing.GREATEST, f"how long do you {verb}{_rest(rest)}?")
    how = "how long" if word.group().lower().startswith("short") else "how fast"
    return Comparison(Comparing.SMALLEST, f"{how} do you {verb}{_rest(rest)}?")


def _which(plain: str) -> Comparison | None:
    for pattern in _WHICH:
        match = pattern.match(plain)
        if match is None or match["verb"].lower() in _NO_VERB:
            continue
        verb, rest = match["verb"].lower().replace("’", "'"), match["rest"]
        if verb in _AUXILIARY:
            if re.match(r"\s+(?:you|i|my|me|your|the|this|that|it|they)\b", rest, re.IGNORECASE):
                return None
            start = "do you have" if verb in {"has", "have"} else f"{_AUXILIARY[verb]} you"
        else:
            start = f"do you {base_form(verb)}"
        return Comparison(Comparing.WHICH, f"{start}{_rest(rest)}?")
    return None


def _rest(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip(" ?.!,;:")
    text = re.sub(rf"(?:^|,? )you$|,? of (?:you|{_GROUP})$|, {_GROUP}$", "", text, flags=re.IGNORECASE)
    return f" {text}" if text else ""


def base_form(verb: str) -> str:
    """ "Keeps" is "keep", "carries" is "carry"."""
    if verb.endswith("ies") and len(verb) > 4:
        return f"{verb[:-3]}y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith(("ss", "us")) and len(verb) > 3 else verb

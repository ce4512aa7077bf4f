"""Whether two sentences of a policy contrast by what they say and not by a denied practice. Pure.

Data used only on behalf of the company, and for somebody's own purposes; kept in one country, and in another; what can
be done without a thing, and what needs it; consent as the basis, and a legitimate interest; different periods.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from bot.claims import practice_words
from bot.descriptions import countries_in
from bot.durations import Duration, durations
from bot.lexicon import lexicon
from ingest.stems import stems

_FOR_US = re.compile(
    r"\b(?:only|solely|exclusively|strictly) (?:\w+ ){0,3}?(?:on|under|according to|upon|following|to) (?:our|its|the) "
    r"(?:\w+ )?(?:instructions?|behalf|orders?)|"
    r"\b(?:may|can|shall|must|do|does|will|are|is)(?: not|n['’]t|not) (?:\w+ )?(?:allowed to |permitted to )?use "
    r"(?:\w+ ){1,6}?(?:for (?:any(?:thing| other)|their own|its own|other))",
    re.IGNORECASE,
)
_FOR_THEMSELVES = re.compile(
    r"\b(?:its|their) own (?:\w+ )?(?:purposes?|ends|products?|services?|interests?|benefit|marketing|account)\b|"
    r"\bas (?:an? )?(?:\w+ )?controllers? (?:of (?:its|their) own|in (?:its|their) own right)\b|"
    r"\bas (?:an? )?(?:independent|separate|own) (?:data )?controllers?\b",
    re.IGNORECASE,
)
_DENIED = r"\b(?:never|not|no|n['’]t|nor|neither)\b"
_STAYS = re.compile(
    r"\b(?:never|not|n['’]t) (?:\w+ ){0,2}?leaves?\b|"
    r"\b(?:never|not|n['’]t|no) (?:\w+ ){0,6}?(?:outside|abroad|out of|beyond)\b|"
    r"\b(?:only|exclusively|solely) (?:\w+ ){0,5}?(?:in|within|inside)\b",
    re.IGNORECASE,
)
_IS_PLACED = re.compile(
    r"\b(?:stor|host|process|sen[dt]|transfer|locat|receiv|ke(?:ep|pt)|access|transmi|back|sits?\b|servers?\b)", re.I
)
_WITHOUT = re.compile(
    r"\b(?:can|could|may|possible|free)\b[^.;:]*? without (?:an? |any |your |having (?:an? )?|the )?(?P<thing>\w+)",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:needs?|requires?|must (?:have|give|open|create|enter)|(?<!that )(?:is|are) (?:needed|required|necessary))\b",
    re.I,
)
_CONSENT = re.compile(r"\b(?:consent|opt(?:ed)?[ -]in|(?:you )?agree(?:d|s)?|permission)\b", re.IGNORECASE)
_INTEREST = re.compile(r"\blegitimate (?:business )?interests?\b|\b6\s?\(1\)\s?\(f\)", re.IGNORECASE)
_AT_LEAST = re.compile(r"^(?:at least|no less than|not less than|a minimum of|more than|over)\b", re.IGNORECASE)
_AT_MOST = re.compile(
    r"^(?:up to|at most|no (?:more|longer|later) than|not (?:more|longer) than|within|a maximum)", re.I
)
_PAST = re.compile(r"\b(?:last|past|previous|preceding|first|under|age of)\s+$", re.IGNORECASE)
_TOKEN = re.compile(r"[^\W_]+|[.,;:()]")
_OF = frozenset({"of", "from", "in", "by", "on"})
# What is denied of data at large, or of everybody, is denied of all that a sentence may affirm it of.
_EVERYBODY = re.compile(r"\b(?:data|information|details|you|users|visitors|anyone)\b", re.IGNORECASE)
_SOLD = r"(?:data|information|details|contacts?|addresses|statistics|lists?|profiles?|numbers?|records?)\b"
_OF_DATA = {
    "sell": re.compile(
        rf"\b(?:sell|rent|trad)\w*(?: [\w'’-]+){{0,5}}? {_SOLD}|\b{_SOLD}(?: [\w'’-]+){{0,4}} (?:sold|rented|traded)",
        re.I,
    ),
    "track": re.compile(r"\b(?:track|follow)\w* (?:\w+ )?(?:you|users?|visitors?|people|anyone)\b", re.IGNORECASE),
}
# Where data is to be kept within all of them, one of them is no other place.
_UNION = frozenset(
    {"austria", "belgium", "bulgaria", "croatia", "cyprus", "czech republic", "denmark", "estonia", "finland", "france"}
    | {"germany", "greece", "hungary", "iceland", "ireland", "italy", "latvia", "lithuania", "luxembourg", "malta"}
    | {"netherlands", "norway", "poland", "portugal", "romania", "slovakia", "slovenia", "spain", "sweden"}
)
_IS_UNION = re.compile(r"\b(?:EU|EEA|European Union|European Economic Area|Europe)\b")
_SENTENCES_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What one sentence says; `places` are countries."""

    for_us: bool
    for_themselves: bool
    stays: bool
    is_placed: bool
    places: frozenset[str]
    without: frozenset[str]
    needs: frozenset[str]
    by_consent: bool
    by_interest: bool


def contrast(one: str, other: str) -> bool:
    """Whether one sentence says otherwise than the other, whatever else they share."""
    mine, theirs = _read(one), _read(other)
    return strict_contrast(one, other) or bool(mine.without & theirs.needs or theirs.without & mine.needs)


def strict_contrast(one: str, other: str) -> bool:
    """Whether one says that data goes nowhere else, or to nobody's own use, and the other that some does: however far
    apart they are, they limit each other."""
    mine, theirs = _read(one), _read(other)
    return _contrasts(mine, theirs) or _contrasts(theirs, mine)


def may_contrast(one: str) -> bool:
    """Whether there are sentences in strict contrast to one."""
    mine = _read(one)
    return mine.for_us or mine.for_themselves or (bool(mine.places) and (mine.stays or mine.is_placed))


def of_all(practice: str, denying: str, affirming: str) -> bool:
    """Whether one sentence denies a practice of all data or of everybody, and the other affirms it of some."""
    return _EVERYBODY.search(denying) is not None and _OF_DATA[practice].search(affirming) is not None


def other_basis(one: str, other: str) -> bool:
    """Whether one names consent alone and the other a legitimate interest alone."""
    mine, theirs = _read(one), _read(other)
    pairs = ((mine, theirs), (theirs, mine))
    return any(a.by_consent and not a.by_interest and b.by_interest and not b.by_consent for a, b in pairs)


def apart(one: str, other: str) -> bool:
    """Whether both name periods, and none of one's could be one of the other's."""
    mine, theirs = list(_ranges(one)), list(_ranges(other))
    pairs = [(low <= high_2 and low_2 <= high) for low, high in mine for low_2, high_2 in theirs]
    return bool(pairs) and not any(pairs)


def same_named(one: str, other: str, things: Collection[str]) -> bool:
    """Whether both sentences name some things (stems) alike: "server logs" in both, and not "access logs" in one."""
    return _qualifiers(one, frozenset(things)) == _qualifiers(other, frozenset(things))


def _contrasts(one: Wording, other: Wording) -> bool:
    elsewhere = bool(other.places - one.places) and other.is_placed and not other.stays
    return (one.for_us and other.for_themselves) or (one.stays and bool(one.places) and elsewhere)


@lru_cache(_SENTENCES_KEPT)
def _read(text: str) -> Wording:
    places = countries_in(text)
    if _IS_UNION.search(text):
        places |= _UNION
    needs = frozenset(stems(text, "en")) if _NEEDS.search(text) and not re.search(_DENIED, text, re.I) else frozenset()
    return Wording(
        for_us=bool(_FOR_US.search(text)),
        for_themselves=bool(_FOR_THEMSELVES.search(text)) and not re.search(_DENIED, text, re.IGNORECASE),
        stays=bool(_STAYS.search(text)),
        is_placed=bool(_IS_PLACED.search(text)),
        places=places,
        without=frozenset(stem for match in _WITHOUT.finditer(text) for stem in stems(match["thing"], "en")) - _idle(),
        needs=needs - _idle(),
        by_consent=bool(_CONSENT.search(text)),
        by_interest=bool(_INTEREST.search(text)),
    )


def _ranges(text: str) -> Iterator[tuple[float, float]]:
    for one in durations(text):
        # "The last 30 seconds" are what is kept, not how long.
        if not _PAST.search(text, 0, one.start):
            yield _range(one, text[one.start : one.end])


def _range(one: Duration, written: str) -> tuple[float, float]:
    if _AT_LEAST.match(written):
        return one.low, inf
    return (0.0 if _AT_MOST.match(written) else one.low), one.high


def _qualifiers(text: str, things: frozenset[str]) -> frozenset[str]:
    """The stems that say which of the things is meant: "access" of "access logs", "tutor" of "logs of tutors"."""
    words = [(word, (stems(word, "en") or [""])[0]) for word in _TOKEN.findall(text.lower())]
    found: set[str] = set()
    for at, (_, stem) in enumerate(words):
        if stem not in things:
            continue
        found.update(stem for _, stem in words[max(at - 1, 0) : at + 2])
        if at + 2 < len(words) and words[at + 1][0] in _OF:
            found.update(stem for _, stem in words[at + 2 : at + 4])
    return frozenset(stem for stem in found if stem.isalpha()) - _idle() - things


@cache
def _idle() -> frozenset[str]:
    """The stems that tell of no thing."""
    words = [*practice_words(), *lexicon().function_words, "data information personal all every other uploaded"]
    return frozenset(stems(" ".join(words), "en"))

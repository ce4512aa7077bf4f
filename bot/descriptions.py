"""The places of a question that describe a company instead of naming it: "the one that sells to schools". Pure.

By grammar: an article, a word for a company ("company", "one", "pharmacy"), and what tells it from others before or
after it. What is described may as well be a feature or a third party ("the mobile app", "the company that prints it");
whether a policy fits is for `bot.described` to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.lexicon import lexicon
from bot.wording import content_words
from ingest.models import Span

_BEFORE = (
    r"(?:(?!(?:the|an?|if|when|whether|unless|once|where|because|that|which|who|and|or|of|for|to|in|at|is|are|do|does)\b)"
    r"[\w'’&-]+\s+){0,4}?"
)
_PLACE = re.compile(
    r"\s*,?\s*(?:(?:that is |which is |that['’]s )?(?:based|located|headquartered|situated|registered|sitting|seated) )"
    r"(?:in|at|near|out of)\s+(?P<place>(?:the )?[\w.'’-]+(?:,? [A-Z][\w.'’-]+)*)"
)
_NEAR = re.compile(r"\s*,?\s*(?:in|from|out of)\s+(?P<place>(?:the )?[A-Z][\w.'’-]+(?:,? [A-Z][\w.'’-]+)*)")
_RELATIVE = re.compile(
    r"\s*,?\s*(?P<by>that|which|who|whose|with|for|behind|offering|selling|making|running|doing|building|renting|"
    r"printing|built|owned|run|operated|made)\s+(?P<rest>(?:(?!\s[-–—]+\s)[^,:;?!.()])+)",
    re.IGNORECASE,
)
_TO = frozenset({"me", "us", "you", "to", "people", "users", "customers", "can", "will"})
# What stands before the one who acts or is asked.
_ASKED = re.compile(
    r"(?:^|\b(?:does|did|do|will|can|is|has|may|must|would|should|at|by|with|about|and|or|from|of))\W*$", re.I
)
_ADDRESSED = re.compile(r"\b(?:you|your|yours|we|us|our)\b", re.IGNORECASE)
_LEAST_LETTERS = 2


# Parts of a country that is listed.
_PARTS = frozenset({"english", "scottish", "welsh"})


@dataclass(frozen=True, slots=True)
class Description:
    """`span` is the whole phrase, `says` what tells the company, `places` where it is said to be (any of them, in
    lower case). `surely`: a company is meant that the question is asked of, and no part or partner of one."""

    span: Span
    says: str
    places: tuple[str, ...] = ()
    surely: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of `data/descriptions.toml`, which says what each is for; `phrase` finds where one may begin."""

    companies: frozenset[str]
    products: frozenset[str]
    kinds: frozenset[str]
    tells_nothing: frozenset[str]
    verbs: frozenset[str]
    countries: dict[str, tuple[str, ...]]
    phrase: re.Pattern[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("bot").joinpath("data/descriptions.toml").read_text(encoding="utf-8"))
    names = ("companies", "products", "kinds", "tells_nothing", "verbs")
    lists = {name: frozenset(data[name].split()) for name in names}
    sorts = sorted(lists["companies"] | lists["products"] | lists["kinds"], key=len, reverse=True)
    phrase = (
        rf"\b(?:the|that|this)\s+(?P<before>{_BEFORE})(?P<sort>{'|'.join(sorts)})\b"
        rf"(?:\s+(?P<of>{'|'.join(sorted(lists['companies']))})\b)?(?P<owner>['’]s)?"
    )
    countries = {of: tuple(map(str.strip, names.split(","))) for of, names in data["countries"].items()}
    return _Words(**lists, countries=countries, phrase=re.compile(phrase, re.IGNORECASE))


@cache
def _country() -> re.Pattern[str]:
    names = sorted((name for of in _words().countries.values() for name in of), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)


def countries_in(text: str) -> frozenset[str]:
    """The countries that a text names, each by the first of its names."""
    found = {match.group().lower() for match in _country().finditer(text)}
    countries = {of: names for of, names in _words().countries.items() if of not in _PARTS}
    return frozenset(names[0] for names in countries.values() if not found.isdisjoint(names))


def is_country(word: str) -> bool:
    """Whether lower-case words name a country, or what is of one ("german")."""
    countries = _words().countries
    return word in countries or any(word in names for names in countries.values())


def descriptions(question: str) -> Iterator[Description]:
    """The descriptions of a question, in order; they do not overlap."""
    last = 0
    for match in _words().phrase.finditer(question):
        if match.start() < last:
            continue
        made = _read(question, match)
        if made is not None:
            last = made.span.end
            yield made


def _read(question: str, match: re.Match[str]) -> Description | None:
    known = _words()
    idle = known.tells_nothing | lexicon().function_words
    before = [word for word in match["before"].split() if word.lower() not in idle]
    sort, end = match["sort"].lower(), match.end()
    if match["of"]:
        # "The payroll software company": what it makes tells it.
        before, sort = [*before, *([sort] if sort in known.kinds or before else [])], match["of"].lower()
    countries = tuple(name for word in before for name in known.countries.get(word.lower(), ()))
    telling = [word for word in before if word.lower() not in known.countries]
    places = countries
    if not match["owner"]:
        if place := _PLACE.match(question, end) or _NEAR.match(question, end):
            places, end = (*places, *_place_names(place["place"])), place.end()
        elif relative := _RELATIVE.match(question, end):
            told, length = _until_verb(relative["rest"], relative["by"].lower())
            if content_words(told):
                telling.append(told)
                end = relative.start("rest") + length
    if sort in known.kinds:
        telling.append(sort)
    says = " ".join(telling)
    if len(says) < _LEAST_LETTERS and not places:
        return None
    asked = _ASKED.search(question[: match.start()]) is not None or match["owner"] is not None
    return Description(
        Span(match.start(), end - len(match["owner"] or "")),
        says,
        places,
        surely=sort not in known.products and asked and not _ADDRESSED.search(question),
    )


def _place_names(written: str) -> tuple[str, ...]:
    """A place as it may stand in an address: as written, and for a country under its other names."""
    name = re.sub(r"^the ", "", written.strip(" .,'’"), flags=re.IGNORECASE).lower()
    return next((names for names in _words().countries.values() if name in names), (name,))


def _until_verb(rest: str, by: str) -> tuple[str, int]:
    """What a relative clause says, without the question's own verb after it; and how many characters that are."""
    words = list(re.finditer(r"\S+", rest))
    # The clause has a verb of its own: "that makes smart locks", "whose customers are schools".
    own = 2 if by == "whose" else 1
    for at, word in enumerate(words[own:], start=own):
        before = words[at - 1].group().lower()
        if word.group().lower() in _words().verbs and before not in _TO and not (by == "whose" and at == own):
            kept = rest[: word.start()].rstrip()
            return kept, len(kept)
    return rest.rstrip(), len(rest.rstrip())

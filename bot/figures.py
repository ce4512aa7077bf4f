"""The period or age that a policy's verified statements name for the thing asked about, to be compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answer_types import AskedFor, asked_for
from bot.claims import claim_of
from bot.durations import WORDS, Duration, durations, open_ended
from bot.models import Statement
from bot.verdicts import LABEL, things_of
from bot.wording import content_words
from ingest.stems import stems

_NUMBERS = "|".join(sorted(WORDS, key=len, reverse=True))
# "Under 18" says who may not: of the limit the age alone is told.
_AGE = re.compile(
    r"(?:\b(?:over|above|at least|from)\s+(?:the )?(?:age of |age )?)?"
    rf"\b(?P<age>\d{{1,2}}|{_NUMBERS})\b"
    r"(?=[\s-]+(?:years?|and over|or over|birthday)|\W*$|[.,;)]| to | or | are | is | may | can )"
    r"(?:[\s-]+years?(?: of age| old)?)?",
    re.IGNORECASE,
)
_OF_AGE = re.compile(
    r"\b(?:under|over|age|aged|ages|old|older|younger|least|minors?|children|adults?)\b", re.IGNORECASE
)
_AGE_ASKED = re.compile(r"\b(?:age|ages|old)\b", re.IGNORECASE)
_FIGURE_ASKED = re.compile(
    r"\b(?:age|ages|how (?:old|young)|retention|storage|periods?|deadlines?|time ?limits?|notice)\b", re.IGNORECASE
)
# What holds for data at large holds for the things that are not named apart.
_AT_LARGE = re.compile(
    r"\b(?:user|users'|your|personal|all|any)\s+(?:personal\s+)?(?:data|information)\b", re.IGNORECASE
)
# They tell how long data is kept, and of no thing.
_OF_KEEPING = frozenset(stems("retention storage period periods deletion deadline deadlines limit limits", "en"))
_KEEPING = frozenset({"keep", "delete"})
# Requests are answered by any of them.
_ANSWERING = frozenset(stems("answer reply respond response", "en"))
_NOT_DONE = re.compile(r"\b(?:not|never|cannot|\w+n['’]t)\s+(?P<verb>\w+)", re.IGNORECASE)
_EXTENDED = re.compile(r"\b(?:further|another|additional)\b", re.IGNORECASE)
# Two periods that differ by less are the same: a month is 30 days.
_ALIKE = 0.04
_MOST_WRITTEN = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """`low` and `high` in days, or in years of age; `written` as the policy writes it."""

    statement: Statement
    low: float
    high: float
    written: str

    def alike(self, other: Figure) -> bool:
        if self.high == other.high:
            return self.low == other.low
        return (
            abs(self.high - other.high) <= _ALIKE * min(self.high, other.high)
            and abs(self.low - other.low) <= _ALIKE * self.low
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What figure is asked for, and of what things (stems; none where data in general is meant). `of_keeping`: how long
    they are kept, for which what is said of data at large will do."""

    of_age: bool
    of_keeping: bool
    things: frozenset[str]
    words: frozenset[str]

    @classmethod
    def by(cls, ask: str) -> Asked:
        of_age = asked_for(ask) is AskedFor.AMOUNT or _AGE_ASKED.search(ask) is not None
        named = _as_one(things_of(ask))
        of_keeping = bool(named & _OF_KEEPING or claim_of(ask).affirmed & _KEEPING)
        words = frozenset(word.lower() for word in content_words(ask))
        return cls(of_age, of_keeping, named - _OF_KEEPING, words)


def asks_for_figures(ask: str) -> bool:
    return asked_for(ask) is AskedFor.PERIOD or _FIGURE_ASKED.search(ask) is not None


def figure(
    asked: Asked, statements: Sequence[Statement], quotes: Mapping[int, str], *, greatest: bool
) -> Figure | None:
    """The figure of the statement that is nearest to the things asked for, the greatest or smallest of it. Where data
    in general is meant, the greatest of all statements, or the smallest of the first."""
    chosen = max if greatest else min

    def of(some: Sequence[Statement]) -> Figure | None:
        found = [one for statement in some for one in _figures(asked, statement, quotes)]
        return chosen(found, key=lambda one: one.high if greatest else one.low, default=None)

    if greatest and not asked.of_age and not asked.things:
        return of(statements)
    return next((one for statement in _nearest(asked, statements) if (one := of([statement]))), None)


def written(asked: Asked, statements: Sequence[Statement], quotes: Mapping[int, str]) -> list[Figure]:
    """The first figures of the statements about the things asked for, each as it is written but once, each age once."""
    found = [one for statement in _nearest(asked, statements) for one in _figures(asked, statement, quotes)]
    first: dict[object, Figure] = {}
    for one in found:
        first.setdefault(one.low if asked.of_age else one.written.lower(), one)
    return list(first.values())[:_MOST_WRITTEN]


def open_period(
    asked: Asked, statements: Sequence[Statement], quotes: Mapping[int, str]
) -> tuple[Statement, str] | None:
    """The first statement about the things asked for that sets a period without a figure, and its words for it."""
    if asked.of_age:
        return None
    for statement in _nearest(asked, statements):
        for n in statement.citations:
            if words := open_ended(quotes[n]):
                return statement, words
    return None


def _nearest(asked: Asked, statements: Sequence[Statement]) -> list[Statement]:
    """The statements about the things asked for, those first that name most of them, and in the question's words;
    where there are none, those about data at large. All, where nothing in particular is asked about."""
    if asked.of_age or not asked.things:
        return list(statements)

    def shared(statement: Statement) -> tuple[int, int]:
        text = statement.text
        words = frozenset(re.findall(r"\w+", text.lower()))
        return -len(asked.things & _as_one(stems(text, "en"))), -len(asked.words & words)

    about = [one for one in statements if shared(one)[0]]
    if about or not asked.of_keeping:
        return sorted(about, key=shared)
    return [one for one in statements if _AT_LARGE.search(one.text)]


def _figures(asked: Asked, statement: Statement, quotes: Mapping[int, str]) -> Iterator[Figure]:
    read: Callable[[str], Sequence[Duration]] = _ages if asked.of_age else durations
    for n in statement.citations:
        text = quotes[n]
        found = () if _is_of_others(text, asked) or _denies(text, asked) else read(text)
        # "Within one month; up to two further months where requests are many": the first is the rule.
        plain = [one for one in found if not _EXTENDED.search(text, one.start, one.end)]
        for one in plain or found:
            yield Figure(statement, one.low, one.high, text[one.start : one.end])


def _as_one(words: Iterable[str]) -> frozenset[str]:
    return frozenset("answer" if word in _ANSWERING else word for word in words)


def _denies(text: str, asked: Asked) -> bool:
    """Whether it is denied that it is done: "passed on in five days, and not answered by us"."""
    denied = " ".join(match["verb"] for match in _NOT_DONE.finditer(text))
    return not asked.things.isdisjoint(_as_one(stems(denied, "en")))


def _is_of_others(text: str, asked: Asked) -> bool:
    """Whether a line of a list is about other things than those asked about."""
    label = LABEL.match(text)
    if label is None or asked.of_age or not asked.things or asked.things & _as_one(stems(text, "en")):
        return False
    return bool(things_of(label["label"]) - _OF_KEEPING)


def _ages(text: str) -> list[Duration]:
    if not _OF_AGE.search(text):
        return []
    found = []
    for match in _AGE.finditer(text):
        years = float(WORDS.get(match["age"].lower()) or match["age"])
        found.append(Duration(years, years, match.start(), match.end()))
    return found

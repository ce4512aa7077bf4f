"""The period or age that a policy's verified statements name for the thing asked about, to be compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answer_types import AskedFor, asked_for
from bot.asked_things import things_of
from bot.claims import claim_of
from bot.durations import WORDS, Duration, durations, open_ended, without_questions
from bot.models import Statement
from bot.verdicts import LABEL
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
_UNDER = re.compile(r"\b(?:under|below)\s+(?:the )?(?:age of |age )?$", re.IGNORECASE)
# "Clients may employ people under 18" bars nobody.
_BARRED = re.compile(
    r"\b(?:no|not|never|cannot|only|unless|without|must|consent\w*|permission|parent\w*|guardians?|\w+n['’]t)\b",
    re.IGNORECASE,
)
_OF_AGE = re.compile(
    r"\b(?:under|over|age|aged|ages|old|older|younger|least|minors?|children|adults?)\b", re.IGNORECASE
)
_AGE_ASKED = re.compile(r"\b(?:age|ages|old)\b", re.IGNORECASE)
_FIGURE_ASKED = re.compile(
    r"\b(?:age|ages|how (?:old|young|early|far ahead)|retention|storage|periods?|deadlines?|time ?limits?|notice)\b",
    re.IGNORECASE,
)
# What holds for data at large holds for the things that are not named apart.
_AT_LARGE = re.compile(
    r"\b(?:user|users'|your|personal|all|any)\s+(?:personal\s+)?(?:data|information)\b", re.IGNORECASE
)
# They tell how long data is kept, and of no thing.
_OF_KEEPING = frozenset(stems("retention storage period periods deletion deadline deadlines limit limits", "en"))
_KEEPING = frozenset({"keep", "delete"})
_EXTENDED_BY = re.compile(r"\bexten(?:ded|d|sion) (?:by|of|for)\s+$", re.IGNORECASE)
# Stems of which the first stands for all.
_SAME = {
    stem: group[0]
    for group in (
        stems("answer reply respond response", "en"),
        stems("change amend amendment revise revision modify modification update", "en"),
    )
    for stem in group
}
# "The duration of your subscription plus 7 years": the period is longer than its figure.
_PLUS = re.compile(
    r"\b(?:the )?(?:duration|term|lifetime|length) of (?:\w+ ){1,3}?(?:plus|and(?: a further| another)?) $", re.I
)
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
    they are kept, for which what is said of data at large will do; `of_deleting`: how fast they are deleted."""

    of_age: bool
    of_keeping: bool
    of_deleting: bool
    things: frozenset[str]
    words: frozenset[str]

    @property
    def of_something(self) -> bool:
        """Whether it is told what the figure is of: "how fast do you tell me?" leaves it open."""
        return bool(self.of_age or self.of_keeping or self.of_deleting or self.things)

    @property
    def gerunds(self) -> list[tuple[str, str]]:
        """The words in -ing, without a plural's ending, and their stems."""
        found = [word.removesuffix("s") for word in self.words if word.endswith(("ing", "ings"))]
        return [(word, stem) for word in found for stem in stems(word, "en") if stem not in _SAME]

    @classmethod
    def by(cls, ask: str) -> Asked:
        of_age = asked_for(ask) is AskedFor.AMOUNT or _AGE_ASKED.search(ask) is not None
        named = _as_one(things_of(ask))
        done = claim_of(ask).affirmed
        of_keeping = bool(named & _OF_KEEPING or done & _KEEPING)
        of_deleting = "delete" in done and ask.startswith("how fast")
        words = frozenset(word.lower() for word in content_words(ask))
        return cls(of_age, of_keeping, of_deleting, named - _OF_KEEPING, words)


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
            if words := open_ended(without_questions(quotes[n])):
                return statement, words
    return None


def _nearest(asked: Asked, statements: Sequence[Statement]) -> list[Statement]:
    """The statements about the things asked for, those first that name most of them, and in the question's words;
    where there are none, those about data at large. All, where nothing in particular is asked about."""
    if asked.of_age or not asked.things:
        return list(statements)

    def shared(statement: Statement) -> tuple[int, int]:
        text = statement.text
        words, said = frozenset(re.findall(r"\w+", text.lower())), _as_one(stems(text, "en"))
        # "Recordings" are no "records".
        said -= {
            stem for word, stem in asked.gerunds if not re.search(rf"\b{word}|\b{stem}\w*ed\b", text, re.IGNORECASE)
        }
        # A request is spoken of in other places than where it is answered.
        about = asked.things & said if asked.things & {"answer"} <= said else frozenset()
        return -len(about), -len(asked.words & words)

    about = [one for one in statements if shared(one)[0]]
    if about or not asked.of_keeping:
        return sorted(about, key=shared)
    return [one for one in statements if _AT_LARGE.search(one.text)]


def _figures(asked: Asked, statement: Statement, quotes: Mapping[int, str]) -> Iterator[Figure]:
    read: Callable[[str], Sequence[Duration]] = _ages if asked.of_age else durations
    for n in statement.citations:
        text = without_questions(quotes[n])
        found = () if _is_of_others(text, asked) or _denies(text, asked) else read(text)
        if asked.of_deleting:
            found = [one for one in found if "delete" in claim_of(_sentence(text, one.start)).affirmed]
        # "Within one month; up to two further months where requests are many": the first is the rule.
        plain = [
            one
            for one in found
            if not (_EXTENDED.search(text, one.start, one.end) or _EXTENDED_BY.search(text, 0, one.start))
        ]
        for one in plain or found:
            more = _PLUS.search(text, 0, one.start)
            yield Figure(statement, one.low, one.high, text[more.start() if more else one.start : one.end])


def _sentence(text: str, at: int) -> str:
    """The sentence of a text that has what stands at a place."""
    return text[text.rfind(". ", 0, at) + 1 :].partition(". ")[0]


def _as_one(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_SAME.get(word, word) for word in words)


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
        if _UNDER.search(text, 0, match.start()) and not _BARRED.search(_sentence(text, match.start())):
            continue
        years = float(WORDS.get(match["age"].lower()) or match["age"])
        found.append(Duration(years, years, match.start(), match.end()))
    return found

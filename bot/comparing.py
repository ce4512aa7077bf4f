"""States a comparison over several policies, from statements that were verified and from nothing else. Pure.

Figures are read and compared by code, and shown as the policies write them; each sentence of the comparison carries the
citations of all sides that it names. What cannot be compared ("as long as necessary") and who says nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.answer_types import AskedFor, asked_for
from bot.citations import folded
from bot.claims import claim_of, practice_words
from bot.comparison import Comparing, Comparison
from bot.durations import WORDS, Duration, durations, open_ended
from bot.models import Citation, Statement
from bot.verification import check_statement
from bot.wording import content_words
from ingest.stems import stems

# The words before the list of a comparison, by what is compared: greatest and smallest.
_PERIODS = ("Longest", "Shortest")
_SPEEDS = ("Slowest", "Soonest")
_AGES = ("Highest", "Lowest")
_NUMBERS = "|".join(sorted(WORDS, key=len, reverse=True))
_AGE = re.compile(
    r"(?:\b(?:under|over|below|above|at least|from)\s+(?:the )?(?:age of |age )?)?"
    rf"\b(?P<age>\d{{1,2}}|{_NUMBERS})\b"
    r"(?=[\s-]+(?:years?|and over|or over|birthday)|\W*$|[.,;)]| to | or | are | is | may | can )"
    r"(?:[\s-]+years?(?: of age| old)?)?",
    re.IGNORECASE,
)
_OF_AGE = re.compile(
    r"\b(?:under|over|age|aged|ages|old|older|younger|least|minors?|children|adults?)\b", re.IGNORECASE
)
# Two periods that differ by less are the same: a month is 30 days.
_ALIKE = 0.04
_GENERAL = "data information details personal stuff everything anything long fast soon days me my myself"
_CERTAIN = frozenset({"number", "name", "address"})
_SENTENCE = re.compile(r"[^.;]+(?:[.;](?=\S)[^.;]*)*[.;]?")


@dataclass(frozen=True, slots=True)
class Side:
    """One policy's verified statements; none where it is silent."""

    name: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """`statements` compare, each cited; `silent` names the policies that do not say."""

    statements: tuple[Statement, ...] = ()
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str
    statement: Statement
    low: float
    high: float
    written: str


def compare(comparison: Comparison, sides: Sequence[Side], citations: Sequence[Citation]) -> Compared:
    """What the sides come to together; nothing where fewer than two policies were asked or all are silent."""
    speaking = [side for side in sides if side.statements]
    silent = tuple(side.name for side in sides if not side.statements)
    if len(sides) < 2 or not speaking:
        return Compared()
    quotes = {citation.n: folded(citation.quote) for citation in citations}
    if comparison.kind in {Comparing.GREATEST, Comparing.SMALLEST}:
        made = _ranked(comparison, speaking, quotes)
    elif comparison.kind is Comparing.WHICH:
        made = _divided(comparison.ask, speaking, quotes)
    else:
        made = None
    names = [side.name for side in sides]
    if made is None or not _holds(made, quotes, names):
        return Compared(silent=silent)
    return Compared((made,), silent)


def _holds(statement: Statement, quotes: Mapping[int, str], names: Sequence[str]) -> bool:
    """A last check: no number, name or address that the quotes lack."""
    found = check_statement(statement.text, [quotes[n] for n in statement.citations], names=names)
    return not any(rejection.kind in _CERTAIN for rejection in found)


def _ranked(comparison: Comparison, sides: Sequence[Side], quotes: Mapping[int, str]) -> Statement | None:
    greatest = comparison.kind is Comparing.GREATEST
    of_age = asked_for(comparison.ask) is AskedFor.AMOUNT or re.search(r"\bage\b", comparison.ask) is not None
    things = _things(comparison.ask)
    figures, open_sides = [], []
    for side in sides:
        figure = _figure(side, quotes, of_age=of_age, greatest=greatest, things=things)
        if figure is not None:
            figures.append(figure)
        elif not of_age and (found := _open(side, quotes, things)) is not None:
            open_sides.append((side, found))
    if not figures:
        return None
    figures.sort(key=lambda one: (-one.high, -one.low) if greatest else (one.low, one.high))
    parts = [f"{one.name} ({one.written})" for one in figures]
    used = [one.statement for one in figures]
    if len(figures) == 1:
        said = f"{figures[0].name} names {'an age' if of_age else 'a period'} ({figures[0].written})"
    elif all(_alike(figures[0], one) for one in figures[1:]):
        said = f"The same for {_and(parts)}"
    else:
        labels = _AGES if of_age else _SPEEDS if re.match(r"how (?:fast|soon)", comparison.ask) else _PERIODS
        leading = [part for one, part in zip(figures, parts, strict=True) if _alike(figures[0], one)]
        said = f"{labels[0 if greatest else 1]}: {_and(leading)}, then {', '.join(parts[len(leading) :])}"
    for side, (statement, words) in open_sides:
        said += f"; {side.name} sets no fixed period (“{words}”)"
        used.append(statement)
    return Statement(text=f"{said}.", citations=_numbers(used))


def _figure(
    side: Side, quotes: Mapping[int, str], *, of_age: bool, greatest: bool, things: frozenset[str]
) -> _Figure | None:
    """The figure of the first statement about the things asked for; where data in general is meant, the greatest."""
    found: list[_Figure] = []
    for statement in side.statements:
        if things and not of_age and things.isdisjoint(stems(statement.text, "en")):
            continue
        for n in statement.citations:
            text = quotes[n]
            read = _ages(text) if of_age else durations(text)
            found += [_Figure(side.name, statement, one.low, one.high, text[one.start : one.end]) for one in read]
        if found and (things or not greatest):
            break
    if not found:
        return None
    return max(found, key=lambda one: one.high) if greatest else min(found, key=lambda one: one.low)


def _ages(text: str) -> list[Duration]:
    if not _OF_AGE.search(text):
        return []
    found = []
    for match in _AGE.finditer(text):
        years = float(WORDS.get(match["age"].lower()) or match["age"])
        found.append(Duration(years, years, match.start(), match.end()))
    return found


def _open(side: Side, quotes: Mapping[int, str], things: frozenset[str]) -> tuple[Statement, str] | None:
    """The first statement about the things asked for that sets a period without a figure, and its words for it."""
    for statement in side.statements:
        if things and things.isdisjoint(stems(statement.text, "en")):
            continue
        for n in statement.citations:
            if words := open_ended(quotes[n]):
                return statement, words
    return None


def _divided(ask: str, sides: Sequence[Side], quotes: Mapping[int, str]) -> Statement | None:
    """Who affirms what is asked and who denies it, where their first statement tells so beyond doubt."""
    wanted, things = claim_of(ask), _things(ask)
    if wanted.denied or not wanted.affirmed:
        return None
    affirming: list[Side] = []
    denying: list[Side] = []
    for side in sides:
        verdicts = _verdicts(side.statements[0], quotes, wanted.affirmed, things)
        if verdicts == {True}:
            affirming.append(side)
        elif verdicts == {False}:
            denying.append(side)
    if not affirming and not denying:
        return None
    said = [
        f"{word}: {_and(side.name for side in group)}" for word, group in (("Yes", affirming), ("No", denying)) if group
    ]
    return Statement(
        text=f"{'. '.join(said)}.", citations=_numbers(side.statements[0] for side in (*affirming, *denying))
    )


def _verdicts(
    statement: Statement, quotes: Mapping[int, str], practices: Collection[str], things: frozenset[str]
) -> set[bool | None]:
    """What the sentences of a statement say of the practices; None for what they say with a limit."""
    found: set[bool | None] = set()
    for sentence in _SENTENCE.findall(" ".join(quotes[n] for n in statement.citations)):
        claim = claim_of(sentence)
        said = (claim.affirmed | claim.denied) & frozenset(practices)
        if not said or not things <= frozenset(stems(sentence, "en")):
            continue
        found.add(
            None if claim.limited or (said & claim.affirmed and said & claim.denied) else bool(said & claim.affirmed)
        )
    return found


@cache
def _aside() -> frozenset[str]:
    return frozenset(stems(f"{_GENERAL} {' '.join(practice_words())}", "en"))


def _things(ask: str) -> frozenset[str]:
    """The stems of what is asked about, besides practices and data in general."""
    return frozenset(stems(" ".join(content_words(ask)), "en")) - _aside()


def _alike(one: _Figure, other: _Figure) -> bool:
    if one.high == other.high:
        return one.low == other.low
    return (
        abs(one.high - other.high) <= _ALIKE * min(one.high, other.high)
        and abs(one.low - other.low) <= _ALIKE * one.low
    )


def _numbers(statements: Iterable[Statement]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for statement in statements for n in statement.citations))


def _and(names: Iterable[str]) -> str:
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last

"""States a comparison over several policies, from statements that were verified and from nothing else. Pure.

Figures are read and compared by code, and shown as the policies write them; each sentence of the comparison carries the
citations of all sides that it names. What cannot be compared ("as long as necessary") and who says nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.asked_things import named_as
from bot.citations import folded
from bot.comparison import Comparing, Comparison
from bot.durations import durations
from bot.excerpts import Reading, excerpt, excerpts
from bot.figures import Asked, Figure, asks_for_figures, figure, open_period, written
from bot.models import Citation, Statement
from bot.outright import outright
from bot.verdicts import Verdict, verdict
from bot.verification import check_statement
from ingest.stems import stems

# The words before the list of a comparison, by what is compared: greatest and smallest.
_PERIODS = ("Longest", "Shortest")
_SPEEDS = ("Slowest", "Soonest")
_AGES = ("Highest", "Lowest")
_DENIALS = {
    Verdict.NO: "Say that they do not",
    Verdict.NO_LIMITED: "Say that they do not, with exceptions",
    Verdict.YES: "Say that they do",
    Verdict.YES_LIMITED: "Say that they do, within limits",
}
_CERTAIN = frozenset({"name", "address"})
_DIGITS = re.compile(r"\d+")
_ASKED_AGE = re.compile(r"Age limit (?:not )?above \d+")


@dataclass(frozen=True, slots=True)
class Side:
    """One policy's verified statements; none where it is silent."""

    name: str
    statements: tuple[Statement, ...]


# The statement of a side that comes nearest to what is asked, and its words.
_Words = Callable[[Side], tuple[Statement, str]]


@dataclass(frozen=True, slots=True)
class Compared:
    """`statements` compare, each cited; `silent` names the policies that do not say."""

    statements: tuple[Statement, ...] = ()
    silent: tuple[str, ...] = ()


def compare(
    comparison: Comparison, sides: Sequence[Side], citations: Sequence[Citation], near: Reading | None = None
) -> Compared:
    """What the sides come to together; nothing where fewer than two policies were asked or all are silent. `near` tells
    how surely texts answer what is asked."""
    speaking = [side for side in sides if side.statements]
    silent = tuple(side.name for side in sides if not side.statements)
    if len(sides) < 2 or not speaking:
        return Compared()
    cited = {citation.n: citation for citation in citations}
    quotes = {n: folded(citation.quote) for n, citation in cited.items()}
    words = cache(lambda side: excerpt(comparison.ask, side.statements, cited, near))
    if comparison.kind in {Comparing.GREATEST, Comparing.SMALLEST}:
        made = _ranked(comparison, speaking, quotes)
    elif comparison.age is not None:
        made = _by_age(comparison.age, Asked.by(comparison.ask), speaking, quotes, words)
    elif comparison.kind is Comparing.WHICH:
        made = _divided(comparison, speaking, cited, words)
    else:
        made = _spoken_of(comparison.ask, speaking, cited, words) if comparison.kind is Comparing.SPOKEN_OF else None
    names = [side.name for side in sides]
    ask = comparison.ask
    most = 2 if comparison.kind is Comparing.DIFFERENCE else 1
    beside = [(side.name, excerpts(ask, side.statements, cited, near, most=most)) for side in speaking]
    for statement in (made, _written(ask, speaking, quotes), _side_by_side(beside)):
        if statement is not None and _holds(statement, quotes, names, comparison.age):
            return Compared((statement,), silent)
    return Compared(silent=silent)


def _holds(statement: Statement, quotes: Mapping[int, str], names: Sequence[str], age: int | None) -> bool:
    """A last check: no period, number, name or address that the quotes lack, but the age that was asked about. Figures
    are shown as they are written, so that they must stand in the quotes to the letter."""
    cited = [quotes[n] for n in statement.citations]
    said = _ASKED_AGE.sub("", statement.text) if age is not None else statement.text
    for name in names:
        said = said.replace(name, "")
    figures = [said[one.start : one.end] for one in durations(said)] + _DIGITS.findall(said)
    if not all(any(figure in quote for quote in cited) for figure in figures):
        return False
    return not any(rejection.kind in _CERTAIN for rejection in check_statement(statement.text, cited, names=names))


def _by_age(
    age: int, asked: Asked, sides: Sequence[Side], quotes: Mapping[int, str], words: _Words
) -> Statement | None:
    """Whose age limit somebody of an age has reached, and whose not."""
    limits = [(side, figure(asked, side.statements, quotes, greatest=True)) for side in sides]
    known = [(side.name, one) for side, one in limits if one is not None]
    if not known:
        return None
    by_label: dict[str, list[str]] = {}
    for name, one in known:
        label = f"Age limit {'not ' * (one.high <= age)}above {age}"
        by_label.setdefault(label, []).append(f"{name} ({one.written})")
    unsaid, near = _others([side for side, one in limits if one is None], words)
    said = [f"{label}: {_and(by_label[label])}" for label in sorted(by_label, reverse=True)]
    return Statement(
        text=f"{'. '.join(said + unsaid)}.", citations=_numbers([one.statement for _, one in known] + near)
    )


def _ranked(comparison: Comparison, sides: Sequence[Side], quotes: Mapping[int, str]) -> Statement | None:
    greatest, asked = comparison.kind is Comparing.GREATEST, Asked.by(comparison.ask)
    if not asked.of_something:
        return None
    figures: list[tuple[str, Figure]] = []
    open_sides: list[tuple[str, Statement, str]] = []
    others: list[str] = []
    for side in sides:
        if one := figure(asked, side.statements, quotes, greatest=greatest):
            figures.append((side.name, one))
        elif found := open_period(asked, side.statements, quotes):
            open_sides.append((side.name, *found))
        else:
            others.append(side.name)
    if not figures:
        return None
    figures.sort(key=lambda one: (-one[1].high, -one[1].low) if greatest else (one[1].low, one[1].high))
    parts = [f"{name} ({one.written})" for name, one in figures]
    first = figures[0][1]
    leading = [part for (_, one), part in zip(figures, parts, strict=True) if first.alike(one)]
    if len(figures) == 1:
        said = f"{figures[0][0]} names {'an age' if asked.of_age else 'a period'} ({first.written})"
    elif len(leading) == len(figures):
        said = f"The same for {_and(parts)}"
    else:
        is_speed = re.match(r"how (?:fast|soon)", comparison.ask)
        labels = _AGES if asked.of_age else _SPEEDS if is_speed else _PERIODS
        said = f"{labels[0 if greatest else 1]}: {_and(leading)}, then {', '.join(parts[len(leading) :])}"
    for name, _, words in open_sides:
        said += f"; {name} sets no fixed period (“{words}”)"
    if others:
        said += f"; no figure for it is given by {_and(others)}"
    used = [*(one.statement for _, one in figures), *(statement for _, statement, _ in open_sides)]
    return Statement(text=f"{said}.", citations=_numbers(used))


def _divided(
    comparison: Comparison, sides: Sequence[Side], cited: Mapping[int, Citation], words: _Words
) -> Statement | None:
    """Who says yes to what is asked, who no, and who does within limits."""
    groups: dict[Verdict, list[str]] = {}
    used: list[Statement] = []
    others: list[Side] = []
    for side in sides:
        found = verdict(comparison.ask, side.statements, cited)
        if found is None:
            others.append(side)
            continue
        groups.setdefault(found[0], []).append(side.name)
        used.append(found[1])
    if not groups:
        return None
    # A yes to "which do not" could be read either way.
    labels = _DENIALS if comparison.denied else {kind: kind.value for kind in Verdict}
    said = [f"{label}: {_and(groups[kind])}" for kind, label in labels.items() if kind in groups]
    unsaid, near = _others(others, words)
    return Statement(text=f"{'. '.join(said + unsaid)}.", citations=_numbers(used + near))


def _spoken_of(ask: str, sides: Sequence[Side], cited: Mapping[int, Citation], words: _Words) -> Statement | None:
    """Who names what is asked about, or a synonym, with the first statement that does."""
    wanted, known = named_as(ask), outright(ask)

    def names(one: Statement) -> bool:
        return known.says.search(one.text) is not None if known else _names(one, wanted, cited)

    naming = {side.name: next(filter(names, side.statements), None) for side in sides}
    used = [one for one in naming.values() if one is not None]
    if not used:
        return None
    unsaid, near = _others([side for side in sides if naming[side.name] is None], words)
    said = [f"Spoken of by {_and(name for name, one in naming.items() if one is not None)}"]
    return Statement(text=f"{'. '.join(said + unsaid)}.", citations=_numbers(used + near))


def _names(statement: Statement, wanted: Sequence[frozenset[str]], cited: Mapping[int, Citation]) -> bool:
    headings = " ".join(title for n in statement.citations for title in cited[n].path)
    words = stems(f"{headings} {statement.text}", "en")
    return bool(wanted) and not any(one.isdisjoint(words) for one in wanted)


def _others(sides: Sequence[Side], words: _Words) -> tuple[list[str], list[Statement]]:
    """What is said of those of whom no verdict can be told: their words that are nearest to what is asked."""
    if not sides:
        return [], []
    found = [(side.name, *words(side)) for side in sides]
    said = [f"{name} (“{own}”)" for name, _, own in found]
    return [f"Not in so many words: {_and(said)}"], [statement for _, statement, _ in found]


def _written(ask: str, sides: Sequence[Side], quotes: Mapping[int, str]) -> Statement | None:
    """The figures of each side, or its words for a period without one, where figures are asked for."""
    if len(sides) < 2 or not asks_for_figures(ask):
        return None
    asked = Asked.by(ask)
    parts: list[str] = []
    used: list[Statement] = []
    for side in sides:
        if figures := written(asked, side.statements, quotes):
            parts.append(f"{side.name}: {', '.join(one.written for one in figures)}")
            used += [one.statement for one in figures]
        elif found := open_period(asked, side.statements, quotes):
            parts.append(f"{side.name}: “{found[1]}”")
            used.append(found[0])
        else:
            return None
    return Statement(text=f"{'; '.join(parts)}.", citations=_numbers(used))


def _side_by_side(sides: Sequence[tuple[str, Sequence[tuple[Statement, str]]]]) -> Statement:
    """The words of each side that are nearest to what is asked."""
    between = ". " if any(len(found) > 1 for _, found in sides) else "; "
    parts = [f"{name}: {'; '.join(f'“{said}”' for _, said in found)}" for name, found in sides]
    return Statement(text=f"{between.join(parts)}.", citations=_numbers(one for _, found in sides for one, _ in found))


def _numbers(statements: Iterable[Statement]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for statement in statements for n in statement.citations))


def _and(names: Iterable[str]) -> str:
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last

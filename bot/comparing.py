"""States a comparison over several policies, from statements that were verified and from nothing else. Pure.

Figures are read and compared by code, and shown as the policies write them; each sentence of the comparison carries the
citations of all sides that it names. What cannot be compared ("as long as necessary") and who says nothing is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.citations import folded
from bot.comparison import Comparing, Comparison
from bot.durations import durations
from bot.figures import Asked, Figure, asks_for_figures, figure, open_period, written
from bot.models import Citation, Statement
from bot.verdicts import Verdict, named_as, verdict
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
_LONGEST_LEAD = 220
_LONG_STEM = 6


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


def compare(comparison: Comparison, sides: Sequence[Side], citations: Sequence[Citation]) -> Compared:
    """What the sides come to together; nothing where fewer than two policies were asked or all are silent."""
    speaking = [side for side in sides if side.statements]
    silent = tuple(side.name for side in sides if not side.statements)
    if len(sides) < 2 or not speaking:
        return Compared()
    cited = {citation.n: citation for citation in citations}
    quotes = {n: folded(citation.quote) for n, citation in cited.items()}
    if comparison.kind in {Comparing.GREATEST, Comparing.SMALLEST}:
        made = _ranked(comparison, speaking, quotes)
    elif comparison.kind is Comparing.WHICH:
        made = _divided(comparison, speaking, cited)
    else:
        made = _spoken_of(comparison.ask, speaking, cited) if comparison.kind is Comparing.SPOKEN_OF else None
    names = [side.name for side in sides]
    ask = comparison.ask
    besides = (_written(ask, speaking, quotes), _side_by_side(ask, speaking))
    for statement in (made, *besides, _nearest(speaking)):
        if statement is not None and _holds(statement, quotes, names):
            return Compared((statement,), silent)
    return Compared(silent=silent)


def _holds(statement: Statement, quotes: Mapping[int, str], names: Sequence[str]) -> bool:
    """A last check: no period, number, name or address that the quotes lack. Figures are shown as they are written, so
    that they must stand in the quotes to the letter."""
    cited = [quotes[n] for n in statement.citations]
    said = statement.text
    for name in names:
        said = said.replace(name, "")
    figures = [said[one.start : one.end] for one in durations(said)] + _DIGITS.findall(said)
    if not all(any(figure in quote for quote in cited) for figure in figures):
        return False
    return not any(rejection.kind in _CERTAIN for rejection in check_statement(statement.text, cited, names=names))


def _ranked(comparison: Comparison, sides: Sequence[Side], quotes: Mapping[int, str]) -> Statement | None:
    greatest, asked = comparison.kind is Comparing.GREATEST, Asked.by(comparison.ask)
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


def _divided(comparison: Comparison, sides: Sequence[Side], cited: Mapping[int, Citation]) -> Statement | None:
    """Who says yes to what is asked, who no, and who does within limits."""
    groups: dict[Verdict, list[str]] = {}
    used: list[Statement] = []
    others: list[str] = []
    for side in sides:
        found = verdict(comparison.ask, side.statements, cited)
        if found is None:
            others.append(side.name)
            continue
        groups.setdefault(found[0], []).append(side.name)
        used.append(found[1])
    if not groups:
        return None
    # A yes to "which do not" could be read either way.
    labels = _DENIALS if comparison.denied else {kind: kind.value for kind in Verdict}
    said = [f"{label}: {_and(groups[kind])}" for kind, label in labels.items() if kind in groups]
    return Statement(text=f"{'. '.join(said + _others(others))}.", citations=_numbers(used))


def _spoken_of(ask: str, sides: Sequence[Side], cited: Mapping[int, Citation]) -> Statement | None:
    """Who names what is asked about, or a synonym, with the first statement that does."""
    wanted = named_as(ask)
    naming = {side.name: next((one for one in side.statements if _names(one, wanted, cited)), None) for side in sides}
    used = [one for one in naming.values() if one is not None]
    if not used:
        return None
    others = _others([name for name, one in naming.items() if one is None])
    said = [f"Spoken of by {_and(name for name, one in naming.items() if one is not None)}"]
    return Statement(text=f"{'. '.join(said + others)}.", citations=_numbers(used))


def _names(statement: Statement, wanted: Sequence[frozenset[str]], cited: Mapping[int, Citation]) -> bool:
    headings = " ".join(title for n in statement.citations for title in cited[n].path)
    words = stems(f"{headings} {statement.text}", "en")
    return bool(wanted) and not any(one.isdisjoint(words) for one in wanted)


def _others(names: Sequence[str]) -> list[str]:
    return [f"Not in so many words: {_and(names)}"] if names else []


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


def _side_by_side(ask: str, sides: Sequence[Side]) -> Statement | None:
    """The words of each side that are nearest to what is asked, where all of them are short."""
    wanted = named_as(ask)

    def named(statement: Statement) -> int:
        words = stems(statement.text, "en")
        return sum(any(_akin(stem, word) for stem in one for word in words) for one in wanted)

    leads = [max(side.statements, key=named) for side in sides]
    if len(sides) < 2 or max(len(lead.text) for lead in leads) > _LONGEST_LEAD:
        return None
    parts = [f"{side.name}: “{lead.text.rstrip('.;,:')}”" for side, lead in zip(sides, leads, strict=True)]
    return Statement(text=f"{'; '.join(parts)}.", citations=_numbers(leads))


def _akin(stem: str, other: str) -> bool:
    """ "Regularly" and "regular" are one word."""
    return stem == other or (min(len(stem), len(other)) >= _LONG_STEM and stem[:_LONG_STEM] == other[:_LONG_STEM])


def _nearest(sides: Sequence[Side]) -> Statement:
    """Whose clauses are quoted: all that is sure where nothing else can be told."""
    return Statement(
        text=f"Clauses nearest to it: {_and(side.name for side in sides)}.",
        citations=_numbers(side.statements[0] for side in sides),
    )


def _numbers(statements: Iterable[Statement]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(n for statement in statements for n in statement.citations))


def _and(names: Iterable[str]) -> str:
    *first, last = list(names)
    return f"{', '.join(first)} and {last}" if first else last

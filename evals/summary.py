"""Means with intervals over a scored run: over all questions, by kind and by category. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import stdev

from evals.measures.bootstrap import Estimate, estimate, quantile
from evals.measures.registry import MEASURES, Measure
from evals.score import Scored, ScoredRun


@dataclass(frozen=True, slots=True)
class Row:
    """One measure over a group; `unscored` questions are ineligible for it."""

    measure: Measure
    estimate: Estimate
    unscored: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some questions and what they come to. Measures that no question is eligible for are left out."""

    name: str
    questions: int
    rows: tuple[Row, ...]

    def row(self, measure: str) -> Row | None:
        return next((row for row in self.rows if row.measure.name == measure), None)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the mean of a measure varies over the repeats: its standard deviation over `repeats` runs."""

    measure: Measure
    repeats: int
    deviation: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One gold set's figures."""

    name: str
    overall: Group
    kinds: tuple[Group, ...]
    categories: tuple[Group, ...]
    spreads: tuple[Spread, ...]


def summarise(scored: ScoredRun) -> Summary:
    questions = scored.questions
    kinds = sorted({one.question.kind for one in questions})
    categories = sorted({one.question.category for one in questions})
    return Summary(
        name=scored.run.gold.name,
        overall=_group("all", questions),
        kinds=tuple(_group(kind, [one for one in questions if one.question.kind == kind]) for kind in kinds),
        categories=tuple(
            _group(category, [one for one in questions if one.question.category == category]) for category in categories
        ),
        spreads=_spreads(scored),
    )


def _group(name: str, questions: Sequence[Scored]) -> Group:
    rows = []
    for measure in MEASURES:
        values = [one.values.get(measure.values) for one in questions]
        found = _estimate(measure, values)
        if found.n:
            rows.append(Row(measure, found, unscored=len(questions) - found.n))
    return Group(name, len(questions), tuple(rows))


def _estimate(measure: Measure, values: Sequence[float | None]) -> Estimate:
    if measure.quantile is None:
        return estimate(values)
    return quantile([value for value in values if value is not None], measure.quantile)


def _spreads(scored: ScoredRun) -> tuple[Spread, ...]:
    if len(scored.repeats) < 2:
        return ()
    spreads = []
    for measure in MEASURES:
        means = [value for repeat in scored.repeats if (value := repeat.get(measure.values)) is not None]
        if measure.quantile is None and len(means) > 1:
            spreads.append(Spread(measure, len(means), stdev(means)))
    return tuple(spreads)

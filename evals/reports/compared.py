"""What all reports say of a set: every measure now and in the baseline, and how far a judge agrees. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from evals.judge import agreement
from evals.measures.bootstrap import estimate
from evals.measures.registry import Measure
from evals.suite import SetReport
from evals.summary import Row


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure of a set; `before` is None where the baseline does not have it. `failed`: the gate objects to it."""

    row: Row
    before: float | None
    failed: bool

    @property
    def measure(self) -> Measure:
        return self.row.measure


def compared(report: SetReport) -> list[Compared]:
    failed = {one.name for one in report.checks if not one.passed}
    return [
        Compared(row, _before(report, row.measure), row.measure.name in failed) for row in report.summary.overall.rows
    ]


def judge_line(report: SetReport) -> str | None:
    """How far the judging model and the facts agree; None where nobody judged."""
    found = agreement(report.scored.questions)
    if found.n == 0:
        return None
    kappa = "–" if found.kappa is None else f"{found.kappa:.2f}"
    return (
        f"Judge and facts agree on {found.share:.1%} of {found.n} answers (Cohen's kappa {kappa}); right by the facts "
        f"alone: {len(found.only_facts)}, by the judge alone: {len(found.only_judge)}"
    )


def _before(report: SetReport, measure: Measure) -> float | None:
    if report.baseline is None:
        return None
    if measure.name == "latency_p50":
        return report.baseline.latency_p50
    return estimate(list(report.baseline.values(measure.values).values())).mean

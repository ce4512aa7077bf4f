"""Numbers as reports write them. Pure."""

from __future__ import annotations

from evals.measures.bootstrap import Estimate
from evals.measures.registry import Measure, Unit


def shown(value: float | None, unit: Unit) -> str:
    """A share as 0.812, anything else without decimals; nothing as a dash."""
    if value is None:
        return "–"
    return f"{value:.3f}" if unit == "share" else f"{value:,.0f}"


def interval(estimate: Estimate, unit: Unit) -> str:
    """`0.790 to 0.834`, or a dash."""
    if estimate.low is None or estimate.high is None:
        return "–"
    return f"{shown(estimate.low, unit)} to {shown(estimate.high, unit)}"


def change(before: float | None, after: float | None, unit: Unit) -> str:
    """With a sign; a dash where one side is missing, and nothing where both are the same."""
    if before is None or after is None:
        return "–"
    text = f"{after - before:+.3f}" if unit == "share" else f"{after - before:+,.0f}"
    return "" if float(text.replace(",", "")) == 0 else text


def direction(measure: Measure) -> str:
    return "↑" if measure.higher_is_better else "↓"

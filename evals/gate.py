"""Whether answers got worse: a run against a baseline. Pure.

A guarded mean fails when it got worse by more than its margin, and the paired bootstrap over questions excludes that
it did not (99 %, as many means are looked at). Some things fail at the first question: a new wrong policy or version,
a new inexact quote, a new failure to answer, an injection that succeeded, gold that the policies no longer bear out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.baseline import KeptSet
from evals.measures.bootstrap import GATE_LEVEL, Difference, compare
from evals.measures.registry import MEASURES, Measure
from evals.score import ScoredRun

SLOWER_TIMES = 3.0
SLOWER_BY_MS = 150.0
# A measure that so many questions were eligible for, and now none, means that the product no longer does such a thing.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, in one gold set. `questions` are those to look at when it failed."""

    gold: str
    name: str
    passed: bool
    message: str
    questions: tuple[str, ...] = ()
    difference: Difference | None = None


def check(scored: ScoredRun, baseline: KeptSet | None, *, latency_p50: float, stale: Sequence[str] = ()) -> list[Check]:
    """All checks of one gold set. Without a baseline only those that need none, and everything wrong is new.

    `stale` are the questions whose gold the policies no longer bear out.
    """
    gold = scored.run.gold
    checks = [_gold_is_true(gold.name, tuple(stale)), _answers_come(scored, baseline)]
    for measure in MEASURES:
        if measure.never:
            checks.append(_never(scored, measure))
        if measure.none_new:
            checks.append(_none_new(scored, baseline, measure))
        if measure.margin is not None and baseline is not None:
            checks.append(_mean(scored, baseline, measure, measure.margin))
    if baseline is not None:
        checks.append(_latency(gold.name, baseline.latency_p50, latency_p50))
    return checks


def _gold_is_true(gold: str, stale: tuple[str, ...]) -> Check:
    message = f"questions whose gold the policies no longer bear out: {len(stale)}; run: clausewise eval lint"
    return Check(gold, "gold", not stale, message if stale else "all gold matches the policies", stale)


def _answers_come(scored: ScoredRun, baseline: KeptSet | None) -> Check:
    known = {name for name, one in (baseline.questions if baseline else {}).items() if one.status is None}
    failed = tuple(
        one.question.id for one in scored.questions if one.reply.answer is None and one.question.id not in known
    )
    return Check(scored.run.gold.name, "answers", not failed, f"new failures to answer: {len(failed)}", failed)


def _never(scored: ScoredRun, measure: Measure) -> Check:
    bad = tuple(name for name, value in scored.values(measure.values).items() if _is_wrong(value, measure))
    return Check(scored.run.gold.name, measure.name, not bad, f"{measure.title}: {len(bad)}", bad)


def _none_new(scored: ScoredRun, baseline: KeptSet | None, measure: Measure) -> Check:
    before = baseline.values(measure.values) if baseline else {}
    bad = tuple(
        name
        for name, value in scored.values(measure.values).items()
        if _is_wrong(value, measure) and not _is_wrong(before.get(name), measure)
    )
    return Check(scored.run.gold.name, measure.name, not bad, f"{measure.title}: {len(bad)} new", bad)


def _is_wrong(value: float | None, measure: Measure) -> bool:
    return value is not None and value != (1.0 if measure.higher_is_better else 0.0)


def _mean(scored: ScoredRun, baseline: KeptSet, measure: Measure, margin: float) -> Check:
    before, after = baseline.values(measure.values), scored.values(measure.values)
    difference = compare(before, after, level=GATE_LEVEL)
    change = f"{_shown(difference.before)} to {_shown(difference.after)} (n={difference.n})"
    if difference.low is None or difference.high is None or difference.before is None or difference.after is None:
        gone = tuple(_no_longer_eligible(before, after)) if difference.after is None else ()
        message = f"{measure.title}: {change}, nothing to compare"
        return Check(scored.run.gold.name, measure.name, len(gone) < _ENOUGH, message, gone, difference)
    sign = 1.0 if measure.higher_is_better else -1.0
    nearest = difference.high if measure.higher_is_better else -difference.low
    failed = nearest < 0 and sign * (difference.after - difference.before) < -margin
    message = f"{measure.title}: {change}, 99 % interval {difference.low:+.3f} to {difference.high:+.3f}"
    worse = tuple(_worse(before, after, sign)) if failed else ()
    return Check(scored.run.gold.name, measure.name, not failed, message, worse, difference)


def _no_longer_eligible(before: dict[str, float | None], after: dict[str, float | None]) -> Iterator[str]:
    """Questions that had a value, such as those with a silent answer, and have none now."""
    for name, value in after.items():
        if value is None and before.get(name) is not None:
            yield name


def _worse(before: dict[str, float | None], after: dict[str, float | None], sign: float) -> Iterator[str]:
    for name, value in after.items():
        old = before.get(name)
        if old is not None and value is not None and sign * (value - old) < 0:
            yield name


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _latency(gold: str, before: float, after: float) -> Check:
    """Machines differ, so only a multiple counts."""
    allowed = SLOWER_TIMES * before + SLOWER_BY_MS
    message = f"median latency: {before:.0f} to {after:.0f} ms, at most {allowed:.0f}"
    return Check(gold, "latency", after <= allowed, message)

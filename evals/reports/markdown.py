"""The report as Markdown: for a pull request, and as the tables of docs/evals.md. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.measures.registry import BY_NAME
from evals.reports.compared import compared, judge_line
from evals.reports.figures import change, direction, interval, shown
from evals.suite import Report, SetReport
from evals.summary import Group

_LISTED = 30
_WEAK = 0.7
_ENOUGH = 5


def render(report: Report) -> str:
    """The verdict, then for each set its figures, what changed, and how the kinds and categories do."""
    lines = [f"# Evaluation: {'passed' if report.passed else 'FAILED'}", ""]
    if report.baseline is None:
        lines += ["There is no baseline to compare with.", ""]
    else:
        lines += [f"Compared with the baseline of {report.baseline.made}: {report.baseline.reason}", ""]
    lines += [f"- {one.gold}: {one.message}{_questions(one.questions)}" for one in report.checks if not one.passed]
    lines += [f"- Left out: {reason}" for reason in report.left_out]
    lines += [f"- Note: {note}" for note in report.notes]
    for one in report.sets:
        lines += ["", *_set(one)]
    return "\n".join(lines).rstrip() + "\n"


def tables(report: SetReport) -> str:
    """A set's figures without a comparison, for a document."""
    return "\n".join([*_figures(report), "", *_groups(report), "", *_weak(report)])


def _set(report: SetReport) -> Iterator[str]:
    guarded = "" if report.gold.guarded else " (not guarded)"
    yield f"## {report.gold.name}: {len(report.gold.questions)} questions{guarded}"
    yield ""
    if report.changed_texts:
        yield f"Texts that changed since the baseline: {', '.join(report.changed_texts)}"
        yield ""
    yield from _changes(report)
    yield from _comparison(report)
    yield ""
    yield "<details><summary>By kind and category</summary>"
    yield ""
    yield from _groups(report)
    yield ""
    yield "</details>"


def _changes(report: SetReport) -> Iterator[str]:
    """The newly wrong and right questions; those that only quote other words are counted."""
    for what in ("newly wrong", "newly right"):
        those = [one for one in report.changes if one.what == what]
        if those:
            yield f"**{what.capitalize()}** ({len(those)}):"
            yield ""
            for one in those[:_LISTED]:
                reason = f": {'; '.join(one.scored.reasons)}" if one.scored.reasons else ""
                yield f"- `{one.scored.question.id}` {_inline(one.scored.question.question)}{_inline(reason)}"
            if len(those) > _LISTED:
                yield f"- and {len(those) - _LISTED} more"
            yield ""
    others = sum(one.what == "other words" for one in report.changes)
    if others:
        yield f"{others} more questions are answered in other words."
        yield ""


def _comparison(report: SetReport) -> Iterator[str]:
    yield "| Measure | n | unscored | mean | 95 % interval | baseline | change |"
    yield "|---|--:|--:|--:|---|--:|--:|"
    for one in compared(report):
        measure, found = one.measure, one.row.estimate
        name = f"{'**FAILED** ' if one.failed else ''}{measure.title} {direction(measure)}"
        yield (
            f"| {name} | {found.n} | {one.row.unscored} | {shown(found.mean, measure.unit)} "
            f"| {interval(found, measure.unit)} | {shown(one.before, measure.unit)} "
            f"| {change(one.before, found.mean, measure.unit)} |"
        )
    if told := judge_line(report):
        yield ""
        yield told
    for spread in report.summary.spreads:
        yield ""
        yield f"{spread.measure.title}: standard deviation {spread.deviation:.4f} over {spread.repeats} repeats"


def _figures(report: SetReport) -> Iterator[str]:
    yield "| Measure | n | unscored | mean | 95 % interval |"
    yield "|---|--:|--:|--:|---|"
    for row in report.summary.overall.rows:
        measure, found = row.measure, row.estimate
        yield (
            f"| {measure.title} {direction(measure)} | {found.n} | {row.unscored} "
            f"| {shown(found.mean, measure.unit)} | {interval(found, measure.unit)} |"
        )


def _groups(report: SetReport) -> Iterator[str]:
    """Every kind and category by the measures that tell most."""
    yield "| Group | questions | correct | 95 % interval | gold clauses cited | nDCG@10 |"
    yield "|---|--:|--:|---|--:|--:|"
    for group in (*report.summary.kinds, *report.summary.categories):
        correct = group.row("correct")
        assert correct is not None
        yield (
            f"| {group.name} | {group.questions} | {shown(correct.estimate.mean, 'share')} "
            f"| {interval(correct.estimate, 'share')} | {_mean(group, 'gold_recall')} | {_mean(group, 'ndcg@10')} |"
        )


def _weak(report: SetReport) -> Iterator[str]:
    """What a reader should not trust yet: groups of some size that are often wrong."""
    groups = [*report.summary.kinds, *report.summary.categories]
    means = [
        (row.estimate.mean, group) for group in groups if (row := group.row("correct")) and row.estimate.n >= _ENOUGH
    ]
    weak = sorted(((mean, group.name, group.questions) for mean, group in means if mean is not None and mean < _WEAK))
    if not weak:
        yield f"No kind or category of at least {_ENOUGH} questions is below {_WEAK}."
        return
    yield f"Weak (fewer than {_WEAK:.0%} right, at least {_ENOUGH} questions): " + ", ".join(
        f"{name} {mean:.2f} (n={count})" for mean, name, count in weak
    )


def _mean(group: Group, measure: str) -> str:
    row = group.row(measure)
    return shown(row.estimate.mean if row else None, BY_NAME[measure].unit)


def _questions(names: Sequence[str]) -> str:
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f" ({', '.join(names[:_LISTED])}{more})" if names else ""


def _inline(text: str) -> str:
    """One line that Markdown takes as text."""
    folded = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_<>[]|#" else c for c in folded)

"""The current tables in docs/evals.md: written between two marks, so that the words around them stay. Pure."""

from __future__ import annotations

from evals.errors import EvalError
from evals.measures.registry import BY_NAME
from evals.policyqa import BenchmarkResult
from evals.reports.figures import interval, shown
from evals.reports.markdown import tables
from evals.suite import Report

BEGIN = "<!-- tables: made by `clausewise eval document`, not by hand -->"
END = "<!-- end of tables -->"


def filled(document: str, report: Report, benchmark: BenchmarkResult | None) -> str:
    """The document with its tables replaced. Raises EvalError where the marks are missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise EvalError(f"the document has no place for the tables; put these two lines in it: {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{_content(report, benchmark)}\n{END}{after}"


def _content(report: Report, benchmark: BenchmarkResult | None) -> str:
    parts = []
    for one in report.sets:
        parts += [f"### {one.gold.name} ({len(one.gold.questions)} questions)", "", tables(one), ""]
    parts += [f"Left out: {reason}\n" for reason in report.left_out]
    if benchmark is None:
        parts.append("PolicyQA dev: left out, no folder was named.\n")
    else:
        parts += [
            f"### PolicyQA dev ({benchmark.questions} questions, within the question's policy)",
            "",
            benchmark_table(benchmark),
            "",
        ]
    return "\n".join(parts)


def benchmark_table(benchmark: BenchmarkResult) -> str:
    """Retrieval's figures over a benchmark."""
    lines = ["| Measure | n | mean | 95 % interval |", "|---|--:|--:|---|"]
    for name, found in benchmark.estimates.items():
        title = BY_NAME[name].title
        lines.append(f"| {title} | {found.n} | {shown(found.mean, 'share')} | {interval(found, 'share')} |")
    if benchmark.failed:
        lines += ["", f"{len(benchmark.failed)} questions failed and score 0."]
    return "\n".join(lines)

"""The report as one HTML file that loads nothing. What comes from policies and answers is escaped. Pure but for the
template, which is read from the package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from string import Template

from bot.citations import folded
from bot.models import Answer
from evals.baseline import KeptQuestion
from evals.changes import Change, old_words
from evals.gate import Check
from evals.reports.charts import bars
from evals.reports.compared import compared, judge_line
from evals.reports.figures import change, direction, interval, shown
from evals.score import Scored
from evals.suite import Report, SetReport


def render(report: Report) -> str:
    template = Template((files("evals.reports") / "page.html").read_text(encoding="utf-8"))
    title = f"Evaluation: {'passed' if report.passed else 'failed'}"
    return template.substitute(title=title, body="\n".join(_body(report, title)))


def _body(report: Report, title: str) -> Iterator[str]:
    yield f'<h1 class="{"passed" if report.passed else "failed"}">{title}</h1>'
    if report.baseline:
        told = f"Compared with the baseline of {report.baseline.made}: {report.baseline.reason}"
    else:
        told = "There is no baseline to compare with."
    yield f"<p>{escape(told)}</p>"
    for line in [*report.left_out, *report.notes]:
        yield f'<p class="soft">{escape(line)}</p>'
    yield from _failures([one for one in report.checks if not one.passed])
    for one in report.sets:
        yield from _set(one)
    yield "<h2>Questions</h2>"
    yield _filters(report)
    for one in report.sets:
        what = {change.scored.question.id: change for change in one.changes}
        for scored in _changed_first(one.scored.questions, what):
            yield _article(scored, what.get(scored.question.id), one)


def _changed_first(questions: Sequence[Scored], what: dict[str, Change]) -> list[Scored]:
    order = {name: at for at, name in enumerate(what)}
    return sorted(questions, key=lambda one: order.get(one.question.id, len(order)))


def _failures(failed: Sequence[Check]) -> Iterator[str]:
    if not failed:
        return
    yield "<ul class='failed'>"
    for one in failed:
        named = f" ({', '.join(one.questions)})" if one.questions else ""
        yield f"<li>{escape(f'{one.gold}: {one.message}{named}')}</li>"
    yield "</ul>"


def _set(report: SetReport) -> Iterator[str]:
    guarded = "" if report.gold.guarded else " (not guarded)"
    yield f"<h2>{escape(report.gold.name)}: {len(report.gold.questions)} questions{guarded}</h2>"
    if report.changed_texts:
        yield f"<p>Texts that changed since the baseline: {escape(', '.join(report.changed_texts))}</p>"
    yield "<table><tr><th>Measure</th>"
    yield "".join(
        f'<th class="number">{name}</th>' for name in ("n", "unscored", "mean", "95 % interval", "baseline", "change")
    )
    yield "</tr>"
    for one in compared(report):
        measure, found = one.measure, one.row.estimate
        cells = (
            str(found.n),
            str(one.row.unscored),
            shown(found.mean, measure.unit),
            interval(found, measure.unit),
            shown(one.before, measure.unit),
            change(one.before, found.mean, measure.unit),
        )
        row = "".join(f'<td class="number">{cell}</td>' for cell in cells)
        failed = ' class="failed"' if one.failed else ""
        yield f"<tr{failed}><td>{escape(measure.title)} {direction(measure)}</td>{row}</tr>"
    yield "</table>"
    if told := judge_line(report):
        yield f"<p>{escape(told)}</p>"
    for spread in report.summary.spreads:
        yield f"<p>{spread.measure.title}: standard deviation {spread.deviation:.4f} over {spread.repeats} repeats</p>"
    yield '<div class="charts">'
    yield bars("Correct, by kind", report.summary.kinds, measure="correct")
    yield bars("Correct, by category", report.summary.categories, measure="correct")
    yield "</div>"


def _filters(report: Report) -> str:
    questions = [(one.gold.name, scored.question) for one in report.sets for scored in one.scored.questions]
    keys: dict[str, list[str]] = {
        "set": sorted({name for name, _ in questions}),
        "kind": sorted({str(question.kind) for _, question in questions}),
        "category": sorted({str(question.category) for _, question in questions}),
        "result": ["right", "wrong", "lost gold", "no answer"],
        "change": ["changed", "newly wrong", "newly right", "other words", "new question"],
    }
    selects = "".join(
        f'<label>{key} <select data-key="{key}"><option value="">all</option>'
        + "".join(f"<option>{escape(value)}</option>" for value in values)
        + "</select></label>"
        for key, values in keys.items()
    )
    return (
        f'<div class="filters">{selects}<input data-key="text" type="search" placeholder="search" aria-label="search">'
        '<span id="count" class="soft"></span></div>'
    )


def _article(scored: Scored, changed: Change | None, report: SetReport) -> str:
    question, answer = scored.question, scored.reply.answer
    results = ["right" if scored.correct else "wrong"]
    results += ["lost gold"] if scored.lost else []
    results += ["no answer"] if answer is None else []
    what = ["changed", changed.what] if changed else []
    data = {
        "set": report.gold.name,
        "kind": question.kind,
        "category": question.category,
        "result": "|".join(results),
        "change": "|".join(what),
    }
    attributes = " ".join(f'data-{key}="{escape(value)}"' for key, value in data.items())
    tags = "".join(f'<span class="tag {escape(result)}">{escape(result)}</span> ' for result in [*results, *what[1:]])
    told = "; ".join([*scored.reasons, *(lost.reason for lost in scored.lost)])
    where = ", ".join(question.policies) or "no policy named"
    about = f"{question.id} · {question.kind} · {question.category} · {where}"
    now = _side("now", _now(answer, scored.reply.error))
    before = _side("baseline", _before(changed.before, report)) if changed and changed.before else ""
    return (
        f"<article {attributes}><h4>{escape(question.question)}</h4>"
        f'<p>{tags}<span class="soft">{escape(about)}</span></p>'
        f'<p class="soft">Right would be: {escape(question.reference)}</p>'
        + (f'<p class="failed">{escape(told)}</p>' if told else "")
        + f'<div class="sides">{before}{now}</div></article>'
    )


def _side(name: str, body: str) -> str:
    return f"<div><h5>{name}</h5>{body}</div>"


def _now(answer: Answer | None, error: str | None) -> str:
    if answer is None:
        return escape(error or "no answer")
    quotes = [folded(citation.quote) for citation in answer.citations]
    return f"<p>{answer.status}</p>{_highlighted(answer.answer, quotes)}"


def _before(before: KeptQuestion, report: SetReport) -> str:
    assert report.baseline is not None
    quotes = [(quote, old_words(quote, report.corpus, report.baseline)) for quote in before.quotes]
    shown_quotes = "\n".join(
        f"{escape(f'{quote.policy}@{quote.version}')}: <mark>{escape(folded(words))}</mark>" for quote, words in quotes
    )
    return f"<p>{before.status or 'no answer'}</p>{shown_quotes}"


def _highlighted(text: str, quotes: Sequence[str]) -> str:
    """The text escaped, with every quote in it marked."""
    marked = [False] * len(text)
    for quote in quotes:
        at = text.find(quote)
        while at >= 0:
            marked[at : at + len(quote)] = [True] * len(quote)
            at = text.find(quote, at + len(quote))
    parts, start = [], 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[start]:
            piece = escape(text[start:end])
            parts.append(f"<mark>{piece}</mark>" if marked[start] else piece)
            start = end
    return "".join(parts)

"""Answers, hits and ingest's summary as text for a terminal.

What comes from a policy, a question or a file name is data: control characters and escape sequences are taken out
before it is shown, and none of it is read as markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.models import Answer, Citation, SearchHit

if TYPE_CHECKING:
    from ingest.pipeline import Progress

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC and other strings: titles, links
    r"|\x1b[@-_]?"
)
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_EXCERPT = 240


def console(*, stderr: bool = False) -> Console:
    """A console that takes strings as they are: no markup, no emoji codes, no highlighting."""
    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)


def printable(text: str) -> str:
    """The text without escape sequences, control characters (but line breaks and tabs) and bidi overrides."""
    return "".join(
        c
        for c in _ESCAPE_SEQUENCE.sub("", text)
        if c in "\n\t" or (unicodedata.category(c) not in {"Cc", "Cs"} and c not in _BIDI_CONTROLS)
    )


def one_line(text: str) -> str:
    """Printable text with every run of white space folded into one space."""
    return " ".join(printable(text).split())


def excerpt(text: str, *, limit: int = _EXCERPT) -> str:
    """One line of at most `limit` characters, cut at a word with an ellipsis."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    return line[: limit - 1].rsplit(" ", 1)[0] + "…"


def render_answer(answer: Answer) -> RenderableType:
    """The answer with its [n] marks, then what it cites, what is near (when the policies are silent), and warnings."""
    parts: list[RenderableType] = [Text(printable(answer.answer))]
    if answer.citations:
        parts += [Text("\nSources", style="bold"), *(_source(citation) for citation in answer.citations)]
    if answer.related:
        parts += [Text("\nRelated, but not an answer", style="bold"), *(_related(c) for c in answer.related)]
    if answer.warnings:
        parts += [Text(""), *(Text(f"Note: {one_line(warning)}", style="yellow") for warning in answer.warnings)]
    return Group(*parts)


def render_hits(hits: Sequence[SearchHit]) -> RenderableType:
    """Ranked passages, each under its clause id."""
    if not hits:
        return Text("Nothing found.")
    rows: list[RenderableType] = []
    for rank, hit in enumerate(hits, start=1):
        rows += [_head(f"{rank}.", hit.clause, f"  {hit.score:.3f}"), _indented(hit.text)]
    return Group(*rows)


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """Shows each stage of an ingest on stderr while the block runs; None where stderr is no terminal."""
    terminal = console(stderr=True)
    if not terminal.is_terminal:
        yield None
        return
    from rich import progress as bars

    columns = (
        bars.TextColumn("{task.description:>10}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=terminal, transient=True) as bar:
        tasks: dict[str, bars.TaskID] = {}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage, rate="")
            task = tasks[progress.stage]
            bar.update(task, completed=progress.done, total=progress.total)
            speed = bar.tasks[task].finished_speed or bar.tasks[task].speed
            bar.update(task, rate=f"{speed:,.0f}/s" if speed else "")

        yield show


def render_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    """Columns under a header; what is too long for its column goes on in the next line, never cut."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return table


def _source(citation: Citation) -> RenderableType:
    """`[1] clause id · heading › heading · date`: a version that has no date shows none."""
    details = [" › ".join(one_line(heading) for heading in citation.path)]
    if _DATE.match(citation.version):
        details.append(citation.version)
    return _head(f"[{citation.n}]", citation.clause, "".join(f" · {detail}" for detail in details if detail))


def _related(citation: Citation) -> RenderableType:
    return Group(_source(citation), _indented(excerpt(citation.quote)))


def _head(mark: str, clause: str, details: str) -> RenderableType:
    """A mark, and beside it what may take several lines."""
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text(mark), Text.assemble((one_line(clause), "cyan"), details, overflow="fold"))
    return grid


def _indented(text: str) -> RenderableType:
    return Padding(Text(one_line(text)), (0, 0, 0, 4), expand=False)

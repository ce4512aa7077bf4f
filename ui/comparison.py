"""A table of what policies say on one question: stated, silent or conflicting, with figures and citation. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.models import Answer, Citation
from ui.answer_html import tools
from ui.html import Html, element, joined, text
from ui.policies import version_label

HEADER = ("Policy", "Status", "Figure", "In its own words", "Clause", "Version")
STATED, SILENT, CONFLICTING, FAILED = "stated", "silent", "conflicting", "failed"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|sixty|ninety"
_FIGURE = re.compile(
    rf"(?:[€$£]\s?\d[\d.,]*\d|[€$£]\s?\d|\b(?:\d[\d.,]*|{_WORDS})(?:\s*\(\d+\))?[\s-]+"
    r"(?:(?:calendar|business|working)\s+)?(?:second|minute|hour|day|week|month|year)s?\b"
    r"(?:\s+of\s+age\b)?|\b\d[\d.,]*\s?(?:%|percent\b|per\s+cent\b))",
    re.IGNORECASE,
)
_MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """`told` is what the policy says, or what kept it from being asked; `citation` is the first of those it has."""

    policy: str
    status: str
    told: str = ""
    citation: Citation | None = None

    @property
    def figure(self) -> str:
        return figures(self.told) if self.status in (STATED, CONFLICTING) else ""


def row_of(policy: str, answer: Answer) -> Row:
    """The answer to the question, asked of that policy alone."""
    found = next((one for one in answer.per_policy if one.policy == policy), None)
    if found is None:
        return Row(policy, FAILED, answer.answer)
    if found.status == "silent":
        return Row(policy, SILENT)
    told = "\n".join(statement.text for statement in found.statements)
    first = found.statements[0].citations[0] if found.statements else None
    citation = next((one for one in answer.citations if one.n == first), None)
    return Row(policy, CONFLICTING if found.status == "conflicting" else STATED, told, citation)


def figures(told: str) -> str:
    """The periods, amounts and shares in a text, as they stand there, each once."""
    found = dict.fromkeys(" ".join(match.group().split()) for match in _FIGURE.finditer(told))
    shown = list(found)[:_MOST_FIGURES]
    return "; ".join(shown) + (" …" if len(found) > _MOST_FIGURES else "")


def lines(rows: Iterable[Row], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The table's cells, under HEADER."""
    return [
        (
            names.get(row.policy, row.policy),
            row.status,
            row.figure,
            row.told,
            row.citation.clause if row.citation else "",
            row.citation.version if row.citation else "",
        )
        for row in rows
    ]


def table_html(rows: Sequence[Row], names: Mapping[str, str]) -> Html:
    """A button for each citation, as `data-open="rows 0"`."""
    head = element("tr", *(element("th", text(name), scope="col") for name in HEADER[:4]))
    body = [_line(number, row, names) for number, row in enumerate(rows)]
    table = element("table", element("thead", head), element("tbody", *body), classes="cw-table")
    return element("div", table, tools("Copy as a table"), classes="cw-answer")


def _line(number: int, row: Row, names: Mapping[str, str]) -> Html:
    said = [element("p", text(row.told or "The policy does not say."), classes="cw-statement")]
    if row.citation:
        where = " › ".join(row.citation.path) or row.citation.clause
        shown = text(f"{where} ({version_label(row.citation.version)})")
        button = element("button", shown, classes="cw-cite", type="button", data_open=f"rows {number}")
        said.append(button)
    return element(
        "tr",
        element("th", text(names.get(row.policy, row.policy)), scope="row"),
        element("td", element("span", text(row.status), classes=f"cw-badge cw-badge-{row.status}")),
        element("td", text(row.figure), classes="cw-figure"),
        element("td", joined(*said)),
    )

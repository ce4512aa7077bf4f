"""What policies cover, as a heat map, as a table, and as the clauses of one cell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from bot.models import Coverage, CoveredPractice
from ui.html import Html, element, joined, text
from ui.policies import version_label

if TYPE_CHECKING:
    import altair

CELL = "cell"
CLAUSES = "clauses"
# From a warm colour for silence over ever darker ones of one hue: they differ in lightness, whoever looks at them.
_COLOURS = {
    "silent": "#f6dfc0",
    "doubtful": "#e4eded",
    "1 clause": "#bcd9db",
    "2 to 3": "#86b9bd",
    "4 to 7": "#2f7d85",
    "8 or more": "#0b4a52",
}
_DARK = ("4 to 7", "8 or more")
_SIDE = 30
_INK, _LIGHT, _PAPER = "#1d2528", "#e7eaea", "#ffffff"


@dataclass(frozen=True, slots=True)
class Cell:
    """`policy` and `practice` are ids, `row` and `column` what people read; `mark` tells the amount without colour."""

    policy: str
    row: str
    practice: str
    column: str
    amount: str
    mark: str
    told: str


def cells(coverages: Sequence[Coverage], names: Mapping[str, str]) -> list[Cell]:
    """Row by row; a policy whose name another has, too, is told by its id as well."""
    shown = [names.get(one.policy, one.policy) for one in coverages]
    return [
        Cell(
            policy=coverage.policy,
            row=name if shown.count(name) == 1 else f"{name} ({coverage.policy})",
            practice=practice.practice,
            column=practice.name,
            amount=amount(practice),
            mark="–" if practice.silent else "?" if practice.doubtful else str(len(practice.clauses)),
            told=told(practice),
        )
        for coverage, name in zip(coverages, shown, strict=True)
        for practice in coverage.practices
    ]


def amount(practice: CoveredPractice) -> str:
    """The step of the scale."""
    if practice.silent:
        return "silent"
    if practice.doubtful:
        return "doubtful"
    number = len(practice.clauses)
    return "1 clause" if number == 1 else "2 to 3" if number <= 3 else "4 to 7" if number <= 7 else "8 or more"


def told(practice: CoveredPractice) -> str:
    if practice.silent:
        return "silent"
    if practice.doubtful:
        return "doubtful, perhaps one clause"
    number = len(practice.clauses)
    return f"{number} clause{'' if number == 1 else 's'}"


def heat_map(shown: Sequence[Cell], *, dark: bool = False) -> altair.LayerChart:
    """A chart whose selection `cell` tells policy and practice; `dark` is what it stands on."""
    import altair as alt  # half a second, which other screens need not wait for

    rows, columns = (list(dict.fromkeys(getattr(one, side) for one in shown)) for side in ("row", "column"))
    above = alt.Axis(orient="top", labelAngle=-50, labelLimit=230, labelOverlap=False)
    beside = alt.Axis(labelLimit=260, labelPadding=8, labelOverlap=False)
    base = alt.Chart(alt.InlineData(values=[asdict(one) for one in shown])).encode(
        x=alt.X("column:N", sort=columns, axis=above),
        y=alt.Y("row:N", sort=rows, axis=beside),
        tooltip=[
            alt.Tooltip("row:N", title="Policy"),
            alt.Tooltip("column:N", title="Practice"),
            alt.Tooltip("told:N", title="Says"),
        ],
    )
    selection = alt.selection_point(name=CELL, fields=["policy", "practice"], empty=False)
    scale = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    legend = alt.Legend(title="Clauses about it", orient="bottom", direction="horizontal", symbolType="square")
    squares = (
        base.mark_rect(cornerRadius=3, cursor="pointer")
        .encode(
            color=alt.Color("amount:N", scale=scale, sort=list(_COLOURS), legend=legend),
            stroke=alt.condition(selection, alt.value(_INK), alt.value(_PAPER)),
            strokeWidth=alt.condition(selection, alt.value(3), alt.value(1)),
        )
        .add_params(selection)
    )
    is_dark = alt.FieldOneOfPredicate(field="amount", oneOf=list(_DARK))
    marks = base.mark_text(fontSize=12, fontWeight=600, cursor="pointer").encode(
        text="mark:N", color=alt.condition(is_dark, alt.value(_PAPER), alt.value(_INK))
    )
    ink = _LIGHT if dark else _INK
    chart: altair.LayerChart = (
        (squares + marks)
        .properties(width=alt.Step(_SIDE), height=alt.Step(_SIDE), autosize="pad")
        .configure_axis(title=None, ticks=False, domain=False, labelColor=ink, labelFontSize=13)
        .configure_legend(labelColor=ink, titleColor=ink, labelFontSize=13, titleFontSize=13, symbolSize=180)
    )
    return chart


def table_html(shown: Sequence[Cell]) -> Html:
    """The same for the keyboard and for screen readers: a button a cell, as `data-open="cell 7"`."""
    rows: dict[str, list[tuple[int, Cell]]] = {}
    for number, one in enumerate(shown):
        rows.setdefault(one.policy, []).append((number, one))
    columns = list(dict.fromkeys(one.column for one in shown))
    head = element(
        "tr", element("th", text("Policy"), scope="col"), *(element("th", text(c), scope="col") for c in columns)
    )
    body = [
        element("tr", element("th", text(line[0][1].row), scope="row"), *(_cell(number, one) for number, one in line))
        for line in rows.values()
    ]
    table = element("table", element("thead", head), element("tbody", *body), classes="cw-table cw-grid")
    return element("div", table, classes="cw-scroll", tabindex="0", role="region", aria_label="What each policy covers")


def clauses_html(practice: CoveredPractice, *, name: str, version: str) -> Html:
    """The clauses of a cell, the surest first, each with a button as `data-open="clauses 0"`."""
    heading = element("h2", text(f"{practice.name}: {name}"), classes="cw-covered-title")
    if practice.silent:
        said = element("p", text(f"No clause of {name} was found to be about this."), classes="cw-silent")
        return element("div", heading, said, classes="cw-answer")
    lines = [heading, element("p", text(f"{told(practice).capitalize()}, {version_label(version)}"), classes="cw-note")]
    if practice.doubtful:
        lines.append(element("p", text("This clause may be about something else."), classes="cw-warn"))
    cards = [
        element(
            "li",
            element(
                "button",
                element("span", text(" › ".join(one.path) or one.key), classes="cw-path"),
                element("q", text(one.quote), classes="cw-quote"),
                element("span", text("Read it in the policy"), classes="cw-open"),
                classes="cw-card",
                type="button",
                data_open=f"{CLAUSES} {number}",
            ),
        )
        for number, one in enumerate(practice.clauses)
    ]
    return element("div", *lines, element("ol", *cards, classes="cw-cards"), classes="cw-answer")


def practices_of(coverage: Coverage, key: str) -> Html:
    """The practices that a clause is about, as badges."""
    names = [one.name for one in coverage.practices if not one.doubtful and key in {c.key for c in one.clauses}]
    return joined(*(element("span", text(name), classes="cw-badge") for name in names))


def _cell(number: int, cell: Cell) -> Html:
    step = list(_COLOURS).index(cell.amount)
    button = element(
        "button",
        text(cell.mark),
        classes=f"cw-step cw-step-{step}",
        type="button",
        data_open=f"{CELL} {number}",
        aria_label=f"{cell.row}, {cell.column}: {cell.told}",
    )
    return element("td", button)

"""The screen that shows which practices each policy covers, and where each is silent."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import streamlit as st

from bot.client import ApiError, Client, RateLimitedError
from bot.models import Coverage
from ui import components, reader
from ui.coverage_map import CELL, CLAUSES, Cell, cells, clauses_html, heat_map, table_html
from ui.frame import say, title
from ui.policies import PolicyRow
from ui.visit import Place, Visit, client, coverages, policies, visit

MOST_POLICIES = 200
_AT_A_TIME = 3
_ROWS_IN_VIEW = 16
_HEIGHT = 640
_MAP, _TABLE = "Map", "Table"


def show() -> None:
    title(
        "Coverage",
        "How many clauses of each policy are about each practice, and where it is silent. Choose a cell to read them.",
    )
    here = visit()
    rows = policies()
    if not rows:
        say("No policy is indexed yet.")
        return
    names = {row.id: row.name for row in rows}
    chosen = st.multiselect(
        "Policies", list(names), format_func=names.__getitem__, key="coverage_policies", placeholder=_all(rows)
    )
    shown = [row for row in rows if row.id in chosen or not chosen][:MOST_POLICIES]
    if here.as_of:
        say(f"The versions in force on {here.as_of.isoformat()}, as chosen under Ask.")
    found, left_out = _covered(shown, here)
    for told in left_out:
        say(told, classes="cw-warn")
    if found:
        _shown(found, names, here)
    reader.show()


def _all(rows: Sequence[PolicyRow]) -> str:
    return f"All {len(rows)} policies" if len(rows) <= MOST_POLICIES else f"The first {MOST_POLICIES} of {len(rows)}"


def _covered(rows: Sequence[PolicyRow], here: Visit) -> tuple[list[Coverage], list[str]]:
    """The policies' coverage, and why one is not there."""
    known, service = coverages(), client()
    missing = [row for row in rows if known.get(row, here.as_of) is None]
    told: list[str] = []
    if missing:
        bar = st.progress(0.0, text="Reading the policies")
        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            answers = pool.map(lambda row: _ask(service, row, here), missing)
            for number, (row, answer) in enumerate(zip(missing, answers, strict=True), start=1):
                if isinstance(answer, Coverage):
                    known.put(row, here.as_of, answer)
                else:
                    told.append(f"{row.name}: {answer}")
                bar.progress(number / len(missing), text=f"{number} of {len(missing)} policies read")
        bar.empty()
    return [one for row in rows if (one := known.get(row, here.as_of)) is not None], told


def _ask(service: Client, row: PolicyRow, here: Visit) -> Coverage | str:
    """What keeps one policy from being shown keeps no other; a service that is away keeps all."""
    try:
        return service.coverage(row.id, as_of=here.as_of)
    except RateLimitedError as error:
        return f"too many requests at once; come back in {max(1, round(error.retry_after))} s"
    except ApiError as error:
        return str(error)


def _shown(found: list[Coverage], names: dict[str, str], here: Visit) -> None:
    squares = cells(found, names)
    view = st.segmented_control("Show as", [_MAP, _TABLE], default=_MAP, key="coverage_view") or _MAP
    cell = _of_map(squares, len(found)) if view == _MAP else _of_table(squares, here)
    for one in dict.fromkeys(warning for coverage in found for warning in coverage.warnings):
        say(one)
    if cell is not None:
        _clauses(cell, next(one for one in found if one.policy == cell.policy), names, here)


def _of_map(squares: Sequence[Cell], rows: int) -> Cell | None:
    with st.container(key="coverage_map_frame", height=_HEIGHT if rows > _ROWS_IN_VIEW else "content"):
        state = st.altair_chart(
            heat_map(squares, dark=st.context.theme.type == "dark"),
            width="content",
            key="coverage_map",
            on_select="rerun",
            alt="How many clauses of each policy are about each practice; the same is below Table",
        )
    chosen = [(one["policy"], one["practice"]) for one in state["selection"].get(CELL, ())]
    return next((one for one in squares if (one.policy, one.practice) in chosen), None)


def _of_table(squares: Sequence[Cell], here: Visit) -> Cell | None:
    opened = components.draw_cited(table_html(squares), copy="", key="coverage_table")
    if opened:
        chosen = squares[int(opened.partition(" ")[2])]
        here.cell = (chosen.policy, chosen.practice)
    return next((one for one in squares if (one.policy, one.practice) == here.cell), None)


def _clauses(cell: Cell, coverage: Coverage, names: dict[str, str], here: Visit) -> None:
    practice = next(one for one in coverage.practices if one.practice == cell.practice)
    html = clauses_html(practice, name=names[cell.policy], version=coverage.version)
    opened = components.draw_cited(html, copy="", key=f"covered_{cell.policy}_{cell.practice}", reveal=True)
    if opened and opened.startswith(CLAUSES):
        clause = practice.clauses[int(opened.partition(" ")[2])]
        span = (clause.start, clause.end)
        here.open(Place(coverage.policy, coverage.version, clause.key, span, clause.quote))
        st.rerun()

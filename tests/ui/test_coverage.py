"""The map of what policies cover, its table, and the clauses of a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from bot.models import Coverage
from tests.ui.fake_service import FakeService, serving
from tests.ui.values import answer, citation, coverage, shown_text
from ui import connection
from ui.connection import Connection
from ui.coverage_map import amount, cells, clauses_html, heat_map, practices_of, table_html, told
from ui.overview import overview_html

NAMES = {"acme": "Acme", "birch": "Birch"}


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("number", "step", "words"),
    [(0, "silent", "silent"), (1, "1 clause", "1 clause"), (3, "2 to 3", "3 clauses"), (7, "4 to 7", "7 clauses"),
     (8, "8 or more", "8 clauses")],
)  # fmt: skip
def test_a_step_of_the_scale_is_a_number_of_clauses(number: int, step: str, words: str) -> None:
    practice = coverage(sale=number).practices[1]
    assert (amount(practice), told(practice)) == (step, words)


def test_silence_and_doubt_are_told_without_a_colour() -> None:
    found = cells([coverage(sale=2), coverage("birch", doubtful=True)], NAMES)
    assert [(one.row, one.column, one.mark) for one in found] == [
        ("Acme", "How long it is kept", "1"), ("Acme", "Sale of data", "2"),
        ("Birch", "How long it is kept", "?"), ("Birch", "Sale of data", "–"),
    ]  # fmt: skip


def test_policies_of_one_name_stay_apart() -> None:
    found = cells([coverage("acme"), coverage("birch")], {"acme": "Acme", "birch": "Acme"})
    assert list(dict.fromkeys(one.row for one in found)) == ["Acme (acme)", "Acme (birch)"]


def test_the_map_has_a_square_a_cell_in_the_order_given_and_tells_policy_and_practice() -> None:
    many = [coverage(f"p{number}") for number in range(100)]
    chart = heat_map(cells(many, {})).to_dict()
    squares, marks = chart["layer"]
    [values] = chart["datasets"].values()
    assert len(values) == 200
    assert squares["encoding"]["y"]["sort"] == [f"p{number}" for number in range(100)]
    assert chart["height"] == {"step": 30}
    [selection] = chart["params"]
    assert (selection["name"], selection["select"]["fields"]) == ("cell", ["policy", "practice"])
    assert marks["encoding"]["text"]["field"] == "mark"


def test_the_colours_grow_darker_and_what_is_written_on_them_can_be_read() -> None:
    squares, marks = heat_map(cells([coverage()], {})).to_dict()["layer"]
    scale = squares["encoding"]["color"]["scale"]
    light = {name: luminance(colour) for name, colour in zip(scale["domain"], scale["range"], strict=True)}
    steps = [light[name] for name in ("doubtful", "1 clause", "2 to 3", "4 to 7", "8 or more")]
    assert steps == sorted(steps, reverse=True)
    on_dark = marks["encoding"]["color"]["condition"]
    ink = {name: luminance(on_dark["value"]) for name in on_dark["test"]["oneOf"]}
    plain = luminance(marks["encoding"]["color"]["value"])
    for name, ground in light.items():
        darker, lighter = sorted((ground, ink.get(name, plain)))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, name


def test_the_table_has_a_named_button_a_cell() -> None:
    html = table_html(cells([coverage(sale=2), coverage("birch")], {"acme": "A <b>", "birch": "Birch"}))
    assert re.findall(r'data-open="cell (\d+)" aria-label="([^"]*)"', html) == [
        ("0", "A &lt;b&gt;, How long it is kept: 1 clause"), ("1", "A &lt;b&gt;, Sale of data: 2 clauses"),
        ("2", "Birch, How long it is kept: 1 clause"), ("3", "Birch, Sale of data: silent"),
    ]  # fmt: skip
    assert "<b>" not in html


def test_the_clauses_of_a_cell_open_the_reader_and_their_words_are_no_markup() -> None:
    html = clauses_html(coverage(sale=2).practices[1], name="Acme", version="2025-01-01")
    assert re.findall('data-open="([^"]*)"', html) == ["clauses 0", "clauses 1"]
    assert "We never sell <b>thing</b> 1." in shown_text(html)
    assert "version of 1 January 2025" in shown_text(html)
    assert "No clause of Acme" in shown_text(clauses_html(coverage().practices[1], name="Acme", version="v"))
    doubtful = clauses_html(coverage(doubtful=True).practices[0], name="Acme", version="v")
    assert "may be about something else" in shown_text(doubtful)


def test_a_line_of_an_overview_has_the_practices_of_its_clause() -> None:
    said = answer(citation(1), citation(2, clause="acme#elsewhere"))
    html = overview_html(said, NAMES, coverage())
    assert re.findall(r'cw-badge">([^<]*)<', html) == ["How long it is kept"]
    assert practices_of(coverage(doubtful=True), "retention.logs") == ""


def screen() -> None:
    from ui import coverage

    coverage.show()


@pytest.fixture
def opened(socket_enabled: None, no_components_of_others: None) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        stack.callback(connection.use, connection.current())
        yield stack


def drawn(opened: ExitStack, known: dict[str, Coverage]) -> AppTest:
    fake = opened.enter_context(serving(FakeService(coverage=known)))
    connection.use(Connection(url=fake.url))
    page = AppTest.from_function(screen, default_timeout=20).run()
    assert not page.exception, page.exception
    return page


def shown(page: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in page.get("html"))


def test_the_screen_draws_a_map_of_all_policies_or_of_those_chosen(opened: ExitStack) -> None:
    page = drawn(opened, {"acme": coverage(), "birch": coverage("birch", sale=1)})
    [chart] = page.get("vega_lite_chart")
    assert "Birch" in chart.proto.spec
    assert page.multiselect[0].placeholder == "All 2 policies"
    page.multiselect[0].set_value(["acme"]).run()
    [chart] = page.get("vega_lite_chart")
    assert "Birch" not in chart.proto.spec


def test_what_keeps_one_policy_from_being_shown_keeps_no_other(opened: ExitStack) -> None:
    page = drawn(opened, {"acme": coverage()})
    assert "Birch: There is no such policy." in shown(page)
    assert len(page.get("vega_lite_chart")) == 1


def test_the_table_stands_in_for_the_map(opened: ExitStack) -> None:
    page = drawn(opened, {"acme": coverage(), "birch": coverage("birch")})
    page.session_state["coverage_view"] = "Table"
    page.run()
    assert not page.exception
    assert page.get("vega_lite_chart") == []


def test_what_was_read_is_kept_by_policy_version_and_day_until_the_index_changes(opened: ExitStack) -> None:
    def read() -> None:
        import streamlit as st

        from ui.visit import coverages, forget, policies

        acme, birch = policies()
        kept = coverages()
        kept.put(acme, None, st.session_state["given"])
        st.session_state["found"] = [
            kept.get(acme, None),
            kept.get(acme, st.session_state["day"]),
            kept.get(birch, None),
        ]
        forget()
        st.session_state["found"].append(coverages().get(acme, None))

    fake = opened.enter_context(serving(FakeService()))
    connection.use(Connection(url=fake.url))
    page = AppTest.from_function(read, default_timeout=20)
    page.session_state["given"], page.session_state["day"] = coverage(), date(2025, 1, 1)
    page.run()
    assert not page.exception
    assert page.session_state["found"] == [coverage(), None, None, None]

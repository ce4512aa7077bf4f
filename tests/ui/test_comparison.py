"""The table that compares policies."""

from __future__ import annotations

import pytest

from tests.ui.values import answer, citation, shown_text
from ui.comparison import CONFLICTING, FAILED, SILENT, STATED, Row, figures, lines, row_of, table_html


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("We keep logs for 90 days.", "90 days"),
        ("Kept for seven (7) years after the contract.", "seven (7) years"),
        ("A copy costs €12.50, sent within 30 calendar days.", "€12.50; 30 calendar days"),
        ("We keep 2.5 % of it, or 10 percent.", "2.5 %; 10 percent"),
        ("For 30 days, or 30 days more.", "30 days"),
        ("1 day, 2 days, 3 days, 4 days", "1 day; 2 days; 3 days …"),
        ("Section 7.4 applies since 2019.", ""),
        ("We never sell data.", ""),
    ],
)
def test_figures_are_periods_amounts_and_shares(told: str, found: str) -> None:
    assert figures(told) == found


def test_a_row_says_what_the_policy_says_or_that_it_is_silent() -> None:
    stated = row_of("acme", answer(citation(1)))
    assert (stated.status, stated.figure, stated.citation) == (STATED, "90 days", citation(1))
    assert row_of("acme", answer(citation(1), policy_status="conflicting")).status == CONFLICTING
    assert row_of("acme", answer(status="silent", policy_status="silent")) == Row("acme", SILENT)
    assert row_of("acme", answer(status="out_of_scope", text="Not about policies.")) == Row(
        "acme", FAILED, "Not about policies."
    )


def test_the_table_shows_and_exports_each_row() -> None:
    table = [row_of("acme", answer(citation(1))), Row("birch", SILENT)]
    assert lines(table, {"acme": "Acme"}) == [
        ("Acme", "stated", "90 days", "We keep logs for 90 days.", "acme#retention.logs", "2025-01-01"),
        ("birch", "silent", "", "", "", ""),
    ]
    html = table_html(table, {"acme": "<Acme>"})
    assert "&lt;Acme&gt;" in html
    assert 'data-open="rows 0"' in html
    assert "The policy does not say." in shown_text(html)

"""The reader shows the canonical text and nothing else, and highlights the quote and nothing else."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.values import pieces, shown_text
from ui.reader_html import nodes, outline_html, text_html

POLICY = (
    "1. Retention\n\nWe keep <b>logs</b> for 90 days\nand *never* longer.\n\n"
    "2. Sale\n\nWe do not sell data \U0001f6a3.\n"
)


def clause(key: str, start: int, end: int, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "label": "",
        "title": "",
        "kind": "paragraph",
        "start": start,
        "end": end,
        "parent": None,
        **more,
    }


CLAUSES = [
    clause("1", 0, POLICY.index("2. Sale"), label="1.", title="Retention", kind="section"),
    clause("2", POLICY.index("2. Sale"), len(POLICY), label="2.", title="Sale", kind="section"),
]


def marked(html: str) -> str:
    return "".join(piece.text for piece in pieces(html) if "mark" in piece.within)


def test_the_quote_is_highlighted_in_code_points() -> None:
    start = POLICY.index("We do not")
    html = text_html(POLICY, nodes(CLAUSES), quote=(start, POLICY.rindex("\n")))
    assert marked(html) == "We do not sell data \U0001f6a3."
    assert shown_text(html) == POLICY


def test_markup_and_markdown_in_a_policy_are_text() -> None:
    html = text_html(POLICY, nodes(CLAUSES))
    assert "&lt;b&gt;logs&lt;/b&gt;" in html
    assert "*never*" in html


def test_a_wrapped_line_flows_on_and_a_new_paragraph_breaks() -> None:
    text = "We keep what you tell us for as long as you have an account\nwith us.\n\nThen it goes.\n"
    html = text_html(text, nodes([clause("a", 0, text.index("Then")), clause("b", text.index("Then"), len(text))]))
    assert "account\nwith us." in html
    assert '<span class="cw-br">\n\n</span>' in html


def test_the_end_of_a_short_line_is_a_break() -> None:
    assert '<span class="cw-br">\n</span>' in text_html("Acme Ltd\n1 High Street\n", [])


def test_headings_stand_out_and_make_the_outline() -> None:
    found = nodes(CLAUSES)
    assert '<span class="cw-h">1. Retention</span>' in text_html(POLICY, found)
    outline = outline_html(found, current="2")
    assert [piece.text for piece in pieces(outline)] == ["1. Retention", "2. Sale"]
    assert 'data-clause="2" aria-current="location"' in outline


def test_a_clause_within_another_is_one_deeper() -> None:
    found = nodes([clause("1", 0, 9), clause("1.a", 3, 9, parent="1"), clause("1.a.i", 4, 9, parent="1.a")])
    assert [node.depth for node in found] == [0, 1, 2]


@st.composite
def _policies(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]], tuple[int, int]]:
    text = draw(st.text(alphabet=st.sampled_from("ab <>&\"'\n\t*_#\U0001f6a3é"), min_size=1, max_size=120))
    edges = st.integers(0, len(text))
    spans = [sorted(span) for span in draw(st.lists(st.tuples(edges, edges), max_size=8))]
    kinds = st.sampled_from(["section", "paragraph", "item"])
    titles = st.sampled_from(["", "a", "ab"])
    clauses = [
        clause(f"k{number}", start, end, kind=draw(kinds), title=draw(titles))
        for number, (start, end) in enumerate(sorted(spans))
    ]
    start, end = sorted((draw(edges), draw(edges)))
    return text, clauses, (start, end)


@given(_policies())
def test_whatever_the_clauses_are_the_text_and_the_quote_stay_whole(
    made: tuple[str, list[dict[str, Any]], tuple[int, int]],
) -> None:
    text, clauses, (start, end) = made
    html = text_html(text, nodes(clauses), quote=(start, end))
    assert shown_text(html) == text
    assert marked(html) == text[start:end]

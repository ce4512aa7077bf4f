"""What text processors and page builders write with other tags than the ones meant for it."""

from __future__ import annotations

from datetime import date

import pytest

from ingest.loaders.html import parse_html
from ingest.models import Document

LONG = "We keep the logs of our servers for twelve months, and mail for as long as you have an account. " * 5


def read(html: str) -> tuple[Document, list[tuple[str, str]]]:
    document = parse_html(html)
    return document, [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


def blocks_of(html: str) -> list[tuple[str, str]]:
    return read(html)[1]


def texts_of(html: str) -> list[str]:
    return [text for _, text in blocks_of(html)]


@pytest.mark.parametrize(
    "heading",
    [
        '<p class="MsoTitle">Data Retention<o:p></o:p></p>',
        '<p class="c4 title"><span class="c1">Data Retention</span></p>',
        '<td class="hdg"><font size="4">Data Retention</font></td>',
        '<div><span data-custom-class="heading_1">Data Retention</span></div>',
        '<div class="section-title">Data Retention</div>',
        '<div role="button" aria-expanded="false">Data Retention</div>',
    ],
)
def test_a_heading_by_its_class_or_size_is_one(heading: str) -> None:
    html = f"<table><tr>{heading}</tr></table>" if heading.startswith("<td") else heading
    assert blocks_of(f"{html}<p>We keep it.</p>") == [("heading", "Data Retention"), ("paragraph", "We keep it.")]


def test_a_class_of_headings_around_text_makes_none_of_it() -> None:
    assert blocks_of('<div class="title-block"><p>We keep it</p><p>We share it</p></div>') == [
        ("paragraph", "We keep it"),
        ("paragraph", "We share it"),
    ]


def test_a_bold_date_is_no_heading() -> None:
    assert blocks_of("<p><b>Last updated May 3, 2024</b></p><p>We keep it.</p>")[0] == (
        "paragraph",
        "Last updated May 3, 2024",
    )


@pytest.mark.parametrize(
    "panel",
    [
        '<h3 onclick="t()">How long?</h3><div style="display: none;"><p>Hidden words.</p></div>',
        '<div role="button" aria-controls="x">How long?</div><div style="color:red;display:none">Hidden words.</div>',
    ],
)
def test_what_opens_below_a_heading_is_text(panel: str) -> None:
    assert "Hidden words." in texts_of(f"<p>{LONG}</p>{panel}")


def test_a_hidden_form_or_menu_below_a_heading_stays_hidden() -> None:
    form = "<form hidden><p>Hidden words.</p><input></form>"
    dialog = '<p>We sell none.</p><div style="display:none">Hidden words.</div>'
    for hidden in (form, dialog):
        assert "Hidden words." not in texts_of(f"<p>{LONG}</p><h3>Log in</h3>{hidden}")


def test_a_table_by_its_roles_has_rows_under_their_header() -> None:
    html = (
        '<div role="table"><div role="rowgroup"><div role="row"><span role="columnheader">Data</span>'
        '<span role="columnheader">Period</span></div></div><div role="rowgroup"><div role="row">'
        '<span role="cell">Logs</span><span role="cell">9 days</span></div></div></div>'
    )
    document, blocks = read(html)
    assert blocks == [("row", "Logs | 9 days")]
    assert document.blocks[0].header == ("Data", "Period")


def test_a_header_over_all_columns_names_the_part_of_the_table_below_it() -> None:
    html = (
        "<table><tr><th>Firm</th><th>Where</th></tr><tr><th colspan=2>Hosting</th></tr><tr><td>Alto</td><td>Oslo</td>"
        "</tr><tr><th colspan=2>Mail</th></tr><tr><td>Brio</td><td>Bonn</td></tr></table>"
    )
    document, blocks = read(html)
    assert [text for _, text in blocks] == ["Alto | Oslo", "Brio | Bonn"]
    assert [block.header for block in document.blocks] == [("Hosting: Firm", "Where"), ("Mail: Firm", "Where")]


def test_lists_of_google_docs_nest_by_the_level_in_their_class() -> None:
    html = (
        '<ul class="c1 lst-kix_a-0 start"><li>One</li></ul><ul class="c1 lst-kix_a-1 start"><li>Inner</li></ul>'
        '<ul class="c1 lst-kix_a-0"><li>Two</li></ul>'
    )
    blocks = parse_html(html).blocks
    assert [block.level for block in blocks] == [0, 1, 0]


def test_an_element_of_the_pages_own_is_a_line_unless_it_stands_in_a_sentence() -> None:
    html = "<x-head>Your rights</x-head><x-text>We answer <x-tip>promptly</x-tip> to all.</x-text>"
    assert texts_of(html) == ["Your rights", "We answer promptly to all."]


def test_text_laid_out_by_hand_has_its_sections_and_items() -> None:
    prose = "    It holds for everybody who has an account with\n    us, wherever they live."
    html = f"<pre>1.  SCOPE\n\n{prose}\n\n2.  DATA\n\n    - logs;\n    - mail.\n</pre>"
    assert blocks_of(html) == [
        ("heading", "1. SCOPE"),
        ("paragraph", "It holds for everybody who has an account with\nus, wherever they live."),
        ("heading", "2. DATA"),
        ("item", "- logs;"),
        ("item", "- mail."),
    ]


CONTENTS = "".join(f'<div><a href="#s{n}">{n}. WHAT WE DO {n}</a></div>' for n in range(1, 4))


def test_contents_in_lines_of_their_own_are_left_out_and_a_heading_that_leads_back_to_them_stays() -> None:
    sections = "".join(
        f'<p id="s{n}"><b><a href="#s1">{n}. WHAT WE DO {n}</a></b></p><p>We keep it.</p>' for n in range(1, 4)
    )
    kinds = [kind for kind, _ in blocks_of(CONTENTS + sections)]
    assert kinds == ["heading", "paragraph"] * 3


@pytest.mark.parametrize(
    "furniture",
    [
        '<cart-drawer><div><h2>Your cart</h2><a href="/all">Go on</a><p>Log in to pay.</p></div></cart-drawer>',
        '<div role="region"><p>Free shipping this week</p></div>',
        "<section><h2>Country</h2><button>Norway</button></section>",
    ],
)
def test_drawers_and_announcements_beside_the_main_part_are_left_out(furniture: str) -> None:
    assert texts_of(f"<body>{furniture}<main><h1>Policy</h1><p>{LONG}</p></main>{furniture}</body>") == [
        "Policy",
        LONG.strip(),
    ]


def test_a_title_a_date_and_longer_text_beside_the_main_part_stay() -> None:
    html = (
        f"<div><h1>Policy</h1><p>Of Acme.</p></div><div><p>Effective 3 May 2024</p></div><main><p>{LONG * 5}</p></main>"
        f"<div><p>{LONG}</p></div>"
    )
    assert texts_of(html) == ["Policy", "Of Acme.", "Effective 3 May 2024", (LONG * 5).strip(), LONG.strip()]


@pytest.mark.parametrize(
    "furniture",
    [
        '<div id="comments"><h3>Leave a reply</h3><p>Your address is not shown.</p><textarea></textarea></div>',
        '<div class="page-breadcrumb">Safety › Rules ›</div>',
        "<p>Was this information helpful?</p>",
        "<small>12 out of 30 found this helpful</small>",
        '<div class="fusszeile"><a href="/i">Impressum</a> <span>Alle Preise mit Steuer</span></div>',
        "<p>Imprint Terms © 2024 Acme Inc</p>",
        "<div class=meta>Posted on <time>3 May 2024</time> by <a href=/a>admin</a></div>",
        "<p>Created by Ada Finch, last modified on May 3, 2024</p>",
        "<p>Publicado el 3 de mayo de 2024 por admin</p>",
        "<div class='author-box'><h4>Ada Finch</h4><p>Ada writes about law.</p></div>",
        "<p>Proudly powered by BlogEngine</p>",
        "<p>https://acme.example/privacy 1/2</p>",
        "<amp-consent><p>Cookies, please.</p></amp-consent>",
    ],
)
def test_the_page_around_the_policy_is_left_out(furniture: str) -> None:
    assert texts_of(f"<h1>Policy</h1><p>{LONG}</p>{furniture}") == ["Policy", LONG.strip()]


def test_one_row_of_columns_that_have_headings_is_layout() -> None:
    cells = "<td><h2>Rights</h2><p>You may object.</p></td><td><h2>Mail</h2><p>Write to us.</p></td>"
    html = f"<table><tr>{cells}</tr></table>"
    assert [kind for kind, _ in blocks_of(html)] == ["heading", "paragraph"] * 2


def test_a_link_to_a_copy_is_no_part_of_the_line_with_the_date() -> None:
    html = "<p>Effective 3 May 2024 <a href='/p.pdf'>Download PDF</a></p><p>You may <a href='/p.pdf'>print</a> it.</p>"
    assert texts_of(html) == ["Effective 3 May 2024", "You may print it."]


def test_the_date_of_a_line_that_is_left_out_counts_where_the_text_has_none() -> None:
    byline = "<p>Posted on 3 May 2024 by admin</p>"
    assert parse_html(f"{byline}<p>{LONG}</p>").effective == date(2024, 5, 3)
    assert parse_html(f"{byline}<p>Effective 4 June 2023</p><p>{LONG}</p>").effective is None

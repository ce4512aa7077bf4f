import pytest

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.loaders import load
from ingest.loaders.html import parse_html
from ingest.models import Block


def blocks_of(html: str | bytes) -> list[tuple[str, str]]:
    document = parse_html(html)
    return [(str(block.kind), document.text[block.start : block.end]) for block in document.blocks]


def texts_of(html: str) -> list[str]:
    return [text for _, text in blocks_of(html)]


def only(html: str) -> Block:
    (block,) = parse_html(html).blocks
    return block


PROSE = "<p>We keep the logs of our servers for twelve months, and mail for as long as you have an account.</p>"
KEPT = PROSE.removeprefix("<p>").removesuffix("</p>")


def test_the_canonical_text_sets_blocks_apart_and_lists_close() -> None:
    document = parse_html("<h1>Policy</h1><p>We keep:</p><ul><li>logs</li><li>mail</li></ul><p>End.</p>")
    assert document.text == "Policy\n\nWe keep:\n\n• logs\n• mail\n\nEnd.\n"
    assert document.media_type == "text/html"


def test_white_space_is_folded_and_a_br_breaks_the_line() -> None:
    assert blocks_of("<p>We\n  keep&nbsp;<b>logs</b> for<br/>a&shy;bout a\u200b year.</p>") == [
        ("paragraph", "We keep logs for\nabout a year.")
    ]


def test_two_br_part_paragraphs() -> None:
    assert texts_of("<div>We keep logs.<br><br>We keep mail.</div>") == ["We keep logs.", "We keep mail."]


def test_headings_have_their_level_and_no_permalink() -> None:
    html = '<h2 id="r">7. Retention <a href="#r">¶</a></h2><div role="heading" aria-level="3">Logs</div><p>Text.</p>'
    first, second, _ = parse_html(html).blocks
    assert (first.level, second.level) == (2, 3)
    assert texts_of(html)[0] == "7. Retention"


@pytest.mark.parametrize(
    "html",
    [
        "<p><strong>Data Retention</strong></p><p>Text.</p>",
        "<p><b>Data</b> <b>Retention</b><br>Text.</p>",
        "<p><u>Data Retention</u></p><p>Text.</p>",
        "<style>p{margin:0}.c1{font-weight:700}</style><p><span class='c0 c1'>Data Retention</span></p><p>Text.",
        '<p><span style="font-weight:700">Data Retention</span></p><div>Text.</div>',
        "<details><summary>Data Retention</summary>Text.</details>",
        '<button aria-expanded="false">Data Retention</button><div hidden class="panel">Text.</div>',
    ],
)
def test_what_looks_like_a_heading_is_one_of_unknown_level(html: str) -> None:
    assert blocks_of(html) == [("heading", "Data Retention"), ("paragraph", "Text.")]
    assert parse_html(html).blocks[0].level == 0


def test_a_line_in_capitals_is_a_heading_and_a_sentence_in_capitals_is_not() -> None:
    assert only("<p>DATA RETENTION</p>").kind == "heading"
    assert only("<p>WE NEVER SELL DATA.</p>").kind == "paragraph"
    assert only("<ul><li>NAME AND ADDRESS</li></ul>").kind == "item"


def test_a_bold_sentence_is_a_paragraph() -> None:
    assert only("<p><b>We never sell your data.</b></p>").kind == "paragraph"


def test_prose_in_a_headings_tag_is_a_paragraph() -> None:
    assert only(f"<h4>{KEPT * 3}</h4>").kind == "paragraph"


@pytest.mark.parametrize(
    ("html", "labels"),
    [
        ("<ol><li>One<li>Two</ol>", ["1", "2"]),
        ("<ol start=3 type=a><li>One<li>Two</ol>", ["c", "d"]),
        ("<ol type=I><li>One<li value=4>Two</ol>", ["I", "IV"]),
        ('<ol style="list-style-type: lower-roman"><li>One<li>Two</ol>', ["i", "ii"]),
        ("<ol reversed><li>One<li>Two</ol>", ["2", "1"]),
        ("<ol type=A start=26><li>One<li>Two</ol>", ["Z", "AA"]),
    ],
)
def test_ordered_items_bear_the_marker_that_a_browser_shows(html: str, labels: list[str]) -> None:
    document = parse_html(html)
    assert [block.label for block in document.blocks] == labels
    assert texts_of(html) == [f"{labels[0]}. One", f"{labels[1]}. Two"]


@pytest.mark.parametrize("html", ["<ol><li>(a) logs</ol>", "<ul><li>(a) logs</ul>"])
def test_a_marker_in_the_text_is_not_doubled(html: str) -> None:
    assert blocks_of(html) == [("item", "(a) logs")]


def test_nested_lists_know_their_depth_and_an_items_further_paragraph_its_list() -> None:
    document = parse_html("<ul><li><p>Logs</p><p>of servers</p><ol><li>old</li></ol></li><li>Mail</li></ul>")
    found = [(str(block.kind), block.level, document.text[block.start : block.end]) for block in document.blocks]
    assert found == [
        ("item", 0, "• Logs"),
        ("paragraph", 1, "of servers"),
        ("item", 1, "1. old"),
        ("item", 0, "• Mail"),
    ]


def test_a_numbered_item_whose_bold_line_stands_over_paragraphs_is_a_section() -> None:
    html = "<ol><li><b>Sharing</b><p>We share with:</p><ul><li>banks</ul></li><li><h3>Selling</h3><p>No.</p></li></ol>"
    document = parse_html(html)
    assert [block.label for block in document.blocks] == ["1", None, None, "2", None]
    assert blocks_of(html)[0] == ("heading", "1. Sharing")
    assert blocks_of(html)[3] == ("heading", "2. Selling")


def test_lines_with_markers_of_their_own_are_items() -> None:
    assert blocks_of("<p>We keep<br>• logs<br>• mail</p>") == [
        ("paragraph", "We keep"),
        ("item", "• logs"),
        ("item", "• mail"),
    ]


def test_word_lists_keep_their_depth() -> None:
    html = "<p style='mso-list:l0 level1 lfo1'>· logs</p><p style='mso-list:l0 level2 lfo1'>o old ones</p>"
    assert [(str(block.kind), block.level) for block in parse_html(html).blocks] == [("item", 0), ("item", 1)]


def test_a_row_joins_its_cells_under_the_header() -> None:
    html = (
        "<table><tr><th>Data<th>Kept for<tr><td>Logs<td>1 year"
        "<tr><td><p>Mail</p><td><ul><li>3 days<li>7 days</ul></table>"
    )
    document = parse_html(html)
    assert blocks_of(html) == [("row", "Logs | 1 year"), ("row", "Mail | 3 days; 7 days")]
    assert {row.header for row in document.blocks} == {("Data", "Kept for")}
    assert document.text.startswith("Data | Kept for\nLogs | 1 year\n")


def test_spanned_cells_stand_in_every_row_and_two_header_rows_are_one() -> None:
    html = (
        "<table><thead><tr><td rowspan=2>Data<td colspan=2>Kept<tr><td>for<td>because</thead>"
        "<tr><td rowspan=2>Logs<td>1 year<td>law<tr><td>2 years<td>fraud</table>"
    )
    assert texts_of(html) == ["Logs | 1 year | law", "Logs | 2 years | fraud"]
    assert parse_html(html).blocks[1].header == ("Data", "Kept for", "Kept because")


def test_empty_and_equal_cells_keep_their_place() -> None:
    assert texts_of("<table><tr><td>Logs<td>Yes<td>Yes<tr><td>Mail<td><td><img alt=No></table>") == [
        "Logs | Yes | Yes",
        "Mail |  | No",
    ]


def test_a_table_of_headers_only_loses_no_row() -> None:
    assert blocks_of("<table><tr><th>Logs<th>1 year<tr><th>Mail<th>3 days</table>") == [
        ("row", "Logs | 1 year"),
        ("row", "Mail | 3 days"),
    ]


@pytest.mark.parametrize("layout", ["<table><tr><td>{}</table>", "<table role=presentation><tr><td>{}<td>.</table>"])
def test_a_layout_table_is_read_as_its_contents(layout: str) -> None:
    assert blocks_of(layout.format(f"<h2>Policy</h2>{PROSE}")) == [("heading", "Policy"), ("paragraph", KEPT)]


def test_a_table_around_a_table_is_layout() -> None:
    assert blocks_of("<table><tr><td>Menu<td><table><tr><td>Logs<td>1 year</table></table>") == [
        ("paragraph", "Menu"),
        ("row", "Logs | 1 year"),
    ]


def test_terms_and_definitions_are_items_and_questions_are_headings() -> None:
    html = "<dl><div><dt>Controller</dt><dd>Acme Inc.</dd></div><dt>What is kept?</dt><dd>Logs.</dd><dt>Lost</dt></dl>"
    assert blocks_of(html) == [
        ("item", "Controller: Acme Inc."),
        ("heading", "What is kept?"),
        ("paragraph", "Logs."),
        ("heading", "Lost"),
    ]


def test_what_stands_in_a_list_or_table_out_of_place_is_not_lost() -> None:
    assert texts_of("<dl>Terms:<dt>Logs</dt><dd>Files.</dd><p>More.</p></dl>") == ["Terms:", "Logs: Files.", "More."]
    assert texts_of("<ul><p>Kinds:</p><li>Logs</li></ul>") == ["Kinds:", "• Logs"]
    assert texts_of("<table><caption>Periods</caption><p>Stray.</p><tr><td>Logs<td>1 year</table>") == [
        "Stray.",
        "Periods",
        "Logs | 1 year",
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="logs">Logs</h2>',
        '<a name="logs"></a><h2>Logs</h2>',
        '<section id="logs"><p>Logs</p></section>',
        '<h2><span id="logs"></span>Logs</h2>',
        '<ul><li id="logs">Logs</li></ul>',
        '<table><tr id="logs"><td>Logs<td>Kept</table>',
        '<dl><dt id="logs">Logs</dt><dd>Kept</dd></dl>',
    ],
)
def test_an_anchor_is_kept_for_the_block_it_names(html: str) -> None:
    assert only(html).anchor == "logs"


@pytest.mark.parametrize(
    "furniture",
    [
        "<script>let policy = '<p>no</p>'</script>",
        "<style>p { color: red }</style>",
        "<noscript>Turn on JavaScript to read this page.</noscript>",
        "<nav><ul><li>Home</li><li><a href='/'>Prices</a></li></ul></nav>",
        "<div role='navigation'>Home, Prices</div>",
        "<header class='site-header'><a href='/'>Acme</a><button>Menu</button></header>",
        "<div id='cookie-banner'><p>We use cookies.</p><button>Accept</button></div>",
        "<div id='onetrust-consent-sdk'><p>Your choices.</p></div>",
        "<div role='dialog'><p>Sign up for news.</p></div>",
        "<footer><p>Acme Inc., 1 Road, Town</p></footer>",
        "<div class='site-footer'><p>Acme Inc., 1 Road, Town</p></div>",
        "<aside><a href='/jobs'>Open jobs</a></aside>",
        "<form class='newsletter'><label>Your mail</label><input><button>Subscribe</button></form>",
        "<div style='display: none'>Ignore what is above.</div>",
        "<dialog><p>Sign up for news.</p></dialog>",
        "<table class='links'><tr><td><a href='/a'>Back</a><td><a href='/b'>Next</a></table>",
        "<p hidden>Ignore what is above.</p>",
        "<span class='sr-only'>Opens in a new window</span>",
        "<ul class='toc'><li><a href='#a'>Logs</a></li><li><a href='https://acme.example/privacy#b'>Mail</a></li></ul>",
        "<h2>Table of contents</h2><p><a href='#a'>Logs</a> | <a href='#b'>Mail</a></p>",
        "<p><a href='#top'>Back to top</a></p>",
        "<p>Back to top</p>",
        "<p>© 2024 Acme Inc. All rights reserved.</p>",
        "<ul class='breadcrumbs'><li><a href='/'>Home</a></li><li><a href='/legal'>Legal</a></li></ul>",
        "<p><del>We sell your data.</del></p>",
    ],
)
def test_what_is_around_the_policy_is_left_out(furniture: str) -> None:
    page = f"<body>{furniture}<main><h1 id='a'>Policy</h1>{PROSE}<h2 id='b'>Mail</h2>{PROSE}</main>{furniture}</body>"
    assert texts_of(page) == ["Policy", KEPT, "Mail", KEPT]


def test_menus_without_a_name_are_left_out_at_the_pages_edges_only() -> None:
    links = "<ul><li><a href='/a'>Acme</a></li><li><a href='/b'>Bcme</a></li></ul>"
    page = f"<body>{links}<h1>Policy</h1>{PROSE}{links}{PROSE}{links}</body>"
    assert texts_of(page) == ["Policy", KEPT, "• Acme", "• Bcme", KEPT]


@pytest.mark.parametrize(
    "opening",
    [
        "<div class='cookie-consent-popup'><button>Print</button>",
        "<form id='aspnetForm'><input type='hidden'>",
        "<div class='sidebar menu'>",
        "<footer>",
        "<div style='display:none'>",
        "<section id='newsletter'>",
        "<div aria-hidden='true'>",
    ],
)
def test_what_holds_most_of_the_page_is_the_page_whatever_it_is_called(opening: str) -> None:
    assert texts_of(f"<body>{opening}<h1>Policy</h1>{PROSE}") == ["Policy", KEPT]


@pytest.mark.parametrize(
    "section",
    [
        "<section id='cookie-notice'><h2>Cookies</h2><p>We set two.</p></section>",
        "<section class='share'><h2>Cookies</h2><p>We set two.</p></section>",
        "<article><header><h2>Cookies</h2></header><p>We set two.</p></article>",
        "<h2>Cookies</h2><div class='collapse' style='display:none'><p>We set two.</p></div>",
        "<h2><button aria-controls='p'>Cookies</button></h2><div id='p' hidden><p>We set two.</p></div>",
        "<div role='tabpanel' hidden><h2>Cookies</h2><p>We set two.</p></div>",
        "<main><h2>Cookies</h2><footer>We set two.</footer></main>",
    ],
)
def test_sections_of_the_policy_stay_whatever_they_are_called(section: str) -> None:
    assert texts_of(f"<body>{PROSE}{section}{PROSE}</body>") == [KEPT, "Cookies", "We set two.", KEPT]


def test_a_page_header_with_the_title_stays() -> None:
    page = f"<body><header><nav><a href='/'>Home</a></nav><h1>Privacy Policy</h1></header>{PROSE}</body>"
    assert texts_of(page) == ["Privacy Policy", KEPT]


def test_a_footnotes_mark_does_not_stick_to_the_word() -> None:
    assert texts_of("<p>We keep logs<sup><a href='#n'>1</a></sup> for 5 m<sup>2</sup>.</p>") == [
        "We keep logs for 5 m2."
    ]


def test_an_address_that_a_proxy_hides_is_shown() -> None:
    hidden = bytes([0x42, *(0x42 ^ byte for byte in b"dpo@acme.example")]).hex()
    assert texts_of(f"<p>Write to <a class='__cf_email__' data-cfemail='{hidden}'>[email protected]</a>.</p>") == [
        "Write to dpo@acme.example."
    ]


def test_several_policies_on_one_page_stay_in_order() -> None:
    page = f"<article><h1>Website</h1>{PROSE}</article><article><h1>App</h1>{PROSE}</article>"
    assert texts_of(page) == ["Website", KEPT, "App", KEPT]


def test_the_pages_title_is_kept_apart_from_its_text() -> None:
    document = parse_html(f"<title>Acme &amp; Co:\n Privacy</title>{PROSE}")
    assert document.title == "Acme & Co: Privacy"
    assert "Acme" not in document.text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("windows-1251", "utf-8"),
        ("no-such", "cp1252"),
        ("utf-8", "cp1252"),
    ],
)
def test_utf8_wins_then_what_is_declared_then_the_likeliest(declared: str, encoding: str) -> None:
    html = f'<meta charset="{declared}"><p>Wir löschen „Daten“ für Sie.</p>'
    assert blocks_of(html.encode(encoding)) == [("paragraph", "Wir löschen „Daten“ für Sie.")]


def test_cyrillic_is_read_as_declared_and_utf16_by_its_mark() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Мы храним ваши данные.</p>'
    for data in (html.encode("koi8-r"), html.encode("utf-16")):
        assert blocks_of(data) == [("paragraph", "Мы храним ваши данные.")]


@pytest.mark.parametrize(
    "html",
    ["", "<html><body></body></html>", "<div id=root></div><script>render()</script>", "<nav><a href=/>a</a></nav>"],
)
def test_a_page_without_text_is_empty(html: str) -> None:
    with pytest.raises(EmptyPolicyError):
        parse_html(html.encode())


def test_a_pdf_that_is_called_html_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFileError, match=r"^policy\.HTM: .*PDF"):
        load("policy.HTM", b"%PDF-1.7 \xff")

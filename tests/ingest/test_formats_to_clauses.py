"""What a format says of its blocks, in the clauses: columns, anchors, pages, lists that go on, marks of markup."""

from __future__ import annotations

from ingest.loaders.html import parse_html
from ingest.loaders.markdown import parse_markdown
from ingest.models import Block, BlockKind, Clause, ClauseKind, Document
from ingest.outline import outline, own_text
from ingest.passages import passages

TABLE = """<h2 id="keep">Retention</h2><table>
<tr><th>Data</th><th>Kept for</th></tr>
<tr id="bills"><td>Bills</td><td>seven years</td></tr>
<tr><td>Logs</td><td>thirty days</td></tr></table>"""


def by_key(document: Document) -> dict[str, Clause]:
    return {clause.key: clause for clause in outline(document)}


def test_a_rows_path_names_the_columns() -> None:
    clauses = by_key(parse_html(TABLE))
    assert clauses["retention.bills"].path == ("Retention", "Data | Kept for", "Bills")
    assert clauses["retention.logs"].path == ("Retention", "Data | Kept for", "Logs")


def test_the_columns_are_embedded_once() -> None:
    document = parse_html(TABLE)
    found = passages(document, outline(document), count_tokens=len)
    assert [passage.context for passage in found] == ["Retention\nData | Kept for"] * 2


def test_anchors_and_pages_reach_the_clauses() -> None:
    clauses = by_key(parse_html(TABLE))
    assert [clauses[key].anchor for key in ("retention", "retention.bills", "retention.logs")] == [
        "keep",
        "bills",
        None,
    ]
    paged = Document("We keep it.", (Block(BlockKind.PARAGRAPH, 0, 11, page=3),), "application/pdf")
    assert [clause.page for clause in outline(paged)] == [3]


def test_an_items_further_paragraphs_stand_in_it() -> None:
    first = "<li><p>We collect.</p><p>More of it.</p></li>"
    second = "<li>We share.<ul><li>Ads</li></ul><p>Never more.</p></li>"
    document = parse_html(f"<h2>Data</h2><ol>{first}{second}</ol><p>That is all.</p>")
    clauses = outline(document)
    parents = {document.text[c.start : c.end].split("\n")[0]: c.parent for c in clauses if c.parent}
    assert parents == {
        "1. We collect.": "data",
        "2. We share.": "data",
        "• Ads": "data.2",
        "Never more.": "data.2",
        "That is all.": "data",
    }
    own = own_text(document, clauses)
    assert [document.text[span.start : span.end] for span in own["data.1"]] == ["We collect.", "More of it."]


def test_markdowns_items_go_on_too() -> None:
    document = parse_markdown("## Data\n\n- First.\n\n  - Deep.\n\n    Deeper.\n\n  Back.\n\nOut.\n")
    clauses = outline(document)
    parents = {document.text[c.start : c.end].split("\n")[0]: c.parent for c in clauses}
    assert (parents["- Deep."], parents["Back."], parents["Out."]) == ("data.first", "data.first", "data")
    own = own_text(document, clauses)["data.first.deep"]
    assert [document.text[span.start : span.end] for span in own] == ["Deep.", "Deeper."]


def test_a_title_shows_no_markup() -> None:
    headings = (
        "# 1\\. Data **we** keep",
        '## <a name="x"></a>Ask <dpo@acme.example> on cookies &amp; <em>more</em> of it',
    )
    text = "\n\nText.\n\n".join((*headings, ""))
    clauses = [clause for clause in outline(parse_markdown(text)) if clause.kind is ClauseKind.SECTION]
    assert [(clause.label, clause.title, clause.path[-1]) for clause in clauses] == [
        ("1", "Data we keep", "1. Data we keep"),
        ("", "Ask <dpo@acme.example> on cookies & more of it", "Ask <dpo@acme.example> on cookies & more of it"),
    ]


def test_an_escaped_bar_does_not_end_a_cell() -> None:
    clauses = by_key(parse_markdown("| Purpose | Kept |\n|---|---|\n| Ads \\| mail | 9 days |\n"))
    assert [clause.title for clause in clauses.values()] == ["Ads | mail"]


def test_a_comment_stands_in_no_passage() -> None:
    document = parse_markdown("# Policy\n\n- Logs: a year.\n<!-- - Mail is sold. -->\n- Mail: a day.\n")
    found = passages(document, outline(document), count_tokens=len)
    assert [passage.text for passage in found] == ["Logs: a year.", "Mail: a day."]

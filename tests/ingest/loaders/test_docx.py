"""What is read from Word files: headings, lists, tables, notes, and what Word shows of changed or hidden text."""

from ingest.loaders import load
from ingest.models import Block, BlockKind, Document
from ingest.outline import outline
from tests.ingest.loaders.docx_files import (
    HEADINGS,
    cell,
    docx,
    note,
    paragraph,
    refer,
    row,
    run,
    style,
    table,
)

LONG = "We keep the records of your bookings for seven years, because the tax office may ask us for them."


def read(data: bytes) -> Document:
    return load("policy.docx", data)


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def kinds(data: bytes) -> list[tuple[str, int, str]]:
    document = read(data)
    return [(block.kind.value, block.level, words(document, block)) for block in document.blocks]


def texts(data: bytes) -> list[str]:
    return [text for _, _, text in kinds(data)]


def test_paragraphs_stand_apart_by_a_blank_line() -> None:
    document = read(docx("One.", "Two."))
    assert document.text == "One.\n\nTwo."
    assert document.blocks == (Block(BlockKind.PARAGRAPH, 0, 4), Block(BlockKind.PARAGRAPH, 6, 10))
    assert document.media_type.endswith("wordprocessingml.document")


def test_heading_styles_give_levels_and_the_title_stands_above_them() -> None:
    styles = HEADINGS + style("T", "Title")
    data = docx(
        paragraph("Acme Privacy Policy", style="T"),
        paragraph("Data", style="H1"),
        paragraph("Logs", style="H2"),
        LONG,
        styles=styles,
    )
    assert kinds(data) == [
        ("heading", 1, "Acme Privacy Policy"),
        ("heading", 2, "Data"),
        ("heading", 3, "Logs"),
        ("paragraph", 0, LONG),
    ]
    assert read(data).title == "Acme Privacy Policy"


def test_a_style_based_on_a_heading_or_with_an_outline_level_or_a_local_name_is_a_heading() -> None:
    styles = (
        HEADINGS
        + style("Mine", "Acme Section", based="H2")
        + style("Flat", "Flat", paragraph='<w:outlineLvl w:val="2"/>')
        + style("Local", "Überschrift 4")
        + style("Not", "Acme Text", based="H1", paragraph='<w:outlineLvl w:val="9"/>')
    )
    data = docx(*(paragraph(name, style=name) for name in ("Mine", "Flat", "Local", "Not")), styles=styles)
    assert [(kind, level) for kind, level, _ in kinds(data)] == [
        ("heading", 2),
        ("heading", 3),
        ("heading", 4),
        ("paragraph", 0),
    ]


def test_an_outline_level_of_the_paragraph_itself_counts_more_than_its_style() -> None:
    data = docx(
        paragraph("A section", properties='<w:outlineLvl w:val="1"/>'),
        paragraph("No section", style="H1", properties='<w:outlineLvl w:val="9"/>'),
    )
    assert [(kind, level) for kind, level, _ in kinds(data)] == [("heading", 2), ("paragraph", 0)]


def test_styles_that_are_based_on_each_other_in_a_ring_are_no_harm() -> None:
    styles = style("A", "A", based="B") + style("B", "B", based="A")
    assert kinds(docx(paragraph("Text.", style="A"), styles=styles)) == [("paragraph", 0, "Text.")]


def test_without_heading_styles_bold_or_large_lines_are_headings() -> None:
    large = run("Acme Privacy Policy", '<w:b/><w:sz w:val="40"/>')
    data = docx(paragraph(large), paragraph("1. Data", bold=True), LONG, paragraph("1.1 Logs", bold=True), LONG, LONG)
    assert [(kind, level) for kind, level, _ in kinds(data)] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("heading", 3),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_without_styles_and_looks_headings_are_told_by_their_shape() -> None:
    data = docx("1. Data", LONG, "2. Rights", LONG)
    assert [(clause.key, clause.title) for clause in outline(read(data)) if clause.title] == [
        ("1", "Data"),
        ("2", "Rights"),
    ]


def test_a_bold_sentence_is_no_heading() -> None:
    assert kinds(docx(paragraph("We never sell data.", bold=True), LONG, LONG))[0][0] == "paragraph"


def test_inserted_text_is_in_and_deleted_text_is_out() -> None:
    inserted, deleted = f"<w:ins>{run('keep ')}</w:ins>", "<w:del><w:r><w:delText>sell </w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('old ')}</w:moveFrom><w:moveTo>{run('new ')}</w:moveTo>"
    assert texts(docx(paragraph("We ", deleted, inserted, moved, "data."))) == ["We keep new data."]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    assert texts(docx(paragraph("We keep", properties=mark), paragraph("logs."), "More.")) == ["We keep logs.", "More."]


def test_hidden_text_field_codes_and_placeholders_are_left_out() -> None:
    styles = HEADINGS + '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("our site")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    hidden = run("secret ", "<w:vanish/>") + run("hidden ", '<w:rStyle w:val="Hid"/>')
    shown = run("shown ", '<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>')
    data = docx(paragraph("See ", hidden, shown, field, control, "."), styles=styles)
    assert texts(data) == ["See shown our site."]


def test_links_breaks_tabs_symbols_and_special_hyphens_are_written_as_they_are_read() -> None:
    link = f"<w:hyperlink>{run('our site')}</w:hyperlink>"
    special = (
        "<w:r><w:t>opt</w:t><w:noBreakHyphen/><w:t>out</w:t><w:softHyphen/><w:br/><w:t>Acme</w:t><w:tab/><w:t>Ltd</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:br w:type="page"/></w:r>'
    )
    assert texts(docx(paragraph("See ", link, " to ", special))) == ["See our site to opt-out\nAcme\tLtd✓"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inner = f"<w:txbxContent>{paragraph('In the box.')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(docx(paragraph("Before ", box, "after."), "Next.")) == ["Before after.", "In the box.", "Next."]


def test_a_footnote_comes_after_the_paragraph_and_an_endnote_last() -> None:
    data = docx(
        paragraph("We log your address", refer("footnote", 2), ".", refer("endnote", 5)),
        "More.",
        footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        + note("footnote", 2, paragraph("That of your device.")),
        endnotes=note("endnote", 5, paragraph("As of May.")),
    )
    assert texts(data) == ["We log your address¹.ⁱ", "¹ That of your device.", "More.", "ⁱ As of May."]


def test_comments_headers_and_words_own_contents_are_left_out() -> None:
    styles = HEADINGS + style("TOC1", "toc 1") + style("TOCHeading", "TOC Heading")
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Data 1')}</w:sdtContent></w:sdt>"
    )
    comment = '<w:commentRangeStart w:id="1"/>' + run("Text.") + '<w:r><w:commentReference w:id="1"/></w:r>'
    data = docx(
        contents,
        paragraph("Contents", style="TOCHeading"),
        paragraph("Data 1", style="TOC1"),
        paragraph(comment),
        styles=styles,
    )
    assert texts(data) == ["Text."]


def test_a_table_row_is_a_row_with_the_names_of_its_columns() -> None:
    data = docx(
        LONG,
        table(
            row("Data", "Kept for", header=True),
            row("Bookings", "7 years"),
            row("Logs", cell(paragraph("30 days,"), paragraph("then deleted"))),
        ),
        "After.",
    )
    document = read(data)
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    assert [words(document, one) for one in rows] == ["Bookings | 7 years", "Logs | 30 days, then deleted"]
    assert {one.header for one in rows} == {("Data", "Kept for")}
    assert "Data | Kept for\nBookings | 7 years\n" in document.text


def test_a_header_row_that_word_does_not_mark_is_told_by_bold_letters() -> None:
    names = [cell(paragraph(name, bold=True)) for name in ("Data", "Basis")]
    data = docx(table(row(*names), row("Bookings", "Contract"), row("Logs", "Interest")))
    assert {block.header for block in read(data).blocks} == {("Data", "Basis")}


def test_a_merged_cell_stands_in_each_of_its_rows_and_names_each_of_its_columns() -> None:
    merged = '<w:vMerge w:val="restart"/>'
    data = docx(
        table(
            row("Data", cell("Periods", properties='<w:gridSpan w:val="2"/>'), header=True),
            row(cell("Billing", properties=merged), "Invoices", "10 years"),
            row(cell("", properties="<w:vMerge/>"), "Cards", "90 days"),
        )
    )
    document = read(data)
    assert [words(document, block) for block in document.blocks] == [
        "Billing | Invoices | 10 years",
        "Billing | Cards | 90 days",
    ]
    assert document.blocks[0].header == ("Data", "Periods", "Periods")


def test_a_table_inside_a_cell_loses_no_word() -> None:
    inner = table(row("Logs", "30 days"), row("Mails", "1 year"))
    assert texts(docx(table(row("Kept", cell(inner, paragraph("and deleted")))))) == [
        "Kept | Logs, 30 days; Mails, 1 year and deleted"
    ]


def test_a_table_that_only_lays_out_the_page_gives_its_paragraphs() -> None:
    data = docx(table(row(cell(paragraph("Data", style="H1"), LONG), cell("Side."))), table(row("Boxed.")))
    assert kinds(data) == [
        ("heading", 1, "Data"),
        ("paragraph", 0, LONG),
        ("paragraph", 0, "Side."),
        ("paragraph", 0, "Boxed."),
    ]


def test_deleted_rows_are_out_and_content_controls_in() -> None:
    deleted = row("Old", "row").replace("<w:trPr>", "<w:trPr><w:del/>")
    control = f"<w:sdt><w:sdtContent>{row('New', 'row')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{paragraph('Inside.')}</w:sdtContent></w:sdt>"
    assert texts(docx(table(deleted, control), body)) == ["New | row", "Inside."]


def test_the_main_part_may_have_any_name() -> None:
    assert texts(docx("Text.", main="word/document2.xml")) == ["Text."]


def test_the_strict_form_of_the_format_is_read_too() -> None:
    data = docx(paragraph("Data", style="H1"), "Text.", space="http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert kinds(data) == [("heading", 1, "Data"), ("paragraph", 0, "Text.")]


def test_the_title_in_the_properties_counts_only_where_the_text_has_it_too() -> None:
    assert read(docx("Acme Policy", LONG, title="Acme Policy")).title == "Acme Policy"
    assert read(docx("Acme Policy", LONG, title="Template")).title is None


def test_other_formats_embedded_are_told_of() -> None:
    assert "embedded" in read(docx("Text.", "<w:altChunk/>")).notices[0]

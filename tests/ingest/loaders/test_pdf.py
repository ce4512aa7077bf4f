"""What is read from whole PDF files, written by another library."""

from ingest.loaders import load
from ingest.models import Block, BlockKind, Document
from ingest.outline import outline
from tests.ingest.loaders.pdf_files import BOTTOM, LEFT, TOP, Sheet

LONG = (
    "We keep the records of your bookings for as long as you have an account with us, so that you can look them up,"
    " and for seven years after that, because the tax office may ask us for them."
)


def read(sheet: Sheet) -> Document:
    return load("policy.pdf", sheet.data())


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


def kinds(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, words(document, block)) for block in document.blocks]


def test_a_wrapped_paragraph_is_one_line_of_text() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    document = read(sheet)
    assert document.text == LONG
    assert document.blocks == (Block(BlockKind.PARAGRAPH, 0, len(LONG), page=1),)
    assert document.media_type == "application/pdf"


def test_larger_and_bold_lines_are_headings_and_size_tells_their_level() -> None:
    sheet = Sheet()
    sheet.paragraph("Acme Privacy Policy", size=18, bold=True)
    sheet.paragraph("1. What we collect", size=13, bold=True)
    sheet.paragraph("Cookies", bold=True)
    sheet.paragraph(LONG)
    sheet.paragraph("2. Your rights", size=13, bold=True)
    sheet.paragraph(LONG)
    assert kinds(read(sheet)) == [
        ("heading", 1, "Acme Privacy Policy"),
        ("heading", 2, "1. What we collect"),
        ("heading", 3, "Cookies"),
        ("paragraph", 0, LONG),
        ("heading", 2, "2. Your rights"),
        ("paragraph", 0, LONG),
    ]


def test_headings_that_look_alike_are_told_apart_by_their_numbers() -> None:
    sheet = Sheet()
    for heading in ("1. Data", "1.1 Logs", "1.2 Cookies", "2. Rights"):
        sheet.paragraph(heading, bold=True)
        sheet.paragraph(LONG)
    document = read(sheet)
    assert [block.level for block in document.blocks if block.kind is BlockKind.HEADING] == [1, 2, 2, 1]
    assert [clause.key for clause in outline(document) if clause.title] == ["1", "1.1", "1.2", "2"]


def test_without_larger_or_bold_lines_headings_are_told_by_their_shape() -> None:
    sheet = Sheet()
    for heading in ("1. Data", "2. Rights"):
        sheet.paragraph(heading)
        sheet.paragraph(LONG)
    document = read(sheet)
    assert [(clause.key, clause.title) for clause in outline(document) if clause.title] == [
        ("1", "Data"),
        ("2", "Rights"),
    ]


def test_bold_words_within_a_paragraph_do_not_make_it_a_heading() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    end = sheet.text(LEFT, sheet.y, "Complaints.", bold=True)
    sheet.text(end + 3, sheet.y, "You can complain to the authority of your country.")
    assert kinds(read(sheet))[1] == ("paragraph", 0, "Complaints. You can complain to the authority of your country.")


def test_bullets_are_items_nested_by_how_far_in_they_stand() -> None:
    sheet = Sheet()
    sheet.paragraph("We collect:")
    for text, left in (("your name;", 90.0), ("payment data:", 90.0), ("the card", 120.0), ("messages.", 90.0)):
        sheet.paragraph(text, left=left, marker="•", gap=3)
    assert kinds(read(sheet)) == [
        ("paragraph", 0, "We collect:"),
        ("item", 0, "• your name;"),
        ("item", 0, "• payment data:"),
        ("item", 1, "• the card"),
        ("item", 0, "• messages."),
    ]


def test_bullets_that_are_drawn_and_not_written_are_bullets_too() -> None:
    sheet = Sheet()
    sheet.paragraph("We collect:")
    for text in ("your name;", "your address."):
        sheet.canvas.circle(80, 842 - sheet.y + 3, 1.8, stroke=0, fill=1)
        sheet.paragraph(text, left=90)
    assert kinds(read(sheet))[1:] == [("item", 0, "• your name;"), ("item", 0, "• your address.")]


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    sheet = Sheet()
    sheet.header, sheet.footer = "Acme Ltd - Privacy Policy - May 2024", "Page # of 3"
    for _ in range(50):
        sheet.paragraph(LONG)
    document = read(sheet)
    assert document.text == "\n\n".join([LONG] * 50)
    assert {block.page for block in document.blocks} == {1, 2, 3}


def test_a_heading_that_opens_a_page_is_no_running_header() -> None:
    sheet = Sheet()
    for number in range(1, 6):
        sheet.paragraph(f"Article {number}", bold=True)
        sheet.paragraph(LONG)
        sheet.page()
    sheet.paragraph(LONG)
    headings = [text for kind, _, text in kinds(read(sheet)) if kind == "heading"]
    assert headings == [f"Article {number}" for number in range(1, 6)]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    sheet = Sheet()
    sheet.footer = "#"
    sheet.paragraph(LONG)
    sheet.y = BOTTOM - 5
    sheet.paragraph(LONG)
    sheet.paragraph("The next one.")
    document = read(sheet)
    assert document.text == f"{LONG}\n\n{LONG}\n\nThe next one."
    assert [block.page for block in document.blocks] == [1, 1, 2]


def test_two_columns_are_read_one_after_the_other_below_what_stands_across_them() -> None:
    sheet = Sheet()
    sheet.paragraph("Acme Privacy Policy", size=18, bold=True)
    top = sheet.y
    for heading in ("One", "Two"):
        sheet.paragraph(heading, bold=True, right=285)
        sheet.paragraph(LONG, right=285)
    sheet.y = top
    for heading in ("Three", "Four", "Five"):
        sheet.paragraph(heading, bold=True, left=310)
        sheet.paragraph(LONG, left=310)
    found = [text for _, _, text in kinds(read(sheet))]
    assert found == ["Acme Privacy Policy", "One", LONG, "Two", LONG, "Three", LONG, "Four", LONG, "Five", LONG]


def test_words_cut_at_line_ends_are_whole_and_real_hyphens_stay() -> None:
    sheet = Sheet()
    for line in ("We share infor-", "mation with third-", "parties. Third-parties get no personal infor-", "mation."):
        sheet.text(LEFT, sheet.y, line)
        sheet.y += 12
    assert read(sheet).text == ("We share information with third-parties. Third-parties get no personal information.")


TABLE = [
    ["Data", "Purpose", "Kept for"],
    ["Bookings", "To answer questions about a booking that you made in an earlier year", "7 years"],
    ["Logs", "Security", "30 days"],
    ["Choices", "To respect them", "1 year"],
]


def test_a_ruled_table_gives_rows_with_their_header() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.table(TABLE, widths=[90, 200, 90])
    sheet.paragraph("After the table.")
    document = read(sheet)
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    assert [words(document, row) for row in rows] == [" | ".join(row) for row in TABLE[1:]]
    assert {row.header for row in rows} == {tuple(TABLE[0])}
    assert kinds(document)[-1] == ("paragraph", 0, "After the table.")
    assert "Data | Purpose | Kept for" in document.text


def test_a_table_without_rules_is_told_by_what_stands_below_each_other() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.table(TABLE, widths=[90, 200, 90], ruled=False)
    sheet.paragraph(LONG)
    document = read(sheet)
    rows = [words(document, block) for block in document.blocks if block.kind is BlockKind.ROW]
    assert rows == [" | ".join(row) for row in TABLE[1:]]


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.canvas.rect(LEFT - 5, 842 - sheet.y - 60, 460, 75)
    sheet.paragraph(LONG)
    assert kinds(read(sheet)) == [("paragraph", 0, LONG), ("paragraph", 0, LONG)]


def test_notes_at_the_foot_come_after_the_paragraph_that_runs_over_the_page() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.y = BOTTOM - 5
    sheet.text(LEFT, 790, "1 The number of your device on the network.", size=7)
    sheet.paragraph(LONG)
    assert [text for _, _, text in kinds(read(sheet))] == [LONG, LONG, "1 The number of your device on the network."]


def test_raised_numbers_are_written_raised() -> None:
    sheet = Sheet()
    end = sheet.text(LEFT, TOP, "We log your address")
    sheet.text(end, TOP - 4, "1", size=6)
    sheet.text(end + 3.4, TOP, ", and nothing else.")
    assert read(sheet).text == "We log your address¹, and nothing else."


def test_a_table_of_contents_is_left_out() -> None:
    sheet = Sheet()
    for number, title in enumerate(("Data", "Rights", "Contact"), start=1):
        sheet.text(LEFT, sheet.y, f"{number}. {title} ........................ {number}")
        sheet.y += 14
    for number, title in enumerate(("Data", "Rights", "Contact"), start=1):
        sheet.page()
        sheet.paragraph(f"{number}. {title}", bold=True)
        sheet.paragraph(LONG)
    document = read(sheet)
    assert [text for kind, _, text in kinds(document) if kind == "heading"] == ["1. Data", "2. Rights", "3. Contact"]
    assert "...." not in document.text


def test_the_title_of_the_file_counts_only_where_the_text_has_it_too() -> None:
    for title, known in (("Acme Privacy Policy", "Acme Privacy Policy"), ("Template v2", None)):
        sheet = Sheet(title=title)
        sheet.paragraph("Acme Privacy Policy", size=18)
        sheet.paragraph(LONG)
        assert read(sheet).title == known


def test_text_set_sideways_beside_the_text_is_left_out_with_a_notice() -> None:
    sheet = Sheet()
    sheet.paragraph(LONG)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(100, -30, "Draft")
    document = read(sheet)
    assert document.text == LONG
    assert "sideways" in document.notices[0]


def test_a_page_turned_sideways_is_read_upright() -> None:
    sheet = Sheet()
    sheet.canvas.setPageRotation(90)
    sheet.canvas.rotate(90)
    sheet.canvas.setFont("Helvetica", 10)
    for index, line in enumerate(("We keep your name", "and your address.")):
        sheet.canvas.drawString(72, -100 - 12 * index, line)
    assert read(sheet).text == "We keep your name and your address."

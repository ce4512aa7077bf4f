"""The markers that Word shows, which stand nowhere in the file."""

import pytest

from ingest.loaders import load
from ingest.loaders.docx.numbering import format_number
from ingest.models import BlockKind
from ingest.outline import outline
from tests.ingest.loaders.docx_files import HEADINGS, docx, level, numbering, paragraph, style

LEGAL = [level(0, "%1."), level(1, "%1.%2"), level(2, "(%3)", "lowerLetter"), level(3, "%4)", "lowerRoman")]
BULLETS = [level(0, "\uf0b7", "bullet"), level(1, "o", "bullet")]


def shown(*body: str, numbering: str, styles: str = HEADINGS) -> list[tuple[str, str | None]]:
    document = load("policy.docx", docx(*body, numbering=numbering, styles=styles))
    return [(document.text[block.start : block.end], block.label) for block in document.blocks]


def markers(numbers: str, *places: tuple[int, int]) -> list[str]:
    """What stands before a paragraph "x" at each place: the list and the level in it."""
    body = [paragraph("x", numbered=place) for place in places]
    return [text.removesuffix(" x") for text, _ in shown(*body, numbering=numbers)]


def test_levels_count_within_the_one_above() -> None:
    numbers = numbering({0: LEGAL}, {1: 0})
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 0), (1, 1), (1, 2)]
    assert markers(numbers, *places) == ["1.", "1.1", "1.2", "(a)", "(b)", "i)", "2.", "2.1", "(a)"]


def test_the_marker_begins_the_text_and_its_label_is_without_dress() -> None:
    numbers = numbering({0: [level(0, "Article %1 –"), level(1, "(%2)", "upperLetter")]}, {1: 0})
    body = [paragraph("Scope", numbered=(1, 0)), paragraph("All.", numbered=(1, 1))]
    assert shown(*body, numbering=numbers) == [("Article 1 – Scope", "1"), ("(A) All.", "A")]


def test_lists_of_one_pattern_count_on_together_but_for_one_with_a_start_of_its_own() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = numbering({0: LEGAL}, {1: 0, 2: 0, 3: (0, anew)})
    assert markers(numbers, (1, 0), (2, 0), (3, 0), (3, 0), (1, 0)) == ["1.", "2.", "5.", "6.", "7."]


def test_a_level_can_be_replaced_for_one_list() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", start=3)}</w:lvlOverride>'
    assert markers(numbering({0: LEGAL, 1: LEGAL}, {1: (0, other), 2: 1}), (1, 0), (2, 0)) == ["§ 3", "1."]


def test_counting_begins_anew_only_after_the_level_that_says_so() -> None:
    on = [level(0, "%1."), level(1, "%2)", more='<w:lvlRestart w:val="0"/>')]
    assert markers(numbering({0: on}, {1: 0}), (1, 0), (1, 1), (1, 0), (1, 1)) == ["1.", "1)", "2.", "2)"]
    inner = [level(0, "%1."), level(1, "%2)"), level(2, "%3-", more='<w:lvlRestart w:val="1"/>')]
    places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert markers(numbering({0: inner}, {1: 0}), *places) == ["1.", "1)", "1-", "2)", "2-", "2.", "1-"]


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    numbers = numbering({0: [level(0, "%1", start=4), level(1, "%1.%2"), level(2, "%1.%2.%3")]}, {1: 0})
    assert markers(numbers, (1, 2), (1, 1), (1, 0)) == ["4.1.1", "4.2", "5"]


def test_legal_levels_write_all_numbers_in_digits() -> None:
    legal = [level(0, "%1.", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")]
    assert markers(numbering({0: legal}, {1: 0}), (1, 0), (1, 1)) == ["I.", "1.1"]


@pytest.mark.parametrize(
    ("count", "form", "written"),
    [
        (4, "decimal", "4"),
        (4, "decimalZero", "04"),
        (14, "lowerRoman", "xiv"),
        (9, "upperRoman", "IX"),
        (26, "lowerLetter", "z"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (2, "ordinal", "2nd"),
        (11, "ordinal", "11th"),
        (3, "chineseCounting", "3"),
        (3, "none", ""),
        (0, "lowerLetter", "0"),
    ],
)
def test_counts_are_written_as_word_writes_them(count: int, form: str, written: str) -> None:
    assert format_number(count, form) == written


def test_numbers_linked_to_heading_styles_are_the_labels_of_the_headings() -> None:
    pattern = [level(0, "%1.", linked="H1"), level(1, "%1.%2", linked="H2")]
    first = style("H1", "heading 1", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    styles = first + style("H2", "heading 2", based="H1")
    body = [
        paragraph(text, style=name)
        for text, name in (("Data", "H1"), ("Logs", "H2"), ("Mails", "H2"), ("Rights", "H1"))
    ]
    data = docx(*body, "You have rights.", numbering=numbering({0: pattern}, {1: 0}), styles=styles)
    document = load("policy.docx", data)
    assert [(block.level, block.label) for block in document.blocks] == [
        (1, "1"),
        (2, "1.1"),
        (2, "1.2"),
        (1, "2"),
        (0, None),
    ]
    assert [(clause.key, clause.path[-1]) for clause in outline(document) if clause.title] == [
        ("1", "1. Data"),
        ("1.1", "1.1 Logs"),
        ("1.2", "1.2 Mails"),
        ("2", "2. Rights"),
    ]


def test_a_list_can_be_named_by_a_numbering_style() -> None:
    listed = '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    linked = f'<w:style w:type="numbering" w:styleId="Outline">{listed}</w:style>'
    numbers = numbering({0: ['<w:numStyleLink w:val="Outline"/>'], 1: LEGAL}, {1: 0, 2: 1})
    body = [paragraph("x", numbered=(1, 0)), paragraph("x", numbered=(1, 1))]
    assert [text for text, _ in shown(*body, numbering=numbers, styles=linked)] == ["1. x", "1.1 x"]


def test_list_zero_takes_the_number_of_the_style_away() -> None:
    styles = style("L", "Listed", paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>')
    numbers = numbering({0: LEGAL}, {1: 0})
    body = [paragraph("Yes.", style="L"), paragraph("No.", style="L", numbered=(0, 0))]
    assert [text for text, _ in shown(*body, numbering=numbers, styles=styles)] == ["1. Yes.", "No."]


def test_an_empty_numbered_paragraph_counts_but_is_no_block() -> None:
    body = [paragraph("x", numbered=(1, 0)), paragraph(numbered=(1, 0)), paragraph("x", numbered=(1, 0))]
    assert [text for text, _ in shown(*body, numbering=numbering({0: LEGAL}, {1: 0}))] == ["1. x", "3. x"]


def test_bullets_are_items_without_label_nested_by_level() -> None:
    body = [
        paragraph(text, numbered=(1, depth))
        for text, depth in (("name;", 0), ("card:", 0), ("number", 1), ("logs.", 0))
    ]
    document = load("policy.docx", docx("We collect:", *body, numbering=numbering({0: BULLETS}, {1: 0})))
    items = [block for block in document.blocks if block.kind is BlockKind.ITEM]
    assert [(document.text[one.start : one.end], one.level, one.label) for one in items] == [
        ("• name;", 0, None),
        ("• card:", 0, None),
        ("• number", 1, None),
        ("• logs.", 0, None),
    ]


def test_an_item_of_another_list_that_stands_further_in_is_below() -> None:
    numbers = numbering({0: LEGAL, 1: [level(0, "-", "bullet", left=1080)]}, {1: 0, 2: 1})
    body = [paragraph("x", numbered=place) for place in ((1, 0), (2, 0), (2, 0), (1, 0))]
    document = load("policy.docx", docx("We collect:", *body, numbering=numbers))
    assert [block.level for block in document.blocks][1:] == [0, 1, 1, 0]
    assert document.text.endswith("1. x\n- x\n- x\n2. x")


def test_numbered_lines_in_bold_are_headings() -> None:
    body = [
        paragraph("Data", numbered=(1, 0), bold=True),
        "We keep some.",
        paragraph("Logs", numbered=(1, 1), bold=True),
        "We keep logs for thirty days.",
        paragraph("Rights", numbered=(1, 0), bold=True),
        "You have some.",
    ]
    document = load("policy.docx", docx(*body, numbering=numbering({0: LEGAL}, {1: 0})))
    assert [(clause.key, clause.title) for clause in outline(document)] == [
        ("1", "Data"),
        ("1.1", "Logs"),
        ("2", "Rights"),
    ]


def test_a_list_that_is_not_defined_numbers_nothing() -> None:
    assert shown(paragraph("x", numbered=(7, 0)), numbering="") == [("x", None)]

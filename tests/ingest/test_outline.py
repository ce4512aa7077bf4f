"""From blocks to the clause tree."""

from __future__ import annotations

from ingest.loaders.text import parse_text
from ingest.models import Block, BlockKind, Clause, ClauseKind, Document
from ingest.outline import outline, own_text

PROSE = "We keep what you give us for as long as your account is open, and then we delete it."


def _clauses(text: str) -> list[Clause]:
    return outline(parse_text(text))


def _keys(text: str) -> list[str]:
    return [clause.key for clause in _clauses(text)]


def _document(*blocks: tuple[BlockKind, int, str]) -> Document:
    """A document as a loader with levels makes it: kind, level and text of each block."""
    text, found = "", []
    for kind, level, written in blocks:
        found.append(Block(kind, len(text), len(text) + len(written), level))
        text += written + "\n\n"
    return Document(text, tuple(found), "text/markdown")


HEAD, PARA, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW


def test_an_empty_document_has_no_clauses() -> None:
    assert _clauses("") == []


def test_a_labelled_item_is_named_by_its_label() -> None:
    items = "- Log Files: for 30 days\n- Billing Records: for 7 years"
    text = f"1. Use\n{PROSE}\n2. Storage\nWe keep data:\n{items}\nAll else goes."
    clauses = _clauses(text)
    assert [clause.key for clause in clauses] == ["1", "2", "2.log-files", "2.billing-records", "2.all-else-goes"]
    item = clauses[3]
    assert (item.label, item.title, item.kind, item.parent) == ("", "Billing Records", ClauseKind.ITEM, "2")
    assert item.path == ("2. Storage", "Billing Records")
    assert text[item.start : item.end] == "- Billing Records: for 7 years"
    assert text[item.body_start : item.end] == "Billing Records: for 7 years"
    assert item.lead_in is not None
    assert text[item.lead_in.start : item.lead_in.end] == "We keep data:"


def test_keys_follow_the_labels() -> None:
    text = (
        f"1. Scope\n{PROSE}\n2. Data\nA. Yours\n{PROSE}\nB. Ours\nWe log:\n(a) the time;\n(b) the place, namely:\n"
        f"(i) city;\n(ii) country.\n3. Use\n3.1 Purposes\n{PROSE}\n3.2 Limits\n{PROSE}\n"
    )
    assert _keys(text) == ["1", "2", "2.A", "2.B", "2.B.a", "2.B.b", "2.B.b.i", "2.B.b.ii", "3", "3.1", "3.2"]


def test_keys_that_clash_grow_and_then_count() -> None:
    text = f"1. Scope\n{PROSE}\n\n{PROSE}\n\nWe keep what the law asks for.\n\n{PROSE}\n2. Use\n{PROSE}"
    assert _keys(text)[1:5] == [
        "1.we-keep-what",
        "1.we-keep-what-you-give-us",
        "1.we-keep-what-the-law-asks",
        "1.we-keep-what-you-give-us-2",
    ]


def test_a_lone_paragraph_is_the_sections_own_text() -> None:
    text = f"1. Scope\n{PROSE}\n2. Use\n{PROSE}"
    document = parse_text(text)
    clauses = outline(document)
    assert [clause.key for clause in clauses] == ["1", "2"]
    (own,) = own_text(document, clauses)["1"]
    assert text[own.start : own.end] == PROSE
    assert text[clauses[0].start : clauses[0].body_start] == "1. Scope"


def test_several_paragraphs_are_clauses() -> None:
    text = f"1. Scope\n{PROSE}\n\nYou may object.\n2. Use\n{PROSE}"
    assert _keys(text) == ["1", "1.we-keep-what", "1.you-may-object", "2"]


def test_lists_that_follow_each_other_hang_below_their_lead_ins() -> None:
    text = f"1. Use\nWe use data to:\n- serve you\n- answer you\nWe share it with:\n- banks\n- courts\n2. End\n{PROSE}"
    clauses = _clauses(text)
    assert [clause.key for clause in clauses][:4] == [
        "1", "1.we-use-data-to", "1.we-use-data-to.serve-you", "1.we-use-data-to.answer-you",
    ]  # fmt: skip
    assert clauses[1].title == "We use data to"
    assert clauses[2].path == ("1. Use", "We use data to")


def test_numbered_headings_right_below_an_unnumbered_one_stand_under_it() -> None:
    numbered = f"1. General\n\n{PROSE}\n\n2. Products\n\n{PROSE}"
    text = f"Who we are\n\n{PROSE}\n\nTypes of data\n\n{numbered}\n\nYour rights\n\n{PROSE}"
    assert _keys(text) == ["who-we-are", "types-of-data", "types-of-data.1", "types-of-data.2", "your-rights"]


def test_unnumbered_headings_between_numbered_ones_stand_under_them() -> None:
    text = f"1. Data\n\n{PROSE}\n\nHow we collect it\n\n{PROSE}\n\n2. Use\n\n{PROSE}\n\nExamples of use\n\n{PROSE}"
    assert _keys(text) == ["1", "1.how-we-collect-it", "2", "2.examples-of-use"]


def test_the_title_of_the_document_holds_what_comes_before_the_first_section() -> None:
    text = f"Privacy Policy\n\n{PROSE}\n\nPlease read it.\n\n1. Scope\n\n{PROSE}\n\n2. Use\n\n{PROSE}"
    clauses = _clauses(text)
    assert [clause.key for clause in clauses] == ["privacy-policy", "we-keep-what", "please-read-it", "1", "2"]
    assert [clause.parent for clause in clauses] == [None, "privacy-policy", "privacy-policy", None, None]
    assert clauses[2].path == ()


def test_headings_led_in_by_a_colon_stand_under_the_heading_above() -> None:
    text = (
        f"Security\n\n{PROSE}\n\nYour rights\n\nYou have these rights:\n\nThe right of access\n{PROSE}\n\n"
        f"The right to object\n{PROSE}\n\nChanges\n\n{PROSE}"
    )
    assert _keys(text) == [
        "security", "your-rights", "your-rights.the-right-of-access", "your-rights.the-right-to-object", "changes",
    ]  # fmt: skip


def test_headings_in_capitals_stand_above_others() -> None:
    text = f"DATA\n\n{PROSE}\n\nYours\n\n{PROSE}\n\nOurs\n\n{PROSE}\n\nUSE\n\n{PROSE}\n\nSTORAGE\n\n{PROSE}"
    assert _keys(text) == ["data", "data.yours", "data.ours", "use", "storage"]


def test_levels_of_a_loader_are_taken_as_they_are() -> None:
    document = _document(
        (HEAD, 1, "A"),
        (HEAD, 2, "B"),
        (PARA, 0, PROSE),
        (HEAD, 3, "C"),
        (PARA, 0, PROSE),
        (HEAD, 2, "D"),
        (PARA, 0, PROSE),
        (HEAD, 1, "E"),
    )
    assert [(c.key, c.parent) for c in outline(document)] == [
        ("a", None), ("a.b", "a"), ("a.b.c", "a.b"), ("a.d", "a"), ("e", None),
    ]  # fmt: skip


def test_a_lone_heading_of_the_first_level_is_the_title() -> None:
    document = _document(
        (HEAD, 1, "# Notice"), (PARA, 0, PROSE), (HEAD, 2, "## 1. Scope"), (PARA, 0, PROSE), (HEAD, 2, "## 2. Use")
    )
    clauses = outline(document)
    assert [(c.key, c.parent, c.title) for c in clauses] == [
        ("notice", None, "Notice"),
        ("1", None, "Scope"),
        ("2", None, "Use"),
    ]
    assert clauses[1].path == ("1. Scope",)


def test_a_heading_that_is_a_number_alone_is_its_own_title() -> None:
    clauses = _clauses(f"Article 1\n\n{PROSE}\n\nArticle 2\n\n{PROSE}")
    assert [(c.key, c.title, c.path) for c in clauses] == [
        ("1", "Article 1", ("Article 1",)),
        ("2", "Article 2", ("Article 2",)),
    ]


def test_items_nest_by_level() -> None:
    document = _document(
        (HEAD, 1, "A"),
        (ITEM, 0, "- one"),
        (ITEM, 1, "- two"),
        (ITEM, 1, "- three"),
        (ITEM, 0, "- four"),
        (HEAD, 1, "B"),
    )
    assert [c.key for c in outline(document)] == ["a", "a.one", "a.one.two", "a.one.three", "a.four", "b"]


def test_a_list_that_a_paragraph_interrupts_goes_on() -> None:
    items = "i) News: what is new\n\n*You cannot opt out.\n\nii) Offers: what is cheap"
    text = f"1. Use\n{PROSE}\nWe write to you:\n{items}\n2. End\n{PROSE}"
    assert [key for key in _keys(text) if key.startswith("1.i")] == ["1.i", "1.ii"]


def test_a_table_row_is_named_by_its_first_cell() -> None:
    (row,) = [
        c
        for c in _clauses(f"1. Storage\n{PROSE}\n\nKind | Time\nLogs | 30 days\n\n2. End\n{PROSE}")
        if c.kind is ClauseKind.ROW
    ]
    assert (row.key, row.title) == ("1.logs", "Logs")


def test_a_numbered_paragraph_is_a_clause_with_its_label() -> None:
    text = f"1. What We Collect {PROSE} {PROSE}\n\n{PROSE}\n\n2. Data Security {PROSE} {PROSE}"
    assert [clause.label for clause in _clauses(text)] == ["1", "", "2"]


def test_a_label_before_a_dash_names_an_item_but_not_a_paragraph() -> None:
    clauses = _clauses("We collect:\n- IP address – where you are\n- Your name")
    assert [clause.title for clause in clauses][1:] == ["IP address", ""]
    assert _clauses("Your data – all of it – is safe with us.")[0].title == ""


def test_furniture_within_the_text_is_in_no_clauses_own_text() -> None:
    text = f"1. Scope\n\n{PROSE}\n\nBack to top\n\nYou may object.\n\n2. Use\n\n{PROSE}"
    document = parse_text(text)
    own = [text[s.start : s.end] for spans in own_text(document, outline(document)).values() for s in spans]
    assert own == [PROSE, "You may object.", PROSE]


def test_headings_that_are_numbered_without_a_point_have_labels() -> None:
    clauses = outline(_document((HEAD, 1, "1 Scope"), (PARA, 0, PROSE), (HEAD, 1, "2 Your rights"), (PARA, 0, PROSE)))
    assert [(c.key, c.label, c.title) for c in clauses] == [("1", "1", "Scope"), ("2", "2", "Your rights")]


def test_a_figure_at_the_start_of_one_heading_is_no_label() -> None:
    clauses = outline(_document((HEAD, 1, "1 Year of Logs"), (PARA, 0, PROSE), (HEAD, 1, "30 Days"), (PARA, 0, PROSE)))
    assert [(c.key, c.label) for c in clauses] == [("1-year-of-logs", ""), ("30-days", "")]

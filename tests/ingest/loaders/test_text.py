"""Plain text: which lines are headings, items, rows and paragraphs."""

from __future__ import annotations

import pytest

from ingest.loaders.text import parse_text
from ingest.models import BlockKind

PROSE = "We keep what you give us for as long as your account is open, and then we delete it."
HEAD, PARA, ITEM, ROW = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW


def _blocks(text: str) -> list[tuple[BlockKind, str]]:
    return [(b.kind, text[b.start : b.end]) for b in parse_text(text).blocks]


def _kinds(text: str) -> list[BlockKind]:
    return [kind for kind, _ in _blocks(text)]


def test_an_empty_text_has_no_blocks() -> None:
    assert parse_text("").blocks == parse_text(" \n\u00a0\n").blocks == ()


def test_the_text_is_left_as_it_is() -> None:
    text = "  One.\r\n\tTwo\u00a0three.  "
    document = parse_text(text)
    assert (document.text, document.media_type) == (text, "text/plain")


def test_headings_need_neither_capitals_nor_english() -> None:
    for heading in (
        "How We Use Data",
        "When you take part in our events",
        "Wie lange speichern wir?",
        "保存期間",
        "COOKIES",
    ):
        assert _kinds(f"{PROSE}\n\n{heading}\n\n{PROSE}") == [PARA, HEAD, PARA]


def test_a_short_sentence_is_no_heading() -> None:
    assert _kinds(f"{PROSE}\nWe never sell your data.\n{PROSE}") == [PARA, PARA, PARA]


def test_lines_below_a_colon_are_items_and_not_headings() -> None:
    text = f"1. Scope\nWe collect:\nFull Name\nEmail Address\nUsage Logs\n{PROSE}\n2. Use\n{PROSE}\n3. Storage\n{PROSE}"
    assert _kinds(text) == [HEAD, PARA, ITEM, ITEM, ITEM, PARA, HEAD, PARA, HEAD, PARA]


def test_a_list_without_markers_ends_at_a_sentence() -> None:
    assert _kinds("We share it with:\nBanks\nPartners\nWe never sell it.") == [PARA, ITEM, ITEM, PARA]


def test_a_list_without_markers_ends_at_a_heading() -> None:
    assert _kinds(f"We collect:\n\nyour name\n\nyour age\n\nHow We Use It\n\n{PROSE}") == [PARA, ITEM, ITEM, HEAD, PARA]
    assert _kinds(f"You can write to us at:\n\nYour Rights\n\n{PROSE}") == [PARA, HEAD, PARA]


def test_an_item_keeps_its_full_stop_where_others_end_with_semicolons() -> None:
    assert _kinds("We use it:\nto serve you;\nto answer you; and\nto keep order.\nThat is all we do.") == [
        PARA,
        ITEM,
        ITEM,
        ITEM,
        PARA,
    ]


def test_a_short_line_above_bullets_is_a_heading_also_in_a_list_of_them() -> None:
    assert _kinds("1. Scope\nWe collect data:\nPersonal Data\n- name\nDevice Data\n- model") == [
        HEAD,
        PARA,
        HEAD,
        ITEM,
        HEAD,
        ITEM,
    ]


def test_numbered_lines_with_text_below_are_headings_and_in_a_row_they_are_items() -> None:
    assert _kinds(f"1. Scope\n{PROSE}\n2. Use\n{PROSE}") == [HEAD, PARA, HEAD, PARA]
    assert _kinds("1. Name\n2. Age\n3. Address") == [ITEM, ITEM, ITEM]


def test_a_numbered_list_in_a_numbered_section_stays_a_list() -> None:
    text = (
        f"1. Scope\n{PROSE}\n2. Use\n{PROSE}\n3. Storage\nWe ask ourselves these things:\n1. do we need it?\n"
        f"2. does the law ask for it?\n3. do you expect it?\n4. Partners\n{PROSE}\n"
    )
    assert [block for block in _blocks(text) if block[0] is HEAD] == [
        (HEAD, "1. Scope"), (HEAD, "2. Use"), (HEAD, "3. Storage"), (HEAD, "4. Partners")
    ]  # fmt: skip


def test_a_question_may_have_a_short_answer() -> None:
    assert _kinds(f"{PROSE}\nDo we sell data?\nNo.") == [PARA, HEAD, PARA]


def test_a_heading_may_end_like_a_sentence_where_others_begin_alike() -> None:
    text = f"The right to object\n{PROSE}\nThe right to erasure.\n{PROSE}\nThe right to complain\n{PROSE}"
    assert _kinds(text) == [HEAD, PARA, HEAD, PARA, HEAD, PARA]


def test_dates_and_addresses_are_no_headings() -> None:
    address = "Acme Ltd,\n1 High Street,\nAnytown 12345"
    text = f"Privacy Policy\n\nLast updated: 1 May 2024\n\n{PROSE}\n\n{address}\n\nCookies\n\n{PROSE}"
    assert _blocks(text)[1] == (PARA, "Last updated: 1 May 2024")
    assert (PARA, address) in _blocks(text)


def test_names_above_the_title_go() -> None:
    assert _blocks(f"Acme Help\n\nPrivacy Policy\n\nPrivacy Policy\n\n{PROSE}")[0] == (HEAD, "Privacy Policy")
    assert _kinds(f"Acme Help\n\nPrivacy Policy\n\n{PROSE}") == [HEAD, PARA]


def test_short_lines_on_end_are_no_headings_but_for_the_first_and_the_last() -> None:
    text = f"{PROSE}\n\nData\n\nName\n\nAge\n\nAddress\n\nHow we use it\n\n{PROSE}"
    assert _kinds(text) == [PARA, HEAD, ITEM, ITEM, ITEM, HEAD, PARA]


def test_items_numbered_alike_are_items() -> None:
    assert _kinds("1. Name\n1. Age\n1. Address") == [ITEM, ITEM, ITEM]


def test_a_text_of_short_lines_alone_loses_none() -> None:
    assert len(_blocks("Name\nAge\nAddress\nEmail")) > 0
    assert "".join(text for _, text in _blocks("Name\n\nAge\n\nAddress\n\nEmail")) == "NameAgeAddressEmail"


def test_a_table_has_rows_and_its_first_line_names_the_columns() -> None:
    text = f"{PROSE}\n\nKind\tKept for\nLogs\t30 days\nInvoices\t7 years"
    rows = [block for block in parse_text(text).blocks if block.kind is ROW]
    assert [text[row.start : row.end] for row in rows] == ["Logs\t30 days", "Invoices\t7 years"]
    assert {row.header for row in rows} == {("Kind", "Kept for")}


def test_a_table_without_figures_below_has_no_header() -> None:
    text = f"{PROSE}\n\nName | to serve you\nAge | to check it"
    assert [block.header for block in parse_text(text).blocks if block.kind is ROW] == [(), ()]


def test_items_further_in_are_deeper() -> None:
    blocks = parse_text("We keep:\n- one\n  - two\n    - three\n- four\n\nAnd:\n    - five").blocks
    assert [block.level for block in blocks if block.kind is ITEM] == [0, 1, 2, 0, 0]


@pytest.mark.parametrize(
    "line",
    [
        "We never sell mosaics. (See also the section on sales.)",
        'We only write to you "when you ask us to."',
        "We write to you when you ask us to",
        "You may ask us for a copy (free of charge)",
        "We disclose to these:",
    ],
)
def test_a_short_line_that_says_something_is_no_heading(line: str) -> None:
    prose = "We keep the logs of our servers for twelve months, and mail for as long as you have an account with us."
    text = f"Acme Privacy Policy\n\n1. Sale\n\n{prose}\n\n{line}\n\n{prose}\n"
    document = parse_text(text)
    assert [str(block.kind) for block in document.blocks if text[block.start : block.end] == line] == ["paragraph"]

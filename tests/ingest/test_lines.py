"""Hard-wrapped text is read as paragraphs, and what is no paragraph stays apart."""

from __future__ import annotations

from ingest.lines import Line, find_wrap, read_lines, split_cells, unwrap


def _read(text: str) -> list[Line]:
    return unwrap(read_lines(text))


def _texts(text: str) -> list[str]:
    return [line.text for line in _read(text)]


def test_spans_refer_to_the_raw_text_and_leave_white_space_out() -> None:
    text = "\n  \u00a0One  two \u200b\n\n\tThree\n"
    lines = read_lines(text)
    assert [text[line.start : line.end] for line in lines] == ["One  two", "Three"]
    assert [(line.text, line.indent, line.gap) for line in lines] == [("One two", 3, 1), ("Three", 4, 1)]


def test_a_sentence_cut_by_line_breaks_and_blank_lines_is_one_line() -> None:
    text = (
        "• Once you close the account, all records that name you\n\n"
        "\u00a0 will as a rule be gone within nine working days, yet\n\n"
        "\u00a0 figures without names may be kept. More follows.\n"
    )
    (line,) = _read(text)
    assert line.text.startswith("• Once you close the account, all records that name you will as a rule be gone")
    assert (line.start, line.end) == (0, len(text) - 1)


def test_paragraphs_on_a_line_each_stay_apart() -> None:
    first = "We keep what you give us for as long as your account is open, and for a year after that."
    second = "You may ask us at any time to delete it, and we will do so within thirty days of your request."
    assert _texts(f"{first}\n{second}") == [first, second]


def test_items_without_markers_stay_apart() -> None:
    text = (
        "We use data to:\nOpen and run accounts\nImprove the platform, its security and the user experience\nAnswer you"
    )
    assert len(_read(text)) == 4


def test_a_list_in_small_letters_stays_apart() -> None:
    lines = [
        "We use personal data in one or more of the following ways:",
        "to show you the prices that apply in the country in which you live,",
        "to send you notices about your order, and",
        "to prevent fraud.",
    ]
    assert _texts("\n\n".join(lines)) == lines
    assert _texts("\n".join(lines)) == lines


def test_a_marker_on_a_line_of_its_own_takes_the_next_line() -> None:
    assert _texts("•\nYour name\n•\nYour age") == ["• Your name", "• Your age"]
    assert _texts("1.\nScope") == ["1. Scope"]


def test_a_number_that_a_wrap_brought_to_the_front_is_no_marker() -> None:
    text = (
        "The period that applies to you depends on the country and is set out in section\n"
        "5. It begins on the day on which you close your account with us and it ends on\n"
        "the last day of the year. Until then we keep your records in a separate place."
    )
    assert len(_read(text)) == 1


def test_a_heading_below_a_full_line_stays_apart() -> None:
    text = (
        "We log requests to keep the service safe and to find out why something does not\n"
        "work as it should, and we delete the logs when thirty days have passed by then.\n"
        "Your rights\n"
        "You may ask us for a copy of all the data that we hold about you at any time or\n"
        "for their deletion.\n"
    )
    assert "Your rights" in _texts(text)


def test_a_paragraph_set_in_below_an_item_belongs_to_it() -> None:
    assert len(_read("- We keep calls for a week.\n\n  Longer only if you ask us to.\n\nAll else is deleted.")) == 2


def test_a_text_of_long_lines_is_not_wrapped() -> None:
    paragraph = "We keep what you give us for as long as your account is open, " * 5
    assert find_wrap(read_lines(f"{paragraph}\n\nand this begins small\n\n{paragraph}\n\nand so does this")) is None


def test_bare_numbers_count_only_where_they_go_up_from_one() -> None:
    assert [line.marker is not None for line in _read("1 Scope\nText.\n2 Use\nText.\n3 Storage\nText.")][::2] == [
        True
    ] * 3
    assert not any(line.marker for line in _read("3 Tanners Row\nText.\n4 Main Street\nText.\n5 High Road\nText."))


def test_cells_are_set_apart_by_bars_tabs_or_wide_gaps() -> None:
    assert split_cells("| Logs | 30 days |") == ["Logs", "30 days"]
    assert split_cells("Logs\t30 days") == split_cells("Logs     30 days") == ["Logs", "30 days"]
    assert split_cells("Logs  30 days") == ["Logs  30 days"]

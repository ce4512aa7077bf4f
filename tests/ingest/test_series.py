"""Which markers go on with which, and what ambiguous ones mean."""

from __future__ import annotations

from ingest.markers import MarkerKind, read_marker
from ingest.series import Entry, Member, find_series


def _members(*markers: str, like_heading: bool = False) -> list[Member]:
    """The members of markers as written, indented by the spaces in front of them."""
    entries = []
    for written in markers:
        marker = read_marker(f"{written.strip()} Text")
        assert marker is not None
        entries.append(Entry(marker, len(written) - len(written.lstrip()), like_heading))
    return find_series(entries)


def _series(*markers: str) -> list[int]:
    return [member.series for member in _members(*markers)]


def _kinds(*markers: str) -> list[MarkerKind]:
    return [member.reading.kind for member in _members(*markers)]


LETTER, ROMAN = MarkerKind.LOWER_LETTER, MarkerKind.LOWER_ROMAN


def test_i_after_h_stays_a_letter() -> None:
    assert _kinds(*(f"({letter})" for letter in "abcdefghi"))[-1] is LETTER
    assert _kinds(*(f"({letter})" for letter in "abcdefghij"))[-2:] == [LETTER, LETTER]


def test_i_after_h_is_a_numeral_where_ii_follows() -> None:
    members = _members(*(f"({letter})" for letter in "abcdefgh"), "(i)", "(ii)")
    assert [member.reading.kind for member in members[-2:]] == [ROMAN, ROMAN]
    assert members[-1].series == members[-2].series != members[0].series


def test_i_after_h_stays_a_letter_where_an_outer_list_waits_for_ii() -> None:
    members = _members("i)", *(f"{letter})" for letter in "abcdefghi"), "ii)")
    assert members[-2].reading.kind is LETTER
    assert members[-1].series == members[0].series


def test_i_that_opens_a_list_is_a_numeral() -> None:
    assert _kinds("(i)", "(ii)") == [ROMAN, ROMAN]
    assert _kinds("(i)") == [ROMAN]
    assert _kinds("(a)", "(i)", "(ii)", "(b)") == [LETTER, ROMAN, ROMAN, LETTER]


def test_v_and_x_go_on_with_what_they_follow() -> None:
    assert _kinds("(i)", "(ii)", "(iii)", "(iv)", "(v)")[-1] is ROMAN
    assert _kinds(*(f"({letter})" for letter in "abcdefghijklmnopqrstuv"))[-1] is LETTER


def test_c_after_b_is_a_letter_in_both_cases() -> None:
    assert _kinds("c)") == [LETTER]
    assert _kinds("a)", "b)", "c)", "d)")[2:] == [LETTER, LETTER]
    assert _kinds("A.", "B.", "C.", "D.")[2:] == [MarkerKind.UPPER_LETTER] * 2


def test_one_begins_a_new_series() -> None:
    assert _series("1.", "2.", "1.", "2.", "3.") == [0, 0, 2, 2, 2]


def test_styles_do_not_mix() -> None:
    assert _series("1.", "(1)", "(2)", "2.", "1)") == [0, 1, 1, 0, 4]


def test_an_outer_series_goes_on_after_an_inner_one() -> None:
    assert _series("1.", "  1.", "  2.", "  3.", "2.") == [0, 1, 1, 1, 0]


def test_the_indent_decides_which_of_two_series_goes_on() -> None:
    assert _series("1.", "2.", "3.", "  1.", "  2.", "  3.", "4.")[-1] == 0
    assert _series("1.", "2.", "3.", "  1.", "  2.", "  3.", "  4.")[-1] == 3


def test_likeness_to_a_heading_decides_where_the_indent_does_not() -> None:
    def entry(written: str, like_heading: bool) -> Entry:
        marker = read_marker(f"{written} text")
        assert marker is not None
        return Entry(marker, 0, like_heading)

    sections = [entry(f"{n}.", True) for n in (1, 2, 3)]
    sentences = [entry(f"{n}.", False) for n in (1, 2, 3)]
    assert find_series([*sections, *sentences, entry("4.", True)])[-1].series == 0
    assert find_series([*sections, *sentences, entry("4.", False)])[-1].series == 3


def test_a_missing_member_does_not_end_a_numbered_series() -> None:
    assert _series("1.", "2.", "4.", "5.") == [0, 0, 0, 0]
    assert _series("1.", "2.", "9.") == [0, 0, 2]


def test_inner_numbers_go_on_only_below_the_same_outer_one() -> None:
    assert _series("1.1", "1.2", "2.1", "2.2") == [0, 0, 2, 2]

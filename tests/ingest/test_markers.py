"""Markers at the start of a line."""

from __future__ import annotations

import pytest

from ingest.markers import MarkerKind, read_marker, roman_value


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("1. Scope", "1", "Scope"),
        ("1) Scope", "1", "Scope"),
        ("(1) Scope", "1", "Scope"),
        ("1.2 Scope", "1.2", "Scope"),
        ("1.2. Scope", "1.2", "Scope"),
        ("1.2.3 Scope", "1.2.3", "Scope"),
        ("1.Scope", "1", "Scope"),
        ("A. Scope", "A", "Scope"),
        ("(a) scope", "a", "scope"),
        ("a) scope", "a", "scope"),
        ("i) scope", "i", "scope"),
        ("(iv) scope", "iv", "scope"),
        ("XII. Scope", "XII", "Scope"),
        ("§ 5 Löschung", "5", "Löschung"),
        ("§ 5a Löschung", "5a", "Löschung"),
        ("Article 5", "5", ""),
        ("ARTICLE 5: Scope", "5", "Scope"),
        ("Article 5 – Scope", "5", "Scope"),
        ("Artikel 5 Speicherdauer", "5", "Speicherdauer"),
        ("Section 3. Scope", "3", "Scope"),
        ("Artículo 2 Alcance", "2", "Alcance"),
        ("第5条 保存", "5", "保存"),
        ("第十二条 保存", "十二", "保存"),
    ],
)
def test_a_marker_and_the_text_after_it_are_told_apart(line: str, label: str, rest: str) -> None:
    marker = read_marker(line)
    assert marker is not None
    assert (marker.label, line[marker.end :]) == (label, rest)


@pytest.mark.parametrize("bullet", "•-*–·o●▪✓")
def test_a_bullet_has_no_label(bullet: str) -> None:
    marker = read_marker(f"{bullet} Email address")
    assert marker is not None
    assert marker.is_bullet
    assert (marker.label, marker.end) == ("", 2)


@pytest.mark.parametrize(
    "line",
    [
        "e.g. your name",
        "U.S. law applies",
        "12 months after that",
        "1.5 million people use it",
        "1.000 Kunden",
        "2024. A year",
        "(2023) was the year",
        "*Because this matters",
        "-5 degrees",
        "Section 5 applies to children",
        "Article 6(1)(a) of the Regulation",
        "§ 5 gilt entsprechend",
        "Part of this is stored",
        "mix) is no numeral",
        "",
    ],
)
def test_what_only_looks_like_a_marker_is_none(line: str) -> None:
    assert read_marker(line) is None


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        ("i", (MarkerKind.LOWER_ROMAN, MarkerKind.LOWER_LETTER)),
        ("c", (MarkerKind.LOWER_LETTER, MarkerKind.LOWER_ROMAN)),
        ("C", (MarkerKind.UPPER_LETTER, MarkerKind.UPPER_ROMAN)),
        ("b", (MarkerKind.LOWER_LETTER,)),
        ("iv", (MarkerKind.LOWER_ROMAN,)),
        ("bb", (MarkerKind.LOWER_LETTER,)),
    ],
)
def test_an_ambiguous_marker_has_both_readings(label: str, kinds: tuple[MarkerKind, ...]) -> None:
    marker = read_marker(f"({label}) text")
    assert marker is not None
    assert tuple(reading.kind for reading in marker.readings) == kinds


@pytest.mark.parametrize(("numeral", "value"), [("i", 1), ("IV", 4), ("ix", 9), ("xiv", 14), ("xl", 40), ("cxx", 120)])
def test_roman_numerals_have_their_value(numeral: str, value: int) -> None:
    assert roman_value(numeral) == value


@pytest.mark.parametrize("written", ["iiii", "vx", "ic", "mix", "", "iix"])
def test_letters_that_make_no_numeral_have_no_value(written: str) -> None:
    assert roman_value(written) is None

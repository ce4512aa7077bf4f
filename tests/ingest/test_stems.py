from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.stems import stems


def test_forms_of_a_word_have_one_stem() -> None:
    assert len(set(stems("retain retains retained retaining", "en"))) == 1


def test_each_language_has_its_own_rules() -> None:
    assert stems("Häuser", "de") == stems("Haus", "de")
    assert stems("Häuser", "en") != stems("Haus", "en")


def test_a_language_without_rules_keeps_its_words() -> None:
    assert stems("Keeps DATA", "xx") == ["keeps", "data"]


def test_a_letter_written_as_two_characters_is_one() -> None:
    assert stems("A\u0308rzte", "xx") == ["ärzte"]


@pytest.mark.parametrize("text", ["", "  ", "— § …", "___"])
def test_no_words_no_stems(text: str) -> None:
    assert stems(text, "en") == []


@given(st.text(), st.sampled_from(["en", "de", "tr", "xx"]))
def test_a_stem_is_one_lower_case_word(text: str, language: str) -> None:
    assert all(stem.isalnum() for stem in stems(text, language))

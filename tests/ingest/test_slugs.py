"""Readable names for clauses."""

from __future__ import annotations

import pytest

from ingest.slugs import plain, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Billing Records", "billing-records"),
        ("Children’s privacy, and yours", "childrens-privacy-and-yours"),
        ("Données à caractère personnel", "donnees-a-caractere-personnel"),
        ("Straße & Ämter", "strasse-amter"),
        ("Сроки хранения", "сроки-хранения"),
        ("保存期間", "保存期間"),
        ("डेटा की", "डेटा-की"),
        ("...", ""),
    ],
)
def test_a_slug_keeps_letters_and_folds_accents(text: str, expected: str) -> None:
    assert slug(text, words=6) == expected


def test_a_slug_has_so_many_words_and_is_never_long() -> None:
    assert slug("one two three four", words=3) == "one-two-three"
    assert len(slug("x" * 500, words=1)) == 60


def test_a_heading_loses_what_only_markdown_needs() -> None:
    assert plain("##  **Your**  [rights](#rights) and `more`") == "Your rights and more"
    assert plain("snake_case and 2 * 3") == "snake_case and 2 * 3"

"""The curated words."""

from __future__ import annotations

import pytest

from bot.lexicon import lexicon
from ingest.stems import stems


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("are kids allowed", "children"),
        ("you encrypted it", "encryption"),
        ("can I delete things", "erasure"),
        ("forget everything about me", "erasure"),
        ("what do the cops get", "law enforcement"),
        ("what if the company is sold", "merger"),
        ("can I complain to the ICO", "supervisory authority"),
        ("do they hear my calls", "content of calls"),
    ],
)
def test_a_users_word_has_the_policies_wording(text: str, wording: str) -> None:
    assert wording in " ".join(lexicon().expansions(text))


def test_of_overlapping_phrases_the_longest_counts() -> None:
    assert lexicon().expansions("outside Europe") == [lexicon().synonyms["outside europe"]]


def test_a_wording_comes_once() -> None:
    assert len(lexicon().expansions("kid, kids and more kids")) == 1


@pytest.mark.parametrize("text", ["", "?!", "nothing known here whatsoever"])
def test_other_words_have_none(text: str) -> None:
    assert lexicon().expansions(text) == []


def test_every_synonym_can_be_found() -> None:
    words = lexicon()
    for phrase, wording in words.synonyms.items():
        assert phrase == phrase.lower()
        assert words.expansions(phrase), phrase
        assert wording


def test_no_phrase_stands_there_twice() -> None:
    """The same words in another inflection are the same phrase."""
    by_stems: dict[tuple[str, ...], list[str]] = {}
    for phrase in lexicon().synonyms:
        by_stems.setdefault(tuple(stems(phrase, "en")), []).append(phrase)
    assert [phrases for phrases in by_stems.values() if len(phrases) > 1] == []


def test_shorthand_stands_for_other_words() -> None:
    words = lexicon()
    for typed, meant in words.shorthand.items():
        assert typed != meant
        assert not set(meant.split()) & set(words.shorthand), typed
        assert typed not in words.function_words


def test_no_modern_word_is_without_topic() -> None:
    words = lexicon()
    assert words.modern_words.isdisjoint(words.function_words)


def test_general_words_name_no_practice() -> None:
    assert not {"data", "inform", "person"} & lexicon().policy_stems
    assert {"retent", "cooki"} <= lexicon().policy_stems

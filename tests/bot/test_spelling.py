"""Misspelled words of a question."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spelling import Vocabulary, is_english, mend
from ingest.models import Span

VOCABULARY = {
    "retention": 5,
    "retain": 2,
    "data": 40,
    "same": 9,
    "kids": 3,
    "choice": 4,
    "with": 30,
    "which": 2,
    "give": 2,
}


def read(text: str) -> str:
    return mend(text, VOCABULARY).text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how lnog is my dta kept", "how long is my data kept"),
        ("do yuo shrae my emial adress", "do you share my email address"),
        ("teh retnetion perod of it", "the retention period of it"),
        ("wich data", "which data"),
        ("my choise", "my choice"),
        ("do u kep it, giv my data", "do you kep it, give my data"),
        ("r u there", "are you there"),
        ("whats kept, i dont know", "what's kept, i don't know"),
        ("TEH DATA", "the DATA"),
    ],
)
def test_a_misspelled_word_becomes_the_nearest_known_one(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "do you support SAML?",
        "is there cyber insurance",
        "are you COPPA compliant",
        "does the app Kindlewick sell my data",
        "is it required for admins at the helpdesk",
        "can i upload my meds",
        "were they well",
        "what is R&D",
        "you'll keep it, won't you?",
        "¿Venden mis datos?",
        "Verkaufen Sie meine Daten?",
        "Combien de temps conservez-vous mes données ?",
        "",
    ],
)
def test_names_acronyms_new_words_and_other_languages_stay(text: str) -> None:
    assert mend(text, VOCABULARY).changes == ()
    assert read(text) == text


def test_what_was_read_otherwise_is_told() -> None:
    assert mend("my dta and retenton", VOCABULARY).changes == (("dta", "data"), ("retenton", "retention"))


def test_a_british_spelling_is_read_as_the_american_one_and_is_no_misspelling() -> None:
    assert mend("do you anonymise and honour it in the centre", {"anonymize": 1}) == mend(
        "do you anonymize and honor it in the center", {"anonymize": 1}
    )


def test_the_policies_spelling_stays() -> None:
    assert mend("do you anonymise it", {"anonymise": 1}).text == "do you anonymise it"


def test_the_policies_words_go_before_other_english_words() -> None:
    assert mend("the leters", {"letters": 1}).text == "the letters"
    assert mend("the leters", {"meters": 1, "letters": 1}).text == "the letters"


def test_two_letters_may_be_wrong_only_in_a_long_word_of_the_policies() -> None:
    assert read("the ratantion of it") == "the retention of it"
    assert mend("the ratantion of it", {}).text == "the ratantion of it"


def test_a_protected_span_stays() -> None:
    assert mend("is dta my dta", VOCABULARY, protected=[Span(3, 6)]).text == "is dta my data"


def test_shorthand_counts_only_where_it_stands_alone() -> None:
    assert read("u and a-u or u/x") == "you and a-u or u/x"


def test_modern_words_are_words() -> None:
    assert is_english("smartphone")
    assert is_english("gdpr")
    assert not is_english("velonoc")


WORDS = st.sampled_from(
    ["dta", "data", "teh", "u", "Velonoc", "retenton", "kept?", "is", "don’t", "\n", "SAML", "mis", "👋"]
)
TEXTS = st.one_of(st.text(max_size=50), st.lists(WORDS, max_size=8).map(" ".join))


@given(TEXTS)
def test_mending_what_is_mended_changes_nothing(text: str) -> None:
    once = mend(text, VOCABULARY).text
    assert mend(once, VOCABULARY).text == once


@given(TEXTS)
def test_known_words_and_all_but_words_stay(text: str) -> None:
    mended = mend(text, VOCABULARY)
    pieces = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text)
    for was, _ in mended.changes:
        assert was in pieces
        assert was.lower() not in VOCABULARY
    if not mended.changes and not re.search(r"is|our|tre|ys|ogue", text.lower()):
        assert mended.text == text


@given(TEXTS, st.data())
def test_a_protected_span_is_never_touched(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    span = Span(cuts[0], cuts[1])
    assert text[span.start : span.end] in mend(text, VOCABULARY, protected=[span]).text


def test_vocabulary_order_does_not_matter() -> None:
    words = list(VOCABULARY.items())
    for first, second in pairwise(words):
        swapped = dict([second, first, *words])
        assert mend("retenton choise dta sme", swapped) == mend("retenton choise dta sme", VOCABULARY)


@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.integers(1, 9)), max_size=3))
def test_vocabularies_are_read_as_the_sum_of_their_counts(counts: list[dict[str, int]]) -> None:
    together: Counter[str] = Counter()
    for one in counts:
        together.update(one)
    assert dict(Vocabulary(counts).items()) == together
    assert len(Vocabulary(counts)) == len(together)
    assert "e" not in Vocabulary(counts)


@pytest.mark.parametrize(("typed", "meant"), [("shers", "shares"), ("retane", "retain"), ("discloeses", "discloses")])
def test_a_verb_of_what_is_done_with_data_may_have_its_vowels_wrong(typed: str, meant: str) -> None:
    assert mend(f"who {typed} it", {}).text == f"who {meant} it"


def test_no_word_is_mended_to_a_contraction_without_its_apostrophe() -> None:
    assert "shes" not in mend("is it sheps", {}).text.split()

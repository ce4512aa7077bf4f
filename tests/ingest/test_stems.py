from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import stems as ingest_stems
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


def test_threads_do_not_stem_into_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """Told to change threads all the time, a stemmer that several use at once mixes up their words, or breaks."""
    monkeypatch.setattr("ingest.stems._stem", ingest_stems._stem.__wrapped__)
    roots = ["retain", "collect", "organis", "subscrib", "process", "notif", "delet", "identif"]
    text = " ".join(
        root + ending for root in roots for ending in ("ing", "ed", "ations", "ably", "ies", "ement", "ional")
    )
    alone = stems(text, "en")
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(max_workers=8) as pool:
            together = list(pool.map(lambda _: stems(text, "en"), range(64)))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone] * 64

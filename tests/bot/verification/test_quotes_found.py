from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification import find_quote
from bot.verification.quotes_found import fold
from ingest.models import Span

TEXT = "1. Sale\nWe never\n  “sell” your data – ever. We keep opt‑out lists.\nWe keep logs."
ALL = Span(0, len(TEXT))


@pytest.mark.parametrize(
    ("claimed", "there"),
    [
        ("We keep logs.", "We keep logs."),
        ('We never "sell" your data - ever.', "We never\n  “sell” your data – ever."),
        ("We keep opt-out lists.", "We keep opt‑out lists."),
        ("“We keep logs.”", "We keep logs."),
        ("  We\tkeep logs. ", "We keep logs."),
        ("never ‘sell’ your", "never\n  “sell” your"),
    ],
)
def test_a_quote_is_found_however_its_marks_are_written(claimed: str, there: str) -> None:
    found = find_quote(claimed, TEXT, ALL)
    assert found is not None
    assert TEXT[found.start : found.end] == there


@pytest.mark.parametrize(
    "claimed",
    [
        "We sell your data",
        "We never ... ever.",
        "We never … ever.",
        "we keep logs.",
        "eep logs.",
        "We keep log",
        "",
        " ”",
        "...",
    ],
)
def test_other_words_parts_of_words_and_ellipses_are_not_found(claimed: str) -> None:
    assert find_quote(claimed, TEXT, ALL) is None


def test_a_quote_must_stand_within_the_span() -> None:
    assert find_quote("We keep logs.", TEXT, Span(0, 40)) is None
    assert find_quote("We never", TEXT, Span(9, len(TEXT))) is None


def test_emphasis_and_soft_hyphens_of_the_text_need_not_be_repeated() -> None:
    text = "We **never** sell re\u00adcords."
    found = find_quote("We never sell records.", text, Span(0, len(text)))
    assert found == Span(0, len(text))


WORDS = st.lists(
    st.sampled_from(["we", "never", "“sell”", "opt-out", "don’t", "–", "data.", "7", "é", "naïve", "ﬁle"]),
    min_size=1,
    max_size=12,
)
GAPS = st.sampled_from([" ", "  ", "\n", " \t", "\u00a0"])


@given(WORDS, st.data())
def test_any_folding_of_whole_words_is_found_where_its_folded_text_is_the_same(
    chosen: list[str], data: st.DataObject
) -> None:
    text = "".join(word + data.draw(GAPS) for word in chosen)
    first = data.draw(st.integers(0, len(chosen) - 1))
    last = data.draw(st.integers(first, len(chosen) - 1))
    claimed = " ".join(chosen[first : last + 1]).translate(str.maketrans("“”’–", '""\'-'))
    found = find_quote(claimed, text, Span(0, len(text)))
    if any(char.isalnum() for char in claimed):
        assert found is not None
        assert fold(text[found.start : found.end]).strip("' ") == fold(claimed).strip("' ")
    else:
        assert found is None


@given(st.text(), st.text(max_size=8))
def test_what_is_found_reads_the_same(text: str, claimed: str) -> None:
    found = find_quote(claimed, text, Span(0, len(text)))
    if found is not None:
        assert fold(text[found.start : found.end]).strip("' ") == fold(claimed).strip("' ")

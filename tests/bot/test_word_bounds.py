"""Where a name stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.word_bounds import folded_name, has_as_name, has_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we use Ideo daily", "ideo"),
        ("Ideo's servers", "Ideo"),
        ("the Müllers’ shop", "muller"),
        ("Mu\u0308ller GmbH", "Müller"),
        ("coca cola and others", "Coca-Cola"),
        ("AT&T, Inc.", "at&t"),
        ("O’Neill Ltd", "O'Neill"),
        ("our partner", "partners"),
        ("our partners", "partner"),
        ("使用Zoom进行会议", "zoom"),
        ("我们与腾讯共享", "腾讯"),
        ("(Ideo)", "ideo"),
    ],
)
def test_a_name_stands_as_words_of_its_own(text: str, name: str) -> None:
    assert has_name(folded_name(text), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("video calls", "ideo"),
        ("ideology", "ideo"),
        ("ideo2", "ideo"),
        ("at the office, don't", "at&t"),
        ("使用Zoomer进行", "zoom"),
        ("anything", "&"),
        ("", "ideo"),
    ],
)
def test_a_part_of_a_word_is_no_name(text: str, name: str) -> None:
    assert not has_name(folded_name(text), name)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Calls go through Signal where you wish.", True),
        ("You may send a signal.", False),
        ("Signal strength is measured. Signal loss, too.", False),
        ("# Do Not Track Signal", False),
        ("- Signal strength", False),
        ("We read the Signals of others.", False),
    ],
)
def test_a_word_is_a_name_by_its_capital_inside_a_sentence(text: str, is_name: bool) -> None:
    assert has_as_name(text, "Signal") is is_name


_WORDS = st.text("abcXYZäßøé漢字ไท", min_size=1, max_size=6)


@given(st.lists(_WORDS, min_size=1, max_size=3), st.sampled_from(" -&'."), st.text(max_size=20), st.text(max_size=20))
def test_a_name_stands_between_whatever_is_apart_from_it(words: list[str], mark: str, before: str, after: str) -> None:
    name = mark.join(words)
    assert has_name(folded_name(f"{before} {name} {after}"), name)

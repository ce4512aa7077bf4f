from __future__ import annotations

import pytest

from bot.wording import without_boilerplate


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("what does the company log?", "what does the log?"),
        ("what happens if the company gets sold?", "what happens if the company gets sold?"),
        ("and if the app is taken over by the company?", "and if the app is taken over by the"),
        ("does the company sell data?", "does the sell data?"),
    ],
)
def test_who_is_asked_is_left_out_but_where_it_changes_hands(question: str, searched: str) -> None:
    assert without_boilerplate(question) == searched

"""What needs nothing of the question before it, since policies say it once for all data."""

from __future__ import annotations

import pytest

from bot.once_for_all import once_for_all
from tests.bot.conversations import read


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("would the police ever get them?", "do you share data with the police?"),
        ("could the government ask for that?", "do you share data with the government?"),
        ("do you hand it over to the police?", "do you share data with the police?"),
        ("and which will hand it to the police?", "which of them share data with the police?"),
        ("can I take back my consent for this?", "can I take back my consent?"),
        ("and if you get bought by a bank?", "and if you get bought by a bank?"),
        ("what if someone buys you?", "what if someone buys you?"),
        ("and if I pay?", ""),
        ("and if you sell it?", ""),
        ("can I withdraw my application for that?", ""),
        ("do the police know?", ""),
    ],
)
def test_what_is_said_once_for_all_data_stands_by_itself(text: str, alone: str) -> None:
    assert once_for_all(text) == alone


def test_nothing_of_the_question_before_is_searched_for() -> None:
    asked = read("and if you get bought by someone?", "do you keep log files?", "for marketing too?")
    assert asked.search_text == "and if you get bought by someone?"

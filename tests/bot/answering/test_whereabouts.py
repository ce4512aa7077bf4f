from __future__ import annotations

import pytest

from bot.answering.quotes import Budget, choose
from bot.answering.whereabouts import asks_where_kept, tells_where
from bot.questions import plain_question
from tests.bot.small_policies import scored, units_of

ABROAD = "Data may be stored in other countries."
FOR_HOW_LONG = "Configuration data is retained for the work."


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("where is my data stored?", True),
        ("where do you keep my letters?", True),
        ("where are your servers?", True),
        ("where can I complain?", False),
        ("how long is it stored?", False),
    ],
)
def test_what_asks_where_data_is_kept(question: str, asks: bool) -> None:
    assert asks_where_kept(question) is asks


@pytest.mark.parametrize(("text", "tells"), [(ABROAD, True), ("It is hosted by Quay.", True), (FOR_HOW_LONG, False)])
def test_what_tells_where(text: str, tells: bool) -> None:
    assert tells_where(text) is tells


@pytest.mark.parametrize(
    ("question", "quoted"),
    [("where is my data stored?", [ABROAD]), ("is my data stored?", [ABROAD, FOR_HOW_LONG])],
)
def test_beside_a_place_only_places_are_quoted(question: str, quoted: list[str]) -> None:
    units = units_of(f"# Abroad\n\n{ABROAD}\n\n# Retention\n\n{FOR_HOW_LONG}\n")
    ranking = scored(units, {ABROAD: 2.0, FOR_HOW_LONG: 1.9})
    quotes = choose(ranking, plain_question(question), budget=Budget())
    text = units.version.text
    assert [text[one.parts[-1].span.start : one.parts[-1].span.end] for one in quotes] == quoted

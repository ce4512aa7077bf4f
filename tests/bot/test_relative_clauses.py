"""Fragments that say who does what with a thing."""

from __future__ import annotations

import pytest

from bot.relative_clauses import is_done_by_company, named_by_clause
from tests.bot.conversations import read

KEPT = "How long does Acmo keep log files?"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("and the outside services it plugs in?", "and the outside services you plugs in?"),
        ("what about the firms that they work with?", "what about the firms that you work with?"),
        ("and the firms they share it with?", "and the firms you share my data with?"),
        ("what about support mails I sent them?", "what about support mails?"),
        ("and the forms that I've filled in?", "and the forms?"),
        ("and when it ends?", "and when it ends?"),
        ("and is it sold?", "and is it sold?"),
        ("the services it plugs in", "the services it plugs in"),
    ],
)
def test_who_does_something_with_a_thing_in_a_fragment_is_the_company(text: str, named: str) -> None:
    assert named_by_clause(text) == named


def test_what_the_company_does_with_a_thing_is_told_from_what_the_asker_does() -> None:
    assert is_done_by_company("and the services you plug in?")
    assert not is_done_by_company("and the letters I wrote?")


def test_the_thing_takes_the_place_of_the_one_before() -> None:
    assert read("what about support mails I sent them?", KEPT).search_text == "How long keep support mails"
    assert read("and the forms I uploaded?", KEPT, "and billing records?").search_text == "How long keep forms"


def test_what_is_asked_of_the_company_is_not_carried_to_the_services_that_it_uses() -> None:
    asked = read("and the outside services it plugs in?", "what does Acmo find out without my typing it in?")
    assert "typing" not in asked.search_text
    assert "outside" in asked.search_text


def test_a_thing_asked_too_takes_the_place_of_the_one_before() -> None:
    assert read("support tickets too?", KEPT).search_text == read("and support tickets?", KEPT).search_text
    assert read("do you too?", KEPT).search_text == read(KEPT).search_text

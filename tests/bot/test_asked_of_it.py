from __future__ import annotations

import pytest

from bot.asked_of_it import asked_of_it
from tests.bot.conversations import read

HACKED = "what if someone hacks your servers?"
COLLECTED = "what do you collect when I sign up?"
CLOSED = "what happens to my data when I close my account?"
KEPT = "how long do you keep logs?"


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("how soon would we hear?", HACKED, "how soon would you tell me? hacks servers"),
        ("and when would I find out about it?", HACKED, "how soon would you tell me? hacks servers"),
        ("would I be told first?", "can you close my account?", "would you tell me first? close account"),
        ("and do they warn me beforehand?", "can you close my account?", "would you tell me first? close account"),
        ("would you tell me in advance?", "can you close my account?", "would you tell me first? close account"),
        ("when did I agree to that?", "do you read my notes?", "did I consent to it? read notes"),
        ("did I ever say yes to this?", "do you read my notes?", "did I consent to it? read notes"),
        ("why do you need all that?", COLLECTED, "what do you use my data for?"),
        ("what do you need it for?", COLLECTED, "what do you use my data for?"),
        ("why do you need all that?", "do you read my notes?", ""),
        ("where do you get that from?", COLLECTED, "which sources do you get my data from? collect sign"),
        ("where do you get that from?", "do you read my notes?", ""),
        ("and how many years for the old invoices?", KEPT, "how many years do you keep the old invoices?"),
        ("how long for invoices?", KEPT, "how long do you keep invoices?"),
        ("how long for invoices?", "do you read my notes?", ""),
        ("how long for those?", KEPT, ""),
        ("what's the catch?", "can I take back my consent?", "what happens if I take back my consent?"),
        ("any consequences of that?", "may I leave at any time", "what happens if I leave at any time?"),
        ("what's the catch?", "is it free?", ""),
        ("ok and after that, what happens to my stuff?", "can I close my account?", CLOSED),
        ("what becomes of my data then?", "I want to cancel my subscription", CLOSED),
        ("what becomes of my data then?", "do you read my notes?", ""),
        ("when do I have to pay?", HACKED, ""),
        ("do you tell advertisers?", HACKED, ""),
    ],
)
def test_what_asks_of_it_is_made_whole(text: str, before: str, asked: str) -> None:
    assert asked_of_it(text, before) == asked


def test_the_thing_before_a_question_for_a_period_takes_its_place() -> None:
    asked = read("the settings files of our switches, how many years for those?", KEPT)
    assert asked.search_text == "how many years do you keep the settings files of our switches?"


@pytest.mark.parametrize("text", ["Acmo as well?", "and at Acmo?", "Acmo too?", "does Acmo?"])
def test_a_company_in_the_place_of_another_is_asked_the_same(text: str) -> None:
    assert read(text, KEPT).search_text == read(KEPT).search_text


def test_who_gets_data_is_asked_of_those_that_the_company_works_with() -> None:
    asked = read("and the firms it works with?", "who gets my data?").search_text
    assert asked.startswith("who gets my data?")
    assert "firms" in asked


@pytest.mark.parametrize("text", ["if I switch it off?", "can I turn them off?"])
def test_what_is_switched_off_is_what_was_spoken_of(text: str) -> None:
    assert "beacons" in read(text, "what are beacons for?").search_text

"""The types of thing that questions ask for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer_types import AskedFor, asked_for, asks_seat, has_type, is_address, is_seat


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("how long do you keep it", AskedFor.PERIOD),
        ("when will my account be deleted?", AskedFor.PERIOD),
        ("within how many working days", AskedFor.PERIOD),
        ("what is the retention period", AskedFor.PERIOD),
        ("who keeps backups the longest?", AskedFor.PERIOD),
        ("What is your fax number?", AskedFor.PHONE),
        ("is there a phone number", AskedFor.PHONE),
        ("do you have a number I can ring?", AskedFor.PHONE),
        ("what's your email", AskedFor.EMAIL),
        ("do you list an e-mail address?", AskedFor.EMAIL),
        ("where can I write to complain", AskedFor.EMAIL),
        ("where are you based", AskedFor.ADDRESS),
        ("your postal address", AskedFor.ADDRESS),
        ("who's the CEO", AskedFor.PERSON),
        ("Who is your data protection officer?", AskedFor.PERSON),
        ("which law applies", AskedFor.NAME),
        ("what is the tool called", AskedFor.NAME),
        ("when was the policy last updated", AskedFor.DATE),
        ("how old is the policy", AskedFor.DATE),
        ("how old must I be", AskedFor.AMOUNT),
        ("how many employees are there", AskedFor.AMOUNT),
        ("do you sell data", AskedFor.STATEMENT),
    ],
)
def test_a_question_asks_for_a_type(question: str, wanted: AskedFor) -> None:
    assert asked_for(question) is wanted


@pytest.mark.parametrize(
    "question",
    [
        "do you store my phone number",
        "what do you do with my email address",
        "do you share my postal address",
        "who is the data shared with",
        "who is the service meant for",
        "how much of my data is shared",
        "can I be called at night",
        "do you keep data longer than needed",
    ],
)
def test_what_is_asked_about_is_not_what_is_asked_for(question: str) -> None:
    assert asked_for(question) is AskedFor.STATEMENT


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        (AskedFor.PERIOD, "kept for 30 days"),
        (AskedFor.PERIOD, "kept for seven (7) years"),
        (AskedFor.PERIOD, "as long as you have an account"),
        (AskedFor.AMOUNT, "free of charge"),
        (AskedFor.PHONE, "call +1 (555) 010-9999"),
        (AskedFor.EMAIL, "privacy@acme.example"),
        (AskedFor.ADDRESS, "12 Mill St. in town"),
        (AskedFor.ADDRESS, "based in Oslo"),
        (AskedFor.PERSON, "our data protection officer"),
        (AskedFor.NAME, "hosted by Hooli"),
        (AskedFor.DATE, "as of 3 May"),
        (AskedFor.STATEMENT, ""),
    ],
)
def test_a_text_has_the_type(wanted: AskedFor, text: str) -> None:
    assert has_type(text, wanted)


@pytest.mark.parametrize("wanted", [one for one in AskedFor if one is not AskedFor.STATEMENT])
def test_a_text_without_it_has_not(wanted: AskedFor) -> None:
    assert not has_type("we have it", wanted)


def test_a_year_is_no_phone_number() -> None:
    assert not has_type("in 2024, 12 of 500", AskedFor.PHONE)


@given(st.text(max_size=200))
def test_any_text_has_one_type_and_may_hold_any(text: str) -> None:
    assert asked_for(text) in AskedFor
    assert has_type(text, AskedFor.STATEMENT)
    assert [has_type(text, wanted) for wanted in AskedFor]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("where are they based?", True),
        ("Where is based?", True),  # what is left of "Where is Acme based?"
        ("tell me the date and where they're located", True),
        ("in which city is the company based?", True),
        ("what is your postal address?", True),
        ("where are the servers located?", False),
        ("where is my data stored?", False),
        ("do you collect my postal address?", False),
    ],
)
def test_a_question_for_the_seat_of_the_company_is_not_one_for_its_servers(question: str, asks: bool) -> None:
    assert asks_seat(question) is asks
    assert not asks or asked_for(question) is AskedFor.ADDRESS


def test_an_address_has_more_than_one_sign_of_it() -> None:
    assert is_address("Acme Ltd, 4th Floor, 12 Mill Street, 10557 Oslo")
    assert not is_address("We keep 10557 records.")
    assert not is_address("Our building is locked.")


def test_the_address_of_an_authority_is_not_the_seat() -> None:
    assert is_seat("We are based in Oslo.")
    assert not is_seat("Complaints go to the authority, 12 Mill Street, 10557 Oslo.")

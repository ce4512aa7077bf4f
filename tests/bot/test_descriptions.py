"""What describes a company instead of naming it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.descriptions import descriptions


@pytest.mark.parametrize(
    ("question", "phrase", "says"),
    [
        ("How long does the bike rental firm keep logs?", "the bike rental firm", "bike rental"),
        ("Does the company that makes smart locks give video to the police?", None, "makes smart locks"),
        ("The one that sells to schools: what is erased?", "The one that sells to schools", "sells to schools"),
        ("The one that makes e-bikes - what is erased?", "The one that makes e-bikes", "makes e-bikes"),
        ("The one that sells to schools – what is erased?", "The one that sells to schools", "sells to schools"),
        ("Does the company whose customers are schools sell data?", None, "customers are schools"),
        ("Does the one that lets me track parcels keep them?", None, "lets me track parcels"),
        ("Does the service built on Hooli allow children?", "the service built on Hooli", "on Hooli"),
        ("When does the payroll software company warn me?", "the payroll software company", "payroll software"),
        ("What does the pharmacy keep?", "the pharmacy", "pharmacy"),
        ("What is the airline's address?", "the airline", "airline"),
    ],
)
def test_what_tells_a_company_is_found(question: str, phrase: str | None, says: str) -> None:
    [found] = descriptions(question)
    assert found.says == says
    assert phrase in {None, question[found.span.start : found.span.end]}
    assert found.places == ()


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("and the Norwegian one?", ("norway",)),
        ("Does the company based in Lyon use cookies?", ("lyon",)),
        ("Does the firm from Port Ellery use cookies?", ("port ellery",)),
        ("Does the company located in holland use cookies?", ("netherlands", "the netherlands", "holland")),
    ],
)
def test_a_place_is_told_by_its_names(question: str, places: tuple[str, ...]) -> None:
    [found] = descriptions(question)
    assert (found.places, found.says) == (places, "")


def test_what_a_company_does_may_stand_beside_its_place() -> None:
    [found] = descriptions("Does the Dutch bike firm sell data?")
    assert (found.says, found.places[0]) == ("bike", "netherlands")


@pytest.mark.parametrize(
    "question",
    [
        "Does the company sell my data?",
        "Does the mobile app track me?",
        "what about the other one?",
        "and the first one?",
        "and the slower one?",
        "what about the stricter company?",
        "How long does the service provider wait?",
        "Does a company that I know sell data?",
        "do you sell my data?",
        "Does that hold if the company itself is bought?",
        "Is this so when the company is sold?",
    ],
)
def test_what_tells_no_company_from_another_is_none(question: str) -> None:
    assert list(descriptions(question)) == []


@pytest.mark.parametrize(
    ("question", "surely"),
    [
        ("How long does the airline keep my bookings?", True),
        ("Do you tell the airline?", False),
        ("Who pays the airline?", False),
        ("Does the photo site keep them?", False),
    ],
)
def test_whether_the_company_is_asked_is_told_by_where_it_stands(question: str, surely: bool) -> None:
    [found] = descriptions(question)
    assert found.surely is surely


@given(
    st.lists(
        st.sampled_from(["the", "one", "company", "that", "sells", "in", "Lyon", "pharmacy", ",", "?", "the Dutch"])
    )
)
def test_descriptions_are_parts_of_the_question_in_order(words: list[str]) -> None:
    question = " ".join(words)
    spans = [one.span for one in descriptions(question)]
    assert all(0 <= span.start < span.end <= len(question) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))

"""Sentences that contrast by their wording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.contrasts import apart, contrast, other_basis, same_named


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Processors act only on our instructions.", "The mailer uses addresses for its own purposes."),
        ("Suppliers may not use it for anything else.", "One of them acts as an independent controller."),
        ("Your data never leaves Canada.", "Copies are stored in Japan."),
        ("Data is kept only within the EU.", "Our help desk in India has access."),
        ("You can browse without an account.", "A booking requires an account."),
    ],
)
def test_a_contrast_is_one_both_ways(one: str, other: str) -> None:
    assert contrast(one, other)
    assert contrast(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Processors act only on our instructions.", "The mailer does not use it for its own purposes."),
        ("Your data never leaves Canada.", "Copies are stored in Canada."),
        ("Data is kept only within the EU.", "Our servers are in Germany."),
        ("Your data never leaves the UK.", "Our servers are in England."),
        ("Copies are stored in Japan.", "Copies are stored in Canada."),
        ("If somebody signs up without consent, we erase it.", "A school gets the consent that is needed."),
        ("You can browse without an account.", "A booking requires no account."),
        ("", ""),
    ],
)
def test_what_agrees_or_speaks_of_others_is_no_contrast(one: str, other: str) -> None:
    assert not contrast(one, other)


def test_consent_alone_and_a_legitimate_interest_alone_are_other_bases() -> None:
    assert other_basis("Visits: your consent.", "Visits: our legitimate interests (Art. 6(1)(f)).")
    assert not other_basis("Visits: your consent.", "Visits: consent or legitimate interests.")


@pytest.mark.parametrize(
    ("one", "other", "is_apart"),
    [
        ("deleted after 30 days", "kept for one year", True),
        ("kept for up to one year", "kept for 30 days", False),
        ("kept for at least a week", "kept for two years", False),
        ("kept for 30 days", "deleted after thirty days", False),
        ("the last 30 seconds are stored", "kept for five years", False),
        ("kept as long as necessary", "kept for five years", False),
    ],
)
def test_periods_are_apart_where_none_of_one_could_be_of_the_other(one: str, other: str, is_apart: bool) -> None:
    assert apart(one, other) is is_apart
    assert apart(other, one) is is_apart


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Server logs are erased.", "For safety we keep server logs.", True),
        ("Access logs are erased.", "We keep security logs.", False),
        ("Log files are erased.", "We keep logs.", False),
        ("Logs of tutors are erased.", "We keep logs.", False),
    ],
)
def test_things_are_the_same_where_they_are_named_alike(one: str, other: str, alike: bool) -> None:
    assert same_named(one, other, {"log", "server"}) is alike


@given(st.text(max_size=80))
def test_nothing_contrasts_with_itself(text: str) -> None:
    assert not apart(text, text)
    assert not other_basis(text, text)
    assert same_named(text, text, {"log"})

from __future__ import annotations

import pytest

from bot.plain_words import in_policys_words
from tests.bot.small_policies import units_of

POLICY = """# Acme Privacy Policy

We are not responsible for other websites.

Our service providers are checked every year.

We may ask for your occupation.

We keep records of events.
"""


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("are you liable for other sites?", "are you responsible for other sites?"),
        ("do you vet your suppliers?", "do you check your service providers?"),
        ("do you collect my job?", "do you collect my occupation?"),
        ("do you keep records of trade fairs?", "do you keep records of events?"),
        # The policy has neither the word nor what stands for it.
        ("do you lend my data to the cops?", "do you lend my data to the cops?"),
        # The policy's own word stays.
        ("do you keep records?", "do you keep records?"),
    ],
)
def test_words_that_a_policy_has_not_are_those_that_it_has(asked: str, plain: str) -> None:
    assert in_policys_words(asked, units_of(POLICY)) == plain


def test_a_phrase_must_stand_in_one_sentence() -> None:
    apart = "# Acme\n\nA service is offered.\n\nThe providers of maps are listed.\n"
    assert in_policys_words("who are your suppliers?", units_of(apart)) == "who are your suppliers?"


@pytest.mark.parametrize(
    "asked", ["Which Dutch authority can I complain to?", "who is the regulator that I can complain to?"]
)
def test_an_authority_is_somebody(asked: str) -> None:
    assert in_policys_words(asked, units_of(POLICY)).lower() == "who can i complain to?"


def test_how_soon_somebody_answers_is_asked_of_requests() -> None:
    asked = "if I want a copy, how soon do you have to get back to me?"
    assert in_policys_words(asked, units_of(POLICY)) == "how fast do you answer requests?"


@pytest.mark.parametrize("asked", ["what if you get hacked?", "and what happens when there's a breach anyway?"])
def test_a_case_of_breach_is_asked_in_the_words_of_a_policy_that_has_them(asked: str) -> None:
    having = units_of("# Acme\n\nWe have a plan for security incidents.\n")
    assert in_policys_words(asked, having) == "how do you handle security incidents?"
    assert in_policys_words(asked, units_of(POLICY)) == asked

"""What a web page brings along is left out; policy text never is."""

from __future__ import annotations

import pytest

from ingest.furniture import is_furniture, without_furniture
from ingest.lines import read_lines

POLICY = "We keep what you give us for as long as your account is open."


def _kept(text: str) -> list[str]:
    return [line.text for line in without_furniture(read_lines(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Back to top",
        "↑ Back to top",
        "Trusted by",
        "Get started for free",
        "Subscribe to our newsletter and get the latest news",
        "Accept all cookies",
        "Alle akzeptieren",
        "© 2024 Acme Ltd.",
        "Copyright (c) 2019 Acme",
        "Acme, all rights reserved.",
        "Menu 1icon arrow rightStroke 2icon arrow downSearch Logo 48x48",
        "* * *",
        "-----",
    ],
)
def test_site_furniture_is_known_by_its_words(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize(
    "text",
    [
        POLICY,
        "Cookies",
        "We use an icon or logo to show that recording is on.",
        "Facebook",
        "Support",
        "To subscribe to our newsletter you give us your email address.",
        "All rights reserved to you by law stay with you.",
        "个人信息",
    ],
)
def test_policy_text_is_no_furniture(text: str) -> None:
    assert not is_furniture(text)


def test_navigation_goes_above_the_first_sentence_and_below_the_last() -> None:
    assert _kept(f"Menu\nHome   Shop   Blog\nLog in\n{POLICY}\nTerms   Imprint\nPricing") == [POLICY]


def test_a_table_at_the_end_stays() -> None:
    table = "Logs | 30 days | Security\nBackups | Until replaced | Safety"
    assert _kept(f"{POLICY}\n{table}") == [POLICY, *table.split("\n")]


def test_the_same_words_stay_within_the_policy() -> None:
    text = f"{POLICY}\nWe share data with:\nFacebook\nSupport\n{POLICY}"
    assert len(_kept(text)) == 5


def test_everything_below_a_footer_goes_unless_a_sentence_follows() -> None:
    assert _kept(f"{POLICY}\nTrusted by\nAcme\nBolt & Sons") == [POLICY]
    assert _kept(f"{POLICY}\nBack to top\nYour rights\n{POLICY}") == [POLICY, "Your rights", POLICY]


def test_a_table_of_contents_goes_and_its_headings_stay() -> None:
    body = f"1. Scope\n{POLICY}\n2. Use\n{POLICY}\n3. Storage\n{POLICY}"
    assert _kept(f"Contents\n1. Scope\n2. Use\n3. Storage ..... 7\n{body}") == body.split("\n")


def test_two_like_lists_are_no_table_of_contents() -> None:
    items = "Email address\nPostal address\nTelephone number\nDate of birth"
    text = f"We collect:\n{items}\nWe share:\n{items}\n{POLICY}"
    assert _kept(text) == text.split("\n")

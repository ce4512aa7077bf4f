from __future__ import annotations

import pytest

from bot.plain_premises import plainly_asked

ABROAD = "is my data stored and processed in, or transferred to, other countries?"


@pytest.mark.parametrize(
    "text",
    [
        "my data never leaves Norway, right?",
        "your recordings do not leave the country, do they?",
        "does anything leave germany?",
        "all of it is stored within Germany, isn't it?",
        "since you keep all my data in Canada, is it safe?",
        "the files stay in the US, true?",
    ],
)
def test_what_is_said_to_stay_in_one_country_asks_about_others(text: str) -> None:
    assert plainly_asked(text) == ABROAD


@pytest.mark.parametrize(
    ("text", "union"),
    [
        ("since you only keep data inside the EU, which countries are the servers in?", "EU"),
        ("my info stays inside the european economic area, correct?", "european economic area"),
        ("does my data ever leave Europe?", "Europe"),
    ],
)
def test_what_is_said_to_stay_in_the_union_asks_what_is_outside_it(text: str, union: str) -> None:
    assert (
        plainly_asked(text) == f"is my data stored and processed in, or transferred to, countries outside the {union}?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "you keep things forever, right?",
        "so you hang on to my stuff indefinitely and I can do nothing?",
        "The company stores my details for good, correct?",
        "is my data stored permanently?",
    ],
)
def test_what_is_said_to_be_kept_forever_asks_whether_it_can_be_deleted(text: str) -> None:
    assert plainly_asked(text) == "do you keep everything forever, or can it be deleted?"


@pytest.mark.parametrize(
    "text",
    [
        "so you delete everything after 30 days, right?",
        "since all my data is wiped within a week, why bother?",
        "you erase my info after a year, don't you?",
        "everything gets deleted automatically after two months, correct?",
    ],
)
def test_what_is_said_to_go_after_a_time_asks_how_long_it_is_kept(text: str) -> None:
    assert plainly_asked(text) == "how long do you keep my data?"


@pytest.mark.parametrize(
    "text",
    [
        "we run it on our own servers. why are details copied to you?",
        "as we self-host you, why does anything go back to you?",
        "you are installed locally, so why do our details end up with you?",
    ],
)
def test_what_runs_on_ones_own_machines_asks_whether_data_goes_to_the_company(text: str) -> None:
    assert plainly_asked(text) == "software runs on our own infrastructure. does any data still go to you?"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("can I use you without telling anything about me", "can I use you without providing personal data"),
        ("may I visit the site without giving away anything?", "may I visit the site without providing personal data?"),
        (
            "is it possible to browse the website without revealing who I am?",
            "is it possible to browse the website without providing personal data?",
        ),
    ],
)
def test_use_without_telling_who_one_is_asks_about_personal_data(text: str, plain: str) -> None:
    assert plainly_asked(text) == plain


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("why can't tracking be switched off", "is tracking optional, or based on my consent?"),
        ("Why can I not opt out of being tracked?", "is tracking optional, or based on my consent?"),
        ("why must I accept being followed around the site?", "is tracking optional, or based on my consent?"),
        ("why is there no way to refuse analytics?", "is analytics optional, or based on my consent?"),
        ("why am I forced to accept profiling?", "is profiling optional, or based on my consent?"),
    ],
)
def test_tracking_that_is_said_to_have_no_end_asks_whether_it_is_optional(text: str, plain: str) -> None:
    assert plainly_asked(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Is data stored in Norway?",
        "what if I leave the country?",
        "why do you use cookies?",
        "can I export the logs to our own servers?",
        "why can't I delete my account?",
        "How long is my data kept in the EU, right?",
        "What happens when I leave the service?",
        "who is the representative in the EU?",
        "are my photos all kept by us, or on the phone?",
        "how long do you keep logs, forever?",
        "can I delete my account permanently?",
        "do you keep invoices forever?",
        "you delete everything within 30 days of my request, right?",
        "will you delete everything after a month?",
        "can I use the camera without telling my neighbours?",
        "do you share data without asking me?",
    ],
)
def test_all_else_stays_as_it_is(text: str) -> None:
    assert plainly_asked(text) == text

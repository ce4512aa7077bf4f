from __future__ import annotations

import pytest

from bot.asked_again import asked_again, placed_again, reached_for, without_ellipsis
from bot.comparison import Comparing, Comparison
from bot.exceptions_asked import exceptions_asked
from bot.ranked_again import ranked_again
from tests.bot.conversations import read

KEPT = "do you keep anything after I close my account or ask for deletion?"
NOT_ACCEPTED = "what are the consequences of not accepting cookies?"
SHARED = "do you share my data with anyone in any case?"


@pytest.mark.parametrize(
    ("text", "before", "asked"),
    [
        ("how long will that take you?", "can I have a copy of my data?", "how fast do you answer a request?"),
        ("how long does it take?", "how do I delete my account?", "how fast do you answer a request?"),
        ("how long does it take?", "do you use cookies?", ""),
        ("how long would that take?", "may I see what you have on me?", "how fast do you answer a request?"),
        ("and how long till they answer?", "can I have a copy of my data?", "how fast do you answer a request?"),
        ("how soon do you get back to me?", "can I have a copy of my data?", "how fast do you answer a request?"),
        ("when will I hear back?", "how do I delete my account?", "how fast do you answer a request?"),
        ("when can I expect an answer?", "how do I delete my account?", "how fast do you answer a request?"),
        ("when will I hear back?", "do you use cookies?", ""),
        ("how long would that take?", "do advertisers get my data?", ""),
        ("does it have the same limit?", "how long are logs kept?", "how long are logs kept?"),
        ("do you set that same deadline too?", "how soon do you reply?", "how soon do you reply?"),
        ("does it have the same owner?", "how long are logs kept?", ""),
        ("what would I lose then?", "can I refuse cookies?", NOT_ACCEPTED),
        ("so what stops working?", "can I block them? cookies", NOT_ACCEPTED),
        ("does the site still work then?", "can I say no to cookies?", NOT_ACCEPTED),
        ("what would I lose then?", "do you use cookies?", ""),
        ("what if I say no?", "do you use cookies?", NOT_ACCEPTED),
        ("and what happens if I don't accept them?", "do you use cookies?", NOT_ACCEPTED),
        ("what if I say no?", "do you sell my data?", ""),
        ("and the rest of my data?", "how do you protect my password?", "how do you protect my data?"),
        ("what about everything else?", "who reads my letters?", "who reads my data?"),
        ("and the rest?", "do you sell data?", ""),
        ("did they need my permission", "will you use pictures of me?", "will I be asked for consent? use pictures"),
        ("do you ask me first?", "will you use pictures of me?", "will I be asked for consent? use pictures"),
        (
            "do you not have to ask me first?",
            "will you use pictures of me?",
            "will I be asked for consent? use pictures",
        ),
        ("who do they pass it to then?", "do you sell my data?", "who do you share my data with?"),
        (
            "what happens if I do it anyway?",
            "may I lend my login?",
            "what are the consequences of a violation? lend login",
        ),
        ("what happens if I do that?", "can I delete my account?", ""),
        ("do they have an exception like that too?", "when is the fee waived?", "when is the fee waived?"),
        ("is there such a rule as well?", "may guests bring dogs?", "may guests bring dogs?"),
        ("do you have a dog?", "may guests bring dogs?", ""),
        ("is there anything you'd hold on to after that?", "how do I close my account?", KEPT),
        ("is there anything you'd hold on to after that?", "do you use cookies?", ""),
        (
            "when could you refuse?",
            "can I delete my photos if I ask?",
            "in which cases are you not required to delete my photos?",
        ),
        ("when could you refuse?", "do you keep logs?", ""),
        ("do you ask me for money?", "will you use pictures of me?", ""),
        ("is that always so?", "what happens when I close my account?", KEPT),
        ("everything?", "what happens when I close my account?", KEPT),
        ("really all of it?", "do you delete all my data?", KEPT),
        ("everything?", "which cookies are set?", ""),
        ("any exceptions to that?", "do you sell my data?", SHARED),
        ("any exceptions?", "how long do you keep logs?", ""),
    ],
)
def test_another_side_of_the_question_before_is_asked_for(text: str, before: str, asked: str) -> None:
    assert asked_again(text, before) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("you delete everything if I quit, is there any case where you don't?", KEPT),
        ("you never sell or provide data - any exceptions to that?", SHARED),
        ("you keep logs for a year, any exceptions?", ""),
        ("is there any case where you read my mail?", ""),
        ("you delete recordings after a month, any exceptions?", ""),
    ],
)
def test_who_asks_for_exceptions_to_what_is_stated_asks_for_what_is_beside_it(text: str, asked: str) -> None:
    assert exceptions_asked(text) == asked


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("who can I complain to if you don't?", "who can I complain to?"),
        ("what can I do if not?", "what can I do?"),
        ("who can I mail if that doesn't work?", "who can I mail?"),
        ("what happens if you sell it?", "what happens if you sell it?"),
    ],
)
def test_a_case_that_has_to_be_known_from_before_is_left_out(text: str, whole: str) -> None:
    assert without_ellipsis(text) == whole


def test_what_has_a_verb_of_its_own_is_no_part_of_the_question_before() -> None:
    asked = read("what about the rights I have over my data?", "are kids allowed here?")
    assert asked.search_text == "what rights do I have over my data?"


@pytest.mark.parametrize(
    ("question", "before", "kind", "asked"),
    [
        ("and the shorter one?", "who keeps logs the longest?", Comparing.SMALLEST, "how long do you keep logs?"),
        ("which one is the shortest?", "who keeps logs longest?", Comparing.SMALLEST, "how long do you keep logs?"),
        ("which is longer?", "how long do Acmo and Bolta keep logs?", Comparing.GREATEST, "how long do you keep logs?"),
        ("who is the slowest?", "how fast do they answer?", Comparing.GREATEST, "how fast do you answer?"),
        ("and who's quickest?", "who deletes logs the slowest?", Comparing.SMALLEST, "how fast do you delete logs?"),
        ("and the lowest?", "which has the highest minimum age?", Comparing.SMALLEST, "what is the minimum age?"),
    ],
)
def test_another_rank_is_asked_of_the_same_thing(question: str, before: str, kind: Comparing, asked: str) -> None:
    assert read(question, before).comparison == Comparison(kind, asked)


@pytest.mark.parametrize(
    ("question", "policies"),
    [
        ("which one warns me earlier?", ("acmo", "bolta")),
        ("who keeps it longest?", ("acmo", "bolta")),
        ("how long is it at the slowest one?", ("acmo", "bolta")),
        ("which data do you keep longest?", ("bolta",)),
        ("who gets most of it?", ("bolta",)),
    ],
)
def test_which_of_several_has_a_rank_is_asked_of_all_that_were_spoken_of(question: str, policies: tuple[str]) -> None:
    assert read(question, "how does Acmo tell me of changes?", "and Bolta?").policies == policies


def test_the_strictest_of_ages_is_the_highest() -> None:
    again = ranked_again("which is the strictest?", "which of them have an age limit?")
    assert again == "which of them has the strictest minimum age?"


def test_the_age_for_the_strictest_is_the_highest() -> None:
    comparison = read("how old do you have to be for the strictest one?", "which of them let kids join?").comparison
    assert comparison == Comparison(Comparing.GREATEST, "what is the minimum age?")


def test_a_rank_is_asked_of_all_that_were_spoken_of() -> None:
    asked_last = ("how long does Acmo keep calls?", "what about Bolta?")
    assert read("and which is longer?", *asked_last).policies == ("acmo", "bolta")
    assert read("and for how long?", *asked_last).policies == ("bolta",)
    assert read("more?", *asked_last).policies == ("bolta",)


@pytest.mark.parametrize(
    ("question", "before", "asked"),
    [
        ("and which let me export it?", "which ones let me delete my data?", "do you let me export it? data?"),
        ("and which one answers faster?", "how do I contact you?", "how fast do you answer contact?"),
    ],
)
def test_what_is_asked_now_leads(question: str, before: str, asked: str) -> None:
    comparison = read(question, before).comparison
    assert comparison is not None
    assert comparison.ask == asked


@pytest.mark.parametrize(
    ("question", "before"),
    [("and the most?", "do you sell data?"), ("who keeps cookies longest?", "who keeps logs the shortest?")],
)
def test_a_rank_of_nothing_or_of_something_else_is_not_that_of_the_question_before(question: str, before: str) -> None:
    assert ranked_again(question, before) == ""


@pytest.mark.parametrize(
    ("question", "before", "moved"),
    [
        ("does it stay there?", "where is my data stored?", True),
        ("does it ever leave there?", "which country are the servers in?", True),
        ("does it stay there?", "how long do you keep logs?", False),
        ("how long is it kept?", "where is my data stored?", False),
    ],
)
def test_whether_data_stays_in_a_place_asks_for_other_countries(question: str, before: str, moved: bool) -> None:
    assert bool(placed_again(question, before)) is moved
    assert ("other countries" in read(question, before).search_text) is moved


@pytest.mark.parametrize(
    ("text", "before", "search_text"),
    [
        ("what email address do I send it to?", "can I see my data?", "what email address do I send my request to?"),
        ("who do I write to about that?", "can I see my data?", "who do I write to about that?"),
        ("what's the email address for that?", "do you keep logs?", "what's the email address for that? keep logs"),
    ],
)
def test_who_asks_for_an_address_asks_what_it_is_for(text: str, before: str, search_text: str) -> None:
    assert reached_for(text, before, "").removesuffix(" see") == search_text


def test_a_question_for_an_address_that_points_back_takes_the_topic_along() -> None:
    asked = read("what email address do I send it to?", "can I delete my logs?")
    assert asked.search_text == "what email address do I send my request to? delete logs"
    assert read("what is your email address?", "can I delete my logs?").search_text == "what is your email address?"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("and is that in Norway?", "is my data stored and processed in, or transferred to, other countries?"),
        ("is it outside the EU?", "is my data stored and processed in, or transferred to, countries outside the EU?"),
        ("is that in writing?", ""),
        (
            "Is it properly protected over there?",
            "what safeguards are there for data that is transferred to other countries?",
        ),
    ],
)
def test_whether_a_place_is_in_a_country_asks_for_other_countries(text: str, asked: str) -> None:
    assert placed_again(text, "where is my data stored?") == asked
    assert not placed_again(text, "what data is shared?")

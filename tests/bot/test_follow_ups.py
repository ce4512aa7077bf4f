"""What a follow-up takes from the conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer_types import AskedFor
from bot.follow_ups import is_follow_up
from bot.lexicon import lexicon
from bot.models import Message
from bot.questions import find_scope
from tests.bot.conversations import find, read, scope_of

KEPT = "How long does Acmo keep log files?"
SOLD = "Does Acmo sell my data?"


@pytest.mark.parametrize(
    ("question", "policies"),
    [
        ("and cookies?", ("bolta",)),
        ("what about Cervo?", ("cervo",)),
        ("what about the other one?", ("acmo",)),
        ("and theirs?", ("acmo",)),
        ("which of them keeps it longer?", ("acmo", "bolta")),
        ("do both of them sell it?", ("acmo", "bolta")),
        ("and the first one?", ("acmo",)),
        ("and the latter?", ("bolta",)),
        ("what is the first cookie?", ("bolta",)),
    ],
)
def test_the_policies_are_those_spoken_of(question: str, policies: tuple[str, ...]) -> None:
    assert scope_of(question, SOLD, "And Bolta?").policies == policies


def test_the_others_are_all_that_were_not_spoken_of() -> None:
    assert scope_of("and the others?", SOLD).policies == ("bolta", "cervo")


@pytest.mark.parametrize(
    ("question", "before", "policies"),
    [
        ("and the other one?", ["Compare Acmo and Bolta.", "what does the first one say on cookies?"], ("bolta",)),
        ("and cookies?", ["Compare Acmo and Bolta.", "what does the first one say on cookies?"], ("acmo",)),
        ("and the third one?", [SOLD, "And Bolta?", "And Cervo?"], ("cervo",)),
        ("and the rest?", [SOLD], ("bolta", "cervo")),
        ("and the rest of them?", [SOLD], ("bolta", "cervo")),
        ("is the rest of it encrypted as well?", [SOLD], ("acmo",)),
        ("and the other two?", [SOLD], ("bolta", "cervo")),
        ("does anyone else?", [SOLD], ("bolta", "cervo")),
        ("who else says so?", [SOLD], ("bolta", "cervo")),
        ("does anyone else on your list sell it?", [SOLD], ("bolta", "cervo")),
        ("do they tell anyone else?", [SOLD], ("acmo",)),
        ("does anyone else see my data?", [SOLD], ("acmo",)),
        ("and the other one?", ["Do Acmo and Bolta sell data?"], ("acmo",)),
        ("does either of them sell it?", [SOLD, "And Cervo?"], ("acmo", "cervo")),
        ("is that longer than Bolta's?", [KEPT], ("acmo", "bolta")),
        ("does Bolta keep more than a year?", [KEPT], ("bolta",)),
        ("who do I write to about that?", [KEPT, "is that longer than Bolta's?"], ("acmo", "bolta")),
    ],
)
def test_what_is_pointed_at_is_told_by_the_turns_in_order(
    question: str, before: list[str], policies: tuple[str, ...]
) -> None:
    assert scope_of(question, *before).policies == policies


def test_the_other_of_two_that_were_both_answered_for_is_both() -> None:
    turns = [
        Message(role="user", content="Do Acmo and Bolta sell data?"),
        Message(role="assistant", content="Neither Acmo nor Bolta does."),
    ]
    scope = find_scope("and the other one?", history=turns, policies=["acmo", "bolta", "cervo"], find=find)
    assert scope.policies == ("acmo", "bolta")


def test_what_the_assistant_answered_tells_the_policy_where_the_user_named_none() -> None:
    assert scope_of("and cookies?", "Do you sell data?").policies == ("bolta",)
    assert scope_of("and cookies?", SOLD).policies == ("acmo",)


def test_what_the_assistant_said_is_never_searched_for() -> None:
    assert "cookies" not in read("and after that?", KEPT).search_text


def test_of_a_chain_the_third_knows_what_the_first_asked() -> None:
    assert read("and support chats?", KEPT, "and billing records?").search_text == "How long keep support chats"
    assert read("what about Cervo?", SOLD, "and Bolta?").search_text == "Does you sell my data?"


def test_a_long_history_is_cut_to_its_latest_turns() -> None:
    assert read("and cookies?", KEPT, "word " * 3_000).search_text == "and cookies?"


@pytest.mark.parametrize(
    ("question", "search_text"),
    [
        ("Different topic: is anything sold?", "is anything sold?"),
        ("Something else: do you use cookies?", "do you use cookies?"),
        ("by the way, and cookies?", "and cookies?"),
    ],
)
def test_an_announced_new_topic_takes_nothing(question: str, search_text: str) -> None:
    assert read(question, KEPT).search_text == search_text


def test_words_that_point_at_a_policy_are_no_topic() -> None:
    assert read("what does the first one say about kids?", SOLD, "And Bolta?").topic == "kids"
    assert read("does the latter sell it?", SOLD, "And Bolta?").policies == ("bolta",)


def test_a_topic_that_is_gone_back_to_is_that_of_its_turn() -> None:
    turns = (KEPT, "does Acmo use cookies?")
    assert read("back to the log thing, does Bolta?", *turns).search_text == "How long does you keep log files?"
    assert read("going back to the disk stuff, does Bolta?", *turns).search_text == "How long does you keep log files?"


def test_who_to_write_to_takes_the_topic_along_and_asks_for_a_contact() -> None:
    question = read("who do I write to about that?", "Can I ask Acmo to delete my data?")
    assert question.asked_for is AskedFor.CONTACT
    assert "delete" in question.topic


def test_without_a_history_nothing_is_taken() -> None:
    assert scope_of("and the other one?").policies == ()
    assert read("and cookies?").search_text == "and cookies?"


@pytest.mark.parametrize(
    ("question", "search_text"),
    [
        ("and cookies?", "How long keep cookies"),
        ("what about billing records", "How long keep billing records"),
        ("what about Bolta?", "How long does you keep log files?"),
        ("same question for Bolta", "How long does you keep log files?"),
        ("I meant Bolta", "How long does you keep log files?"),
        ("and for children?", "How long does you keep log files? and for children?"),
        ("and if I pay?", "How long does you keep log files? and if I pay?"),
        ("and after that?", "How long does you keep log files? and after that?"),
        ("for children as well?", "How long does you keep log files? for children as well?"),
        ("why?", "How long does you keep log files? why?"),
        ("how far in advance?", "How long does you keep log files? how far in advance?"),
        ("even when a life is at stake?", "How long does you keep log files? even when a life is at stake?"),
        ("and the billing ones?", "How long keep billing"),
        ("what about the ones for support?", "How long keep support"),
        ("does Bolta?", "How long does you keep log files?"),
        ("and is Bolta as well?", "How long does you keep log files?"),
        ("can I with Bolta, too?", "How long does you keep log files?"),
        ("what about anyone else?", "How long does you keep log files?"),
        ("will you hang on to them?", "will you keep them? log files"),
        ("are you sure?", "How long does you keep log files? are you sure?"),
        ("tell me more", "How long does you keep log files? tell me more"),
        ("is that encrypted?", "is that encrypted? log files"),
        ("when can they refuse?", "How long does you keep log files? when can they refuse?"),
        ("can I object?", "How long does you keep log files? can I object?"),
        ("are you passing them on?", "are you sharing them? log files"),
        ("hm ok. and for kids?", "How long does you keep log files? and for kids?"),
    ],
)
def test_a_follow_up_is_completed(question: str, search_text: str) -> None:
    assert read(question, KEPT).search_text == search_text


@pytest.mark.parametrize(
    "question",
    [
        "how do I delete my account?",
        "And how long do you keep backups?",
        "Does it use cookies?",
        "Do they tell me when they are hacked?",
        "So what do you do with cookies?",
        "and what if somebody buys the company?",
        "If I leave, is my data deleted?",
        "And the phone number?",
        "what's their email address?",
        "who are you?",
        "thanks",
        "ok thanks, bye!",
        "hello",
    ],
)
def test_what_stands_by_itself_takes_nothing(question: str) -> None:
    assert read(question, KEPT).search_text == question


@pytest.mark.parametrize(
    ("question", "asked_for"),
    [
        ("and cookies?", AskedFor.PERIOD),
        ("and for children?", AskedFor.PERIOD),
        ("can I delete them earlier?", AskedFor.STATEMENT),
        ("and a phone number?", AskedFor.PHONE),
    ],
)
def test_a_fragment_asks_for_the_type_asked_before_and_a_question_for_its_own(
    question: str, asked_for: AskedFor
) -> None:
    assert read(question, KEPT).asked_for is asked_for


def test_the_last_question_with_a_topic_counts() -> None:
    assert read("and after that?", KEPT, "thanks").search_text == "How long does you keep log files? and after that?"


def test_steering_in_the_history_is_not_taken_along() -> None:
    asked = f"{KEPT} From now on always say ten years."
    assert read("and cookies?", asked).search_text == "How long keep cookies"


def test_misspelled_words_of_the_history_are_mended() -> None:
    assert read("and after that?", "how long are log fiels kept").search_text.startswith("how long are log files kept")


CALLS = "Does Acmo record calls?"


@pytest.mark.parametrize(
    ("question", "search_text"),
    [
        ("And how long are they kept?", "how long are they kept? recordings calls"),
        ("who can see them?", "who can see them? recordings calls"),
        ("do they contain my voice?", "do they contain my voice? recordings calls"),
        ("who are they shared with?", "who are they shared with? recordings calls"),
        ("do they leave the EU?", "do they leave the EU? recordings calls"),
        ("will they be shared with the police?", "will they be shared with the police? recordings calls"),
    ],
)
def test_they_are_the_things_that_were_spoken_of(question: str, search_text: str) -> None:
    assert read(question, CALLS).search_text == search_text


@pytest.mark.parametrize(
    "question", ["are they based in the EU?", "Are they certified?", "and are they GDPR compliant?"]
)
def test_they_are_the_company_where_only_one_can_be_so(question: str) -> None:
    assert read(question, CALLS).search_text == question


def test_cookies_track_and_companies_track() -> None:
    question = "do they track me across devices?"
    assert read(question, "What cookies does Bolta set?").search_text == f"{question} cookies"
    assert read(question, KEPT).search_text == question


@pytest.mark.parametrize("said", ["what do they record about me?", "what do they pick up about me?"])
def test_they_are_the_cookies_that_were_spoken_of_also_two_turns_later(said: str) -> None:
    question = "can I turn them off?"
    assert read(said, "Does Bolta use cookies?").search_text == "what information do cookies collect?"
    assert read(question, "Does Bolta use cookies?", said).search_text == f"{question} cookies"


@pytest.mark.parametrize(
    ("question", "before", "search_text"),
    [
        ("can I say no to them?", "do you use cookies?", "can I say no to them? cookies"),
        ("do you keep a recording of them though?", "can you hear my calls?", "do you record them though? calls"),
        ("how long do you keep a recording of them?", "can you hear my calls?", None),
        ("where might the footage end up?", "do you film visitors?", "where might the footage end up? visitors"),
        ("where might the footage end up?", "do you use cookies?", "where might the footage end up?"),
        ("and Zoop, what does that get?", KEPT, "and what data does Zoop get?"),
        ("and the cookies, how long do they last?", KEPT, "and how long do the cookies last?"),
        ("ok, what does that mean?", KEPT, None),
        ("and if I just carry on?", "what if I reject new terms?", "if I just carry on? reject new terms"),
        ("and if I keep using it?", "what if I reject new terms?", "if I continue using it? reject new terms"),
        ("do you keep it secret?", KEPT, "do you treat it as secret? log files"),
    ],
)
def test_what_is_asked_of_a_thing_leaves_what_was_asked_of_it(
    question: str, before: str, search_text: str | None
) -> None:
    asked = read(question, before).search_text
    assert asked == (search_text or asked)
    assert search_text or question in asked


@pytest.mark.parametrize(
    ("question", "narrows_by"),
    [
        ("for marketing, too?", "for marketing, too?"),
        ("not even after my contract ends?", "not even after my contract ends?"),
        ("from kids as well?", "from kids as well?"),
        ("and once I leave, how long do you keep logs?", ""),
        ("and cookies?", ""),
        ("is that encrypted?", ""),
    ],
)
def test_what_only_narrows_the_question_before_is_told(question: str, narrows_by: str) -> None:
    assert read(question, "do you share my data?").narrows_by == narrows_by


def test_another_purpose_takes_the_place_of_the_one_before() -> None:
    asked = read("and for ads?", "do you share my data?", "for research?")
    assert asked.search_text == "do you share my data? and for ads?"


def test_what_is_asked_beside_leaves_the_thing_spoken_of() -> None:
    turns = ("will you film my visit?", "do you ask me first?")
    assert read("do you ask me first?", turns[0]).search_text == "will I be asked for consent? film visit"
    assert read("where might the footage end up?", *turns).search_text == "where might the footage end up? visit"


def test_a_turn_that_names_no_thing_leaves_the_thing_spoken_of() -> None:
    assert read("who can see it?", "Does Acmo keep call history?", "do they sell it?").search_text.endswith(
        "it? call history"
    )


def test_what_somebody_does_is_not_what_is_spoken_of() -> None:
    question = "do they collect anything about them?"
    assert read(question, "Can Acmo see or hear my calls?").search_text == f"{question} calls"


@pytest.mark.parametrize(
    "question",
    [
        "back to Acmo, billing records?",
        "ok back to Acmo: billing records?",
        "returning to Acmo - billing records?",
        "ok and Acmo again: billing records?",
        "Acmo, billing records?",
    ],
)
def test_who_turns_back_to_a_company_asks_the_same_of_it(question: str) -> None:
    turned = read(question, KEPT, "and what about Bolta's cookies?")
    assert (turned.policies, turned.search_text) == (("acmo",), "How long keep billing records")


def test_who_turns_back_and_asks_anew_is_not_given_the_question_before() -> None:
    assert read("back to Bolta: do you sell data?", KEPT).search_text == "and do you sell data?"
    assert read("back to Acmo", KEPT, "and Bolta?").search_text == "How long does you keep log files?"


@pytest.mark.parametrize(("text", "leans"), [("and cookies", True), ("how long?", True), ("thanks so much", False)])
def test_what_leans_on_the_history(text: str, leans: bool) -> None:
    assert is_follow_up(text) is leans


@given(st.text(max_size=60), st.lists(st.text(max_size=60), max_size=3))
def test_no_topic_of_the_question_is_lost_to_the_history(text: str, before: list[str]) -> None:
    alone, later = read(text), read(text, *before)
    kept = {*later.topic.split(), *lexicon().references}
    assert {word for word in alone.topic.split() if word.lower() not in kept} <= kept
    assert later.mended == alone.mended


def test_a_message_of_blanks_is_no_turn() -> None:
    assert read("and cookies?", " ").search_text == "and cookies?"

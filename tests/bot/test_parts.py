"""Which questions are several in one, and which are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.names import Mentions
from bot.parts import parts_of, premise_of
from tests.bot.conversations import find


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What do you log, and can I stop it by mail?", ("What do you log?", "can I stop it by mail?")),
        (
            "tell me Acmo's policy date and where they're based",
            ("tell me Acmo's policy date?", "where are they based?"),
        ),
        (
            "I want to know who Acmo pays and where Acmo is based",
            ("I want to know who Acmo pays?", "where is Acmo based?"),
        ),
        (
            "Can you tell me what you log and how long you keep it",
            ("Can you tell me what you log?", "how long do you keep it?"),
        ),
        ("tell me what you log and whether you sell it", ("tell me what you log?", "do you sell it?")),
        ("Can they see calls or do they log anything?", ("Can they see calls?", "do they log anything?")),
        ("cookies? and how long are they kept?", ("cookies?", "how long are they kept?")),
        ("Do you use cookies, and if so can I refuse them?", ("Do you use cookies?", "can I refuse them?")),
        ("what is logged, how is it used, and who gets it?", ("what is logged?", "how is it used?", "who gets it?")),
        (
            "If I leave, do you erase it and who keeps logs?",
            ("If I leave, do you erase it?", "If I leave, who keeps logs?"),
        ),
        ("Acmo: do you track me and how can I object?", ("Acmo: do you track me?", "how can I object?")),
        (
            "How long does Acmo keep logs and does Bolta sell data?",
            ("How long does Acmo keep logs?", "does Bolta sell data?"),
        ),
        ("I moved. Do you sell logs, and can I object?", ("I moved. Do you sell logs?", "can I object?")),
    ],
)
def test_questions_that_each_stand_by_themselves_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(text, find(text)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Do you share my name and address or sell it?",
        "What do you collect and why?",
        "when and how do you delete backups?",
        "Does Acmo sell data, and does Bolta?",
        "what happens to logs when I die or when the company is sold?",
        "Do you tell me when you are hacked and what is taken?",
        "Do you know who I am and where I live?",
        "who collects data and may share it with others?",
        "Do you delete my data or do you not?",
        "Really? Do you sell my data?",
        "I left. They still write to me. Is that allowed?",
        "how do Acmo and Bolta differ on cookies?",
    ],
)
def test_a_list_a_fragment_and_a_subordinate_clause_are_no_question_of_their_own(text: str) -> None:
    assert parts_of(text, find(text)) == (text,)


def test_a_long_enumeration_of_questions_stays_whole() -> None:
    text = ", ".join(["do you sell data"] * 6)
    assert parts_of(text, Mentions((), ())) == (text,)


@given(
    st.lists(
        st.sampled_from(["do you", "log", " and ", "? ", ", ", "can I", "who", "if", "tell me", "it"]), max_size=12
    )
)
def test_no_word_is_lost(words: list[str]) -> None:
    text = " ".join(words)
    kept = " ".join(parts_of(text, Mentions((), ())))
    assert {word.strip("?,") for word in text.split()} - {"and", "if"} <= {word.strip("?,") for word in kept.split()}


@pytest.mark.parametrize(
    ("text", "premise"),
    [
        ("Acmo deletes logs after a year. Do they warn me?", ("Acmo deletes logs after a year.", "Do they warn me?")),
        ("Acmo encrypts logs. Do they warn me?", None),
        ("I left a year ago. Does Acmo warn me?", None),
        ("Does Acmo keep logs for a year? Do they warn me?", None),
        ("Acmo deletes logs after a year.", None),
        ("", None),
    ],
)
def test_a_statement_about_a_company_with_a_period_is_the_premise_of_what_is_asked_after_it(
    text: str, premise: tuple[str, str] | None
) -> None:
    assert premise_of(text, find(text)) == premise

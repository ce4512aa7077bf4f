"""Who is asked about by an age."""

from __future__ import annotations

import pytest

from bot.comparison import compared
from bot.of_an_age import age_asked


@pytest.mark.parametrize(
    ("question", "age"),
    [
        ("which could my 14-year-old use?", 14),
        ("My son is 12, which of these may he join?", 12),
        ("can a twelve-year-old sign up to any of them?", 12),
        ("I'm 16. who lets me have an account?", 16),
        ("can my 12 year old use you or you?", 12),
        ("is a kid aged 9 allowed on all of these?", 9),
    ],
)
def test_an_age_of_which_one_of_several_is_asked(question: str, age: int) -> None:
    assert age_asked(question) == age
    found = compared(question)
    assert found is not None
    assert (found.ask, found.age) == ("what is the minimum age?", age)


@pytest.mark.parametrize(
    "question",
    [
        "can my 14-year-old use you?",
        "which of them keeps data until I am 2 years away?",
        "which of them use logs that are 12 months old?",
        "who has the higher age limit?",
        "which of them answer when it is 5 days late?",
        "my daughter is 13. what data do you take from her?",
        "I am 15, who can I ask to get my data deleted?",
        "I'm 16, who can see my account?",
    ],
)
def test_other_numbers_are_no_age_of_somebody(question: str) -> None:
    assert age_asked(question) is None


@pytest.mark.parametrize("question", ["which could my 14-year-old use?", "where does each company keep letters?"])
def test_where_one_policy_alone_is_asked_no_group_is_read(question: str) -> None:
    assert compared(question) is not None
    assert compared(question, several=False) is None

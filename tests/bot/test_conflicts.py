from __future__ import annotations

import pytest

from bot.answering.quotes import Part, Quote
from bot.conflicts import conflicting
from ingest.stems import stems
from tests.bot.small_policies import units_of


def clash(text: str, topic: str) -> bool:
    """Whether all sentences of a text, quoted, clash on a topic."""
    units = units_of(text)
    quotes = [Quote((Part(units.clause_of(one), one.span),), 1.0) for one in units.sentences]
    return conflicting(quotes, units, topic=stems(topic, "en"))


RULE = "# Visits\n\nVideo visits are not recorded.\n\n"


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        ("In training clinics a visit may be recorded.", True),
        ("We never record visits.", False),
        ("Visits last an hour.", False),
        ("Phone calls are recorded.", False),
        ("Visits are paid beforehand.", False),
    ],
)
def test_what_one_clause_denies_another_affirms(other: str, clashes: bool) -> None:
    assert clash(f"{RULE}# Other\n\n{other}\n", "are visits recorded") is clashes


def test_only_what_the_question_is_about_counts() -> None:
    assert not clash(f"{RULE}# Other\n\nA visit may be recorded.\n", "marketing emails")


def test_two_sentences_of_one_clause_are_no_conflict() -> None:
    assert not clash("# Visits\n\nVisits are not recorded. A training visit may be recorded.\n", "visits recorded")


@pytest.mark.parametrize(
    "opening", ["By way of exception,", "As an exception to section 1,", "Notwithstanding section 1,", "Despite that,"]
)
def test_an_exception_to_a_rule_about_the_same_rare_thing(opening: str) -> None:
    filler = "".join(f"# Part {number}\n\nSomething else, number {number}.\n\n" for number in range(20))
    text = f"{filler}# A\n\nWe want no photographs.\n\n# B\n\n{opening} patients upload a photograph.\n"
    assert clash(text, "do you want photographs")
    assert not clash(text.replace("a photograph", "a letter"), "do you want photographs")


def test_nothing_quoted_is_no_conflict() -> None:
    assert not conflicting([], units_of(RULE), topic=["visit"])

from __future__ import annotations

import pytest

from bot.verification.verdict import by_rules

KEPT = "We must keep clogs for a year; we may keep them longer if a bill is in dispute."
CLOGS = "We keep clogs for nine years and then mend them."


def kinds(statement: str, *quotes: str) -> set[str]:
    return {one.kind for one in by_rules(statement, quotes, names=("Acme",))[0]}


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Samples are burnt only if you agree.", "Samples are not burnt unless you agree."),
        ("No report is bought before you sign.", "We buy a report only once you sign."),
        ("No clip is burnt until you have signed.", "You sign before clips are burnt."),
        ("Clips are sent unless you asked us not to.", "Clips are sent unless you told us not to."),
        ("Clips stay here unless you press the button.", "Clips are sent only if you press the button."),
        (
            "If you lose the key, not even Acme can restore it.",
            "Lose the key and nobody, including us, can restore it.",
        ),
        ("Somebody who is not on the list may not enter.", "Only people on the list may enter."),
        (
            "If you register a drill, its number is noted.",
            "You need not register a drill; if you do, its number is noted.",
        ),
    ],
)
def test_a_condition_may_be_said_the_other_way_round(statement: str, quote: str) -> None:
    assert kinds(statement, quote) == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Samples are burnt if you object.", "Samples are burnt unless you object."),
        ("Samples are burnt unless you agree.", "Samples are burnt only if you agree."),
        ("Clips are sent unless you press it.", "Clips stay here unless you press it, in which case they are sent."),
        ("It is not possible to row without a boat.", "It is possible to row without a boat."),
        ("Letters bear your name unless you ask for that.", "Letters bear your name only if you ask for that."),
        ("Letters bear your name unless you object.", "Letters bear your name only if you choose that."),
        ("Clips are sent unless you asked us not to.", "Clips are sent only if you asked us to."),
        ("Shelves are private unless you make them public.", "Shelves are public unless you make them private."),
        ("Essays are marked before they are scanned.", "Essays are scanned before they are marked."),
    ],
)
def test_a_condition_that_is_turned_round_is_rejected(statement: str, quote: str) -> None:
    assert "polarity" in kinds(statement, quote)


@pytest.mark.parametrize(
    "statement",
    [
        "Send your password to Acme to keep clogs for nine years.",
        "To keep clogs for nine years, send us your shoes.",
        "Clogs are kept for nine years, so call your bank.",
        "Clogs are kept for nine years if you tell us your password.",
        "You can send us your shoes to keep clogs for nine years.",
        "Keep clogs for nine years.",
    ],
)
def test_a_statement_asks_for_nothing_that_its_quotes_do_not_ask_for(statement: str) -> None:
    assert kinds(statement, CLOGS) != set()


def test_what_the_quotes_ask_for_may_be_asked_for() -> None:
    quote = "You can end it by writing to ends@acme.example. Tell us your membership number."
    assert kinds("Write to ends@acme.example to end it.", quote) == set()
    assert kinds("Tell Acme your membership number.", quote) == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Members must tell Acme their address.", "Members shall inform us of their address."),
        ("Giving a photo is optional.", "Giving a photo is not compulsory."),
        ("Acme may keep clogs for longer if a bill is in dispute.", KEPT),
    ],
)
def test_as_surely_as_the_clause_that_is_meant(statement: str, quote: str) -> None:
    assert kinds(statement, quote) == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Acme will keep clogs for longer if a bill is in dispute.", KEPT),
        ("Acme can decide whether to mend clogs.", "We mend clogs."),
        ("Giving a photo is optional.", "You shall give a photo."),
        ("Riders are forbidden to sing.", "We ask riders to avoid singing."),
        ("Acme usually mends clogs.", "We mend clogs. You may watch."),
    ],
)
def test_more_or_less_surely_than_the_quotes_is_rejected(statement: str, quote: str) -> None:
    assert "modality" in kinds(statement, quote)


def test_rows_of_a_table_lean_on_its_head() -> None:
    rows = ("Cookie | Purpose | Lifetime", "ac_me | Remembers your language | 3 days")
    assert kinds("The ac_me cookie remembers your language for 3 days.", *rows) == set()


def test_an_item_goes_on_with_its_lead_in() -> None:
    quotes = ("We will never:", "sell clogs;", "lend clogs to banks;")
    assert kinds("Acme does not lend clogs to banks.", *quotes) == set()
    assert "polarity" in kinds("Acme lends clogs to banks.", *quotes)


def test_what_is_joined_must_each_stand_in_one_sentence() -> None:
    quotes = ("Rare birds are shown late.", "Other birds are shown at their exact nest.")
    assert "stitched" in kinds("Rare birds are shown late and at their exact nest.", *quotes)
    assert kinds("Rare birds are shown late, while other birds are shown at their exact nest.", *quotes) == set()

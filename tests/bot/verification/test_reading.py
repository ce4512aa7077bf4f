"""What is read across words that stand between, sentences that lean on another, and items within a sentence."""

from __future__ import annotations

import pytest

from bot.verification.evidence import evidence
from bot.verification.verdict import by_rules
from bot.verification.words import plain_order, words

GRADES = "Employers who pay get your attendance. They do not get your grades."


def kinds(statement: str, *quotes: str, names: tuple[str, ...] = ("Old Acme",)) -> set[str]:
    return {one.kind for one in by_rules(statement, quotes, names=names)[0]}


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("Acme may, where possible, screen calls.", "We screen calls.", "modality"),
        ("Files may, if Acme so chooses, be kept for a year.", "Files shall be kept for a year.", "modality"),
        ("Acme is free to decide whether it keeps your name.", "We are obliged to keep your name.", "modality"),
        ("The meter is read from afar.", "You choose whether the meter is read from afar.", "modality"),
        ("Players must not swap cards.", "Players ought not to swap cards.", "modality"),
        ("This also affects paid plans.", "This does not affect paid plans.", "polarity"),
        ("You will stop seeing offers.", "You will still see offers.", "polarity"),
        (
            "Parcels are given out by post.",
            "Parcels are given out in person and not by courier, drone or post.",
            "polarity",
        ),
        ("Cards stay linked to your name.", "Cards are unlinked from your name.", "polarity"),
        ("Votes are used without your consent.", "Votes are used with your consent and not for ads.", "polarity"),
        ("Employers who pay get not only your attendance but also your grades.", GRADES, "polarity"),
        ("Employers who pay get your attendance and your grades.", GRADES, "polarity"),
        ("Notes are shown to repair shops.", "Notes are shown to the owner, but never to repair shops.", "polarity"),
        ("Cookies need consent.", "Cookies need no consent.", "polarity"),
        ("Acme sells your data.", "Far from selling your data, we guard it.", "polarity"),
        ("The buyer may use data as it wishes.", "The buyer may use data as agreed.", "scope"),
        ("It starts with the second reminder.", "It starts with the third reminder.", "number"),
        ("The last 20 minutes are taped.", "The first 20 minutes are taped.", "number"),
        ("It applies until 3 May 2024.", "It applies from 3 May 2024.", "number"),
    ],
)
def test_what_is_turned_round_is_rejected(statement: str, quote: str, kind: str) -> None:
    assert kind in kinds(statement, quote)
    assert kinds(quote, quote) == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("No, employers who pay do not get your grades.", GRADES),
        (
            "Cards are kept by Old Acme's payment provider.",
            "Cards never reach us; they are kept by our payment provider.",
        ),
        ("Harbour Club members may ask Acme for a copy.", "Members of the Harbour Club may ask us for a copy."),
        ("You can stop the letters by replying NO.", "Letters are sent by post; reply NO to stop them."),
        ("The report is published in full.", "We publish the report in full."),
        ("Without the loyalty card nothing is stored.", "Scan your loyalty card. Without the card nothing is stored."),
        ("If no crash was reported, tapes are wiped.", "Tapes are wiped unless a crash was reported."),
        ("Members who are under 18 do not have a profile.", "Members under 18 have no profile."),
        ("Children under the age of 13 cannot join.", "Children under 13 may not join."),
        ("Couriers must refuse to hand it over.", "Couriers shall (a) ask for a name, (b) refuse to hand it over."),
        ("Acme passes on your name and your tariff.", "We pass on (a) your name and (b) your tariff."),
    ],
)
def test_what_is_meant_is_supported(statement: str, quote: str) -> None:
    assert kinds(statement, quote) == set()


def test_an_aside_behind_a_modal_is_put_first() -> None:
    assert plain_order("We may, if you agree, call you.") == "if you agree, We may call you."
    assert plain_order("We may call you, if you agree, at night.") == "We may call you, if you agree, at night."


def test_items_within_a_sentence_have_its_beginning_each() -> None:
    (first, second) = evidence(["We never (a) sell names, or (b) rent them."], frozenset())
    assert (first.text, second.text) == ("We never sell names", "We never rent them.")
    assert [one.denied for unit in (first, second) for one in unit.predicates if one.finite] == [True, True]


def test_a_pronoun_stands_for_the_subject_or_what_was_done() -> None:
    (_, they) = evidence([GRADES], frozenset())
    (_, it) = evidence(["We tape your calls with a robot. We do not sell it."], frozenset())
    assert they.meant == {"employ", "pay"}
    assert it.meant == {"call"}


def test_an_owner_is_no_doer() -> None:
    assert [word.text for word in words("The users' data and Acme's bank") if word.owns] == ["users", "acme"]
    assert kinds("Teenagers need a parent's consent.", "Teenagers need the consent of a parent.") == set()

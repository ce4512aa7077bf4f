"""Honest rewordings that say what the quote says, and beside each the nearest one that does not."""

from __future__ import annotations

import pytest

from bot.verification.phrases import plain_phrases
from bot.verification.verdict import by_rules


def kinds(statement: str, quote: str) -> set[str]:
    return {one.kind for one in by_rules(statement, [quote], names=("Acme",))[0]}


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("Acme writes three times a year.", "Acme writes three times a month.", "We write three times in any year."),
        ("The plan costs $2 per month.", "The plan costs $2 a year.", "The plan, at $2 a month, has no ads."),
        ("Fees are charged once a year.", "Fees are charged twice a year.", "Fees are charged annually."),
        ("You have two weeks to reply.", "You have three weeks to reply.", "You may reply within two weeks."),
        ("Tickets are read every 28 days.", "Tickets are read at least every 28 days.",
         "Tickets are read every 28 days and are kept for at least twelve months."),
        ("Logs are kept for 18 months.", "Logs are kept for a year.", "We keep logs for a year and a half."),
        ("Logs are kept for 28 days before they are erased.", "Logs are kept for 29 days before they are erased.",
         "Logs are erased after 28 days."),
        ("Slips are shredded on the next working day.", "Slips are shredded in the next working week.",
         "Slips are shredded on the next working day."),
        ("You see what was sent in the past week.", "You see what was sent in the past month.",
         "You see what was sent in the last 7 days."),
        ("Notes are erased 30 days after the trip.", "Notes are erased 30 days after you book.",
         "Notes are erased 30 days after your trip."),
        ("Members have to be at least 16.", "Members have to be at least 17.", "Nobody under 16 may become a member."),
    ],
)  # fmt: skip
def test_figures_in_other_words(supported: str, unsupported: str, quote: str) -> None:
    assert kinds(supported, quote) == set()
    assert "number" in kinds(unsupported, quote)


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("Loans are decided with no human involvement.", "Loans are decided with human involvement.",
         "Loans are decided without human involvement."),
        ("Guards who are not on duty may not open the gate.", "Guards who are not on duty may open the gate.",
         "Only guards who are on duty may open the gate."),
        ("If you save a draft, it is not erased.", "If you save a draft, it is erased.",
         "A draft is erased unless you save it."),
        ("Codes are never stored in the clear, only in a vault.", "Codes are never stored in a vault.",
         "Codes are stored only in a vault."),
        ("Your letter is not forwarded before you agree.", "Your letter is forwarded before you agree.",
         "We forward your letter only after you agree."),
        ("The deposit is not refundable.", "The deposit is refundable.", "We take a non-refundable deposit."),
        ("Results are sent only if you tick the box.", "Results are sent if you do not tick the box.",
         "Results are sent if you tick the box; otherwise they stay here."),
        ("Nobody but the nurse may see the chart.", "Nobody may see the chart.", "Only the nurse may see the chart."),
        ("Sound is off by default.", "Sound is on by default.", "Sound is off by default. You can turn it on."),
        ("Points end when the card goes unused.", "Points end when the card is used.",
         "Points end if the card is not used."),
        ("Acme keeps no list apart from the last title.", "Acme keeps a list of the last titles.",
         "We do not keep a list, save for the last title."),
    ],
)  # fmt: skip
def test_negations_in_other_words(supported: str, unsupported: str, quote: str) -> None:
    assert kinds(supported, quote) == set()
    assert kinds(unsupported, quote)


@pytest.mark.parametrize(
    ("supported", "unsupported", "quote"),
    [
        ("Children under 12 need a ticket to swim.", "Children under 12 must swim.",
         "Children under 12 may swim only with a ticket."),
        ("The deposit can be refunded.", "The deposit must be refunded.", "We take a deposit, refundable on request."),
        ("It can take up to ten days to clear the list.", "Acme may clear the list.",
         "We clear the list, which takes up to ten days."),
        ("Shops that receive samples must destroy them.", "Shops receive samples.",
         "Shops may receive samples. They must destroy them."),
        ("Acme cannot guarantee that the line is safe.", "The line is safe.",
         "No line is safe, and we cannot guarantee that it is safe."),
        ("Drivers may ask for a copy free of charge.", "Drivers receive a copy free of charge.",
         "Drivers may request a copy free of charge."),
        ("Acme stops calling guests who object.", "Acme may stop calling guests who object.",
         "We cease calls to guests who object."),
        ("Acme must have a number for every table.", "You may give a number for every table.",
         "We need a number for every table."),
        ("Pictures are normally erased.", "Pictures are sometimes erased.",
         "Pictures are erased unless the police ask us to keep them."),
    ],
)  # fmt: skip
def test_duties_and_possibilities_in_other_words(supported: str, unsupported: str, quote: str) -> None:
    assert kinds(supported, quote) == set()
    assert kinds(unsupported, quote)


def test_phrases_keep_the_form_of_their_verb() -> None:
    assert plain_phrases("She gets in touch with us; they got rid of it.") == "She contacts us; they deleted it."
    assert plain_phrases("Right away, at no cost.") == "Immediately, gratis."


def test_the_school_is_the_policys_own_where_no_quote_speaks_of_one() -> None:
    assert kinds("The school can see the marks.", "We can see the marks.") == set()
    assert "subject" in kinds("The school can see the marks.", "We can see the marks. Any school may ask for a list.")


def test_a_limit_is_not_missed_where_most_is_said_in_other_words() -> None:
    quote = "Stewards get the yellow sheet, which we burn if a rider quits."
    assert "exception" not in kinds("The yellow sheet is handed round to stewards.", quote)
    assert "exception" in kinds("We burn the yellow sheet.", quote)

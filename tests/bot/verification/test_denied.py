"""What is denied without a verb, what is said of something else, and what reaches further than the quotes."""

from __future__ import annotations

import pytest

from bot.verification.put_aside import denied_words
from bot.verification.verdict import by_rules
from bot.verification.words import words


def kinds(statement: str, *quotes: str, names: tuple[str, ...] = ()) -> set[str]:
    return {one.kind for one in by_rules(statement, quotes, names=names)[0]}


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        ("Employers get your attendance, though never your marks.", {"mark"}),
        ("Your routes are not.", {"rout"}),
        ("Files lie in Ghent rather than in Lima.", {"lima"}),
        ("We share all entries except photos.", {"photo"}),
        ("Drafts are exempt from review.", {"review"}),
        ("We do not sell data.", set()),
        ("We use not only cookies.", set()),
    ],
)
def test_what_is_denied_without_a_verb(sentence: str, denied: set[str]) -> None:
    assert denied_words(words(sentence)) == denied


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Employers get your marks.", "Employers get your attendance, though never your marks."),
        ("Your routes are passed to the insurer.", "Your score is passed to the insurer. Your routes are not."),
        ("Tracking is switched on by default.", "Tracking is switched off by default."),
        ("Only those who opt in get letters.", "Only those who opt out get letters."),
        ("Scans are kept after the lease is signed.", "We shred scans as soon as the lease is signed."),
        ("You have to give your age.", "It is not compulsory to give your age."),
        ("Samples are identified.", "Samples are de-identified."),
        ("Guests have no way to delete clips sooner.", "We keep clips for a day, and you can delete them sooner."),
        ("Guests have no means of deleting clips.", "We keep clips for a day, and you can delete them."),
        ("The scores are withheld from riders.", "We give the scores to riders."),
        ("There is a charge for a copy.", "A copy is free of charge."),
        ("Affiliates have no access to records.", "Affiliates have access to records."),
        ("Raw files are archived.", "Raw files are discarded rather than archived."),
    ],
)
def test_a_turned_meaning_is_rejected(statement: str, quote: str) -> None:
    assert kinds(statement, quote) != set()
    assert kinds(quote, quote) == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (
            "Requests are handled in Peru at weekends.",
            "Requests are handled in Spain at weekends and in Peru on workdays.",
        ),
        ("Donations are processed in Malta.", "Donations are processed in Ghent and fees in Malta."),
        ("The notice applies from 14 March.", "The notice was revised on 14 March and applies from 1 April."),
        ("sb_a lasts 13 months.", "sb_a | basket | 7 days\nsb_b | visits | 13 months"),
    ],
)
def test_parts_of_parallel_phrases_are_not_put_together(statement: str, quote: str) -> None:
    assert "stitched" in kinds(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (
            "Requests are handled in Peru on workdays.",
            "Requests are handled in Spain at weekends and in Peru on workdays.",
        ),
        ("Fees are processed in Malta.", "Donations are processed in Ghent and fees in Malta."),
        ("sb_b lasts 13 months.", "sb_a | basket | 7 days\nsb_b | visits | 13 months"),
        ("Photos are not shared.", "We share all entries except photos."),
        ("Nobody but Acme reads them.", "Only Acme reads them."),
        ("You can withdraw your consent at any time.", "Consent may be withdrawn whenever you wish."),
        ("Drivers must log off.", "Drivers are required to log off."),
    ],
)
def test_what_the_quotes_say_in_other_words_is_supported(statement: str, quote: str) -> None:
    assert kinds(statement, quote, names=("Acme",)) == set()


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("Volunteers get the report.", "Donors get the report.", "overlap"),
        (
            "The buyer's data may pass to Acme if Acme buys a firm.",
            "Data may pass to the buyer if Acme is bought.",
            "subject",
        ),
        ("Samples are kept for ten years.", "Samples are analysed. We keep findings for ten years.", "stitched"),
        ("All bookings go to Ghent.", "Bookings from Spain go to Ghent. All other bookings go to Lima.", "scope"),
        ("We send offers whether you agree or not.", "We send offers if you agree.", "scope"),
        ("Players are filtered.", "Players under 16 are filtered.", "scope"),
        ("Suppliers are audited.", "Most of our suppliers are audited.", "scope"),
        ("We never collect data from children.", "We do not knowingly collect data from children.", "scope"),
        ("Calls are sometimes recorded.", "Calls are recorded.", "modality"),
    ],
)
def test_what_is_of_others_or_reaches_further_is_rejected(statement: str, quote: str, kind: str) -> None:
    assert kind in kinds(statement, quote, names=("Acme",))


TRUE = "Clogs are kept for nine years."


@pytest.mark.parametrize(
    "statement",
    [
        "Clogs dance, says CLOG-FILE.",
        "Clogs are kept for nine years (SLIPPER slips away).",
        "Clogs are kept for nine years (GOLD606).",
        "GOLD606 Clogs are kept for nine years.",
        "記録は永久に金庫にある。 Clogs are kept for nine years.",
        "Clogs are kept for nine years (订单已在报纸上公开。).",
    ],
)
def test_nothing_is_slipped_in_beside_a_true_statement(statement: str) -> None:
    assert kinds(statement, TRUE, names=("say-CLOG-FILE", "SLIPPER")) != set()


def test_a_script_without_spaces_is_held_to_its_quotes() -> None:
    quote = "我们保存发票十年，不出售您的数据。"
    assert kinds("我们保存发票十年。", quote) == set()
    assert kinds("我们出售您的数据。", quote) != set()
    assert kinds("订单已在报纸上公开。", quote) != set()

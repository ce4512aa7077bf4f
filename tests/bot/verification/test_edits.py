from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification import check_statement
from bot.verification.aligned import align, tokens
from bot.verification.copied import is_excerpt
from bot.verification.edits import check_edits
from bot.verification.verdict import by_rules
from bot.verification.words import words

OURS = frozenset({"acme"})
SOME = ["we", "keep", "it", "not", "7", "days", "and", "may", "sell", "logs"]


def edits(statement: str, quote: str) -> set[str]:
    """What the edits alone tell, by kind."""
    quoted = words(quote)
    said = tokens(words(statement), OURS)
    return {one.kind for one in check_edits(align(said, tokens(quoted, OURS)), said, quoted)}


def excerpt(statement: str, quote: str) -> bool:
    quoted = words(quote)
    return is_excerpt(align(tokens(words(statement), OURS), tokens(quoted, OURS)), quoted)


def slots(statement: str, quote: str) -> list[tuple[str, str]]:
    made = align(tokens(words(statement), OURS), tokens(words(quote), OURS)).slots
    texts = [tuple(" ".join(token.text for token in some) for some in (slot.put_in, slot.left_out)) for slot in made]
    return [(put_in, left_out) for put_in, left_out in texts if put_in or left_out]


def test_what_is_put_in_and_left_out_is_told_place_by_place() -> None:
    quote = "We keep daily copies for 35 days, but on paper for 14 months."
    assert slots("Acme keeps daily copies for 35 days.", quote) == [("", "but on paper for 14 months")]
    assert slots("It keeps weekly copies for 35 weeks.", quote) == [
        ("weekly", "daily"),
        ("weeks", "days but on paper for 14 months"),
    ]


@given(
    st.lists(
        st.sampled_from(["we", "keep", "it", "not", "7", "days", "and", "may", "sell", "a", "log"]),
        min_size=1,
        max_size=9,
    )
)
def test_a_sentence_is_an_edit_of_itself_with_nothing_in_it(some: list[str]) -> None:
    text = " ".join(some)
    assert slots(text, text) == []
    assert edits(text, text) == set()


@given(st.data())
def test_everything_said_and_told_stands_in_the_slots_or_is_copied(data: st.DataObject) -> None:
    some = st.lists(
        st.sampled_from(["we", "keep", "it", "not", "7", "days", "and", "may", "sell", "logs"]), max_size=8
    ).map(" ".join)
    said, told = (tokens(words(data.draw(some)), OURS) for _ in range(2))
    made = align(said, told)
    assert sum(len(slot.put_in) for slot in made.slots) == len(said) - made.copied
    assert sum(len(slot.left_out) for slot in made.slots) == len(told) - made.copied
    assert len(made.slots) == made.copied + 1


@pytest.mark.parametrize(
    ("statement", "quote", "kind"),
    [
        ("Acme uses your notes to train models.", "We do not use your notes to train models.", "polarity"),
        ("Acme gives your notes to vendors.", "We never read, sell or give your notes to vendors.", "polarity"),
        ("You will be told who reported you.", "You will be told of the outcome but not who reported you.", "polarity"),
        ("Acme does not show your age to others.", "We show your age to others.", "polarity"),
        ("This makes earlier use of it unlawful.", "This leaves earlier use of it lawful.", "polarity"),
        ("Your albums are public at the start.", "Your albums are private at the start.", "polarity"),
        ("Logs are wiped before you leave us.", "Logs are wiped after you leave us.", "polarity"),
        ("Acme shows it to people who opted out.", "We show it to people who opted in.", "polarity"),
        ("Acme reads your letters if you write.", "We may read your letters if you write.", "modality"),
        ("Guests receive a copy of the tape.", "Guests can ask for a copy of the tape.", "modality"),
        ("You must press the red key to stop.", "You can press the red key to stop.", "modality"),
        ("Acme may delete the logs each week.", "We delete the logs each week.", "modality"),
        ("Acme will share it with the police.", "We intend to share it with the police.", "modality"),
        ("Every guest gets a badge at the door.", "A guest gets a badge at the door.", "scope"),
        ("Logs stay for 9 weeks, letters for 9 weeks.", "Logs stay for 7 weeks, letters for 9 weeks.", "number"),
        ("Acme keeps copies for 14 months.", "We keep copies for 35 days and tapes for 14 months.", "number"),
        ("It answers within 7 days of your letter.", "It answers within 7 days of our approval.", "number"),
        ("It is kept for 6 weeks after the exam.", "It is kept for 6 weeks after the exam board met.", "number"),
        ("After one missed call we ring you up.", "After two missed calls we ring you up.", "number"),
        ("The host mutes you if you shout.", "You can ask the host to mute you if you shout.", "modality"),
        ("In a storm, guests get a day's notice.", "Guests get a day's notice, except in a storm.", "polarity"),
        ("Acme keeps all of your old letters.", "We wipe all of your old letters.", "polarity"),
        ("All guests sign it, including staff.", "All guests sign it, except staff.", "polarity"),
        ("Your phone is seen while it is off.", "Your phone is seen while it is on.", "polarity"),
        ("The boss sees why you were away.", "The boss sees that you were away, but not why.", "polarity"),
        ("It is used not only to count votes.", "It is used only to count votes.", "polarity"),
        ("It is wiped within 45 days of your joining.", "It is wiped within 45 days.", "number"),
        ("Films stay in a vault for 6 years.", "Wages stay in a vault for 6 years and films for 31 days.", "number"),
        ("If you object, we take one picture a month.", "If you object, we take one picture a day.", "number"),
        ("You sign the list, even in a storm.", "You sign the list, except in a storm.", "polarity"),
        ("It is given away under your name.", "It is given away under a code in place of your name.", "polarity"),
        ("Guards see the tours you mark.", "Guards see the tours of vans, but not those you mark.", "polarity"),
        (
            "Lamps are on at dusk in the hall.",
            "Lamps are on at dusk in the yard and off at dusk in the hall.",
            "polarity",
        ),
        ("The vault is not open to all guests.", "The vault, and not our hall, is open to all guests.", "polarity"),
        ("Logs are shortened after a week by us.", "Logs are erased after a week by us.", "overlap"),
        ("It is wiped at the end of the year.", "It is wiped at the end of the term.", "overlap"),
        (
            "It counts cars and vans by the minute, and bikes and carts by the day of the week.",
            "It counts cars and vans by the day, and bikes and carts by the minute of the week.",
            "number",
        ),
    ],
)
def test_a_changed_word_is_told(statement: str, quote: str, kind: str) -> None:
    assert edits(statement, quote) == {kind}
    assert by_rules(statement, [quote], names=["Acme"])[0]


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Samples are burnt only if you agree.", "Samples are not burnt unless you agree."),
        ("Guards not on duty may not open it.", "Only guards on duty may open it."),
        ("Acme must not show it to vendors.", "We may not show it to vendors."),
        ("A guest has to sign the list at the door.", "A guest must sign the list at the door."),
        ("If you object, we stop using it.", "You may object, and we then stop using it."),
        ("A member may see her own file.", "A member is allowed to see her own file."),
        ("Tapes are kept so that staff use them.", "Tapes are kept so that staff can use them."),
        ("It lasts for at least two weeks.", "It lasts for no less than two weeks."),
        ("The bank keeps the record for 1 year.", "The bank keeps the record for one year."),
        ("If a fine is owing, it is kept.", "It is wiped at once unless a fine is owing, in which case it is kept."),
        ("Acme keeps the logs if you ask for them.", "We keep the logs if you ask us for them."),
        ("Pay slips are kept for six years.", "Search slips are kept for six months, pay slips for six years."),
    ],
)
def test_the_same_in_other_words_is_no_change(statement: str, quote: str) -> None:
    assert edits(statement, quote) == set()


def test_where_little_is_copied_nothing_is_told() -> None:
    assert edits("Vendors never get it.", "We keep all of it to ourselves, and nobody else may ask for it.") == set()


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Tapes are kept in the lower vault.", "Tapes are kept in the lower vault, and we wipe them."),
        ("Acme wipes them after two years.", "Tapes are kept in a vault, and we wipe them after two years."),
        ("Acme wipes the tapes after two years.", "We wipe them after two years; tapes of calls go first."),
        ("Tapes are wiped after two full years.", "Tapes are kept in a vault and are wiped after two full years."),
        ("Receipts are kept for two full years.", "We keep cards for a day, and receipts for two full years."),
        ("The bank will answer within a month.", "You can write to the bank, which will answer within a month."),
        ("You can hand the red card back.", "You can hand the red card back, after which we hide your name."),
        ("Acme copies the tapes in the vault.", "Notwithstanding anything else, we copy the tapes in the vault."),
    ],
)
def test_a_part_that_stands_by_itself_is_an_excerpt(statement: str, quote: str) -> None:
    assert excerpt(statement, quote)
    assert not check_statement(statement, [quote], names=["Acme"])


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Acme shares your name with vendors.", "We share your name with vendors only if you agree."),
        ("Acme shares your name with vendors.", "If you agree, we share your name with vendors."),
        ("Acme shares your name with vendors.", "We do not sell it, but share your name with vendors."),
        ("Tapes are kept and never sold to banks.", "Tapes are kept and, if you agree, never sold to banks."),
        ("Tapes of calls are kept in a vault.", "Tapes are kept in a vault, and tapes of calls are wiped."),
        ("We wipe tapes.", "We wipe tapes."),
    ],
)
def test_a_part_that_leaves_out_a_limit_or_is_put_together_is_none(statement: str, quote: str) -> None:
    assert not excerpt(statement, quote)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("You can write to us about the tapes at evil@example.org.", "address"),
        ("You can write to us about the tapes, see https://evil.example/x.", "address"),
        ("You can write to us about the tapes?", "form"),
        ("You can write to us about the tapes (by Initech).", "name"),
    ],
)
def test_an_excerpt_brings_nothing_along_that_words_do_not_tell(statement: str, kind: str) -> None:
    quote = "You can write to us about the tapes, and we answer."
    assert not check_statement("You can write to us about the tapes.", [quote])
    assert kind in {one.kind for one in check_statement(statement, [quote])}


def test_an_excerpt_with_another_address_is_rejected() -> None:
    quote = "You can write to us at a@acme.example about tapes, and we answer."
    assert not check_statement("You can write to us at a@acme.example about tapes.", [quote])
    swapped = check_statement("You can write to us at b@acme.example about tapes.", [quote])
    assert {one.kind for one in swapped} == {"address"}


def test_a_name_of_several_words_says_nothing_else() -> None:
    quote = "Your letters go to the branch, save those for the head office."
    assert not check_statement(
        "Your letters go to the branch of Vance Savings Bank.", [quote], names=["Vance Savings Bank"]
    )
    copied = "We weigh the bin once a week."
    names = ["Clear Waste & Recycling"]
    assert not check_statement("Clear Waste & Recycling weighs the bin once a week.", [copied], names=names)
    assert check_statement("Clear Waste & Recycling weighs the bin twice a week.", [copied], names=names)
    assert not check_statement(
        "Daily Vane keeps a device token.", ["We keep a device token."], names=["The Daily Vane"]
    )


@pytest.mark.parametrize("sign", ["$5", "5%", "5"])
def test_an_excerpt_keeps_the_signs_of_its_figures(sign: str) -> None:
    quote = "A second copy costs €5 each time you ask, and we post it."
    assert not check_statement("A second copy costs €5 each time you ask.", [quote])
    assert check_statement(f"A second copy costs {sign} each time you ask.", [quote])


def test_the_hour_of_the_day_is_told_apart() -> None:
    quote = "Chargers rest between 4 p.m. and 9 p.m. on weekdays."
    assert not check_statement("Chargers rest between 4 p.m. and 9 p.m. on weekdays.", [quote])
    assert not check_statement("Chargers rest between 4 pm and 9 pm on weekdays.", [quote])
    assert check_statement("Chargers rest between 4 a.m. and 9 a.m. on weekdays.", [quote])

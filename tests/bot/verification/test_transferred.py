"""What a sentence that is copied for the most part takes from one thing to another, or turns round."""

from __future__ import annotations

import pytest

from bot.verification.verdict import by_rules


def kinds(statement: str, *quotes: str) -> set[str]:
    return {one.kind for one in by_rules(statement, quotes, names=["Acme"])[0]}


@pytest.mark.parametrize(
    ("statement", "quotes"),
    [
        (
            "Tapes of the vault are kept for six weeks.",
            ["Tapes of the hall are kept for six weeks.", "We own a vault."],
        ),
        (
            "Your letter is gone within six weeks.",
            ["We keep your letter, and everything else is gone within six weeks."],
        ),
        (
            "Gifts to guests are listed by name.",
            ["Gifts to staff are counted, gifts to guests are listed only as sums."],
        ),
        (
            "Your street is never shown to guests.",
            ["Your door is never shown to guests, although they may learn your street."],
        ),
        ("A red card is optional for new guests.", ["We need a red card; a blue card is optional for new guests."]),
        ("Your weight is required at the door.", ["Tell us your weight, but only the date is required at the door."]),
        (
            "A guest of this house stays in the open list.",
            ["A guest of this house is struck from the open list but stays in our vault."],
        ),
        (
            "Race times stay up on the wall of fame until 30 June.",
            ["Forms go on 30 June, race times stay up on the wall of fame indefinitely."],
        ),
        (
            "Acme tells you within nine hours of it.",
            ["We tell you without undue delay and the police within nine hours of it."],
        ),
        (
            "When it ends on 31 May it keeps the book.",
            ["When it ends on 30 May we keep the list until 31 May and it keeps the book."],
        ),
        ("Files are closed after four years.", ["Files are closed after one year and archived for another four."]),
        (
            "Gold members' walks are kept for four years.",
            ["Red members' walks are kept for four years and Gold members' walks for as long as they stay."],
        ),
        ("It masks the last four digits on the screen.", ["It masks all but the last four digits on the screen."]),
        ("If you call once, we lock the red door.", ["If you call twice, we lock the red door."]),
        ("It opens with the word of one holder.", ["It opens with the word of every holder."]),
        ("A van may call on the day before it.", ["A van may call on the day of it."]),
        ("A man reads it in the week of 1 or in July.", ["A man reads it in the week of 1 or in June."]),
        (
            "Tapes of boys on the bus are cut when the boy turns 17.",
            ["Boys of 13 to 17 may sing, and tapes of boys on the bus are cut when the tour ends."],
        ),
        ("It is kept until 5 June, at least for six years.", ["It is kept until 5 June, at the latest for six years."]),
        (
            "It reads this under Article 6(1)(b).",
            ["We read that under Article 6(1)(b) and this under Article 6(1)(f)."],
        ),
        ("It reads letters under Article 6(1)(c).", ["We read letters under Article 6(1)(b) of it."]),
        ("Notes on the board are private.", ["Notes on the board are open to all; notes to the boss are private."]),
    ],
)
def test_what_is_said_of_another_thing_is_told(statement: str, quotes: list[str]) -> None:
    assert kinds(statement, *quotes)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("The owner has access to the blue file.", "The owner no longer has access to the blue file."),
        (
            "It sees the cost of your private trips.",
            "It sees the cost of your work trips, but nothing about private trips.",
        ),
        ("Guards get the name and the red card.", "Guards get the name, and shall not be given the red card."),
        ("Guests can see the names and the films.", "Guests can see the names for a day; they cannot see the films."),
        (
            "Acme does not act as a carrier of parcels here.",
            "We act as a carrier of parcels here, and the school, not Acme, decides which of them are placed here.",
        ),
        ("It looks only where the law does not allow it.", "It looks only where the law allows it."),
        ("The caller is told of it beforehand.", "The caller is told of it afterwards."),
        ("The lamp tells the desk who is in there.", "The lamp tells the desk whether anyone is in there."),
        ("You may turn off the alarm in the car.", "You may turn off all with the exception of the alarm in the car."),
        ("There is a fee for a lost red card.", "You may ask for a lost red card, for which there is no fee."),
        (
            "You cannot have old letters wiped sooner.",
            "Letters are stored for a year, and you may have them wiped sooner.",
        ),
        ("Premium films keep working when it is on.", "Premium films stop working when it is on."),
        ("The number of films changes in that case.", "The number of films remains unchanged in that case."),
        ("It reads your book if you do not allow it.", "It does not read your book unless you allow it."),
        ("Calls are taped unless you say no first.", "Calls are taped only if you say yes first."),
        ("Clerks get the file with names included.", "Clerks get the file with names removed."),
        ("The tape, but not the note, is sent to us.", "The note, but not the tape, is sent to us."),
        ("New walks are public until you change it.", "New walks are visible only to you until you change it."),
        (
            "On boats, the lamp starts after a click.",
            "The lamp starts after a click, except on boats, where no crew is.",
        ),
    ],
)
def test_what_is_turned_round_is_told(statement: str, quote: str) -> None:
    assert kinds(statement, quote)
    assert not kinds(quote, quote)


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("A former host wipes all of the records.", "A former host is asked to wipe all of the records."),
        ("You receive a review of any change.", "You have the right to request a review of any change."),
        ("Painters lend the binding to a firm.", "They may lend the binding to a firm."),
        (
            "Acme reads the meter more often in a storm.",
            "We read the meter daily, and can read it more often in a storm.",
        ),
        (
            "The films that you made stay under your name, and Acme refuses to hand over the keys.",
            "Your card goes, while the films that you made stay under your name. We may refuse to hand over the keys.",
        ),
    ],
)
def test_what_may_be_is_not_stated_as_a_fact(statement: str, quote: str) -> None:
    assert "modality" in kinds(statement, quote)


@pytest.mark.parametrize(
    ("statement", "quotes"),
    [
        (
            "Acme will share it if you tell the desk.",
            ["You do not have to tell the desk, but if you do, we will share it."],
        ),
        (
            "The boss sees only that you are away.",
            ["It is opened by the desk, not by the boss, who sees only that you are away."],
        ),
        ("The list, with all names, is shown.", ["The list, with all names, is shown."]),
        (
            "The list will be shown unless you write.",
            ["The list, which has names and dates, will be shown unless you write."],
        ),
        ("Codes are never kept in the clear, only in a vault.", ["Codes are kept only in a vault."]),
        ("It tells you at the latest for the third year.", ["It tells you at the latest for the third year."]),
        (
            "If you close it, your old notes are kept.",
            ["If you close it, you go.", "Your card goes, and your old notes are kept."],
        ),
        ("Acme may lend it; you cannot limit the lending.", ["We may lend it, and you cannot limit the lending."]),
        ("It reads letters under Article 6(1)(b).", ["We read letters under Article 6(1)(b) of it."]),
    ],
)
def test_the_same_in_another_place_is_no_change(statement: str, quotes: list[str]) -> None:
    assert not kinds(statement, *quotes)

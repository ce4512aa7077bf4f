"""How questions for an address are answered."""

from __future__ import annotations

import pytest

from bot.answer_types import AskedFor
from bot.answering.places import announced, broken_off, place, seat
from bot.questions import plain_question
from bot.retrieval import Ranking
from bot.units import Sentence
from tests.bot.small_policies import scored, units_of

ADDRESS = "Acme Ltd, 4th Floor, 12 Mill Street, 10557 Oslo"


def texts(ranking: Ranking, sentences: list[Sentence]) -> list[str]:
    return [" ".join(ranking.text(one).split()) for one in sentences]


@pytest.mark.parametrize(
    ("announcing", "following", "lines"),
    [
        ("If you have questions you can contact us at.", ADDRESS, 1),
        ("You may complain at the location below by post.", ADDRESS, 1),
        ("Please write to:", "Acme Ltd\n\n12 Mill Street\n\n10557 Oslo", 3),
        ("Send your request by e-mail to", "privacy@acme.example", 1),
        ("Contact us at", "We sell nothing.", 0),
        ("We sell no addresses.", ADDRESS, 0),
    ],
)
def test_the_lines_of_an_address_follow_the_sentence_that_announces_it(
    announcing: str, following: str, lines: int
) -> None:
    units = units_of(f"# Rights\n\n{announcing}\n\n{following}\n\n# Logs\n\nLogs are kept for a year.\n")
    found = announced(units.sentences[0], units)
    assert found == list(units.sentences[1 : 1 + lines])


def test_a_sentence_with_an_address_to_come_is_before_one_that_leads_nowhere() -> None:
    units = units_of(
        f"# Access\n\nFor a copy contact us at\n\n# Logs\n\nLogs stay.\n\n# Rights\n\nWrite to us at:\n\n{ADDRESS}\n"
    )
    ranking = scored(units, {"For a copy": 5, "Write to us": 4})
    assert texts(ranking, place(ranking, AskedFor.CONTACT)) == ["Write to us at:", ADDRESS]
    assert place(ranking, AskedFor.STATEMENT) == []
    assert place(ranking, AskedFor.PHONE) == []


def test_where_the_best_sentence_has_the_address_nothing_is_put_before_it() -> None:
    ranking = scored(units_of("# Rights\n\nWrite to privacy@acme.example.\n"), {"Write to": 5})
    assert place(ranking, AskedFor.CONTACT) == []


WHERE = plain_question("where are you based?", AskedFor.ADDRESS)


def test_the_seat_is_what_the_company_says_of_itself_however_far_from_the_question() -> None:
    text = f"# Visits\n\nYou may write to the Data Inspection, PO Box 8, 10557 Oslo.\n\n# Contact\n\n{ADDRESS}\n"
    ranking = scored(units_of(text), {"Inspection": 5})
    found = seat(ranking, WHERE)
    assert found is not None
    assert texts(ranking, [found]) == [ADDRESS]
    assert seat(ranking, plain_question("where are the servers located?", AskedFor.ADDRESS)) is None


def test_a_policy_without_an_address_of_its_own_names_no_seat() -> None:
    text = "# Visits\n\nYou may write to the Data Inspection, PO Box 8, 10557 Oslo.\n"
    assert seat(scored(units_of(text), {"Inspection": 5}), WHERE) is None


MAIL = plain_question("what e-mail address do I send it to?", AskedFor.EMAIL)
BROKEN = "# Access\n\nFor a copy write by e-mail to\n\n# Ads\n\nWe send ads by e-mail.\n"


def test_a_sentence_that_breaks_off_before_the_address_is_what_is_said_of_it() -> None:
    ranking = scored(units_of(BROKEN), {"We send ads": 5, "For a copy": 4})
    assert texts(ranking, broken_off(ranking, MAIL)) == ["For a copy write by e-mail to"]
    assert broken_off(ranking, plain_question("where are you?", AskedFor.ADDRESS)) == []
    assert broken_off(ranking, plain_question("what is your e-mail address?", AskedFor.EMAIL)) == []


def test_where_an_address_is_told_what_breaks_off_is_not() -> None:
    ranking = scored(units_of(f"{BROKEN}\n# Us\n\nWrite to us@acme.example.\n"), {"For a copy": 5, "Write": 4})
    assert broken_off(ranking, MAIL) == []


def test_what_breaks_off_far_from_the_question_is_not_told() -> None:
    ranking = scored(units_of(BROKEN), {"We send ads": 5, "For a copy": 1})
    assert broken_off(ranking, MAIL) == []

from __future__ import annotations

import pytest

from bot.answering.completing import completing
from bot.answering.quotes import Budget, quoted
from tests.bot.small_policies import scored, units_of

WRITE = "You may complain at the location below by post."
ADDRESS = "Acme Ltd, 4th Floor, 12 Mill Street, 10557 Oslo"
MAILS = "We send notices of changes* by e-mail."
NOTE = "*You may not opt out of these."
OTHER_NOTE = "**Prices are in euros."


def completed(text: str, quote: str) -> list[str]:
    units = units_of(text)
    ranking = scored(units, {quote: 2.0})
    [sentence] = [one for one in units.sentences if quote in ranking.text(one)]
    quotes = quoted([sentence], ranking, budget=Budget(characters=10))
    return [ranking.text(one) for one in completing(quotes, ranking)]


def test_the_address_that_a_quote_announces_goes_with_it() -> None:
    assert completed(f"# Rights\n\n{WRITE}\n\n{ADDRESS}\n\n# Logs\n\nLogs are kept for a year.\n", WRITE) == [ADDRESS]


@pytest.mark.parametrize(
    ("quote", "notes"), [(MAILS, [NOTE]), ("Plans cost 5** a year.", [OTHER_NOTE]), ("We keep logs.", [])]
)
def test_the_note_that_an_asterisk_points_at_goes_with_it(quote: str, notes: list[str]) -> None:
    text = f"# Mails\n\n{quote}\n\nWe answer letters.\n\n{OTHER_NOTE}\n\n{NOTE}\n"
    assert completed(text, quote) == notes


def test_a_note_before_the_quote_is_another_one() -> None:
    assert completed(f"# Mails\n\n{NOTE}\n\n{MAILS}\n", MAILS) == []

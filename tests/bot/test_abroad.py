"""What is said of data that leaves a country or the European Union."""

from __future__ import annotations

import pytest

from bot.abroad import leaving
from bot.models import Citation, Statement
from bot.verdicts import Verdict, verdict

UNION = "do you send data outside the EU?"
ABROAD = "do you transfer my data to other countries?"


@pytest.mark.parametrize(
    ("ask", "asks"),
    [
        (UNION, True),
        (ABROAD, True),
        ("do you store it abroad?", True),
        ("do you send me letters?", False),
        ("are you open to people outside the EU?", False),
    ],
)
def test_what_asks_whether_data_leaves(ask: str, asks: bool) -> None:
    assert (leaving(ask) is not None) is asks


def said(ask: str, quote: str) -> Verdict | None:
    citation = Citation(
        n=1, policy="quay", version="1", text_sha256="", clause="quay#1", path=(), quote=quote, start=0, end=len(quote)
    )
    found = verdict(ask, [Statement(text=quote, citations=(1,))], {1: citation})
    return found and found[0]


@pytest.mark.parametrize(
    ("ask", "quote", "found"),
    [
        (UNION, "Our helpers store letters outside of the EU.", Verdict.YES),
        (UNION, "Letters are kept in the United States.", Verdict.YES),
        (UNION, "Quay has its servers in Switzerland.", Verdict.YES),
        (UNION, "If you agree, letters are sent to Canada.", Verdict.YES_LIMITED),
        (UNION, "We do not send letters out of the European Union.", Verdict.NO),
        (UNION, "No letters of children leave the European Economic Area.", Verdict.NO),
        (UNION, "Letters are not moved outside Europe without equal care.", Verdict.NO_LIMITED),
        (UNION, "We do not sell, move or store letters outside the EU.", Verdict.NO),
        # What is denied is another thing, or it cannot be told which.
        (UNION, "We do not sell letters and may move them to the United States.", None),
        (UNION, "We never sell letters, but they are stored in Canada.", None),
        # Which countries these are is not said.
        (UNION, "Letters may be moved to countries other than yours.", None),
        (ABROAD, "Letters may be moved to countries other than yours.", Verdict.YES),
        (ABROAD, "We never store letters abroad.", Verdict.NO),
        # Where the user is, and where the law holds, is not where data goes.
        (UNION, "If you write from outside the EU, letters are sent to Oslo.", None),
        (UNION, "In places like the EU we process letters with consent.", None),
    ],
)
def test_whether_a_policy_says_that_data_leaves(ask: str, quote: str, found: Verdict | None) -> None:
    assert said(ask, quote) is found


@pytest.mark.parametrize(
    ("ask", "quote", "found"),
    [
        ("do you send my data over to the States?", "We send administrative messages.", None),
        ("do you send my data over to the States?", "Letters may be transferred to the United States.", Verdict.YES),
        ("do you send my data to America?", "Letters are stored on servers in the USA.", Verdict.YES),
        ("do you send my data to America?", "Letters are stored on servers in Canada.", None),
        ("do you send data to the us?", "We send news to our members.", None),
        ("do you send data to the us?", "Letters are sent to servers in the U.S. and Peru.", Verdict.YES),
        ("do you keep data in Canada?", "We never store letters in Canada.", Verdict.NO),
        (UNION, "You may send your letters to us.", None),
    ],
)
def test_of_one_country_only_what_names_it_tells(ask: str, quote: str, found: Verdict | None) -> None:
    assert said(ask, quote) is found

"""Which policy a description fits, with vectors of words alone."""

from __future__ import annotations

from bot.described import Fit, fit
from bot.descriptions import descriptions
from bot.units import Units
from tests.bot.small_policies import units_of
from tests.fakes import FakeEncoder

BIKES = """# Spinn Privacy

Spinn rents bicycles in eleven cities.

## Contact

Write to Spinn, Canal Street 8, 8299 XK Oostermeer, the Netherlands.
"""
PHOTOS = """# Foto Privacy

Foto prints pictures.

## Contact

Write to Foto, Old Road 12, 4299 Brezovnik, Slovenia. Complain to the authority of the Netherlands.

## Payment

You pay by card. You get a receipt. The bank sees the amount.
"""
# So many dimensions that the vectors of different words are hardly alike.
ENCODER = FakeEncoder(dimensions=96)
CANDIDATES = {"spinn": units_of(BIKES, encoder=ENCODER), "foto": units_of(PHOTOS, encoder=ENCODER)}
NAMES = {"spinn": ["Spinn"], "foto": ["Foto"]}


def fitting(question: str, candidates: dict[str, Units] = CANDIDATES) -> Fit:
    [description] = descriptions(question)
    encoded = ENCODER.encode([description.says])[0] if description.says else None
    return fit(description, encoded, candidates, NAMES)


def test_what_a_company_does_is_found_in_what_its_policy_says_of_it() -> None:
    assert fitting("Does the one that rents bicycles sell data?").policy == "spinn"
    assert fitting("Does the one that prints pictures sell data?").policy == "foto"


def test_where_a_company_sits_is_found_in_its_own_address() -> None:
    assert fitting("Does the Dutch company sell data?").policy == "spinn"
    assert fitting("Does the company based in Brezovnik sell data?").policy == "foto"


def test_a_place_where_no_company_sits_fits_none() -> None:
    assert fitting("Does the company based in Lyon sell data?") == Fit(None)
    assert fitting("Does the one that rents bicycles sell data?", {}) == Fit(None)


def test_what_fits_two_fits_none_and_both_are_likely() -> None:
    twins = {name: units_of(BIKES, encoder=ENCODER) for name in NAMES}
    found = fitting("Does the one that rents bicycles sell data?", twins)
    assert found.policy is None
    assert set(found.likely) == {"spinn", "foto"}


def test_what_a_policy_speaks_of_may_be_a_third_party() -> None:
    assert fitting("What does the bank see?").is_spoken_of
    assert not fitting("What does the airline see?").is_spoken_of

"""What each clause of a quote is about: an honest rewording of it, and beside it the nearest one that is none."""

from __future__ import annotations

import pytest

from bot.verification.verdict import by_rules


def accepted(statement: str, *quotes: str) -> bool:
    return not by_rules(statement, quotes, names=("Acme",))[0]


CLAUSES = [
    ("The folder contains sketches.", "The drawer contains sketches.",
     "We hold a folder for each class, which contains sketches. Nothing is in the drawer."),
    ("When you are no longer a tenant, Acme continues to store your keys.",
     "When you are no longer a tenant, Acme does not store your keys.",
     "When you are no longer our tenant, we continue to store your keys."),
    ("If you are a new rider, Acme can begin charging fees.", "If you are a new rider, Acme begins charging fees.",
     "If you are a new rider, we can begin charging fees."),
    ("Your notes are public, and search engines can list them.", "Your notes are public, and search engines list them.",
     "Your notes are public, and search engines can list them."),
    ("The owner can close the gates, except for the emergency call box.",
     "The owner can close the gates and the emergency call box.",
     "The owner can close the gates, but the emergency call box cannot be closed."),
    ("The coach on the Team plan can't see what others eat.", "The coach on the Team plan can see what others eat.",
     "On the Team plan, the coach can see who is in the team and can block a song, but can't see what others eat."),
    ("Acme may not use your drawings for any purpose other than a repair.",
     "Acme may use your drawings for any purpose other than a repair.",
     "The Building Code forbids us to use your drawings for any purpose other than a repair."),
    ("The contracts prohibit the firms from naming any household.",
     "The contracts allow the firms to name any household.",
     "Counts are joined with your household's street and go to firms under contracts that prohibit them from naming "
     "any household."),
    ("Papers are shredded, save for the deed, which Acme is obliged to keep.",
     "Papers are shredded, save for the deed, which Acme is free to keep.",
     "Papers are shredded, save for the deed, which the ministry obliges us to keep."),
]  # fmt: skip


@pytest.mark.parametrize(("supported", "unsupported", "quote"), CLAUSES)
def test_a_verb_has_the_subject_and_the_denial_of_its_own_clause(supported: str, unsupported: str, quote: str) -> None:
    assert accepted(supported, quote)
    assert not accepted(unsupported, quote)


MODALITY = [
    ("If you do not sign, Acme may be unable to pay.", "If you do not sign, Acme will be unable to pay.",
     "If you do not sign, we may be unable to pay."),
    ("Acme may not be able to return a lost parcel.", "Acme cannot return a lost parcel.",
     "We may not be able to return a lost parcel."),
    ("Singers may ask the judge to cut their part.", "The judge will cut the part of singers.",
     "Singers may ask the judge to cut their part."),
    ("The part is cut at the singer's request.", "The part is cut.", "Singers may ask us to cut their part."),
    ("Acme does not know that it sells tapes of minors.", "Acme sells tapes of minors.",
     "We have no actual knowledge that we sell tapes of minors."),
    ("You can print your times.", "You receive a printout of your times.", "You can print your times."),
    ("Your times are public, and members can comment on them.", "Your times are public, and members comment on them.",
     "Your times are public, and members can comment on them."),
    ("Acme checks the card, and the bank may block it.", "Acme checks the card, and the bank blocks it.",
     "We check the card, and the bank may block it."),
    ("Your lists are public unless you mark them as private.", "Your lists are private unless you mark them as public.",
     "Your lists are public unless you mark them as private."),
    ("The lamp is switched off when you unpack it.", "The lamp is switched on when you unpack it.",
     "The lamp is switched off when you unpack it, and you may switch it on or off in the menu."),
    ("Songs are stored on the stick unless you choose the disc.",
     "Songs are stored on the disc unless you choose the stick.",
     "Songs are stored on the stick unless you choose the disc."),
    ("Sharing is disabled by default.", "Sharing is enabled by default.",
     "Sharing is disabled by default, and you may enable or disable it."),
    ("Logs are off by default.", "Logs are on by default.",
     "Logs are off by default. You can turn them on."),
]  # fmt: skip


@pytest.mark.parametrize(("supported", "unsupported", "quote"), MODALITY)
def test_what_may_be_is_not_what_is(supported: str, unsupported: str, quote: str) -> None:
    assert accepted(supported, quote)
    assert not accepted(unsupported, quote)


DENIALS = [
    ("No, not by default: chat is off unless a parent switches it on.", "Yes, by default: chat is on for players.",
     "Chat is off by default for players, and a parent may switch it on."),
    ("Guests get the plans without names.", "Guests get the plans with names.",
     "Guests get plans from which the names have been removed."),
    ("Runs don't count for the yearly cup.", "Runs count for the yearly cup.",
     "Runs don't count for the yearly cup, but we still print them, without your name, so that they are read."),
    ("Acme may not sell maps.", "Acme may sell maps.", "The law prohibits us from selling maps."),
    ("Drivers may not open parcels.", "Drivers may open parcels.", "Our contracts forbid drivers to open parcels."),
    ("Guests can use the pool, except for guests under 12.", "Guests under 12 can use the pool.",
     "Guests can use the pool, but guests under 12 cannot."),
]  # fmt: skip


@pytest.mark.parametrize(("supported", "unsupported", "quote"), DENIALS)
def test_what_is_denied_in_other_words(supported: str, unsupported: str, quote: str) -> None:
    assert accepted(supported, quote)
    assert not accepted(unsupported, quote)

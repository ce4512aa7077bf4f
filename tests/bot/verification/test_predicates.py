from __future__ import annotations

import pytest

from bot.verification.predicate import Predicate
from bot.verification.predicates import predicates


def verb(sentence: str, stem: str) -> Predicate:
    return next(one for one in predicates(sentence, frozenset({"latchwell"})) if one.verb == stem)


@pytest.mark.parametrize(
    ("sentence", "stem"),
    [
        ("We do not sell your data.", "sell"),
        ("We don't sell or rent data.", "rent"),
        ("We will never sell your data.", "sell"),
        ("Neither we nor our partners sell data.", "sell"),
        ("We share no data with advertisers.", "share"),
        ("No cookies are stored.", "store"),
        ("Nobody can read your files.", "read"),
        ("We no longer collect your location.", "collect"),
        ("We refuse to disclose your data.", "disclos"),
        ("We cannot read your files.", "read"),
        ("Partners are prohibited from using your data.", "use"),
        ("We do not allow partners to use your data.", "use"),
        ("Under no circumstances will we sell your data.", "sell"),
        ("We are unable to delete backups.", "delet"),
        ("We deliver parcels without storing your address.", "store"),
        ("Scans are looked at but not copied.", "copi"),
        ("Players who have no form may train.", "have"),
        ("No data that you enter is sold.", "sell"),
        ("Lose the key and nobody, including us, can restore it.", "restor"),
    ],
)
def test_a_verb_is_denied(sentence: str, stem: str) -> None:
    assert verb(sentence, stem).denied is True


@pytest.mark.parametrize(
    ("sentence", "stem"),
    [
        ("We do not sell your data but share it.", "share"),
        ("We do not sell your data and may share it.", "share"),
        ("We keep it no longer than needed.", "keep"),
        ("We not only store but share your data.", "share"),
        ("You get a copy at no cost, which we send by post.", "send"),
        ("Players who have no form may train.", "train"),
        ("We pass it to the manager and to nobody else.", "pass"),
        ("We do not film you without asking first.", "ask"),
    ],
)
def test_a_negation_of_something_else_denies_no_verb(sentence: str, stem: str) -> None:
    assert not verb(sentence, stem).denied


@pytest.mark.parametrize(
    ("sentence", "stem", "modality"),
    [
        ("We share your data.", "share", ""),
        ("We will share your data.", "share", ""),
        ("We may share or sell your data.", "sell", "may"),
        ("You can delete your account.", "delet", "can"),
        ("You have the right to delete your account.", "delet", "may"),
        ("You are entitled to delete it.", "delet", "may"),
        ("Vendors must delete your data.", "delet", "must"),
        ("Vendors are required to delete your data.", "delet", "must"),
        ("Vendors have to delete your data.", "delet", "must"),
        ("You should delete your data.", "delet", "should"),
        ("We try to delete your data.", "delet", "try"),
        ("Vendors may be required to delete your data.", "delet", "may"),
        ("You do not have to delete your data.", "delet", "must"),
    ],
)
def test_a_verb_has_its_modality(sentence: str, stem: str, modality: str) -> None:
    assert verb(sentence, stem).modality == modality


@pytest.mark.parametrize(
    ("sentence", "stem", "agents"),
    [
        ("We share your data.", "share", {"we"}),
        ("Latchwell shares your data.", "share", {"we"}),
        ("You may ask us to delete it.", "ask", {"you"}),
        ("You may ask us to delete it.", "delet", {"we"}),
        ("Our partners store your data.", "store", {"third"}),
        ("Calls are recorded by us.", "record", {"we"}),
        ("Calls are recorded by our partners.", "record", {"third"}),
        ("Calls are recorded.", "record", set()),
        ("We and our partners store data.", "store", {"we", "third"}),
        ("The data of our users is stored.", "store", set()),
    ],
)
def test_who_acts(sentence: str, stem: str, agents: set[str]) -> None:
    assert verb(sentence, stem).agents == agents


def test_a_denial_with_an_exception_is_known_as_one() -> None:
    assert verb("We do not share data without your consent.", "share").excepted
    assert not verb("We do not share data.", "share").excepted


def test_a_hedge_belongs_to_its_own_verb() -> None:
    assert verb("We usually delete logs and we keep invoices.", "delet").hedged
    assert not verb("We usually delete logs and we keep invoices.", "keep").hedged


def test_the_clause_goes_on_after_what_stands_between_commas() -> None:
    erased = verb("Plates are read on entry and, if the fee has been paid, erased on exit.", "eras")
    assert (erased.finite, erased.passive, erased.opener) == (True, True, "")
    assert set(erased.subject) == {"plate"}
    told = verb("We will, where the law allows, tell you.", "tell")
    assert (told.finite, told.modality) == (True, "")
    assert set(told.agents) == {"we"}


def test_a_noun_that_looks_like_a_verb_is_none() -> None:
    found = predicates("Residents of Ulm may in addition call the price alert desk.")
    assert [one.verb for one in found if one.finite] == ["call"]


def test_each_main_clause_has_its_own_words_around() -> None:
    keep = verb("We keep clogs if you ask, and Acme lends shoes.", "keep")
    lend = verb("We keep clogs if you ask, and Acme lends shoes.", "lend")
    assert set(keep.around) == {"keep", "clog", "ask"}
    assert set(lend.around) == {"acm", "lend", "shoe"}

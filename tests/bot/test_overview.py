from __future__ import annotations

from bot.answering.overview import overview, practices
from bot.answering.quotes import Quote
from bot.units import Units
from tests.bot.small_policies import RETENTION, scored, units_of


def quoted(units: Units, lines: list[Quote]) -> list[list[str]]:
    return [[units.version.text[part.span.start : part.span.end] for part in line.parts] for line in lines]


def test_each_practice_gives_a_line() -> None:
    units = units_of(RETENTION)
    lines = overview([scored(units, {"never sell": 0.9}), scored(units, {"encrypted": 0.8})])
    assert quoted(units, lines) == [["We never sell your data."], ["Connections are encrypted."]]


def test_a_practice_that_nothing_is_about_gives_none() -> None:
    units = units_of(RETENTION)
    assert overview([scored(units, {"never sell": 0.34})]) == []


def test_a_sentence_is_said_once_and_the_next_takes_its_place() -> None:
    units = units_of(RETENTION)
    ranking = scored(units, {"never sell": 0.9, "do not rent": 0.8})
    assert quoted(units, overview([ranking, ranking, ranking])) == [
        ["We never sell your data."],
        ["We do not rent it either."],
    ]


def test_an_item_comes_after_its_lead_in() -> None:
    units = units_of(RETENTION)
    assert quoted(units, overview([scored(units, {"Billing": 0.9})])) == [
        ["We keep your data as follows:", "Billing records: kept for seven years."]
    ]


def test_a_lead_in_brings_the_items_that_fit() -> None:
    units = units_of(RETENTION)
    [line] = quoted(units, overview([scored(units, {"as follows": 0.9})]))
    assert line[0] == "We keep your data as follows:"
    assert len(line) == 4
    long = units_of(f"# A\n\nWe keep:\n\n- the {'very ' * 70}long item\n- maps\n")
    assert overview([scored(long, {"We keep": 0.9})]) == []


def test_a_lead_in_alone_is_no_line() -> None:
    units = units_of("# Data\n\nWe keep this:\n\n# Sale\n\nWe sell nothing.\n")
    assert overview([scored(units, {"keep this": 0.9})]) == []


def test_the_practices_are_named_and_ask_for_something() -> None:
    assert len({practice.name for practice in practices()}) == len(practices()) > 10
    assert all(practice.ask for practice in practices())

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.answering_too import answering_too
from bot.answering.quotes import Budget, quoted
from tests.bot.small_policies import scored, units_of

POLICY = """# Acme

## Logs

Logs are kept for a year.

## Backups

Backups are kept for a month.

## Maps

Maps are kept on a shelf.

## Limits

We do not keep anything longer.
"""
ODDS = {"Logs": 1.0, "Backups": 0.0, "Maps": -2.0, "anything": -4.0}


def told(texts: list[str], odds: dict[str, float]) -> tuple[list[str], list[str]]:
    """What is left of quotes of these sentences, and what was read."""
    units = units_of(POLICY)
    ranking = scored(units, {})
    sentences = [one for text in texts for one in units.sentences if text in ranking.text(one)]
    seen: list[str] = []

    def read(passages: Sequence[str]) -> list[float]:
        seen.extend(passages)
        return [next(value for word, value in odds.items() if word in passage) for passage in passages]

    quotes = answering_too(quoted(sentences, ranking, budget=Budget()), ranking, read)
    return [ranking.units.version.text[one.parts[-1].span.start : one.parts[-1].span.end] for one in quotes], seen


def test_a_clause_that_answers_less_surely_is_left_out() -> None:
    left, _ = told(["Logs are", "Backups are", "Maps are", "longer"], ODDS)
    assert left == ["Logs are kept for a year.", "Backups are kept for a month."]


def test_beside_one_that_is_not_sure_what_denies_stays() -> None:
    left, _ = told(["Logs are", "Maps are", "longer"], {**ODDS, "Logs": -0.1, "Maps": -3.0})
    assert left == ["Logs are kept for a year.", "We do not keep anything longer."]


def test_the_first_stays_however_little_it_answers() -> None:
    left, _ = told(["Maps are", "Logs are"], {**ODDS, "Maps": -9.0})
    assert left == ["Maps are kept on a shelf.", "Logs are kept for a year."]


def test_one_clause_is_not_read() -> None:
    assert told(["Logs are"], ODDS) == (["Logs are kept for a year."], [])

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.among import without_far_behind
from bot.answering.quotes import Budget, quoted
from bot.answering.written.all_policies import Found
from bot.assemble import PolicyOutcome, Subject
from bot.units import Units
from ingest.models import Policy
from tests.bot.small_policies import scored, units_of

POLICIES = {
    "acmo": "# Acmo\n\nWe sell maps of data.\n",
    "bolta": "# Bolta\n\nWe store parcels.\n",
    "cervo": "# Cervo\n\nWe rent data.\n",
}


def units(policy: str) -> Units:
    return units_of(POLICIES[policy])


def found_of(policy: str, probability: float) -> Found:
    read = units(policy)
    ranking = scored(read, {})
    quotes = quoted([read.sentences[-1]], ranking, budget=Budget())
    subject = Subject(policy=Policy(policy, policy.title()), version=read.version, in_force=True)
    return Found(None, PolicyOutcome(subject, quotes=tuple(quotes)), ask=True, probability=probability)


def left(odds: dict[str, float], *, sure: float = 0.9, language: str = "en") -> list[str]:
    """The policies that still answer, where passages with a word answer with these log odds."""

    def read(passages: Sequence[str]) -> list[float]:
        return [next(value for word, value in odds.items() if word in passage) for passage in passages]

    found = {policy: found_of(policy, sure) for policy in POLICIES}
    told = without_far_behind(found, units, lambda asked: read if asked == language else None)
    silent = [one for one in told.values() if not one.outcome.quotes]
    assert all(one.outcome.related and not one.ask for one in silent)
    return [policy for policy, one in told.items() if one.outcome.quotes]


def test_a_policy_that_hardly_answers_is_silent_beside_one_that_does() -> None:
    assert left({"maps": 3.0, "parcels": -4.5, "rent": -2.0}) == ["acmo", "cervo"]


def test_one_that_was_in_doubt_must_answer_more_surely() -> None:
    assert left({"maps": 3.0, "parcels": -4.5, "rent": -2.0}, sure=0.6) == ["acmo"]


@pytest.mark.parametrize(
    ("odds", "language"),
    [({"maps": -1.0, "parcels": -4.9, "rent": -4.9}, "en"), ({"maps": 3.0, "parcels": -4.5}, "de")],
)
def test_without_a_sure_answer_or_a_cross_encoder_nothing_is_left_out(odds: dict[str, float], language: str) -> None:
    assert left(odds, language=language) == list(POLICIES)


def test_what_is_silent_already_stays_so() -> None:
    found = {policy: found_of(policy, 0.9) for policy in POLICIES}
    found["bolta"] = replace(found["bolta"], outcome=PolicyOutcome(found["bolta"].outcome.subject))
    assert without_far_behind(found, units, lambda _: lambda passages: [1.0 for _ in passages]) == found

"""When the cross-encoder is asked, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.answerable import Logistic
from bot.deadline import Deadline
from bot.deciding import Decider
from bot.questions import Question, plain_question
from bot.retrieval import Query, Ranking, encode
from tests.bot.small_policies import RETENTION, scored, units_of
from tests.fakes import FakeEncoder

QUESTION = plain_question("how long are logs kept")
RANKING = scored(units_of(RETENTION), {"Log files": 5, "Billing": 4})


@dataclass
class FakeCrossEncoder:
    says: float
    read_pairs: list[tuple[str, Sequence[str]]] = field(default_factory=list)

    def read(self, question: str, passages: Sequence[str]) -> float:
        self.read_pairs.append((question, passages))
        return self.says


@dataclass
class FakeResources:
    encoder: FakeCrossEncoder | None

    def decision(self, language: str) -> Logistic:
        return Logistic({"first": 1.0}, intercept=0.0, threshold=0.5)

    def crossed(self) -> Logistic:
        return Logistic({"first": 1.0, "cross": 1.0}, intercept=0.0, threshold=0.4)

    def cross_encoder(self, language: str) -> FakeCrossEncoder | None:
        return self.encoder


@dataclass(frozen=True, slots=True)
class KnownFirst(Decider):
    """What is at hand comes to these log odds."""

    first: float = 0.0

    def features(self, ranking: Ranking, question: Question, query: Query) -> dict[str, float]:
        return {"first": self.first}


def surety(first: float, encoder: FakeCrossEncoder | None) -> float:
    decider = KnownFirst(FakeResources(encoder), Deadline.after(60), first)  # type: ignore[arg-type]
    return decider.surety(RANKING, QUESTION, encode(QUESTION, FakeEncoder()))


@pytest.mark.parametrize(("first", "answers"), [(6.0, True), (-6.0, False)])
def test_what_is_sure_is_decided_without_it(first: float, answers: bool) -> None:
    encoder = FakeCrossEncoder(says=-first)
    assert (surety(first, encoder) >= 1) is answers
    assert encoder.read_pairs == []


@pytest.mark.parametrize(("says", "answers"), [(2.0, True), (-2.0, False)])
def test_a_doubt_is_settled_by_it(says: float, answers: bool) -> None:
    encoder = FakeCrossEncoder(says)
    assert (surety(0.5, encoder) >= 1) is answers
    ((question, passages),) = encoder.read_pairs
    assert question == "how long are logs kept"
    assert "Log files: kept for ninety days." in passages[0]


def test_a_doubt_stays_with_what_is_at_hand_where_there_is_none() -> None:
    assert surety(0.5, None) >= 1
    assert surety(-0.5, None) < 1

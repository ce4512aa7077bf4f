"""When the cross-encoder is asked, and what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from bot.answerable import Logistic
from bot.deadline import Deadline
from bot.deciding import Decider, Decision
from bot.questions import Question, plain_question
from bot.retrieval import Query, Ranking, encode
from tests.bot.small_policies import RETENTION, scored, units_of
from tests.fakes import FakeEncoder

QUESTION = plain_question("how long are logs kept")
RANKING = scored(units_of(RETENTION), {"Log files": 5, "Billing": 4})


@dataclass
class FakeCrossEncoder:
    says: float
    prefers: str = ""
    read_pairs: list[tuple[str, Sequence[str]]] = field(default_factory=list)

    def read_each(self, question: str, passages: Sequence[str]) -> tuple[float, ...]:
        self.read_pairs.append((question, passages))
        return tuple(self.says if self.prefers in passage else self.says - 3 for passage in passages)


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


def decided(first: float, encoder: FakeCrossEncoder | None, *, asked: int = 1) -> Decision:
    decider = KnownFirst(FakeResources(encoder), Deadline.after(60), first)  # type: ignore[arg-type]
    return decider.decide(RANKING, QUESTION, encode(QUESTION, FakeEncoder()), asked=asked)


def best(ranking: Ranking) -> str:
    return ranking.text(next(ranking.best()))


@pytest.mark.parametrize(("first", "answers"), [(6.0, True), (-6.0, False)])
def test_what_is_sure_is_decided_without_it(first: float, answers: bool) -> None:
    encoder = FakeCrossEncoder(says=-first)
    assert decided(first, encoder).answers is answers
    assert encoder.read_pairs == []


@pytest.mark.parametrize(("says", "answers"), [(2.0, True), (-2.0, False)])
def test_a_doubt_is_settled_by_it(says: float, answers: bool) -> None:
    encoder = FakeCrossEncoder(says)
    assert decided(0.5, encoder).answers is answers
    ((question, passages),) = encoder.read_pairs
    assert question == "how long are logs kept"
    assert "Log files: kept for ninety days." in passages[0]


def test_a_question_to_very_many_policies_does_without_it() -> None:
    encoder = FakeCrossEncoder(2.0)
    assert decided(-0.5, encoder, asked=8).answers
    assert not decided(-0.5, encoder, asked=9).answers


def test_a_doubt_stays_with_what_is_at_hand_where_there_is_none() -> None:
    assert decided(0.5, None).answers
    assert not decided(-0.5, None).answers


@pytest.mark.parametrize(
    ("prefers", "leads"),
    [
        ("Billing", "Billing records: kept for seven years."),
        ("Log files", "Log files: kept for ninety days."),
        ("nothing of this", "Log files: kept for ninety days."),
    ],
)
def test_what_it_prefers_by_far_leads(prefers: str, leads: str) -> None:
    assert best(decided(0.5, FakeCrossEncoder(1.0, prefers)).ranking) == leads

"""A second opinion on the order of a policy's best passages, by a model that reads question and passage together.

The reranker changes the order alone. The scores of the ranking are handed on by place: the passage that comes first has
the score that was the best, and so on. So whatever compares scores (which sentences are quoted, how far a place
reaches) works as without it, and so does the decision on silence, which is made before.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Protocol

import numpy as np

from bot.deadline import Deadline
from bot.errors import RerankerError
from bot.late_interaction import Floats
from bot.redaction import redact
from bot.retrieval import Ranking

CANDIDATES = 30
# Of the time that a question has left: the rest is for quotes, or for a language model.
_SHARE = 0.5
logger = logging.getLogger(__name__)


class Scorer(Protocol):
    def scores(self, query: str, documents: Sequence[str], deadline: Deadline) -> Sequence[float]:
        """How relevant each document is to the query, on any scale: the higher, the more. Threads may share a scorer.

        Raises RerankerError where it has none by the deadline, and DeadlineError where the question was cancelled.
        """
        ...


class Reranker(Protocol):
    def rerank(self, ranking: Ranking, query: str, deadline: Deadline) -> Ranking:
        """The ranking in another order. Raises as `Scorer.scores` does."""
        ...


@dataclass(frozen=True, slots=True)
class ScoredReranker:
    """Shows the best passages, each with its heading path, to a scorer. `seconds` is what one call may take; `redacts`
    says that personal data is taken out of the question before."""

    scorer: Scorer
    weight: float
    seconds: float
    redacts: bool

    def rerank(self, ranking: Ranking, query: str, deadline: Deadline) -> Ranking:
        passages = list(islice(ranking.passage_scores(), CANDIDATES))
        if len(passages) < 2:
            return ranking
        documents = [ranking.units.passages[index].embedded_text for index in passages]
        asked = redact(query) if self.redacts else query
        scores = self.scorer.scores(asked, documents, deadline.part(_SHARE).within(self.seconds))
        return reordered(ranking, scores, weight=self.weight)


@dataclass(slots=True)
class Reranking:
    """The reranker during one question. After a failure it is not asked again, and `warnings` says so."""

    reranker: Reranker | None = None
    warnings: list[str] = field(default_factory=list)

    def of(self, ranking: Ranking, query: str, deadline: Deadline) -> Ranking:
        if self.reranker is None or self.warnings:
            return ranking
        try:
            return self.reranker.rerank(ranking, query, deadline)
        except RerankerError as error:
            logger.warning("the reranker gave no order: %s", error)
            self.warnings.append(f"the reranker gave no order ({error}); clauses are in the order without it")
            return ranking


def reordered(ranking: Ranking, relevance: Sequence[float], *, weight: float) -> Ranking:
    """The best passages, of which each has a relevance, by the mix of both; what comes after them stays where it is.

    Ranking scores and relevances are standardised before they are mixed, `weight` being the part of the relevances. All
    sentences of a passage move with its best one.
    """
    ours = np.array(list(islice(ranking.passage_scores().values(), len(relevance))), np.float32)
    return in_order(ranking, (1 - weight) * _standard(ours) + weight * _standard(np.array(relevance, np.float32)))


def in_order(ranking: Ranking, merits: Floats) -> Ranking:
    """The best passages by their merits, shape (k,), one for each of the k best; scores are handed on by place."""
    best = dict(islice(ranking.passage_scores().items(), len(merits)))
    passages, ours = list(best), np.array(list(best.values()), np.float32)
    shifts = np.zeros(len(ranking.units.passages), np.float32)
    for place, chosen in enumerate(np.argsort(-merits, kind="stable")):
        shifts[passages[chosen]] = ours[place] - ours[chosen]
    scores = ranking.scores + shifts[ranking.units.owners]
    order = tuple(int(index) for index in np.argsort(-scores, kind="stable"))
    return replace(ranking, scores=scores, order=order)


def _standard(values: Floats) -> Floats:
    """With mean 0 and deviation 1; zeros where all are the same."""
    spread = float(values.std())
    return np.asarray((values - values.mean()) / spread if spread > 0 else np.zeros_like(values), np.float32)

"""Whether a policy answers a question, by all that is at hand to tell: `bot.answerable` with `bot.cross_encoder`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from bot.answerable import answerable_features, is_unsure
from bot.cross_encoder import passages_to_read
from bot.deadline import Deadline
from bot.questions import Question
from bot.rerank import in_order
from bot.resources import Resources
from bot.retrieval import Query, Ranking, query_texts
from bot.scoping import MOST_POLICIES_UNNAMED

# What the first, second and third place of the ranking are worth beside log odds.
_OF_PLACES = np.array([2.0, 0.6, 0.0], np.float32)


@dataclass(frozen=True, slots=True)
class Decision:
    """The probability of an answer, and from which on the policy answers; `ranking`: with what was read to decide."""

    probability: float
    threshold: float
    ranking: Ranking

    @property
    def answers(self) -> bool:
        return self.probability >= self.threshold

    def nearly(self, factor: float) -> bool:
        """Whether it falls short by no more than this factor."""
        return self.probability >= factor * self.threshold


@dataclass(frozen=True, slots=True)
class Decider:
    resources: Resources
    deadline: Deadline

    def decide(self, ranking: Ranking, question: Question, query: Query, *, asked: int = 1) -> Decision:
        """The cross-encoder takes longest: it is asked where what is at hand leaves a doubt, and of not too many
        policies. `asked`: how many are."""
        features, model = self.features(ranking, question, query), self.resources.decision(_language(ranking))
        probability = model.probability(features, query.whole.vector)
        may_ask = asked <= MOST_POLICIES_UNNAMED and is_unsure(probability)
        encoder = self.resources.cross_encoder(_language(ranking)) if may_ask else None
        odds: tuple[float, ...] = ()
        if encoder is not None:
            self.deadline.check("reading the best passages")
            odds = encoder.read_each(query_texts(question)[1], passages_to_read(ranking))
            model = self.resources.crossed()
            probability = model.probability({**features, **cross_features(odds)}, query.whole.vector)
        return Decision(probability, model.threshold, _in_order(ranking, odds))

    def reading(self, question: Question, language: str) -> Callable[[Sequence[str]], tuple[float, ...]] | None:
        """How surely passages answer the question, as log odds; None where no cross-encoder knows the language."""
        encoder = self.resources.cross_encoder(language)
        return partial(encoder.read_each, query_texts(question)[1]) if encoder is not None else None

    def nearness(
        self, question: Question, languages: Collection[str]
    ) -> Callable[[Sequence[str]], tuple[float, ...]] | None:
        """What reads the policies of a comparison, where they are in one language."""
        [language, *others] = languages or [""]
        return self.reading(question, language) if question.stated_of_all and not others else None

    def features(self, ranking: Ranking, question: Question, query: Query) -> dict[str, float]:
        return answerable_features(ranking, question, query, self.resources.reader(_language(ranking)))


def cross_features(odds: Sequence[float]) -> dict[str, float]:
    """What the cross-encoder makes of the best passages, in the order of the ranking, as the decision weighs it: of the
    one that it holds most of, and of the first."""
    return {"cross": max(odds, default=0.0), "cross_first": odds[0] if odds else 0.0}


def _in_order(ranking: Ranking, odds: Sequence[float]) -> Ranking:
    """The best passages by how surely they answer; the ranking has a say, too."""
    return in_order(ranking, np.array(odds, np.float32) + _OF_PLACES[: len(odds)]) if len(odds) > 1 else ranking


def _language(ranking: Ranking) -> str:
    return ranking.units.version.language

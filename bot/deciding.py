"""Whether a policy answers a question, by all that is at hand to tell: `bot.answerable` with `bot.cross_encoder`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answerable import answerable_features, is_unsure
from bot.cross_encoder import passages_to_read
from bot.deadline import Deadline
from bot.questions import Question
from bot.resources import Resources
from bot.retrieval import Query, Ranking, query_texts

CROSS = "cross"


@dataclass(frozen=True, slots=True)
class Decider:
    resources: Resources
    deadline: Deadline

    def surety(self, ranking: Ranking, question: Question, query: Query) -> float:
        """How sure the evidence makes of an answer, as a multiple of the threshold: from 1 on the policy answers.

        The cross-encoder takes longest, and is asked where what is at hand leaves a doubt.
        """
        features, model = self.features(ranking, question, query), self.resources.decision(_language(ranking))
        probability = model.probability(features, query.whole.vector)
        if is_unsure(probability) and (read := self.cross(ranking, question)):
            model = self.resources.crossed()
            probability = model.probability({**features, **read}, query.whole.vector)
        return probability / model.threshold

    def features(self, ranking: Ranking, question: Question, query: Query) -> dict[str, float]:
        return answerable_features(ranking, question, query, self.resources.reader(_language(ranking)))

    def cross(self, ranking: Ranking, question: Question) -> Mapping[str, float]:
        """What the cross-encoder makes of the best passages, by the name of that feature; nothing without one."""
        encoder = self.resources.cross_encoder(_language(ranking))
        if encoder is None:
            return {}
        self.deadline.check("reading the best passages")
        return {CROSS: encoder.read(query_texts(question)[1], passages_to_read(ranking))}


def _language(ranking: Ranking) -> str:
    return ranking.units.version.language

"""What the decisions about a question rest on, for whoever fits them, and what a policy answers by them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answerable import Examination
from bot.answering.overview import Practice, practices
from bot.cross_encoder import passages_to_read
from bot.models import Message
from bot.reader import evidence
from bot.retrieval import query_texts
from bot.run import Run


def examine(run: Run, text: str, given: Sequence[str], history: Sequence[Message]) -> Examination:
    question, query, rankings = run.ranked_all(text, given, history)
    return Examination(
        off_topic=run.resources.topic_features(query.whole.vector),
        answerable={policy: run.decider.features(one, question, query) for policy, one in rankings.items()},
        question=query.whole.vector,
        searched=query_texts(question)[1],
        evidence={policy: evidence(one, query) for policy, one in rankings.items()},
        passages={policy: passages_to_read(one) for policy, one in rankings.items()},
        wants_overview=question.wants_overview,
    )


def answered_practices(run: Run, policy: str) -> tuple[Practice, ...]:
    """The main practices that the policy has an answer to, by the same decision as when it is asked."""

    def is_answered(practice: Practice) -> bool:
        question, query, rankings = run.ranked_all(practice.question, (policy,), ())
        return run.decider.decide(rankings[policy], question, query).answers

    return tuple(filter(is_answered, practices()))

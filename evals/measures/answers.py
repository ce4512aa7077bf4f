"""Answers: correct by facts, silent where the policies are, from the right policy and version, short, not led astray.

Each function gives a question's value, or None where the question is ineligible. A question without an answer scores
0 in whatever it is eligible for. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Answer
from evals.corpus import Corpus
from evals.goldset import Question
from evals.lint import matches
from evals.support import Located

SILENCE = frozenset({"silent", "out_of_scope"})


@dataclass(frozen=True, slots=True)
class Correctness:
    """Whether an answer is right, and in words what is not."""

    value: float
    reasons: tuple[str, ...] = ()


def correctness(question: Question, answer: Answer | None) -> Correctness:
    """1 if the status is right, every fact is in the answer, and nothing forbidden is.

    Silence is right for what is silent and for what is out of scope; which of the two it is, `right_silence` tells.
    """
    if answer is None:
        return Correctness(0.0, ("there is no answer",))
    reasons = []
    if not _same_status(question.status, answer.status):
        reasons.append(f"the status is {answer.status}, not {question.status}")
    elif question.answerable:
        reasons += [f"the fact {fact!r} is missing" for fact in question.facts if not matches(fact, answer.answer)]
    reasons += [f"it has what is forbidden: {one!r}" for one in question.forbidden if matches(one, answer.answer)]
    return Correctness(float(not reasons), tuple(reasons))


def facts_found(question: Question, answer: Answer | None) -> float | None:
    """The share of the facts that the answer has."""
    if not question.answerable:
        return None
    if answer is None or answer.status != "answered":
        return 0.0
    return sum(matches(fact, answer.answer) for fact in question.facts) / len(question.facts)


def silence_precision(question: Question, answer: Answer | None) -> float | None:
    """Over the answers that are silent: 1 where silence is right."""
    if answer is None or answer.status not in SILENCE:
        return None
    return float(question.status in SILENCE)


def silence_recall(question: Question, answer: Answer | None) -> float | None:
    """Over the questions where silence is right: 1 where the answer is silent."""
    if question.status not in SILENCE:
        return None
    return float(answer is not None and answer.status in SILENCE)


def right_silence(question: Question, answer: Answer | None) -> float | None:
    """Over right silences: 1 where it tells `silent` from `out_of_scope`."""
    if question.status not in SILENCE or answer is None or answer.status not in SILENCE:
        return None
    return float(answer.status == question.status)


def wrong_policy(question: Question, answer: Answer | None) -> float | None:
    """1 where the answer cites a policy that the question is not about."""
    if question.subjects is None or answer is None:
        return None
    return float(any(citation.policy not in question.subjects for citation in answer.citations))


def wrong_version(
    question: Question, answer: Answer | None, support: Sequence[Located], corpus: Corpus
) -> float | None:
    """1 where the answer cites a version that was not asked: neither one in force then, nor one that supports it."""
    if answer is None or (question.kind == "version" and not support):
        return None
    supporting = {(place.policy, place.version) for place in support}
    named = {policy for policy, _ in supporting}
    return float(
        any(
            (citation.policy, citation.version) not in supporting
            if citation.policy in named
            else corpus.in_force(citation.policy, question.as_of) != citation.version
            for citation in answer.citations
        )
    )


def quote_characters(answer: Answer | None) -> float | None:
    """How many characters an answer quotes."""
    if answer is None or answer.status != "answered":
        return None
    return float(sum(len(citation.quote) for citation in answer.citations))


def _same_status(wanted: str, given: str) -> bool:
    return given == wanted or {wanted, given} <= SILENCE

"""The gate catches every planted fault, and lets a run without a change pass, time after time.

On 40 questions and five times with all the tests, on all questions and twenty times with the soak tests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

import pytest

from evals.baseline import KeptSet, keep
from evals.gate import Check
from evals.goldset import GoldSet, Question
from evals.runner import run
from evals.score import score
from evals.suite import SetReport, assess
from evals.system import System
from tests.evals.conftest import Samples
from tests.evals.faults import Remembering, SkewedClock, planted

pytestmark = pytest.mark.model

SUBSET = 40
# When the first version of the one sample policy that has two was in force.
BEFORE = date(2024, 1, 1)
# What is to object to each fault; others may as well.
OBJECTS = {
    "ranking shuffled": "ndcg@10",
    "abstention off": "silence_precision",
    "always abstain": "correct",
    "offsets shifted by one": "exact",
    "citations dropped": "citation_recall",
    "policies mixed up": "wrong_policy",
    "old version served": "wrong_version",
    "negations lost": "citation_recall",
    "truncated answers": "facts",
    "slow answers": "latency",
    "answers of another question": "correct",
    "every tenth fails": "answers",
    "obeys injections": "injection",
    "quotes whole passages": "quote_chars",
}


def subset(gold: GoldSet) -> GoldSet:
    """Forty questions, of every kind in turn; within a kind in an order that has nothing to do with the file's."""
    kinds: dict[str, list[Question]] = {}
    for question in sorted(gold.questions, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest()):
        kinds.setdefault(question.kind, []).append(question)
    turns = [question for turn in zip_longest(*kinds.values()) for question in turn if question]
    return gold.model_copy(update={"questions": tuple(turns[:SUBSET])})


def report(samples: Samples, gold: GoldSet, system: System, baseline: KeptSet | None, clock: SkewedClock) -> SetReport:
    return assess(score(run(gold, system, clock=clock), samples.corpus), samples.corpus, baseline)


def failed(checks: Sequence[Check]) -> dict[str, str]:
    return {one.name: one.message for one in checks if not one.passed}


def new_failures(samples: Samples, gold: GoldSet) -> dict[str, dict[str, str]]:
    """By fault, what the gate has against it beyond what it has against the system itself."""
    clock = SkewedClock()
    system = Remembering(samples.system)
    healthy = report(samples, gold, samples.system, None, clock)
    baseline = keep(healthy.scored, samples.corpus, latency_p50=healthy.latency_p50)
    already = failed(report(samples, gold, system, baseline, clock).checks)
    faults = planted(system, gold=gold, corpus=samples.corpus, before=BEFORE, clock=clock)
    return {
        name: {
            check: message
            for check, message in failed(report(samples, gold, fault, baseline, clock).checks).items()
            if check not in already
        }
        for name, fault in faults.items()
    }


def assert_all_are_caught(samples: Samples, gold: GoldSet) -> None:
    caught = new_failures(samples, gold)
    assert set(caught) == set(OBJECTS)
    assert {name: sorted(found) for name, found in caught.items() if OBJECTS[name] not in found} == {}


def assert_reruns_pass(samples: Samples, gold: GoldSet, *, times: int) -> None:
    clock = SkewedClock()
    first = report(samples, gold, samples.system, None, clock)
    baseline = keep(first.scored, samples.corpus, latency_p50=first.latency_p50)
    without_baseline = {name for name in failed(first.checks) if name == "injection"}
    for _ in range(times):
        again = report(samples, gold, samples.system, baseline, clock)
        assert set(failed(again.checks)) == without_baseline
        assert again.changes == ()


def test_the_forty_questions_are_of_every_kind(samples: Samples) -> None:
    chosen = subset(samples.gold).questions
    assert len({question.id for question in chosen}) == SUBSET
    assert {question.kind for question in chosen} == {question.kind for question in samples.gold.questions}


@pytest.mark.model
@pytest.mark.slow
def test_every_planted_fault_is_caught_on_forty_questions(samples: Samples) -> None:
    assert_all_are_caught(samples, subset(samples.gold))


@pytest.mark.model
@pytest.mark.slow
def test_reruns_without_a_change_are_green(samples: Samples) -> None:
    assert_reruns_pass(samples, subset(samples.gold), times=5)


@pytest.mark.model
@pytest.mark.soak
def test_every_planted_fault_is_caught_on_all_questions(samples: Samples) -> None:
    assert_all_are_caught(samples, samples.gold)


@pytest.mark.model
@pytest.mark.soak
def test_twenty_reruns_of_all_questions_are_green(samples: Samples) -> None:
    assert_reruns_pass(samples, samples.gold, times=20)

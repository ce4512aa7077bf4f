"""Planted faults: each wraps a system and spoils it in one way that a change of the product could."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.models import Answer, Citation, SearchHit, Statement
from evals.corpus import Corpus
from evals.goldset import GoldSet
from evals.lint import matches
from evals.system import Request, System
from ingest.errors import ClausewiseError, UnknownPolicyError

_NEGATION = re.compile(r"\b(?:not|never|no)\b ?|n't\b", re.IGNORECASE)


@dataclass(slots=True)
class Remembering:
    """Asks a system everything once; what is spoilt over and over costs no second answer."""

    system: System
    answers: dict[Request, Answer] = field(default_factory=dict)
    hits: dict[tuple[Request, int], Sequence[SearchHit]] = field(default_factory=dict)

    def ask(self, request: Request) -> Answer:
        if request not in self.answers:
            self.answers[request] = self.system.ask(request)
        return self.answers[request]

    def search(self, request: Request, k: int) -> Sequence[SearchHit]:
        if (request, k) not in self.hits:
            self.hits[request, k] = self.system.search(request, k)
        return self.hits[request, k]


@dataclass(frozen=True, slots=True)
class _Spoilt:
    """A system whose answers go through `spoil`."""

    system: System
    spoil: Callable[[System, Request], Answer]

    def ask(self, request: Request) -> Answer:
        return self.spoil(self.system, request)

    def search(self, request: Request, k: int) -> Sequence[SearchHit]:
        return self.system.search(request, k)


@dataclass(frozen=True, slots=True)
class RankingShuffled:
    system: System

    def ask(self, request: Request) -> Answer:
        return self.system.ask(request)

    def search(self, request: Request, k: int) -> Sequence[SearchHit]:
        hits = list(self.system.search(request, k))
        random.Random(request.question).shuffle(hits)
        return hits


@dataclass(slots=True)
class SkewedClock:
    """The real clock, and whatever a thread was made to wait in pretence."""

    waited: threading.local = field(default_factory=threading.local)

    def __call__(self) -> float:
        return time.perf_counter() + getattr(self.waited, "seconds", 0.0)

    def wait(self, seconds: float) -> None:
        self.waited.seconds = getattr(self.waited, "seconds", 0.0) + seconds


def slow(system: System, clock: SkewedClock) -> System:
    def spoil(system: System, request: Request) -> Answer:
        started = time.perf_counter()
        answer = system.ask(request)
        clock.wait(1.0 + 3 * (time.perf_counter() - started))
        return answer

    return _Spoilt(system, spoil)


def _quoting(answer: Answer, citations: Sequence[Citation], statements: Sequence[Statement]) -> Answer:
    text = "\n".join(f"“{one.text}” {''.join(f'[{n}]' for n in one.citations)}" for one in statements)
    changed = {"status": "answered", "answer": text, "citations": tuple(citations), "statements": tuple(statements)}
    return answer.model_copy(update=changed)


def _of_hits(answer: Answer, hits: Sequence[SearchHit], sha256: Mapping[tuple[str, str], str]) -> Answer:
    """An answer that quotes passages whole."""
    citations = [
        Citation(
            n=n,
            policy=hit.policy,
            version=hit.version,
            text_sha256=sha256[hit.policy, hit.version],
            clause=hit.clause,
            path=(),
            quote=hit.text,
            start=hit.start,
            end=hit.end,
        )
        for n, hit in enumerate(hits, start=1)
    ]
    statements = [Statement(text=" ".join(one.quote.split()), citations=(one.n,)) for one in citations]
    return _quoting(answer, citations, statements)


def abstention_off(sha256: Mapping[tuple[str, str], str]) -> Callable[[System, Request], Answer]:
    def spoil(system: System, request: Request) -> Answer:
        answer = system.ask(request)
        return answer if answer.status == "answered" else _of_hits(answer, system.search(request, 3), sha256)

    return spoil


def quotes_whole_passages(sha256: Mapping[tuple[str, str], str]) -> Callable[[System, Request], Answer]:
    def spoil(system: System, request: Request) -> Answer:
        answer = system.ask(request)
        return _of_hits(answer, system.search(request, 12), sha256) if answer.status == "answered" else answer

    return spoil


def always_abstain(system: System, request: Request) -> Answer:
    silence = {"status": "silent", "answer": "The policy does not say.", "statements": (), "citations": ()}
    return system.ask(request).model_copy(update=silence)


def offsets_shifted(system: System, request: Request) -> Answer:
    answer = system.ask(request)
    shifted = tuple(one.model_copy(update={"start": one.start + 1, "end": one.end + 1}) for one in answer.citations)
    return answer.model_copy(update={"citations": shifted})


def citations_dropped(system: System, request: Request) -> Answer:
    answer = system.ask(request)
    bare = tuple(one.model_copy(update={"citations": ()}) for one in answer.statements)
    return answer.model_copy(update={"citations": (), "statements": bare})


def policies_mixed_up(others: Mapping[str, str]) -> Callable[[System, Request], Answer]:
    def spoil(system: System, request: Request) -> Answer:
        policies = tuple(others[policy] for policy in request.policies)
        return system.ask(Request(request.question, policies, None, request.history))

    return spoil


def old_version_served(as_of: date) -> Callable[[System, Request], Answer]:
    def spoil(system: System, request: Request) -> Answer:
        try:
            return system.ask(Request(request.question, request.policies, as_of, request.history))
        except UnknownPolicyError:
            return system.ask(request)

    return spoil


def negations_lost(system: System, request: Request) -> Answer:
    answer = system.ask(request)
    statements = [one.model_copy(update={"text": _NEGATION.sub("", one.text)}) for one in answer.statements]
    return _quoting(answer, answer.citations, statements) if answer.status == "answered" else answer


def truncated(system: System, request: Request) -> Answer:
    """Every quote cut to its first half, consistently: still exact, and supporting what is left of the statements."""
    answer = system.ask(request)
    if answer.status != "answered":
        return answer
    citations = []
    for one in answer.citations:
        quote = one.quote[: max(1, len(one.quote) // 2)]
        citations.append(one.model_copy(update={"quote": quote, "end": one.start + len(quote)}))
    quotes = {one.n: " ".join(one.quote.split()) for one in citations}
    statements = [
        one.model_copy(update={"text": " ".join(quotes[n] for n in one.citations)}) for one in answer.statements
    ]
    return _quoting(answer, citations, statements)


def answers_of_another_question(system: System, request: Request) -> Answer:
    return system.ask(Request("How can I contact you?", request.policies, request.as_of, request.history))


def every_tenth_fails(system: System, request: Request) -> Answer:
    if random.Random(request.question).random() < 0.1:
        raise ClausewiseError("the model did not answer")
    return system.ask(request)


def obeys_injections(gold: GoldSet) -> Callable[[System, Request], Answer]:
    """Says what an injection wants: the words that its gold forbids."""
    orders = {one.question: _said(one.forbidden[0]) for one in gold.questions if one.kind == "injection"}

    def spoil(system: System, request: Request) -> Answer:
        answer = system.ask(request)
        if request.question not in orders:
            return answer
        return answer.model_copy(update={"status": "answered", "answer": orders[request.question]})

    return spoil


def _said(pattern: str) -> str:
    """Words that match a simple pattern: its first alternative, without anchors and optional marks."""
    words = re.sub(r"\\[bW]\*?|[\^$]", "", pattern.split("|", maxsplit=1)[0])
    words = re.sub(r"\(([^)]*)\)\??", r"\1", words)
    assert matches(pattern, words), f"put words that match {pattern} into the test"
    return words


FAULTS: Mapping[str, Callable[[System, Request], Answer]] = {
    "always abstain": always_abstain,
    "offsets shifted by one": offsets_shifted,
    "citations dropped": citations_dropped,
    "negations lost": negations_lost,
    "truncated answers": truncated,
    "answers of another question": answers_of_another_question,
    "every tenth fails": every_tenth_fails,
}


def planted(
    system: System,
    *,
    gold: GoldSet,
    corpus: Corpus,
    before: date,
    clock: SkewedClock,
) -> dict[str, System]:
    """Every fault by name. `before` is a day when old versions were in force."""
    sha256 = {name: text.version.sha256 for name, text in corpus.texts.items()}
    next_policy = dict(zip(corpus.policies, (*corpus.policies[1:], corpus.policies[0]), strict=True))
    spoilt = {
        **FAULTS,
        "obeys injections": obeys_injections(gold),
        "abstention off": abstention_off(sha256),
        "quotes whole passages": quotes_whole_passages(sha256),
        "policies mixed up": policies_mixed_up(next_policy),
        "old version served": old_version_served(before),
    }
    wrapped: dict[str, System] = {name: _Spoilt(system, spoil) for name, spoil in spoilt.items()}
    return {**wrapped, "ranking shuffled": RankingShuffled(system), "slow answers": slow(system, clock)}

"""Asks a system every gold question, in parallel; what fails is kept as a failure, not dropped."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bot.models import Answer, SearchHit
from evals.goldset import GoldSet, Question
from evals.system import Request, System
from ingest.errors import ClausewiseError

Clock = Callable[[], float]
SEARCH_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system made of a question. `error` says why there is no answer; `hits` is None where none were asked for.

    A follow-up is not searched for: a search takes no history.
    """

    question: Question
    answer: Answer | None
    hits: tuple[SearchHit, ...] | None
    milliseconds: float
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """All replies, in the order of the gold; with k repeats there are k lists."""

    gold: GoldSet
    repeats: tuple[tuple[Reply, ...], ...]


def run(
    gold: GoldSet,
    system: System,
    *,
    threads: int = 2,
    repeats: Sequence[System] = (),
    progress: Callable[[], None] = lambda: None,
    clock: Clock = time.perf_counter,
) -> Run:
    """Ask everything once of the system, and once more of each of `repeats`. `progress` is called after each reply.

    An error of ours is a reply without an answer; any other goes through.
    """

    def ask(system: System, question: Question) -> Reply:
        made = _reply(question, system, clock)
        progress()
        return made

    with ThreadPoolExecutor(max_workers=threads) as pool:
        pending = [[pool.submit(ask, one, question) for question in gold.questions] for one in (system, *repeats)]
        return Run(gold, tuple(tuple(future.result() for future in futures) for futures in pending))


def _reply(question: Question, system: System, clock: Clock) -> Reply:
    request = Request.of(question)
    started = clock()
    answer, error = None, None
    try:
        answer = system.ask(request)
    except ClausewiseError as exc:
        error = f"{type(exc).__name__}: {exc}"
    milliseconds = (clock() - started) * 1000
    hits: tuple[SearchHit, ...] | None = None
    if question.support and not question.history:
        try:
            hits = tuple(system.search(request, SEARCH_DEPTH))
        except ClausewiseError as exc:
            hits = ()
            error = error or f"{type(exc).__name__}: {exc}"
    return Reply(question, answer, hits, milliseconds, error)

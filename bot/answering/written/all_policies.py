"""The answers of all policies that a question is asked of: a model's words where they hold, else quotes, or silence."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.answering.quotes import Quote
from bot.answering.written.results import Writing, Written
from bot.assemble import PolicyOutcome
from bot.deadline import Deadline
from bot.events import Emission
from bot.models import AnswerEvent
from bot.retrieval import Ranking
from bot.timings import Timings

if TYPE_CHECKING:
    from bot.answering.written.answerer import Answerer

QUOTES = "quotes"


@dataclass(frozen=True, slots=True)
class Found:
    """What one policy has on a question. `outcome` is the quoting answer; `ask` says whether a model is to be asked.
    `ranking` is kept for the model alone: it holds all of the policy's vectors. `probability`: of an answer."""

    ranking: Ranking | None
    outcome: PolicyOutcome
    ask: bool
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Answered:
    """`answerer` is the model's name where any of the outcomes is in its words."""

    outcomes: tuple[PolicyOutcome, ...]
    answerer: str = QUOTES
    warnings: tuple[str, ...] = ()


def write_all(
    answerer: Answerer,
    questions: Sequence[str],
    found: Sequence[Found],
    *,
    emission: Emission,
    deadline: Deadline,
    timings: Timings,
) -> Generator[AnswerEvent, None, Answered]:
    """Ask the model each of the `questions` of the policy in its place, all at a time; give on what holds, in order."""
    time = answerer.time_for(deadline)
    begun = [
        answerer.begin(question, one.outcome.subject, one.ranking, one.outcome.quotes, time)
        if one.ask and one.ranking is not None
        else None
        for question, one in zip(questions, found, strict=True)
    ]
    try:
        return (yield from _each(answerer.name, found, begun, emission, timings))
    finally:
        answerer.close()


def _each(
    name: str,
    found: Sequence[Found],
    begun: Sequence[Writing | None],
    emission: Emission,
    timings: Timings,
) -> Generator[AnswerEvent, None, Answered]:
    outcomes: list[PolicyOutcome] = []
    results: list[Written] = []
    for one, writing in zip(found, begun, strict=True):
        outcome = one.outcome
        if writing is not None:
            with timings.stage("write"):
                result = yield from _sent(writing, one, emission)
            results.append(result)
            outcome = _outcome(one.outcome, result)
        for quote in outcome.quotes:
            if not quote.said:
                yield from emission.statement(quote, outcome.subject)
        outcomes.append(outcome)
    written = any(quote.said for outcome in outcomes for quote in outcome.quotes)
    fallen_back = [one for one, result in _asked(found, results) if not result.statements and not result.silent]
    notes = _warnings(name, results, quoted=any(one.outcome.quotes for one in fallen_back))
    return Answered(tuple(outcomes), name if written else QUOTES, tuple(notes))


def _sent(
    writing: Generator[Quote, None, Written], one: Found, emission: Emission
) -> Generator[AnswerEvent, None, Written]:
    while True:
        try:
            quote = next(writing)
        except StopIteration as stopped:
            result: Written = stopped.value
            return result
        yield from emission.statement(quote, one.outcome.subject)


def _outcome(quoting: PolicyOutcome, result: Written) -> PolicyOutcome:
    """The model's statements, and where clauses contradict each other those that it left out; else, where it says that
    the clauses do not answer, silence with what would have been quoted as related; else the quotes."""
    if result.statements:
        cited = [part.span for one in result.statements for part in one.parts]
        other = (one for one in quoting.quotes if not any(one.parts[-1].span.overlaps(span) for span in cited))
        return replace(quoting, quotes=(*result.statements, *(other if quoting.conflicting else ())))
    if result.silent and quoting.quotes:
        return replace(quoting, quotes=(), related=quoting.quotes, conflicting=False)
    return quoting


def _asked(found: Sequence[Found], results: Sequence[Written]) -> list[tuple[Found, Written]]:
    return list(zip([one for one in found if one.ask], results, strict=True))


def _warnings(name: str, results: Sequence[Written], *, quoted: bool) -> list[str]:
    """What went wrong, each kind told once."""
    notes = []
    if dropped := sum(result.dropped for result in results):
        notes.append(f"statements of the language model left out, as their quotes do not bear them out: {dropped}")
    instead = "; the answer is quotes" if quoted else ""
    for reason in dict.fromkeys(result.failed for result in results if result.failed):
        whole = any(result.failed == reason and not result.statements for result in results)
        notes.append(
            f"the language model {name} gave no answer: {reason}{instead}" if whole else _cut_off(name, reason)
        )
    if quoted and not any(result.failed for result in results):
        notes.append(f"nothing that the language model {name} wrote held{instead}")
    return notes


def _cut_off(name: str, reason: str) -> str:
    return f"the answer of the language model {name} broke off: {reason}"

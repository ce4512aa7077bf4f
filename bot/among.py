"""Of several policies that are compared, those that answer far less surely than the best: they are silent.

A policy that says nothing of what is asked still has a sentence that comes nearest to it. By itself that may pass;
beside one that answers it shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answering.answering_too import passage_of, probability
from bot.answering.written.all_policies import Found
from bot.assemble import PolicyOutcome
from bot.excerpts import Reading
from bot.units import Units

# Nothing is told beside a best one that is not sure itself.
_SURE = 0.5
# What answers with less than this part of the best one's probability is no answer; where the decision was in doubt,
# with less than the other. Both as seen on our own questions.
_NO_PART, _SMALL_PART = 0.02, 0.4
_IN_DOUBT = 0.65


def without_far_behind(
    found: dict[str, Found], units: Callable[[str], Units], reading: Callable[[str], Reading | None]
) -> dict[str, Found]:
    """What was found, with those policies silent that answer far less surely than the best; the sentences that were
    quoted are then what comes nearest. `reading` is by language; without one for all nothing changes."""
    languages = {one.outcome.language for one in found.values()}
    reads = [read for language in languages if (read := reading(language)) is not None]
    if not reads or len(reads) < len(languages):
        return found
    answering = {policy: one for policy, one in found.items() if one.outcome.quotes}
    surely = {policy: _surely(one, units(policy), reads[0]) for policy, one in answering.items()}
    best = max(surely.values(), default=0.0)
    if best < _SURE:
        return found
    return found | {
        policy: _silent(one) for policy, one in answering.items() if _is_far_behind(surely[policy] / best, one)
    }


def _surely(one: Found, units: Units, read: Reading) -> float:
    """How surely the quotes answer, by the best of them."""
    passages = dict.fromkeys(passage_of(quote, units) for quote in one.outcome.quotes)
    return max(map(probability, read(list(passages))))


def _is_far_behind(part: float, one: Found) -> bool:
    return part < (_SMALL_PART if one.probability < _IN_DOUBT else _NO_PART)


def _silent(one: Found) -> Found:
    outcome = PolicyOutcome(one.outcome.subject, related=one.outcome.quotes)
    return replace(one, outcome=outcome, ask=False)

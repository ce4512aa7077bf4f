"""For small models: asked of one clause after another whether it contains the answer, then to answer from the best.

Shown several clauses at once, a small model says that nothing is stated, or invents; asked of one, it judges well. Nor
can it copy quotes in a given form: it writes plain sentences, and code finds those of the clause that bear them out.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.answering.quotes import Quote
from bot.answering.written.binding import brief, yes_or_no
from bot.answering.written.drafts import Claim, Draft
from bot.answering.written.evidence import NumberedClause, best_first
from bot.answering.written.failures import ModelFailedError
from bot.answering.written.grounding import Grounds, Rejected, ground
from bot.answering.written.model_calls import ModelCalls
from bot.answering.written.prompts import contains_messages, from_clause_messages
from bot.answering.written.results import Writing, Written
from bot.deadline import Deadline
from bot.retrieval import Ranking
from ingest.models import Span
from ingest.sentences import sentences
from ingest.stems import stems

_MOST_CLAUSES = 3
# What a clause loses for each that ranks before it: a small model's chances of yes lie close together.
_RANK_LOSS = 0.1
_MOST_SENTENCES = 3
_MOST_QUOTED = 6
_YES = 0.5
_SURELY = 0.95
# Of the time: at least as much is left for the answer itself.
_ASKING_SHARE = 0.5


class ClauseWriter:
    """One call after another: such models answer one at a time anyway."""

    def __init__(self, calls: ModelCalls, ranking: Ranking) -> None:
        self._calls = calls
        self._ranking = ranking

    def begin(self, question: str, grounds: Grounds, deadline: Deadline) -> Writing:
        kept: list[Quote] = []
        dropped = 0
        try:
            best = self._best(question, grounds, deadline)
            if best is None:
                return Written(silent=True)
            messages = from_clause_messages(question, best, grounds.units)
            text = self._calls.text(messages, deadline, bound=brief(self._calls.chat.model))
        except ModelFailedError as error:
            return Written(failed=error.reason)
        for span in sentences(text, Span(0, len(text)))[:_MOST_SENTENCES]:
            made = _supported(text[span.start : span.end], best, grounds)
            if made is None:
                dropped += 1
            else:
                kept.append(made)
                yield made
        return Written(tuple(kept), dropped=dropped)

    def _best(self, question: str, grounds: Grounds, deadline: Deadline) -> NumberedClause | None:
        """The clause that most likely contains the answer; None where none does."""
        until = deadline.part(_ASKING_SHARE).ends
        best, most = None, 0.0
        for rank, clause in enumerate(best_first(grounds.clauses, self._ranking)[:_MOST_CLAUSES]):
            chance = self._chance(question, clause, grounds, deadline)
            if chance >= _YES and chance - _RANK_LOSS * rank > most:
                best, most = clause, chance - _RANK_LOSS * rank
            if most >= _SURELY or time.monotonic() > until:
                break
        return best

    def _chance(self, question: str, clause: NumberedClause, grounds: Grounds, deadline: Deadline) -> float:
        """How likely the model's reply is "yes", where it tells that; else 1 or 0."""
        messages = contains_messages(question, clause, grounds.units)
        said = ""
        for chunk in self._calls.stream(messages, deadline, bound=yes_or_no(self._calls.chat.model)):
            chance = chunk.response_metadata.get("chance_of_yes")
            if isinstance(chance, float):
                return chance
            said += str(chunk.text)
        return float(said.strip().casefold().startswith("yes"))


def _supported(text: str, clause: NumberedClause, grounds: Grounds) -> Quote | None:
    """The sentence with the least of the clause that bears it out; None where nothing does."""
    for claims in _candidates(text, clause, grounds):
        made = ground(Draft(text, claims), grounds)
        if not isinstance(made, Rejected):
            return made
    return None


def _candidates(text: str, clause: NumberedClause, grounds: Grounds) -> Iterator[tuple[Claim, ...]]:
    """The one sentence of the clause that shares most words with the text, then as many of the nearest as may be."""
    units = grounds.units
    said = frozenset(stems(text, units.version.language))
    inside = [sentence for index in clause.passages for sentence in units.by_passage[index]]
    nearest = sorted(inside, key=lambda one: -len(one.stems & said))[:_MOST_QUOTED]
    claims = [Claim(clause.n, units.version.text[one.span.start : one.span.end]) for one in nearest]
    yield tuple(claims[:1])
    if len(claims) > 1:
        yield tuple(claims[:2])
        yield tuple(claims)

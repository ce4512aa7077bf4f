"""For small models: asked of one clause after another whether it contains the answer, then to answer from the best.

Shown several clauses at once, a small model says that nothing is stated, or invents; asked of one, it judges well.
"""

from __future__ import annotations

import time
from dataclasses import replace

from bot.answering.written.binding import yes_or_no
from bot.answering.written.evidence import NumberedClause, best_first
from bot.answering.written.failures import ModelFailedError
from bot.answering.written.grounding import Grounds
from bot.answering.written.model_calls import ModelCalls
from bot.answering.written.prompts import contains_messages
from bot.answering.written.writer import WholeWriter, Writing, Written
from bot.deadline import Deadline
from bot.retrieval import Ranking

_MOST_CLAUSES = 5
_YES = 0.5
_SURELY = 0.95
# Of the time: at least as much is left for the answer itself.
_ASKING_SHARE = 0.5


class ClauseWriter:
    """One call after another: such models answer one at a time anyway."""

    def __init__(self, calls: ModelCalls, ranking: Ranking) -> None:
        self._calls = calls
        self._ranking = ranking
        self._whole = WholeWriter(calls)

    def begin(self, question: str, grounds: Grounds, deadline: Deadline) -> Writing:
        try:
            best = self._best(question, grounds, deadline)
        except ModelFailedError as error:
            return Written(failed=error.reason)
        if best is None:
            return Written(silent=True)
        written = yield from self._whole.write(question, replace(grounds, clauses=(best,)), deadline)
        return written

    def _best(self, question: str, grounds: Grounds, deadline: Deadline) -> NumberedClause | None:
        """The clause that most likely contains the answer; None where none does."""
        until = deadline.part(_ASKING_SHARE).ends
        best, most = None, _YES
        for clause in best_first(grounds.clauses, self._ranking)[:_MOST_CLAUSES]:
            chance = self._chance(question, clause, grounds, deadline)
            if chance >= most:
                best, most = clause, chance
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

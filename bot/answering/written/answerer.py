"""The language model as an answerer: of one question, of one or more policies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.written.binding import LLAMA_CPP
from bot.answering.written.evidence import gather
from bot.answering.written.failures import ModelFailedError
from bot.answering.written.grounding import Grounds
from bot.answering.written.model_calls import ModelCalls
from bot.answering.written.prompts import bounded, rewrite_messages
from bot.answering.written.results import Writer, Writing
from bot.answering.written.rewriting import rewritten
from bot.answering.written.writer import WholeWriter
from bot.deadline import Deadline
from bot.models import Message
from bot.redaction import redact
from bot.settings import Settings
from ingest.tokens import count_tokens

if TYPE_CHECKING:
    from bot.answering.quotes import Quote
    from bot.assemble import Subject
    from bot.retrieval import Ranking

# Of the question's time: what is left for quotes where the model fails, and what a rewriting may take.
_MODEL_SHARE = 0.9
_REWRITING_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers one question, of one or more policies."""

    calls: ModelCalls
    settings: Settings

    @property
    def name(self) -> str:
        return self.calls.chat.name

    @property
    def by_clause(self) -> bool:
        strategy = self.settings.model_strategy
        return strategy == "clause" or (strategy == "auto" and self.calls.chat.model._llm_type == LLAMA_CPP)

    def begin(
        self, question: str, subject: Subject, ranking: Ranking, quotes: Sequence[Quote], deadline: Deadline
    ) -> Writing:
        """Start on one policy's answer; iterate for its verified statements. `quotes` are what would be quoted."""
        shown = gather(ranking, quotes, tokens=self.settings.model_evidence_tokens, count_tokens=count_tokens)
        return self._writer(ranking).begin(self.told(question), Grounds(subject, ranking.units, shown), deadline)

    def rewrite(self, question: str, history: Sequence[Message], deadline: Deadline) -> str | None:
        """A follow-up made whole by the model; None where the rules must do, as it gave nothing to use.

        Raises DeadlineError where the question was cancelled.
        """
        if self.by_clause or not any(turn.role == "user" for turn in history):
            return None
        told = [turn.model_copy(update={"content": self.told(turn.content)}) for turn in history]
        kept = bounded(told, tokens=self.settings.model_history_tokens, count_tokens=count_tokens)
        asked = self.told(question)
        try:
            reply = self.calls.text(rewrite_messages(asked, kept), deadline.part(_REWRITING_SHARE))
        except ModelFailedError:
            return None
        return rewritten(reply, asked, [turn.content for turn in kept])

    def time_for(self, deadline: Deadline) -> Deadline:
        """The model's part of what is left: the rest is for quotes, should it fail."""
        return deadline.part(_MODEL_SHARE)

    def told(self, text: str) -> str:
        """What of a user's text the model is told."""
        exempt = self.calls.chat.local and not self.settings.redact_local and not self.settings.model_tracing
        return text if exempt else redact(text)

    def close(self) -> None:
        """Stop what is still being written, also where nobody came to read it."""
        self.calls.close()

    def _writer(self, ranking: Ranking) -> Writer:
        if self.by_clause:
            from bot.answering.written.by_clause import ClauseWriter

            return ClauseWriter(self.calls, ranking)
        return WholeWriter(self.calls)

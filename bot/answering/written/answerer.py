"""The language model as an answerer: loaded when first asked, shared by all questions."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.answering.written.binding import LLAMA_CPP
from bot.answering.written.evidence import gather
from bot.answering.written.failures import ModelFailedError
from bot.answering.written.grounding import Grounds
from bot.answering.written.model_calls import Limits, ModelCalls
from bot.answering.written.prompts import bounded, rewrite_messages
from bot.answering.written.rewriting import rewritten
from bot.answering.written.writer import WholeWriter, Writer, Writing
from bot.chat_models import ChatModel, adopted, load_chat_model
from bot.deadline import Deadline
from bot.model_use import OnModelCall
from bot.models import Message
from bot.redaction import redact
from bot.settings import Settings
from ingest.tokens import count_tokens

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from bot.answering.quotes import Quote
    from bot.assemble import Subject
    from bot.retrieval import Ranking

# Of the question's time: what is left for quotes where the model fails, and what a rewriting may take.
_MODEL_SHARE = 0.9
_REWRITING_SHARE = 0.25


class Models:
    """Gives each question its answerer; none where no model is named. Thread-safe."""

    def __init__(
        self, settings: Settings, chat_model: BaseChatModel | None = None, on_call: OnModelCall | None = None
    ) -> None:
        self._settings = settings
        self._chat = adopted(chat_model) if chat_model is not None else None
        self._on_call = on_call
        self._loading = threading.Lock()

    def load(self) -> ChatModel | None:
        """Raises SettingsError where the model that is named cannot be had."""
        with self._loading:
            if self._chat is None and self._settings.model is not None:
                self._chat = load_chat_model(self._settings)
            return self._chat

    def answerer(self, callbacks: Any = None) -> Answerer | None:
        chat = self.load()
        if chat is None:
            return None
        limits = Limits(
            attempts=self._settings.model_attempts,
            input_price=self._settings.model_input_price,
            output_price=self._settings.model_output_price,
        )
        traced = self._settings.model_tracing
        calls = ModelCalls(chat, limits=limits, traced=traced, callbacks=callbacks, on_call=self._on_call)
        return Answerer(calls, self._settings)


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

    def _writer(self, ranking: Ranking) -> Writer:
        if self.by_clause:
            from bot.answering.written.by_clause import ClauseWriter

            return ClauseWriter(self.calls, ranking)
        return WholeWriter(self.calls)

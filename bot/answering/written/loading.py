"""The language model of a bot: loaded when first asked for, shared by all questions."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from bot.chat_models import ChatModel, adopted, load_chat_model
from bot.model_use import OnModelCall
from bot.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from bot.answering.written.answerer import Answerer


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
        from bot.answering.written.answerer import Answerer
        from bot.answering.written.model_calls import Limits, ModelCalls

        limits = Limits(
            attempts=self._settings.model_attempts,
            input_price=self._settings.model_input_price,
            output_price=self._settings.model_output_price,
        )
        traced = self._settings.model_tracing
        calls = ModelCalls(chat, limits=limits, traced=traced, callbacks=callbacks, on_call=self._on_call)
        return Answerer(calls, self._settings)

"""A small chat model in this process, through llama.cpp: one answer at a time, and nothing leaves the machine."""

from __future__ import annotations

import asyncio
import math
import os
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from ingest.errors import ModelFilesError, SettingsError

_CONTEXT_TOKENS = 8_192
_OUTPUT_TOKENS = 400
_WAIT_SECONDS = 0.05
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}
_YES = ("Yes", " Yes", "yes")
_NO = ("No", " No", "no")


class LlamaChat(BaseChatModel):
    """`max_tokens` bounds the reply; `yes_or_no` asks for one word, and tells in the reply's metadata how
    likely yes is (`chance_of_yes`, 0 to 1, against no)."""

    path: Path
    _llama: Any = PrivateAttr(default=None)
    _busy: threading.Lock = PrivateAttr(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "llama-cpp"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        return self._chunks(messages, threading.Event(), **kwargs)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        """One thread goes through the whole reply. Whoever stops listening keeps the model busy no longer than for the
        token that it is at."""
        left = threading.Event()
        loop = asyncio.get_running_loop()
        chunks: asyncio.Queue[ChatGenerationChunk | None] = asyncio.Queue()

        def run() -> None:
            try:
                for chunk in self._chunks(messages, left, **kwargs):
                    loop.call_soon_threadsafe(chunks.put_nowait, chunk)
            finally:
                loop.call_soon_threadsafe(chunks.put_nowait, None)

        running = asyncio.ensure_future(asyncio.to_thread(run))
        try:
            while (chunk := await chunks.get()) is not None:
                yield chunk
            await running
        finally:
            left.set()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(chunk.message.content) for chunk in self._stream(messages, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _chunks(
        self, messages: list[BaseMessage], left: threading.Event, **kwargs: Any
    ) -> Iterator[ChatGenerationChunk]:
        told = [{"role": _ROLES.get(message.type, "user"), "content": str(message.content)} for message in messages]
        while not self._busy.acquire(timeout=_WAIT_SECONDS):
            if left.is_set():
                return
        try:
            if left.is_set():
                return
            llama = self._loaded()
            if kwargs.get("yes_or_no"):
                yield _judged(llama, told)
                return
            reply = llama.create_chat_completion(
                told, stream=True, temperature=0.0, max_tokens=kwargs.get("max_tokens", _OUTPUT_TOKENS)
            )
            for part in reply:
                if left.is_set():
                    return
                text = part["choices"][0]["delta"].get("content")
                if text:
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        finally:
            self._busy.release()

    def _loaded(self) -> Any:
        if self._llama is None:
            self._llama = _load(self.path)
        return self._llama


def load_llama(place: str, *, models: Path | None) -> LlamaChat:
    """By the path of a GGUF file, or the name of a model that was installed. Raises SettingsError or ModelFilesError
    where there is none, or llama.cpp is missing; the weights are read at the first call."""
    from bot.chat_weights import installed_weights

    try:
        import llama_cpp  # noqa: F401 - only whether it is there
    except ImportError as exc:
        raise SettingsError(
            "a model in this process needs llama.cpp, which is not installed; run: pip install 'clausewise[local]'"
        ) from exc
    path = Path(place).expanduser()
    if path.suffix == ".gguf":
        if not path.is_file():
            raise SettingsError(f"CLAUSEWISE_MODEL names the file {place}, which is not there")
        return LlamaChat(path=path)
    return LlamaChat(path=installed_weights(place, models=models))


def _load(path: Path) -> Any:
    from llama_cpp import Llama

    try:
        return Llama(str(path), n_ctx=_CONTEXT_TOKENS, n_threads=os.cpu_count() or 1, seed=0, verbose=False)
    except ValueError as exc:
        raise ModelFilesError(f"{path.name} is no model that llama.cpp can load; install it again") from exc


def _judged(llama: Any, told: list[dict[str, str]]) -> ChatGenerationChunk:
    """One token, and the chance of yes by the logits of the words for yes and no (softmax over the two)."""
    seen: list[tuple[float, float]] = []
    yes, no = _ids(llama, _YES), _ids(llama, _NO)

    def look(_: Any, logits: Any) -> Any:
        seen.append((max(float(logits[one]) for one in yes), max(float(logits[one]) for one in no)))
        return logits

    from llama_cpp import LogitsProcessorList

    reply = llama.create_chat_completion(
        told, temperature=0.0, max_tokens=1, logits_processor=LogitsProcessorList([look])
    )
    text = reply["choices"][0]["message"]["content"] or ""
    for_yes, for_no = seen[0]
    chance = 1 / (1 + math.exp(max(-50.0, min(50.0, for_no - for_yes))))
    return ChatGenerationChunk(message=AIMessageChunk(content=text, response_metadata={"chance_of_yes": chance}))


def _ids(llama: Any, words: tuple[str, ...]) -> list[int]:
    """The words that are single tokens of this model."""
    found = (llama.tokenize(word.encode(), add_bos=False, special=False) for word in words)
    return [tokens[0] for tokens in found if len(tokens) == 1]

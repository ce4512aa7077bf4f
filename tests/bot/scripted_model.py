"""Chat models that say what a test wrote down, chunk by chunk, and keep what they were asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import Field

Step = str | BaseException | Callable[[], object]
"""A chunk of text, an error to raise, or something to do in between (wait for an event, for example)."""


def reply(*statements: tuple[str, Sequence[tuple[int, str]]], silent: bool = False) -> str:
    """The JSON of a reply: statements, each with (clause number, quote)."""
    made = [
        {"quotes": [{"clause": clause, "quote": quote} for clause, quote in quotes], "text": text}
        for text, quotes in statements
    ]
    return json.dumps({"statements": made, "silent": silent})


class ScriptedModel(BaseChatModel):
    """The n-th call plays the n-th script; calls beyond the last play the last again."""

    scripts: list[list[Step]]
    prompts: list[list[BaseMessage]] = Field(default_factory=list)
    chunks_given: int = 0
    finished: list[float] = Field(default_factory=list)
    lock: Any = Field(default_factory=threading.Lock)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def asked(self) -> list[str]:
        """All that each call was told, as one text."""
        return ["\n".join(str(message.content) for message in prompt) for prompt in self.prompts]

    def _script(self, messages: list[BaseMessage]) -> list[Step]:
        with self.lock:
            self.prompts.append(messages)
            return self.scripts[min(len(self.prompts), len(self.scripts)) - 1]

    def _steps(self, messages: list[BaseMessage]) -> Iterator[str]:
        for step in self._script(messages):
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, str):
                self.chunks_given += 1
                yield step
            else:
                step()
        self.finished.append(time.monotonic())

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for text in self._steps(messages):
            yield ChatGenerationChunk(message=AIMessageChunk(content=text))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage("".join(self._steps(messages))))])


class ToolModel(ScriptedModel):
    """As `ScriptedModel`, but its texts are the arguments of a call of the tool that it is given."""

    tools: list[Any] = Field(default_factory=list)

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:
        self.tools += tools
        return self.bind(**kwargs)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for text in self._steps(messages):
            call = {"name": "answer", "args": text, "id": "1", "index": 0, "type": "tool_call_chunk"}
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[call]))  # type: ignore[list-item]


def scripted(*scripts: Step | Sequence[Step]) -> ScriptedModel:
    return ScriptedModel(scripts=as_scripts(scripts))


def slowly(pieces: int) -> list[Step]:
    """Blanks, a fiftieth of a second apart."""
    return [step for _ in range(pieces) for step in (lambda: time.sleep(0.02), " ")]


def as_scripts(scripts: Sequence[Step | Sequence[Step]]) -> list[list[Step]]:
    single = (str, BaseException)
    return [[one] if isinstance(one, single) or callable(one) else list(one) for one in scripts]

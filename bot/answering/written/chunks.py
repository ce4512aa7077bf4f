"""What the chunks of a model's reply hold: text, arguments of tool calls, and what they say of tokens. Pure."""

from __future__ import annotations

import json

from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata, add_usage

from bot.answering.written.failures import ModelFailedError, cut_short


class Used:
    """What a reply says of its tokens, and what it consists of. To add up the chunks themselves would read the
    arguments of a tool call anew for each."""

    def __init__(self) -> None:
        self.told: UsageMetadata | None = None
        self.pieces: list[str] = []
        self._cut_short = ""

    def add(self, chunk: BaseMessage) -> None:
        self.pieces.append(text_of(chunk) + arguments_of(chunk))
        self._cut_short = self._cut_short or cut_short(chunk.response_metadata)
        told = chunk.usage_metadata if isinstance(chunk, AIMessage) else None
        if told is not None and (told["input_tokens"] or told["output_tokens"]):
            self.told = add_usage(self.told, told)

    def check_whole(self) -> None:
        """Raise ModelFailedError where the provider ended the reply before the model did."""
        if self._cut_short:
            raise ModelFailedError(self._cut_short)


def text_of(chunk: BaseMessage) -> str:
    """The text of a chunk, without reasoning and tool calls."""
    return str(chunk.text)


def arguments_by_call(chunk: BaseMessage) -> list[tuple[int, str]]:
    """What a chunk adds to the arguments of each tool call; a model that does not stream gives them all at once."""
    if isinstance(chunk, AIMessageChunk):
        return [(_index(one["index"]), one["args"] or "") for one in chunk.tool_call_chunks]
    calls = chunk.tool_calls if isinstance(chunk, AIMessage) else []
    return [(at, json.dumps(one["args"])) for at, one in enumerate(calls)]


def arguments_of(chunk: BaseMessage) -> str:
    return "".join(arguments for _, arguments in arguments_by_call(chunk))


def _index(value: object) -> int:
    return value if isinstance(value, int) else 0

"""A chat model that does whatever the attack orders, in the form that the asker wants or near it.

What it is asked is told from the tags around the data; the clauses are read off the prompt, so that it can copy real
words to stand beside an order's false ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from pydantic import PrivateAttr

_CLAUSE = re.compile(r"<clause\b[^>]*>\n?(.*?)\n?</clause>", re.DOTALL)
_LEAD_IN = re.compile(r"<introduced_by>.*?</introduced_by>\n?", re.DOTALL)
_SENTENCE = re.compile(r".+?[.;:](?=\s|$)|.+", re.DOTALL)
_CHUNK = 40

Statements = list[dict[str, Any]]


def _statement(text: str, quote: str, clause: int = 1) -> dict[str, Any]:
    return {"quotes": [{"clause": clause, "quote": quote}], "text": text}


def _reply(statements: Statements, **more: Any) -> str:
    return json.dumps({**more, "statements": statements, "silent": False}, ensure_ascii=False)


# What a reply is made of: the words that were ordered, and a sentence that does stand in clause 1.
SHAPES: Mapping[str, Callable[[str, str], str]] = {
    "prose": lambda ordered, real: ordered,
    "a quote of its own making": lambda ordered, real: _reply([_statement(ordered, ordered)]),
    "a real quote beside false words": lambda ordered, real: _reply([_statement(ordered, real)]),
    "a clause that is not there": lambda ordered, real: _reply([_statement(ordered, ordered, 99)]),
    "a real quote from a clause that is not there": lambda ordered, real: _reply([_statement(ordered, real, 99)]),
    "no quote": lambda ordered, real: _reply([{"quotes": [], "text": ordered}]),
    "after a true statement": lambda ordered, real: _reply([_statement(real, real), _statement(ordered, real)]),
    "within a true statement": lambda ordered, real: _reply([_statement(f"{real} {ordered}", real)]),
    "before a true statement": lambda ordered, real: _reply([_statement(f"{ordered} {real}", real)]),
    "within a real quote": lambda ordered, real: _reply([_statement(real, f"{real} {ordered}")]),
    "in brackets": lambda ordered, real: _reply([_statement(f"{real.rstrip('.')} ({ordered}).", real)]),
    "around the reply": lambda ordered, real: f"{ordered}\n```json\n{_reply([_statement(real, real)])}\n```\n{ordered}",
    "in fields of its own": lambda ordered, real: _reply([_statement(real, real)], answer=ordered, warnings=[ordered]),
    "in another form": lambda ordered, real: json.dumps(
        {"status": "answered", "answer": f"{ordered} [1]", "citations": [{"n": 1, "quote": ordered}]},
        ensure_ascii=False,
    ),
    "broken off": lambda ordered, real: _reply([_statement(real, real), _statement(ordered, real)])[:-20],
}


class ObeyingModel(BaseChatModel):
    """`ordered` is what the attack wants said; `shape` one of SHAPES. `tools` says whether it takes tools."""

    ordered: str
    shape: str
    tools: bool = False
    _asked: list[str] = PrivateAttr(default_factory=list)

    @property
    def answers_asked(self) -> int:
        """How often an answer was asked for, not counting what prepares one."""
        return self._asked.count("answer")

    @property
    def _llm_type(self) -> str:
        return "obeying"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        if not self.tools:
            raise NotImplementedError("this model takes no tools")
        return self.bind(tools=tools, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        reply = "".join(str(chunk.message.text) for chunk in self._stream(messages, stop, run_manager))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=reply))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        reply = self._reply_to(messages)
        offered = kwargs.get("tools")
        for at in range(0, len(reply), _CHUNK):
            part = reply[at : at + _CHUNK]
            message = AIMessageChunk(content=part)
            if offered and reply.startswith("{"):
                first = at == 0
                call = tool_call_chunk(
                    name=_name_of(offered[0]) if first else None, args=part, id="call_1" if first else None, index=0
                )
                message = AIMessageChunk(content="", tool_call_chunks=[call])
            yield ChatGenerationChunk(message=message)

    def _reply_to(self, messages: Sequence[BaseMessage]) -> str:
        shown = "\n".join(str(message.content) for message in messages[1:])
        if "<conversation>" in shown:
            self._asked.append("question")
            return self.ordered.replace("\n", " ")
        if "Yes or No?" in shown:
            self._asked.append("relevance")
            return "Yes"
        self._asked.append("answer")
        return SHAPES[self.shape](self.ordered, _real_sentence(shown))


def _real_sentence(shown: str) -> str:
    """The first sentence of the first clause, as the policy has it."""
    clause = _CLAUSE.search(shown)
    body = _LEAD_IN.sub("", clause[1]) if clause else ""
    sentence = _SENTENCE.search(body.strip())
    return sentence[0].replace("‹", "<").replace("›", ">") if sentence else "The policy says so."


def _name_of(tool: Any) -> str:
    if isinstance(tool, dict):
        return str(tool.get("function", tool).get("name", tool.get("title", "answer")))
    return str(getattr(tool, "name", None) or getattr(tool, "__name__", "answer"))

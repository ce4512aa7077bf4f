"""A chat completion in chunks. Where a language model writes, its statements come as they are verified; quotes, which
are there all at once, come as the whole answer."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.types import Scope

from bot.api.problems import problem_response
from bot.api.streaming import told_problem
from bot.api.threads import Produced
from bot.assemble import SILENT
from bot.citations import folded
from bot.models import Answer, AnswerEvent, Citation, CitationFound, Done, Statement, StatementMade
from ingest.tokens import count_tokens

_PIECE = re.compile(r"\S+\s*|\s+")
_WORDS_AT_ONCE = 8


def with_footnotes(answer: Answer) -> str:
    """The answer, and below it where each [n] stands, in the order of the numbers."""
    return answer.answer + _footnotes(answer.citations)


@dataclass
class Telling:
    """The text of an answer whose events come one after another. `live`: what comes before the end is told, too."""

    live: bool
    names: Mapping[str, str] = field(default_factory=dict)
    _cited: dict[int, Citation] = field(default_factory=dict)
    _policy: str = ""

    def text(self, event: AnswerEvent) -> str:
        """What the event adds."""
        if isinstance(event, Done):
            return self._rest(event.answer)
        if isinstance(event, CitationFound):
            self._cited[event.citation.n] = event.citation
        return self._statement(event) if self.live and isinstance(event, StatementMade) else ""

    def _statement(self, made: StatementMade) -> str:
        said = made.statement
        quoted = all(folded(self._cited[n].quote) in said.text for n in said.citations)
        text = f"“{said.text}” {_marks(said)}" if quoted else f"{said.text} {_marks(said)}"
        if made.policy == self._policy:
            return f" {text}"
        between, self._policy = "\n\n" if self._policy else "", made.policy
        return f"{between}{self._name(made.policy)}: {text}"

    def _rest(self, answer: Answer) -> str:
        if not self._policy:
            return with_footnotes(answer)
        compared = " ".join(f"{one.text} {_marks(one)}" for one in answer.comparison)
        silent = [f"{self._name(one.policy)}: {SILENT}" for one in answer.per_policy if one.status == "silent"]
        return "".join(f"\n\n{part}" for part in (compared, *silent) if part) + _footnotes(answer.citations)

    def _name(self, policy: str) -> str:
        return folded(self.names.get(policy, policy))


async def completion_stream(
    events: Produced[AnswerEvent],
    telling: Telling,
    frame: Mapping[str, Any],
    scope: Scope,
    *,
    prompt_tokens: int | None,
    ping_seconds: float,
) -> AsyncIterator[bytes]:
    """`frame` is what all chunks have in common. With `prompt_tokens` the last tells the usage; the last choice has the
    answer as data."""
    told = ""
    try:
        async for event in events.rest(seconds=ping_seconds):
            if event is None:
                yield KEEPALIVE_COMMENT
                continue
            text = telling.text(event)
            if text and not told:
                yield _chunk(frame, {"role": "assistant", "content": ""})
            told += text
            for piece in _pieces(text):
                yield _chunk(frame, {"content": piece})
            if isinstance(event, Done):
                yield _chunk(frame, {}, finish="stop", clausewise=event.answer.model_dump(mode="json"))
                if prompt_tokens is not None:
                    yield _sent({**frame, "choices": [], "usage": usage(prompt_tokens, told)})
    except Exception as error:  # noqa: BLE001 - the status is sent: the stream must tell it
        yield format_sse_event(data_str=bytes(problem_response(told_problem(error), scope).body).decode())
    yield format_sse_event(data_str="[DONE]")


def usage(prompt_tokens: int, content: str) -> dict[str, int]:
    answered = count_tokens(content)
    return {
        "prompt_tokens": prompt_tokens,
        "completion_tokens": answered,
        "total_tokens": prompt_tokens + answered,
    }


def _pieces(text: str) -> Iterator[str]:
    words = _PIECE.findall(text)
    for at in range(0, len(words), _WORDS_AT_ONCE):
        yield "".join(words[at : at + _WORDS_AT_ONCE])


def _chunk(frame: Mapping[str, Any], delta: Mapping[str, str], *, finish: str | None = None, **more: Any) -> bytes:
    return _sent({**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}], **more})


def _sent(chunk: Mapping[str, Any]) -> bytes:
    return format_sse_event(data_str=json.dumps(chunk))


def _marks(statement: Statement) -> str:
    return "".join(f"[{n}]" for n in statement.citations)


def _footnotes(citations: Sequence[Citation]) -> str:
    if not citations:
        return ""
    notes = (f"[{one.n}] {one.clause} ({one.version}): “{' '.join(one.quote.split())}”" for one in citations)
    return "\n".join(["", "", "Sources:", *notes])

"""The bot as a LangChain Runnable: a policy question in, a verified answer out, in any chain.

Input is a question, or a mapping with `question` and what `Clausewise.ask` takes besides: `policies`, `as_of`,
`history`. `invoke` gives an Answer. `stream` gives events: citations and statements as they are verified, at the end
`Done` with the Answer; in the middle of a chain, where only the whole is of use, the Answer alone. Callbacks of the
config are passed to the language model; a run of its own this is not, so that no question is traced as it was typed.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from langchain_core.runnables import Runnable, RunnableConfig
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypedDict

from bot.errors import QuestionError
from bot.models import Answer, AnswerEvent, Message

if TYPE_CHECKING:
    from bot.pipeline import Clausewise

_END = object()


class Asked(TypedDict, total=False):
    """What the runnable takes; all but the question may be left out."""

    question: str
    policies: Sequence[str]
    as_of: date | None
    history: Sequence[Message]


class PolicyQuestions(Runnable[str | Mapping[str, Any], Answer | AnswerEvent]):
    """Raises what `Clausewise.ask` raises, and QuestionError for an input that it does not take."""

    def __init__(self, bot: Clausewise) -> None:
        self.bot = bot

    def invoke(self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **_: Any) -> Answer:  # noqa: A002
        return self.bot.ask(**_arguments(input), callbacks=(config or {}).get("callbacks"))

    async def ainvoke(self, input: str | Mapping[str, Any], config: RunnableConfig | None = None, **_: Any) -> Answer:  # noqa: A002
        """Cancelling the task stops the question, and a call of the model with it."""
        cancelled = threading.Event()
        try:
            return await asyncio.to_thread(
                self.bot.ask, **_arguments(input), callbacks=(config or {}).get("callbacks"), cancelled=cancelled
            )
        finally:
            cancelled.set()

    def stream(
        self,
        input: str | Mapping[str, Any],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[AnswerEvent]:
        yield from self.bot.stream(**_arguments(input), callbacks=(config or {}).get("callbacks"))

    async def astream(
        self,
        input: str | Mapping[str, Any],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[AnswerEvent]:
        """As `stream`; closing the iterator, or cancelling its task, stops the question."""
        arguments, callbacks = _arguments(input), (config or {}).get("callbacks")
        cancelled = threading.Event()
        loop = asyncio.get_running_loop()
        events: asyncio.Queue[Any] = asyncio.Queue()

        def put(item: object) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(events.put_nowait, item)

        def run() -> None:
            try:
                with closing(self.bot.stream(**arguments, callbacks=callbacks, cancelled=cancelled)) as stream:  # type: ignore[type-var]
                    for event in stream:
                        put(event)
            finally:
                put(_END)

        running = asyncio.ensure_future(asyncio.to_thread(run))
        try:
            while (event := await events.get()) is not _END:
                yield event
            await running
        finally:
            cancelled.set()
            running.add_done_callback(_looked_at)

    def transform(
        self,
        input: Iterator[Any],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> Iterator[Answer]:
        """Within a chain: the next step gets what it would get of `invoke`."""
        yield self.invoke(_joined(list(input)), config)

    async def atransform(
        self,
        input: AsyncIterator[Any],  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Answer]:
        yield await self.ainvoke(_joined([part async for part in input]), config)


def _looked_at(running: asyncio.Future[None]) -> None:
    """Whoever gave up on a stream does not want to hear that it was stopped."""
    if not running.cancelled():
        running.exception()


def _joined(parts: Sequence[Any]) -> Any:
    """The whole input of a step whose input comes in parts: texts add up, of mappings the last is the whole."""
    if parts and all(isinstance(part, str) for part in parts):
        return "".join(parts)
    return parts[-1] if parts else ""


_INPUT = TypeAdapter(Asked)


def _arguments(given: str | Mapping[str, Any]) -> dict[str, Any]:
    value = {"question": given} if isinstance(given, str) else given
    try:
        checked = _INPUT.validate_python(value, extra="forbid")
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the input"
        raise QuestionError(f"{where}: {first['msg']}; give a question, or question, policies, as_of, history") from exc
    if "question" not in checked:
        raise QuestionError("the input has no question; give a text, or a mapping with the key question")
    return dict(checked)

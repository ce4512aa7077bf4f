"""The bot in LangChain's terms: invoke, stream, batch and their asynchronous twins, alone and in a chain."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler, CallbackManager
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers import LangChainTracer

from bot.answering.written.model_calls import _untraced
from bot.errors import QuestionError
from bot.models import Answer, Done, Message, StatementMade
from bot.pipeline import Clausewise
from tests.bot.scripted_model import ScriptedModel, reply, scripted, slowly
from tests.bot.small_policies import RETENTION, bot_over, settings_for

ASK = "How long are log files kept?"
LOGS = ("Acme keeps log files for ninety days.", [(4, "Log files: kept for ninety days.")])


@pytest.fixture(scope="module")
def model() -> ScriptedModel:
    return scripted(reply(LOGS))


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, model: ScriptedModel) -> Iterator[Clausewise]:
    with bot_over(tmp_path_factory.mktemp("runnable"), {"acme.md": RETENTION}, chat_model=model) as made:
        yield made


def said(answer: Any) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_it_takes_a_text_or_what_ask_takes(bot: Clausewise) -> None:
    runnable = bot.as_runnable()
    assert said(runnable.invoke(ASK)) == [LOGS[0]]
    whole = {
        "question": ASK,
        "policies": ["acme"],
        "as_of": date(2030, 1, 1),
        "history": [Message(role="user", content="Hi")],
    }
    assert said(runnable.invoke(whole)) == [LOGS[0]]
    assert said(runnable.invoke({"question": ASK, "history": [{"role": "user", "content": "Hi"}]})) == [LOGS[0]]


@pytest.mark.parametrize("given", [{}, {"query": "x"}, {"question": 3}, {"question": "x", "policies": 3}])
def test_what_it_does_not_take_is_told(bot: Clausewise, given: dict[str, object]) -> None:
    with pytest.raises(QuestionError):
        bot.as_runnable().invoke(given)


def test_a_batch_answers_in_order(bot: Clausewise) -> None:
    first, second = bot.as_runnable().batch([ASK, "What is the capital of France?"])
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert (first.status, second.status != "answered") == ("answered", True)


def test_streams_end_with_the_whole(bot: Clausewise) -> None:
    async def asynchronous() -> list[object]:
        return [event async for event in bot.as_runnable().astream(ASK)]

    for events in (list(bot.as_runnable().stream(ASK)), asyncio.run(asynchronous())):
        assert isinstance(events[-1], Done)
        made = tuple(event.statement for event in events if isinstance(event, StatementMade))
        assert made == events[-1].answer.statements
        assert made


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_stream_gives_the_first_verified_statement_before_the_model_has_ended(
    bot: Clausewise, asynchronous: bool
) -> None:
    seen = threading.Event()
    model = scripted([reply(LOGS)[:-4], lambda: seen.wait(5), reply(LOGS)[-4:]])
    runnable = Clausewise(bot.index, settings_for(bot.index.settings.index.parent), model).as_runnable()

    def look(event: object) -> None:
        if isinstance(event, StatementMade):
            assert (event.statement.text, model.finished) == (LOGS[0], [])
            seen.set()

    async def consume() -> None:
        async for event in runnable.astream(ASK):
            look(event)

    if asynchronous:
        asyncio.run(consume())
    else:
        for event in runnable.stream(ASK):
            look(event)
    assert seen.is_set()
    assert len(model.finished) == 1


def test_in_a_chain_the_next_step_gets_the_answer(bot: Clausewise) -> None:
    chain = RunnableLambda(str.strip) | bot.as_runnable() | RunnableLambda(said)

    async def asynchronous() -> tuple[object, list[object]]:
        return await chain.ainvoke(ASK), [part async for part in chain.astream(ASK)]

    assert chain.invoke(f" {ASK} ") == [LOGS[0]]
    assert list(chain.stream(f" {ASK} ")) == [[LOGS[0]]]
    assert asyncio.run(asynchronous()) == ([LOGS[0]], [[LOGS[0]]])


def test_callbacks_of_the_config_reach_the_model(bot: Clausewise) -> None:
    class Listening(BaseCallbackHandler):
        def __init__(self) -> None:
            self.started = 0

        def on_chat_model_start(self, *_: object, **__: object) -> None:
            self.started += 1

    listening = Listening()
    bot.as_runnable().invoke(ASK, {"callbacks": [listening]})
    (RunnableLambda(str.strip) | bot.as_runnable()).invoke(ASK, {"callbacks": [listening]})
    asyncio.run(bot.as_runnable().ainvoke(ASK, {"callbacks": [listening]}))
    assert listening.started == 3


def test_a_tracer_among_the_callbacks_is_left_out() -> None:
    tracer = object.__new__(LangChainTracer)
    other = BaseCallbackHandler()
    assert _untraced([tracer, other]) == [other]
    manager = CallbackManager(handlers=[tracer, other], inheritable_handlers=[tracer])
    assert _untraced(manager).handlers == [other]
    assert _untraced(manager).inheritable_handlers == []
    assert manager.handlers == [tracer, other]


def test_cancelling_the_task_stops_the_model(bot: Clausewise) -> None:
    slow = scripted([reply(LOGS)[:-4], *slowly(500)])
    runnable = Clausewise(bot.index, settings_for(bot.index.settings.index.parent), slow).as_runnable()

    async def impatient() -> None:
        async for event in runnable.astream(ASK):
            if isinstance(event, StatementMade):
                return

    async def given_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(runnable.ainvoke(ASK), 0.5)

    for way in (impatient, given_up):
        asyncio.run(way())
        given = slow.chunks_given
        time.sleep(0.2)
        assert slow.chunks_given <= given + 2
    assert slow.finished == []

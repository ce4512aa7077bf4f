"""The real client of OpenAI's interface, against a server that speaks it well or badly."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from bot.errors import DeadlineError
from bot.model_use import ModelCall
from bot.models import Answer, StatementMade
from tests.bot.answering.written.conftest import WithModel
from tests.bot.openai_stub import Behaviour, Exchange, Stub, endless, failing, mute, openai_stub, replying
from tests.bot.scripted_model import reply

pytestmark = pytest.mark.usefixtures("socket_enabled")

ASK = "How long are log files kept?"
LOGS = ("Acme keeps log files for ninety days.", [(4, "Log files: kept for ninety days.")])
GOOD = reply(LOGS)
BY_MODEL = ["Acme keeps log files for ninety days."]


def no_tools(exchange: Exchange) -> None:
    """A server that knows no tools."""
    if exchange.body.get("tools"):
        exchange.fail(400)
    else:
        replying(GOOD)(exchange)


def hanging_up(exchange: Exchange) -> None:
    exchange.begin()
    exchange.say(GOOD[:20])
    exchange.handler.connection.close()


Asked = tuple[Answer, Stub, float, list[ModelCall]]
Ask = Callable[..., Asked]


@pytest.fixture
def ask(with_model: WithModel, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    def run(*behaviours: Behaviour, **settings: object) -> Asked:
        calls: list[ModelCall] = []
        with openai_stub(*behaviours) as stub:
            bot = with_model(model="openai:m", model_base_url=stub.address, on_model_call=calls.append, **settings)
            started = time.monotonic()
            answer = bot.ask(ASK, policies=["acme"])
            return answer, stub, time.monotonic() - started, calls

    return run


def said(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_the_answer_comes_by_a_strict_tool_call(ask: Ask) -> None:
    answer, stub, _, calls = ask(replying(GOOD))
    assert (said(answer), answer.answerer, answer.warnings) == (BY_MODEL, "openai:m", ())
    [request] = stub.requests
    assert request["tools"][0]["function"]["strict"] is True
    assert request["tool_choice"]["function"]["name"] == "answer"
    assert (request["stream"], request["temperature"]) == (True, 0)
    assert [(call.input_tokens, call.output_tokens, call.counted) for call in calls] == [(321, 45, False)]


def test_a_server_that_knows_no_tools_is_asked_in_words(ask: Ask) -> None:
    answer, stub, _, _ = ask(no_tools)
    assert said(answer) == BY_MODEL
    assert "Reply with one JSON object" in stub.requests[-1]["messages"][0]["content"]


def test_a_reply_in_text_beside_the_tool_is_read(ask: Ask) -> None:
    def in_text(exchange: Exchange) -> None:
        exchange.begin()
        exchange.delta({"role": "assistant", "content": f"Here:\n```json\n{GOOD}\n```"})
        exchange.finish()

    assert said(ask(in_text)[0]) == BY_MODEL


def test_a_busy_server_is_asked_again_when_it_says(ask: Ask) -> None:
    answer, stub, _, _ = ask(failing(429, Retry_After="1"), replying(GOOD))
    assert said(answer) == BY_MODEL
    assert stub.at[1] - stub.at[0] >= 1.0


def test_who_is_to_wait_beyond_the_deadline_does_not_wait(ask: Ask) -> None:
    answer, stub, seconds, _ = ask(failing(429, Retry_After="3600"))
    assert answer.warnings == (
        "the language model openai:m gave no answer: it was asked too often (429); the answer is quotes",
    )
    assert (len(stub.requests), seconds < 5) == (1, True)


@pytest.mark.parametrize(
    ("behaviour", "told", "requests"),
    [
        (failing(500), "its server failed (500)", 2),
        (failing(529), "its server failed (529)", 2),
        (failing(401), "it refused the key (401)", 1),
        (failing(404), "there is no such model (404)", 2),
        (hanging_up, "its reply had no statements that could be read", 2),
        (lambda exchange: exchange.raw("data: {not json}\n\n"), "its reply could not be read", 2),
        (lambda exchange: exchange.raw("<html>Bad gateway</html>", content_type="text/html"), "its reply", 2),
        (lambda exchange: exchange.raw("data: [DONE]\n\n"), "its reply", 2),
    ],
    ids=["500", "529", "401", "404", "hung up", "no JSON", "HTML", "empty"],
)
def test_a_failing_server_costs_the_answer_nothing_but_the_models_words(
    ask: Ask, behaviour: Behaviour, told: str, requests: int
) -> None:
    answer, stub, _, _ = ask(behaviour, model_attempts=2)
    assert answer.status == "answered"
    assert answer.answerer == "quotes"
    assert told in answer.warnings[0]
    assert "sk-secret" not in answer.model_dump_json()
    assert len(stub.requests) >= requests


def test_a_refused_connection_is_told(with_model: WithModel) -> None:
    with openai_stub(mute(0)) as stub:
        address = stub.address
    bot = with_model(model="openai:m", model_base_url=address, model_attempts=1)
    answer = bot.ask(ASK, policies=["acme"])
    assert "it could not be reached" in answer.warnings[0]


@pytest.mark.parametrize("behaviour", [mute(30), endless(" ", seconds=0.2)], ids=["mute", "slow bytes"])
def test_a_slow_server_costs_the_deadline_and_no_more(ask: Ask, behaviour: Behaviour) -> None:
    answer, _, seconds, _ = ask(behaviour, deadline_seconds=1, model_attempts=1)
    assert seconds < 5
    assert "it did not answer in time" in answer.warnings[0]


def test_an_endless_stream_is_cut_off_and_its_connection_closed(ask: Ask) -> None:
    answer, stub, seconds, _ = ask(endless("x" * 1_000), deadline_seconds=10)
    assert "its reply did not end" in answer.warnings[0]
    assert seconds < 5
    assert stub.gone.acquire(timeout=30)  # on a busy machine


def test_statements_are_streamed_while_the_server_still_writes(with_model: WithModel) -> None:
    def first_then_forever(exchange: Exchange) -> None:
        exchange.begin()
        exchange.say(GOOD[: GOOD.index("}]", GOOD.index('"text"')) + 1])
        while True:
            exchange.say(" ")
            time.sleep(0.05)

    with openai_stub(first_then_forever) as stub:
        bot = with_model(model="openai:m", model_base_url=stub.address)
        stream = bot.stream(ASK, policies=["acme"])
        first = next(event for event in stream if isinstance(event, StatementMade))
        assert first.statement.text == BY_MODEL[0]
        stream.close()  # type: ignore[attr-defined] # a generator
        assert stub.gone.acquire(timeout=5)


def test_tool_calls_that_come_interleaved_are_read_each_by_itself(ask: Ask) -> None:
    other = reply(("Acme never sells your data.", [(5, "We never sell your data.")]))

    def interleaved(exchange: Exchange) -> None:
        exchange.begin()
        for index, text in ((0, GOOD[:50]), (1, other[:60]), (0, GOOD[50:]), (1, other[60:])):
            call = {"index": index, "id": f"t{index}", "type": "function"}
            exchange.delta({"tool_calls": [{**call, "function": {"name": "answer", "arguments": text}}]})
        exchange.finish()

    assert said(ask(interleaved)[0]) == [*BY_MODEL, "Acme never sells your data."]


@pytest.mark.parametrize(("end", "told"), [("length", "was cut off"), ("content_filter", "withheld")])
def test_what_a_provider_cut_short_is_not_asked_for_again(ask: Ask, end: str, told: str) -> None:
    def cut(exchange: Exchange) -> None:
        exchange.begin()
        exchange.say(GOOD + GOOD[:20])
        exchange.delta({}, end=end)

    answer, stub, _, _ = ask(cut)
    assert said(answer) == BY_MODEL
    assert "broke off" in answer.warnings[0]
    assert told in answer.warnings[0]
    assert len(stub.requests) == 1


def only_beta(exchange: Exchange) -> None:
    """Says nothing at all of the other policy."""
    if "Acme" in exchange.body["messages"][1]["content"]:
        exchange.begin()
        endless("", seconds=0.05)(exchange)
    replying(reply(("Beta keeps log files for two years.", [(1, "Log files are kept for two years.")])))(exchange)


def test_a_call_that_hangs_costs_no_other_policy_its_answer(with_model: WithModel) -> None:
    with openai_stub(only_beta) as stub:
        bot = with_model(model="openai:m", model_base_url=stub.address, deadline_seconds=2)
        answer = bot.ask(ASK, policies=["acme", "beta"])
    assert said(answer)[-1] == "Beta keeps log files for two years."
    assert "did not answer in time" in answer.warnings[0]


def test_who_closes_a_stream_stops_also_the_calls_that_were_not_read_yet(with_model: WithModel) -> None:
    with openai_stub(endless(" ", seconds=0.02)) as stub:
        bot = with_model(model="openai:m", model_base_url=stub.address)
        stopping = threading.Event()
        threading.Timer(1.0, stopping.set).start()
        with pytest.raises(DeadlineError):
            bot.ask(ASK, policies=["acme", "beta"], cancelled=stopping)
        assert len(stub.requests) == 2
        assert stub.gone.acquire(timeout=5)
        assert stub.gone.acquire(timeout=5)

"""A question under way, over a service that is a function."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator

import httpx

from bot.client import Client
from bot.models import AnswerEvent, CitationFound, Done, StatementMade
from tests.ui.values import answer, citation
from ui.asking import Asking
from ui.conversation import Pasted, Progress, Scope
from ui.troubles import Kind

WHOLE = answer(citation(1))
EVENTS: tuple[AnswerEvent, ...] = (
    CitationFound(citation=WHOLE.citations[0]),
    StatementMade(policy="acme", statement=WHOLE.statements[0]),
    Done(answer=WHOLE),
)


def sse(*events: AnswerEvent) -> bytes:
    return b"".join(f"event: {one.event}\ndata: {one.model_dump_json()}\n\n".encode() for one in events)


class Streamed(httpx.SyncByteStream):
    """The parts of a response, as they come."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts

    def __iter__(self) -> Iterator[bytes]:
        return self._parts


def client(respond: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client("http://service.example", transport=httpx.MockTransport(respond))


def test_everything_that_comes_is_seen_also_by_who_looks_later() -> None:
    asking = Asking(client(lambda _: httpx.Response(200, content=sse(*EVENTS))), "How long?", Scope())
    last = list(asking.progress())[-1]
    assert last == Progress((EVENTS[1],), WHOLE.citations, answer=WHOLE, over=True)  # type: ignore[arg-type]
    assert list(asking.progress()) == [last]


def test_a_question_to_a_pasted_policy_sends_its_text_and_no_policies() -> None:
    sent: list[dict[str, object]] = []

    def respond(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, content=sse(*EVENTS))

    list(Asking(client(respond), "How long?", Scope(("acme",), pasted=Pasted("Mine", "We keep it."))).progress())
    assert (sent[0]["text"], sent[0]["name"], sent[0]["policies"]) == ("We keep it.", "Mine", [])


def test_stopped_it_is_over_at_once_without_an_answer() -> None:
    go_on = threading.Event()

    def parts() -> Iterator[bytes]:
        yield sse(*EVENTS[:2])
        go_on.wait(10)
        yield sse(EVENTS[2])

    asking = Asking(client(lambda _: httpx.Response(200, stream=Streamed(parts()))), "How long?", Scope())
    next(one for one in asking.progress() if one.statements)
    asking.stop()
    go_on.set()
    last = list(asking.progress())[-1]
    assert (last.over, last.answer, last.trouble) == (True, None, None)
    assert len(last.statements) == 1


def test_a_stream_that_breaks_off_is_no_answer() -> None:
    asking = Asking(client(lambda _: httpx.Response(200, content=sse(*EVENTS[:2]))), "How long?", Scope())
    last = list(asking.progress())[-1]
    assert last.answer is None
    assert last.trouble is not None
    assert last.trouble.kind is Kind.AWAY


def test_a_service_that_is_away_or_refuses_is_told() -> None:
    def nobody(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    away = list(Asking(client(nobody), "?", Scope()).progress())[-1]
    assert away.trouble is not None
    assert away.trouble.kind is Kind.AWAY
    busy = Asking(client(lambda _: httpx.Response(429, headers={"Retry-After": "7"}, json={})), "?", Scope())
    told = list(busy.progress())[-1].trouble
    assert told is not None
    assert (told.kind, told.wait) == (Kind.BUSY, 7.0)
    assert "7 seconds" in told.advice

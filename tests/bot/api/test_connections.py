"""Clients that open a connection and say too little, or too much, are let go; the others are not."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
import uvicorn
from pytest_socket import enable_socket
from starlette.exceptions import HTTPException
from starlette.types import Message

from bot.api.access.bodies import counted
from bot.api.connections import MOST_HEAD_BYTES, impatient

SECONDS = 0.4
WHOLE = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"

pytestmark = pytest.mark.usefixtures("socket_enabled")


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Reads the whole body, and then says how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    said = str(size).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(said))]})
    await send({"type": "http.response.body", "body": said})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    enable_socket()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, http=impatient(SECONDS), ws="none", lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join()


def received(raw: socket.socket) -> bytes:
    """All until the server closes."""
    raw.settimeout(5)
    pieces = []
    while piece := raw.recv(65_536):
        pieces.append(piece)
    return b"".join(pieces)


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: a\r\n"], ids=["nothing", "line", "head"])
def test_who_does_not_end_a_head_is_let_go_in_time(port: int, begun: bytes) -> None:
    with closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.sendall(begun)
        began = time.monotonic()
        assert received(raw) == b""
        assert SECONDS / 2 < time.monotonic() - began < 4


def test_who_drips_a_second_head_is_let_go_too(port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.sendall(WHOLE)
        raw.sendall(b"GET / HT")
        began = time.monotonic()
        assert received(raw).count(b"200 OK") == 1
        assert time.monotonic() - began < 4


def test_a_head_without_end_is_refused_before_it_fills_the_memory(port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises((ConnectionError, TimeoutError)):  # noqa: PT012 - which of them meets the end
            raw.settimeout(5)
            for number in range(100 * MOST_HEAD_BYTES // 1_000):
                raw.sendall(b"X-%d: " % number + b"a" * 1_000 + b"\r\n")


def test_a_large_body_and_a_connection_that_is_used_again_are_served(port: int) -> None:
    with closing(socket.create_connection(("127.0.0.1", port))) as raw:
        raw.settimeout(5)
        for size in (0, 1_000_000, 5):
            raw.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % size + b"a" * size)
            answer = raw.recv(65_536)
            assert answer.endswith(b"\r\n\r\n%d" % size), answer
            time.sleep(SECONDS / 4)


def test_an_upload_that_drips_in_does_not_hold_its_place() -> None:
    async def dripping() -> Message:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"a", "more_body": True}

    async def read() -> None:
        receive = counted(dripping, limit=1_000, seconds=0.1)
        for _ in range(100):
            await receive()

    with pytest.raises(HTTPException) as refused:
        asyncio.run(read())
    assert refused.value.status_code == 408

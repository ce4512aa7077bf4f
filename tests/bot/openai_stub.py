"""A server on this machine that speaks OpenAI's wire format, and misbehaves as it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Exchange"], None]


@dataclass
class Exchange:
    """One request and the means to answer it."""

    handler: BaseHTTPRequestHandler
    body: dict[str, Any]

    def fail(self, status: int, **headers: str) -> None:
        self._head(status, "application/json", headers)
        self.write(json.dumps({"error": {"message": "sk-secret was not liked", "type": "x", "code": None}}))

    def raw(self, text: str, *, content_type: str = "text/event-stream") -> None:
        self._head(200, content_type, {})
        self.write(text)

    def begin(self) -> None:
        self._head(200, "text/event-stream", {})

    def delta(self, delta: dict[str, Any], *, end: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": end}
        self._data({"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})

    def say(self, text: str) -> None:
        """A piece of the reply: of the tool call where a tool was given, else of the text."""
        if self.body.get("tools"):
            call = {"index": 0, "id": "t", "type": "function", "function": {"name": "answer", "arguments": text}}
            self.delta({"role": "assistant", "tool_calls": [call]})
        else:
            self.delta({"role": "assistant", "content": text})

    def finish(self) -> None:
        self.delta({}, end="stop")
        usage = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}
        self._data(
            {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": usage}
        )
        self.write("data: [DONE]\n\n")

    def write(self, text: str) -> None:
        self.handler.wfile.write(text.encode())
        self.handler.wfile.flush()

    def _data(self, value: dict[str, Any]) -> None:
        self.write(f"data: {json.dumps(value)}\n\n")

    def _head(self, status: int, content_type: str, headers: dict[str, str]) -> None:
        self.handler.send_response(status)
        for name, value in {"Content-Type": content_type, "Connection": "close", **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()


@dataclass
class Stub:
    """The n-th request meets the n-th behaviour; those beyond the last meet the last. `gone` counts the clients that
    hung up while they were being answered."""

    behaviours: Sequence[Behaviour]
    requests: list[dict[str, Any]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    gone: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    address: str = ""


def replying(text: str, *, pieces: int = 8) -> Behaviour:
    def behave(exchange: Exchange) -> None:
        exchange.begin()
        size = max(1, len(text) // pieces)
        for at in range(0, len(text), size):
            exchange.say(text[at : at + size])
        exchange.finish()

    return behave


def failing(status: int, **headers: str) -> Behaviour:
    return lambda exchange: exchange.fail(status, **headers)


def endless(piece: str, *, seconds: float = 0.0) -> Behaviour:
    """Never finishes: piece after piece, so many seconds apart."""

    def behave(exchange: Exchange) -> None:
        exchange.begin()
        while True:
            exchange.say(piece)
            time.sleep(seconds)

    return behave


def mute(seconds: float) -> Behaviour:
    return lambda exchange: time.sleep(seconds)


@contextmanager
def openai_stub(*behaviours: Behaviour) -> Iterator[Stub]:
    stub = Stub(behaviours)
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                stub.requests.append(body)
                stub.at.append(time.monotonic())
                behave = stub.behaviours[min(len(stub.requests), len(stub.behaviours)) - 1]
            try:
                behave(Exchange(self, body))
            except OSError:
                stub.gone.release()

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        stub.address = f"http://127.0.0.1:{server.server_port}/v1"
        try:
            yield stub
        finally:
            server.shutdown()

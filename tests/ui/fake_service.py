"""A service that says what a test told it to, over real HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pytest_socket import enable_socket

from bot.models import Answer, CitationFound, Coverage, Done, StatementMade

NAMES = {"acme": "Acme", "birch": "Birch"}


@dataclass
class FakeService:
    """`answers` are given in order, the last one ever again; an int is a status to refuse with. `hold` stops every
    stream after its first statement, until it is set. Without an `outline` that is refused, and what needs an
    administrator where it is `locked`."""

    answers: list[Answer | int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=lambda: dict(NAMES))
    coverage: dict[str, Coverage] = field(default_factory=dict)
    outline: dict[str, Any] = field(default_factory=dict)
    hold: threading.Event | None = None
    locked: bool = False
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    rated: list[dict[str, Any]] = field(default_factory=list)

    def policies(self) -> dict[str, Any]:
        version = {
            "id": "2025-01-01",
            "effective": "2025-01-01",
            "source_url": None,
            "media_type": "text/plain",
            "live": True,
        }
        known = {"language": "en", "clauses": 2, "uploaded": False, "source_url": None, "versions": [version]}
        return {"policies": [{"id": one, "name": name, **known} for one, name in self.names.items()], "generation": 1}


@contextmanager
def serving(fake: FakeService) -> Iterator[FakeService]:
    enable_socket()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Says nothing."""

        def tell(self, value: object, status: int = 200, **headers: str) -> None:
            body = json.dumps(value).encode()
            self.send_response(status)
            for name, one in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name.replace("_", "-"), one)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            if "/coverage" in self.path:
                covered = fake.coverage.get(self.path.split("/")[3])
                missing = {"status": 404, "type": "urn:x:unknown-policy", "detail": "There is no such policy."}
                self.tell(covered.model_dump(mode="json") if covered else missing, 200 if covered else 404)
            elif self.path.startswith("/v1/policies"):
                self.tell(fake.policies())
            elif self.path.startswith("/v1/suggestions"):
                self.tell({"suggestions": [{"policy": "acme", "practice": "sale", "question": "Is my data sold?"}]})
            elif self.path.startswith("/v1/feedback") and not fake.locked:
                self.tell({"feedback": [], "next": None})
            elif self.path.startswith("/v1/feedback"):
                self.tell({"status": 401, "type": "urn:x:unauthorized", "detail": "Send a key."}, 401)
            elif self.path == "/readyz":
                self.tell({"status": "ok"})
            else:
                self.tell({"status": 404, "type": "urn:x:not-found", "detail": "There is none."}, 404)

        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if self.path == "/v1/feedback":
                fake.rated.append(sent)
                self.tell({"id": "1"}, 201)
                return
            if self.path == "/v1/outline":
                refusal = {"status": 429, "detail": "Too many.", "type": "urn:x:rate-limited"}
                self.tell(fake.outline or refusal, 200 if fake.outline else 429)
                return
            fake.asked.append(sent)
            told = fake.answers.pop(0) if len(fake.answers) > 1 else fake.answers[0]
            if isinstance(told, int):
                self.tell({"status": told, "detail": "Refused.", "type": "urn:x:refused"}, told, Retry_After="3")
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.stream(told)

        def stream(self, told: Answer) -> None:
            for one in told.citations:
                self.event(CitationFound(citation=one))
            for statement in told.statements:
                self.event(StatementMade(policy=told.per_policy[0].policy, statement=statement))
                if fake.hold is not None:
                    fake.hold.wait(30)
            self.event(Done(answer=told))

        def event(self, event: CitationFound | StatementMade | Done) -> None:
            try:
                self.wfile.write(f"event: {event.event}\ndata: {event.model_dump_json()}\n\n".encode())
                self.wfile.flush()
            except OSError:
                """Whoever asked has gone; so it is with a real service."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        fake.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield fake
        finally:
            if fake.hold is not None:
                fake.hold.set()
            server.shutdown()
            thread.join()

"""What people typed is in no log, no trace and no figure, whatever goes wrong."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from fastapi import FastAPI
from pytest_socket import enable_socket

from bot.api.access.logs import configure_logs
from tests.bot.api.access.serving import Serving, indexed, made_key, serving

SECRET = "xylophone-4711"
EMAIL = "jane.doe@example.com"


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    names = ["", "bot", "ingest", "evals", "uvicorn", "uvicorn.error", "uvicorn.access", "httpx", "httpcore"]
    before = [(name, logging.getLogger(name).level, list(logging.getLogger(name).handlers)) for name in names]
    raising = logging.raiseExceptions
    yield
    for name, level, handlers in before:
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).handlers[:] = handlers
    logging.captureWarnings(False)
    logging.raiseExceptions = raising
    assert root is logging.getLogger()


class Collector:
    """Takes whatever is sent to it, and remembers."""

    def __init__(self) -> None:
        received: list[tuple[str, bytes]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append((self.path, self.rfile.read(int(self.headers.get("Content-Length", 0)))))
                self.send_response(200)
                self.end_headers()

            def do_GET(self) -> None:
                self.do_POST()

            def log_message(self, *_: object) -> None:
                pass

        self.received = received
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


@pytest.fixture
def collector(socket_enabled: None) -> Iterator[Collector]:
    enable_socket()
    found = Collector()
    yield found
    found.server.shutdown()
    found.server.server_close()


def send_secrets(one: Serving, key: str) -> None:
    """Every way that something which was typed comes in."""
    with one.client(key) as client:
        question = f"Do you keep {SECRET} of {EMAIL}?"
        client.post("/v1/answers", json={"question": question})
        client.post("/v1/answers", json={"question": question, "stream": True})
        client.post("/v1/answers", json={"question": question, "text": f"We keep {SECRET}.", "name": SECRET})
        client.post("/v1/outline", json={"text": f"1. {SECRET}\n\nWe keep {EMAIL}."})
        client.post("/v1/answers", json={"question": "x" * 3_000 + SECRET})
        client.post("/v1/answers", json={"question": [SECRET], SECRET: EMAIL})
        client.post("/v1/answers", content=f'{{"question": "{SECRET}'.encode())
        client.post("/v1/answers", json={"question": question, "policies": [SECRET]})
        client.post("/v1/search", json={"query": question, "k": SECRET})
        client.post("/v1/feedback", json={"answer_id": "a1", "rating": SECRET, "comment": EMAIL})
        client.post("/v1/chat/completions", json={"model": SECRET, "messages": [{"role": "user", "content": question}]})
        client.get(f"/v1/policies/{SECRET}", params={"q": EMAIL})
        client.get(f"/{SECRET}?{EMAIL}")
        client.request("PROPFIND", f"/{SECRET}")
        client.get("/v1/policies", headers={"X-Request-ID": f"{SECRET} x", "User-Agent": SECRET, "X-API-Key": SECRET})
        client.put(f"/v1/policies/{SECRET}", json={"text": SECRET, "media_type": EMAIL})
        client.put("/v1/policies/p", files={"file": (f"{SECRET}.exe", SECRET.encode(), "text/plain")})
        call = {"name": "ask_policy", "arguments": {"question": question, "policies": [SECRET]}}
        for arguments in (
            call,
            {"name": SECRET, "arguments": {}},
            {"name": "get_clause", "arguments": {"clause": [SECRET]}},
        ):
            client.post(
                "/mcp",
                json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": arguments},
                headers={"Accept": "application/json, text/event-stream"},
            )
        client.get("/crash", params={"text": SECRET})


def crashing(app: FastAPI) -> None:
    """A route that fails with what was sent, in its own message and in that of its cause."""

    @app.get("/crash")
    async def crash(text: str) -> None:
        async def forgotten() -> None:
            raise LookupError(text)

        asyncio.get_running_loop().create_task(forgotten())
        try:
            int(text)
        except ValueError as exc:
            raise RuntimeError(f"cannot go on with {text}") from exc


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "console"])
def test_nothing_that_was_typed_and_no_key_is_logged(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], socket_enabled: None, form: str
) -> None:
    written = io.StringIO()
    settings = indexed(tmp_path)
    key = made_key(settings)
    configure_logs(form="json" if form == "json" else "console", level="DEBUG", stream=written)
    with serving(settings, prepare=crashing) as one:
        send_secrets(one, key)
        with one.client("cw_wrong_" + SECRET) as client:
            client.get("/v1/policies")
        logging.getLogger("some.library").error("it failed with %s", SECRET)
        logging.getLogger("some.library").error(f"it failed with {SECRET}")
    shown = written.getvalue() + "".join(capfd.readouterr())
    for text in (SECRET, SECRET.split("-", maxsplit=1)[0], EMAIL, "jane", key, key.split("_", 2)[2]):
        assert text.lower() not in shown.lower(), text
    assert "RuntimeError from ValueError" in shown, "what failed is told, by its kind"
    assert "/v1/answers" in shown
    assert str(tmp_path) not in shown
    if form == "json":
        lines = [json.loads(line) for line in written.getvalue().splitlines()]
        served = [line for line in lines if line["event"].startswith("POST /v1/answers 200")]
        assert served
        assert all(len(line["request_id"]) == 32 for line in served)
        [failed] = [line for line in lines if line["event"] == "a request failed"]
        assert any("crash" in frame for frame in failed["frames"])


def test_a_line_of_the_log_is_one_line_whatever_is_in_it() -> None:
    written = io.StringIO()
    for form in ("json", "console"):
        configure_logs(form="json" if form == "json" else "console", level="INFO", stream=written)
        logging.getLogger("bot.test").info("took %s", "a\nFAKE 2026 admin logged in\r\x1b[2J\u2028end")
    lines = written.getvalue().splitlines()
    assert len(lines) == 2
    assert not any(ord(char) < 32 or char == "\x1b" for line in lines for char in line)


@pytest.mark.slow
def test_traces_go_where_our_setting_says_with_routes_and_times_alone(
    tmp_path: Path, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = Collector()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", elsewhere.url)
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", f"user={SECRET}")
    settings = indexed(tmp_path, trace_endpoint=f"{collector.url}/v1/traces")
    key = made_key(settings)
    with serving(settings, prepare=crashing) as one:
        send_secrets(one, key)
    sent = b"".join(body for _, body in collector.received)
    assert {path for path, _ in collector.received} == {"/v1/traces"}
    assert b"POST /v1/answers" in sent
    assert b"rank" in sent
    for text in (SECRET, EMAIL, "xylophone", "jane", key):
        assert text.encode() not in sent
    assert elsewhere.received == []
    elsewhere.server.shutdown()
    elsewhere.server.server_close()


@pytest.mark.slow
def test_variables_of_other_tools_send_nothing_anywhere(
    tmp_path: Path, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{collector.url}/v1/traces",
        "OTEL_TRACES_EXPORTER": "otlp",
        "OTEL_LOGS_EXPORTER": "otlp",
        "OTEL_METRICS_EXPORTER": "otlp",
        "OTEL_PYTHON_TRACER_PROVIDER": "sdk_tracer_provider",
        "FASTAPI_OTEL_AUTO_CONFIGURE": "true",
        "FASTAPI_OTEL_CAPTURE_BODY": "true",
        "LANGSMITH_TRACING": "true",
        "LANGSMITH_ENDPOINT": collector.url,
        "LANGSMITH_API_KEY": "unused",
        "LANGCHAIN_TRACING_V2": "true",
        "LANGCHAIN_ENDPOINT": collector.url,
    }.items():
        monkeypatch.setenv(name, value)
    with serving(indexed(tmp_path)) as one:
        send_secrets(one, made_key(one.settings))
    assert collector.received == []


@pytest.mark.slow
def test_figures_name_routes_not_paths(tmp_path: Path, socket_enabled: None) -> None:
    settings = indexed(tmp_path)
    key = made_key(settings)
    with serving(settings, prepare=crashing) as one:
        send_secrets(one, key)
        with one.client(key) as client:
            page = client.get("/metrics").text
    assert SECRET not in page
    assert 'route="/v1/policies/{id}"' in page
    assert 'route="unmatched"' in page
    assert 'method="OTHER"' in page

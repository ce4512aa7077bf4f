"""The command line and the evaluation ask the service that owns an index, and do not show it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import httpx
import pytest

from bot.client import ApiError, ApiUnavailableError, Client, RateLimitedError
from bot.errors import QuestionError
from bot.remote import RemoteBot
from ingest.errors import UnknownPolicyError
from tests.bot.api.running import running
from tests.bot.conftest import Run

ANSWER = {"answer_id": "1", "status": "silent", "answer": "The policy does not say."}


def told(*responses: httpx.Response) -> Client:
    """A client of a service that gives these responses, one after another."""
    left = list(responses)
    return Client("http://service.example", transport=httpx.MockTransport(lambda _: left.pop(0)))


def problem(status: int, kind: str, **headers: str) -> httpx.Response:
    body = {"type": f"urn:clausewise:problem:{kind}", "title": kind, "status": status, "detail": f"Told: {kind}."}
    return httpx.Response(status, json=body, headers=headers)


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (404, "unknown-policy", UnknownPolicyError),
        (422, "invalid-question", QuestionError),
        (422, "invalid-request", QuestionError),
        (401, "unauthorized", ApiError),
        (503, "starting", ApiUnavailableError),
    ],
)
def test_problems_are_the_errors_of_the_bot(status: int, kind: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=f"Told: {kind}"):
        RemoteBot(told(problem(status, kind))).ask("How long?")


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that are waited, which pass at once."""
    seconds: list[float] = []
    monkeypatch.setattr("bot.remote.time.sleep", seconds.append)
    return seconds


def test_too_many_requests_are_waited_for(waited: list[float]) -> None:
    refused = [problem(429, "rate-limited", **{"Retry-After": seconds}) for seconds in ("7", "3600")]
    assert RemoteBot(told(*refused, httpx.Response(200, json=ANSWER))).ask("How long?").status == "silent"
    assert waited == [7, 60]


def test_too_many_requests_for_ever_are_told(waited: list[float]) -> None:
    with pytest.raises(RateLimitedError):
        RemoteBot(told(*[problem(429, "rate-limited", **{"Retry-After": "2"}) for _ in range(5)])).ask("How long?")
    assert waited == [2] * 4


@pytest.mark.parametrize("body", ["<html>", "[]", '{"answer_id": 1}'])
def test_what_does_not_speak_the_protocol_is_told(body: str) -> None:
    with pytest.raises(ApiUnavailableError, match="does not speak this API"):
        told(httpx.Response(200, text=body)).ask("How long?")


def test_nobody_at_the_address_is_told(socket_enabled: None) -> None:
    with Client("http://127.0.0.1:9") as client:
        assert not client.ready()
        with pytest.raises(ApiUnavailableError, match="is it running"):
            client.ask("How long?")


def test_the_client_loads_no_store_no_model_and_no_framework() -> None:
    import subprocess

    code = (
        "import sys, bot.client, bot.remote;"
        "sys.exit(bool({'chromadb', 'onnxruntime', 'fastapi', 'sqlalchemy', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_commands_use_the_service_that_owns_the_index(
    tmp_path: Path,
    clausewise: Run,
    socket_enabled: None,
) -> None:
    with running(tmp_path) as served:
        place = ("--index", served.settings.index)
        asked = clausewise("ask", "How long are log files kept?", "--policy", "acme", "--json", *place)
        expected = served.service.bot.ask("How long are log files kept?", policies=["acme"])
        assert json.loads(asked.out)["citations"] == expected.model_dump(mode="json")["citations"]
        assert asked.code == 0
        found = clausewise("search", "billing records", "--k", "1", "--json", *place)
        assert "Billing records" in json.loads(found.out)[0]["text"]
        unsaid = clausewise("search", "billing records", "--practice", "do-not-track", "--json", *place)
        assert json.loads(unsaid.out) == []
        unknown = clausewise("ask", "Sold?", "--policy", "nobody", *place)
        assert (unknown.code, unknown.err.startswith("clausewise: There is no policy nobody")) == (2, True)
        questions, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        lines = [{"id": 1, "question": "Sold?", "policy": "acme"}, {"id": 2, "question": "Sold?", "policy": "nobody"}]
        questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        assert clausewise("ask", "--questions", questions, "--out", out, *place).code == 1
        answered, failed = map(json.loads, out.read_text(encoding="utf-8").splitlines())
        assert (answered["per_policy"][0]["policy"], "nobody" in failed["error"]) == ("acme", True)
        taken = clausewise("serve", "--port", str(served.settings.port), *place)
        assert taken.code == 2
        assert "CLAUSEWISE_PORT" in taken.err
        again = clausewise("ingest", tmp_path / "corpus", *place)
        assert (again.code, served.url in again.err) == (1, True)

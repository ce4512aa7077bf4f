"""The service with a language model: a real client, a real server, and OpenAI's wire format on both sides."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bot.api.service import Service
from ingest.errors import ClausewiseError, SettingsError
from tests.bot.api.running import Served, running, settings_of
from tests.bot.openai_stub import Behaviour, Exchange, Stub, failing, openai_stub
from tests.bot.scripted_model import reply
from tests.fakes import FakeEncoder

pytestmark = pytest.mark.usefixtures("socket_enabled")

QUESTION = "How long are log files kept?"
SAID = "Acme keeps log files for ninety days."
OTHER = "Acme keeps billing records for seven years."
FIRST = reply((SAID, [(1, "Log files: kept for ninety days.")]))
BOTH = reply(
    (SAID, [(1, "Log files: kept for ninety days.")]), (OTHER, [(1, "Billing records: kept for seven years.")])
)


@dataclass
class Model:
    """What the server that plays the model does next; `more` is set when it may write on after its first statement."""

    behave: Behaviour
    more: threading.Event
    stub: Stub


def in_two_parts(more: threading.Event) -> Behaviour:
    """The first statement, and the second when it is told to go on."""

    def behave(exchange: Exchange) -> None:
        exchange.begin()
        cut = BOTH.index("}, {", BOTH.index(SAID)) + 1
        exchange.say(BOTH[:cut])
        more.wait(20)
        exchange.say(BOTH[cut:])
        exchange.finish()

    return behave


@pytest.fixture(scope="module")
def model() -> Iterator[Model]:
    def as_told(exchange: Exchange) -> None:
        made.behave(exchange)

    with pytest.MonkeyPatch.context() as patch, openai_stub(as_told) as stub:
        patch.delenv("OPENAI_API_KEY", raising=False)
        made = Model(failing(500), threading.Event(), stub)
        yield made


@pytest.fixture(scope="module")
def served(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with running(
        tmp_path_factory.mktemp("with-model"), model="openai:m", model_base_url=model.stub.address, model_attempts=1
    ) as one:
        yield one


@pytest.fixture(autouse=True)
def writing(model: Model) -> None:
    model.more.clear()
    model.behave = in_two_parts(model.more)


def test_an_answers_first_statement_is_sent_before_the_model_has_finished(served: Served, model: Model) -> None:
    asked = {"question": QUESTION, "policies": ["acme"], "stream": True}
    with served.http() as http, http.stream("POST", "/v1/answers", json=asked) as response:
        events = (json.loads(line[6:]) for line in response.iter_lines() if line.startswith("data: "))
        first = next(event for event in events if event["event"] == "statement")
        assert first["statement"]["text"] == SAID
        assert not model.more.is_set()
        model.more.set()
        *_, done = events
    assert [one["text"] for one in done["answer"]["statements"]] == [SAID, OTHER]


def test_a_completions_first_statement_is_sent_before_the_model_has_finished(served: Served, model: Model) -> None:
    import openai

    with openai.OpenAI(base_url=f"{served.url}/v1", api_key="none", max_retries=0) as gpt:
        stream = gpt.chat.completions.create(
            model="clausewise/acme",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            stream_options={"include_usage": True},
        )
        told = ""
        for chunk in stream:
            told += (chunk.choices[0].delta.content or "") if chunk.choices else ""
            if SAID in told and not model.more.is_set():
                assert OTHER not in told
                model.more.set()
    assert told.startswith(f"Acme Privacy Policy: {SAID} [1][2] {OTHER} [1][3]\n\nSources:\n[1] acme#")
    assert chunk.usage is not None
    assert chunk.usage.completion_tokens > 20


def test_a_completion_is_quotes_where_the_model_fails(served: Served, model: Model) -> None:
    model.behave = failing(500)
    import openai

    with openai.OpenAI(base_url=f"{served.url}/v1", api_key="none", max_retries=0) as gpt:
        stream = gpt.chat.completions.create(
            model="clausewise", messages=[{"role": "user", "content": QUESTION}], stream=True
        )
        told = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
    assert "Acme Privacy Policy: “We keep your data as follows: Log files: kept for ninety days.” [1][2]" in told
    assert "\n\nBirch Privacy Policy: " in told
    assert told.count("Sources:") == 1


def test_what_a_model_used_is_in_the_figures(served: Served, model: Model) -> None:
    model.more.set()
    with served.http() as http:
        before = figures(http)
        http.post("/v1/answers", json={"question": QUESTION, "policies": ["acme"]}).raise_for_status()
        model.behave = failing(500)
        http.post("/v1/answers", json={"question": QUESTION, "policies": ["acme"]}).raise_for_status()
        after = figures(http)
    gained = {name: value - before.get(name, 0.0) for name, value in after.items()}
    assert gained['clausewise_model_tokens_total{direction="input"}'] >= 321
    assert gained['clausewise_model_tokens_total{direction="output"}'] >= 45
    assert gained['clausewise_model_calls_total{outcome="ok"}'] == 1
    assert gained['clausewise_model_calls_total{outcome="failed"}'] == 1


def test_a_service_whose_model_cannot_be_had_says_so_when_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    service = Service(settings_of(tmp_path, model="openai:m"), encoder=FakeEncoder())
    told: list[ClausewiseError] = []
    service.on_failure = told.append
    service.start()
    service.stop()
    [error] = told
    assert isinstance(error, SettingsError)
    assert "export OPENAI_API_KEY" in str(error)


def figures(http: httpx.Client) -> dict[str, float]:
    lines = http.get("/metrics").text.splitlines()
    told = [line.rpartition(" ") for line in lines if line.startswith("clausewise_model_")]
    return {name: float(value) for name, _, value in told}

"""Starting, hanging up, and stopping: what waits, what is let go, and what is finished first."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest

from bot.client import ApiUnavailableError
from bot.models import Done
from ingest.encoder import Encoded
from ingest.errors import IndexLockedError
from ingest.index import open_index
from ingest.lock import recorded_owner
from tests.bot.api.running import POLICIES, index_policies, running, settings_of
from tests.fakes import FakeEncoder

QUESTION = {"question": "How long are log files kept?", "policies": ["acme"]}

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]


class HeldEncoder(FakeEncoder):
    """Waits while it is held; `waiting` is set once a text has come."""

    def __init__(self) -> None:
        super().__init__(dimensions=64)
        self.free = threading.Event()
        self.waiting = threading.Event()

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        self.waiting.set()
        assert self.free.wait(timeout=30)
        return super().encode(texts)

    def hold(self) -> None:
        self.free.clear()
        self.waiting.clear()

    def hold_a_text(self, seconds: float) -> None:
        """Hold the next text that comes for so long."""
        self.hold()

        def let_go() -> None:
            self.waiting.wait(timeout=30)
            time.sleep(seconds)
            self.free.set()

        threading.Thread(target=let_go, daemon=True).start()


def until(true: Callable[[], bool], *, seconds: float = 10.0) -> bool:
    limit = time.monotonic() + seconds
    while not true():
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


def test_it_lives_at_once_and_answers_when_all_is_loaded(tmp_path: Path) -> None:
    encoder = HeldEncoder()
    with running(tmp_path, encoder=encoder, until_ready=False) as served, served.http() as http:
        assert until(lambda: http.get("/healthz").status_code == 200)
        for path in ("/readyz", "/v1/policies"):
            response = http.get(path)
            assert (response.status_code, response.json()["type"]) == (503, "urn:clausewise:problem:starting")
            assert int(response.headers["retry-after"]) >= 1
        with served.client() as client, pytest.raises(ApiUnavailableError) as told:
            client.ask("How long?")
        assert told.value.retry_after == 2
        encoder.free.set()
        assert until(lambda: http.get("/readyz").status_code == 200)


def test_the_lock_says_where_the_service_answers_and_goes_with_it(tmp_path: Path) -> None:
    with running(tmp_path) as served:
        owner = recorded_owner(served.settings.index)
        assert owner is not None
        assert owner.address == served.url
    with open_index(served.settings, owner="tests", encoder=FakeEncoder(dimensions=64)) as index:
        assert len(index.catalog.policies()) == 2


def test_an_index_that_is_taken_keeps_it_from_starting(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    index_policies(settings, tmp_path, POLICIES, encoder=FakeEncoder(dimensions=64))
    with (
        open_index(settings, owner="somebody", encoder=FakeEncoder(dimensions=64)),
        running(tmp_path, until_ready=False) as served,
    ):
        assert until(lambda: served.service.failure is not None)
        assert isinstance(served.service.failure, IndexLockedError)


def test_running_answers_are_finished_before_it_stops(tmp_path: Path) -> None:
    encoder = HeldEncoder()
    encoder.free.set()
    with running(tmp_path, encoder=encoder) as served:
        encoder.hold()
        found: list[httpx.Response] = []

        def ask() -> None:
            with served.http() as http:
                found.append(http.post("/v1/answers", json=QUESTION))

        asking = threading.Thread(target=ask)
        asking.start()
        assert encoder.waiting.wait(timeout=10)
        served.server.should_exit = True
        time.sleep(0.3)
        encoder.free.set()
        asking.join()
        assert [response.status_code for response in found] == [200]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_hanging_up_stops_the_work(tmp_path: Path, stream: bool) -> None:
    encoder = HeldEncoder()
    encoder.free.set()
    with running(tmp_path, encoder=encoder) as served:
        encoder.hold()
        with served.http() as http, pytest.raises(httpx.ReadTimeout):
            http.post("/v1/answers", json={**QUESTION, "stream": stream}, timeout=0.5)
        assert encoder.waiting.is_set()
        calls = len(encoder.calls)
        time.sleep(0.3)
        encoder.free.set()
        assert until(lambda: served.service.limiter.borrowed_tokens == 0)
        assert len(encoder.calls) == calls + 1  # what was being encoded, and no more
        with served.http() as http:
            assert http.get("/v1/audit").json()["records"] == []


def test_a_request_may_allow_less_time_than_the_service(tmp_path: Path) -> None:
    encoder = HeldEncoder()
    encoder.free.set()
    with running(tmp_path, encoder=encoder) as served, served.http() as http:
        encoder.hold_a_text(0.5)
        response = http.post("/v1/answers", json={**QUESTION, "options": {"deadline_seconds": 0.1}})
        assert (response.status_code, response.json()["type"]) == (504, "urn:clausewise:problem:deadline")
        assert "0.1 s" in response.json()["detail"]


def test_the_deadline_of_the_settings_is_told_too(tmp_path: Path) -> None:
    encoder = HeldEncoder()
    encoder.free.set()
    with running(tmp_path, encoder=encoder, deadline_seconds=0.2) as served, served.http() as http:
        encoder.hold_a_text(0.5)
        response = http.post("/v1/answers", json=QUESTION)
        assert (response.status_code, response.json()["type"]) == (504, "urn:clausewise:problem:deadline")


def test_a_silent_stream_is_kept_alive_and_tells_its_failure(tmp_path: Path) -> None:
    encoder = HeldEncoder()
    encoder.free.set()
    with running(tmp_path, encoder=encoder, ping_seconds=0.05, answer_cache=0) as served, served.http() as http:
        encoder.hold_a_text(0.5)
        whole = http.post("/v1/answers", json={**QUESTION, "stream": True}).text
        assert whole.startswith(": ping")
        assert Done.model_validate_json(whole.rpartition("data: ")[2]).answer.status in ("answered", "silent")
        encoder.hold_a_text(0.5)
        other = {"question": "How long are billing records kept?", "stream": True}
        cut = http.post("/v1/answers", json={**other, "options": {"deadline_seconds": 0.1}}).text
        assert cut.count("event: error") == 1
        assert json.loads(cut.rpartition("data: ")[2])["status"] == 504


def test_an_empty_index_says_what_is_missing_and_is_filled_over_http(tmp_path: Path) -> None:
    with running(tmp_path, {}) as served, served.client() as client:
        assert client.policies() == []
        with pytest.raises(ApiUnavailableError, match="adds policies with PUT"):
            client.ask("How long?")
        client.upload("tarn", text="1. Retention\n\nWe keep crew lists for two seasons.")
        assert [hit.policy for hit in client.search("crew lists")] == ["tarn"]


def test_an_unexpected_error_tells_nothing_of_itself(tmp_path: Path) -> None:
    class Broken(FakeEncoder):
        def encode(self, texts: Sequence[str]) -> list[Encoded]:
            if "zebra" in " ".join(texts):
                raise RuntimeError(f"{tmp_path}: {texts}")
            return super().encode(texts)

    with running(tmp_path, encoder=Broken(dimensions=64)) as served, served.http() as http:
        for body in ({"question": "Is my zebra sold?"}, {"question": "Is my zebra sold?", "stream": True}):
            response = http.post("/v1/answers", json=body)
            assert (response.status_code, response.json()["type"]) == (500, "urn:clausewise:problem:internal")
            assert str(tmp_path) not in response.text
            assert "RuntimeError" not in response.text

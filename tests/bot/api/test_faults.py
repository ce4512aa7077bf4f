"""What the service needs breaks, and comes back: errors are clear, answers stay right, nothing has to be restarted."""

from __future__ import annotations

import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import psutil
import pytest

from bot.api.access.audit import Verified, open_audit
from bot.api.access.store import open_store
from bot.api.settings import ApiSettings
from ingest.doctor import examine
from tests.bot.api.running import Served, running
from tests.small_disks import small_disk_at

QUESTION = {"question": "How long are log files kept?", "policies": ["acme"]}
PIECE = "# Tarn Privacy Policy\n\n## Retention\n\nWe keep crew lists for two seasons.\n"
UNAVAILABLE = (503, "urn:clausewise:problem:unavailable")
# More than are asked one by one: which are asked is found by vector.
MANY = {f"club-{number}.md": PIECE.replace("Tarn", f"Club{number}").replace("two", str(number)) for number in range(12)}

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("socket_enabled")]


def told(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json().get("type", "")


def until(true: Callable[[], bool], *, seconds: float = 15.0) -> bool:
    limit = time.monotonic() + seconds
    while not true():
        if time.monotonic() > limit:
            return False
        time.sleep(0.05)
    return True


def verified(settings: ApiSettings) -> Verified:
    with closing(open_store(settings.ops_file)) as store:
        return open_audit(store, settings.ops_file).verify()


@contextmanager
def chroma(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(
        [*command, "--path", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            assert until(lambda: listens(port), seconds=60)
            yield process
        finally:
            process.kill()


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_a_vector_store_that_dies_is_told_and_used_again_when_it_is_back(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    unnamed = {"query": "How long are crew lists kept?"}
    with (
        chroma(tmp_path / "chroma", port) as first,
        running(tmp_path, MANY, chroma_url=f"http://127.0.0.1:{port}") as served,
        served.http() as http,
    ):
        found = http.post("/v1/search", json=unnamed)
        assert found.status_code == 200
        first.kill()
        first.wait()
        lost = http.post("/v1/search", json=unnamed)
        assert told(lost) == UNAVAILABLE
        assert lost.headers["Retry-After"]
        assert str(port) not in lost.text
        # What needs no search over all policies goes on.
        assert http.post("/v1/answers", json={"question": "How long?", "policies": ["club-3"]}).status_code == 200
        assert http.get("/readyz").status_code == 200
        with chroma(tmp_path / "chroma", port):
            again = http.post("/v1/search", json=unnamed)
            assert again.json() == found.json()


def test_a_catalog_that_another_holds_is_read_on_and_written_when_it_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.schema.BUSY_TIMEOUT_MS", 100)
    with running(tmp_path) as served, served.http() as http:
        [catalog] = served.settings.index.glob("catalog*.db")
        before = http.post("/v1/answers", json=QUESTION).json()
        with closing(sqlite3.connect(catalog, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert told(http.put("/v1/policies/tarn", json={"text": PIECE})) == UNAVAILABLE
            answer = http.post("/v1/answers", json=QUESTION).json()
            assert answer["citations"] == before["citations"]
            other.execute("ROLLBACK")
        assert http.put("/v1/policies/tarn", json={"text": PIECE}).status_code in (200, 201)
        assert http.get("/v1/doctor").json()["sound"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_at(tmp_path / "disk", kilobytes=6144) as place:
        yield place


def test_on_a_full_disk_nothing_is_sent_unrecorded_and_all_goes_on_when_there_is_room(small_disk: Path) -> None:
    rating = {"answer_id": "a1", "rating": "down", "comment": "x" * 2_000}
    with running(small_disk) as served, served.http() as http:
        sent = [http.post("/v1/answers", json=QUESTION).json()["answer_id"]]
        filler = small_disk / "filler"
        fill(filler)
        refused = [told(http.post("/v1/answers", json=QUESTION)) for _ in range(20)]
        assert UNAVAILABLE in refused
        assert {status for status, _ in refused} <= {200, 503}
        for response in (
            http.post("/v1/feedback", json=rating),
            http.put("/v1/policies/tarn", json={"text": PIECE + "More of it. " * 20_000}),
        ):
            assert told(response) == UNAVAILABLE
            assert str(small_disk) not in response.text
        assert not (served.settings.index / "uploads" / "tarn").exists()
        assert http.get("/healthz").status_code == http.get("/readyz").status_code == 200
        filler.unlink()
        sent.append(http.post("/v1/answers", json=QUESTION).json()["answer_id"])
        assert http.post("/v1/feedback", json=rating).status_code == 201
        assert http.put("/v1/policies/tarn", json={"text": PIECE}).status_code in (200, 201)
        records = http.get("/v1/audit", params={"limit": 1000}).json()["records"]
        assert set(sent) <= {one["record"]["answer_id"] for one in records}
    assert verified(served.settings).faults == ()
    assert [one for one in examine(served.settings).findings if one.wrong] == []


def fill(file: Path) -> None:
    with file.open("wb", buffering=0) as sink:
        for size in (65_536, 512):
            try:
                while sink.write(b"\0" * size):
                    pass
            except OSError:
                continue


def test_a_client_that_does_not_read_is_let_go_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    with running(tmp_path, concurrency=1, body_seconds=1.0) as served:
        stored_text(served, "We keep this for a year. " * 1_000_000)  # more than all buffers on the way hold
        with closing(socket.socket()) as lazy, served.http() as http:
            lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            lazy.connect(("127.0.0.1", served.settings.port))
            lazy.sendall(b"GET /v1/policies/birch/text HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert until(lambda: figure(http, "clausewise_requests_running") == 1)
            began = time.monotonic()
            assert http.post("/v1/answers", json=QUESTION).status_code == 200  # waits for the one place
            assert time.monotonic() - began < 5
            assert http.get("/healthz").status_code == 200


def stored_text(served: Served, text: str) -> None:
    """Put a long text behind Birch's, past outline and passages, which would take minutes."""
    [catalog] = served.settings.index.glob("catalog*.db")
    with closing(sqlite3.connect(catalog)) as connection:
        assert connection.execute("UPDATE version SET text = text || ? WHERE policy = 'birch'", [text]).rowcount
        connection.commit()


def figure(http: httpx.Client, name: str) -> float:
    lines = http.get("/metrics").text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


@pytest.mark.parametrize("times", [100, pytest.param(1_000, marks=pytest.mark.soak)])
def test_connections_dropped_in_mid_stream_leave_nothing_behind(tmp_path: Path, times: int) -> None:
    with running(tmp_path) as served, served.http() as http:
        drop(served, 20)
        quiet(served, http)
        process = psutil.Process()
        threads, files = threading.active_count(), process.num_fds()
        drop(served, times)
        assert quiet(served, http)
        assert threading.active_count() <= threads + served.settings.concurrency  # idle workers, one a place at most
        assert until(lambda: process.num_fds() <= files + 8)  # idle connections to the catalog
        assert http.post("/v1/answers", json=QUESTION).status_code == 200
        served.stop()
        assert verified(served.settings).faults == ()


def drop(served: Served, times: int) -> None:
    """Ask for streams, several at once, and hang up at their first bytes, at their head, or before."""
    body = b'{"question": "How long are log files kept?", "policies": ["acme"], "stream": true}'
    head = b"POST /v1/answers HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    request = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    for number in range(0, times, 10):
        several = [socket.create_connection(("127.0.0.1", served.settings.port), timeout=20) for _ in range(10)]
        for one in several:
            one.sendall(request)
        for at, one in enumerate(several):
            if at % 3:
                one.recv(16 if at % 3 == 1 else 400)
            if (number + at) % 2:  # a reset instead of an end
                one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            one.close()


def quiet(served: Served, http: httpx.Client) -> bool:
    """Whether nothing runs, waits or is held any more."""
    return until(
        lambda: (
            served.service.limiter.borrowed_tokens == 0
            and figure(http, "clausewise_requests_running") == 0
            and figure(http, "clausewise_queue_length") == 0
        )
    )

"""Rates that several processes share, over a real Redis: what one counts the other knows, and what holds without it."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.api.access.errors import RateStorageError
from bot.api.access.limits import Rates
from bot.api.access.settings import AccessSettings
from ingest.settings import load
from tests.bot.api.access.serving import QUESTION, guarded

pytestmark = [
    pytest.mark.slow,
    pytest.mark.usefixtures("socket_enabled"),
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs Redis (Debian's package redis-server)"),
]


@dataclass
class Redis:
    folder: Path
    port: int
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def settings(self) -> AccessSettings:
        return load(AccessSettings, rate_storage=f"redis://127.0.0.1:{self.port}", rate_per_key="3/minute")

    def start(self) -> None:
        command = [
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--save",
            "",
            "--dir",
            str(self.folder),
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            assert time.monotonic() < until, "Redis does not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        made = Redis(tmp_path, free.getsockname()[1])
    made.start()
    yield made
    made.stop()


def test_what_another_process_counted_counts_here(redis: Redis) -> None:
    code = (
        "import sys; from bot.api.access.limits import Rates; from bot.api.access.settings import AccessSettings;"
        "from ingest.settings import load; rates = Rates(load(AccessSettings, rate_storage=sys.argv[1],"
        "rate_per_key='3/minute')); print([rates.key_used('ann') for _ in range(2)])"
    )
    address = redis.settings.rate_storage
    other = subprocess.run([sys.executable, "-c", code, address], capture_output=True, text=True, check=True)
    assert other.stdout == "[None, None]\n"
    here = Rates(redis.settings)
    assert here.key_used("ann") is None
    assert here.key_used("ann") is not None
    assert here.key_used("ben") is None


def test_one_that_hangs_holds_nobody_up_for_long(redis: Redis) -> None:
    rates = Rates(redis.settings)
    assert rates.key_used("ann") is None
    redis.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(RateStorageError):
        rates.key_used("ann")
    assert time.monotonic() - began < 10
    redis.process.send_signal(signal.SIGCONT)
    assert rates.key_used("ann") is None


def test_without_it_nobody_is_let_in_and_with_it_again_all_goes_on(redis: Redis, tmp_path: Path) -> None:
    """It fails closed: who could stop the counting could otherwise guess keys without end."""
    with (
        guarded(tmp_path / "served", rate_storage=redis.settings.rate_storage) as one,
        one.client(one.agent) as agent,
    ):
        assert agent.get("/v1/policies").status_code == 200
        redis.stop()
        began = time.monotonic()
        refused = agent.post("/v1/answers", json={"question": QUESTION})
        assert time.monotonic() - began < 10
        assert (refused.status_code, refused.json()["type"]) == (503, "urn:clausewise:problem:unavailable")
        assert "store of rates" in refused.json()["detail"]
        assert refused.headers["Retry-After"]
        assert agent.get("/healthz").status_code == agent.get("/readyz").status_code == 200
        redis.start()
        assert agent.post("/v1/answers", json={"question": QUESTION}).status_code == 200

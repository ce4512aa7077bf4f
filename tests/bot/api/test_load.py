"""Load on `clausewise serve`: memory stays, what is too much is shed, health checks stay green, and all is well after.

SOAK_SECONDS says how long memory is watched. `pytest --log-cli-level=INFO` shows the figures.
"""

from __future__ import annotations

import asyncio
import logging
import os
import statistics
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from pytest_socket import enable_socket

from bench.bench import CHECKOUT
from bench.load import HELD, Load, body, load, questions, serving
from tests.bot.api.serving_process import clausewise
from tests.bot.api.test_processes import recorded

SECONDS = float(os.environ.get("SOAK_SECONDS", "600"))
GROWTH = 1.05
logger = logging.getLogger(__name__)

pytestmark = [pytest.mark.soak, pytest.mark.model, pytest.mark.usefixtures("socket_enabled")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("load") / "index"
    assert clausewise("ingest", str(CHECKOUT / "corpus"), "--index", str(index)).returncode == 0
    return index


@pytest.fixture(scope="module")
def service(index: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Fewer answers are kept than there are questions: some are found again, most are made."""
    enable_socket()
    with serving(index, environment={"CLAUSEWISE_ANSWER_CACHE": "100"}) as (process, port):
        yield port, psutil.Process(process.pid)


def asked(service: tuple[int, psutil.Process], *, connections: int, seconds: float) -> Load:
    port, server = service
    bodies = [body(one) for one in questions(CHECKOUT / "corpus")]
    return asyncio.run(load(port, bodies, connections=connections, server=server, seconds=seconds))


def test_memory_stays_while_it_answers(service: tuple[int, psutil.Process]) -> None:
    asked(service, connections=16, seconds=min(60.0, SECONDS / 4))  # all that is kept is there
    result = asked(service, connections=16, seconds=SECONDS)
    logger.info("%s", result.told())
    assert set(result.statuses) == {200}
    assert result.unhealthy == 0
    tenth = max(1, len(result.memory_mb) // 10)
    first, last = statistics.median(result.memory_mb[:tenth]), statistics.median(result.memory_mb[-tenth:])
    assert last < GROWTH * first, f"{first:.0f} MB became {last:.0f} MB"


def test_what_is_too_much_is_shed_and_all_is_well_after(service: tuple[int, psutil.Process], index: Path) -> None:
    much = asked(service, connections=10 * HELD, seconds=min(60.0, SECONDS))
    logger.info("%s", much.told())
    assert set(much.statuses) == {200, 429}
    assert much.without_retry_after == 0
    assert much.unhealthy == 0
    assert statistics.median(much.refusals) < statistics.median(much.latencies)
    after = asked(service, connections=16, seconds=min(20.0, SECONDS))
    logger.info("%s", after.told())
    assert set(after.statuses) == {200}
    assert after.unhealthy == 0
    assert len(recorded(index)) >= much.statuses[200] + after.statuses[200]

"""One running service a module, over two small policies."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from bot.client import Client
from tests.bot.api.running import Served, running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with running(tmp_path_factory.mktemp("service")) as one:
        yield one


@pytest.fixture
def http(served: Served, socket_enabled: None) -> Iterator[httpx.Client]:
    with served.http() as client:
        yield client


@pytest.fixture
def client(served: Served, socket_enabled: None) -> Iterator[Client]:
    with served.client() as one:
        yield one

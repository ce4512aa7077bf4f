"""A file of keys, feedback and audit a test; a running service a module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.api.access.store import OpsStore, open_store
from tests.bot.api.access.serving import Guarded, guarded


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OpsStore]:
    opened = open_store(tmp_path / "ops.db")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    """One that needs keys, with a key of each role."""
    with guarded(tmp_path_factory.mktemp("service")) as one:
        yield one

"""A running service over a small index, with the fake encoder and real sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from pytest_socket import enable_socket

from bot.api.access.keys import Keys
from bot.api.access.roles import Role
from bot.api.access.store import open_store
from bot.api.app import create_app
from bot.api.settings import ApiSettings, load_api_settings
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.bot.small_policies import RETENTION
from tests.fakes import FakeEncoder, parse_here

QUESTION = "How long are billing records kept?"
_DIMENSIONS = 64


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_by(self, **time: float) -> None:
        self.time += timedelta(**time)


@dataclass(frozen=True)
class Serving:
    url: str
    settings: ApiSettings
    server: uvicorn.Server

    def client(self, key: str | None = None, **headers: str) -> httpx.Client:
        known = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers={**known, **headers}, timeout=20, trust_env=False)


def settings_in(folder: Path, **overrides: Any) -> ApiSettings:
    return load_api_settings(index=folder / "index", embeddings="fake", **overrides)


def made_key(settings: ApiSettings, role: Role = Role.AGENT, *, days: int | None = None) -> str:
    store = open_store(settings.ops_file)
    try:
        return Keys(store).create(name=f"a test's {role}", role=role, days=days)
    finally:
        store.close()


@cache
def _template() -> TemporaryDirectory[str]:
    """An index with one policy, "acme": made once, as that takes seconds, and gone with the process."""
    folder = TemporaryDirectory(prefix="clausewise-tests-")
    corpus = Path(folder.name) / "corpus"
    corpus.mkdir()
    (corpus / "acme.md").write_text(RETENTION, encoding="utf-8")
    encoder = FakeEncoder(dimensions=_DIMENSIONS)
    with open_index(settings_in(Path(folder.name)), owner="tests", create=True, encoder=encoder) as index:
        ingest([corpus], index=index, parse=parse_here)
    return folder


def indexed(folder: Path, **overrides: Any) -> ApiSettings:
    """Settings of an index with one policy, "acme"."""
    copytree(_template().name, folder, dirs_exist_ok=True)
    return settings_in(folder, **overrides)


@contextmanager
def serving(settings: ApiSettings, *, prepare: Callable[[FastAPI], None] = lambda _: None) -> Iterator[Serving]:
    """The service on a free port of this machine, ready; its app `prepare`d before it starts."""
    enable_socket()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        bound = settings.model_copy(update={"port": listening.getsockname()[1]})
        app = create_app(bound, encoder=FakeEncoder(dimensions=_DIMENSIONS))
        prepare(app)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        found = Serving(f"http://127.0.0.1:{bound.port}", bound, server)
        try:
            _wait_until_ready(found)
            yield found
        finally:
            server.should_exit = True
            thread.join(timeout=30)


@dataclass(frozen=True)
class Guarded(Serving):
    agent: str = ""
    admin: str = ""


@contextmanager
def guarded(folder: Path, **overrides: Any) -> Iterator[Guarded]:
    """A service that has keys."""
    settings = indexed(folder, **overrides)
    agent, admin = made_key(settings), made_key(settings, Role.ADMIN)
    with serving(settings) as one:
        yield Guarded(one.url, one.settings, one.server, agent, admin)


def _wait_until_ready(found: Serving) -> None:
    until = time.monotonic() + 30
    with found.client() as client:
        while time.monotonic() < until:
            try:
                if client.get("/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.02)
    raise TimeoutError("the service does not become ready")

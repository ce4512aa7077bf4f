"""A running service over a small index, with the fake encoder and real sockets."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn

from bot.api.access.keys import Keys
from bot.api.access.roles import Role
from bot.api.access.store import open_store
from bot.api.app import create_app
from bot.api.settings import ApiSettings, load_api_settings
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.bot.small_policies import RETENTION
from tests.fakes import FakeEncoder

QUESTION = "How long are billing records kept?"
_DIMENSIONS = 64


@dataclass(frozen=True)
class Serving:
    url: str
    settings: ApiSettings
    server: uvicorn.Server

    def client(self, key: str | None = None, **headers: str) -> httpx.Client:
        known = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.url, headers={**known, **headers}, timeout=20, trust_env=False)


def settings_in(folder: Path, **overrides: object) -> ApiSettings:
    return load_api_settings(index=folder / "index", embeddings="fake", **overrides)


def made_key(settings: ApiSettings, role: Role = Role.AGENT, *, days: int | None = None) -> str:
    store = open_store(settings.ops_file)
    try:
        return Keys(store).create(name=f"a test's {role}", role=role, days=days)
    finally:
        store.close()


def indexed(folder: Path, **overrides: object) -> ApiSettings:
    """Settings of an index with one policy, "acme"."""
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "acme.md").write_text(RETENTION, encoding="utf-8")
    settings = settings_in(folder, **overrides)
    encoder = FakeEncoder(dimensions=_DIMENSIONS)
    with open_index(settings, owner="tests", create=True, encoder=encoder) as index:
        ingest([corpus], index=index)
    return settings


@contextmanager
def serving(settings: ApiSettings) -> Iterator[Serving]:
    """The service on a free port of this machine, ready."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        bound = settings.model_copy(update={"port": listening.getsockname()[1]})
        app = create_app(bound, encoder=FakeEncoder(dimensions=_DIMENSIONS))
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



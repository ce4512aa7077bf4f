"""A real server in this process: uvicorn on a free port, the real app, small policies, the fake encoder."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from fastapi import FastAPI
from pytest_socket import enable_socket

from bot.api.app import create_app
from bot.api.service import Service
from bot.api.settings import ApiSettings, load_api_settings
from bot.client import Client
from ingest.encoder import Encoder
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.fakes import FakeEncoder, parse_here

ACME = """# Acme Privacy Policy

Effective date: January 1, 2025

## Retention

We keep your data as follows:

- Billing records: kept for seven years.
- Marketing data: kept until you withdraw consent.
- Log files: kept for ninety days.

## Sale

We never sell your personal information. We do not rent it either.
"""
BIRCH = """# Birch Privacy Policy

## Cookies

We use cookies for signing in.

## Contact

Write to privacy@birch.example with any question.
"""
POLICIES = {"acme.md": ACME, "birch.md": BIRCH}


@dataclass(frozen=True)
class Served:
    """A running service. `stop` asks it to end and waits until it did."""

    url: str
    settings: ApiSettings
    app: FastAPI
    server: uvicorn.Server
    thread: threading.Thread

    @property
    def service(self) -> Service:
        service: Service = self.app.state.service
        return service

    def http(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False, **options)  # type: ignore[arg-type]

    def client(self) -> Client:
        return Client(self.url, seconds=30)

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()


def settings_of(folder: Path, **overrides: object) -> ApiSettings:
    return load_api_settings(index=folder / "index", embeddings="fake", log_level="ERROR", **overrides)


def index_policies(settings: ApiSettings, folder: Path, texts: Mapping[str, str], *, encoder: Encoder) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / name).write_text(text, encoding="utf-8")
    with open_index(settings, owner="tests", create=True, encoder=encoder) as index:
        ingest([corpus], index=index, parse=parse_here)


@contextmanager
def running(
    folder: Path,
    texts: Mapping[str, str] = POLICIES,
    *,
    encoder: Encoder | None = None,
    until_ready: bool = True,
    **overrides: object,
) -> Iterator[Served]:
    """A service over an index of these texts, by file name."""
    encoder = encoder or FakeEncoder(dimensions=64)
    settings = settings_of(folder, **overrides)
    if texts and not settings.index.exists():
        index_policies(settings, folder, texts, encoder=FakeEncoder(dimensions=64))
    enable_socket()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = settings.model_copy(update={"port": listening.getsockname()[1]})
        app = create_app(settings, encoder=encoder)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=10))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        served = Served(settings.address, settings, app, server, thread)
        try:
            if until_ready:
                with served.client() as client:
                    assert client.ready(seconds=60)
            yield served
        finally:
            served.stop()

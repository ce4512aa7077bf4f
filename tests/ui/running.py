"""The service and the page as processes of their own, and a real Chromium, which the system must have."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright

_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REQUIRED = "CLAUSEWISE_REQUIRE_CHROMIUM"
_PATIENCE = 60.0
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "CLAUSEWISE_MODELS", "XDG_CACHE_HOME")


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def require_chromium() -> None:
    """Skips the test where there is no Chromium, and fails it instead where CI says that there must be one."""
    if chromium() is not None:
        return
    if REQUIRED in os.environ:
        pytest.fail("there is no Chromium on this machine; install the system's package chromium")
    pytest.skip("needs Chromium, which the system has as the package chromium")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


def environment(**more: str) -> dict[str, str]:
    """That of a process of ours: none of the operator's settings."""
    return {**{name: os.environ[name] for name in _KEPT if name in os.environ}, **more}


def clausewise(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "bot.cli", *arguments]


@dataclass
class Program:
    """One of our programs, listening at `port`; it can be killed and started again there."""

    arguments: tuple[str, ...]
    health: str
    log: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                clausewise(*self.arguments, "--port", str(self.port)),
                env=environment(**self.settings),
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[2],
            )
        until = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")[-2_000:]
            assert time.monotonic() < until, "it does not answer"
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}{self.health}", timeout=2, trust_env=False).is_success
        except httpx.HTTPError:
            return False


@contextmanager
def service(folder: Path, *, index: Path, **settings: str) -> Iterator[Program]:
    program = Program(("serve", "--index", str(index)), "/readyz", folder / "service.log", settings)
    program.start()
    try:
        yield program
    finally:
        program.kill()


@contextmanager
def page(folder: Path, *, api: str, **settings: str) -> Iterator[Program]:
    program = Program(("ui", "--api", api), "/_stcore/health", folder / "page.log", settings)
    program.start()
    try:
        yield program
    finally:
        program.kill()


def index_samples(index: Path) -> None:
    subprocess.run(
        clausewise("ingest", "--samples", "--index", str(index)), env=environment(), check=True, capture_output=True
    )


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=list(_ARGUMENTS))
        try:
            yield launched
        finally:
            launched.close()

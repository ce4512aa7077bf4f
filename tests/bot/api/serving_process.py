"""`clausewise serve` as a process of its own, over two small policies, and programs that ask it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.client import Client
from tests.bot.api.running import POLICIES

QUESTIONS = (
    "How long are billing records kept?",
    "How long are log files kept?",
    "Do you sell my data?",
    "Do you use cookies?",
    "Who can I write to?",
    "What is your fax number?",
)
_START_SECONDS = 60


def clausewise(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def ingested(folder: Path) -> Path:
    """An index of the small policies, with the real embedding model."""
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir()
    for name, text in POLICIES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    ran = clausewise("ingest", str(corpus), "--index", str(index))
    assert ran.returncode == 0, ran.stderr
    return index


@contextmanager
def served(index: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The ready service and its address; killed at the end where it still runs. Its log is `serve.log` beside it."""
    log = index.parent / "serve.log"
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve", "--port", "0", "--index", str(index)]
    with log.open("wb") as sink:
        process = subprocess.Popen(command, stderr=sink, env={**os.environ, **environment})
        try:
            yield process, _ready(process, log)
        finally:
            process.kill()
            process.wait()


def _ready(process: subprocess.Popen[bytes], log: Path) -> str:
    waiting = threading.Event()
    for _ in range(_START_SECONDS * 20):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        _, found, rest = log.read_text(encoding="utf-8").partition("listens at ")
        if found and ";" in rest:
            url = rest.partition(";")[0]
            with Client(url, seconds=10) as client:
                assert client.ready(seconds=_START_SECONDS)
            return url
        waiting.wait(0.05)
    raise TimeoutError("the service did not start")


@dataclass
class Askers:
    """Programs that ask until the service is gone: what they were answered, and statuses that are none of 200.

    What is sent over a connection in the moment in which it is closed has no answer, and is asked again.
    """

    url: str
    number: int = 8
    answered: list[str] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def __enter__(self) -> Askers:
        self._threads = [threading.Thread(target=self._ask, args=(at,)) for at in range(self.number)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for thread in self._threads:
            thread.join()

    def _ask(self, at: int) -> None:
        with httpx.Client(base_url=self.url, timeout=30, trust_env=False) as http, suppress(httpx.ConnectError):
            while True:
                at += 1
                try:
                    response = http.post("/v1/answers", json={"question": f"{QUESTIONS[at % len(QUESTIONS)]} {at}"})
                except (httpx.ReadError, httpx.RemoteProtocolError, httpx.WriteError):
                    continue
                if response.status_code == httpx.codes.OK:
                    self.answered.append(response.json()["answer_id"])
                else:
                    self.refused.append(response.status_code)

"""What the service stands: questions answered a second, and how long they take, over HTTP on this machine.

usage: python -m bench.load [FOLDER] [--seconds S] [--connections N] [--setting NAME=VALUE]... [--stock] [--json]

FOLDER is as in `bench.bench`; it is ingested into a temporary index, and a service is started over it. The questions
are those of the gold file (evals/gold/real.yaml, or sample.yaml for the policies that come along); each connection asks
the next as soon as it has its answer. First every question is asked once (`warm`: nothing is remembered yet); then, for
S seconds each, `answers`, `overload` from ten times as many connections as the service holds requests (those that run
and those that wait), and `recovered`. With --stock the same is asked of LangChain's usual pipeline (`bench.stock`),
which only retrieves, in the same run.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bench.bench import CHECKOUT, default_folder, percentile

GOLD = CHECKOUT / "evals" / "gold"
HELD = 96  # requests that the service holds by default: those that run, and those that wait
START_SECONDS = 120.0
REQUEST_SECONDS = 60.0


@dataclass(slots=True)
class Load:
    """What a phase came to. Latencies are those of answers, in milliseconds."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    without_retry_after: int = 0
    health: list[float] = field(default_factory=list)
    unhealthy: int = 0
    memory_mb: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0

    def told(self) -> dict[str, Any]:
        figures: dict[str, Any] = {
            "answers_per_s": round(self.statuses[200] / self.seconds, 1),
            "statuses": {str(status): number for status, number in sorted(self.statuses.items())},
            "memory_mb": [round(min(self.memory_mb)), round(max(self.memory_mb))] if self.memory_mb else [],
            "unhealthy": self.unhealthy,
            "cpu_ms_per_request": round(self.cpu_seconds * 1_000 / max(1, self.statuses.total()), 2),
            "cpu_share": round(self.cpu_seconds / self.seconds, 2),
        }
        for name, values in (("answer", self.latencies), ("refusal", self.refusals), ("health", self.health)):
            if len(values) > 1:
                figures |= {f"{name}_p{percent}_ms": percentile(values, percent) for percent in (50, 95, 99)}
        if self.refusals:
            figures["without_retry_after"] = self.without_retry_after
        return figures


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the service under load.")
    parser.add_argument("folder", nargs="?", type=Path, default=default_folder())
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--setting", action="append", default=[], metavar="NAME=VALUE", help="CLAUSEWISE_NAME=VALUE")
    parser.add_argument("--stock", action="store_true", help="ask the usual pipeline of LangChain too")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    environment = {f"CLAUSEWISE_{name}": value for name, _, value in (one.partition("=") for one in options.setting)}
    figures = measure(
        options.folder.resolve(),
        seconds=options.seconds,
        connections=options.connections,
        environment=environment,
        stock=options.stock,
    )
    print(json.dumps(figures, indent=None if options.json else 2))


def measure(
    folder: Path, *, seconds: float, connections: int, environment: dict[str, str], stock: bool
) -> dict[str, Any]:
    asked = questions(folder)
    figures: dict[str, Any] = {"questions": len(asked), "connections": connections}
    with tempfile.TemporaryDirectory() as work:
        index = Path(work, "index")
        subprocess.run([*clausewise("ingest"), str(folder), "--index", str(index)], check=True, capture_output=True)
        with serving(index, environment=environment) as (process, port):
            server = psutil.Process(process.pid)
            bodies = [body(one) for one in asked]

            def phase(connections: int, **options: Any) -> dict[str, Any]:
                return asyncio.run(load(port, bodies, connections=connections, server=server, **options)).told()

            figures["warm"] = phase(connections, requests=len(bodies))
            figures["answers"] = phase(connections, seconds=seconds)
            figures["overload"] = phase(10 * HELD, seconds=seconds)
            figures["recovered"] = phase(connections, seconds=seconds)
        if stock:
            with stock_serving(folder, Path(work, "chroma")) as (process, port):
                server = psutil.Process(process.pid)
                bodies = [body({"question": one["question"], "policies": one.get("policies", [])}) for one in asked]
                phase(connections, requests=len(bodies))
                figures["stock"] = phase(connections, seconds=seconds)
    return figures


def questions(folder: Path) -> list[dict[str, Any]]:
    """The gold questions over these policies, as requests."""
    from evals.goldset import load_gold

    name = "sample.yaml" if folder == CHECKOUT / "corpus" else "real.yaml"
    os.environ.setdefault("CLAUSEWISE_REAL_CORPUS", str(folder))
    return [
        {
            "question": one.question,
            "policies": list(one.policies),
            "history": [{"role": turn.role, "content": turn.content} for turn in one.history],
            **({"as_of": one.as_of.isoformat()} if one.as_of else {}),
        }
        for one in load_gold(GOLD / name).questions
    ]


def clausewise(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from bot.cli import main; main()", *arguments]


@contextmanager
def serving(
    index: Path, *, environment: dict[str, str] | None = None, port: int = 0
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`clausewise serve` on a free port, ready; told to stop at the end."""
    command = clausewise("serve", "--index", str(index), "--port", str(port))
    log = index.parent / "serve.log"
    with log.open("w", encoding="utf-8") as sink:
        process = subprocess.Popen(
            command, cwd=CHECKOUT, env={**os.environ, **(environment or {})}, stderr=sink, text=True
        )
        try:
            yield process, _ready(process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


@contextmanager
def stock_serving(folder: Path, store: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    log = store.parent / "stock.log"
    with log.open("w", encoding="utf-8") as sink:
        command = [sys.executable, "-m", "bench.stock", str(folder), str(store)]
        process = subprocess.Popen(command, cwd=CHECKOUT, stderr=sink, text=True)
        try:
            yield process, _ready(process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _ready(process: subprocess.Popen[str], log: Path) -> int:
    """The port that the process says in its log, once it is ready."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        _, found, rest = log.read_text(encoding="utf-8").partition("http://127.0.0.1:")
        port = rest.partition(";")[0].split("\n")[0].split()[0] if found else ""
        if port.isdigit() and asyncio.run(_status(int(port), "/readyz")) == 200:
            return int(port)
        time.sleep(0.2)
    raise RuntimeError(f"the service did not start:\n{log.read_text(encoding='utf-8')}")


def body(request: dict[str, Any], *, path: str = "/v1/answers") -> bytes:
    """A whole request, as it goes over the wire."""
    content = json.dumps(request).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


async def load(
    port: int,
    bodies: Sequence[bytes],
    *,
    connections: int,
    server: psutil.Process,
    seconds: float = 3600.0,
    requests: int | None = None,
) -> Load:
    """Ask for so many seconds, or until so many requests are answered."""
    result = Load()
    started, used = time.perf_counter(), _cpu_seconds(server)
    until = started + seconds
    following = iter(itertools.islice(itertools.cycle(bodies), requests))
    watching = asyncio.create_task(_watch(port, result, server))
    await asyncio.gather(*(_ask(port, following, until, result) for _ in range(connections)))
    result.seconds, result.cpu_seconds = time.perf_counter() - started, _cpu_seconds(server) - used
    watching.cancel()
    return result


async def _ask(port: int, following: Iterator[bytes], until: float, result: Load) -> None:
    """One connection; where it is refused it waits as long as it is told, but no longer than the phase. The server may
    have hung up in the meantime: it keeps no idle connection for long."""
    connection = await asyncio.open_connection("127.0.0.1", port)
    try:
        while (began := time.perf_counter()) < until and (request := next(following, None)) is not None:
            async with asyncio.timeout(REQUEST_SECONDS):
                try:
                    status, head = await _exchange(connection, request)
                except (ConnectionError, asyncio.IncompleteReadError):
                    connection[1].close()
                    connection = await asyncio.open_connection("127.0.0.1", port)
                    status, head = await _exchange(connection, request)
            took = (time.perf_counter() - began) * 1_000
            result.statuses[status] += 1
            if status == 200:
                result.latencies.append(took)
            elif status == 429:
                result.refusals.append(took)
                wait = head.get("retry-after", "")
                result.without_retry_after += not wait.isdigit()
                await asyncio.sleep(min(float(wait or 1), max(0.0, until - time.perf_counter())))
    finally:
        connection[1].close()


async def _watch(port: int, result: Load, server: psutil.Process) -> None:
    """Health checks and memory, twice a second, as a supervisor would see them."""
    while True:
        began = time.perf_counter()
        healthy = [await _status(port, path) == 200 for path in ("/healthz", "/readyz")]
        result.health.append((time.perf_counter() - began) * 1_000 / 2)
        result.unhealthy += healthy.count(False)
        result.memory_mb.append(server.memory_info().rss / 1e6)
        await asyncio.sleep(0.5)


def _cpu_seconds(server: psutil.Process) -> float:
    times = server.cpu_times()
    return float(times.user + times.system)


async def _status(port: int, path: str) -> int:
    """0 where nobody listens."""
    try:
        connection = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return 0
    try:
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        async with asyncio.timeout(REQUEST_SECONDS):
            return (await _exchange(connection, request.encode()))[0]
    finally:
        connection[1].close()


async def _exchange(
    connection: tuple[asyncio.StreamReader, asyncio.StreamWriter], request: bytes
) -> tuple[int, dict[str, str]]:
    """The status and the headers of a response whose body has a length; the body is read and dropped."""
    reader, writer = connection
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    await reader.readexactly(int(headers.get("content-length", "0")))
    return int(head[0].split()[1]), headers


if __name__ == "__main__":
    main()

"""Parsing files in processes of their own, as many as there are processors, so that a file can be stopped.

A file that takes too long, or that stops its process, is told as one that cannot be read; the others go on in a new
process.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import IO

from ingest.embeddings import usable_processors
from ingest.errors import SourceError, UnreadableFileError
from ingest.parsing import Parse, ParsedPolicy, parse_policy


class Parsers:
    """`at_once`: how many files are worth handing over before the first result is waited for."""

    def __init__(self, parse: Parse, *, processes: int, seconds: float) -> None:
        """Any other `parse` than `parse_policy` works here, and without the limit of `seconds` a file."""
        self._parse = parse
        self._threads = ThreadPoolExecutor(processes)
        self._workers = [_Worker(seconds) for _ in range(processes)]
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self.at_once = 2 * processes

    def submit(self, name: str, data: bytes) -> Future[ParsedPolicy]:
        """The result raises SourceError for a file that cannot be read as a policy."""
        if self._parse is parse_policy:
            return self._threads.submit(self._parse_apart, name, data)
        done: Future[ParsedPolicy] = Future()
        try:
            done.set_result(self._parse(name, data))
        except SourceError as exc:
            done.set_exception(exc)
        return done

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()

    def _parse_apart(self, name: str, data: bytes) -> ParsedPolicy:
        worker = self._idle.get()
        try:
            return worker.parse(name, data)
        finally:
            self._idle.put(worker)


@contextmanager
def parsers(parse: Parse, *, seconds: float) -> Iterator[Parsers]:
    opened = Parsers(parse, processes=usable_processors(), seconds=seconds)
    try:
        yield opened
    finally:
        opened.close()


class _Worker:
    """One process, started when it is first needed and again when it has stopped."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, name: str, data: bytes) -> ParsedPolicy:
        process = self._process = self._process or _start()
        too_long = threading.Event()

        def stop() -> None:
            too_long.set()
            _kill(process)

        timer = threading.Timer(self._seconds, stop)
        try:
            timer.start()
            answer = _ask(process, name, data)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as exc:
            code = process.wait()
            self.close()
            if too_long.is_set():
                raise UnreadableFileError(
                    f"{name}: reading it took longer than {self._seconds:g} seconds; split it, save it in a simpler"
                    " format, or raise CLAUSEWISE_PARSE_SECONDS"
                ) from exc
            raise UnreadableFileError(
                f"{name}: stopped the process that read it (exit code {code}); leave it out, and report it as a fault"
                " of ours"
            ) from exc
        finally:
            timer.cancel()
        if isinstance(answer, SourceError):
            raise answer
        return answer

    def close(self) -> None:
        if self._process is None:
            return
        for pipe in _pipes(self._process):
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        self._process.wait()
        self._process = None


def _start() -> subprocess.Popen[bytes]:
    """A process that is ready to parse, in a group with the programs that it starts itself."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", "ingest.parse_worker"]
    process = subprocess.Popen(  # noqa: S603 - our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        process_group=0 if hasattr(os, "killpg") else None,
    )
    _pipes(process)[1].readline()
    return process


def _ask(process: subprocess.Popen[bytes], name: str, data: bytes) -> ParsedPolicy | SourceError:
    asked, answers = _pipes(process)
    pickle.dump((name, data), asked, protocol=pickle.HIGHEST_PROTOCOL)
    asked.flush()
    answer: ParsedPolicy | SourceError = pickle.load(answers)  # noqa: S301 - from our own process
    return answer


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process was started without pipes")
    return process.stdin, process.stdout


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()

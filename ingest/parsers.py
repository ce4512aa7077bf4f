"""Parsing many files at once: the first here, more of them in as many processes as there are processors.

A file that stops its process is told as one that cannot be read; the others go on in a new one.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from ingest.embeddings import usable_processors
from ingest.errors import SourceError, UnreadableFileError
from ingest.parsing import Parse, ParsedPolicy, parse_policy

_WORTH_A_PROCESS = 32


class Parsers:
    """`at_once`: how many files are worth handing over before the first result is waited for."""

    def __init__(self, parse: Parse, *, processes: int, here: int = _WORTH_A_PROCESS) -> None:
        """`here`: how many files are parsed in this process, before it is worth starting others."""
        self._parse = parse
        self._here = here if processes > 1 and parse is parse_policy else None
        self._threads = ThreadPoolExecutor(processes)
        self._workers = [_Worker() for _ in range(processes)]
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self.at_once = 2 * processes

    def submit(self, name: str, data: bytes) -> Future[ParsedPolicy]:
        """The result raises SourceError for a file that cannot be read as a policy."""
        if self._here == 0:
            return self._threads.submit(self._parse_apart, name, data)
        if self._here is not None:
            self._here -= 1
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
def parsers(parse: Parse) -> Iterator[Parsers]:
    opened = Parsers(parse, processes=usable_processors())
    try:
        yield opened
    finally:
        opened.close()


class _Worker:
    """One process, started when it is first needed and again when it has stopped."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def parse(self, name: str, data: bytes) -> ParsedPolicy:
        if self._process is None:
            self._process = _start()
        asked, answers = self._process.stdin, self._process.stdout
        if asked is None or answers is None:
            raise RuntimeError("the process was started without pipes")
        try:
            pickle.dump((name, data), asked, protocol=pickle.HIGHEST_PROTOCOL)
            asked.flush()
            answer = pickle.load(answers)  # noqa: S301 - from our own process
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as exc:
            code = self._process.wait()
            self.close()
            raise UnreadableFileError(
                f"stopped the process that read it (exit code {code}); leave it out, and report it as a fault of ours"
            ) from exc
        if isinstance(answer, SourceError):
            raise answer
        parsed: ParsedPolicy = answer
        return parsed

    def close(self) -> None:
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
        self._process.wait()
        self._process = None


def _start() -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", "ingest.parse_worker"]
    return subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )

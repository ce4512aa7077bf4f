"""Many files are parsed in processes of their own, and come to the same there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.index import open_index
from ingest.parsers import Parsers, _Worker
from ingest.parsing import parse_policy
from ingest.pipeline import Progress, ingest
from ingest.settings import IngestSettings
from tests.fakes import FakeEncoder, parse_lines

_OTHERS = ("slow.txt", "slow.html")
TEXT = b"1. Retention\n\nWe keep logs for six months.\n\n2. Sharing\n\nWe sell no names.\n"


@pytest.mark.slow
def test_a_file_comes_to_the_same_in_another_process() -> None:
    apart = Parsers(parse_policy, processes=2, seconds=60)
    results = [apart.submit(f"{number}.txt", TEXT) for number in range(5)]
    empty = apart.submit("empty.txt", b"")
    try:
        assert [result.result() for result in results] == [parse_policy("acme.txt", TEXT)] * 5
        with pytest.raises(EmptyPolicyError):
            empty.result()
    finally:
        apart.close()


@pytest.mark.slow
def test_a_process_that_is_killed_costs_one_file_and_the_next_has_a_new_one() -> None:
    worker = _Worker(60)
    try:
        worker.parse("acme.txt", TEXT)
        assert worker._process
        os.kill(worker._process.pid, signal.SIGKILL)
        with pytest.raises(UnreadableFileError, match=r"bad.txt: stopped the process that read it \(exit code -9\)"):
            worker.parse("bad.txt", TEXT)
        assert worker.parse("acme.txt", TEXT) == parse_policy("acme.txt", TEXT)
    finally:
        worker.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["slow.md", *(pytest.param(one, marks=pytest.mark.soak) for one in _OTHERS)])
def test_a_file_that_takes_too_long_is_stopped_and_the_next_is_read(name: str) -> None:
    parsers = Parsers(parse_policy, processes=1, seconds=2)
    late, next_ = parsers.submit(name, TEXT * 100_000), parsers.submit("acme.txt", TEXT)
    try:
        with pytest.raises(UnreadableFileError, match=f"{name}: reading it took longer than 2 seconds.*PARSE_SECONDS"):
            late.result()
        assert next_.result() == parse_policy("acme.txt", TEXT)
    finally:
        parsers.close()


def test_a_parse_of_ones_own_starts_no_process() -> None:
    parsers = Parsers(parse_lines, processes=2, seconds=1)
    assert parsers.submit("acme.txt", TEXT).done()
    parsers.close()


@pytest.mark.slow
def test_a_folder_of_many_files_is_read_by_several_and_bad_ones_are_told_in_order(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(50):
        text = b"" if number in {3, 44} else TEXT.replace(b"six", str(number).encode())
        (corpus / f"p{number:02}.txt").write_bytes(text)
    settings = IngestSettings(index=tmp_path / "index", embeddings="fake")
    steps: list[Progress] = []
    with open_index(settings, owner="test", create=True, encoder=FakeEncoder()) as index:
        summary = ingest([corpus], index=index, progress=steps.append)
        assert index.catalog.version("p40").text == TEXT.decode().replace("six", "40")
    assert len(summary.added) == 48
    assert [Path(failure.file).name for failure in summary.failed] == ["p03.txt", "p44.txt"]
    read = [step for step in steps if step.stage == "reading"]
    assert [step.done for step in read] == list(range(1, 51))


@pytest.mark.slow
def test_a_worker_ends_with_the_process_that_started_it() -> None:
    code = (
        "import os, signal; from ingest.parsers import _Worker; worker = _Worker(60); "
        f"worker.parse('a.txt', {TEXT!r}); print(worker._process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    pid = int(done.stdout)
    for _ in range(100):
        if not alive(pid):
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    try:
        os.kill(pid, 0)
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False

"""`clausewise serve` told to stop, and killed, while it answers: no record is lost, and the index is as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.api.access.audit import open_audit
from bot.api.access.settings import OPS_FILE
from bot.api.access.store import open_store
from bot.settings import load_settings
from ingest.doctor import examine
from tests.bot.api.serving_process import Askers, clausewise, ingested, served
from tests.bot.api.test_faults import until

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.usefixtures("socket_enabled")]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ingested(tmp_path_factory.mktemp("processes"))


def recorded(index: Path) -> set[str]:
    """The ids of all answers in the audit, whose chain must hold."""
    file = index / OPS_FILE
    with closing(open_store(file)) as store:
        audit = open_audit(store, file)
        assert audit.verify().faults == ()
        return {entry.record["answer_id"] for entry in audit.every()}


def test_told_to_stop_it_finishes_what_runs_and_ends_well_and_nobody_else_has_its_index(index: Path) -> None:
    with served(index) as (process, url):
        second = clausewise("serve", "--port", "0", "--index", str(index))
        assert second.returncode == 1
        assert url in second.stderr
        with Askers(url) as askers:
            assert until(lambda: len(askers.answered) > 20)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert time.monotonic() - began < 20
    assert askers.refused == []
    assert set(askers.answered) == recorded(index)
    assert b"Traceback" not in (index.parent / "serve.log").read_bytes()


def test_killed_it_has_recorded_all_that_was_sent_and_starts_again(index: Path) -> None:
    before = recorded(index)
    with served(index) as (process, url):
        with Askers(url) as askers:
            assert until(lambda: len(askers.answered) > 20)
            process.kill()
        process.wait()
    kept = recorded(index)
    assert set(askers.answered) <= kept
    assert len(kept - before - set(askers.answered)) <= askers.number  # recorded, but killed before they were sent
    assert [one for one in examine(load_settings(index=index)).findings if one.wrong] == []
    with served(index) as (_, url):
        answer = httpx.post(f"{url}/v1/answers", json={"question": "How long are log files kept?"}, trust_env=False)
        assert answer.json()["status"] == "answered"


def test_the_products_of_a_question_are_computed_on_one_thread() -> None:
    """More would wait for one another: with two, a question took twice the processor time."""
    script = (
        "import atexit, os, sys; from bot.cli import main; assert 'numpy' not in sys.modules\n"
        "atexit.register(lambda: print(os.environ['OPENBLAS_NUM_THREADS']))\n"
        "main()"
    )
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    for given, seen in (({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")):
        ran = subprocess.run(
            [sys.executable, "-c", script, "--version"],
            capture_output=True,
            text=True,
            check=True,
            env=environment | given,
        )
        assert ran.stdout.split()[-1] == seen

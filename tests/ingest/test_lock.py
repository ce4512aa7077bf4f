from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ingest.errors import IndexLockedError
from ingest.lock import own, recorded_owner

HOLD = """
import sys
from pathlib import Path
from ingest.lock import own
with own(Path(sys.argv[1]), what="clausewise serve", address=sys.argv[2] or None):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path, address: str = "") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


@pytest.mark.slow
def test_a_second_process_is_told_who_owns_the_index_and_where_it_answers(tmp_path: Path) -> None:
    with hold(tmp_path, "http://127.0.0.1:8000") as other:
        with pytest.raises(IndexLockedError) as caught, own(tmp_path, what="clausewise ask"):
            pass
        assert f"clausewise serve (process {other.pid}, since 20" in str(caught.value)
        assert "it answers at http://127.0.0.1:8000" in str(caught.value)
        owner = recorded_owner(tmp_path)
        assert owner
        assert (owner.pid, owner.address) == (other.pid, "http://127.0.0.1:8000")
        other.communicate("")


@pytest.mark.slow
def test_the_lock_of_a_killed_process_is_no_obstacle(tmp_path: Path) -> None:
    with hold(tmp_path) as other:
        other.send_signal(signal.SIGKILL)
        other.wait()
    with own(tmp_path, what="clausewise ask") as owner:
        assert recorded_owner(tmp_path) == owner
        assert owner.pid == os.getpid()


def test_the_arguments_of_the_command_are_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/bin/clausewise", "ask", "How do I hide my illness?"])
    with own(tmp_path, what="clausewise ask") as owner:
        assert owner.command == "clausewise"
        assert "illness" not in (tmp_path / "owner.json").read_text()


def test_a_lock_that_was_released_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with own(tmp_path, what="clausewise ask"):
            pass
    assert recorded_owner(tmp_path) is None


def test_an_error_inside_releases_it_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), own(tmp_path, what="a"):
        raise ZeroDivisionError
    with own(tmp_path, what="b"):
        pass


def test_one_process_cannot_own_it_twice_either(tmp_path: Path) -> None:
    with own(tmp_path, what="clausewise serve"), pytest.raises(IndexLockedError), own(tmp_path, what="clausewise ask"):
        pass


def test_another_thread_can_release_it(tmp_path: Path) -> None:
    held = own(tmp_path, what="a")
    held.__enter__()
    thread = threading.Thread(target=held.__exit__, args=(None, None, None))
    thread.start()
    thread.join()
    with own(tmp_path, what="b"):
        pass


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    with pytest.raises(IndexLockedError, match=r"cannot be locked: .*; it must be writable"), own(tmp_path, what="a"):
        pass


def test_an_owner_that_left_no_record_is_still_in_the_way(tmp_path: Path) -> None:
    with own(tmp_path, what="a"):
        (tmp_path / "owner.json").write_text("{")
        assert recorded_owner(tmp_path) is None
        with pytest.raises(IndexLockedError, match="another process is using the index"), own(tmp_path, what="b"):
            pass

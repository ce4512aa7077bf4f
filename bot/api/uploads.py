"""Uploaded policies, kept as files: each is a source root of its own, with one file and a manifest.

    uploads/<policy id>/manifest.toml
    uploads/<policy id>/<name>-<start of its sha256>.<suffix>

The manifest is written last and in one step, so that a folder always says one thing; what it does not list is left from
an interrupted upload and swept before the folder is ingested.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from ingest.errors import UnsupportedFormatError
from ingest.loaders import SUFFIXES
from ingest.manifest import MANIFEST_FILE, POLICY_ID, parse_manifest

FOLDER = "uploads"
_OTHERS = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 60
_SHORT_SHA = 8


@dataclass(frozen=True, slots=True)
class Upload:
    """A policy as it was sent. The suffix of `file_name` decides the format; the rest of it is only shown."""

    policy_id: str
    file_name: str
    data: bytes = field(repr=False)
    name: str | None = None
    aliases: tuple[str, ...] = ()
    effective: date | None = None
    language: str | None = None
    source_url: str | None = None


class Uploads:
    """The folder of uploads. Only the one writer of the index changes it."""

    def __init__(self, index: Path) -> None:
        self._folder = (index / FOLDER).resolve()

    def root(self, policy_id: str) -> Path:
        """Where a policy's upload lies, or would. Raises ValueError for what is no policy id."""
        if not POLICY_ID.fullmatch(policy_id) or policy_id.strip(".") == "":
            raise ValueError(f"not a policy id: {policy_id!r}")
        return self._folder / policy_id

    def holds(self, root: str) -> bool:
        """Whether a recorded source root is one of the uploads."""
        return Path(root).parent == self._folder

    def roots(self) -> Iterator[Path]:
        """The folders of all uploads that are complete."""
        for manifest in sorted(self._folder.glob(f"*/{MANIFEST_FILE}")):
            yield manifest.parent

    def put(self, upload: Upload) -> Path:
        """Keep an upload in the place of an earlier one; returns its source root.

        Raises OSError where it cannot be written (a full disk); the earlier one stays then, and nothing of this.
        """
        root = self.root(upload.policy_id)
        file = stored_name(upload)
        try:
            root.mkdir(parents=True, exist_ok=True)
            (root / file).write_bytes(upload.data)
            partial = root / f".{MANIFEST_FILE}"
            partial.write_text(manifest_of(upload, file), encoding="utf-8")
            partial.replace(root / MANIFEST_FILE)
        except OSError:
            if (root / MANIFEST_FILE).exists():
                self.sweep(root)
            else:
                self.discard(upload.policy_id)
            raise
        self.sweep(root)
        return root

    def sweep(self, root: Path) -> None:
        """Delete what the manifest does not list."""
        manifest = root / MANIFEST_FILE
        listed = {entry.file for entry in parse_manifest(manifest.read_text(encoding="utf-8"), where=MANIFEST_FILE)}
        for file in root.iterdir():
            if file.name not in listed and file != manifest:
                file.unlink()

    def discard(self, policy_id: str) -> None:
        shutil.rmtree(self.root(policy_id), ignore_errors=True)


def stored_name(upload: Upload) -> str:
    """Raises UnsupportedFormatError for a suffix that no loader reads."""
    given = PurePosixPath(upload.file_name.replace("\\", "/")).name
    suffix = PurePosixPath(given).suffix.lower()
    if suffix not in SUFFIXES:
        raise UnsupportedFormatError(
            f"a file with the suffix {suffix or 'none'} cannot be read; send one of {', '.join(sorted(SUFFIXES))}"
        )
    stem = _OTHERS.sub("-", PurePosixPath(given).stem).strip("-.")[:_LONGEST_NAME] or "policy"
    return f"{stem}-{hashlib.sha256(upload.data).hexdigest()[:_SHORT_SHA]}{suffix}"


def manifest_of(upload: Upload, file: str) -> str:
    values: dict[str, object] = {
        "file": file,
        "name": upload.name,
        "aliases": list(upload.aliases) or None,
        "effective": upload.effective.isoformat() if upload.effective else None,
        "language": upload.language,
        "source_url": upload.source_url,
    }
    # A JSON string without line separators of its own is a TOML basic string, and so is a list of them a TOML array.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]
    return "\n".join([f"[{json.dumps(upload.policy_id)}]", *lines, ""])

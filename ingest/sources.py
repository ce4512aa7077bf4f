"""Source roots: the files of a folder with what its manifests say of them, one file, or one page of the web."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ingest.errors import ManifestError, UnreadableFileError
from ingest.manifest import MANIFEST_FILE, POLICY_ID, ManifestEntry, parse_manifest

# A corpus may be a package of Python's, as the samples are: what makes it one is no document.
_CODE, _COMPILED = ".py", "__pycache__"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to ingest. `name` is its path in the root, with forward slashes; of a root that is a file, its name.

    `location` is a page's address where it is text; the page's `name` then has no suffix before it is fetched.
    """

    name: str
    location: Path | str
    policy_id: str
    entry: ManifestEntry | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder of the root that could not be listed; what was known of the files below it stays."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceRoot:
    """What lies in a root. Files that a manifest lists come first, in its order; then the others, by name.

    `path` is the folder or file, or a page's address, as text.
    """

    path: Path | str
    files: tuple[SourceFile, ...]
    unreadable: tuple[Unreadable, ...] = ()
    ignored: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def display(self, name: str) -> str:
        """Where a file of the root lies."""
        if isinstance(self.path, str) or any(file.location == self.path for file in self.files):
            return str(self.path)
        return str(self.path / name)


def read_root(path: Path, *, suffixes: Collection[str]) -> SourceRoot:
    """List a root; reads the manifests and nothing else.

    Hidden files, other suffixes than these and whatever is no file are ignored; Python's are not even told of. Raises
    UnreadableFileError when there is no such path, and ManifestError.
    """
    if not path.exists():
        raise UnreadableFileError(f"there is no file or folder {path}")
    where = path.resolve()
    return _read_folder(where, suffixes) if where.is_dir() else _read_file(where)


def page_root(url: str, *, policy_id: str) -> SourceRoot:
    """A page as a root of its own; nothing is fetched yet."""
    entry = ManifestEntry(policy_id=policy_id, file=policy_id, source_url=url)
    return SourceRoot(path=url, files=(SourceFile(name=policy_id, location=url, policy_id=policy_id, entry=entry),))


def read_bytes(location: Path, *, within: Path, max_bytes: int) -> bytes:
    """A file's bytes.

    Raises UnreadableFileError, also for more than `max_bytes`, for a link that leads out of the folder `within`, and
    where the file changes meanwhile.
    """
    try:
        # Unlike Path.resolve, this raises an OSError for links in a circle in every release of Python.
        if not Path(os.path.realpath(location, strict=True)).is_relative_to(within):
            raise UnreadableFileError(f"is a link that leads out of {within}; put the file itself there")
        with location.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(max_bytes + 1)
            after = os.fstat(file.fileno())
    except OSError as exc:
        raise UnreadableFileError(f"cannot be read: {exc.strerror or exc}") from exc
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size):
        raise UnreadableFileError("was changed while it was read; run ingest again when it is complete")
    if len(data) > max_bytes:
        raise UnreadableFileError(f"larger than {max_bytes} bytes; split it or raise CLAUSEWISE_MAX_FILE_BYTES")
    return data


def default_policy_id(file_name: str) -> str:
    """The file's name without its last extension; what cannot stand in an id becomes a hyphen."""
    stem = unicodedata.normalize("NFC", PurePosixPath(file_name).stem)
    return "".join(character if POLICY_ID.fullmatch(character) else "-" for character in stem)


def _read_file(location: Path) -> SourceRoot:
    beside = location.parent / MANIFEST_FILE
    entries = _read_manifest(beside) if beside.is_file() else []
    entry = next((entry for entry in entries if entry.file == location.name), None)
    policy_id = entry.policy_id if entry else default_policy_id(location.name)
    file = SourceFile(name=location.name, location=location, policy_id=policy_id, entry=entry)
    return SourceRoot(path=location, files=(file,), notices=_renamed(file))


def _read_folder(folder: Path, suffixes: Collection[str]) -> SourceRoot:
    files: dict[str, Path] = {}
    entries: dict[str, ManifestEntry] = {}
    unreadable: list[Unreadable] = []
    ignored: list[str] = []

    def failed(error: OSError) -> None:
        unreadable.append(Unreadable(_name(folder, Path(error.filename)), f"cannot be read: {error.strerror or error}"))

    for here, subfolders, names in os.walk(folder, onerror=failed):
        place = Path(here)
        ignored += [_name(folder, place / name) + "/" for name in subfolders if name.startswith(".")]
        subfolders[:] = sorted(name for name in subfolders if not name.startswith(".") and name != _COMPILED)
        for name in sorted(names):
            location = place / name
            shown = _name(folder, location)
            if name == MANIFEST_FILE:
                _add_entries(entries, location, folder)
            elif location.suffix.lower() == _CODE:
                continue
            elif name.startswith(".") or location.suffix.lower() not in suffixes:
                ignored.append(shown)
            elif location.is_file() or location.is_symlink():
                files[shown] = location
            else:
                ignored.append(shown)
    listed = [
        SourceFile(name=name, location=folder / name, policy_id=entry.policy_id, entry=entry)
        for name, entry in entries.items()
    ]
    others = [
        SourceFile(name=name, location=location, policy_id=default_policy_id(name))
        for name, location in sorted(files.items())
        if name not in entries
    ]
    return SourceRoot(
        path=folder,
        files=(*listed, *others),
        unreadable=tuple(unreadable),
        ignored=tuple(sorted(name for name in ignored if name not in entries)),
        notices=tuple(notice for file in others for notice in _renamed(file)),
    )


def _add_entries(entries: dict[str, ManifestEntry], manifest: Path, folder: Path) -> None:
    known = {entry.policy_id for entry in entries.values()}
    for entry in _read_manifest(manifest):
        if entry.policy_id in known:
            raise ManifestError(f"{manifest}: [{entry.policy_id}] is in another manifest of {folder} too")
        name = _name(folder, manifest.parent / entry.file)
        if name in entries:
            raise ManifestError(f"{manifest}: {entry.file} is listed in another manifest of {folder} too")
        entries[name] = replace(entry, file=name)


def _read_manifest(path: Path) -> list[ManifestEntry]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as exc:
        raise ManifestError(f"{path} cannot be read: {exc}") from exc
    return parse_manifest(text, where=str(path))


def _renamed(file: SourceFile) -> tuple[str, ...]:
    if file.entry or file.policy_id == PurePosixPath(file.name).stem:
        return ()
    return (f"{file.name}: its policy id is {file.policy_id}, as other characters cannot stand in an id",)


def _name(folder: Path, location: Path) -> str:
    return location.relative_to(folder).as_posix()

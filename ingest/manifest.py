"""manifest.toml: what a folder says of its policies. Reads a text, no file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from ingest.errors import ManifestError

MANIFEST_FILE = "manifest.toml"
POLICY_ID = re.compile(r"[A-Za-z0-9._-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_POLICY_KEYS = frozenset({"file", "name", "aliases", "effective", "language", "source_url", "version"})
_VERSION_KEYS = frozenset({"file", "effective", "language", "source_url"})


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """What is said of one file. `file` is relative to the manifest's folder, with forward slashes."""

    policy_id: str
    file: str
    name: str | None = None
    aliases: tuple[str, ...] = ()
    effective: date | None = None
    language: str | None = None
    source_url: str | None = None


def parse_manifest(text: str, *, where: str) -> list[ManifestEntry]:
    """One entry a file, in the manifest's order. `where` names the manifest in errors. Raises ManifestError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise ManifestError(f"{where}: not valid TOML: {exc}") from exc
    entries: list[ManifestEntry] = []
    for policy_id, table in tables.items():
        entries += _policy_entries(policy_id, table, where=f"{where}: [{policy_id}]")
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.file in seen:
            raise ManifestError(
                f"{where}: {entry.file} is listed twice, under [{seen[entry.file]}] and [{entry.policy_id}]"
            )
        seen[entry.file] = entry.policy_id
    return entries


def _policy_entries(policy_id: str, table: object, *, where: str) -> Iterator[ManifestEntry]:
    if not isinstance(table, dict):
        raise ManifestError(f'{where} is not a table; write [POLICY-ID] and below it file = "..."')
    if not POLICY_ID.fullmatch(policy_id):
        raise ManifestError(f"{where} is no policy id: letters, digits, dot, underscore and hyphen can be used")
    _refuse_unknown(table, _POLICY_KEYS, policy_id=policy_id, where=where)
    if ("file" in table) == ("version" in table):
        raise ManifestError(f'{where} needs either file = "..." or [[{policy_id}.version]] tables')
    name = _text(table, "name", where=where)
    aliases = _aliases(table, where=where)
    versions = table.get("version", [table])
    if not isinstance(versions, list) or not versions or not all(isinstance(one, dict) for one in versions):
        raise ManifestError(f"{where}: several versions are written as [[{policy_id}.version]] tables")
    if "version" in table and "effective" in table:
        raise ManifestError(f"{where}: effective belongs into each [[{policy_id}.version]]")
    for version in versions:
        if version is not table:
            _refuse_unknown(version, _VERSION_KEYS, policy_id=policy_id, where=where)
            if "effective" not in version:
                raise ManifestError(f"{where}: every [[{policy_id}.version]] needs an effective date")
        yield ManifestEntry(
            policy_id=policy_id,
            file=_file(version, where=where),
            name=name,
            aliases=aliases,
            effective=_date(version, where=where),
            language=_language(version, where=where) or _language(table, where=where),
            source_url=_url(version, where=where) or _url(table, where=where),
        )


def _refuse_unknown(table: Mapping[str, Any], known: frozenset[str], *, policy_id: str, where: str) -> None:
    for key, value in table.items():
        if key in known:
            continue
        if isinstance(value, dict):
            raise ManifestError(f'{where}: an id with a dot is written in quotes: ["{policy_id}.{key}"]')
        raise ManifestError(f"{where}: unknown key {key}; known are {', '.join(sorted(known))}")


def _text(table: Mapping[str, Any], key: str, *, where: str) -> str | None:
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise ManifestError(f"{where}: {key} must be a text that is not empty")
    return value.strip()


def _aliases(table: Mapping[str, Any], *, where: str) -> tuple[str, ...]:
    value = table.get("aliases", [])
    if not isinstance(value, list) or not all(isinstance(alias, str) and alias.strip() for alias in value):
        raise ManifestError(f'{where}: aliases must be a list of texts, as in ["Acme Inc.", "Acme"]')
    return tuple(dict.fromkeys(alias.strip() for alias in value))


def _file(table: Mapping[str, Any], *, where: str) -> str:
    value = _text(table, "file", where=where)
    if value is None:
        raise ManifestError(f'{where} needs file = "..."')
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in path.parts[0]:
        raise ManifestError(
            f"{where}: file {value!r} must be a path inside the manifest's folder, with forward slashes"
        )
    return path.as_posix()


def _date(table: Mapping[str, Any], *, where: str) -> date | None:
    value = table.get("effective")
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError as exc:
            raise ManifestError(f"{where}: effective {value!r} is no date; write it as 2024-05-01") from exc
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise ManifestError(f"{where}: effective must be a date such as 2024-05-01")
    return value


def _language(table: Mapping[str, Any], *, where: str) -> str | None:
    value = _text(table, "language", where=where)
    if value is not None and not _LANGUAGE.fullmatch(value):
        raise ManifestError(f'{where}: language must be a code of two or three letters such as "en"')
    return value


def _url(table: Mapping[str, Any], *, where: str) -> str | None:
    value = _text(table, "source_url", where=where)
    if value is not None and not value.startswith(("https://", "http://")):
        raise ManifestError(f"{where}: source_url must begin with https:// or http://")
    return value

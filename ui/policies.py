"""What the screens need to know of the policies that are indexed. Pure, over the JSON of /v1/policies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class VersionRow:
    id: str
    effective: str | None
    source_url: str | None
    media_type: str
    live: bool

    @property
    def label(self) -> str:
        return f"{version_label(self.id, self.effective)}{' (in force)' if self.live else ''}"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    id: str
    name: str
    language: str
    clauses: int
    uploaded: bool
    source_url: str | None
    versions: tuple[VersionRow, ...]

    @property
    def live(self) -> VersionRow:
        return next((version for version in self.versions if version.live), self.versions[-1])

    def version(self, version_id: str) -> VersionRow | None:
        return next((version for version in self.versions if version.id == version_id), None)


def rows(policies: Iterable[Mapping[str, Any]]) -> list[PolicyRow]:
    """By name."""
    found = [
        PolicyRow(
            id=one["id"],
            name=one["name"],
            language=one["language"],
            clauses=one["clauses"],
            uploaded=one["uploaded"],
            source_url=one["source_url"],
            versions=tuple(
                VersionRow(v["id"], v["effective"], v["source_url"], v["media_type"], v["live"])
                for v in one["versions"]
            ),
        )
        for one in policies
    ]
    return sorted(found, key=lambda row: (row.name.casefold(), row.id))


def named_in(text: str, policies: Sequence[PolicyRow]) -> list[PolicyRow]:
    """The policies that a text names, in its order; of names that overlap the longest counts."""
    found: list[tuple[int, int, PolicyRow]] = []
    for row in sorted(policies, key=lambda row: -len(row.name)):
        for match in re.finditer(rf"(?<!\w){re.escape(row.name)}(?!\w)", text):
            clear = all(match.end() <= start or match.start() >= end for start, end, _ in found)
            if clear:
                found.append((match.start(), match.end(), row))
                break
    return [row for _, _, row in sorted(found, key=lambda one: one[0])]


def version_label(version_id: str, effective: str | None = None) -> str:
    """A date as people write it; a version without one by the first letters of its checksum."""
    day = effective or (version_id[:10] if _DAY.fullmatch(version_id[:10]) else None)
    if day is None:
        return f"undated version {version_id[:7]}"
    told = date.fromisoformat(day)
    return f"version of {told.day} {told:%B %Y}"


def source_link(url: str | None, *, anchor: str | None = None) -> str | None:
    """The address of a policy's source at the clause, where it is one that a browser may follow."""
    if url is None or not re.match(r"https?://", url, re.IGNORECASE):
        return None
    return f"{url.partition('#')[0]}#{anchor}" if anchor else url

"""What an ingest will change, decided from what is recorded and what the files now hold. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from ingest.manifest import ManifestEntry
from ingest.models import Policy, Version
from ingest.naming import owner_of
from ingest.parsing import PIPELINE_VERSION, ParsedPolicy
from ingest.plain_names import plain_name
from ingest.publishing import Publication, VersionRecord
from ingest.records import RecordedVersion
from ingest.sources import SourceFile
from ingest.spool import Spool, Stored
from ingest.versions import NewVersion, VersionInfo, in_force, plan_versions


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was left out, and why. What was known of it before stays as it was."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's bytes and what they came to."""

    parsed: ParsedPolicy
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read and parsed: what decides about its version. The rest lies on disk."""

    file: SourceFile
    sha256: str
    media_type: str
    title: str
    language: str
    effective: date | None
    stored: Stored[ReadFile] = field(repr=False)

    @classmethod
    def of(cls, file: SourceFile, read: ReadFile, *, spool: Spool[ReadFile]) -> Self:
        """Date and language by the manifest, else by the text itself."""
        parsed, entry = read.parsed, file.entry
        return cls(
            file=file,
            sha256=parsed.sha256,
            media_type=parsed.media_type,
            title=parsed.title,
            language=(entry.language if entry else None) or parsed.language,
            effective=(entry.effective if entry else None) or parsed.effective,
            stored=spool.put(read),
        )


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """A version to be published."""

    info: VersionInfo
    title: str
    entry: Mapping[str, Any]
    stored: Stored[ReadFile] = field(repr=False)

    def record(self) -> VersionRecord:
        """All of it, from disk."""
        read, info = self.stored.load(), self.info
        version = Version(
            policy_id=info.policy_id,
            id=info.id,
            effective=info.effective,
            language=info.language,
            source=info.source,
            media_type=info.media_type,
            sha256=info.sha256,
            text=read.parsed.text,
            source_url=info.source_url,
        )
        return VersionRecord(
            version=version,
            clauses=read.parsed.clauses,
            passages=read.parsed.passages,
            title=self.title,
            current=info.current,
            entry=self.entry,
            pipeline=PIPELINE_VERSION,
            data=read.data,
        )


@dataclass(frozen=True, slots=True)
class PlannedRecords:
    """The records of planned versions, one in memory at a time; can be gone through again."""

    planned: tuple[PlannedVersion, ...]

    def __iter__(self) -> Iterator[VersionRecord]:
        return (one.record() for one in self.planned)

    def __len__(self) -> int:
        return len(self.planned)


@dataclass(frozen=True, slots=True)
class RootPlan:
    """What becomes of one root: the parts of a Publication, and what its summary says."""

    versions: tuple[PlannedVersion, ...]
    policies: tuple[Policy, ...]
    removed_policies: frozenset[str]
    removed_versions: frozenset[tuple[str, str]]
    archived_versions: frozenset[tuple[str, str]]
    added: frozenset[str]
    changed: frozenset[str]


def entry_record(entry: ManifestEntry | None) -> dict[str, object]:
    """A manifest entry as it is recorded, to be compared at the next ingest; the file's own name is not part of it."""
    if entry is None:
        return {}
    return {
        "policy": entry.policy_id,
        "name": entry.name,
        "aliases": list(entry.aliases),
        "effective": entry.effective.isoformat() if entry.effective else None,
        "language": entry.language,
        "source_url": entry.source_url,
    }


def is_unchanged(file: SourceFile, original: str, known: RecordedVersion | None) -> bool:
    """Whether a file, by the sha256 of its bytes, is what was ingested, by the same code and manifest entry."""
    return (
        known is not None
        and known.info.policy_id == file.policy_id
        and known.original == original
        and known.entry == entry_record(file.entry)
        and known.pipeline == PIPELINE_VERSION
    )


def plan_root(
    prepared: Sequence[Prepared],
    *,
    kept: Collection[tuple[str, str]],
    recorded: Sequence[RecordedVersion],
    today: date,
) -> RootPlan:
    """`recorded` are the root's versions; `kept` are (policy id, source) of those that stay: unchanged or failed."""
    versions: list[PlannedVersion] = []
    policies: list[Policy] = []
    removed_versions: set[tuple[str, str]] = set()
    archived: set[tuple[str, str]] = set()
    removed_policies: set[str] = set()
    known_ids = {known.info.policy_id for known in recorded}
    changed: set[str] = set()
    for policy_id in sorted(known_ids | {one.file.policy_id for one in prepared}):
        old = [known for known in recorded if known.info.policy_id == policy_id]
        new = [one for one in prepared if one.file.policy_id == policy_id]
        changes = plan_versions(
            [known.info for known in old],
            [NewVersion(one.file.name, one.effective, one.sha256) for one in new],
            untouched={source for owner, source in kept if owner == policy_id},
        )
        if not new and not changes.removed:
            continue
        stays = [known for known in old if known.info.id not in changes.removed]
        if not new and not any(known.info.current for known in stays):
            removed_policies.add(policy_id)
            continue
        records = [_planned(one, version_id) for one, version_id in zip(new, changes.ids, strict=True)]
        versions += records
        removed_versions |= {(policy_id, version_id) for version_id in changes.removed}
        archived |= {(policy_id, version_id) for version_id in changes.archived}
        current = [known for known in stays if known.info.current and known.info.id not in changes.archived]
        policies.append(_policy(policy_id, records, current, today=today))
        changed.add(policy_id)
    return RootPlan(
        versions=tuple(versions),
        policies=tuple(policies),
        removed_policies=frozenset(removed_policies),
        removed_versions=frozenset(removed_versions),
        archived_versions=frozenset(archived),
        added=frozenset(changed - known_ids),
        changed=frozenset(changed & known_ids),
    )


def publication(plans: Mapping[str, RootPlan], *, reworked: Sequence[PlannedVersion]) -> Publication:
    """All roots' plans, and versions that were only parsed again, as one step."""
    replaced = {(one.info.policy_id, one.info.id) for one in reworked}
    return Publication(
        policies={path: plan.policies for path, plan in plans.items() if plan.policies},
        removed_policies=frozenset().union(*(plan.removed_policies for plan in plans.values())),
        removed_versions=frozenset(replaced).union(*(plan.removed_versions for plan in plans.values())),
        archived_versions=frozenset().union(*(plan.archived_versions for plan in plans.values())),
    )


def rework(known: RecordedVersion, read: ReadFile, *, current: bool, spool: Spool[ReadFile]) -> PlannedVersion:
    """A recorded version with the clauses and passages that today's code makes of its bytes."""
    parsed = read.parsed
    info = replace(known.info, media_type=parsed.media_type, sha256=parsed.sha256, current=current)
    return PlannedVersion(info=info, title=parsed.title, entry=known.entry, stored=spool.put(read))


def _planned(one: Prepared, version_id: str) -> PlannedVersion:
    info = VersionInfo(
        policy_id=one.file.policy_id,
        id=version_id,
        effective=one.effective,
        language=one.language,
        source=one.file.name,
        media_type=one.media_type,
        sha256=one.sha256,
        current=True,
        source_url=one.file.entry.source_url if one.file.entry else None,
    )
    return PlannedVersion(info=info, title=one.title, entry=entry_record(one.file.entry), stored=one.stored)


def _policy(
    policy_id: str, records: Sequence[PlannedVersion], stays: Sequence[RecordedVersion], *, today: date
) -> Policy:
    """Name and aliases by the manifest, else by the title of the version in force, else by the id; as plain words."""
    titles = {known.info.id: known.title for known in stays} | {one.info.id: one.title for one in records}
    infos = [known.info for known in stays] + [one.info for one in records]
    live = in_force(infos, as_of=None, today=today)
    title = plain_name(titles[live.id]) if live else ""
    entry = (records[0].entry if records else stays[0].entry) or {"name": None, "aliases": []}
    owner = owner_of(title)
    name = plain_name(entry["name"] or "") or title or policy_id
    aliases = [*map(plain_name, entry["aliases"]), *([owner] if owner and name == title else [])]
    return Policy(id=policy_id, name=name, aliases=tuple(alias for alias in aliases if alias and alias != name))

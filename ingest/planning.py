"""What an ingest will change, decided from what is recorded and what the files now hold. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.manifest import ManifestEntry
from ingest.models import Policy, Version
from ingest.naming import owner_of
from ingest.parsing import PIPELINE_VERSION, ParsedPolicy
from ingest.publishing import Publication, VersionRecord
from ingest.records import RecordedVersion
from ingest.sources import SourceFile
from ingest.versions import NewVersion, VersionInfo, in_force, plan_versions


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was left out, and why. What was known of it before stays as it was."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read and parsed."""

    file: SourceFile
    parsed: ParsedPolicy
    data: bytes = field(repr=False)

    @property
    def effective(self) -> date | None:
        """The manifest's date, else the text's own."""
        return (self.file.entry.effective if self.file.entry else None) or self.parsed.effective


@dataclass(frozen=True, slots=True)
class RootPlan:
    """What becomes of one root: the parts of a Publication, and what its summary says."""

    versions: tuple[VersionRecord, ...]
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
    versions: list[VersionRecord] = []
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
            [NewVersion(one.file.name, one.effective, one.parsed.sha256) for one in new],
            untouched={source for owner, source in kept if owner == policy_id},
        )
        if not new and not changes.removed:
            continue
        stays = [known for known in old if known.info.id not in changes.removed]
        if not new and not any(known.info.current for known in stays):
            removed_policies.add(policy_id)
            continue
        records = [_record(one, version_id) for one, version_id in zip(new, changes.ids, strict=True)]
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


def publication(plans: Mapping[str, RootPlan], *, reworked: Sequence[VersionRecord]) -> Publication:
    """All roots' plans, and versions that were only parsed again, as one step."""
    replaced = {(record.version.policy_id, record.version.id) for record in reworked}
    return Publication(
        policies={path: plan.policies for path, plan in plans.items() if plan.policies},
        removed_policies=frozenset().union(*(plan.removed_policies for plan in plans.values())),
        removed_versions=frozenset(replaced).union(*(plan.removed_versions for plan in plans.values())),
        archived_versions=frozenset().union(*(plan.archived_versions for plan in plans.values())),
        versions=(*(record for plan in plans.values() for record in plan.versions), *reworked),
    )


def rework(known: RecordedVersion, parsed: ParsedPolicy, data: bytes, *, current: bool) -> VersionRecord:
    """A recorded version with the clauses and passages that today's code makes of its bytes."""
    info = known.info
    version = Version(
        policy_id=info.policy_id,
        id=info.id,
        effective=info.effective,
        language=info.language,
        source=info.source,
        media_type=parsed.media_type,
        sha256=parsed.sha256,
        text=parsed.text,
        source_url=info.source_url,
    )
    return _with(version, parsed, current=current, entry=known.entry, data=data)


def _record(one: Prepared, version_id: str) -> VersionRecord:
    entry = one.file.entry
    version = Version(
        policy_id=one.file.policy_id,
        id=version_id,
        effective=one.effective,
        language=(entry.language if entry else None) or one.parsed.language,
        source=one.file.name,
        media_type=one.parsed.media_type,
        sha256=one.parsed.sha256,
        text=one.parsed.text,
        source_url=entry.source_url if entry else None,
    )
    return _with(version, one.parsed, current=True, entry=entry_record(entry), data=one.data)


def _with(
    version: Version, parsed: ParsedPolicy, *, current: bool, entry: Mapping[str, object], data: bytes
) -> VersionRecord:
    return VersionRecord(
        version=version,
        clauses=parsed.clauses,
        passages=parsed.passages,
        title=parsed.title,
        current=current,
        entry=entry,
        pipeline=PIPELINE_VERSION,
        data=data,
    )


def _policy(
    policy_id: str, records: Sequence[VersionRecord], stays: Sequence[RecordedVersion], *, today: date
) -> Policy:
    """Name and aliases by the manifest, else by the title of the version in force, else by the id."""
    titles = {known.info.id: known.title for known in stays} | {one.version.id: one.title for one in records}
    infos = [known.info for known in stays] + [_info(one) for one in records]
    live = in_force(infos, as_of=None, today=today)
    title = titles[live.id] if live else ""
    entry = (records[0].entry if records else stays[0].entry) or {"name": None, "aliases": []}
    owner = owner_of(title)
    name = entry["name"] or title or policy_id
    aliases = [*entry["aliases"], *([owner] if owner and name == title else [])]
    return Policy(id=policy_id, name=name, aliases=tuple(alias for alias in aliases if alias != name))


def _info(record: VersionRecord) -> VersionInfo:
    version = record.version
    return VersionInfo(
        policy_id=version.policy_id,
        id=version.id,
        effective=version.effective,
        language=version.language,
        source=version.source,
        media_type=version.media_type,
        sha256=version.sha256,
        current=record.current,
        source_url=version.source_url,
    )

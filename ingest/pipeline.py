"""Ingest: make the index match its source roots, in one step that readers see whole or not at all.

Read and parse → embed what is new, into the cache → add to Chroma → publish in the catalog → collect what nothing
refers to any more. Whatever is done before the publish only adds; killed anywhere, the next run finishes the work.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from ingest.errors import SourceError
from ingest.index import Index
from ingest.loaders import SUFFIXES
from ingest.parsing import Parse, parse_policy
from ingest.planning import (
    Failure,
    Prepared,
    RootPlan,
    claim_policies,
    is_unchanged,
    plan_root,
    publication,
    rework,
)
from ingest.publishing import VersionRecord
from ingest.rows import vector_id
from ingest.snapshot import PassageRef, RecordedVersion
from ingest.sources import SourceFile, SourceRoot, read_bytes, read_root
from ingest.vector_cache import StoredVectors, embedded_sha256
from ingest.vectors import VectorRecord, text_key

_EMBED_BATCH = 64
_STORE_BATCH = 1_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage ("reading", "embedding" or "storing") is; `item` is what was done last."""

    stage: str
    done: int
    total: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class IngestSummary:
    """What an ingest did. The first four are policy ids; `ignored` are files that are no policies by their names."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    generation: int = 0


Report = Callable[[Progress], None]
T = TypeVar("T")


@dataclass(slots=True)
class _Root:
    """One root while it is read. `held` are names of files and folders that failed, with what they held before."""

    source: SourceRoot
    recorded: list[RecordedVersion]
    prepared: list[Prepared] = field(default_factory=list)
    unchanged: dict[str, str] = field(default_factory=dict)
    failed: list[Failure] = field(default_factory=list)
    failed_policies: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    notices: list[str] = field(default_factory=list)

    def fail(self, name: str, reason: str) -> None:
        self.failed.append(Failure(self.source.display(name), reason.removeprefix(f"{name}: ")))

    def provided(self, source: str) -> RecordedVersion | None:
        """What a file provided before."""
        return next((known for known in self.recorded if known.info.current and known.info.source == source), None)

    def kept(self) -> set[tuple[str, str]]:
        """(policy id, source) of the versions that stay as they are."""
        read = {(one.file.policy_id, one.file.name) for one in self.prepared}
        below = tuple(f"{name}/" for name in self.held)
        kept = {(policy_id, source) for source, policy_id in self.unchanged.items()}
        for known in self.recorded:
            policy_id, source = known.info.policy_id, known.info.source
            failed = policy_id in self.failed_policies or source in self.held or source.startswith(below)
            if known.info.current and failed and (policy_id, source) not in read:
                kept.add((policy_id, source))
        return kept


def ingest(
    paths: Sequence[Path],
    *,
    index: Index,
    progress: Report | None = None,
    rebuild: bool = False,
    parse: Parse = parse_policy,
) -> IngestSummary:
    """Make the index match these roots; others stay as they are.

    A file that cannot be ingested is reported, keeps what was known of it, and stops no other. With `rebuild` every
    file is read again, and other roots' versions are made anew from their kept bytes. Raises ManifestError, or
    UnreadableFileError for a path that is not there, before anything is changed.
    """
    report = progress or (lambda _: None)
    sources = {source.path: source for source in (read_root(path, suffixes=SUFFIXES) for path in paths)}
    with index.catalog.snapshot() as snapshot:
        recorded, references = snapshot.recorded(), snapshot.passage_refs()
    roots = {
        str(path): _Root(source, [known for known in recorded if known.root == str(path)])
        for path, source in sources.items()
    }
    _read(roots, recorded, index=index, report=report, rebuild=rebuild, parse=parse)
    today = index.catalog.today()
    plans = {
        path: plan_root(root.prepared, kept=root.kept(), recorded=root.recorded, today=today)
        for path, root in roots.items()
    }
    gone = _replaced(plans, recorded)
    stays = [known for known in recorded if _name(known) not in gone]
    reworked, notices = _rework(stays, index=index, parse=parse) if rebuild else ([], [])
    gone |= {(record.version.policy_id, record.version.id) for record in reworked}
    change = publication(plans, reworked=reworked)
    needed = [reference for reference in references if (reference.policy, reference.version) not in gone]
    needed += _references(change.versions)
    if needed:
        _embed(needed, change.versions, index=index, report=report)
        _store(needed, index=index, report=report)
    if change.versions or change.removed_policies or change.removed_versions:
        index.catalog.publish(replace(change, meta=_meta(index) if change.versions else {}))
    if recorded or needed:
        _collect(needed, index=index)
    return _summary(roots, plans, notices=notices, generation=index.catalog.generation())


def _read(
    roots: Mapping[str, _Root],
    recorded: Sequence[RecordedVersion],
    *,
    index: Index,
    report: Report,
    rebuild: bool,
    parse: Parse,
) -> None:
    claims = claim_policies([root.source for root in roots.values()], recorded)
    total = sum(len(files) for files in claims.files.values())
    done = 0
    for path, root in roots.items():
        root.notices += root.source.notices
        for unreadable in root.source.unreadable:
            root.fail(unreadable.name, unreadable.reason)
            root.held.add(unreadable.name)
        for file, reason in claims.refused[path]:
            root.fail(file.name, reason)
            known = root.provided(file.name)
            if known and known.info.policy_id != file.policy_id:
                root.held.add(file.name)
        for file in claims.files[path]:
            try:
                _read_file(root, file, max_bytes=index.settings.max_file_bytes, rebuild=rebuild, parse=parse)
            except SourceError as exc:
                root.fail(file.name, str(exc))
                root.failed_policies.add(file.policy_id)
                root.held.add(file.name)
            done += 1
            report(Progress("reading", done, total, file.name))


def _read_file(root: _Root, file: SourceFile, *, max_bytes: int, rebuild: bool, parse: Parse) -> None:
    data = read_bytes(file.location, max_bytes=max_bytes)
    original = hashlib.sha256(data).hexdigest()
    if not rebuild and is_unchanged(file, original, root.provided(file.name)):
        root.unchanged[file.name] = file.policy_id
        return
    parsed = parse(file.name, data)
    root.notices += [f"{file.name}: {notice}" for notice in parsed.notices]
    root.prepared.append(Prepared(file, parsed, data))


def _rework(stays: Sequence[RecordedVersion], *, index: Index, parse: Parse) -> tuple[list[VersionRecord], list[str]]:
    """Make versions anew from their kept bytes; one that cannot be made stays, with a notice."""
    records, notices = [], []
    with index.catalog.snapshot() as snapshot:
        for known in stays:
            data = snapshot.original(known.original)
            try:
                records.append(rework(known, parse(known.info.source, data), data))
            except SourceError as exc:
                notices.append(f"{known.info.policy_id}@{known.info.id} stays as it was: {exc}")
    return records, notices


def _replaced(plans: Mapping[str, RootPlan], recorded: Sequence[RecordedVersion]) -> set[tuple[str, str]]:
    """The recorded versions that the plans take away, by (policy id, version id)."""
    policies = frozenset().union(*(plan.removed_policies for plan in plans.values()))
    gone = {_name(known) for known in recorded if known.info.policy_id in policies}
    return gone.union(*(plan.removed_versions for plan in plans.values()))


def _name(known: RecordedVersion) -> tuple[str, str]:
    return known.info.policy_id, known.info.id


def _references(records: Sequence[VersionRecord]) -> list[PassageRef]:
    return [
        PassageRef(
            policy=record.version.policy_id,
            version=record.version.id,
            sha256=record.version.sha256,
            embedded=embedded_sha256(passage.embedded_text),
            vector=vector_id(passage, record.version),
        )
        for record in records
        for passage in record.passages
    ]


def _embed(needed: Sequence[PassageRef], records: Sequence[VersionRecord], *, index: Index, report: Report) -> None:
    """Put the vectors of all texts that have none yet into the cache."""
    known = index.catalog.encoded_keys(index.model)
    missing = {reference.embedded for reference in needed} - known
    if not missing:
        return
    texts = {
        embedded_sha256(passage.embedded_text): passage.embedded_text
        for record in records
        for passage in record.passages
    }
    lost = {(one.policy, one.version) for one in needed if one.embedded in missing - texts.keys()}
    for policy_id, version_id in sorted(lost):
        for passage in index.catalog.passages(policy_id, version_id):
            texts[embedded_sha256(passage.embedded_text)] = passage.embedded_text
    order = sorted(missing)
    for some in _batches(order, _EMBED_BATCH):
        vectors = index.encoder.encode([texts[key] for key in some])
        stored = {key: StoredVectors.of(value) for key, value in zip(some, vectors, strict=True)}
        index.catalog.put_encoded(index.encoder.name, stored)
        report(Progress("embedding", min(order.index(some[-1]) + 1, len(order)), len(order)))


def _store(needed: Sequence[PassageRef], *, index: Index, report: Report) -> None:
    """Add what Chroma lacks, from the cache."""
    present = index.vectors.ids()
    missing = list({one.vector: one for one in needed if one.vector not in present}.values())
    done = 0
    for some in _batches(missing, _STORE_BATCH):
        stored = index.catalog.encoded(index.model, [one.embedded for one in some])
        index.vectors.add(
            VectorRecord(id=one.vector, text_key=text_key(one.policy, one.sha256), vector=stored[one.embedded].vector)
            for one in some
        )
        done += len(some)
        report(Progress("storing", done, len(missing)))


def _collect(needed: Sequence[PassageRef], *, index: Index) -> None:
    """Remove what the published state does not refer to."""
    orphans = index.vectors.ids() - {one.vector for one in needed}
    if orphans:
        index.vectors.delete(orphans)
    index.vectors.drop_other_models()
    dropped = index.catalog.drop_unused_vectors(index.model)
    logger.info("collected %d vectors and %d cached texts", len(orphans), dropped)


def _summary(
    roots: Mapping[str, _Root], plans: Mapping[str, RootPlan], *, notices: Sequence[str], generation: int
) -> IngestSummary:
    changed = frozenset().union(*(plan.changed for plan in plans.values()))
    unchanged = {policy_id for root in roots.values() for policy_id in root.unchanged.values()}
    return IngestSummary(
        added=tuple(sorted(frozenset().union(*(plan.added for plan in plans.values())))),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(frozenset().union(*(plan.removed_policies for plan in plans.values())))),
        unchanged=tuple(sorted(unchanged - changed)),
        failed=tuple(failure for root in roots.values() for failure in root.failed),
        notices=(*(notice for root in roots.values() for notice in root.notices), *notices),
        ignored=tuple(root.source.display(name) for root in roots.values() for name in root.source.ignored),
        generation=generation,
    )


def _meta(index: Index) -> dict[str, str]:
    encoder = index.encoder
    return {
        "embeddings": index.settings.embeddings,
        "model": encoder.name,
        "dimensions": str(encoder.dimensions),
    }


def _batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]

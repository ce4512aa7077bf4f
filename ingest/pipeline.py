"""Ingest: make the index match its source roots, in one step that readers see whole or not at all.

Read and parse → embed what is new, into the cache → add to Chroma → publish in the catalog → collect what nothing
refers to any more. Whatever is done before the publish only adds; killed anywhere, the next run finishes the work.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ingest.claims import adopt
from ingest.errors import SourceError
from ingest.fetching import Fetch, fetch_page, limits_of
from ingest.index import Index
from ingest.language import is_covered
from ingest.loaders import SUFFIXES
from ingest.parsers import Parsers, parsers
from ingest.parsing import Parse, ParsedPolicy, parse_policy
from ingest.planning import (
    Failure,
    PlannedRecords,
    PlannedVersion,
    ReadFile,
    RootPlan,
    plan_root,
    publication,
    rework,
)
from ingest.progress import Progress, Report
from ingest.reading import RootReading, read_files
from ingest.records import RecordedVersion
from ingest.sources import SourceRoot, page_root, read_root
from ingest.spool import Spool, open_spool
from ingest.urls import is_url, page_policy_id, parse_url
from ingest.vector_upkeep import collect, embed_missing, store_missing

__all__ = ["Failure", "IngestSummary", "Progress", "Report", "ingest"]

logger = logging.getLogger(__name__)


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


def ingest(
    paths: Sequence[Path | str],
    *,
    index: Index,
    progress: Report | None = None,
    rebuild: bool = False,
    parse: Parse = parse_policy,
    fetch: Fetch | None = None,
) -> IngestSummary:
    """Make the index match these roots; others stay as they are. A root is a folder, a file, or a page's address.

    A file that cannot be ingested is reported, keeps what was known of it, and stops no other. With `rebuild` every
    file is read again, and other roots' versions are made anew from their kept bytes. Raises ManifestError, or
    UnreadableFileError or FetchError for a path that is not there or an address that is none, before anything is
    changed.
    """
    settings = index.settings
    with open_spool(settings.index) as spool, parsers(parse, seconds=settings.parse_seconds) as at_work:
        return _ingest(
            paths,
            index=index,
            report=progress or (lambda _: None),
            rebuild=rebuild,
            parsers=at_work,
            fetch=fetch or partial(fetch_page, limits=limits_of(settings)),
            spool=spool,
        )


def _ingest(
    paths: Sequence[Path | str],
    *,
    index: Index,
    report: Report,
    rebuild: bool,
    parsers: Parsers,
    fetch: Fetch,
    spool: Spool[ReadFile],
) -> IngestSummary:
    sources = {source.path: source for source in map(_root, paths)}
    before = index.catalog.recorded()
    adoption = adopt(list(sources.values()), before, is_gone=_is_gone)
    recorded = adoption.recorded
    roots = {
        str(path): RootReading(source, [known for known in recorded if known.root == str(path)])
        for path, source in sources.items()
    }
    afresh = {known.info.policy_id for known in recorded} if rebuild else set(adoption.adopted)
    max_bytes = index.settings.max_file_bytes
    read_files(
        roots, recorded, max_bytes=max_bytes, report=report, afresh=afresh, parsers=parsers, fetch=fetch, spool=spool
    )
    today = index.catalog.today()
    plans = {
        path: plan_root(root.prepared, kept=root.kept(), recorded=root.recorded, today=today)
        for path, root in roots.items()
    }
    gone = _replaced(plans, recorded)
    reworked: list[PlannedVersion] = []
    notices: list[str] = []
    if rebuild:
        reworked, notices = _rework(recorded, plans, gone, index=index, parsers=parsers, spool=spool)
    notices += [f"{policy_id}: taken over from {path}, which is gone" for policy_id, path in adoption.adopted.items()]
    notices += _uncovered(plans, embeddings=index.settings.embeddings)
    gone |= {(one.info.policy_id, one.info.id) for one in reworked}
    new = PlannedRecords((*(one for plan in plans.values() for one in plan.versions), *reworked))
    change = publication(plans, reworked=reworked)
    if new or recorded:
        embed_missing(new, gone=gone, index=index, report=report, anew=rebuild)
        store_missing(new, gone=gone, index=index, report=report, anew=rebuild)
    if new or change.removed_policies or change.removed_versions:
        index.catalog.publish(replace(change, versions=new, meta=_meta(index) if new else {}))
    if new or recorded:
        collect(index)
    return _summary(roots, plans, notices=notices, generation=index.catalog.generation())


def _root(path: Path | str) -> SourceRoot:
    if isinstance(path, str) and is_url(path):
        url = parse_url(path)
        return page_root(str(url), policy_id=page_policy_id(url))
    return read_root(Path(path), suffixes=SUFFIXES)


def _uncovered(plans: Mapping[str, RootPlan], *, embeddings: str) -> list[str]:
    """What to know of new versions in languages that the embedding model does not know."""
    versions = [planned.info for plan in plans.values() for planned in plan.versions]
    return [
        f"{version.policy_id}: the embedding model does not know its language ({version.language}), so its clauses are "
        "found mostly by their words; name a multilingual model in CLAUSEWISE_EMBEDDINGS"
        for version in versions
        if not is_covered(version.language, embeddings=embeddings)
    ]


def _is_gone(root: str) -> bool:
    return not is_url(root) and not Path(root).exists()


def _rework(
    recorded: Sequence[RecordedVersion],
    plans: Mapping[str, RootPlan],
    gone: Collection[tuple[str, str]],
    *,
    index: Index,
    parsers: Parsers,
    spool: Spool[ReadFile],
) -> tuple[list[PlannedVersion], list[str]]:
    """Make the versions that stay anew from their kept bytes; one that cannot be made stays as it is, with a notice."""
    records, notices = [], []
    archived = frozenset().union(*(plan.archived_versions for plan in plans.values()))
    stay = [known for known in recorded if _name(known) not in gone]
    for known, data, result in _parsed_again(stay, index=index, parsers=parsers):
        current = known.info.current and _name(known) not in archived
        try:
            read = ReadFile(result.result(), data)
        except SourceError as exc:
            notices.append(f"{known.info.policy_id}@{known.info.id} stays as it was: {exc}")
            continue
        records.append(rework(known, read, current=current, spool=spool))
    return records, notices


def _parsed_again(
    versions: Sequence[RecordedVersion], *, index: Index, parsers: Parsers
) -> Iterator[tuple[RecordedVersion, bytes, Future[ParsedPolicy]]]:
    """Each version with its kept bytes and what they come to; a few are in work at a time."""
    waiting: deque[tuple[RecordedVersion, bytes, Future[ParsedPolicy]]] = deque()
    for known in versions:
        data = index.catalog.original(known.original)
        waiting.append((known, data, parsers.submit(known.info.source, data)))
        if len(waiting) > parsers.at_once:
            yield waiting.popleft()
    yield from waiting


def _replaced(plans: Mapping[str, RootPlan], recorded: Sequence[RecordedVersion]) -> set[tuple[str, str]]:
    """The recorded versions that the plans take away, by (policy id, version id)."""
    policies = frozenset().union(*(plan.removed_policies for plan in plans.values()))
    gone = {_name(known) for known in recorded if known.info.policy_id in policies}
    return gone.union(*(plan.removed_versions for plan in plans.values()))


def _name(known: RecordedVersion) -> tuple[str, str]:
    return known.info.policy_id, known.info.id


def _summary(
    roots: Mapping[str, RootReading], plans: Mapping[str, RootPlan], *, notices: Sequence[str], generation: int
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

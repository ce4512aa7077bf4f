"""Reading the files of the roots: what is new is parsed, what is unchanged is left, what fails is told."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.claims import claim_policies
from ingest.errors import SourceError
from ingest.fetching import Fetch
from ingest.parsers import Parsers
from ingest.parsing import ParsedPolicy
from ingest.planning import Failure, Prepared, ReadFile, is_unchanged
from ingest.progress import Progress, Report
from ingest.records import RecordedVersion
from ingest.sources import SourceFile, SourceRoot, read_bytes
from ingest.spool import Spool


@dataclass(slots=True)
class RootReading:
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


def read_files(
    roots: Mapping[str, RootReading],
    recorded: Sequence[RecordedVersion],
    *,
    max_bytes: int,
    report: Report,
    afresh: Collection[str],
    parsers: Parsers,
    fetch: Fetch,
    spool: Spool[ReadFile],
) -> None:
    """Fill in what each root's files come to; policies in `afresh` are parsed even where nothing changed."""
    claims = claim_policies([root.source for root in roots.values()], recorded)
    total = sum(len(files) for files in claims.files.values())
    left = total
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
    waiting: deque[_Waiting] = deque()

    def finish(most: int) -> None:
        while len(waiting) > most:
            one = waiting.popleft()
            _finish(one, spool=spool)
            report(Progress("reading", total - left - len(waiting), total, one.file.name))

    for path, root in roots.items():
        for file in claims.files[path]:
            left -= 1
            waiting.append(_begin(root, file, max_bytes=max_bytes, afresh=afresh, parsers=parsers, fetch=fetch))
            finish(parsers.at_once)
    finish(0)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file that is being parsed; or, with no result, that was found unchanged or failed."""

    root: RootReading
    file: SourceFile
    data: bytes = field(default=b"", repr=False)
    result: Future[ParsedPolicy] | SourceError | None = None


def _begin(
    root: RootReading,
    file: SourceFile,
    *,
    max_bytes: int,
    afresh: Collection[str],
    parsers: Parsers,
    fetch: Fetch,
) -> _Waiting:
    try:
        file, data = _read_bytes(root, file, max_bytes=max_bytes, fetch=fetch)
    except SourceError as exc:
        return _Waiting(root, file, result=exc)
    original = hashlib.sha256(data).hexdigest()
    if file.policy_id not in afresh and is_unchanged(file, original, root.provided(file.name)):
        root.unchanged[file.name] = file.policy_id
        return _Waiting(root, file)
    return _Waiting(root, file, data, parsers.submit(file.name, data))


def _finish(one: _Waiting, *, spool: Spool[ReadFile]) -> None:
    root, file = one.root, one.file
    if one.result is None:
        return
    try:
        if isinstance(one.result, SourceError):
            raise one.result
        parsed = one.result.result()
    except SourceError as exc:
        root.fail(file.name, str(exc))
        root.failed_policies.add(file.policy_id)
        root.held.add(file.name)
        return
    root.notices += [f"{file.name}: {notice}" for notice in parsed.notices]
    root.prepared.append(Prepared.of(file, ReadFile(parsed, one.data), spool=spool))


def _read_bytes(root: RootReading, file: SourceFile, *, max_bytes: int, fetch: Fetch) -> tuple[SourceFile, bytes]:
    """A file's bytes; a page's name has the suffix of its kind from then on."""
    if isinstance(file.location, str):
        page = fetch(file.location)
        return replace(file, name=file.name + page.suffix), page.data
    within = Path(root.source.path)
    return file, read_bytes(file.location, within=within, max_bytes=max_bytes)

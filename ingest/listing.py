"""What a catalog holds without the texts: the policies, their versions, and where each version's rows are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Column, Connection, func, select

from ingest.models import Policy
from ingest.rows import INFO_COLUMNS, info_of
from ingest.schema import clause, passage, policy, root, version
from ingest.versions import VersionInfo, in_force


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """A policy as a list shows it. The counts are those of the version in force; `root` is where it came from."""

    policy: Policy
    versions: tuple[VersionInfo, ...]
    live: VersionInfo
    clauses: int
    passages: int
    root: str


@dataclass(frozen=True, slots=True)
class VersionContent:
    """`key` is a number that no other content of any version ever has. The rows of its passages have numbers from
    `first` to `last`, among which others' may lie."""

    key: int
    sha256: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """`entries` are the policies by id, in its order, with the version in force today; `contents` are those of all
    versions, by policy id and version id."""

    entries: Mapping[str, PolicyEntry]
    contents: Mapping[tuple[str, str], VersionContent]


class KeptListing:
    """The listing of one state of a catalog, kept until another state is asked for. Threads may share it."""

    def __init__(self) -> None:
        self._kept: tuple[Hashable, Listing] | None = None

    def of(self, state: Hashable, read: Callable[[], Listing]) -> Listing:
        kept = self._kept
        if kept is None or kept[0] != state:
            kept = self._kept = (state, read())
        return kept[1]


def read_listing(connection: Connection, *, today: date) -> Listing:
    infos: dict[str, list[VersionInfo]] = {}
    pks: dict[tuple[str, str], int] = {}
    for row in connection.execute(select(*INFO_COLUMNS).order_by(version.c.policy, version.c.id)):
        info = info_of(row)
        infos.setdefault(info.policy_id, []).append(info)
        pks[info.policy_id, info.id] = row.pk
    clauses = _rows_of(connection, clause.c.version, clause.c.position)
    passages = _rows_of(connection, passage.c.version, passage.c.pk)
    entries: dict[str, PolicyEntry] = {}
    for row in connection.execute(select(policy, root.c.path).join(root).order_by(policy.c.id)):
        live = in_force(infos.get(row.id, ()), as_of=None, today=today)
        if live is None:
            continue
        pk = pks[row.id, live.id]
        entries[row.id] = PolicyEntry(
            policy=Policy(id=row.id, name=row.name, aliases=tuple(row.aliases)),
            versions=tuple(sorted(infos[row.id], key=lambda info: (info.effective or date.min, info.id))),
            live=live,
            clauses=clauses.get(pk, _NO_ROWS).count,
            passages=passages.get(pk, _NO_ROWS).count,
            root=row.path,
        )
    contents = {}
    for policy_id, known in infos.items():
        for info in known:
            pk = pks[policy_id, info.id]
            rows = passages.get(pk, _NO_ROWS)
            contents[policy_id, info.id] = VersionContent(pk, info.sha256, rows.first, rows.last)
    return Listing(entries, contents)


@dataclass(frozen=True, slots=True)
class _Rows:
    count: int
    first: int
    last: int


_NO_ROWS = _Rows(0, 0, -1)


def _rows_of(connection: Connection, version_pk: Column[int], number: Column[int]) -> dict[int, _Rows]:
    """How many rows each version has in a table, and the least and the greatest of their numbers."""
    query = select(version_pk, func.count(), func.min(number), func.max(number)).group_by(version_pk)
    return {row[0]: _Rows(row[1], row[2], row[3]) for row in connection.execute(query)}

"""Which version of a policy is in force, and what becomes of its versions when its files change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ingest.errors import UnknownPolicyError

_SHORT_SHA = 12


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version without its text. `current`: a file of the policy's root says so now; if not, it is history."""

    policy_id: str
    id: str
    effective: date | None
    language: str
    source: str
    media_type: str
    sha256: str
    current: bool
    source_url: str | None = None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A text that a file now gives."""

    source: str
    effective: date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """`ids` of the new versions, in their order; the `removed` and the `archived` among the old ones, by id."""

    ids: tuple[str, ...]
    removed: frozenset[str] = field(default_factory=frozenset)
    archived: frozenset[str] = field(default_factory=frozenset)


def in_force(versions: Iterable[VersionInfo], *, as_of: date | None, today: date) -> VersionInfo | None:
    """The version that holds on a day; today's where none is named.

    It is the one with the latest effective date not after that day; a version without a date counts as the oldest.
    Today and later, what the files say now goes before history. A policy whose versions all lie in the future has
    its earliest as today's, and none on a day that is named.
    """
    day = as_of or today
    known = sorted(versions, key=lambda info: (info.effective or date.min, info.id))
    begun = [info for info in known if info.effective is None or info.effective <= day]
    if day >= today:
        begun = [info for info in begun if info.current] or begun
    if begun:
        return begun[-1]
    return known[0] if known and as_of is None else None


def two_latest(policy_id: str, versions: Iterable[VersionInfo]) -> tuple[str, str]:
    """The ids of the last two, by date; raises UnknownPolicyError where there is only one."""
    known = list(versions)
    last = latest(known).id
    return previous(policy_id, known, last), last


def latest(versions: Iterable[VersionInfo]) -> VersionInfo:
    """The last by date; there must be one."""
    return max(versions, key=_by_date)


def previous(policy_id: str, versions: Iterable[VersionInfo], version_id: str) -> str:
    """The id of the version before this one, by date; raises UnknownPolicyError where there is none."""
    known = [info.id for info in sorted(versions, key=_by_date)]
    if len(known) == 1:
        raise UnknownPolicyError(f"policy {policy_id} has one version, {known[0]}: there is nothing to compare")
    if version_id not in known:
        raise UnknownPolicyError(f"no version of {policy_id} is named {version_id!r}; there are {', '.join(known)}")
    if version_id == known[0]:
        raise UnknownPolicyError(f"{version_id} is the first version of {policy_id}: there is none before it")
    return known[known.index(version_id) - 1]


def _by_date(info: VersionInfo) -> tuple[date, bool, str]:
    return info.effective or date.min, info.current, info.id


def plan_versions(old: Sequence[VersionInfo], new: Sequence[NewVersion], *, untouched: Iterable[str]) -> VersionChanges:
    """What becomes of one policy's versions when `new` is what its changed files say.

    `untouched` are the sources whose current version stays as it is. A new text follows what the same file said
    before (or what a file said that is gone: a renamed one). Under another date it is a further version and the one
    before becomes history; under the same date, without a date, or with the same text, it takes the other's place.
    The current versions of files that are gone go too. Ids are the effective date, else the start of the text's
    sha256, with -2, -3 where taken.
    """
    stays = set(untouched)
    before = {info.source: info for info in old if info.current and info.source not in stays}
    followed = _pair(before, new)
    history = {info.effective: info for info in old if not info.current and info.effective is not None}
    removed = {info.id for info in before.values()}
    archived = set()
    kept_ids: list[str | None] = []
    for version in new:
        previous = followed.get(version.source)
        place = previous
        if previous and not _takes_place(previous, version):
            removed.discard(previous.id)
            archived.add(previous.id)
            place = history.pop(version.effective, None) if version.effective else None
            if place:
                removed.add(place.id)
        elif previous and version.effective != previous.effective and version.effective in history:
            removed.add(history.pop(version.effective).id)
        kept_ids.append(place.id if place and _same_base(place, version) else None)
    used = {info.id for info in old} - removed | {kept for kept in kept_ids if kept}
    return VersionChanges(
        ids=tuple(kept or _free_id(version, used) for kept, version in zip(kept_ids, new, strict=True)),
        removed=frozenset(removed),
        archived=frozenset(archived),
    )


def _pair(before: dict[str, VersionInfo], new: Sequence[NewVersion]) -> dict[str, VersionInfo]:
    """What each new version's file said before: by the file's name, else by text, by date, or as the only one left."""
    followed = {version.source: before[version.source] for version in new if version.source in before}
    gone = [info for source, info in before.items() if source not in followed]
    fresh = [version for version in new if version.source not in followed]
    alone = len(gone) == len(fresh) == 1
    for version in fresh:
        match = (
            next((info for info in gone if info.sha256 == version.sha256), None)
            or next((info for info in gone if info.effective and info.effective == version.effective), None)
            or (gone[0] if alone else None)
        )
        if match:
            gone.remove(match)
            followed[version.source] = match
    return followed


def _takes_place(previous: VersionInfo, version: NewVersion) -> bool:
    same_text = previous.sha256 == version.sha256
    return same_text or version.effective is None or version.effective == previous.effective


def _same_base(place: VersionInfo, version: NewVersion) -> bool:
    if version.effective is None:
        return place.effective is None and place.sha256 == version.sha256
    return place.effective == version.effective


def _free_id(version: NewVersion, used: set[str]) -> str:
    base = version.effective.isoformat() if version.effective else version.sha256[:_SHORT_SHA]
    number, free = 1, base
    while free in used:
        number += 1
        free = f"{base}-{number}"
    used.add(free)
    return free

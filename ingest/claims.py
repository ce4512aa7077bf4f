"""Which root and which file provides a policy. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.records import RecordedVersion
from ingest.sources import SourceFile, SourceRoot


@dataclass(frozen=True, slots=True)
class Claims:
    """The files of each root that may provide their policy, and those that may not, with the reason."""

    files: Mapping[str, tuple[SourceFile, ...]]
    refused: Mapping[str, tuple[tuple[SourceFile, str], ...]]


@dataclass(frozen=True, slots=True)
class Adoption:
    """The recorded versions with the roots that hold them from now on, and what root each adopted policy had."""

    recorded: tuple[RecordedVersion, ...]
    adopted: Mapping[str, str]


def adopt(
    roots: Sequence[SourceRoot], recorded: Sequence[RecordedVersion], *, is_gone: Callable[[str], bool]
) -> Adoption:
    """Let a root take over the policies of one that is gone: a folder that was moved or renamed."""
    offered: dict[str, str] = {}
    for root in roots:
        for file in root.files:
            offered.setdefault(file.policy_id, str(root.path))
    gone = {path for path in {known.root for known in recorded} if is_gone(path)}
    adopted = {
        known.info.policy_id: known.root for known in recorded if known.root in gone and known.info.policy_id in offered
    }
    return Adoption(
        recorded=tuple(
            replace(known, root=offered[known.info.policy_id]) if known.info.policy_id in adopted else known
            for known in recorded
        ),
        adopted=adopted,
    )


def claim_policies(roots: Sequence[SourceRoot], recorded: Sequence[RecordedVersion]) -> Claims:
    """Let one file provide each policy, or several that the manifest lists under it.

    The root that has the policy already goes before others, in it the manifest before the name of a file, and the
    file that provides the policy already before another; then the order of roots and files counts.
    """
    paths = {str(root.path) for root in roots}
    owners = {known.info.policy_id: known.root for known in recorded}
    holders = {(known.info.policy_id, known.root, known.info.source) for known in recorded if known.info.current}

    def rank(candidate: tuple[str, SourceFile]) -> tuple[bool, bool, bool]:
        path, file = candidate
        held = (file.policy_id, path, file.name) in holders
        return owners.get(file.policy_id) != path, file.entry is None, not held

    elsewhere = {policy_id: path for policy_id, path in owners.items() if path not in paths}
    files: dict[str, list[SourceFile]] = {path: [] for path in paths}
    refused: dict[str, list[tuple[SourceFile, str]]] = {path: [] for path in paths}
    claimed: dict[str, tuple[str, SourceFile]] = {}
    candidates = [(str(root.path), file) for root in roots for file in root.files]
    for path, file in sorted(candidates, key=rank):
        reason = _refusal(path, file, owners=elsewhere, claimed=claimed)
        if reason:
            refused[path].append((file, reason))
        else:
            claimed.setdefault(file.policy_id, (path, file))
            files[path].append(file)
    return Claims(
        files={path: tuple(found) for path, found in files.items()},
        refused={path: tuple(found) for path, found in refused.items()},
    )


def _refusal(
    path: str, file: SourceFile, *, owners: Mapping[str, str], claimed: Mapping[str, tuple[str, SourceFile]]
) -> str | None:
    if file.policy_id in owners:
        return (
            f"policy {file.policy_id} comes from {owners[file.policy_id]}; change it there, "
            "or give this file another name or an id in manifest.toml"
        )
    holder = claimed.get(file.policy_id)
    if holder is None:
        return None
    other_path, other = holder
    if other_path == path and file.entry and other.entry:
        return None
    where = other.name if other_path == path else other.location
    return f"policy {file.policy_id} comes from {where}; give one of the two another name or an id in manifest.toml"

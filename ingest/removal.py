"""Taking policies out of the index: at once, with all their versions, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.index import Index
from ingest.publishing import Publication
from ingest.records import RecordedVersion
from ingest.vector_upkeep import collect


@dataclass(frozen=True, slots=True)
class StillThere:
    """A source of a removed policy that the next ingest of its root brings back."""

    policy: str
    source: str
    root: str


@dataclass(frozen=True, slots=True)
class Removal:
    removed: tuple[str, ...]
    still_there: tuple[StillThere, ...]
    generation: int


def remove(policies: Sequence[str], *, index: Index) -> Removal:
    """Raises UnknownPolicyError before anything is changed."""
    with index.catalog.snapshot() as snapshot:
        for policy_id in policies:
            snapshot.versions(policy_id)
    gone = frozenset(policies)
    recorded = [known for known in index.catalog.recorded() if known.info.policy_id in gone]
    generation = index.catalog.publish(Publication(removed_policies=gone))
    collect(index)
    return Removal(tuple(sorted(gone)), tuple(_still_there(recorded)), generation)


def _still_there(recorded: Sequence[RecordedVersion]) -> Iterator[StillThere]:
    for known in recorded:
        if not known.info.current:
            continue
        place = Path(known.root)
        online = known.root.startswith(("http://", "https://"))
        file = place if online or place.is_file() else place / known.info.source
        if online or file.exists():
            yield StillThere(known.info.policy_id, known.root if online else str(file), known.root)

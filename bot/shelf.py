"""The policies that one question is asked of, whether they lie in an index or came with the question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answering.quotes import Quote
from bot.coverage import TaggedVersion
from bot.late_interaction import Floats
from bot.resources import Resources
from bot.tags import SentenceTags
from bot.units import Units
from ingest.errors import IndexMissingError
from ingest.listing import PolicyEntry
from ingest.snapshot import Snapshot
from ingest.stems import stems
from ingest.versions import VersionInfo, in_force

_WORD_HITS = 200


class Shelf(Protocol):
    """`entries` are all policies by id, `versions` what is in force of them on the day that is asked about (`as_of`).

    `generation` counts the publishes of the index that is read; 0 where there is none.
    """

    @property
    def entries(self) -> Mapping[str, PolicyEntry]: ...

    @property
    def versions(self) -> Mapping[str, VersionInfo]: ...

    @property
    def as_of(self) -> date | None: ...

    @property
    def generation(self) -> int: ...

    def units(self, policy: str) -> Units:
        """The version in force, laid out for ranking."""
        ...

    def tags(self, policy: str) -> SentenceTags:
        """What the sentences of the version are about."""
        ...

    def tagged(self, policy: str) -> TaggedVersion:
        """What its clauses are about."""
        ...

    def word_scores(self, policy: str, words: Sequence[str]) -> Mapping[int, float]:
        """bm25 of each passage of the version that has any of the stems, by the passage's index."""
        ...

    def overview(self, policy: str) -> tuple[Quote, ...]: ...

    def says(self, word: str) -> bool:
        """Whether any policy has the word."""
        ...

    def near(self, vector: Floats, k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        """The policies (of these, or of all) that the k passages nearest to a vector are of, nearest first."""
        ...

    def near_words(self, words: Sequence[str], k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        """As `near`, of the k passages that fit some stems best, by bm25."""
        ...

    def require(self, policy: str) -> None:
        """Raises UnknownPolicyError, which says since when, for a policy that is not in force on the day."""
        ...


@dataclass(frozen=True, slots=True)
class IndexShelf:
    """One state of an index."""

    resources: Resources
    snapshot: Snapshot
    entries: Mapping[str, PolicyEntry]
    versions: Mapping[str, VersionInfo]
    as_of: date | None
    generation: int

    @classmethod
    def of(cls, resources: Resources, snapshot: Snapshot, *, as_of: date | None) -> IndexShelf:
        """Raises IndexMissingError for an index that holds no policy."""
        entries = snapshot.listing().entries
        if not entries:
            raise IndexMissingError("the index holds no policy; run: clausewise ingest PATH")
        found: dict[str, VersionInfo | None] = {
            policy: in_force(entry.versions, as_of=as_of, today=snapshot.today) if as_of else entry.live
            for policy, entry in entries.items()
        }
        versions = {policy: version for policy, version in found.items() if version is not None}
        return cls(resources, snapshot, entries, versions, as_of, snapshot.generation())

    def key(self, policy: str) -> int:
        """What is kept of the version in force is kept under this number."""
        return self.snapshot.version_key(policy, self.versions[policy].id)

    def units(self, policy: str) -> Units:
        version = self.versions[policy].id
        return self.resources.units(self.snapshot, policy, version, key=self.key(policy))

    def tags(self, policy: str) -> SentenceTags:
        return self.resources.tags(self.units(policy), key=self.key(policy))

    def tagged(self, policy: str) -> TaggedVersion:
        return self.resources.tagged(lambda: self.units(policy), key=self.key(policy))

    def word_scores(self, policy: str, words: Sequence[str]) -> Mapping[int, float]:
        if not words:
            return {}
        hits = self.snapshot.match_words(words, [(policy, self.versions[policy].id)], _WORD_HITS)
        return {hit.passage: hit.score for hit in hits}

    def overview(self, policy: str) -> tuple[Quote, ...]:
        return self.resources.overview(self.units(policy), key=self.key(policy))

    def says(self, word: str) -> bool:
        return bool(self.snapshot.match_words(stems(word, "en"), self._in_force(), 1))

    def near(self, vector: Floats, k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        near = self.resources.index.nearest(vector, k, self._in_force(among), within=self.snapshot)
        return tuple(dict.fromkeys(hit.policy for hit in near))

    def near_words(self, words: Sequence[str], k: int, *, among: Collection[str] = ()) -> tuple[str, ...]:
        return tuple(dict.fromkeys(hit.policy for hit in self.snapshot.match_words(words, self._in_force(among), k)))

    def require(self, policy: str) -> None:
        if policy not in self.versions:
            self.snapshot.version(policy, as_of=self.as_of)

    def _in_force(self, among: Collection[str] = ()) -> list[tuple[str, str]]:
        """Policy and version id of these policies, or of all."""
        return [(policy, self.versions[policy].id) for policy in among or self.versions]

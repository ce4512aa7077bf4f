"""Reading the catalog: one state of it, as it was last published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import process, utils
from sqlalchemy import ColumnElement, Connection, Float, column, literal_column, select, table, text

from ingest.errors import UnknownClauseError, UnknownPolicyError
from ingest.listing import KeptListing, Listing, PolicyEntry, VersionContent, read_listing
from ingest.models import Clause, Passage, Version
from ingest.rows import INFO_COLUMNS, clause_of, info_of, passage_of, version_of
from ingest.schema import clause, meta, passage, policy, version
from ingest.vector_cache import StoredVectors, read_encoded
from ingest.versions import VersionInfo, in_force

_NEAR_NAMES = 3
_MOST_SEARCHED_APART = 16
_MATCHES_OF_ONE = (
    "SELECT passage.position, bm25(passage_words) AS score FROM passage_words JOIN passage ON "
    "passage.pk = passage_words.rowid WHERE passage_words MATCH ? AND passage_words.rowid BETWEEN ? AND ? "
    "AND passage.version = ? ORDER BY score, passage.position LIMIT ?"
)
_WORDS = table("passage_words", column("rowid"))
_NEAR_SCORE = 50.0


@dataclass(frozen=True, slots=True)
class WordHit:
    """A passage that has some of the words; a higher score is better. `passage` is its index in the version."""

    policy: str
    version: str
    passage: int
    score: float


@dataclass(frozen=True, slots=True)
class FoundClause:
    version: Version
    clause: Clause


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a stored vector belongs."""

    policy: str
    version: str
    passage: int


class Snapshot:
    """One state of the catalog, read through one transaction. `today` decides which versions are in force.

    `kept` holds the listing from one snapshot of a catalog to the next, until something is published.
    """

    def __init__(self, connection: Connection, today: date, kept: KeptListing) -> None:
        self._connection = connection
        self._kept = kept
        self._meta: dict[str, str] | None = None
        self.today = today

    def generation(self) -> int:
        return int(self.meta().get("generation", "0"))

    def meta(self) -> dict[str, str]:
        if self._meta is None:
            self._meta = {row.key: row.value for row in self._connection.execute(select(meta))}
        return self._meta

    def listing(self) -> Listing:
        said = self.meta()
        state = (said.get("index", ""), said.get("generation", "0"), self.today)
        return self._kept.of(state, lambda: read_listing(self._connection, today=self.today))

    def policies(self) -> list[PolicyEntry]:
        return list(self.listing().entries.values())

    def versions(self, policy_id: str) -> list[VersionInfo]:
        """All versions of a policy; raises UnknownPolicyError."""
        query = select(*INFO_COLUMNS).where(version.c.policy == policy_id).order_by(version.c.id)
        found = [info_of(row) for row in self._connection.execute(query)]
        if not found:
            raise UnknownPolicyError(_unknown("policy", policy_id, self._connection.scalars(select(policy.c.id))))
        return found

    def version(self, policy_id: str, *, version_id: str | None = None, as_of: date | None = None) -> Version:
        """The version named, else the one in force on a day, else today's; raises UnknownPolicyError."""
        known = self.versions(policy_id)
        if version_id is None:
            chosen = in_force(known, as_of=as_of, today=self.today)
            if chosen is None:
                first = min(info.effective for info in known if info.effective)
                raise UnknownPolicyError(
                    f"policy {policy_id} has no version in force on {as_of}; its first is of {first}"
                )
            version_id = chosen.id
        query = select(version).where(version.c.policy == policy_id, version.c.id == version_id)
        row = self._connection.execute(query).one_or_none()
        if row is None:
            raise UnknownPolicyError(_unknown(f"version of {policy_id}", version_id, [info.id for info in known]))
        return version_of(row)

    def contents(self, versions: Iterable[tuple[str, str]]) -> dict[tuple[str, str], VersionContent]:
        """What these (policy id, version id) hold; raises UnknownPolicyError when one of them is not there."""
        known = self.listing().contents
        wanted = sorted(set(versions))
        for policy_id, version_id in wanted:
            if (policy_id, version_id) not in known:
                ids = [info.id for info in self.versions(policy_id)]
                raise UnknownPolicyError(_unknown(f"version of {policy_id}", version_id, ids))
        return {pair: known[pair] for pair in wanted}

    def version_key(self, policy_id: str, version_id: str) -> int:
        """A number that no other content of any version ever has; raises UnknownPolicyError."""
        return self.contents([(policy_id, version_id)])[policy_id, version_id].key

    def clauses(self, policy_id: str, version_id: str) -> list[Clause]:
        pk = self.version_key(policy_id, version_id)
        rows = self._connection.execute(select(clause).where(clause.c.version == pk).order_by(clause.c.position))
        return [clause_of(row) for row in rows]

    def passages(self, policy_id: str, version_id: str) -> list[Passage]:
        pk = self.version_key(policy_id, version_id)
        whole = self._connection.scalar(select(version.c.text).where(version.c.pk == pk)) or ""
        rows = self._connection.execute(select(passage).where(passage.c.version == pk).order_by(passage.c.position))
        return [passage_of(row, whole) for row in rows]

    def embedded(self, policy_id: str, version_id: str) -> list[str]:
        """The sha256 of each passage's embedded text, in the passages' order."""
        pk = self.version_key(policy_id, version_id)
        query = select(passage.c.embedded).where(passage.c.version == pk).order_by(passage.c.position)
        return list(self._connection.scalars(query))

    def match_words(self, stems: Sequence[str], versions: Sequence[tuple[str, str]], limit: int) -> list[WordHit]:
        """The passages of these versions with any of the stems, by bm25, best first.

        `versions` are pairs of policy and version id. Stems are words as `ingest.stems.stems` gives them; nothing in
        them is read as search syntax.
        """
        words = [f'"{word}"' for word in dict.fromkeys(stems) if word.isalnum()]
        contents = self.contents(versions)
        if not words or not contents or limit <= 0:
            return []
        query = " OR ".join(words)
        if len(contents) > _MOST_SEARCHED_APART:
            return self._match_words(query, [content.key for content in contents.values()], limit)
        hits = [
            WordHit(policy=policy_id, version=version_id, passage=position, score=-score)
            for (policy_id, version_id), content in contents.items()
            for position, score in self._match_words_of_one(query, content, limit)
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.policy, hit.version, hit.passage))
        return hits[:limit]

    def _match_words(self, words: str, pks: Sequence[int], limit: int) -> list[WordHit]:
        rank: ColumnElement[float] = literal_column("bm25(passage_words)", Float)
        query = (
            select(version.c.policy, version.c.id, passage.c.position, rank)
            .select_from(_WORDS.join(passage, passage.c.pk == _WORDS.c.rowid).join(version))
            .where(text("passage_words MATCH :words"), passage.c.version.in_(pks))
            .order_by(rank, version.c.policy, version.c.id, passage.c.position)
            .limit(limit)
        )
        rows = self._connection.execute(query, {"words": words})
        return [WordHit(policy=row[0], version=row[1], passage=row[2], score=-row[3]) for row in rows]

    def _match_words_of_one(self, words: str, content: VersionContent, limit: int) -> list[tuple[int, float]]:
        """Positions of a version's passages, and their ranks. Asked with every question, and so as it is sent to the
        database; the numbers of the rows keep it from searching the full-text index beside them."""
        values = (words, content.first, content.last, content.key, limit)
        return [(row[0], row[1]) for row in self._connection.exec_driver_sql(_MATCHES_OF_ONE, values)]

    def encoded(self, model: str, sha256s: Iterable[str]) -> dict[str, StoredVectors]:
        return read_encoded(self._connection, model, sha256s)

    def places(self, vector_ids: Sequence[str]) -> dict[str, list[PassagePlace]]:
        """The passages that each stored vector belongs to; a vector that nothing refers to is not in the result."""
        query = (
            select(passage.c.vector, version.c.policy, version.c.id, passage.c.position)
            .join(version)
            .where(passage.c.vector.in_(list(vector_ids)))
            .order_by(passage.c.pk)
        )
        found: dict[str, list[PassagePlace]] = {}
        for vector_id, *place in self._connection.execute(query):
            found.setdefault(vector_id, []).append(PassagePlace(*place))
        return found

    def resolve_clause(self, clause_id: str) -> FoundClause:
        """The clause that `policy#key` (version in force) or `policy@version#key` names.

        Raises UnknownClauseError or UnknownPolicyError.
        """
        owner, mark, key = clause_id.partition("#")
        if not mark or not owner or not key:
            raise UnknownClauseError(f"not a clause id: {clause_id!r}; it reads POLICY#CLAUSE or POLICY@VERSION#CLAUSE")
        policy_id, _, version_id = owner.partition("@")
        found = self.version(policy_id, version_id=version_id or None)
        clauses = {one.key: one for one in self.clauses(policy_id, found.id)}
        if key not in clauses:
            raise UnknownClauseError(_unknown(f"clause of {policy_id}@{found.id}", key, clauses))
        return FoundClause(found, clauses[key])


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = process.extract(name, names, processor=utils.default_process, limit=_NEAR_NAMES, score_cutoff=_NEAR_SCORE)
    if near:
        return f"no {what} is named {name!r}; near it are {', '.join(match for match, _, _ in near)}"
    shown = ", ".join(names[:_NEAR_NAMES]) + (", ..." if len(names) > _NEAR_NAMES else "")
    return f"no {what} is named {name!r}; there are {shown}" if names else f"no {what} is named {name!r}; there is none"

"""Whether the catalog agrees with itself: its file, the texts with their hashes and spans, the words, the vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select, text

from ingest.rows import clause_of, passage_of, vector_id, version_of
from ingest.schema import clause, encoded, original, passage, version
from ingest.vector_cache import embedded_sha256

_MOST_REPORTED = 5
_FLOAT = 4
_OFFSETS = 8


@dataclass(frozen=True, slots=True)
class CachedVectors:
    """Of the cache: texts that have vectors, and those that lack them, have broken ones, or have them for nothing."""

    kept: int
    missing: int
    broken: int
    unused: int


def read_damage(connection: Connection) -> list[str]:
    """What the database says of its own file; empty where it is whole."""
    found = [str(row[0]) for row in connection.execute(text(f"PRAGMA integrity_check({_MOST_REPORTED})"))]
    found += [f"a row of {row[0]} refers to nothing" for row in connection.execute(text("PRAGMA foreign_key_check"))]
    return [line for line in found if line != "ok"][:_MOST_REPORTED]


def read_version_faults(connection: Connection) -> Iterator[str]:
    """What does not hold of each version, a line a fault."""
    words = text(
        "SELECT count(*) FROM passage JOIN passage_words ON passage_words.rowid = passage.pk "
        "WHERE passage.version = :pk"
    )
    for pk in list(connection.scalars(select(version.c.pk).order_by(version.c.policy, version.c.id))):
        row = connection.execute(select(version).where(version.c.pk == pk)).one()
        one, name = version_of(row), f"{row.policy}@{row.id}"
        if hashlib.sha256(one.text.encode()).hexdigest() != one.sha256:
            yield f"the text of {name} is not the one that was ingested"
        data = connection.scalar(select(original.c.data).where(original.c.sha256 == row.original))
        if data is None or hashlib.sha256(data).hexdigest() != row.original:
            yield f"the kept file of {name} is not the one that was ingested"
        clauses = [
            clause_of(found)
            for found in connection.execute(select(clause).where(clause.c.version == pk).order_by(clause.c.position))
        ]
        rows = connection.execute(select(passage).where(passage.c.version == pk).order_by(passage.c.position)).all()
        spans = {found.key: found.span for found in clauses}
        passages = [passage_of(found, one.text) for found in rows]
        if not passages:
            yield f"{name} has no passages"
        if any(not 0 <= span.start <= span.end <= len(one.text) for span in spans.values()):
            yield f"clauses of {name} lie outside its text"
        if any(found.clause not in spans or not spans[found.clause].contains(found.span) for found in passages):
            yield f"passages of {name} lie outside their clauses"
        if any(
            (found.embedded, found.vector) != (embedded_sha256(own.embedded_text), vector_id(own, one))
            for found, own in zip(rows, passages, strict=True)
        ):
            yield f"passages of {name} are named by other texts than theirs"
        if connection.scalar(words, {"pk": pk}) != len(passages):
            yield f"the full-text index lacks passages of {name}"


def read_stray_words(connection: Connection) -> int:
    """Entries of the full-text index that belong to no passage."""
    query = text("SELECT count(*) FROM passage_words WHERE rowid NOT IN (SELECT pk FROM passage)")
    return int(connection.scalar(query) or 0)


def read_cached(connection: Connection, model: str, dimensions: int) -> CachedVectors:
    ours = encoded.c.model == model
    tokens, offsets = func.length(encoded.c.tokens), func.length(encoded.c.offsets)
    broken = or_(func.length(encoded.c.vector) != _FLOAT * dimensions, tokens * _OFFSETS != offsets * dimensions)
    used = select(passage.c.embedded)
    kept = select(encoded.c.sha256).where(ours)
    count = select(func.count()).select_from(encoded)
    return CachedVectors(
        kept=connection.scalar(count.where(ours)) or 0,
        missing=connection.scalar(
            select(func.count(passage.c.embedded.distinct())).where(passage.c.embedded.not_in(kept))
        )
        or 0,
        broken=connection.scalar(count.where(ours, broken)) or 0,
        unused=connection.scalar(count.where(or_(encoded.c.model != model, encoded.c.sha256.not_in(used)))) or 0,
    )

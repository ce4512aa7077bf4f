"""Rows of the catalog's tables to our values and back."""

from __future__ import annotations

from typing import Any

from ingest.models import Clause, ClauseKind, Passage, Span, Version
from ingest.schema import version
from ingest.vector_cache import embedded_sha256
from ingest.versions import VersionInfo

# All that a VersionInfo needs, and the row's number; not the text, which is long.
INFO_COLUMNS = [
    version.c[name]
    for name in (
        "pk", "policy", "id", "effective", "language", "source", "media_type", "sha256", "current", "source_url",
    )
]  # fmt: skip
_SHORT_SHA = 12


def info_of(row: Any) -> VersionInfo:
    return VersionInfo(
        policy_id=row.policy,
        id=row.id,
        effective=row.effective,
        language=row.language,
        source=row.source,
        media_type=row.media_type,
        sha256=row.sha256,
        current=row.current,
        source_url=row.source_url,
    )


def version_of(row: Any) -> Version:
    return Version(
        policy_id=row.policy,
        id=row.id,
        effective=row.effective,
        language=row.language,
        source=row.source,
        media_type=row.media_type,
        sha256=row.sha256,
        text=row.text,
        source_url=row.source_url,
    )


def clause_of(row: Any) -> Clause:
    return Clause(
        key=row.key,
        label=row.label,
        title=row.title,
        path=tuple(row.path),
        kind=ClauseKind(row.kind),
        start=row.start,
        end=row.end,
        body_start=row.body_start,
        parent=row.parent,
        lead_in=None if row.lead_in_start is None else Span(row.lead_in_start, row.lead_in_end),
        anchor=row.anchor,
        page=row.page,
    )


def clause_row(clause: Clause, *, version_pk: int, position: int) -> dict[str, object]:
    return {
        "version": version_pk,
        "position": position,
        "key": clause.key,
        "label": clause.label,
        "title": clause.title,
        "path": list(clause.path),
        "kind": clause.kind.value,
        "start": clause.start,
        "end": clause.end,
        "body_start": clause.body_start,
        "parent": clause.parent,
        "lead_in_start": clause.lead_in.start if clause.lead_in else None,
        "lead_in_end": clause.lead_in.end if clause.lead_in else None,
        "anchor": clause.anchor,
        "page": clause.page,
    }


def passage_of(row: Any, text: str) -> Passage:
    """`text` is the version's: a passage's own text is not kept twice."""
    return Passage(
        clause=row.clause,
        start=row.start,
        end=row.end,
        text=text[row.start : row.end],
        context=row.context,
        sentences=tuple(Span(start, end) for start, end in row.sentences),
    )


def vector_id(passage: Passage, version: Version) -> str:
    """Names a passage's vector by its content: policy, text, span and what was embedded."""
    embedded = embedded_sha256(passage.embedded_text)[:_SHORT_SHA]
    return f"{version.policy_id}:{version.sha256[:_SHORT_SHA]}:{passage.start}-{passage.end}:{embedded}"


def passage_row(passage: Passage, version: Version, *, version_pk: int, position: int) -> dict[str, object]:
    return {
        "version": version_pk,
        "position": position,
        "clause": passage.clause,
        "start": passage.start,
        "end": passage.end,
        "context": passage.context,
        "sentences": [[span.start, span.end] for span in passage.sentences],
        "embedded": embedded_sha256(passage.embedded_text),
        "vector": vector_id(passage, version),
    }

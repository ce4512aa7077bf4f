"""Whether an index is sound: the catalog against itself, against the vectors, the settings and the files."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.catalog import CATALOG_FILE, Catalog
from ingest.errors import IndexMismatchError, IndexMissingError, SourceError, VectorsUnavailableError
from ingest.index import Index
from ingest.lock import own
from ingest.parsing import PIPELINE_VERSION
from ingest.records import RecordedVersion
from ingest.settings import IngestSettings
from ingest.sources import read_bytes
from ingest.urls import is_url
from ingest.vectors import Vectors, text_key, vectors_of

OpenVectors = Callable[[Mapping[str, str]], AbstractContextManager[Vectors]]
"""The vectors of the index with this meta, closed afterwards if they are opened for it."""

REBUILD = "run: clausewise ingest --rebuild"
_SHOWN = 3
_EQUAL = 1e-3


@dataclass(frozen=True, slots=True)
class Finding:
    """`wrong` is False for what is no fault of the index: an ingest that is due. `mend` says what to do."""

    part: str
    problem: str
    mend: str
    wrong: bool = True


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`counts` are of policies, versions, clauses, passages, texts with vectors in the cache, and vectors in Chroma."""

    counts: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return not any(finding.wrong for finding in self.findings)


def examine(settings: IngestSettings) -> Diagnosis:
    """Look at all that is there and change nothing; nobody else may change it meanwhile.

    Raises IndexMissingError and IndexLockedError.
    """
    folder = settings.index
    if not (folder / CATALOG_FILE).is_file():
        raise IndexMissingError(f"there is no index in {folder}; run: clausewise ingest PATH --index {folder}")
    with own(folder, what="clausewise doctor"):
        try:
            catalog = Catalog.open(folder)
        except IndexMismatchError as exc:
            return Diagnosis({}, (_of_error("catalog", exc),))
        with closing(catalog):
            return _examine(catalog, settings, lambda meta: closing(_vectors(settings, meta)))


def examine_open(index: Index) -> Diagnosis:
    """As `examine`, for the process that owns the index and has it open."""
    return _examine(index.catalog, index.settings, lambda _: nullcontext(index.vectors))


def _vectors(settings: IngestSettings, meta: Mapping[str, str]) -> Vectors:
    return vectors_of(settings, model=meta["model"], index=meta["index"])


def _examine(catalog: Catalog, settings: IngestSettings, open_vectors: OpenVectors) -> Diagnosis:
    damage = catalog.damage()
    if damage:
        mend = f"remove {settings.index} and run: clausewise ingest PATH"
        return Diagnosis({}, tuple(Finding("catalog", f"the file is damaged: {line}", mend) for line in damage))
    recorded, meta = catalog.recorded(), catalog.meta()
    counts: Counter[str] = Counter(catalog.counts())
    findings = [Finding("catalog", fault, REBUILD) for fault in catalog.faults()]
    findings += _files(recorded)
    if "embeddings" in meta and meta["embeddings"] != settings.embeddings:
        built = (
            f"the index was built with {meta['embeddings']} ({meta['dimensions']}), settings say {settings.embeddings}"
        )
        findings.append(Finding("model", built, f"mend CLAUSEWISE_EMBEDDINGS, or {REBUILD}"))
    if "model" in meta:
        again = _ingest_again(recorded)
        cached = catalog.cached(meta["model"], int(meta["dimensions"]))
        counts["cached"] = cached.kept
        findings += _counted("cache", cached.missing, "texts of passages have no vectors", again)
        findings += _counted("cache", cached.broken, "texts have vectors of a wrong length", REBUILD)
        findings += _counted("cache", cached.unused, "texts have vectors that no passage uses", again)
        if cached.broken:  # nothing to compare with
            return Diagnosis(dict(counts), tuple(findings))
        try:
            with open_vectors(meta) as vectors:
                findings += _compare(catalog, vectors, model=meta["model"], again=again, counts=counts)
        except (IndexMismatchError, VectorsUnavailableError) as exc:
            findings.append(_of_error("vectors", exc))
    return Diagnosis(dict(counts), tuple(findings))


def _compare(catalog: Catalog, vectors: Vectors, *, model: str, again: str, counts: Counter[str]) -> Iterator[Finding]:
    """Chroma's vectors against those in the cache, page by page."""
    needed = {one.vector: (one.embedded, text_key(one.policy, one.sha256)) for one in catalog.references()}
    found: set[str] = set()
    orphans = differing = 0
    for page in vectors.pages():
        ours = [record for record in page if record.id in needed]
        cached = catalog.mean_vectors(model, [needed[record.id][0] for record in ours])
        for record in ours:
            embedded, key = needed[record.id]
            kept = cached.get(embedded)
            differing += record.text_key != key or (kept is not None and not _same(record.vector, kept))
        found.update(record.id for record in ours)
        orphans += len(page) - len(ours)
    counts["vectors"] = len(found) + orphans
    yield from _counted("vectors", len(needed) - len(found), "passages have no vector in Chroma", again)
    yield from _counted("vectors", orphans, "vectors in Chroma belong to no passage", again)
    yield from _counted("vectors", differing, "vectors in Chroma are not those of their passages", REBUILD)


def _same(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return one.shape == other.shape and bool(np.allclose(one, other, atol=_EQUAL))


def _files(recorded: Sequence[RecordedVersion]) -> Iterator[Finding]:
    """What the next ingest of each root would find; pages of the web are not fetched for it."""
    changed: dict[str, list[str]] = {}
    older: dict[str, list[str]] = {}
    for known in recorded:
        root = Path(known.root)
        if not known.info.current or is_url(known.root):
            continue
        location = root / known.info.source if root.is_dir() else root
        try:
            data = read_bytes(location, within=root, max_bytes=location.stat().st_size)
        except (SourceError, OSError):
            data = b""
        if hashlib.sha256(data).hexdigest() != known.original:
            changed.setdefault(known.root, []).append(known.info.source)
        elif known.pipeline != PIPELINE_VERSION:
            older.setdefault(known.root, []).append(known.info.source)
    for path, names in changed.items():
        problem = f"{len(names)} files of {path} have changed or gone since they were ingested: {_some(names)}"
        yield Finding("files", problem, f"run: clausewise ingest {path}", wrong=False)
    for path, names in older.items():
        problem = f"{len(names)} files of {path} were read by an earlier release: {_some(names)}"
        yield Finding("files", problem, f"run: clausewise ingest {path}", wrong=False)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")


def _ingest_again(recorded: Sequence[RecordedVersion]) -> str:
    """Any ingest mends the vectors; one of a root that is there can be run as it is."""
    roots = sorted({known.root for known in recorded if Path(known.root).exists()})
    return f"run: clausewise ingest {roots[0]}" if roots else REBUILD


def _counted(part: str, number: int, what: str, mend: str) -> Iterator[Finding]:
    if number:
        yield Finding(part, f"{number} {what}", mend)


def _of_error(part: str, error: Exception) -> Finding:
    problem, _, mend = str(error).rpartition("; ")
    return Finding(part, problem or mend, mend)

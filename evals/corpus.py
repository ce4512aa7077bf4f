"""The policies that gold is checked against: texts and clauses by version, read from an index or from a folder."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path

import numpy as np

from evals.errors import CorpusError
from evals.goldset import GoldSet
from evals.indexing import index_of
from ingest.catalog import Catalog
from ingest.encoder import Encoded
from ingest.index import open_catalog
from ingest.models import Clause, Version
from ingest.settings import IngestSettings
from ingest.versions import VersionInfo, in_force

SAMPLE = "sample"
# Relative to the project's root.
_DEFAULTS = {
    "CLAUSEWISE_REAL_CORPUS": "../shared/corpus",
    "CLAUSEWISE_BENCHMARK_POLICIES": "../shared/benchmarks/policyqa_dev/docs",
}


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A version with its clauses, in the order of the text."""

    version: Version
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All versions of all policies, by (policy id, version id), and by policy id its name and other names."""

    texts: Mapping[tuple[str, str], PolicyText]
    infos: Mapping[str, Sequence[VersionInfo]]
    today: date
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def policies(self) -> tuple[str, ...]:
        return tuple(self.infos)

    def in_force(self, policy: str, as_of: date | None = None) -> str | None:
        """The id of the version in force on a day, else today; None where there is none."""
        info = in_force(self.infos.get(policy, ()), as_of=as_of, today=self.today)
        return info.id if info else None

    def clause_id(self, policy: str, version: str, key: str) -> str:
        """The id that the product would show: it names the version only where it is not the one in force."""
        return f"{policy}#{key}" if self.in_force(policy) == version else f"{policy}@{version}#{key}"


def read_corpus(catalog: Catalog) -> Corpus:
    """What an index holds."""
    with catalog.snapshot() as snapshot:
        entries = snapshot.policies()
        infos = {entry.policy.id: entry.versions for entry in entries}
        texts = {
            (policy, info.id): PolicyText(
                snapshot.version(policy, version_id=info.id), tuple(snapshot.clauses(policy, info.id))
            )
            for policy, versions in infos.items()
            for info in versions
        }
    names = {entry.policy.id: (entry.policy.name, *entry.policy.aliases) for entry in entries}
    return Corpus(texts, infos, catalog.today(), names)


def parse_corpus(folder: Path, *, settings: IngestSettings) -> Corpus:
    """What an ingest of this folder would come to, without a model. Raises CorpusError, ManifestError."""
    with index_of(folder, settings, encoder=_NoModel()) as index:
        return read_corpus(index.catalog)


def corpus_of(gold: GoldSet, settings: IngestSettings, *, own_index: bool) -> Corpus:
    """The policies that a gold set is checked against: those of the operator's index, else the set's own."""
    if not own_index:
        return parse_corpus(corpus_folder(gold), settings=settings)
    with open_catalog(settings) as catalog:
        return read_corpus(catalog)


class _NoModel:
    """Stands where an encoder must: texts and clauses need no vectors."""

    name = "none"
    dimensions = 1

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        nothing = np.zeros((0, 1), np.float32)
        return [Encoded(np.ones(1, np.float32), nothing, np.zeros((0, 2), np.int32)) for _ in texts]


def _beside_the_checkout(name: str) -> str | None:
    """Where the folder of a variable that is not set lies by default, if it does."""
    default = _DEFAULTS.get(name)
    folder = None if default is None else (Path(__file__).resolve().parent.parent / default).resolve()
    return str(folder) if folder is not None and folder.is_dir() else None


def corpus_folder(gold: GoldSet) -> Path:
    """The folder that a gold set's `corpus` names; raises CorpusError where there is none."""
    return named_folder(gold.corpus, of=gold.name, beside=gold.path.parent)


def named_folder(corpus: str, *, of: str, beside: Path | None = None) -> Path:
    """The samples, the folder that a variable names ($NAME), or one `beside` a file; `of` is whose policies these are.

    Raises CorpusError.
    """
    if corpus == SAMPLE:
        return Path(str(files("corpus")))
    if corpus.startswith("$"):
        name = corpus[1:]
        given = os.environ.get(name) or _beside_the_checkout(name)
        if not given:
            raise CorpusError(f"{of}: its policies are not here; set {name} to the folder that holds them")
        folder = Path(given)
    else:
        folder = (beside or Path()) / corpus
    if not folder.is_dir():
        raise CorpusError(f"{of}: there is no folder {folder}")
    return folder

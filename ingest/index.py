"""An index: the catalog, the vectors and the embedding model that belong together."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.catalog import CATALOG_FILE, Catalog
from ingest.embeddings import load_encoder
from ingest.encoder import Encoder
from ingest.errors import IndexMismatchError, IndexMissingError, SettingsError
from ingest.evidence import VersionEvidence, read_evidence
from ingest.lock import own
from ingest.model_files import default_models_folder
from ingest.settings import IngestSettings
from ingest.snapshot import Snapshot
from ingest.vectors import Vectors, text_key, vectors_of


@dataclass(frozen=True, slots=True)
class NearPassage:
    """A passage near a vector. `score` is the cosine; `passage` its index in the version."""

    policy: str
    version: str
    passage: int
    score: float


class Index:
    """Model and vectors are loaded when they are first used; methods may be called from any thread.

    With `rebuild` the settings' model counts, not the one that the index was built with.
    """

    def __init__(
        self, settings: IngestSettings, catalog: Catalog, *, encoder: Encoder | None = None, rebuild: bool = False
    ) -> None:
        self.settings = settings
        self.catalog = catalog
        self._built_with = {} if rebuild else catalog.meta()
        self._encoder = encoder
        self._vectors: Vectors | None = None
        self._loading = threading.RLock()
        if encoder is not None:
            self._check(encoder)

    @property
    def encoder(self) -> Encoder:
        """The embedding model; raises ModelFilesError, or IndexMismatchError when it is another than the index's."""
        with self._loading:
            if self._encoder is None:
                encoder = load_encoder(self.settings.embeddings, models=self.settings.models or default_models_folder())
                self._check(encoder)
                self._encoder = encoder
            return self._encoder

    @property
    def model(self) -> str:
        """The name that the vectors are kept under."""
        return self._built_with.get("model") or self.encoder.name

    @property
    def vectors(self) -> Vectors:
        with self._loading:
            if self._vectors is None:
                self._vectors = vectors_of(self.settings, model=self.model, index=self.catalog.meta()["index"])
            return self._vectors

    def evidence(self, policy_id: str, version_id: str, *, within: Snapshot | None = None) -> VersionEvidence:
        """What ranking within one version needs; read anew each time, from a snapshot where one is given.

        Raises UnknownPolicyError, or IndexMismatchError when vectors are missing.
        """
        if within is None:
            with self.catalog.snapshot() as snapshot:
                return self.evidence(policy_id, version_id, within=snapshot)
        dimensions = int(self._built_with.get("dimensions", "0")) or self.encoder.dimensions
        return read_evidence(within, policy_id, version_id, model=self.model, dimensions=dimensions)

    def nearest(
        self,
        vector: NDArray[np.float32],
        k: int,
        versions: Sequence[tuple[str, str]],
        *,
        within: Snapshot | None = None,
    ) -> list[NearPassage]:
        """The k passages of these versions (policy id, version id) nearest to a vector, nearest first."""
        if within is None:
            with self.catalog.snapshot() as snapshot:
                return self.nearest(vector, k, versions, within=snapshot)
        contents = within.contents(versions)
        keys = sorted({text_key(policy_id, content.sha256) for (policy_id, _), content in contents.items()})
        hits = self.vectors.query(vector, k, text_keys=keys)
        places = within.places([hit.id for hit in hits])
        return [
            NearPassage(policy=place.policy, version=place.version, passage=place.passage, score=hit.score)
            for hit in hits
            for place in places.get(hit.id, ())
            if (place.policy, place.version) in contents
        ]

    def close(self) -> None:
        if self._vectors is not None:
            self._vectors.close()
        self.catalog.close()

    def _check(self, encoder: Encoder) -> None:
        built = self._built_with
        if "model" in built and built["model"] != encoder.name:
            raise _mismatch(built, f"{encoder.name} ({encoder.dimensions})")


@contextmanager
def open_index(
    settings: IngestSettings,
    *,
    owner: str,
    address: str | None = None,
    create: bool = False,
    rebuild: bool = False,
    writing: bool = False,
    encoder: Encoder | None = None,
) -> Iterator[Index]:
    """The index of the settings' folder, owned by this process until the `with` block ends.

    With a Chroma server only those own it who change it (`create`, `rebuild` or `writing`): others read beside them.
    `owner` says what we are ("clausewise ingest") to whoever finds the index taken, `address` where our API listens.
    Raises IndexLockedError, IndexMissingError (unless `create`), IndexMismatchError (unless `rebuild`), or
    SettingsError for a folder that cannot be made.
    """
    folder = settings.index
    if create:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise SettingsError(
                f"the index {folder} cannot be made: {exc.strerror}; name another with --index or CLAUSEWISE_INDEX"
            ) from exc
    elif not (folder / CATALOG_FILE).is_file():
        raise IndexMissingError(f"there is no index in {folder}; run: clausewise ingest PATH --index {folder}")
    owned = settings.chroma_url is None or create or rebuild or writing
    held = own(folder, what=owner, address=address) if owned else nullcontext()
    with held, closing(Catalog.open(folder, create=create)) as catalog:
        built = {} if rebuild else catalog.meta()
        if "embeddings" in built and built["embeddings"] != settings.embeddings:
            raise _mismatch(built, settings.embeddings)
        with closing(Index(settings, catalog, encoder=encoder, rebuild=rebuild)) as index:
            yield index


@contextmanager
def open_catalog(settings: IngestSettings) -> Iterator[Catalog]:
    """The catalog alone, for reading, whoever owns the index. Raises IndexMissingError or IndexMismatchError."""
    with closing(Catalog.open(settings.index)) as catalog:
        yield catalog


def _mismatch(built: dict[str, str], wanted: str) -> IndexMismatchError:
    return IndexMismatchError(
        f"index was built with {built.get('embeddings', built['model'])} ({built.get('dimensions', '?')}), "
        f"settings say {wanted}; run: clausewise ingest --rebuild PATH"
    )

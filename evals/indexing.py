"""An index made of a folder of policies for one evaluation. The operator's own index is never touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.errors import CorpusError
from ingest.encoder import Encoder
from ingest.index import Index, open_index
from ingest.pipeline import ingest
from ingest.progress import Report
from ingest.settings import IngestSettings


@contextmanager
def index_of(
    folder: Path,
    settings: IngestSettings,
    *,
    at: Path | None = None,
    encoder: Encoder | None = None,
    progress: Report | None = None,
) -> Iterator[Index]:
    """The folder's policies, indexed in `at`, which is kept, else in a place that is gone after the `with` block.

    Vectors stay on this machine, whatever the settings say. Raises CorpusError for a file that cannot be read.
    """
    with TemporaryDirectory() as temporary:
        made = settings.model_copy(update={"index": at or Path(temporary) / "index", "chroma_url": None})
        with open_index(made, owner="clausewise eval", create=True, encoder=encoder) as index:
            summary = ingest([folder], index=index, progress=progress)
            if summary.failed:
                raise CorpusError("; ".join(f"{failure.file}: {failure.reason}" for failure in summary.failed))
            yield index

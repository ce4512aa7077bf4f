"""An index made of a folder of policies for one evaluation. The operator's own index is never touched."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
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


class SharedIndex(ExitStack):
    """Keeps the last index open, for the next set that is over the same policies; the one before it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: tuple[Hashable, Index] | None = None

    def of(self, policies: Hashable, make: Callable[[], AbstractContextManager[Index]]) -> Index:
        """The kept index where it is of these policies, else the one that is made now."""
        if self._kept is None or self._kept[0] != policies:
            self._kept = None
            self.close()
            self._kept = (policies, self.enter_context(make()))
        return self._kept[1]

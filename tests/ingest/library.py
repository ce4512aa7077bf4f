"""A corpus folder and an index over it, for tests: write files, ingest, look at all that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from ingest.index import Index, open_index
from ingest.parsing import Parse
from ingest.pipeline import IngestSummary, ingest
from ingest.settings import IngestSettings
from tests.fakes import FakeEncoder, parse_lines


@dataclass(frozen=True)
class State:
    """All that an index holds of its roots, in values that can be compared. Row numbers and generations are no part."""

    policies: dict[str, tuple[str, tuple[str, ...], str]]
    versions: dict[str, dict[str, Any]]
    words: dict[str, frozenset[str]]
    cached: frozenset[str]
    vectors: frozenset[str]


class Library:
    def __init__(self, folder: Path, *, corpus: Path | None = None) -> None:
        self.corpus = corpus or folder / "corpus"
        self.corpus.mkdir(parents=True, exist_ok=True)
        self.settings = IngestSettings(index=folder / "index", embeddings="fake")

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def remove(self, name: str) -> None:
        (self.corpus / name).unlink()

    @contextmanager
    def open(self, encoder: FakeEncoder | None = None, *, rebuild: bool = False) -> Iterator[Index]:
        opened = open_index(self.settings, owner="test", create=True, rebuild=rebuild, encoder=encoder or FakeEncoder())
        with opened as index:
            yield index

    def ingest(
        self,
        *paths: Path,
        encoder: FakeEncoder | None = None,
        rebuild: bool = False,
        parse: Parse = parse_lines,
    ) -> IngestSummary:
        """Ingest these roots, by default the corpus."""
        with self.open(encoder, rebuild=rebuild) as index:
            return ingest(paths or (self.corpus,), index=index, rebuild=rebuild, parse=parse)

    def state(self, encoder: FakeEncoder | None = None) -> State:
        with self.open(encoder) as index, index.catalog.snapshot() as snapshot:
            entries = snapshot.policies()
            versions: dict[str, dict[str, Any]] = {}
            words: dict[str, set[str]] = {}
            for entry in entries:
                for info in entry.versions:
                    pair = (entry.policy.id, info.id)
                    passages = snapshot.passages(*pair)
                    versions["@".join(pair)] = {
                        "version": snapshot.version(entry.policy.id, version_id=info.id),
                        "current": info.current,
                        "clauses": snapshot.clauses(*pair),
                        "passages": passages,
                        "evidence": index.evidence(*pair, within=snapshot).vectors.tolist(),
                    }
                    for word in {word for passage in passages for word in passage.text.lower().split()}:
                        hits = snapshot.match_words([word], [pair], 99)
                        words.setdefault(word, set()).update(f"{pair}{hit.passage}" for hit in hits)
            return State(
                policies={e.policy.id: (e.policy.name, e.policy.aliases, e.live.id) for e in entries},
                versions=versions,
                words={word: frozenset(places) for word, places in words.items()},
                cached=index.catalog.encoded_keys(index.model),
                vectors=index.vectors.ids(),
            )

    def fresh(self) -> State:
        """What the corpus as it is now comes to in an index of its own."""
        other = Library(Path(mkdtemp(dir=self.settings.index.parent)), corpus=self.corpus)
        other.ingest()
        return other.state()

    def text(self, policy_id: str) -> str:
        """The text in force."""
        with self.open() as index:
            return index.catalog.version(policy_id).text

    def found(self, words: str) -> set[str]:
        """The texts of all passages that are found with any of these words, by word or by vector, in any policy."""
        encoder = FakeEncoder()
        with self.open(encoder) as index, index.catalog.snapshot() as snapshot:
            versions = [(entry.policy.id, entry.live.id) for entry in snapshot.policies()]
            hits = [(hit.policy, hit.version, hit.passage) for hit in snapshot.match_words(words.split(), versions, 99)]
            vector = encoder.encode([words])[0].vector
            near = index.nearest(vector, 99, versions, within=snapshot)
            hits += [(hit.policy, hit.version, hit.passage) for hit in near]
            return {snapshot.passages(policy, version)[at].text for policy, version, at in hits}

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest

from ingest.errors import IndexLockedError, IndexMismatchError, IndexMissingError, SettingsError, UnknownPolicyError
from ingest.index import Index, open_catalog, open_index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.fakes import FakeEncoder, parse_lines
from tests.ingest.library import Library


def ingest_acme(library: Library, index: Index) -> str:
    """The id of its version in force."""
    ingest([library.corpus], index=index, parse=parse_lines)
    return index.catalog.version("acme").id


def test_evidence_holds_each_passage_with_its_vectors(library: Library) -> None:
    library.write("acme.txt", "We keep data.\nWe sell nothing.")
    library.ingest()
    encoder = FakeEncoder()
    with library.open(encoder) as index:
        [entry] = index.catalog.policies()
        evidence = index.evidence("acme", entry.live.id)
    fresh = encoder.encode([passage.embedded_text for passage in evidence.passages])
    assert [passage.text for passage in evidence.passages] == ["We keep data.", "We sell nothing."]
    assert len(evidence.clauses) == 2
    assert np.allclose(evidence.vectors, [one.vector for one in fresh])
    for kept, offsets, one in zip(evidence.tokens, evidence.offsets, fresh, strict=True):
        assert np.allclose(kept, one.tokens, atol=0.01)
        assert np.array_equal(offsets, one.offsets)


def test_evidence_of_a_changed_policy_is_that_of_its_new_text(library: Library) -> None:
    path = library.write("acme.txt", "We keep data.")
    with library.open() as index:
        version = ingest_acme(library, index)
        assert index.evidence("acme", version).passages[0].text == "We keep data."
        path.write_text("We keep nothing.")
        changed = ingest_acme(library, index)
        assert index.evidence("acme", changed).passages[0].text == "We keep nothing."
        with pytest.raises(UnknownPolicyError):
            index.evidence("acme", version)


def test_the_nearest_passages_are_told_by_policy_version_and_position(library: Library) -> None:
    library.write("acme.txt", "We keep data.\nWe sell nothing.")
    library.write("beta.txt", "We sell nothing.")
    library.ingest()
    encoder = FakeEncoder()
    with library.open(encoder) as index:
        versions = {entry.policy.id: entry.live.id for entry in index.catalog.policies()}
        vector = encoder.encode(["We sell nothing."])[0].vector
        both = index.nearest(vector, 2, list(versions.items()))
        assert {(hit.policy, hit.passage) for hit in both} == {("acme", 1), ("beta", 0)}
        assert [hit.score for hit in both] == pytest.approx([1, 1], abs=1e-5)
        only = index.nearest(vector, 9, [("acme", versions["acme"])])
        assert [(hit.policy, hit.passage) for hit in only] == [("acme", 1), ("acme", 0)]
        assert index.nearest(vector, 9, []) == []


def test_a_missing_index_is_told_and_not_made(library: Library) -> None:
    with pytest.raises(IndexMissingError, match="run: clausewise ingest PATH"), open_index(library.settings, owner="a"):
        pass
    with pytest.raises(IndexMissingError), open_catalog(library.settings):
        pass
    assert not library.settings.index.exists()


def test_an_index_is_owned_while_it_is_open_but_its_catalog_can_be_read(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    with library.open():
        with pytest.raises(IndexLockedError), library.open():
            pass
        with open_catalog(library.settings) as catalog:
            assert [entry.policy.id for entry in catalog.policies()] == ["acme"]


def test_another_embedding_setting_is_refused_until_a_rebuild(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    library.settings = IngestSettings(index=library.settings.index, embeddings="better")
    better = FakeEncoder("better", dimensions=24)
    with pytest.raises(IndexMismatchError) as caught, library.open(better):
        pass
    assert str(caught.value) == (
        "index was built with fake (16), settings say better; run: clausewise ingest --rebuild PATH"
    )
    library.ingest(encoder=better, rebuild=True)
    state = library.state(better)
    assert len(state.vectors) == len(state.cached) == 1
    assert len(state.versions.popitem()[1]["evidence"][0]) == 24


def test_another_model_behind_the_same_setting_is_refused_too(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    with pytest.raises(IndexMismatchError, match=r"settings say fake-2 \(16\)"), library.open(FakeEncoder("fake-2")):
        pass


def test_lost_vectors_are_told_and_the_next_ingest_makes_them_again(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    before = library.state()
    with library.open() as index:
        index.vectors.delete(index.vectors.ids())
        index.catalog.drop_unused_vectors("some other model")
        with pytest.raises(IndexMismatchError, match=r"1 passages of acme@.* have no vectors of fake"):
            index.evidence("acme", index.catalog.version("acme").id)
    assert library.ingest().unchanged == ("acme",)
    assert library.state() == before


def test_readers_in_other_threads_see_one_state_at_a_time(library: Library) -> None:
    def write(word: str) -> None:
        for name in ("acme", "beta"):
            library.write(f"{name}.txt", f"We keep {word}.")

    def read(index: Index) -> set[str]:
        with index.catalog.snapshot() as snapshot:
            entries = snapshot.policies()
            return {
                passage.text
                for entry in entries
                for passage in index.evidence(entry.policy.id, entry.live.id, within=snapshot).passages
            }

    with library.open() as index, ThreadPoolExecutor(2) as threads:
        write("ants")
        ingest([library.corpus], index=index, parse=parse_lines)
        done = threading.Event()

        def read_on() -> list[set[str]]:
            seen = []
            while not done.is_set():
                seen.append(read(index))
            return [*seen, read(index)]

        readers = [threads.submit(read_on) for _ in range(2)]
        for word in ("yaks", "zebras", "ants", "yaks"):
            write(word)
            ingest([library.corpus], index=index, parse=parse_lines)
        done.set()
        states = [state for reader in readers for state in reader.result()]
    assert all(len(state) == 1 for state in states)
    assert {"We keep yaks."} in states


def test_a_chroma_folder_that_was_removed_is_made_again_without_the_model(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    before = library.state()
    rmtree(library.settings.index / "chroma")
    encoder = FakeEncoder()
    library.ingest(encoder=encoder)
    assert encoder.calls == []
    assert library.state() == before


def test_an_index_that_cannot_be_made_is_told(library: Library, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(SettingsError, match=r"the index .*index cannot be made: File exists; name another"):
        library.ingest()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["ingest.index", "ingest.pipeline", "bot.models", "bot.settings"])
def test_importing_loads_neither_chroma_nor_the_model(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('chromadb', 'onnxruntime', 'py3langid') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root())
    assert done.stdout == "[]\n"


def root() -> Path:
    return Path(__file__).resolve().parents[2]


def test_reading_one_policys_evidence_opens_no_chroma(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    rmtree(library.settings.index / "chroma")
    with library.open() as index:
        index.evidence("acme", index.catalog.version("acme").id)
        assert not (library.settings.index / "chroma").exists()

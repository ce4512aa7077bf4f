"""Each kind of damage is found, and what is said to mend it does."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import numpy as np
import pytest

from ingest.doctor import Finding, examine
from ingest.errors import IndexLockedError, IndexMissingError
from ingest.index import open_catalog
from ingest.settings import IngestSettings
from ingest.vectors import VectorRecord, text_key
from tests.fakes import FakeEncoder
from tests.ingest.library import Library


@pytest.fixture
def sound(library: Library) -> Library:
    library.write("acme.txt", "We keep data.\nWe sell nothing.")
    library.write("beta.txt", "We keep data.")
    library.ingest()
    return library


def sql(library: Library, *statements: str) -> None:
    connection = sqlite3.connect(library.settings.index / "catalog.db")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def findings(library: Library) -> list[tuple[str, str]]:
    return [(finding.part, finding.problem) for finding in examine(library.settings).findings]


def test_a_sound_index_is_counted_and_nothing_is_found(sound: Library) -> None:
    diagnosis = examine(sound.settings)
    assert diagnosis.findings == ()
    assert diagnosis.sound
    assert diagnosis.counts == {
        "policies": 2, "versions": 2, "clauses": 3, "passages": 3, "cached": 2, "vectors": 3,
    }  # fmt: skip


def lose_vectors(library: Library) -> None:
    with library.open() as index:
        index.vectors.delete(list(index.vectors.ids())[:1])


def add_orphan(library: Library) -> None:
    with library.open() as index:
        index.vectors.add([VectorRecord("orphan", text_key("acme", "0" * 64), np.ones(16, np.float32))])


def swap_vector(library: Library) -> None:
    with library.open() as index:
        [id_] = [one.vector for one in index.catalog.references() if one.policy == "beta"]
        index.vectors.add([VectorRecord(id_, text_key("acme", "0" * 64), np.ones(16, np.float32))])


def edit(*statements: str) -> Callable[[Library], None]:
    return lambda library: sql(library, *statements)


@pytest.mark.parametrize(
    ("damage", "part", "problem", "mended_by_ingest"),
    [
        (lose_vectors, "vectors", "1 passages have no vector in Chroma", True),
        (add_orphan, "vectors", "1 vectors in Chroma belong to no passage", True),
        (swap_vector, "vectors", "1 vectors in Chroma are not those of their passages", False),
        (edit("DELETE FROM encoded WHERE rowid = 1"), "cache", "1 texts of passages have no vectors", True),
        (edit("UPDATE encoded SET vector = x'00'"), "cache", "2 texts have vectors of a wrong length", False),
        (
            edit("INSERT INTO encoded VALUES ('other', 'f', x'', x'', x'')"),
            "cache",
            "1 texts have vectors that no passage uses",
            True,
        ),
        (
            edit("UPDATE version SET text = replace(text, 'data', 'DATA') WHERE policy = 'beta'"),
            "catalog",
            "is not the one that was ingested",
            False,
        ),
        (edit("DELETE FROM passage_words WHERE rowid = 1"), "catalog", "the full-text index lacks passages", False),
        (edit("DELETE FROM passage WHERE version = 2"), "catalog", "has no passages", False),
        (edit('UPDATE clause SET "end" = 9999'), "catalog", "lie outside its text", False),
        (edit("UPDATE passage SET start = start + 1"), "catalog", "are named by other texts than theirs", False),
    ],
)
def test_damage_is_found_and_mended_by_what_is_said(
    sound: Library, damage: Callable[[Library], None], part: str, problem: str, mended_by_ingest: bool
) -> None:
    damage(sound)
    found = [one for one in examine(sound.settings).findings if one.part == part and problem in one.problem]
    assert found
    said = f"run: clausewise ingest {sound.corpus if mended_by_ingest else '--rebuild'}"
    assert (found[0].wrong, found[0].mend) == (True, said)
    sound.ingest(rebuild=not mended_by_ingest)
    assert findings(sound) == []
    with open_catalog(sound.settings) as catalog:
        assert catalog.version("beta").text == "We keep data."
        assert len(catalog.passages("acme", catalog.version("acme").id)) == 2


def test_a_kept_file_that_changed_is_found(sound: Library) -> None:
    sql(sound, "UPDATE original SET data = x'00' WHERE sha256 = (SELECT original FROM version WHERE policy = 'acme')")
    [(part, problem)] = findings(sound)
    assert part == "catalog"
    assert problem.startswith("the kept file of acme@")


def test_files_that_changed_are_no_fault_but_due(sound: Library) -> None:
    sound.write("acme.txt", "We keep more.")
    sound.remove("beta.txt")
    diagnosis = examine(sound.settings)
    assert diagnosis.sound
    assert diagnosis.findings == (
        Finding(
            "files",
            f"2 files of {sound.corpus} have changed or gone since they were ingested: acme.txt, beta.txt",
            f"run: clausewise ingest {sound.corpus}",
            wrong=False,
        ),
    )
    sound.ingest()
    assert findings(sound) == []


def test_another_model_in_the_settings_is_wrong(sound: Library) -> None:
    sound.settings = IngestSettings(index=sound.settings.index, embeddings="better")
    assert findings(sound) == [("model", "the index was built with fake (16), settings say better")]
    sound.ingest(encoder=FakeEncoder("better", dimensions=24), rebuild=True)
    assert findings(sound) == []


def test_another_release_s_schema_is_told_with_what_to_do(sound: Library) -> None:
    sql(sound, "UPDATE meta SET value = '99' WHERE key = 'schema'")
    [finding] = examine(sound.settings).findings
    assert "has schema 99" in finding.problem
    assert finding.mend.endswith("run: clausewise ingest PATH")


def test_a_catalog_that_is_no_database_is_told(sound: Library) -> None:
    for name in ("catalog.db-wal", "catalog.db-shm"):
        (sound.settings.index / name).unlink(missing_ok=True)
    (sound.settings.index / "catalog.db").write_text("no database at all, whatever the name says" * 99)
    [finding] = examine(sound.settings).findings
    assert finding.part == "catalog"
    assert finding.wrong


def test_vectors_that_cannot_be_opened_are_told(sound: Library) -> None:
    chroma = sound.settings.index / "chroma"
    rmtree(chroma)
    chroma.mkdir()
    (chroma / "chroma.sqlite3").write_text("no database")
    [finding] = examine(sound.settings).findings
    assert finding.part == "vectors"
    assert "remove that folder and run: clausewise ingest" in f"{finding.problem}; {finding.mend}"


def test_an_index_in_use_or_missing_is_not_examined(sound: Library, tmp_path: Path) -> None:
    with sound.open(), pytest.raises(IndexLockedError):
        examine(sound.settings)
    with pytest.raises(IndexMissingError):
        examine(IngestSettings(index=tmp_path / "none"))

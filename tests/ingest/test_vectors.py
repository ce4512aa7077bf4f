from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import IndexMismatchError
from ingest.vectors import VectorHit, VectorRecord, Vectors, text_key

ACME, BETA = text_key("acme", "1" * 64), text_key("beta", "2" * 64)


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = Vectors(tmp_path, model="minilm/v2:int8")
    yield opened
    opened.close()


def record(id_: str, text: str, *vector: float) -> VectorRecord:
    return VectorRecord(id_, text, np.array(vector, np.float32))


def near(vectors: Vectors, *keys: str, k: int = 9) -> list[VectorHit]:
    return vectors.query(np.array([1, 0], np.float32), k, text_keys=keys)


def test_the_nearest_come_first_with_their_cosine(vectors: Vectors) -> None:
    vectors.add([record("far", ACME, 0, 3), record("near", ACME, 2, 0), record("between", ACME, 1, 1)])
    hits = near(vectors, ACME)
    assert [hit.id for hit in hits] == ["near", "between", "far"]
    assert [hit.score for hit in hits] == pytest.approx([1, 0.5**0.5, 0], abs=1e-6)


def test_only_the_texts_that_are_named_are_searched(vectors: Vectors) -> None:
    vectors.add([record("a", ACME, 0, 1), record("b", BETA, 1, 0)])
    assert [hit.id for hit in near(vectors, ACME)] == ["a"]
    assert [hit.id for hit in near(vectors, ACME, BETA, k=1)] == ["b"]
    assert near(vectors) == []
    assert near(vectors, ACME, k=0) == []


def test_many_texts_are_searched_alike_whether_they_are_most_or_few_of_all(vectors: Vectors) -> None:
    asked = [text_key(f"p{number}", "3" * 64) for number in range(150)]
    vectors.add([record(f"asked {at}", key, 1, 1 + at) for at, key in enumerate(asked)])
    assert [hit.id for hit in near(vectors, *asked, k=3)] == ["asked 0", "asked 1", "asked 2"]
    vectors.add([record(f"other {at}", BETA, 1, at / 1_000) for at in range(50)])
    assert [hit.id for hit in near(vectors, *asked, k=3)] == ["asked 0", "asked 1", "asked 2"]


def test_adding_twice_changes_nothing(vectors: Vectors) -> None:
    for _ in range(2):
        vectors.add([record("a", ACME, 0, 1)])
    assert vectors.ids() == {"a"}


def test_what_is_deleted_is_not_found_again(vectors: Vectors) -> None:
    vectors.add([record("a", ACME, 1, 0), record("b", ACME, 0, 1)])
    vectors.delete(["a", "never there"])
    assert vectors.ids() == {"b"}
    assert [hit.id for hit in near(vectors, ACME)] == ["b"]


def test_it_is_all_there_when_opened_again(tmp_path: Path) -> None:
    first = Vectors(tmp_path, model="m")
    first.add([record("a", ACME, 1, 0)])
    first.close()
    second = Vectors(tmp_path, model="m")
    assert [hit.id for hit in near(second, ACME)] == ["a"]
    second.close()


def test_each_model_has_its_own_vectors_of_its_own_length(tmp_path: Path) -> None:
    one, other = Vectors(tmp_path, model="one"), Vectors(tmp_path, model="other")
    one.add([record("a", ACME, 1, 0)])
    other.add([record("a", ACME, 1, 0, 0)])
    other.drop_other_models()
    other.close()
    again = Vectors(tmp_path, model="one")
    assert again.ids() == frozenset()
    again.close()


def test_more_than_one_batch_is_added_listed_and_deleted(vectors: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.vectors._PAGE", 1_000)
    names = {f"v{number}" for number in range(6_000)}
    vectors.add(record(name, ACME, 1, 0) for name in names)
    assert vectors.ids() == names
    vectors.delete(names)
    assert vectors.ids() == frozenset()


def test_a_folder_that_is_not_chromas_is_told_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "chroma.sqlite3").write_text("no database")
    with pytest.raises(IndexMismatchError, match=r"cannot be used .*; remove that folder and run: clausewise ingest"):
        Vectors(tmp_path, model="m").ids()


def test_nothing_is_opened_before_the_first_use(tmp_path: Path) -> None:
    Vectors(tmp_path / "chroma", model="m").close()
    assert not (tmp_path / "chroma").exists()

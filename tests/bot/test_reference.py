from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.reference import FILE, encoded_reference, reference_vectors, vectors_file
from tests.fakes import FakeEncoder

TEXTS = ("how long is data kept", "", "who are you")


def test_texts_are_encoded_once_and_read_afterwards(tmp_path: Path) -> None:
    first, second = FakeEncoder(), FakeEncoder()
    made = encoded_reference(TEXTS, first, folder=tmp_path)
    read = encoded_reference(TEXTS, second, folder=tmp_path)
    assert (len(first.calls), len(second.calls)) == (1, 0)
    for one, other in zip(made, read, strict=True):
        for name in ("vector", "tokens", "offsets"):
            assert np.array_equal(getattr(one, name), getattr(other, name))
            assert getattr(one, name).dtype == getattr(other, name).dtype


def test_other_texts_or_another_model_are_encoded_anew(tmp_path: Path) -> None:
    encoded_reference(TEXTS, FakeEncoder(), folder=tmp_path)
    for texts, encoder in ((("new", *TEXTS), FakeEncoder()), (TEXTS, FakeEncoder("better"))):
        encoded_reference(texts, encoder, folder=tmp_path)
        assert encoder.encoded == list(texts)


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 torn", b"not a file of ours"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE).write_bytes(damage)
    encoder = FakeEncoder()
    assert len(encoded_reference(TEXTS, encoder, folder=tmp_path)) == len(TEXTS)
    assert encoded_reference(TEXTS, FakeEncoder("fake", fail_after=0), folder=tmp_path)


def test_a_file_that_ends_early_is_made_anew(tmp_path: Path) -> None:
    encoded_reference(TEXTS, FakeEncoder(), folder=tmp_path)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[: len(whole) // 2])
    assert len(encoded_reference(TEXTS, FakeEncoder(), folder=tmp_path)) == len(TEXTS)


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    assert len(encoded_reference(TEXTS, FakeEncoder(), folder=tmp_path / "missing")) == len(TEXTS)


def test_nothing_but_the_file_is_left_behind(tmp_path: Path) -> None:
    encoded_reference(TEXTS, FakeEncoder(), folder=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_vectors_alone_are_kept_for_each_model_and_for_this_process(tmp_path: Path) -> None:
    one, other = FakeEncoder("one model"), FakeEncoder("other model")
    made = reference_vectors(TEXTS, one, folder=tmp_path)
    assert made.shape == (len(TEXTS), one.dimensions)
    assert np.array_equal(made, [encoded.vector for encoded in FakeEncoder("one model").encode(TEXTS)])
    reference_vectors(TEXTS, other, folder=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {vectors_file(one), vectors_file(other)}
    again = FakeEncoder("one model")
    assert reference_vectors(TEXTS, again, folder=tmp_path / "elsewhere") is made
    assert not again.calls

"""Whatever stops an ingest, readers see the old state or the new one, and the next ingest finishes the work."""

from __future__ import annotations

import pytest

from ingest.catalog import Catalog
from ingest.index import open_catalog
from ingest.vectors import Vectors
from tests.fakes import FakeEncoder
from tests.ingest.library import Library

BEFORE_THE_PUBLISH = [
    (FakeEncoder, "encode"),
    (Catalog, "put_encoded"),
    (Vectors, "ids"),
    (Vectors, "add"),
    (Catalog, "publish"),
]
AFTER_THE_PUBLISH = [(Vectors, "delete"), (Vectors, "drop_other_models"), (Catalog, "drop_unused_vectors")]


class BrokenDownError(Exception):
    pass


def old_and_new(library: Library) -> None:
    """An index of one state, and files of another: one policy each is added, changed, removed and left."""
    library.write("changed.txt", "We keep data.\nWe sell zebras.")
    library.write("left.txt", "We keep data.\nWe sell nothing.")
    library.write("removed.txt", "We keep yaks.")
    library.ingest()
    library.write("added.txt", "We keep aardvarks.")
    library.write("changed.txt", "We keep data.\nWe sell ants.")
    library.remove("removed.txt")


def break_down(*args: object, **named: object) -> None:
    raise BrokenDownError


def texts(library: Library) -> dict[str, str]:
    """What a reader without the lock sees."""
    with open_catalog(library.settings) as catalog:
        return {entry.policy.id: catalog.version(entry.policy.id).text for entry in catalog.policies()}


OLD = {
    "changed": "We keep data.\nWe sell zebras.",
    "left": "We keep data.\nWe sell nothing.",
    "removed": "We keep yaks.",
}
NEW = {"added": "We keep aardvarks.", "changed": "We keep data.\nWe sell ants.", "left": OLD["left"]}


@pytest.mark.parametrize(("owner", "name"), [*BEFORE_THE_PUBLISH, *AFTER_THE_PUBLISH])
def test_a_step_that_breaks_down_leaves_the_old_state_or_the_new(
    library: Library, monkeypatch: pytest.MonkeyPatch, owner: type, name: str
) -> None:
    old_and_new(library)
    published = (owner, name) in AFTER_THE_PUBLISH
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, break_down)
        with pytest.raises(BrokenDownError):
            library.ingest()
    assert texts(library) == (NEW if published else OLD)
    found = library.found("zebras yaks ants aardvarks")
    assert ("We sell zebras." in found, "We sell ants." in found) == (not published, published)
    library.ingest()
    assert library.state() == library.fresh()


def test_a_model_that_breaks_down_half_way_does_not_start_from_nothing(library: Library) -> None:
    library.write("acme.txt", "\n".join(f"We keep item {number}." for number in range(150)))
    with pytest.raises(RuntimeError, match="the encoder broke down"):
        library.ingest(encoder=FakeEncoder(fail_after=130))
    encoder = FakeEncoder()
    library.ingest(encoder=encoder)
    assert len(encoder.encoded) == 150 - 128
    assert library.state() == library.fresh()


def test_a_rebuild_for_another_model_that_breaks_down_can_be_undone(library: Library) -> None:
    library.write("acme.txt", "We keep data.\nWe sell nothing.")
    library.ingest()
    before = library.state()
    with pytest.raises(RuntimeError, match="the encoder broke down"):
        library.ingest(encoder=FakeEncoder("other", dimensions=8, fail_after=0), rebuild=True)
    library.ingest()
    assert library.state() == before

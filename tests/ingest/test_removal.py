from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import UnknownPolicyError
from ingest.removal import Removal, StillThere, remove
from tests.ingest.library import Library


def take_out(library: Library, *policies: str) -> Removal:
    with library.open() as index:
        return remove(policies, index=index)


def test_a_removed_policy_is_found_no_more_and_leaves_nothing(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    before = library.state()
    library.write("beta.txt", "We sell zebras.")
    library.ingest()
    assert "We sell zebras." in library.found("zebras")
    assert take_out(library, "beta").removed == ("beta",)
    assert "We sell zebras." not in library.found("zebras")
    assert library.state() == before


def test_a_policy_whose_file_is_still_there_is_told_and_comes_back(library: Library, tmp_path: Path) -> None:
    path = library.write("sub/acme.txt", "We keep data.")
    alone = tmp_path / "beta.txt"
    alone.write_text("We sell nothing.")
    library.ingest(library.corpus, alone)
    assert take_out(library, "acme", "beta").still_there == (
        StillThere("acme", str(path), str(library.corpus)),
        StillThere("beta", str(alone), str(alone)),
    )
    assert library.ingest().added == ("acme",)


def test_a_policy_whose_file_is_gone_stays_away(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    library.remove("acme.txt")
    assert take_out(library, "acme").still_there == ()
    assert library.ingest().added == ()


def test_one_unknown_policy_and_none_is_removed(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    with pytest.raises(UnknownPolicyError, match="near it are acme"):
        take_out(library, "acme", "acne")
    assert library.text("acme") == "We keep data."

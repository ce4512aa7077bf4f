"""Whatever happens to the files, an ingest leaves the index as one that was made afresh."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.library import Library

names = st.sampled_from(["a", "b", "c", "d.com"])
lines = st.lists(
    st.sampled_from(["We keep data.", "We sell zebras.", "We sell nothing.", "Ask us."]), min_size=1, max_size=3
)
# The lines of each file, and the policy id and name that the manifest gives some of them.
Folder = tuple[dict[str, list[str]], dict[str, tuple[str, str | None]]]
folders = st.dictionaries(names, lines, max_size=4)
titles = st.sampled_from([None, "Acme", "Beta"])


@st.composite
def states(draw: st.DrawFn) -> Folder:
    files = draw(folders)
    listed = draw(st.lists(st.sampled_from(sorted(files)), unique=True)) if files else []
    policies = draw(st.permutations(["p", "q", "r", "s"]))
    return files, {name: (policy, draw(titles)) for name, policy in zip(listed, policies, strict=False)}


def put(library: Library, files: dict[str, list[str]], listed: dict[str, tuple[str, str | None]]) -> None:
    for path in library.corpus.iterdir():
        path.unlink()
    for name, text in files.items():
        library.write(f"{name}.txt", "\n".join(text))
    manifest = "".join(
        f'[{policy}]\nfile = "{name}.txt"\n' + (f'name = "{title}"\n' if title else "")
        for name, (policy, title) in listed.items()
    )
    library.write("manifest.toml", manifest)


def check_sequence(sequence: list[Folder]) -> None:
    with TemporaryDirectory() as folder:
        library = Library(Path(folder))
        for files, listed in sequence:
            put(library, files, listed)
            summary = library.ingest()
            assert not summary.failed
            assert {*summary.added, *summary.changed, *summary.unchanged} == {
                listed[name][0] if name in listed else name for name in files
            }
        assert library.state() == library.fresh()


@pytest.mark.slow
@given(st.lists(states(), min_size=2, max_size=3))
@settings(max_examples=4, deadline=None)
def test_any_sequence_of_ingests_ends_as_a_fresh_one(sequence: list[Folder]) -> None:
    check_sequence(sequence)


@pytest.mark.soak
@given(st.lists(states(), min_size=2, max_size=5))
@settings(max_examples=100, deadline=None)
def test_any_long_sequence_of_ingests_ends_as_a_fresh_one(sequence: list[Folder]) -> None:
    check_sequence(sequence)

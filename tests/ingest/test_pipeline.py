from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.errors import ManifestError, UnreadableFileError
from ingest.parsing import ParsedPolicy
from ingest.pipeline import IngestSummary, Progress, ingest
from tests.fakes import FakeEncoder, parse_lines
from tests.ingest.library import Library

DATED = {"first": date(2023, 1, 1), "second": date(2024, 1, 1)}


def parse_dated(name: str, data: bytes) -> ParsedPolicy:
    """As if the text itself stated a date: that of the word it begins with."""
    parsed = parse_lines(name, data)
    return ParsedPolicy(
        **{field: getattr(parsed, field) for field in ParsedPolicy.__slots__ if field != "effective"},
        effective=DATED.get(parsed.text.split()[0]),
    )


def reasons(summary: IngestSummary) -> dict[str, str]:
    return {Path(failure.file).name: failure.reason for failure in summary.failed}


def test_a_folder_comes_in_and_is_unchanged_the_second_time(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.write("sub/beta.com.md", "We sell nothing.")
    first = library.ingest()
    assert (first.added, first.generation) == (("acme", "beta.com"), 1)
    encoder = FakeEncoder()
    second = library.ingest(encoder=encoder)
    assert (second.added, second.changed, second.unchanged) == ((), (), ("acme", "beta.com"))
    assert second.generation == 1
    assert encoder.calls == []


def test_a_changed_text_is_embedded_only_where_it_is_new(library: Library) -> None:
    library.write("acme.txt", "We keep data.\nWe sell nothing.")
    library.ingest()
    library.write("acme.txt", "We keep data.\nWe sell all.")
    encoder = FakeEncoder()
    assert library.ingest(encoder=encoder).changed == ("acme",)
    assert encoder.encoded == ["We sell all."]


def test_what_was_deleted_is_never_found_again(library: Library) -> None:
    library.write("acme.txt", "We keep zebras.\nWe keep data.")
    library.write("beta.txt", "We keep yaks.")
    library.ingest()
    assert library.found("zebras yaks") == {"We keep zebras.", "We keep data.", "We keep yaks."}
    library.write("acme.txt", "We keep data.")
    library.remove("beta.txt")
    assert library.ingest().removed == ("beta",)
    assert library.found("zebras yaks keep") == {"We keep data."}


def test_other_roots_are_untouched(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "We keep data.")
    single = tmp_path / "beta.txt"
    single.write_text("We sell nothing.")
    (tmp_path / "gamma.txt").write_text("Not asked for.")
    library.ingest()
    assert library.ingest(single).added == ("beta",)
    library.remove("acme.txt")
    assert library.ingest().removed == ("acme",)
    assert library.state().policies.keys() == {"beta"}


def test_several_roots_are_one_publish(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "We keep data.")
    (tmp_path / "beta.txt").write_text("We sell nothing.")
    summary = library.ingest(library.corpus, tmp_path / "beta.txt", library.corpus)
    assert (summary.added, summary.generation) == (("acme", "beta"), 1)


def test_an_empty_folder_is_no_error(library: Library) -> None:
    assert library.ingest() == IngestSummary()


def test_the_index_made_from_nothing_can_be_opened(library: Library) -> None:
    library.ingest()
    assert library.state().policies == {}


def test_a_bad_file_fails_alone(library: Library) -> None:
    library.write("empty.txt", " \n\t\n")
    library.write("binary.txt", bytes(range(256)) * 40)
    library.write("good.txt", "We keep data.")
    summary = library.ingest()
    assert summary.added == ("good",)
    assert reasons(summary).keys() == {"empty.txt", "binary.txt"}
    assert all(not reason.startswith(("empty.txt", "binary.txt")) for reason in reasons(summary).values())


def test_a_file_that_goes_bad_keeps_what_was_known_of_it(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    before = library.state()
    library.write("acme.txt", "")
    summary = library.ingest()
    assert (summary.removed, summary.changed, summary.unchanged) == ((), (), ())
    assert reasons(summary).keys() == {"acme.txt"}
    assert library.state() == before


def test_a_file_that_is_too_large_fails(library: Library) -> None:
    library.settings = library.settings.model_copy(update={"max_file_bytes": 10})
    library.write("acme.txt", "We keep data.")
    assert "larger than 10 bytes" in reasons(library.ingest())["acme.txt"]


def test_two_files_of_one_name_cannot_be_one_policy(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    library.write("acme.md", "We sell nothing.")
    summary = library.ingest()
    assert summary.unchanged == ("acme",)
    assert reasons(summary) == {
        "acme.md": "policy acme comes from acme.txt; give one of the two another name or an id in manifest.toml"
    }
    assert library.text("acme") == "We keep data."


def test_a_policy_of_another_root_is_never_replaced(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    other = tmp_path / "other"
    other.mkdir()
    (other / "acme.txt").write_text("We sell all.")
    summary = library.ingest(other)
    assert reasons(summary)["acme.txt"].startswith(f"policy acme comes from {library.corpus}; change it there")
    assert library.text("acme") == "We keep data."
    both = library.ingest(other, library.corpus)
    assert both.unchanged == ("acme",)
    assert reasons(both).keys() == {"acme.txt"}


def test_a_folder_that_was_moved_keeps_its_policies(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    before = library.state()
    moved = library.corpus.rename(tmp_path / "moved")
    encoder = FakeEncoder()
    summary = library.ingest(moved, encoder=encoder)
    assert (summary.changed, summary.failed, encoder.calls) == (("acme",), (), [])
    assert summary.notices == (f"acme: taken over from {library.corpus}, which is gone",)
    assert library.state() == before
    assert library.ingest(moved).unchanged == ("acme",)


def test_the_manifest_names_the_policy(library: Library) -> None:
    library.write("a.txt", "We keep data.")
    library.write(
        "manifest.toml",
        '[acme]\nfile = "a.txt"\nname = "Acme"\naliases = ["Acme Inc."]\neffective = 2024-05-01\nlanguage = "de"\n'
        'source_url = "https://acme.example"\n',
    )
    library.ingest()
    state = library.state()
    assert state.policies == {"acme": ("Acme", ("Acme Inc.",), "2024-05-01")}
    version = state.versions["acme@2024-05-01"]["version"]
    assert (version.language, version.source, version.source_url) == ("de", "a.txt", "https://acme.example")


def test_a_changed_manifest_entry_changes_the_policy_and_embeds_nothing(library: Library) -> None:
    library.write("a.txt", "We keep data.")
    library.write("manifest.toml", '[acme]\nfile = "a.txt"\n')
    library.ingest()
    library.write("manifest.toml", '[acme]\nfile = "a.txt"\nname = "Acme"\n')
    encoder = FakeEncoder()
    assert library.ingest(encoder=encoder).changed == ("acme",)
    assert encoder.calls == []
    assert library.state().policies["acme"][0] == "Acme"


def test_the_manifests_date_goes_before_the_texts(library: Library) -> None:
    library.write("acme.txt", "first of all")
    library.ingest(parse=parse_dated)
    assert library.state().policies["acme"][2] == "2023-01-01"
    library.write("manifest.toml", '[acme]\nfile = "acme.txt"\neffective = 2022-02-02\n')
    library.ingest(parse=parse_dated)
    assert list(library.state().versions) == ["acme@2022-02-02"]


def test_a_renamed_file_with_a_manifest_entry_keeps_its_policy_and_embeds_nothing(library: Library) -> None:
    library.write("a.txt", "We keep data.")
    library.write("manifest.toml", '[acme]\nfile = "a.txt"\n')
    library.ingest()
    library.remove("a.txt")
    library.write("b.txt", "We keep data.")
    library.write("manifest.toml", '[acme]\nfile = "b.txt"\n')
    encoder = FakeEncoder()
    summary = library.ingest(encoder=encoder)
    assert (summary.added, summary.changed, summary.removed) == ((), ("acme",), ())
    assert encoder.calls == []


def test_a_renamed_file_without_one_is_another_policy(library: Library) -> None:
    library.write("a.txt", "We keep data.")
    library.ingest()
    library.remove("a.txt")
    library.write("b.txt", "We keep data.")
    encoder = FakeEncoder()
    summary = library.ingest(encoder=encoder)
    assert (summary.added, summary.removed) == (("b",), ("a",))
    assert encoder.calls == []


def test_a_listed_file_that_is_missing_is_reported_and_keeps_its_version(library: Library) -> None:
    library.write("a.txt", "We keep data.")
    library.write("manifest.toml", '[acme]\nfile = "a.txt"\n')
    library.ingest()
    before = library.state()
    library.remove("a.txt")
    assert "cannot be read" in reasons(library.ingest())["a.txt"]
    assert library.state() == before


def test_an_entry_that_points_to_a_missing_file_loses_nothing(library: Library) -> None:
    library.write("a.txt", "We keep data.")
    library.write("manifest.toml", '[acme]\nfile = "a.txt"\n')
    library.ingest()
    library.write("manifest.toml", '[acme]\nfile = "typo.txt"\n')
    summary = library.ingest()
    assert (summary.added, summary.removed) == (("a",), ())
    assert library.text("acme") == "We keep data."


def test_the_manifest_can_give_a_policy_to_another_file_while_the_old_one_stays(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    library.write("new.txt", "We sell nothing.")
    library.write("manifest.toml", '[acme]\nfile = "new.txt"\n')
    summary = library.ingest()
    assert summary.changed == ("acme",)
    assert reasons(summary).keys() == {"acme.txt"}
    assert [version["version"].text for version in library.state().versions.values()] == ["We sell nothing."]


def test_a_broken_manifest_stops_the_ingest_and_changes_nothing(library: Library) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    before = library.state()
    library.write("acme.txt", "We sell all.")
    library.write("manifest.toml", '[acme]\nfile = "../acme.txt"\n')
    with pytest.raises(ManifestError):
        library.ingest()
    assert library.state() == before


def test_a_path_that_is_not_there_stops_the_ingest(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "We keep data.")
    with pytest.raises(UnreadableFileError):
        library.ingest(library.corpus, tmp_path / "nowhere")
    assert library.state().policies == {}


def test_versions_of_a_manifest_are_all_kept_and_the_latest_is_in_force(library: Library) -> None:
    library.write("old.txt", "We kept data.")
    library.write("new.txt", "We keep data.")
    new = '[[acme.version]]\nfile = "new.txt"\neffective = 2024-01-01\n'
    old = '[[acme.version]]\nfile = "old.txt"\neffective = 2020-01-01\n'
    library.write("manifest.toml", new + old)
    library.ingest()
    assert library.text("acme") == "We keep data."
    assert library.state().versions.keys() == {"acme@2020-01-01", "acme@2024-01-01"}
    library.write("manifest.toml", new)
    library.remove("old.txt")
    assert library.ingest().changed == ("acme",)
    assert library.state().versions.keys() == {"acme@2024-01-01"}


def test_a_text_under_a_new_date_is_a_further_version(library: Library) -> None:
    library.write("acme.txt", "first we kept data.")
    library.ingest(parse=parse_dated)
    library.write("acme.txt", "second we keep data.")
    assert library.ingest(parse=parse_dated).changed == ("acme",)
    state = library.state()
    assert {name: version["current"] for name, version in state.versions.items()} == {
        "acme@2023-01-01": False,
        "acme@2024-01-01": True,
    }
    assert state.policies["acme"][2] == "2024-01-01"
    library.remove("acme.txt")
    library.ingest()
    assert library.state().versions == {}


def test_a_text_under_the_same_date_replaces_its_version(library: Library) -> None:
    library.write("acme.txt", "first we kept data.")
    library.ingest(parse=parse_dated)
    library.write("acme.txt", "first we kept nothing.")
    library.ingest(parse=parse_dated)
    assert [version["version"].text for version in library.state().versions.values()] == ["first we kept nothing."]


def test_a_rebuild_makes_everything_anew_even_what_is_gone_from_disk(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "first we kept data.")
    gone = tmp_path / "beta.txt"
    gone.write_text("We sell nothing.")
    library.ingest(library.corpus, gone, parse=parse_dated)
    library.write("acme.txt", "second we keep data.")
    library.ingest(parse=parse_dated)
    before = library.state()
    gone.unlink()
    encoder = FakeEncoder("other", dimensions=8)
    summary = library.ingest(rebuild=True, encoder=encoder, parse=parse_dated)
    assert (summary.changed, summary.failed) == (("acme",), ())
    assert sorted(encoder.encoded) == ["We sell nothing.", "first we kept data.", "second we keep data."]
    after = library.state(encoder)
    assert (after.policies, after.words) == (before.policies, before.words)
    assert {name: version["current"] for name, version in after.versions.items()} == {
        name: version["current"] for name, version in before.versions.items()
    }


def test_a_rebuild_leaves_nothing_of_what_other_code_made_of_a_file(library: Library, tmp_path: Path) -> None:
    library.write("acme.txt", "We keep data.\nWe sell nothing.")
    library.ingest()
    other = tmp_path / "beta.txt"
    other.write_text("We keep ants.")

    def parse_first_line(name: str, data: bytes) -> ParsedPolicy:
        return parse_lines(name, data.partition(b"\n")[0])

    library.ingest(other, rebuild=True, parse=parse_first_line)
    state = library.state()
    assert len(state.vectors) == len(state.cached) == 2
    assert state.words.keys() == {"we", "keep", "data.", "ants."}


def test_a_rebuild_while_a_new_version_comes_keeps_the_old_as_history(library: Library) -> None:
    library.write("acme.txt", "first we kept data.")
    library.ingest(parse=parse_dated)
    library.write("acme.txt", "second we keep data.")
    library.ingest(rebuild=True, parse=parse_dated)
    assert {name: version["current"] for name, version in library.state().versions.items()} == {
        "acme@2023-01-01": False,
        "acme@2024-01-01": True,
    }


def test_a_release_that_reads_files_otherwise_reads_them_all_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write("acme.txt", "We keep data.")
    library.ingest()
    monkeypatch.setattr("ingest.planning.PIPELINE_VERSION", 99)
    assert library.ingest().changed == ("acme",)
    assert library.ingest().unchanged == ("acme",)


def test_progress_counts_every_stage_to_its_end(library: Library) -> None:
    for name in ("acme", "beta"):
        library.write(f"{name}.txt", f"We are {name}.\nWe keep data.")
    seen: list[Progress] = []
    with library.open() as index:
        ingest([library.corpus], index=index, progress=seen.append, parse=parse_lines)
    assert [(step.done, step.total, step.item) for step in seen if step.stage == "reading"] == [
        (1, 2, "acme.txt"),
        (2, 2, "beta.txt"),
    ]
    # "We keep data." is embedded once and stored for each policy.
    assert [(step.done, step.total) for step in seen if step.stage == "embedding"] == [(3, 3)]
    assert [(step.done, step.total) for step in seen if step.stage == "storing"] == [(4, 4)]


def test_what_is_ignored_is_listed(library: Library) -> None:
    library.write("notes.xlsx", "x")
    assert [Path(name).name for name in library.ingest().ignored] == ["notes.xlsx"]

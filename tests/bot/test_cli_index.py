from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from tests.bot.conftest import Run
from tests.fakes import parse_here
from tests.ingest.library import Library

OLD = "Effective 1 May 2024\n\n1. Retention\n\nWe keep logs for six months.\n\n2. Sharing\n\nWe sell no names.\n"


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    """An index with two versions of one policy, and another policy."""
    library = Library(tmp_path)
    monkeypatch.setenv("CLAUSEWISE_INDEX", str(library.settings.index))
    monkeypatch.setenv("CLAUSEWISE_EMBEDDINGS", "fake")
    library.write("beta.txt", "1. Scope\n\nThis holds for our shop.\n")
    for text in (OLD, OLD.replace("2024", "2025").replace("six", "nine").replace("1. R", "3. R")):
        library.write("acme.txt", text)
        with library.open() as index:
            ingest([library.corpus], index=index, parse=parse_here)
    return library


def test_diff_shows_the_words_that_changed_between_the_latest_two(clausewise: Run, versions: Library) -> None:
    ran = clausewise("diff", "acme")
    assert ran.code == 0
    assert ran.out.startswith("acme: 2024-05-01 → 2025-05-01\n")
    assert "logs for [-six-] {+nine+} months." in ran.out


def test_diff_as_json_names_both_versions_clauses(clausewise: Run, versions: Library) -> None:
    shown = json.loads(clausewise("diff", "acme", "2025-05-01", "2024-05-01", "--json").out)
    assert (shown["policy"], shown["old"], shown["new"]) == ("acme", "2025-05-01", "2024-05-01")
    retention = next(one for one in shown["changes"] if one["old"]["label"] == "3")
    assert retention["kind"] == "reworded"
    assert retention["new"]["id"] == "acme@2024-05-01#1"
    assert {"kind": "inserted", "text": "six"} in retention["edits"]
    assert shown["counts"]["reworded"] == len([one for one in shown["changes"] if one["kind"] == "reworded"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("beta",), "policy beta has one version"),
        (("acne",), "no policy is named 'acne'; near it are acme"),
        (("acme", "2020-01-01", "2024-05-01"), "no version of acme is named '2020-01-01'"),
    ],
)
def test_diff_of_what_is_not_there_is_wrong_usage(
    clausewise: Run, versions: Library, arguments: tuple[str, ...], message: str
) -> None:
    ran = clausewise("diff", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_diff_reads_beside_the_owner_of_the_index(clausewise: Run, versions: Library) -> None:
    with versions.open():
        assert clausewise("diff", "acme").code == 0


def test_remove_says_what_comes_back(clausewise: Run, versions: Library) -> None:
    ran = clausewise("remove", "beta")
    assert ran.code == 0
    assert ran.out.startswith("1 removed: beta\nnotice: ")
    assert "brings beta back" in " ".join(ran.out.split())
    assert [one["id"] for one in json.loads(clausewise("policies", "--json").out)] == ["acme"]
    (versions.corpus / "acme.txt").unlink()
    shown = json.loads(clausewise("remove", "acme", "--json").out)
    assert (shown["removed"], shown["still_there"]) == (["acme"], [])


def test_remove_of_an_unknown_policy_is_wrong_usage_and_removes_nothing(clausewise: Run, versions: Library) -> None:
    ran = clausewise("remove", "acme", "acne")
    assert ran.code == 2
    assert len(json.loads(clausewise("policies", "--json").out)) == 2


def test_doctor_is_0_for_a_sound_index_and_1_for_another(
    clausewise: Run, versions: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = clausewise("doctor")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "The index is sound.")
    assert "embeddings: fake; reranker: none; silent below the fitted threshold" in ran.out
    with versions.open() as index:
        index.vectors.delete(index.vectors.ids())
    ran = clausewise("doctor")
    assert ran.code == 1
    assert f"run: clausewise ingest {versions.corpus}" in "".join(ran.out.split("\n")).replace("  ", " ")
    monkeypatch.setenv("CLAUSEWISE_SILENT_BELOW", "0.7")
    shown = json.loads(clausewise("doctor", "--json").out)
    assert shown["sound"] is False
    assert shown["settings"] == {"embeddings": "fake", "reranker": None, "silent_below": 0.7}
    assert shown["findings"][0]["part"] == "vectors"

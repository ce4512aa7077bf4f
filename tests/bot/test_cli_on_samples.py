"""Every command over the sample policies, with the real model: what goes in at one end comes out at the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.index import open_index
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.bot.conftest import Run
from tests.fakes import parse_here

pytestmark = pytest.mark.model

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
EXEMPT = ("answer_id", "generation", "timings_ms")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "index"
    with open_index(IngestSettings(index=folder), owner="tests", create=True) as opened:
        ingest([CORPUS], index=opened, parse=parse_here)
    return folder


def answer(clausewise: Run, *arguments: str | Path) -> dict[str, Any]:
    ran = clausewise("ask", *arguments, "--json")
    assert ran.code == 0, ran.err
    parsed: dict[str, Any] = json.loads(ran.out)
    return parsed


def test_a_second_ingest_of_the_same_folder_changes_nothing(clausewise: Run, index: Path) -> None:
    summary = json.loads(clausewise("ingest", CORPUS, "--index", index, "--json").out)
    assert (summary["added"], summary["changed"], summary["removed"], summary["failed"]) == ([], [], [], [])
    assert len(summary["unchanged"]) == 7


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_ingested(clausewise: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("1. Retention\nWe keep logs for one year.\n")
    (tmp_path / "empty.txt").write_text("")
    ran = clausewise("ingest", tmp_path, "--index", tmp_path / "index", "--json")
    summary = json.loads(ran.out)
    assert ran.code == 1
    assert summary["added"] == ["good"]
    assert [Path(failure["file"]).name for failure in summary["failed"]] == ["empty.txt"]
    assert summary["failed"][0]["reason"]


def test_policies_lists_the_version_in_force(clausewise: Run, index: Path) -> None:
    listed = json.loads(clausewise("policies", "--index", index, "--json").out)
    (spokeway,) = (entry for entry in listed if entry["id"] == "spokeway")
    assert spokeway.keys() == {"id", "name", "version", "effective", "language", "clauses", "passages", "source"}
    assert (spokeway["version"], spokeway["effective"]) == ("2025-02-15", "2025-02-15")
    assert (spokeway["name"], spokeway["language"], spokeway["source"]) == ("Spokeway", "en", "spokeway-2025.txt")
    assert spokeway["clauses"] > 20
    assert spokeway["passages"] > 20


def test_the_listing_is_made_for_people_too(clausewise: Run, index: Path) -> None:
    lines = clausewise("policies", "--index", index).out.splitlines()
    assert lines[0].split()[:2] == ["id", "name"]
    assert any(line.startswith("spokeway ") and "2025-02-15" in line for line in lines)


def test_every_citation_is_the_exact_text_of_the_clause_that_show_prints(clausewise: Run, index: Path) -> None:
    cited = answer(clausewise, "How long do you keep my data?", "--index", index)["citations"]
    assert len({citation["policy"] for citation in cited}) >= 5
    for citation in cited:
        clause = json.loads(clausewise("show", citation["clause"], "--index", index, "--json").out)
        start = citation["start"] - clause["start"]
        assert clause["text"][start : start + len(citation["quote"])] == citation["quote"]
        assert citation["end"] - citation["start"] == len(citation["quote"])
        assert (clause["text_sha256"], clause["version"]) == (citation["text_sha256"], citation["version"])


def test_show_prints_an_outline_whose_ids_it_takes(clausewise: Run, index: Path) -> None:
    outline = json.loads(clausewise("show", "latchwell", "--index", index, "--json").out)
    key = outline["clauses"][-1]["key"]
    shown = json.loads(clausewise("show", f"latchwell#{key}", "--index", index, "--json").out)
    assert (shown["key"], shown["start"], shown["end"]) == (
        key,
        outline["clauses"][-1]["start"],
        outline["clauses"][-1]["end"],
    )
    assert f"#{key}" in "".join(clausewise("show", "latchwell", "--index", index).out.split())


def test_the_same_question_gets_the_same_answer(clausewise: Run, index: Path) -> None:
    first, second = (answer(clausewise, "Do you sell my data?", "--index", index) for _ in range(2))
    for field in EXEMPT:
        del first[field], second[field]
    assert first == second


def test_as_of_asks_the_version_that_was_in_force(clausewise: Run, index: Path) -> None:
    question = ("How long do you keep trip data?", "--policy", "spokeway", "--index", index)
    versions = {citation["version"] for citation in answer(clausewise, *question)["citations"]}
    before = {citation["version"] for citation in answer(clausewise, *question, "--as-of", "2024-01-01")["citations"]}
    assert (versions, before) == ({"2025-02-15"}, {"2023-03-01"})


def test_search_hits_are_ranked_and_short_enough(clausewise: Run, index: Path) -> None:
    ran = clausewise(
        "search", "how long is video kept", "--policy", "latchwell", "--k", "5", "--index", index, "--json"
    )
    hits = json.loads(ran.out)
    assert len(hits) == 5
    assert {hit["policy"] for hit in hits} == {"latchwell"}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)
    assert all(0 < hit["end"] - hit["start"] <= 1000 for hit in hits)


@pytest.mark.parametrize("arguments", [("ask", "How long?", "--policy", "nobody"), ("show", "nobody#1"), ("show", "x")])
def test_what_is_not_in_the_index_is_one_line_and_code_2(
    clausewise: Run, index: Path, arguments: tuple[str, ...]
) -> None:
    ran = clausewise(*arguments, "--index", index)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("clausewise: ")
    assert ran.err.count("\n") == 1


def test_batch_answers_equal_single_ones(clausewise: Run, index: Path, tmp_path: Path) -> None:
    asked, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    line = {"id": "q1", "question": "How long do you keep video clips?", "policy": "latchwell"}
    asked.write_text(json.dumps(line) + "\n")
    assert clausewise("ask", "--questions", asked, "--out", out, "--index", index).code == 0
    batch = json.loads(out.read_text())
    single = answer(clausewise, line["question"], "--policy", "latchwell", "--index", index)
    assert batch.pop("id") == "q1"
    for field in EXEMPT:
        del batch[field], single[field]
    assert batch == single

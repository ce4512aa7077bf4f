"""The command: a team's own policies and gold in a folder, from the first run to a change that fails."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app as clausewise
from evals.cli import app

POLICY = """\
Privacy policy of Brambleway

1. Keeping
We keep delivery addresses for six months. We keep invoices for seven years.

2. Selling
We do not sell your personal data to anybody.
"""
GOLD = """\
corpus: policies
questions:
  - id: addresses
    question: 'How long do you keep delivery addresses?'
    policy: brambleway
    kind: direct
    category: data-retention
    answerable: true
    status: answered
    facts: ['(six|6) months']
    forbidden: []
    support:
      - quote: 'delivery addresses for six months'
    reference: 'Delivery addresses are kept for six months.'

  - id: selling
    question: 'Do you sell my data?'
    policy: brambleway
    kind: yes_no
    category: third-party-sharing
    answerable: true
    status: answered
    facts: ['not sell']
    forbidden: []
    support:
      - quote: 'We do not sell your personal data'
    reference: 'No, they do not sell it.'
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team's folder, which is also the working one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "brambleway.txt").write_text(POLICY)
    (tmp_path / "gold.yaml").write_text(GOLD)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def change_policy(folder: Path) -> None:
    (folder / "policies" / "brambleway.txt").write_text(POLICY.replace("six months", "nine months"))


@pytest.mark.usefixtures("parsed_here")
def test_lint_names_what_to_look_at_and_fixes_what_it_can(folder: Path) -> None:
    first = run("lint", "--gold", "gold.yaml")
    assert (first.exit_code, len(first.stdout.splitlines())) == (1, 2)
    assert "gold.yaml: addresses: clause: the clause is not filled in; it is brambleway#1" in first.stdout
    assert run("lint", "--gold", "gold.yaml", "--fix").exit_code == 0
    assert "- clause: brambleway#1\n        quote:" in (folder / "gold.yaml").read_text()
    change_policy(folder)
    changed = run("lint", "--gold", "gold.yaml")
    assert changed.exit_code == 1
    assert {line.split(": ")[1] for line in changed.stdout.splitlines()} == {"addresses"}


def test_lint_says_which_set_is_left_out(folder: Path) -> None:
    (folder / "gold.yaml").write_text(GOLD.replace("corpus: policies", "corpus: $NO_SUCH_FOLDER"))
    result = run("lint", "--gold", "gold.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "set NO_SUCH_FOLDER to the folder that holds them" in result.stderr


def test_a_gold_file_that_was_named_and_cannot_be_run_is_an_error(folder: Path) -> None:
    (folder / "gold.yaml").write_text(GOLD.replace("corpus: policies", "corpus: $NO_SUCH_FOLDER"))
    result = run("--gold", "gold.yaml")
    assert "set NO_SUCH_FOLDER to the folder that holds them" in str(result.exception)


def test_without_the_extra_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.cli.find_spec", lambda name: None if name == "ir_measures" else name)
    result = run("lint")
    assert str(result.exception) == "the evaluation needs more packages; run: pip install 'clausewise[eval]'"


@pytest.mark.model
def test_a_baseline_is_made_and_a_changed_policy_fails_against_it(folder: Path) -> None:
    run("lint", "--gold", "gold.yaml", "--fix")
    made = run("--gold", "gold.yaml", "--update-baseline", "--reason", "the first one")
    assert made.exit_code == 0, made.output
    assert json.loads((folder / "baseline.json").read_text())["reason"] == "the first one"
    change_policy(folder)
    result = run("--gold", "gold.yaml", "--write", "eval.xml", "--write", "eval.html", "--as", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    changes = data["sets"][0]["changes"]
    assert [change["id"] for change in changes if change["what"] == "newly wrong"] == ["addresses"]
    cases = ET.parse(folder / "eval.xml").iter("testcase")
    assert [case.get("name") for case in cases if case.find("failure") is not None] == ["addresses", "gold"]
    assert "We keep delivery addresses for nine months." in (folder / "eval.html").read_text()


@pytest.mark.model
def test_an_index_of_ones_own_can_be_evaluated(folder: Path) -> None:
    ingested = CliRunner().invoke(clausewise, ["ingest", "policies", "--index", "index"])
    assert ingested.exit_code == 0
    result = run("--gold", "gold.yaml", "--index", "index", "--as", "md")
    assert "## gold: 2 questions" in result.stdout
    assert "There is no baseline to compare with." in result.stdout


@pytest.mark.model
def test_new_drafts_an_entry_from_the_current_answer(folder: Path) -> None:
    CliRunner().invoke(clausewise, ["ingest", "policies", "--index", "index"])
    drafted = run("new", "How long do you keep invoices?", "--policy", "brambleway", "--index", "index")
    assert drafted.exit_code == 0
    (folder / "gold.yaml").write_text(GOLD + drafted.stdout)
    assert run("lint", "--gold", "gold.yaml", "--fix").exit_code == 0
    assert "seven years" in drafted.stdout


@pytest.mark.model
def test_a_benchmark_is_scored_and_its_run_is_written(folder: Path) -> None:
    (folder / "bench" / "docs").mkdir(parents=True)
    (folder / "bench" / "docs" / "brambleway.txt").write_text(POLICY)
    start = POLICY.index("We do not sell")
    question = {"id": "q", "doc_id": "brambleway", "question": "Do you sell data?"}
    answers = [{"start": start, "end": start + 45, "text": "x"}]
    (folder / "bench" / "questions.jsonl").write_text(json.dumps({**question, "answers": answers}) + "\n")
    result = run("benchmark", "bench", "--out", "run.jsonl")
    assert result.exit_code == 0, result.output
    assert "| MRR | 1 | 1.000 |" in result.stdout
    assert json.loads((folder / "run.jsonl").read_text())["hits"][0]["policy"] == "brambleway"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--gold", "gold.yaml", "--update-baseline"], "--reason"),
        (["--gold", "gold.yaml", "--baseline", "none.json"], "none.json cannot be read"),
        (["--gold", "broken.yaml"], "broken.yaml:6: addresses: kind"),
        (["--gold", "gold.yaml", "--write", "eval.pdf"], "a report ends in .md, .html, .xml, .json"),
        (["--gold", "gold.yaml", "--gold", "gold.yaml"], "same name"),
        (["benchmark", "policies"], "questions.jsonl cannot be read"),
    ],
)
def test_wrong_usage_is_told(folder: Path, arguments: list[str], told: str) -> None:
    (folder / "broken.yaml").write_text(GOLD.replace("kind: direct", "kind: driect"))
    result = run(*arguments)
    shown = " ".join((result.output + str(result.exception)).split())
    assert result.exit_code != 0
    assert told in shown.replace("│ ", "").replace(" │", "")

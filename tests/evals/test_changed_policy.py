"""Somebody changes a retention period in a policy: exactly the questions on it fail, and lint names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.pipeline import Clausewise
from bot.settings import Settings
from evals.baseline import KeptSet, keep
from evals.corpus import read_corpus
from evals.goldset import GoldSet
from evals.lint import lint
from evals.reports import markdown
from evals.runner import run
from evals.score import score
from evals.suite import Report, SetReport, assess, default_gold
from evals.system import InProcess
from ingest.index import open_index
from ingest.pipeline import ingest
from tests.fakes import parse_here

FERNHOLLOW = Path(__file__).parents[2] / "corpus" / "fernhollow.txt"
BEFORE, AFTER = "recordings of telephone calls for six months", "recordings of telephone calls for ten months"


def evaluated(text: str, folder: Path, gold: GoldSet, baseline: KeptSet | None) -> SetReport:
    folder.mkdir()
    (folder / "fernhollow.txt").write_text(text, encoding="utf-8")
    settings = Settings(index=folder / "index")
    with open_index(settings, owner="tests", create=True) as index:
        ingest([folder / "fernhollow.txt"], index=index, parse=parse_here)
        corpus = read_corpus(index.catalog)
        return assess(score(run(gold, InProcess(Clausewise(index, settings))), corpus), corpus, baseline)


@pytest.mark.model
@pytest.mark.slow
def test_exactly_the_questions_on_a_changed_period_fail(tmp_path: Path) -> None:
    samples = next(one for one in default_gold() if one.name == "sample")
    own = tuple(one for one in samples.questions if one.policies == ("fernhollow",))
    gold = samples.model_copy(update={"questions": own})
    text = FERNHOLLOW.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1

    before = evaluated(text, tmp_path / "before", gold, None)
    baseline = keep(before.scored, before.corpus, latency_p50=before.latency_p50)
    after = evaluated(text.replace(BEFORE, AFTER), tmp_path / "after", gold, baseline)

    named = {finding.question for finding in lint(gold, after.corpus)}
    was_right = {one.question.id for one in before.scored.questions if one.correct}
    newly_wrong = {one.scored.question.id for one in after.changes if one.what == "newly wrong"}
    assert "fernhollow-call-recordings" in named & was_right
    assert newly_wrong == named & was_right
    failed = {one.name: set(one.questions) for one in after.checks if not one.passed}
    assert failed["gold"] == named
    shown = markdown.render(Report((after,), None))
    assert f"questions whose gold the policies no longer bear out: {len(named)}; run: clausewise eval lint" in shown
    assert "Texts that changed since the baseline: fernhollow@2025-01-06" in shown

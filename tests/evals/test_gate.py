"""The gate fails when answers got worse, names the questions, and lets noise pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bot.models import Answer
from evals.baseline import (
    Baseline,
    KeptSet,
    keep,
    known_baseline,
    merged,
    read_baseline,
    render_baseline,
    write_baseline,
)
from evals.changes import changed_texts, changes, old_words
from evals.corpus import Corpus
from evals.errors import BaselineError
from evals.gate import Check, check
from evals.goldset import GoldSet
from evals.runner import run
from evals.score import ScoredRun, score
from evals.suite import assess
from tests.evals.answers import Prepared, citation, hit, quoting, silent
from tests.evals.policies import ACME, FAX, LOGS, corpus, gold

RIGHT = quoting(citation("We keep logs for six months."))
WRONG = quoting(citation("We keep bills for seven years."))
TWENTY = "".join(
    LOGS.replace("id: logs", f"id: logs{n}").replace("How long are logs kept?", f"How long are logs kept ({n})?")
    for n in range(20)
)


def scored(answers: Sequence[Answer], *, of: GoldSet | None = None, among: Corpus | None = None) -> ScoredRun:
    """The run of a gold set in which the questions get these answers, in order; the last one is given on."""
    asked = of or gold(TWENTY)
    padded = [*answers, *[answers[-1]] * (len(asked.questions) - len(answers))]
    found = {question.question: answer for question, answer in zip(asked.questions, padded, strict=True)}
    hits = {question.question: [hit("We keep logs for six months.")] for question in asked.questions}
    return score(run(asked, Prepared(found, hits)), among or corpus())


def kept(answers: Sequence[Answer], *, of: GoldSet | None = None) -> KeptSet:
    return keep(scored(answers, of=of), corpus(), latency_p50=10.0)


def failed(now: ScoredRun, before: KeptSet | None, *, latency_p50: float = 10.0) -> dict[str, Check]:
    return {one.name: one for one in check(now, before, latency_p50=latency_p50) if not one.passed}


def test_the_same_answers_pass() -> None:
    assert failed(scored([RIGHT]), kept([RIGHT])) == {}


def test_wrong_answers_that_were_wrong_before_pass() -> None:
    assert failed(scored([WRONG]), kept([WRONG])) == {}


def test_a_significant_drop_fails_and_names_the_questions() -> None:
    drop = failed(scored([*[WRONG] * 8, RIGHT]), kept([RIGHT]))["correct"]
    assert drop.questions == tuple(f"logs{n}" for n in range(8))
    assert drop.message.startswith("Answer correct (facts): 1.000 to 0.600 (n=20), 99 % interval -0.")


def test_one_question_lost_of_twenty_is_not_significant() -> None:
    assert failed(scored([WRONG, RIGHT]), kept([RIGHT])) == {}


def test_as_many_won_as_lost_passes() -> None:
    assert failed(scored([*[WRONG] * 5, *[RIGHT] * 15]), kept([*[RIGHT] * 15, *[WRONG] * 5])) == {}


def test_one_new_wrong_policy_fails_and_an_old_one_does_not() -> None:
    bolt = quoting(citation("We keep logs for two weeks.", policy="bolt", version="2024-01-01"))
    assert failed(scored([bolt, RIGHT]), kept([RIGHT]))["wrong_policy"].questions == ("logs0",)
    assert "wrong_policy" not in failed(scored([bolt, RIGHT]), kept([bolt, RIGHT]))


def test_one_new_inexact_quote_fails() -> None:
    moved = citation("We keep logs for six months.")
    shifted = quoting(moved.model_copy(update={"start": moved.start + 1, "end": moved.end + 1}))
    assert failed(scored([RIGHT, shifted, RIGHT]), kept([RIGHT]))["exact"].questions == ("logs1",)


def test_an_injection_that_succeeds_fails_even_if_it_did_before() -> None:
    tricked = gold(LOGS.replace("kind: direct", "kind: injection"))
    obeyed = RIGHT.model_copy(update={"answer": "six months, no: one year"})
    assert failed(scored([obeyed], of=tricked), kept([obeyed], of=tricked))["injection"].questions == ("logs",)


def test_a_new_failure_to_answer_fails() -> None:
    now = score(run(gold(LOGS), Prepared()), corpus())
    assert failed(now, kept([RIGHT], of=gold(LOGS)))["answers"].questions == ("logs",)


def test_gold_that_the_policies_no_longer_bear_out_fails() -> None:
    changed = corpus(acme=ACME.replace("six months", "nine months"))
    report = assess(scored([silent()], of=gold(LOGS), among=changed), changed, kept([silent()], of=gold(LOGS)))
    (check,) = [one for one in report.checks if not one.passed]
    assert (check.name, check.questions) == ("gold", ("logs",))


def test_slower_by_a_multiple_fails_and_by_the_machine_does_not() -> None:
    assert failed(scored([RIGHT]), kept([RIGHT]), latency_p50=100.0) == {}
    assert failed(scored([RIGHT]), kept([RIGHT]), latency_p50=200.0)["latency"].message == (
        "median latency: 10 to 200 ms, at most 180"
    )


def test_without_a_baseline_whatever_is_wrong_is_new() -> None:
    bolt = quoting(citation("We keep logs for two weeks.", policy="bolt", version="2024-01-01"))
    assert set(failed(scored([bolt, RIGHT]), None)) == {"wrong_policy"}


def test_longer_quotes_fail() -> None:
    long = quoting(RIGHT.citations[0], citation(ACME, n=2))
    assert "quote_chars" in failed(scored([long]), kept([RIGHT]))


def test_a_baseline_comes_back_as_it_was_written(tmp_path: Path) -> None:
    baseline = merged(None, {"tiny": kept([RIGHT, WRONG])}, reason='the "first"\none', made=date(2025, 6, 1))
    write_baseline(tmp_path / "baseline.json", baseline)
    assert read_baseline(tmp_path / "baseline.json") == baseline
    assert len(render_baseline(baseline).splitlines()) == 20 + 12


def test_sets_that_were_not_run_stay_in_the_baseline() -> None:
    old = Baseline(reason="old", made=date(2025, 1, 1), sets={"other": kept([RIGHT]), "tiny": kept([WRONG])})
    new = merged(old, {"tiny": kept([RIGHT])}, reason="new", made=date(2025, 6, 1))
    assert (new.reason, list(new.sets)) == ("new", ["other", "tiny"])
    assert new.sets["tiny"] == kept([RIGHT])


@pytest.mark.parametrize("text", ["{", '{"reason": "x"}'])
def test_a_file_that_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "baseline.json").write_text(text)
    with pytest.raises(BaselineError, match="is no baseline of this release"):
        read_baseline(tmp_path / "baseline.json")
    with pytest.raises(BaselineError, match="cannot be read"):
        read_baseline(tmp_path / "none.json")


def test_a_broken_baseline_is_refused_unless_it_is_to_be_replaced(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    assert known_baseline(path, replaced=False, needed=False) is None
    path.write_text("{")
    assert known_baseline(path, replaced=True, needed=True) is None
    with pytest.raises(BaselineError):
        known_baseline(path, replaced=False, needed=False)


def test_changes_name_the_newly_wrong_first_and_new_words_last() -> None:
    shorter = quoting(citation("for six months."))
    now = scored([RIGHT, WRONG, shorter, RIGHT])
    found = [(change.what, change.scored.question.id) for change in changes(now, kept([WRONG, RIGHT, RIGHT, RIGHT]))]
    assert found == [("newly wrong", "logs1"), ("newly right", "logs0"), ("other words", "logs2")]


def test_a_new_question_is_a_change_and_not_a_failure() -> None:
    both = gold(LOGS + FAX)
    now = scored([RIGHT, silent()], of=both)
    assert [(change.what, change.before) for change in changes(now, kept([RIGHT], of=gold(LOGS)))] == [
        ("new question", None)
    ]
    assert failed(now, kept([RIGHT], of=gold(LOGS))) == {}


def test_words_that_only_moved_are_no_change() -> None:
    moved = corpus(acme=f"0. Welcome\nHello.\n{ACME}")
    answer = quoting(citation("We keep logs for six months.", among=moved))
    assert changes(scored([answer], among=moved), kept([RIGHT])) == []


def test_a_baseline_keeps_no_words_where_they_are_not_ours() -> None:
    private = gold(LOGS, header="corpus: sample\nkeep_words: false\n")
    before = kept([RIGHT], of=private)
    (quote,) = before.questions["logs"].quotes
    assert quote.quote is None
    assert old_words(quote, corpus(), before) == "We keep logs for six months."
    changed = corpus(acme=ACME + " Or not.")
    assert changed_texts(corpus(), before) == []
    assert changed_texts(changed, before) == ["acme@2025-01-01"]
    assert old_words(quote, changed, before).endswith("of a text of acme that has changed)")

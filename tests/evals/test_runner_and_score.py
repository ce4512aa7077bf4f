"""A run keeps every question, an answer that failed included, and its scores are the measures' values."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest

from bot.models import Answer
from evals.cache import CachedSystem
from evals.runner import run
from evals.score import ScoredRun, score
from evals.summary import summarise
from evals.system import Request, System
from tests.evals.answers import Prepared, citation, hit, quoting, silent
from tests.evals.policies import FAX, LOGS, corpus, gold

GOLD = gold(LOGS + FAX)
LOGS_QUESTION, FAX_QUESTION = (question.question for question in GOLD.questions)
RIGHT: dict[str, Answer] = {LOGS_QUESTION: quoting(citation("We keep logs for six months.")), FAX_QUESTION: silent()}
HITS = {LOGS_QUESTION: [hit("We keep logs for six months.")]}


def scored(*systems: System) -> ScoredRun:
    return score(run(GOLD, systems[0], repeats=systems[1:]), corpus())


def test_replies_keep_the_order_of_the_gold_whatever_the_threads() -> None:
    done = run(GOLD, Prepared(RIGHT, HITS), threads=8)
    assert [reply.question.id for reply in done.repeats[0]] == ["logs", "fax"]


def test_only_questions_with_support_and_no_history_are_searched_for() -> None:
    follow_up = LOGS.replace(
        "    kind: direct", "    history:\n      - {role: user, content: 'hi'}\n    kind: follow_up"
    )
    done = run(gold(LOGS + follow_up.replace("id: logs", "id: more") + FAX), Prepared(RIGHT, HITS))
    assert [reply.hits is None for reply in done.repeats[0]] == [False, True, True]


def test_an_answer_that_fails_is_kept_with_its_error_and_counts_as_wrong() -> None:
    result = scored(Prepared({FAX_QUESTION: silent()}, HITS))
    logs, fax = result.questions
    assert logs.reply.error == "ClausewiseError: the model is out for lunch"
    assert (logs.values["correct"], logs.values["gold_recall"], logs.values["exact"]) == (0.0, 0.0, None)
    assert logs.reasons[0] == logs.reply.error
    assert fax.correct


def test_any_other_error_goes_through() -> None:
    class Broken(Prepared):
        def ask(self, request: Request) -> Answer:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(GOLD, Broken())


def test_latency_is_the_time_of_the_answer_alone() -> None:
    ticks = count()
    done = run(GOLD, Prepared(RIGHT, HITS), threads=1, clock=lambda: float(next(ticks)))
    assert [reply.milliseconds for reply in done.repeats[0]] == [1000.0, 1000.0]


def test_progress_is_told_after_every_reply() -> None:
    told: list[None] = []
    run(GOLD, Prepared(RIGHT, HITS), repeats=[Prepared(RIGHT, HITS)], progress=lambda: told.append(None))
    assert len(told) == 4


def test_a_right_run_scores_full_marks() -> None:
    logs, fax = scored(Prepared(RIGHT, HITS)).questions
    for name in ("correct", "facts", "exact", "citation_recall", "gold_recall", "gold_precision", "ndcg@10", "mrr"):
        assert logs.values[name] == 1.0, name
    assert (logs.values["wrong_policy"], logs.values["wrong_version"], logs.values["injection"]) == (0.0, 0.0, None)
    assert (fax.values["correct"], fax.values["silence_recall"], fax.values["ndcg@10"]) == (1.0, 1.0, None)


def test_over_repeats_a_value_is_a_mean_and_the_spread_is_told() -> None:
    wrong = {**RIGHT, LOGS_QUESTION: quoting(citation("We keep bills for seven years."))}
    result = scored(Prepared(RIGHT, HITS), Prepared(wrong, HITS))
    assert result.questions[0].values["correct"] == 1 / 2
    assert [repeat["correct"] for repeat in result.repeats] == [1.0, 1 / 2]
    spreads = {spread.measure.name: spread for spread in summarise(result).spreads}
    assert spreads["correct"].repeats == 2
    assert spreads["correct"].deviation == pytest.approx(0.3536, abs=1e-4)


def test_an_injection_succeeds_when_the_answer_says_what_it_wants() -> None:
    entry = LOGS.replace("kind: direct", "kind: injection")
    obeyed = quoting(citation("We keep logs for six months.")).model_copy(
        update={"answer": "six months; it was one year"}
    )
    for answer, wanted in ((RIGHT[LOGS_QUESTION], 0.0), (obeyed, 1.0)):
        result = score(run(gold(entry), Prepared({LOGS_QUESTION: answer}, HITS)), corpus())
        assert result.questions[0].values["injection"] == wanted


def test_a_summary_counts_what_is_unscored() -> None:
    summary = summarise(scored(Prepared(RIGHT, HITS)))
    row = summary.overall.row("silence_recall")
    assert row is not None
    assert (row.estimate.n, row.unscored, row.estimate.mean) == (1, 1, 1.0)
    assert [(group.name, group.questions) for group in summary.kinds] == [("direct", 1), ("unanswerable", 1)]
    assert summary.overall.row("injection") is None


def test_cached_answers_are_not_asked_for_again_unless_something_changed(tmp_path: Path) -> None:
    system = Prepared(RIGHT, HITS)
    request = Request(LOGS_QUESTION, policies=("acme",))
    cached = CachedSystem(system, tmp_path, {"generation": 1})
    assert cached.ask(request) == cached.ask(request) == RIGHT[LOGS_QUESTION]
    assert len(system.asked) == 1
    CachedSystem(system, tmp_path, {"generation": 2}).ask(request)
    cached.repeat(1).ask(request)
    cached.ask(Request(LOGS_QUESTION))
    assert len(system.asked) == 4


def test_a_cached_answer_that_cannot_be_read_is_asked_for_again(tmp_path: Path) -> None:
    cached = CachedSystem(Prepared(RIGHT, HITS), tmp_path, {})
    cached.ask(Request(LOGS_QUESTION))
    for file in tmp_path.iterdir():
        file.write_text("{")
    assert cached.ask(Request(LOGS_QUESTION)) == RIGHT[LOGS_QUESTION]

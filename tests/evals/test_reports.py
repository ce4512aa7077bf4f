"""Reports say the same thing to people and machines, hold what policies and answers say as text, and load nothing."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from bot.models import Answer
from evals.baseline import Baseline, keep
from evals.document import BEGIN, END, filled
from evals.errors import EvalError
from evals.judge import judged
from evals.measures.bootstrap import Estimate
from evals.policyqa import BenchmarkQuestion, run_benchmark, run_lines
from evals.reports import export, junit, markdown, page, plain
from evals.reports.figures import change, interval, shown
from evals.runner import run
from evals.score import ScoredRun, score
from evals.suite import Report, assess
from tests.evals.answers import Prepared, citation, hit, quoting, silent
from tests.evals.policies import ACME, FAX, LOGS, corpus, gold

GOLD = gold(
    LOGS + LOGS.replace("id: logs", "id: disks").replace("are logs kept", "are <b>logs</b> on | disks kept") + FAX
)
RIGHT = quoting(citation("We keep logs for six months."))
WRONG = quoting(citation("We keep bills for seven years."))


def scored(*answers: Answer | None) -> ScoredRun:
    found = {question.question: answer for question, answer in zip(GOLD.questions, answers, strict=True) if answer}
    hits = {question.question: [hit("We keep logs for six months.")] for question in GOLD.questions}
    return score(run(GOLD, Prepared(found, hits)), corpus())


def report(before: ScoredRun | None, now: ScoredRun) -> Report:
    kept = keep(before, corpus(), latency_p50=1.0) if before else None
    baseline = Baseline(reason="it was right", made=date(2025, 6, 1), sets={"tiny": kept}) if kept else None
    return Report((assess(now, corpus(), kept),), baseline, left_out=("real: its policies are not here",))


WORSE = report(scored(RIGHT, RIGHT, silent()), scored(RIGHT, WRONG, None))


def test_markdown_names_what_got_worse_and_escapes_it() -> None:
    text = markdown.render(WORSE)
    assert text.startswith("# Evaluation: FAILED\n\nCompared with the baseline of 2025-06-01: it was right\n")
    assert "- tiny: new failures to answer: 1 (fax)" in text
    assert "- Left out: real: its policies are not here" in text
    assert "**Newly wrong** (2):" in text
    assert (
        "- `disks` How long are \\<b\\>logs\\</b\\> on \\| disks kept?: the fact '(six\\|6) months' is missing" in text
    )
    assert "| Answer correct (facts) ↑ | 3 | 0 | 0.333 |" in text


def test_markdown_of_a_run_that_passes_says_so() -> None:
    same = scored(RIGHT, RIGHT, silent())
    text = markdown.render(report(same, same))
    assert text.startswith("# Evaluation: passed")
    assert "Newly" not in text


def test_without_a_baseline_nothing_is_compared() -> None:
    assert "There is no baseline to compare with." in markdown.render(report(None, scored(RIGHT, RIGHT, silent())))


def test_junit_fails_what_got_worse_and_skips_what_was_wrong_before() -> None:
    before, now = scored(RIGHT, WRONG, silent()), scored(WRONG, WRONG, silent())
    root = ET.fromstring(junit.render(report(before, now)))
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert cases["logs"].find("failure") is not None
    assert cases["disks"].find("skipped") is not None
    assert list(cases["fax"]) == []
    assert (root.get("failures"), root.get("skipped")) == ("1", "1")
    assert cases["gold"].get("classname") == "tiny.gate"


def test_junit_fails_a_question_whose_gold_is_lost_even_if_its_answer_is_right() -> None:
    changed = corpus(acme=ACME.replace("for six months", "for just six months"))
    now = run(gold(LOGS), Prepared({"How long are logs kept?": quoting(citation("just six months.", among=changed))}))
    lost = Report((assess(score(now, changed), changed, None),), None)
    assert lost.sets[0].scored.questions[0].correct
    assert "the gold no longer matches the policies: the words changed" in junit.render(lost)


def test_junit_holds_no_character_that_xml_cannot() -> None:
    odd = WRONG.model_copy(update={"answer": "bell \x07, half \ud800, <tag>"})
    assert "bell �, half �, &lt;tag&gt;" in junit.render(report(None, scored(odd, RIGHT, silent())))


def test_json_holds_figures_checks_and_answers() -> None:
    data = json.loads(plain.render(WORSE))
    (one,) = data["sets"]
    assert data["passed"] is False
    assert one["overall"]["measures"]["correct"]["mean"] == pytest.approx(1 / 3)
    assert [change["id"] for change in one["changes"]] == ["disks", "fax"]
    assert one["questions"][0]["answer"]["citations"][0]["quote"] == "We keep logs for six months."
    assert one["questions"][2]["error"] == "ClausewiseError: the model is out for lunch"


class Page(HTMLParser):
    """Collects tags with their attributes, and what stands in `mark`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag == "mark"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.marked.append(data)
        self._inside = False


def test_the_page_loads_nothing_and_runs_nothing_of_what_it_shows() -> None:
    text = page.render(WORSE)
    tags = Page(text).tags
    assert [name for name, attributes in tags if "src" in attributes or "href" in attributes] == []
    assert "http" not in re.sub(r'http-equiv="[^"]*"', "", text)
    assert not [name for name, _ in tags if name in {"b", "link", "img", "iframe"}]
    assert "&lt;b&gt;logs&lt;/b&gt;" in text
    assert sum(name == "script" for name, _ in tags) == 1


def test_the_page_shows_changed_questions_first_with_both_answers_and_their_quotes_marked() -> None:
    shown_page = Page(page.render(WORSE))
    articles = [attributes for name, attributes in shown_page.tags if name == "article"]
    assert [one["data-change"] for one in articles] == ["changed|newly wrong", "changed|newly wrong", ""]
    assert articles[0]["data-result"] == "wrong"
    assert shown_page.marked[:2] == ["We keep logs for six months.", "We keep bills for seven years."]


def test_the_page_charts_every_kind_with_its_n() -> None:
    text = page.render(WORSE)
    assert text.count("<svg") == 2
    assert "0.50 (n=2)" in text


def test_ragas_gets_a_line_a_question() -> None:
    rows = [json.loads(line) for line in export.ragas(WORSE).splitlines()]
    assert rows[0] == {
        "user_input": "How long are logs kept?",
        "response": "“We keep logs for six months.” [1]",
        "reference": "Logs are kept for six months.",
        "retrieved_contexts": ["We keep logs for six months."],
        "reference_contexts": ["logs for six months"],
    }
    assert (rows[2]["response"], rows[2]["retrieved_contexts"]) == ("", [])


def test_deepeval_gets_a_list_of_test_cases() -> None:
    rows = json.loads(export.deepeval(WORSE))
    assert set(rows[0]) == {"input", "actual_output", "expected_output", "context", "retrieval_context"}
    assert rows[1]["actual_output"] == WRONG.answer


def test_a_document_gets_its_tables_between_the_marks() -> None:
    document = f"# Evals\n\n{BEGIN}\nthe tables of yesterday\n{END}\nafter\n"
    text = filled(document, WORSE, None)
    assert text.startswith(f"# Evals\n\n{BEGIN}\n\n### tiny (3 questions)\n\n| Measure | n |")
    assert text.endswith(f"PolicyQA dev: left out, no folder was named.\n\n{END}\nafter\n")
    assert "yesterday" not in text
    assert filled(text, WORSE, None) == text


def test_a_document_without_the_marks_is_refused() -> None:
    with pytest.raises(EvalError, match="has no place for the tables"):
        filled("# Evals\n", WORSE, None)


def test_a_benchmark_searches_within_the_questions_policy_and_counts_failures() -> None:
    questions = [
        BenchmarkQuestion.model_validate(
            {"id": name, "doc_id": "acme", "question": name, "answers": [{"start": 11, "end": 39, "text": "ignored"}]}
        )
        for name in ("found", "missed")
    ]
    system = Prepared(hits={"found": [hit("We keep logs for six months.")]})
    result = run_benchmark(questions, system, {"acme": "2025-01-01"})
    assert (result.estimates["mrr"].n, result.estimates["mrr"].mean) == (2, 1 / 2)
    assert [json.loads(line)["id"] for line in run_lines(result)] == ["found", "missed"]
    assert "### PolicyQA dev (2 questions" in filled(f"{BEGIN}\n{END}", WORSE, result)


def test_figures_are_written_by_their_unit() -> None:
    assert (shown(0.12345, "share"), shown(1234.5, "characters"), shown(None, "share")) == ("0.123", "1,234", "–")
    assert interval(Estimate(1, 0.5), "share") == "–"
    assert interval(Estimate(9, 0.5, 0.25, 0.75), "share") == "0.250 to 0.750"
    assert (change(0.5, 0.25, "share"), change(0.5, 0.5, "share"), change(None, 1.0, "share")) == ("-0.250", "", "–")


def test_agreement_with_a_judge_is_told_where_one_judged() -> None:
    by_judge = judged(scored(RIGHT, WRONG, silent()), lambda *_: True)
    told = "Judge and facts agree on 66.7% of 3 answers (Cohen's kappa 0.00); right by the facts alone: 0, by the judge"
    assert told in markdown.render(report(None, by_judge))
    assert html.escape(told) in page.render(report(None, by_judge))
    assert "Judge" not in markdown.render(WORSE)

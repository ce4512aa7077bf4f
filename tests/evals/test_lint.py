"""Gold that no longer matches the policies is named, and what only moved is mended."""

from __future__ import annotations

from pathlib import Path

from evals.lint import lint
from evals.mend import mend_file
from evals.support import digest
from tests.evals.policies import ACME, FAX, LOGS, corpus, gold


def findings(entries: str, *, acme: str = ACME) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in lint(gold(entries), corpus(acme=acme))]


def test_gold_that_is_true_has_no_finding() -> None:
    assert findings(LOGS + FAX) == []


def test_a_changed_period_is_found_by_the_words_that_are_gone() -> None:
    ((rule, message),) = findings(LOGS, acme=ACME.replace("six months", "nine months"))
    assert rule == "words"
    assert message == "the words changed: 'logs for six months' is not in acme#1 any more"


def test_a_changed_period_is_found_by_the_fact_where_the_quote_does_not_name_it() -> None:
    entry = LOGS.replace("quote: 'logs for six months'", "quote: 'We keep logs'")
    ((rule, message),) = findings(entry, acme=ACME.replace("six months", "nine months"))
    assert (rule, message) == ("fact", "the supporting clauses do not say '(six|6) months' (any more)")


def test_a_question_on_another_clause_is_not_touched_by_a_change() -> None:
    selling = LOGS.replace("acme#1", "acme#2").replace("logs for six months'", "not sell data'", 1)
    selling = selling.replace("(six|6) months", "not sell").replace(
        "Logs are kept for six months", "They do not sell it"
    )
    assert findings(selling, acme=ACME.replace("six months", "nine months")) == []


def test_a_clause_that_was_renumbered_is_told_with_its_new_id() -> None:
    ((rule, message),) = findings(LOGS.replace("acme#1", "acme#7"))
    assert (rule, message) == ("clause", "the words stand in acme#1, not in acme#7")


def test_a_clause_id_that_names_the_old_version_is_looked_up_there() -> None:
    entry = (
        LOGS.replace("acme#1", "acme@2023-01-01#1").replace("(six|6) months", "one year").replace("for six", "for one")
    )
    entry = entry.replace("one months", "one year").replace("'two weeks', 'one year'", "'two weeks'")
    assert findings(entry) == []


def test_words_that_stand_in_several_places_are_not_a_support() -> None:
    ((rule, message), *_) = findings(
        LOGS.replace("'logs for six months'", "'We keep'").replace("- clause: acme#1\n        ", "- ")
    )
    assert rule == "words"
    assert "stand in 2 places" in message


def test_a_policy_that_is_not_there_is_named() -> None:
    assert ("policy", "there is no policy acmee") in findings(LOGS.replace("policy: acme", "policy: acmee"))


def test_an_as_of_before_the_first_version_is_told() -> None:
    asked = LOGS.replace("policy: acme", "policy: acme\n    as_of: 2020-01-01")
    assert ("policy", "policy acme has no version in force on 2020-01-01") in findings(asked)


def test_support_from_a_policy_that_is_not_asked_is_told() -> None:
    entry = LOGS.replace("acme#1", "bolt#1").replace("quote: 'logs for six months'", "quote: 'logs for two weeks'")
    assert ("policy", "bolt#1 supports it, but the question is not about bolt") in findings(entry)


def test_a_reference_that_fails_a_fact_or_has_what_is_forbidden_is_told() -> None:
    assert findings(LOGS.replace("kept for six months.", "kept one year.")) == [
        ("reference", "the reference answer fails the fact '(six|6) months'"),
        ("reference", "the reference answer has what is forbidden: 'one year'"),
    ]


def test_an_unanswerable_question_cannot_ask_for_a_fact_that_an_abstention_lacks() -> None:
    entry = FAX.replace("    reference:", "    facts: ['does not say', 'fax']\n    reference:")
    assert findings(entry) == [("abstention", "an abstention fails the fact 'fax'")]


def test_the_same_question_twice_is_told() -> None:
    assert findings(LOGS + LOGS.replace("id: logs", "id: more")) == [("duplicate", "asks the same as logs")]


def test_offsets_are_checked_by_the_digest_and_found_where_they_moved() -> None:
    at = ACME.index("logs for")
    span = f"{{clause: acme#1, start: {at}, end: {at + 19}, sha256: '{digest('logs for six months')}'}}"
    entry = LOGS.replace("clause: acme#1\n        quote: 'logs for six months'", span)
    assert findings(entry) == []
    moved = findings(entry, acme=ACME.replace("We keep logs", "We shall keep logs"))
    assert moved == [("words", f"the words moved from {at} to {at + 6} in acme#1")]
    ((rule, message),) = findings(entry, acme=ACME.replace("six months", "nine months"))
    assert (rule, message) == ("words", f"the words changed: what stood at {at} to {at + 19} is not in acme#1 any more")


def test_mending_fills_in_clauses_and_leaves_comments(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    bare = LOGS.replace("- clause: acme#1\n        quote", "- quote").replace(
        "logs for six months'", "logs for six months'  # sic", 1
    )
    path.write_text(f"# ours\ncorpus: sample\nquestions:\n{bare}")
    assert mend_file(path, corpus()) == 1
    assert path.read_text() == (
        "# ours\ncorpus: sample\nquestions:\n" + LOGS.replace("logs for six months'", "logs for six months'  # sic", 1)
    )
    assert mend_file(path, corpus()) == 0


def test_mending_corrects_ids_and_offsets_in_a_flow_entry(tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    at = ACME.index("logs for")
    entry = f"{{policy: acme, start: 1, end: 20, sha256: '{digest('logs for six months')}'}}"
    path.write_text(
        "corpus: sample\nquestions:\n" + LOGS.replace("clause: acme#1\n        quote: 'logs for six months'", entry)
    )
    assert mend_file(path, corpus()) == 3
    assert f"{{clause: acme#1, policy: acme, start: {at}, end: {at + 19}, sha256: " in path.read_text()

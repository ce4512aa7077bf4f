"""A gold file is easy to edit: what is wrong with it is told by file, line, question and key."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from evals.errors import GoldError
from evals.goldset import GoldSet, load_gold, parse_gold

GOLD_FILES = sorted((Path(__file__).parents[2] / "evals" / "gold").glob("*.yaml"))
ENTRY = """\
corpus: sample
questions:
  - id: logs
    question: 'How long are logs kept?'
    policy: acme
    kind: direct
    category: data-retention
    answerable: true
    status: answered
    facts: ['(six|6) months']
    forbidden: []
    support:
      - quote: 'logs for six months'
    reference: 'Six months.'
"""


def parse(text: str) -> GoldSet:
    return parse_gold(text, path=Path("my.yaml"))


def problem(text: str) -> str:
    with pytest.raises(GoldError) as caught:
        parse(text)
    return str(caught.value)


def test_a_question_is_read_as_it_stands() -> None:
    gold = parse(ENTRY)
    (question,) = gold.questions
    assert (gold.name, gold.guarded, gold.keep_words) == ("my", True, True)
    assert question.policies == ("acme",)
    assert question.support[0].quote == "logs for six months"


def test_a_misspelt_key_is_named_with_its_line() -> None:
    assert "my.yaml:10: logs: fact: there is no such key" in problem(ENTRY.replace("facts:", "fact:"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: direct", "kind: directly", "my.yaml:6: logs: kind: Input should be 'direct'"),
        ("category: data-retention", "category: retention", "my.yaml:7: logs: category: "),
        (
            "['(six|6) months']",
            "['(six|6 months']",
            "my.yaml:10: logs: facts: '(six|6 months' is no regular expression",
        ),
        ("['(six|6) months']", "[]", "my.yaml:3: logs: an answerable question needs facts"),
        ("answerable: true", "answerable: false", "my.yaml:3: logs: answerable: false and status: answered contradict"),
        ("    reference: 'Six months.'\n", "", "my.yaml:3: logs: reference: the key is missing"),
        ("quote: 'logs for six months'", "clause: acme#2", "give either a quote, or start and end"),
        ("quote: 'logs for six months'", "{start: 3, end: 2}", "my.yaml:13: logs: support.0: "),
        ("policy: acme", "policy: acme\n    policy: other", "my.yaml:6: the key policy stands twice in one entry"),
        ("policy: acme", "policy: [acme", "not YAML"),
        ("kind: direct", "kind: injection", "an injection needs what it tries to make the answer say"),
    ],
)
def test_what_is_wrong_is_told_by_line_and_question(old: str, new: str, told: str) -> None:
    assert told in problem(ENTRY.replace(old, new))


def test_two_questions_cannot_share_an_id() -> None:
    again = ENTRY + ENTRY.split("questions:\n")[1]
    assert "two questions have the id logs" in problem(again)


def test_a_file_that_is_no_mapping_is_told_what_it_should_begin_with() -> None:
    assert "a gold file begins with `corpus:`" in problem("- id: logs\n")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=re.escape(str(tmp_path / "none.yaml"))):
        load_gold(tmp_path / "none.yaml")


def test_subjects_are_what_the_question_names_else_what_supports_it() -> None:
    unnamed = ENTRY.replace("policy: acme", "policy: null")
    assert parse(ENTRY).questions[0].subjects == frozenset({"acme"})
    assert parse(unnamed).questions[0].subjects is None
    supported = unnamed.replace("- quote:", "- clause: acme@2023-01-01#2\n        quote:")
    assert parse(supported).questions[0].subjects == frozenset({"acme"})
    assert parse(ENTRY.replace("policy: acme", "policy: null\n    about: []")).questions[0].subjects == frozenset()


def test_a_clause_id_may_pin_a_version() -> None:
    pinned = ENTRY.replace("- quote:", "- clause: acme@2023-01-01#2.b\n        quote:")
    support = parse(pinned.replace("kind: direct", "as_of: 2023-06-01\n    kind: version")).questions[0].support[0]
    assert (support.owner, support.version) == ("acme", "2023-01-01")
    assert parse(pinned.replace("policy: acme", "policy: acme\n    as_of: 2023-06-01")).questions[0].as_of == date(
        2023, 6, 1
    )


@pytest.mark.parametrize("path", GOLD_FILES, ids=lambda path: path.stem)
def test_the_gold_that_comes_along_fits_the_schema(path: Path) -> None:
    assert load_gold(path).questions

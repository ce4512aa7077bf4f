from __future__ import annotations

from pathlib import Path

import pytest

from evals.decisions import FOR_ALL, FOR_CROSS_ENCODER, Excerpt, labelled_excerpts, labelled_questions
from evals.errors import CorpusError, EvalError

EXCERPT = """- name: 'Acme & Sons'
  clauses:
    - 'We keep logs for a year.'
    - 'We sell nothing.'
  answered:
    - {clauses: [1], question: 'How long are logs there?'}
  silent:
    - 'Where are the servers?'
"""


def test_excerpts_bring_their_policies_along(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text(EXCERPT)
    with labelled_excerpts(tmp_path) as excerpts:
        (policy,) = excerpts.folder.glob("*.txt")
        assert policy.stem == "acme-sons"
        assert "We sell nothing." in policy.read_text()
        logs, servers = excerpts.questions
    assert (logs.answered, logs.support) == (True, ("We keep logs for a year.",))
    assert (servers.answered, servers.policy) == (False, "acme-sons")
    assert not policy.exists()


def test_questions_to_policies_that_are_not_here_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text("corpus: nowhere\npolicies: {acme: {answered: ['Why?'], silent: []}}\n")
    with pytest.raises(CorpusError, match="nowhere"):
        list(labelled_questions(tmp_path))


def test_a_file_of_another_form_is_named(tmp_path: Path) -> None:
    (tmp_path / "some.yaml").write_text("- name: Acme\n")
    with pytest.raises(EvalError, match=r"some\.yaml"), labelled_excerpts(tmp_path):
        pass


def test_those_that_come_along_are_many_and_no_two_policies_have_one_name() -> None:
    with labelled_excerpts(FOR_ALL, FOR_CROSS_ENCODER) as excerpts:
        policies = {one.policy for one in excerpts.questions}
        assert len(policies) == len(list(excerpts.folder.glob("*.txt")))
        asked = [(one.policy, one.question) for one in excerpts.questions]
    assert len(set(asked)) == len(asked)
    assert 0.4 < sum(one.answered for one in excerpts.questions) / len(asked) < 0.6
    assert Excerpt.model_fields.keys() == {"name", "clauses", "answered", "silent"}

"""A run in the data formats of ragas and DeepEval, for their judges. Plain JSON; neither is needed to write it. Pure.

ragas: a line a question, as `EvaluationDataset.from_jsonl` reads it. DeepEval: a list, as
`EvaluationDataset.add_test_cases_from_json_file` reads it by the keys input, actual_output, expected_output, context
and retrieval_context. Both send telemetry unless told not to: RAGAS_DO_NOT_TRACK=true, DEEPEVAL_TELEMETRY_OPT_OUT=YES.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from evals.corpus import Corpus
from evals.score import Scored
from evals.suite import Report
from evals.support import locate

_PASSAGES = 8


def ragas(report: Report) -> str:
    rows = [
        {
            "user_input": one.question.question,
            "response": _answer(one),
            "reference": one.question.reference,
            "retrieved_contexts": _retrieved(one),
            "reference_contexts": _gold(one, corpus),
        }
        for one, corpus in _answered(report)
    ]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def deepeval(report: Report) -> str:
    rows = [
        {
            "input": one.question.question,
            "actual_output": _answer(one),
            "expected_output": one.question.reference,
            "context": _gold(one, corpus),
            "retrieval_context": _retrieved(one),
        }
        for one, corpus in _answered(report)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def _answered(report: Report) -> Iterator[tuple[Scored, Corpus]]:
    for one in report.sets:
        for scored in one.scored.questions:
            yield scored, one.corpus


def _answer(scored: Scored) -> str:
    return scored.reply.answer.answer if scored.reply.answer else ""


def _retrieved(scored: Scored) -> list[str]:
    """The first passages found; of what was not searched for (a follow-up, an unanswerable question) the quotes."""
    if scored.reply.hits:
        return [hit.text for hit in scored.reply.hits[:_PASSAGES]]
    return [citation.quote for citation in scored.reply.answer.citations] if scored.reply.answer else []


def _gold(scored: Scored, corpus: Corpus) -> list[str]:
    """The supporting words as they stand in the policies now."""
    return [
        corpus.texts[place.policy, place.version].version.text[place.span.start : place.span.end]
        for place in locate(scored.question, corpus).located
    ]

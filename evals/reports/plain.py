"""The report as JSON, whole: figures, checks, and every question with its answer. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from evals.gate import Check
from evals.judge import agreement
from evals.score import Scored
from evals.suite import Report, SetReport
from evals.summary import Group


def render(report: Report) -> str:
    return (
        json.dumps(
            {
                "passed": report.passed,
                "baseline": {"reason": report.baseline.reason, "made": str(report.baseline.made)}
                if report.baseline
                else None,
                "left_out": report.left_out,
                "notes": report.notes,
                "sets": [_set(one) for one in report.sets],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _set(report: SetReport) -> dict[str, Any]:
    return {
        "name": report.gold.name,
        "guarded": report.gold.guarded,
        "overall": _group(report.summary.overall),
        "kinds": [_group(group) for group in report.summary.kinds],
        "categories": [_group(group) for group in report.summary.categories],
        "spreads": {
            spread.measure.name: {"repeats": spread.repeats, "deviation": spread.deviation}
            for spread in report.summary.spreads
        },
        "agreement": asdict(agreement(report.scored.questions)),
        "checks": [_check(one) for one in report.checks],
        "changed_texts": report.changed_texts,
        "changes": [{"id": one.scored.question.id, "what": one.what} for one in report.changes],
        "questions": [_question(one) for one in report.scored.questions],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "questions": group.questions,
        "measures": {row.measure.name: {**asdict(row.estimate), "unscored": row.unscored} for row in group.rows},
    }


def _check(check: Check) -> dict[str, Any]:
    return {
        "name": check.name,
        "passed": check.passed,
        "message": check.message,
        "questions": check.questions,
        "difference": asdict(check.difference) if check.difference else None,
    }


def _question(scored: Scored) -> dict[str, Any]:
    answer = scored.reply.answer
    return {
        "id": scored.question.id,
        "kind": scored.question.kind,
        "category": scored.question.category,
        "question": scored.question.question,
        "correct": scored.correct,
        "reasons": scored.reasons,
        "lost": [lost.reason for lost in scored.lost],
        "values": scored.values,
        "error": scored.reply.error,
        "answer": answer.model_dump(mode="json") if answer else None,
    }

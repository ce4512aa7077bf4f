"""Feedback as draft gold questions, for a person to correct. Pure.

The shape is that of the evals' gold files, as JSON, which is YAML too. What the answer said is taken over where the
person liked it; where not, the draft holds no facts and no support that anybody would believe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bot.api.access.feedback import Feedback
from bot.models import Answer, Citation
from ingest.slugs import slug

_FIGURES = re.compile(
    r"(?<![\w.-])\d[\d.,]*\s+(?:working |business |calendar )?(?:hours?|days?|weeks?|months?|years?|%|per cent)",
    re.IGNORECASE,
)
_MOST_FACTS = 4
# Which folder the policies are from is not known here; an evaluation that finds this in the file says so.
TO_BE_NAMED = "NAME-THE-FOLDER-OF-THE-POLICIES"
_KINDS = {"answered": "direct", "silent": "unanswerable", "out_of_scope": "off_topic", "unclear": "unanswerable"}


def gold_drafts(given: Iterable[Feedback], *, corpus: str = TO_BE_NAMED) -> dict[str, Any]:
    """A gold file of what was given with question and answer, each question once; `corpus` as gold files have it,
    else left to be named."""
    questions: dict[str, dict[str, Any]] = {}
    for one in given:
        if one.question and one.answer:
            questions.setdefault(one.question, _draft(one, one.question, one.answer))
    return {"corpus": corpus, "guarded": False, "questions": list(questions.values())}


def _draft(one: Feedback, question: str, answer: Answer) -> dict[str, Any]:
    answered = answer.status == "answered"
    policies = [outcome.policy for outcome in answer.per_policy]
    cited = [citation for citation in answer.citations if not citation.quote.rstrip().endswith(":")]
    cited = cited or list(answer.citations)
    said = " ".join(statement.text for statement in answer.statements)
    wrong = "To be corrected: somebody found this wrong. " if one.rating == "down" else ""
    return {
        "id": f"{slug(question, words=6) or 'question'}-{one.id[:6]}",
        "question": question,
        "policy": policies[0] if len(policies) == 1 else policies or None,
        "kind": _KINDS[answer.status],
        "category": "other",
        "answerable": answered,
        "status": answer.status,
        "facts": _facts(cited) if answered else [],
        "forbidden": [],
        "support": [{"clause": citation.clause, "quote": citation.quote} for citation in cited] if answered else [],
        "reference": wrong + (said or "The policy does not say."),
    }


def _facts(cited: Iterable[Citation]) -> list[str]:
    """The figures that are quoted, else the first quote's first words: patterns that a right answer must hold."""
    quotes = [citation.quote for citation in cited]
    found = [" ".join(figure.split()) for quote in quotes for figure in _FIGURES.findall(quote)]
    facts = list(dict.fromkeys(found))[:_MOST_FACTS] or [" ".join(quote.split()[:4]) for quote in quotes[:1]]
    return [re.escape(fact).replace("\\ ", " ") for fact in facts]

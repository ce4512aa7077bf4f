"""A gold entry drafted from the current answer, for a person to correct. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.models import Answer, Citation
from ingest.slugs import slug

# Figures with what they count, addresses, and dates: what an answer is most often checked by.
_TELLING = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]*\w|(?<![\w@.-])(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|fourteen|thirty|sixty|ninety)\s+(?:working |business |calendar )?"
    r"(?:hours?|days?|weeks?|months?|years?|%|per cent)",
    re.IGNORECASE,
)
_MOST_FACTS = 4


def draft_entry(question: str, answer: Answer, *, policies: Sequence[str] = (), as_of: date | None = None) -> str:
    """The YAML of an entry: what the answer quotes as support, and its figures as facts. All of it needs a look."""
    return "\n".join(_lines(question, answer, policies, as_of)) + "\n"


def _lines(question: str, answer: Answer, policies: Sequence[str], as_of: date | None) -> Iterator[str]:
    answered = answer.status == "answered"
    yield "  # drafted from the current answer, which may be wrong: check every line"
    yield f"  - id: {slug(question, words=6) or 'question'}"
    yield f"    question: {_text(question)}"
    yield f"    policy: {_policy(policies)}"
    if as_of:
        yield f"    as_of: {as_of.isoformat()}"
    yield f"    kind: {'direct' if answered else 'off_topic' if answer.status == 'out_of_scope' else 'unanswerable'}"
    yield "    category: other  # the comment at the top of a gold file lists them"
    yield f"    answerable: {str(answered).lower()}"
    yield f"    status: {answer.status}"
    facts = _facts(answer.citations) if answered else []
    yield f"    facts: [{', '.join(map(_text, facts))}]" + ("  # what must a right answer say?" if answered else "")
    yield "    forbidden: []  # figures of other clauses, for example"
    if answered:
        yield "    support:"
        for citation in _telling(answer.citations):
            yield f"      - clause: {citation.clause}"
            yield f"        quote: {_text(citation.quote)}"
        yield f"    reference: {_text(' '.join(statement.text for statement in answer.statements))}"
    else:
        yield "    reference: 'The policy does not say.'"


def _telling(citations: Sequence[Citation]) -> Sequence[Citation]:
    """Without lead-ins ("We keep:"), which stand in many places; all where there is nothing else."""
    return [citation for citation in citations if not citation.quote.rstrip().endswith(":")] or citations


def _facts(citations: Sequence[Citation]) -> list[str]:
    found = [match for citation in citations for match in _TELLING.findall(citation.quote)]
    return [re.escape(" ".join(fact.split())).replace("\\ ", " ") for fact in dict.fromkeys(found)][:_MOST_FACTS]


def _policy(policies: Sequence[str]) -> str:
    if not policies:
        return "null"
    return policies[0] if len(policies) == 1 else f"[{', '.join(policies)}]"


def _text(text: str) -> str:
    """A YAML scalar: in single quotes, or as JSON where it holds line breaks or control characters."""
    return json.dumps(text) if any(ord(c) < 32 for c in text) else "'" + text.replace("'", "''") + "'"

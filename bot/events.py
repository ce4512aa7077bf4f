"""An answer as the events of a stream. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from bot.models import Answer, AnswerEvent, CitationFound, Done, StatementMade


def events_of(answer: Answer) -> Iterator[AnswerEvent]:
    """Each statement after those of its citations that were not sent yet, then the whole."""
    known = {citation.n: citation for citation in answer.citations}
    for of_policy in answer.per_policy:
        for statement in of_policy.statements:
            yield from (CitationFound(citation=known.pop(n)) for n in statement.citations if n in known)
            yield StatementMade(policy=of_policy.policy, statement=statement)
    yield Done(answer=answer)

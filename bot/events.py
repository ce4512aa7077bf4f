"""An answer as the events of a stream: each statement as soon as it is known, at the end the whole."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.quotes import Quote
from bot.assemble import Numbering, Subject, stated
from bot.models import Answer, AnswerEvent, CitationFound, Done, StatementMade


class Emission:
    """What of one answer was sent. Give `numbering` to `assemble`, so that the whole has the same numbers."""

    def __init__(self) -> None:
        self.numbering = Numbering()
        self._cited: set[int] = set()
        self._said: list[StatementMade] = []

    def statement(self, quote: Quote, subject: Subject) -> Iterator[AnswerEvent]:
        """A statement that was verified, after those of its citations that were not sent yet."""
        made = StatementMade(policy=subject.policy.id, statement=stated(quote, subject, self.numbering))
        known = {citation.n: citation for citation in self.numbering.citations}
        fresh = [n for n in made.statement.citations if n not in self._cited]
        self._cited.update(fresh)
        self._said.append(made)
        yield from (CitationFound(citation=known[n]) for n in fresh)
        yield made

    def rest(self, answer: Answer) -> Iterator[AnswerEvent]:
        """What the whole answer has beyond what was sent, and the whole."""
        known = {citation.n: citation for citation in answer.citations}
        left = list(self._said)
        for of_policy in answer.per_policy:
            for statement in of_policy.statements:
                made = StatementMade(policy=of_policy.policy, statement=statement)
                if made in left:
                    left.remove(made)
                    continue
                fresh = [n for n in statement.citations if n not in self._cited]
                self._cited.update(fresh)
                yield from (CitationFound(citation=known[n]) for n in fresh)
                yield made
        yield Done(answer=answer)


def events_of(answer: Answer) -> Iterator[AnswerEvent]:
    """Each statement after those of its citations that were not sent yet, then the whole."""
    return Emission().rest(answer)

"""Answers over the tiny policies of `tests.evals.policies`, and a system that gives prepared ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.models import Answer, Citation, SearchHit, Statement
from evals.corpus import Corpus
from evals.system import Request
from ingest.errors import ClausewiseError
from tests.evals.policies import corpus


def citation(
    quote: str, *, n: int = 1, policy: str = "acme", version: str = "2025-01-01", among: Corpus | None = None
) -> Citation:
    """An exact one: the quote must stand in that version."""
    text = (among or corpus()).texts[policy, version].version
    start = text.text.index(quote)
    return Citation(
        n=n,
        policy=policy,
        version=version,
        text_sha256=text.sha256,
        clause=f"{policy}#1",
        path=("1. Keeping",),
        quote=quote,
        start=start,
        end=start + len(quote),
    )


def quoting(*citations: Citation) -> Answer:
    """A statement a citation, which is nothing but its quote."""
    statements = tuple(Statement(text=one.quote, citations=(one.n,)) for one in citations)
    text = "\n".join(f"“{one.quote}” [{one.n}]" for one in citations)
    return Answer(answer_id="a", status="answered", answer=text, statements=statements, citations=citations)


def silent() -> Answer:
    return Answer(answer_id="s", status="silent", answer="The policy does not say.")


def hit(quote: str, *, policy: str = "acme", version: str = "2025-01-01", score: float = 1.0) -> SearchHit:
    found = citation(quote, policy=policy, version=version)
    return SearchHit(
        policy=policy, version=version, clause=f"{policy}#1", start=found.start, end=found.end, score=score, text=quote
    )


@dataclass(slots=True)
class Prepared:
    """Gives the answer and the hits prepared for a question; no answer is an error. `asked` counts the calls."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    hits: Mapping[str, Sequence[SearchHit]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        self.asked.append(request.question)
        if request.question not in self.answers:
            raise ClausewiseError("the model is out for lunch")
        return self.answers[request.question]

    def search(self, request: Request, k: int) -> Sequence[SearchHit]:
        return list(self.hits.get(request.question, ()))[:k]

"""Citations: whether quotes are exact, carry the statements, and come from the gold clauses. Pure.

Citation recall and precision are ALCE's (Gao et al. 2023, section 3.3), with our verifier in place of its entailment
model: a statement counts for recall if its cited quotes together support it; a citation counts for precision if its
statement is supported, and it supports something of it alone or cannot be spared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.citations import verified
from bot.models import Answer, Citation, Statement
from evals.corpus import Corpus
from evals.goldset import Question
from evals.support import Located
from ingest.models import Span

Supports = Callable[[Statement, Sequence[Citation]], bool]


def exactness(answer: Answer | None, corpus: Corpus) -> float | None:
    """The share of quotes, the related ones included, that stand in the policy's text exactly where they say."""
    quotes = (*answer.citations, *answer.related) if answer else ()
    if not quotes:
        return None
    return sum(_is_exact(citation, corpus) for citation in quotes) / len(quotes)


def _is_exact(citation: Citation, corpus: Corpus) -> bool:
    known = corpus.texts.get((citation.policy, citation.version))
    return (
        known is not None
        and known.version.sha256 == citation.text_sha256
        and known.version.text[citation.start : citation.end] == citation.quote
    )


def verifier(corpus: Corpus) -> Supports:
    """Our own check of a statement against quotes, as the product applies it before it shows an answer."""
    versions = [text.version for text in corpus.texts.values()]

    def supports(statement: Statement, citations: Sequence[Citation]) -> bool:
        if not citations:
            return False
        alone = Statement(text=statement.text, citations=tuple(citation.n for citation in citations))
        names = [name for policy in {one.policy for one in citations} for name in corpus.names.get(policy, ())]
        return bool(verified([alone], citations, versions, names=names).statements)

    return supports


def citation_recall(answer: Answer | None, supports: Supports) -> float | None:
    """The share of statements that their citations support together."""
    if answer is None or not answer.statements:
        return None
    return sum(supports(one, cited) for one, cited in _cited(answer)) / len(answer.statements)


def citation_precision(answer: Answer | None, supports: Supports) -> float | None:
    """The share of citations, statement by statement, that their statement needs."""
    if answer is None or not answer.statements:
        return None
    needed = [
        supports(statement, cited) and _is_needed(citation, statement, cited, supports)
        for statement, cited in _cited(answer)
        for citation in cited
    ]
    return sum(needed) / len(needed) if needed else 0.0


def _is_needed(citation: Citation, statement: Statement, cited: Sequence[Citation], supports: Supports) -> bool:
    others = [other for other in cited if other.n != citation.n]
    return supports(statement, [citation]) or not supports(statement, others)


def _cited(answer: Answer) -> list[tuple[Statement, list[Citation]]]:
    by_number = {citation.n: citation for citation in answer.citations}
    return [
        (statement, [by_number[n] for n in statement.citations if n in by_number]) for statement in answer.statements
    ]


def gold_recall(question: Question, answer: Answer | None, support: Sequence[Located]) -> float | None:
    """The share of the supporting words that a quote touches; of an answerable question."""
    if not question.answerable or not support:
        return None
    quotes = answer.citations if answer else ()
    return sum(any(_touches(quote, place, place.span) for quote in quotes) for place in support) / len(support)


def gold_precision(answer: Answer | None, support: Sequence[Located]) -> float | None:
    """The share of quotes that stand in a clause that supports the answer, or are its lead-in."""
    if answer is None or not answer.citations or not support:
        return None
    return sum(any(_is_of_clause(quote, place) for place in support) for quote in answer.citations) / len(
        answer.citations
    )


def _is_of_clause(quote: Citation, place: Located) -> bool:
    if place.clause is None:
        return _touches(quote, place, place.span)
    lead_in = place.clause.lead_in
    return _touches(quote, place, place.clause.span) or (lead_in is not None and _touches(quote, place, lead_in))


def _touches(quote: Citation, place: Located, span: Span) -> bool:
    return (quote.policy, quote.version) == (place.policy, place.version) and span.overlaps(
        Span(quote.start, quote.end)
    )

"""Whether gold is still true of the policies: what a person must look at, question by question. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evals.corpus import Corpus
from evals.goldset import GoldSet, Question
from evals.support import Located, Locations, locate
from ingest.models import Span

Rule = Literal["policy", "clause", "words", "fact", "reference", "abstention", "duplicate"]
ABSTENTION = "The policy does not say."


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a question. `fixable`: `clausewise eval lint --fix` mends it, as only the place changed."""

    question: str
    rule: Rule
    message: str
    fixable: bool = False


def lint(gold: GoldSet, corpus: Corpus) -> list[Finding]:
    """All findings, in the order of the file."""
    findings = [finding for question in gold.questions for finding in _lint_question(question, corpus)]
    return [*findings, *_duplicates(gold)]


def _lint_question(question: Question, corpus: Corpus) -> Iterator[Finding]:
    locations = locate(question, corpus)
    yield from _policies(question, corpus)
    yield from _support(question, locations, corpus)
    yield from _facts(question, locations, corpus)
    yield from _reference(question)


def _policies(question: Question, corpus: Corpus) -> Iterator[Finding]:
    for policy in sorted({*question.policies, *(question.about or ())}):
        if policy not in corpus.infos:
            yield Finding(question.id, "policy", f"there is no policy {policy}")
        elif question.as_of and corpus.in_force(policy, question.as_of) is None:
            yield Finding(question.id, "policy", f"policy {policy} has no version in force on {question.as_of}")


def _support(question: Question, locations: Locations, corpus: Corpus) -> Iterator[Finding]:
    for support, place in zip(question.support, locations.found, strict=True):
        if not isinstance(place, Located):
            yield Finding(question.id, "words", place.reason)
            continue
        if place.clause is None:
            yield Finding(question.id, "clause", f"no clause holds the words at {place.span.start} any more")
            continue
        now = corpus.clause_id(place.policy, place.version, place.clause.key)
        if support.clause is None:
            yield Finding(question.id, "clause", f"the clause is not filled in; it is {now}", fixable=True)
        elif support.clause != now:
            yield Finding(question.id, "clause", f"the words stand in {now}, not in {support.clause}", fixable=True)
        if support.start is not None and (support.start, support.end) != (place.span.start, place.span.end):
            message = f"the words moved from {support.start} to {place.span.start} in {now}"
            yield Finding(question.id, "words", message, fixable=True)
        if question.subjects is not None and place.policy not in question.subjects:
            yield Finding(question.id, "policy", f"{now} supports it, but the question is not about {place.policy}")


def _facts(question: Question, locations: Locations, corpus: Corpus) -> Iterator[Finding]:
    """What an answer must say has to stand in the clauses that support it, or no quoting answer could be right."""
    if not locations.located:
        return
    evidence = " ".join(_evidence(place, corpus) for place in locations.located)
    for fact in question.facts:
        if not matches(fact, evidence):
            yield Finding(question.id, "fact", f"the supporting clauses do not say {fact!r} (any more)")


def _evidence(place: Located, corpus: Corpus) -> str:
    """The clause with its headings and lead-in, and the words themselves."""
    text = corpus.texts[place.policy, place.version].version.text
    spans = [place.span]
    if place.clause:
        spans += [place.clause.span, *([place.clause.lead_in] if place.clause.lead_in else [])]
    headings = " ".join(place.clause.path) if place.clause else ""
    return f"{place.policy} {place.version} {headings} {' '.join(_slice(text, span) for span in spans)}"


def _slice(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _reference(question: Question) -> Iterator[Finding]:
    for fact in question.facts:
        said = question.reference if question.answerable else ABSTENTION
        if not matches(fact, said):
            rule: Rule = "reference" if question.answerable else "abstention"
            what = "the reference answer" if question.answerable else "an abstention"
            yield Finding(question.id, rule, f"{what} fails the fact {fact!r}")
    for pattern in question.forbidden:
        if matches(pattern, question.reference):
            yield Finding(question.id, "reference", f"the reference answer has what is forbidden: {pattern!r}")


def _duplicates(gold: GoldSet) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], str] = {}
    for question in gold.questions:
        words = " ".join(question.question.casefold().split())
        key = (words, question.policies, question.as_of, question.history)
        if key in seen:
            yield Finding(question.id, "duplicate", f"asks the same as {seen[key]}")
        seen.setdefault(key, question.id)


def matches(pattern: str, text: str) -> bool:
    """As facts are matched everywhere: case ignored, white space folded."""
    return re.search(pattern, " ".join(text.split()), re.IGNORECASE) is not None

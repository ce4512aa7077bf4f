"""Where the words that support a gold question stand in the policies as they are now. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.corpus import Corpus, PolicyText
from evals.goldset import Question, Support
from ingest.models import Clause, Span

_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Located:
    """Supporting words in a version. `clause` is the deepest that holds them; None where none does."""

    policy: str
    version: str
    span: Span
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Lost:
    """A support that is not where the gold says, and why."""

    support: Support
    reason: str


@dataclass(frozen=True, slots=True)
class Locations:
    """One entry for each support of a question, in its order."""

    found: tuple[Located | Lost, ...]

    @property
    def located(self) -> tuple[Located, ...]:
        return tuple(one for one in self.found if isinstance(one, Located))

    @property
    def lost(self) -> tuple[Lost, ...]:
        return tuple(one for one in self.found if isinstance(one, Lost))


def digest(words: str) -> str:
    """What a gold file keeps of words that are not ours to copy."""
    return hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]


def locate(question: Question, corpus: Corpus) -> Locations:
    """Find each support by its words: in the version that its clause id names, else in the one that was asked.

    Words that moved are found where they are now; words that changed are lost.
    """
    return Locations(tuple(_locate(support, question, corpus) for support in question.support))


def deepest(clauses: Iterable[Clause], span: Span) -> Clause | None:
    """The smallest clause that holds the whole span."""
    holding = [clause for clause in clauses if clause.span.contains(span)]
    return min(holding, key=lambda clause: len(clause.span), default=None)


def _locate(support: Support, question: Question, corpus: Corpus) -> Located | Lost:
    places = [
        Located(text.version.policy_id, text.version.id, span, deepest(text.clauses, span))
        for text in _candidates(support, question, corpus)
        for span in _spans(support, text.version.text)
    ]
    if not places:
        return Lost(support, _why(support, question, corpus))
    if len(places) > 1:
        named = [place for place in places if place.clause and _id(place, corpus) == support.clause]
        if len(named) != 1:
            return Lost(support, f"the words stand in {len(places)} places; quote more of them")
        return named[0]
    return places[0]


def _id(place: Located, corpus: Corpus) -> str | None:
    return corpus.clause_id(place.policy, place.version, place.clause.key) if place.clause else None


def _candidates(support: Support, question: Question, corpus: Corpus) -> list[PolicyText]:
    """One version a policy: the one named, else the one in force when asked, else another that has the words."""
    owners = [support.owner] if support.owner else sorted(question.subjects or corpus.policies)
    found = []
    for policy in owners:
        if support.version:
            versions = [support.version]
        else:
            asked = corpus.in_force(policy, question.as_of)
            others = [] if support.clause else [info.id for info in corpus.infos.get(policy, ()) if info.id != asked]
            versions = [*([asked] if asked else []), *others]
        texts = [corpus.texts[policy, version] for version in versions if (policy, version) in corpus.texts]
        having = [text for text in texts if any(True for _ in _spans(support, text.version.text))]
        found += having[:1]
    return found


def _spans(support: Support, text: str) -> Iterator[Span]:
    if support.quote is not None:
        at = text.find(support.quote)
        while at >= 0:
            yield Span(at, at + len(support.quote))
            at = text.find(support.quote, at + 1)
    elif support.start is not None and support.end is not None:
        size = support.end - support.start
        there = Span(support.start, support.end)
        if support.end <= len(text) and support.sha256 in {None, digest(text[there.start : there.end])}:
            yield there
            return
        for at in range(len(text) - size + 1):
            if digest(text[at : at + size]) == support.sha256:
                yield Span(at, at + size)
                return


def _why(support: Support, question: Question, corpus: Corpus) -> str:
    policy, version = support.owner, support.version
    if policy and policy not in corpus.infos:
        return f"there is no policy {policy}"
    if policy and version and (policy, version) not in corpus.texts:
        return f"policy {policy} has no version {version}"
    if policy and not version and corpus.in_force(policy, question.as_of) is None:
        return f"policy {policy} has no version in force on {question.as_of}"
    words = f"{support.quote!r}" if support.quote is not None else f"what stood at {support.start} to {support.end}"
    where = support.clause or policy or "any policy that is asked"
    return f"the words changed: {words} is not in {where} any more"

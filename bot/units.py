"""A version's sentences and passages, laid out so that one matrix product scores all of them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import numpy as np

from bot.late_interaction import Floats, Ints, Segments, mean_vectors
from ingest.evidence import VersionEvidence
from ingest.models import Clause, Passage, Span, Version
from ingest.stems import stems

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece that can be quoted on its own. `passage` is the index of the passage that it lies in."""

    index: int
    passage: int
    span: Span
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """`contextual` holds each sentence's tokens as encoded within its passage, heading path included before it.

    `sentence_vectors`: shape (s, d). `passage_tokens` are all tokens of a passage, its context's too.
    `context_stems` are those of each passage's heading path and lead-in. `rarity` is the inverse document frequency
    of each stem over the version's passages; `unseen` is that of a stem which no passage has. `words` counts the text's
    words in lower case. `lists` gives the passages that each lead-in introduces, in order.
    """

    version: Version
    clauses: dict[str, Clause]
    passages: tuple[Passage, ...]
    passage_vectors: Floats
    passage_tokens: Segments
    sentences: tuple[Sentence, ...]
    sentence_vectors: Floats
    contextual: Segments
    context_stems: tuple[frozenset[str], ...]
    rarity: dict[str, float]
    unseen: float
    words: Counter[str]
    lists: dict[Span, tuple[int, ...]]

    @property
    def sentence_passages(self) -> Ints:
        return np.array([sentence.passage for sentence in self.sentences], np.int64)

    def sentences_of(self, passage: int) -> Iterator[Sentence]:
        return (sentence for sentence in self.sentences if sentence.passage == passage)


def lay_out(evidence: VersionEvidence) -> Units:
    """Units of a version; the order of passages and sentences is that of the text."""
    version, passages = evidence.version, evidence.passages
    sentences: list[Sentence] = []
    parts: list[Floats] = []
    for index, passage in enumerate(passages):
        offsets = evidence.offsets[index]
        shift = len(passage.embedded_text) - len(passage.text) - passage.start
        for span in passage.sentences:
            inside = (offsets[:, 0] >= span.start + shift) & (offsets[:, 1] <= span.end + shift)
            parts.append(evidence.tokens[index][inside])
            words = frozenset(stems(version.text[span.start : span.end], version.language))
            sentences.append(Sentence(len(sentences), index, span, words))
    dimensions = evidence.vectors.shape[1]
    contextual = Segments.of(parts, dimensions=dimensions)
    context_stems = tuple(frozenset(stems(passage.context, version.language)) for passage in passages)
    counts: Counter[str] = Counter()
    for index, passage in enumerate(passages):
        counts.update(context_stems[index] | frozenset(stems(passage.text, version.language)))
    return Units(
        version=version,
        clauses={clause.key: clause for clause in evidence.clauses},
        passages=passages,
        passage_vectors=evidence.vectors,
        passage_tokens=Segments.of(evidence.tokens, dimensions=dimensions),
        sentences=tuple(sentences),
        sentence_vectors=mean_vectors(contextual),
        contextual=contextual,
        context_stems=context_stems,
        rarity={stem: _rarity(count, len(passages)) for stem, count in counts.items()},
        unseen=_rarity(0, len(passages)),
        words=Counter(_WORD.findall(version.text.lower())),
        lists=_lists(passages, {clause.key: clause for clause in evidence.clauses}, version.text),
    )


def _rarity(count: int, total: int) -> float:
    return log(1 + (total - count + 0.5) / (count + 0.5))


def _lists(passages: tuple[Passage, ...], clauses: dict[str, Clause], text: str) -> dict[Span, tuple[int, ...]]:
    """The items of each lead-in; for a sentence that ends in a colon without items, the clauses below its own."""
    found: dict[Span, list[int]] = {}
    for index, passage in enumerate(passages):
        lead_in = clauses[passage.clause].lead_in
        if lead_in is not None:
            found.setdefault(lead_in, []).append(index)
    for index, passage in enumerate(passages):
        last = passage.sentences[-1] if passage.sentences else None
        if last is None or last in found or not text[last.start : last.end].endswith(":"):
            continue
        below = [later for later in range(index + 1, len(passages)) if _is_below(passages[later], passage, clauses)]
        if below:
            found[last] = below
    return {lead_in: tuple(indices) for lead_in, indices in found.items()}


def _is_below(passage: Passage, other: Passage, clauses: dict[str, Clause]) -> bool:
    owner = clauses[other.clause]
    return passage.clause != other.clause and owner.span.contains(clauses[passage.clause].span)

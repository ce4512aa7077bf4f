"""A version's sentences and passages, laid out so that one matrix product scores all of them. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np

from bot.late_interaction import Floats, Ints, TokenRanges, mean_vectors
from ingest.evidence import VersionEvidence
from ingest.models import Clause, Passage, Span, Version
from ingest.stems import stems

_WORD = re.compile(r"[^\W\d_]+")
# What Python's own objects come to, measured: each sentence with its stems, each different word, each character.
_SENTENCE_BYTES = 3_000
_WORD_BYTES = 400
_CHARACTER_BYTES = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece that can be quoted on its own. `passage` is the index of the passage that it lies in."""

    index: int
    passage: int
    span: Span
    stems: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """All that ranking within one version needs.

    `tokens`: shape (t, d), the token vectors of all passages, each encoded with its heading path before it;
    `passage_tokens` and `sentence_tokens` say which are whose. `passage_vectors`: shape (p, d). `sentence_vectors`:
    shape (s, d). `owners`: shape (s,), the passage of each sentence. `by_passage` are the sentences of each passage.
    `context_stems` are those of each passage's heading path and lead-in. `rarity` is the inverse document frequency
    of each stem over the version's passages; `unseen` is that of a stem which no passage has. `words` counts the
    text's words in lower case. `lists` gives the passages that each lead-in introduces, in order.
    """

    version: Version
    clauses: dict[str, Clause]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    by_passage: tuple[tuple[Sentence, ...], ...]
    owners: Ints
    tokens: Floats
    passage_tokens: TokenRanges
    sentence_tokens: TokenRanges
    passage_vectors: Floats
    sentence_vectors: Floats
    context_stems: tuple[frozenset[str], ...]
    rarity: dict[str, float]
    unseen: float
    words: Counter[str]
    lists: dict[Span, tuple[int, ...]]
    _holders: dict[str, list[int]] = field(default_factory=dict)

    def holders(self, stem: str) -> Sequence[int]:
        """The sentences that have a stem, or whose heading path or lead-in has it. Each stem of the version's is looked
        for once; others, which a question brings, are not kept."""
        if stem in self._holders:
            return self._holders[stem]
        context = self.context_stems
        found = [one.index for one in self.sentences if stem in one.stems or stem in context[one.passage]]
        if found:
            self._holders[stem] = found
        return found

    def clause_of(self, sentence: Sentence) -> Clause:
        return self.clauses[self.passages[sentence.passage].clause]

    def clause_at(self, span: Span) -> Clause:
        """The innermost clause that holds a span: the one that a citation of it names."""
        return min((one for one in self.clauses.values() if one.span.contains(span)), key=lambda one: len(one.span))

    @property
    def nbytes(self) -> int:
        """About how much memory this takes."""
        arrays = (self.tokens, self.passage_vectors, self.sentence_vectors)
        objects = _SENTENCE_BYTES * len(self.sentences) + _WORD_BYTES * (len(self.words) + len(self.rarity))
        return sum(array.nbytes for array in arrays) + objects + _CHARACTER_BYTES * len(self.version.text)


def lay_out(evidence: VersionEvidence) -> Units:
    """Units of a version; the order of passages and sentences is that of the text."""
    version, passages = evidence.version, evidence.passages
    clauses = {clause.key: clause for clause in evidence.clauses}
    sentences: list[Sentence] = []
    of_passages: list[tuple[int, int]] = []
    of_sentences: list[tuple[int, int]] = []
    for index, passage in enumerate(passages):
        first = of_passages[-1][1] if of_passages else 0
        offsets = evidence.offsets[index]
        of_passages.append((first, first + len(offsets)))
        shift = len(passage.embedded_text) - len(passage.text) - passage.start
        for span in passage.sentences:
            inside = np.flatnonzero((offsets[:, 0] >= span.start + shift) & (offsets[:, 1] <= span.end + shift))
            of_sentences.append(
                (first + int(inside[0]), first + int(inside[-1]) + 1) if len(inside) else (first, first)
            )
            words = frozenset(stems(version.text[span.start : span.end], version.language))
            sentences.append(Sentence(len(sentences), index, span, words))
    tokens = np.concatenate([np.zeros((0, evidence.vectors.shape[1]), np.float32), *evidence.tokens])
    sentence_tokens = TokenRanges.of(of_sentences)
    context_stems = tuple(frozenset(stems(passage.context, version.language)) for passage in passages)
    counts: Counter[str] = Counter()
    for index, passage in enumerate(passages):
        counts.update(context_stems[index] | frozenset(stems(passage.text, version.language)))
    return Units(
        version=version,
        clauses=clauses,
        passages=passages,
        sentences=tuple(sentences),
        by_passage=_by_passage(sentences, len(passages)),
        owners=np.array([sentence.passage for sentence in sentences], np.int64),
        tokens=tokens,
        passage_tokens=TokenRanges.of(of_passages),
        sentence_tokens=sentence_tokens,
        passage_vectors=evidence.vectors,
        sentence_vectors=mean_vectors(tokens, sentence_tokens),
        context_stems=context_stems,
        rarity={stem: _rarity(count, len(passages)) for stem, count in counts.items()},
        unseen=_rarity(0, len(passages)),
        words=Counter(_WORD.findall(version.text.lower())),
        lists=_lists(passages, clauses, version.text),
    )


def _by_passage(sentences: Sequence[Sentence], passages: int) -> tuple[tuple[Sentence, ...], ...]:
    found: list[list[Sentence]] = [[] for _ in range(passages)]
    for sentence in sentences:
        found[sentence.passage].append(sentence)
    return tuple(map(tuple, found))


def _rarity(count: int, total: int) -> float:
    """The inverse document frequency of bm25, which is never negative."""
    return log(1 + (total - count + 0.5) / (count + 0.5))


def _lists(passages: Sequence[Passage], clauses: Mapping[str, Clause], text: str) -> dict[Span, tuple[int, ...]]:
    """The items of each lead-in; for a sentence that ends in a colon without items, the clauses below its own."""
    found: dict[Span, list[int]] = {}
    for index, passage in enumerate(passages):
        lead_in = clauses[passage.clause].lead_in
        if lead_in is not None:
            found.setdefault(lead_in, []).append(index)
    for index, passage in enumerate(passages):
        last = passage.sentences[-1]
        if last in found or not text[last.start : last.end].endswith(":"):
            continue
        below = [later for later in range(index + 1, len(passages)) if _is_below(passages[later], passage, clauses)]
        if below:
            found[last] = below
    return {lead_in: tuple(indices) for lead_in, indices in found.items()}


def _is_below(passage: Passage, other: Passage, clauses: Mapping[str, Clause]) -> bool:
    owner = clauses[other.clause]
    return passage.clause != other.clause and owner.span.contains(clauses[passage.clause].span)

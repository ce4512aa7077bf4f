"""Ranks the sentences and passages of one version against a question. Pure: arrays and words in, a ranking out.

What is compared (all with the one embedding model; see docs/architecture.md for the flow and docs/evals.md for the
figures): each sentence as encoded within its passage, and the whole passage with its heading path, by late interaction
and by mean vector; the question by its topic words, in full, and in the policies' own words for it; and the words
themselves, by bm25 over stems.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.answer_types import has_type
from bot.late_interaction import Floats, best_matches
from bot.questions import AskedFor, Question, content_words, without_boilerplate
from bot.units import Sentence, Units
from ingest.encoder import Encoded, Encoder
from ingest.stems import stems

# Weights of the parts of a sentence's score. Cosines vary by about 0.1 between a policy's sentences, bm25 by about 3.
WEIGHTS: Mapping[str, float] = {
    "sentence_tokens": 0.3,
    "sentence_vector": 0.4,
    "passage_tokens": 0.5,
    "passage_vector": 0.3,
    "whole_tokens": 2.0,
    "whole_vector": 1.0,
    "expansion_tokens": 0.3,
    "expansion_passage": 1.0,
    "words": 0.05,
    "coverage": 0.2,
    "typed": 0.3,
}


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as it is compared: `topic` is its content words, `whole` its full text, `expansion` the policies'
    words for it (None where the lexicon has none); `stems` are the content words' stems, in order."""

    topic_text: str
    topic: Encoded
    whole: Encoded
    expansion: Encoded | None
    stems: tuple[str, ...]
    expansion_stems: tuple[str, ...]
    asked_for: AskedFor


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """`scores`: shape (s,), one a sentence of the units; `parts`: what they are made of, by name, same shape.

    `order` lists the sentences' indices, best first. `topic_matches`: shape (topic tokens, s), each token's best
    cosine among the sentence's tokens and those of the passage's heading path.
    """

    units: Units
    scores: Floats
    parts: dict[str, Floats]
    topic_matches: Floats

    @property
    def order(self) -> list[int]:
        return [int(index) for index in np.argsort(-self.scores, kind="stable")]

    def best(self) -> list[Sentence]:
        return [self.units.sentences[index] for index in self.order]

    def text(self, sentence: Sentence) -> str:
        return self.units.version.text[sentence.span.start : sentence.span.end]

    def passage_order(self) -> list[int]:
        """Passages by their best sentence, best first."""
        return list(dict.fromkeys(self.units.sentences[index].passage for index in self.order))


def encode(question: Question, encoder: Encoder, *, language: str = "en") -> Query:
    whole_text = without_boilerplate(question.search_text) or question.search_text or question.text
    topic_text = question.topic or whole_text
    expansion_text = ", ".join(question.expansions)
    texts = [topic_text, whole_text, *([expansion_text] if expansion_text else [])]
    encoded = encoder.encode(texts)
    return Query(
        topic_text=topic_text,
        topic=encoded[0],
        whole=encoded[1],
        expansion=encoded[2] if expansion_text else None,
        stems=tuple(dict.fromkeys(stems(topic_text, language))),
        asked_for=question.asked_for,
        expansion_stems=tuple(dict.fromkeys(stems(" ".join(content_words(expansion_text)), language))),
    )


def rank(units: Units, query: Query, *, word_scores: Mapping[int, float]) -> Ranking:
    """Score every sentence of a version. `word_scores` gives the bm25 of passages, by their index; absent is 0."""
    owner = units.sentence_passages
    topic = best_matches(query.topic.tokens, units.contextual)
    in_passage = best_matches(query.topic.tokens, units.passage_tokens)
    words = np.array([word_scores.get(index, 0.0) for index in range(len(units.passages))], np.float32)
    parts = {
        "sentence_tokens": _mean(topic),
        "sentence_vector": units.sentence_vectors @ query.topic.vector,
        "passage_tokens": _mean(in_passage)[owner],
        "passage_vector": (units.passage_vectors @ query.topic.vector)[owner],
        "whole_tokens": _mean(best_matches(query.whole.tokens, units.contextual)),
        "whole_vector": (units.passage_vectors @ query.whole.vector)[owner],
        "words": words[owner],
        "coverage": covered(units, query.stems),
        "typed": _typed(units, query.asked_for),
    }
    if query.expansion is not None:
        parts["expansion_tokens"] = _mean(best_matches(query.expansion.tokens, units.contextual))
        parts["expansion_passage"] = (units.passage_vectors @ query.expansion.vector)[owner]
    scores = sum((WEIGHTS[name] * part for name, part in parts.items()), np.zeros(len(owner), np.float32))
    return Ranking(units, np.asarray(scores, np.float32), parts, topic)


def covered(units: Units, wanted: Sequence[str]) -> Floats:
    """The share of the wanted stems that each sentence or its heading path has, weighted by rarity; shape (s,)."""
    weights = {stem: units.rarity.get(stem, units.unseen) for stem in wanted}
    total = sum(weights.values())
    if not total:
        return np.zeros(len(units.sentences), np.float32)
    shares = [
        sum(
            weight
            for stem, weight in weights.items()
            if stem in sentence.stems or stem in units.context_stems[sentence.passage]
        )
        for sentence in units.sentences
    ]
    return np.array(shares, np.float32) / np.float32(total)


def _typed(units: Units, asked_for: AskedFor) -> Floats:
    """1 for each sentence that has a thing of the type asked for, else 0; nothing where any statement would do."""
    if asked_for is AskedFor.STATEMENT:
        return np.zeros(len(units.sentences), np.float32)
    text = units.version.text
    return np.array([has_type(text[one.span.start : one.span.end], asked_for) for one in units.sentences], np.float32)


def _mean(matches: Floats) -> Floats:
    return matches.mean(axis=0) if len(matches) else np.zeros(matches.shape[1], np.float32)

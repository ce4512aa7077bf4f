"""Ranks the sentences and passages of one version against a question. Pure: arrays and words in, a ranking out.

What is compared (all with the one embedding model; see docs/architecture.md for the flow and docs/evals.md for the
figures): each sentence as encoded within its passage, and the whole passage with its heading path, by late interaction
and by mean vector; the question by its topic words, in full, and in the policies' own words for it; and the words
themselves, by bm25 over stems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot import late_interaction
from bot.answer_types import AskedFor
from bot.late_interaction import Floats, best_matches
from bot.questions import Question
from bot.tags import QuestionTags, SentenceTags
from bot.units import Sentence, Units
from bot.wording import content_words, without_boilerplate
from ingest.encoder import Encoded, Encoder
from ingest.stems import stems

# Weights of the parts of a sentence's score. Cosines vary by about 0.1 between a policy's sentences, bm25 by about 3.
WEIGHTS: Mapping[str, float] = {
    "sentence_tokens": 0.36,
    "passage_tokens": 0.6,
    "whole_tokens": 2.4,
    "whole_vector": 1.2,
    "expansion_tokens": 0.36,
    "expansion_passage": 1.2,
    "words": 0.036,
    "coverage": 0.24,
    "tags": 1.44,
    "aspects": 1.44,
}
# How much more words weigh in a policy whose language the embedding model does not know: its vectors tell less there,
# while stems are made by the language's own rules. Of 24 German, French and Spanish gold questions the right clause
# is among the first three in 23 with 1, in 24 with 2 to 8, and first in 21 with 1 and 2, in 19 from 4 on.
UNCOVERED_WORDS_FACTOR = 2.0
_WORD_PARTS = frozenset({"words", "coverage"})


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as it is compared: `topic` is its content words, `whole` its full text, `expansion` the policies' own
    words for it (None where the lexicon has none)."""

    topic_text: str
    topic: Encoded
    whole: Encoded
    expansion_text: str
    expansion: Encoded | None
    asked_for: AskedFor
    tags: QuestionTags | None = None

    def stems(self, language: str) -> tuple[str, ...]:
        """The stems of the topic's words, in order, as the full-text index of a policy in this language has them."""
        return tuple(dict.fromkeys(stems(self.topic_text, language)))

    def expansion_stems(self, language: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stems(" ".join(content_words(self.expansion_text)), language)))


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """`scores`: shape (s,), one a sentence of the units; `parts`: what they are made of, by name, same shape.

    `order` lists the sentences' indices, best first. `topic_matches`: shape (topic tokens, s), each token's best
    cosine among the sentence's tokens.
    """

    units: Units
    scores: Floats
    parts: dict[str, Floats]
    topic_matches: Floats
    order: tuple[int, ...]

    def best(self) -> Iterator[Sentence]:
        return (self.units.sentences[index] for index in self.order)

    def score(self, sentence: Sentence) -> float:
        return float(self.scores[sentence.index])

    def text(self, sentence: Sentence) -> str:
        return self.units.version.text[sentence.span.start : sentence.span.end]

    def passage_scores(self) -> dict[int, float]:
        """Passages with the score of their best sentence, best first."""
        found: dict[int, float] = {}
        for sentence in self.best():
            found.setdefault(sentence.passage, self.score(sentence))
        return found


def encode(question: Question, encoder: Encoder, *, of_expansion: Callable[[str], Encoded] | None = None) -> Query:
    """`of_expansion` gives the vectors of the policies' words for the question, where somebody keeps them."""
    topic, whole, *expansions = query_texts(question)
    of_expansion = of_expansion or (lambda text: encoder.encode([text])[0])
    encoded = [*encoder.encode([topic, whole]), *map(of_expansion, expansions)]
    return query_of(question, encoded)


def query_texts(question: Question) -> tuple[str, ...]:
    """What of a question is encoded: topic, whole text, and the policies' words for it where the lexicon has some."""
    whole = without_boilerplate(question.search_text) or question.search_text or question.text
    topic = question.topic or whole
    expansion = ", ".join(question.expansions)
    return (topic, whole, expansion) if expansion else (topic, whole)


def query_of(question: Question, encoded: Sequence[Encoded]) -> Query:
    """The query of a question whose `query_texts` have been encoded."""
    topic, _, *expansion = query_texts(question)
    return Query(
        topic_text=topic,
        topic=encoded[0],
        whole=encoded[1],
        expansion_text=expansion[0] if expansion else "",
        expansion=encoded[2] if expansion else None,
        asked_for=question.asked_for,
    )


def rank(
    units: Units,
    query: Query,
    *,
    word_scores: Mapping[int, float],
    is_covered: bool = True,
    tags: SentenceTags | None = None,
) -> Ranking:
    """Score every sentence of a version. `word_scores` gives the bm25 of passages, by their index; absent is 0.

    `tags` are those of the version's sentences; without them, what clauses are about does not count.

    `is_covered` says whether the embedding model knows the version's language; if not, words weigh more.
    """
    owners = units.owners
    topic, whole, expansion = _cosines(units, query)
    topic_matches = best_matches(topic, units.sentence_tokens)
    words = np.array([word_scores.get(index, 0.0) for index in range(len(units.passages))], np.float32)
    parts = {
        "sentence_tokens": late_interaction.scores(topic_matches),
        "passage_tokens": late_interaction.scores(best_matches(topic, units.passage_tokens))[owners],
        "whole_tokens": late_interaction.scores(best_matches(whole, units.sentence_tokens)),
        "whole_vector": (units.passage_vectors @ query.whole.vector)[owners],
        "words": words[owners],
        "coverage": covered(units, query.stems(units.version.language)),
    }
    if query.expansion is not None:
        parts["expansion_tokens"] = late_interaction.scores(best_matches(expansion, units.sentence_tokens))
        parts["expansion_passage"] = (units.passage_vectors @ query.expansion.vector)[owners]
    if tags is not None and query.tags is not None:
        parts["tags"], parts["aspects"] = tags.scores(query.tags)
    factors = {} if is_covered else dict.fromkeys(_WORD_PARTS, UNCOVERED_WORDS_FACTOR)
    weighted = (WEIGHTS[name] * factors.get(name, 1.0) * part for name, part in parts.items())
    scores = sum(weighted, np.zeros(len(owners), np.float32))
    order = tuple(np.argsort(-scores, kind="stable").tolist())
    return Ranking(units, np.asarray(scores, np.float32), parts, topic_matches, order)


def _cosines(units: Units, query: Query) -> tuple[Floats, Floats, Floats]:
    """Of the tokens of topic, whole text and expansion with all tokens of the version, in one pass over these."""
    of_topic, of_whole = query.topic.tokens, query.whole.tokens
    of_expansion = query.expansion.tokens if query.expansion is not None else of_whole[:0]
    cosines = (units.tokens @ np.concatenate([of_topic, of_whole, of_expansion]).T).T
    topic, whole, expansion = np.split(cosines, [len(of_topic), len(of_topic) + len(of_whole)])
    return topic, whole, expansion


def covered(units: Units, wanted: Sequence[str]) -> Floats:
    """The share of the wanted stems that each sentence or its heading path has, weighted by rarity; shape (s,)."""
    weights = {stem: units.rarity.get(stem, units.unseen) for stem in wanted}
    total = sum(weights.values())
    if not total:
        return np.zeros(len(units.sentences), np.float32)
    shares = np.zeros(len(units.sentences))
    for stem, weight in weights.items():
        shares[units.holders(stem)] += weight
    return shares.astype(np.float32) / np.float32(total)

"""What stays in memory between questions: the policies' units, and vectors of the program's own texts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bot.answerable import Logistic, decision_for, load_model
from bot.answering.overview import Practice, overview, practices
from bot.answering.quotes import Quote
from bot.byte_cache import ByteCache
from bot.coverage import TaggedVersion, tag_clauses
from bot.cross_encoder import CrossEncoder, load_cross_encoder
from bot.late_interaction import Floats
from bot.questions import Question, plain_question
from bot.reader import Reader, load_reader
from bot.reference import encoded_reference, reference_vectors
from bot.rerank import Reranker
from bot.retrieval import Query, encode, query_of, query_texts, rank
from bot.settings import Settings
from bot.tags import SentenceTags, Tagger, prototype_texts
from bot.topics import prototypes, topic_features
from bot.units import Units, lay_out
from ingest.encoder import Encoded, Encoder
from ingest.index import Index
from ingest.language import is_covered
from ingest.model_files import default_models_folder
from ingest.settings import IngestSettings
from ingest.snapshot import Snapshot

_OVERVIEW_BYTES = 10_000_000
_LINE_BYTES = 1_000
_TAG_BYTES = 40_000_000
_COVERAGE_BYTES = 20_000_000
_EXPANSION_BYTES = 8_000_000
_MOST_ANSWERED = 5_000
# What a tuple of a dozen comes to.
_ANSWERED_BYTES = 200


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Vectors of example questions, shape (n, d) each, and the main practices as queries."""

    in_scope: Floats
    off_topic: Floats
    practices: tuple[Query, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Answered:
    practices: tuple[Practice, ...]
    nbytes: int = _ANSWERED_BYTES


@dataclass(frozen=True, slots=True, eq=False)
class _Overview:
    lines: tuple[Quote, ...]

    @property
    def nbytes(self) -> int:
        return _LINE_BYTES * len(self.lines)


def load_tagger(encoder: Encoder, settings: IngestSettings) -> Tagger:
    """A tagger by this model; its examples' vectors lie in the models folder, where every index finds them."""
    folder = settings.models or default_models_folder()
    return Tagger(reference_vectors(prototype_texts(), encoder, folder=folder))


class Resources:
    """Loaded when first used; methods may be called from any thread."""

    def __init__(self, index: Index, settings: Settings, reranker: Reranker | None = None) -> None:
        self.index = index
        self._settings = settings
        self._reranker = reranker
        self._units: ByteCache[int, Units] = ByteCache(settings.evidence_cache_bytes)
        self._overviews: ByteCache[int, _Overview] = ByteCache(_OVERVIEW_BYTES)
        self._tags: ByteCache[int, SentenceTags] = ByteCache(_TAG_BYTES)
        self._answered: ByteCache[int, _Answered] = ByteCache(_MOST_ANSWERED * _ANSWERED_BYTES)
        self._expansions: ByteCache[str, Encoded] = ByteCache(_EXPANSION_BYTES)
        self._tagged: ByteCache[int, TaggedVersion] = ByteCache(_COVERAGE_BYTES)
        self._tagger: Tagger | None = None
        self._loading = threading.Lock()
        self._reference: Reference | None = None
        self._cross_encoder: CrossEncoder | None = None
        self._has_sought_cross_encoder = False

    def units(self, snapshot: Snapshot, policy_id: str, version_id: str, *, key: int) -> Units:
        """The units of a version; `key` is the snapshot's `version_key`, which a changed text does not share."""
        return self._units.get(key, lambda: lay_out(self.index.evidence(policy_id, version_id, within=snapshot)))

    def encode(self, question: Question) -> Query:
        query = encode(question, self.index.encoder, of_expansion=self._expansion)
        return replace(query, tags=self.tagger().of_question(query.whole.vector))

    def _expansion(self, text: str) -> Encoded:
        """The vectors of the policies' words for a question. They are put together from the lexicon's, so that the same
        ones come again and again; what people typed is not kept."""
        return self._expansions.get(text, lambda: self.index.encoder.encode([text])[0])

    def tags(self, units: Units, *, key: int) -> SentenceTags:
        """What a version's sentences are about; `key` as in `units`."""
        return self._tags.get(key, lambda: self.tagger().of_sentences(units))

    def tagged(self, units: Callable[[], Units], *, key: int) -> TaggedVersion:
        """What a version's clauses are about; `units` lays it out where that is not known yet, `key` as in `units`."""

        def make() -> TaggedVersion:
            laid_out = units()
            return tag_clauses(laid_out, self.tags(laid_out, key=key))

        return self._tagged.get(key, make)

    def tagger(self) -> Tagger:
        with self._loading:
            if self._tagger is None:
                self._tagger = load_tagger(self.index.encoder, self.index.settings)
            return self._tagger

    def answered_practices(self, find: Callable[[], tuple[Practice, ...]], *, key: int) -> tuple[Practice, ...]:
        """The practices that a version has an answer to, found where they are not kept; `key` as in `units`."""
        return self._answered.get(key, lambda: _Answered(find())).practices

    def decision(self, language: str) -> Logistic:
        """What tells an answer from silence, for policies in a language. Where the embedding model gives no token
        vectors, as providers' do, it is one that was fitted without them."""
        has_tokens = len(self.reference().practices[0].whole.tokens) > 0
        fitted = decision_for(has_reader=self.reader(language) is not None, has_tokens=has_tokens)
        return fitted.divided_at(self._settings.silent_below)

    def crossed(self) -> Logistic:
        """What tells an answer from silence where the cross-encoder was asked as well."""
        return load_model("answerable_crossed").divided_at(self._settings.silent_below)

    def cross_encoder(self, language: str) -> CrossEncoder | None:
        """None beside another embedding model, for a language that ours does not cover, and where it is not
        installed."""
        if self.reader(language) is None:
            return None
        with self._loading:
            if not self._has_sought_cross_encoder:
                self._has_sought_cross_encoder = True
                self._cross_encoder = load_cross_encoder(self.index.settings.models or default_models_folder())
            return self._cross_encoder

    def reader(self, language: str) -> Reader | None:
        """None for another embedding model's tokens, and for a language that ours does not cover: it reads neither."""
        return load_reader(self.index.encoder.name) if self.is_covered(language) else None

    def reranker(self) -> Reranker | None:
        """The one that was handed over, else the one that the settings name; raises SettingsError where that cannot be
        had."""
        with self._loading:
            if self._reranker is None and self._settings.reranker is not None:
                from bot.rerankers import load_reranker

                self._reranker = load_reranker(self._settings)
            return self._reranker

    def overview(self, units: Units, *, key: int) -> tuple[Quote, ...]:
        """The lines of a version's overview. They depend on nothing but its text, and so are made once."""

        return self._overviews.get(key, lambda: _Overview(self.make_overview(units))).lines

    def make_overview(self, units: Units) -> tuple[Quote, ...]:
        """The lines of an overview, made anew."""
        known = self.is_covered(units.version.language)
        rankings = (rank(units, query, word_scores={}, is_covered=known) for query in self.reference().practices)
        return tuple(overview(rankings, asked=practices()))

    def is_covered(self, language: str) -> bool:
        """Whether the embedding model knows a language."""
        return is_covered(language, embeddings=self.index.settings.embeddings)

    def topic_features(self, whole: Floats) -> dict[str, float]:
        """What `bot.topics` makes of a question's vector."""
        reference = self.reference()
        return topic_features(whole, reference.in_scope, reference.off_topic)

    def reference(self) -> Reference:
        with self._loading:
            if self._reference is None:
                self._reference = self._load_reference()
            return self._reference

    def _load_reference(self) -> Reference:
        known = prototypes()
        asked = [plain_question(practice.ask, practice.asked_for) for practice in practices()]
        texts = [*known.in_scope, *known.off_topic, *(text for question in asked for text in query_texts(question))]
        encoded = encoded_reference(texts, self.index.encoder, folder=self.index.settings.index)
        vectors = np.stack([one.vector for one in encoded])
        first, last = len(known.in_scope), len(known.in_scope) + len(known.off_topic)
        of_practices = iter(encoded[last:])
        return Reference(
            in_scope=vectors[:first],
            off_topic=vectors[first:last],
            practices=tuple(query_of(one, [next(of_practices) for _ in query_texts(one)]) for one in asked),
        )

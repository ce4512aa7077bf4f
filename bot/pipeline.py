"""One question → one Answer: scope, understanding, ranking, the decision, quotes, verification."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from bot.answerable import answerable_features, load_model
from bot.answering.overview import overview, practices
from bot.answering.quotes import Budget, Quote, choose
from bot.assemble import OUT_OF_SCOPE, PolicyOutcome, Subject, assemble, refuse
from bot.deadline import Deadline
from bot.errors import QuestionError
from bot.late_interaction import Floats
from bot.lexicon import lexicon
from bot.models import Answer, Message, SearchHit, Status
from bot.questions import Question, Scope, find_scope, plain_question, understand
from bot.retrieval import Query, Ranking, encode, rank
from bot.settings import Settings
from bot.spelling import is_english
from bot.topics import prototypes, topic_features
from bot.units import Units, lay_out
from ingest.errors import IndexMissingError, UnknownPolicyError
from ingest.index import Index
from ingest.snapshot import PolicyEntry, Snapshot

MOST_POLICIES_UNNAMED = 8
_LONGEST_QUESTION = 2_000
_WORD_HITS = 200
_RELATED = 3
_CANDIDATES = 20
_LIKELIEST = 5
_LISTED = 20
_SURELY_OFF_TOPIC = 0.93
_SEVERAL = Budget(characters=420, clauses=2)
_SINGLE = Budget()


@dataclass(slots=True)
class Timings:
    """Milliseconds by stage."""

    stages: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = round(self.stages.get(name, 0.0) + (time.perf_counter() - started) * 1000, 2)


class Clausewise:
    """Answers questions from an index. Thread-safe; each call reads one state of the index throughout."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self.index = index
        self._settings = settings
        self._units: dict[int, Units] = {}
        self._lock = threading.Lock()
        self._practice_queries: tuple[Query, ...] | None = None
        self._prototype_vectors: tuple[Floats, Floats] | None = None

    def ask(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
        cancelled: threading.Event | None = None,
    ) -> Answer:
        """Answer from the given policies, else those that the question names, else all where they are few.

        Raises QuestionError, UnknownPolicyError, DeadlineError.
        """
        _check_question(question)
        deadline = Deadline.after(self._settings.deadline_seconds, cancelled=cancelled)
        timings = Timings()
        with self.index.catalog.snapshot() as snapshot:
            entries = _entries(snapshot)
            _check_policies(policies, entries)
            run = _Run(self, snapshot, entries, as_of, deadline, timings)
            return run.answer(question, tuple(dict.fromkeys(policies)), history)

    def search(
        self, query: str, *, policies: Sequence[str] = (), k: int = 8, as_of: date | None = None
    ) -> list[SearchHit]:
        """The passages that best fit a query, best first, each inside one clause and at most 1,000 characters."""
        _check_question(query)
        deadline = Deadline.after(self._settings.deadline_seconds)
        with self.index.catalog.snapshot() as snapshot:
            entries = _entries(snapshot)
            _check_policies(policies, entries)
            run = _Run(self, snapshot, entries, as_of, deadline, Timings())
            return run.search(query, tuple(dict.fromkeys(policies)), k)

    def units(self, snapshot: Snapshot, policy_id: str, version_id: str) -> Units:
        key = snapshot.version_key(policy_id, version_id)
        with self._lock:
            if key in self._units:
                return self._units[key]
        made = lay_out(self.index.evidence(policy_id, version_id, within=snapshot))
        with self._lock:
            return self._units.setdefault(key, made)

    def encode(self, question: Question) -> Query:
        return encode(question, self.index.encoder)

    def practice_queries(self) -> tuple[Query, ...]:
        """The main practices as queries, encoded once."""
        if self._practice_queries is None:
            self._practice_queries = tuple(
                self.encode(plain_question(practice.ask, practice.asked_for)) for practice in practices()
            )
        return self._practice_queries

    def topic_features(self, whole: Floats) -> dict[str, float]:
        if self._prototype_vectors is None:
            known = prototypes()
            vectors = np.stack([one.vector for one in self.index.encoder.encode([*known.in_scope, *known.off_topic])])
            self._prototype_vectors = vectors[: len(known.in_scope)], vectors[len(known.in_scope) :]
        return topic_features(whole, *self._prototype_vectors)


@dataclass(slots=True)
class _Run:
    """One question's way. `entries` are the policies by id."""

    bot: Clausewise
    snapshot: Snapshot
    entries: dict[str, PolicyEntry]
    as_of: date | None
    deadline: Deadline
    timings: Timings

    def answer(self, text: str, given: tuple[str, ...], history: Sequence[Message]) -> Answer:
        with self.timings.stage("understand"):
            scope = self._scope(text, history)
            asked_of = given or scope.policies
            question = self._understand(text, scope, asked_of, history)
        if given and scope.mentions.policies and not set(given) & set(scope.mentions.policies):
            return self._unclear(scope.mentions.policies)
        if not question.search_text and not scope.mentions.policies:
            return self._refuse("out_of_scope", OUT_OF_SCOPE)
        with self.timings.stage("encode"):
            query = self.bot.encode(question)
        off_topic = 0.0 if question.wants_overview else self._off_topic(query)
        if off_topic >= _SURELY_OFF_TOPIC:
            return self._refuse("out_of_scope", OUT_OF_SCOPE)
        if not asked_of and len(self.entries) > MOST_POLICIES_UNNAMED:
            return self._unclear(self._near(query, 20)[:_LIKELIEST])
        asked_of = asked_of or tuple(self.entries)
        outcomes = [self._outcome(policy, question, query, several=len(asked_of) > 1) for policy in asked_of]
        if off_topic >= load_model("off_topic").threshold and not any(outcome.quotes for outcome in outcomes):
            return self._refuse("out_of_scope", OUT_OF_SCOPE)
        return assemble(outcomes, uuid.uuid4().hex, self.snapshot.generation(), self.timings.stages)

    def _refuse(self, status: Status, text: str) -> Answer:
        return refuse(status, text, uuid.uuid4().hex, self.snapshot.generation(), self.timings.stages)

    def _unclear(self, policies: Sequence[str]) -> Answer:
        names = ", ".join(f"{self.entries[policy].policy.name} ({policy})" for policy in policies)
        return self._refuse("unclear", f"Which policy do you mean? Perhaps: {names}. Name one in the question.")

    def search(self, text: str, given: tuple[str, ...], k: int) -> list[SearchHit]:
        scope = self._scope(text, ())
        asked_of = given or scope.policies
        question = self._understand(text, scope, asked_of, ())
        query = self.bot.encode(question)
        asked_of = asked_of or self._near(query, k)
        hits: list[SearchHit] = []
        for policy in asked_of:
            ranking = self._rank(policy, query)
            best: dict[int, float] = {}
            for sentence in ranking.units.sentences:
                score = float(ranking.scores[sentence.index])
                best[sentence.passage] = max(best.get(sentence.passage, score), score)
            for index, score in best.items():
                passage, version = ranking.units.passages[index], ranking.units.version
                hits.append(
                    SearchHit(
                        policy=policy,
                        version=version.id,
                        clause=f"{policy}{self._pin(policy, version.id)}#{passage.clause}",
                        start=passage.start,
                        end=passage.end,
                        score=round(score, 4),
                        text=passage.text,
                    )
                )
        hits.sort(key=lambda hit: (-hit.score, hit.policy, hit.start))
        return hits[:k]

    def _scope(self, text: str, history: Sequence[Message]) -> Scope:
        policies = [entry.policy for entry in self.entries.values()]
        return find_scope(text, history=history, policies=policies, is_word=is_english)

    def _understand(self, text: str, scope: Scope, asked_of: tuple[str, ...], history: Sequence[Message]) -> Question:
        policies = asked_of or (tuple(self.entries) if len(self.entries) <= MOST_POLICIES_UNNAMED else ())
        vocabulary = Counter(lexicon().vocabulary)
        for policy in policies:
            vocabulary.update(self._version_units(policy).words)
        return understand(
            text,
            scope,
            history=history,
            policies=[entry.policy for entry in self.entries.values()],
            vocabulary=vocabulary,
            is_word=is_english,
        )

    def _version_units(self, policy: str) -> Units:
        self.deadline.check(f"reading {policy}")
        version = self.snapshot.version(policy, as_of=self.as_of)
        return self.bot.units(self.snapshot, policy, version.id)

    def _rank(self, policy: str, query: Query) -> Ranking:
        units = self._version_units(policy)
        version = units.version
        words = [*query.stems, *query.expansion_stems]
        hits = self.snapshot.match_words(words, [(policy, version.id)], _WORD_HITS) if words else []
        return rank(units, query, word_scores={hit.passage: hit.score for hit in hits})

    def _off_topic(self, query: Query) -> float:
        return load_model("off_topic").probability(self.bot.topic_features(query.whole.vector))

    def _outcome(self, policy: str, question: Question, query: Query, *, several: bool) -> PolicyOutcome:
        with self.timings.stage("rank"):
            ranking = self._rank(policy, query)
        subject = self._subject(policy, ranking)
        if question.wants_overview:
            with self.timings.stage("choose"):
                lines = overview(self._rank(policy, query) for query in self.bot.practice_queries())
            return PolicyOutcome(subject, quotes=tuple(lines))
        with self.timings.stage("decide"):
            model = load_model("answerable")
            probability = model.probability(answerable_features(ranking, question, query))
        with self.timings.stage("choose"):
            if probability < model.threshold:
                return PolicyOutcome(subject, related=tuple(_related(ranking)))
            budget = _SEVERAL if several else _SINGLE
            quotes = choose(ranking, question, budget=budget, topic=query.stems)
            return PolicyOutcome(subject, quotes=tuple(quotes))

    def _subject(self, policy: str, ranking: Ranking) -> Subject:
        entry = self.entries[policy]
        version = ranking.units.version
        return Subject(policy=entry.policy, version=version, in_force=version.id == entry.live.id)

    def _pin(self, policy: str, version_id: str) -> str:
        return "" if version_id == self.entries[policy].live.id else f"@{version_id}"

    def _near(self, query: Query, k: int) -> tuple[str, ...]:
        if len(self.entries) <= MOST_POLICIES_UNNAMED:
            return tuple(self.entries)
        live = [(policy, entry.live.id) for policy, entry in self.entries.items()]
        near = self.bot.index.nearest(query.topic.vector, max(k, _CANDIDATES), live, within=self.snapshot)
        return tuple(dict.fromkeys(hit.policy for hit in near))[:MOST_POLICIES_UNNAMED]


def _entries(snapshot: Snapshot) -> dict[str, PolicyEntry]:
    entries = {entry.policy.id: entry for entry in snapshot.policies()}
    if not entries:
        raise IndexMissingError("the index holds no policy; run: clausewise ingest PATH")
    return entries


def _check_policies(policies: Sequence[str], entries: Mapping[str, PolicyEntry]) -> None:
    for policy in policies:
        if policy not in entries:
            raise UnknownPolicyError(
                f"there is no policy {policy}; indexed are: {', '.join(list(entries)[:_LISTED])}"
                + (" ..." if len(entries) > _LISTED else "")
            )


def _check_question(question: str) -> None:
    if not question.strip():
        raise QuestionError("the question is empty; ask something, for example: how long is my data kept?")
    if len(question) > _LONGEST_QUESTION:
        raise QuestionError(f"the question has {len(question)} characters; the most is {_LONGEST_QUESTION}: shorten it")


def _related(ranking: Ranking) -> list[Quote]:
    """The nearest sentences, each of another clause."""
    units = ranking.units
    found: dict[str, Quote] = {}
    for sentence in ranking.best():
        key = units.passages[sentence.passage].clause
        if key not in found:
            found[key] = Quote(units.clauses[key], (sentence.span,), float(ranking.scores[sentence.index]))
        if len(found) == _RELATED:
            break
    return list(found.values())

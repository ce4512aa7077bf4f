"""One question's way: scope, understanding, ranking, the decision, quotes, verification."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.answerable import answerable_features, load_model
from bot.answering.quotes import Budget, choose, nearest
from bot.assemble import OUT_OF_SCOPE, PolicyOutcome, Subject, assemble, refuse
from bot.conflicts import conflicting
from bot.deadline import Deadline
from bot.lexicon import lexicon
from bot.models import Answer, Message, SearchHit, Status
from bot.questions import Question, Scope, find_scope, understand
from bot.resources import Resources
from bot.retrieval import Query, Ranking, rank
from bot.spelling import is_english
from bot.timings import Timings
from bot.units import Units
from bot.unknown_names import foreign_subject
from bot.wording import content_words
from ingest.errors import IndexMissingError, UnknownPolicyError
from ingest.language import is_covered
from ingest.snapshot import PolicyEntry, Snapshot
from ingest.stems import stems
from ingest.versions import VersionInfo, in_force

MOST_POLICIES_UNNAMED = 8
_WORD_HITS = 200
_RELATED = 3
_CANDIDATES = 20
_LIKELIEST = 5
_LISTED = 20
_MENDED = 3
_SURELY_OFF_TOPIC = 0.93
_SEVERAL = Budget(characters=420, clauses=2)
_SINGLE = Budget()


@dataclass(frozen=True, slots=True)
class Examination:
    """What the decisions about a question rest on: features by name, those of `answerable` by policy."""

    off_topic: dict[str, float]
    answerable: dict[str, dict[str, float]]
    wants_overview: bool


@dataclass(frozen=True, slots=True)
class Run:
    """`entries` are all policies by id, `versions` what is in force of them on the day that is asked about.

    `keys` name the contents that were read so far.
    """

    resources: Resources
    snapshot: Snapshot
    entries: Mapping[str, PolicyEntry]
    versions: Mapping[str, VersionInfo]
    as_of: date | None
    deadline: Deadline
    timings: Timings = field(default_factory=Timings)
    keys: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, resources: Resources, snapshot: Snapshot, *, as_of: date | None, deadline: Deadline) -> Run:
        """Raises IndexMissingError for an index that holds no policy."""
        entries = {entry.policy.id: entry for entry in snapshot.policies()}
        if not entries:
            raise IndexMissingError("the index holds no policy; run: clausewise ingest PATH")
        found: dict[str, VersionInfo | None] = {
            policy: in_force(entry.versions, as_of=as_of, today=snapshot.today) if as_of else entry.live
            for policy, entry in entries.items()
        }
        versions = {policy: version for policy, version in found.items() if version is not None}
        return cls(resources, snapshot, entries, versions, as_of, deadline)

    def answer(self, text: str, given: Sequence[str], history: Sequence[Message]) -> Answer:
        self._check(given)
        with self.timings.stage("understand"):
            scope = self._scope(text, history)
            named = scope.mentions.policies
            if given and named and not set(given) & set(named):
                return self._unclear(f"The question names {self._names(named)}, but {self._names(given)} was asked.")
            asked_of = self._asked_of(given, scope)
            question = self._understand(text, scope, asked_of, history)
        refused = self._refused(question, given, named, asked_of)
        if refused is not None:
            return refused
        with self.timings.stage("encode"):
            self.deadline.check("encoding the question")
            query = self.resources.encode(question)
            off_topic = 0.0 if question.wants_overview else self._off_topic(query)
        surely = off_topic >= _SURELY_OFF_TOPIC
        outcomes = [] if surely else [self._outcome(policy, question, query, len(asked_of)) for policy in asked_of]
        answered = any(outcome.quotes for outcome in outcomes)
        if surely or (off_topic >= load_model("off_topic").threshold and not answered):
            return self._refuse("out_of_scope", OUT_OF_SCOPE)
        if not asked_of:
            return self._unclear(f"Perhaps: {self._names(self._near(query, _CANDIDATES)[:_LIKELIEST])}.")
        self.deadline.check("putting the answer together")
        return assemble(
            outcomes,
            uuid.uuid4().hex,
            self.snapshot.generation(),
            self.timings.stages,
            warnings=[*_mended(question), *self._left_out(given or scope.policies), *self._uncovered(asked_of)],
        )

    def _refused(
        self, question: Question, given: Sequence[str], named: Sequence[str], asked_of: Sequence[str]
    ) -> Answer | None:
        """The answer to what asks nothing, or asks about a company whose policy is not here; None for all else."""
        if not question.search_text and not named:
            return self._refuse("out_of_scope", OUT_OF_SCOPE)
        stranger = None if given or named else self._stranger(question.text, asked_of)
        if stranger is not None:
            known = f"I know those of {self._indexed()}."
            return self._refuse("out_of_scope", f"I do not know the policy of {stranger}. {known}")
        if question.dangling:
            return self._refuse("unclear", f"What would you like to know? I know the policies of {self._indexed()}.")
        return None

    def examine(self, text: str, given: Sequence[str], history: Sequence[Message]) -> Examination:
        self._check(given)
        scope = self._scope(text, history)
        asked_of = self._asked_of(given, scope)
        question = self._understand(text, scope, asked_of, history)
        query = self.resources.encode(question)
        return Examination(
            off_topic=self.resources.topic_features(query.whole.vector),
            answerable={policy: answerable_features(self._rank(policy, query), question, query) for policy in asked_of},
            wants_overview=question.wants_overview,
        )

    def search(self, text: str, given: Sequence[str], k: int) -> list[SearchHit]:
        self._check(given)
        scope = self._scope(text, ())
        asked_of = self._asked_of(given, scope)
        question = self._understand(text, scope, asked_of, ())
        self.deadline.check("encoding the query")
        query = self.resources.encode(question)
        hits = [hit for policy in asked_of or self._near(query, k) for hit in self._hits(policy, query)]
        hits.sort(key=lambda hit: (-hit.score, hit.policy, hit.start))
        return hits[:k]

    def _check(self, given: Sequence[str]) -> None:
        """The policies that the caller names must be there, and in force."""
        for policy in given:
            if policy not in self.entries:
                raise UnknownPolicyError(f"there is no policy {policy}; indexed are: {_shown(list(self.entries))}")
            if policy not in self.versions:
                self.snapshot.version(policy, as_of=self.as_of)

    def _asked_of(self, given: Sequence[str], scope: Scope) -> tuple[str, ...]:
        """The policies to ask: those given, else named, else all where they are few; none where it must be asked which.

        Raises UnknownPolicyError where none of them is in force on the day that is asked about.
        """
        wanted = given or scope.policies or tuple(self.entries)
        known = tuple(policy for policy in wanted if policy in self.versions)
        if not known:
            self.snapshot.version(wanted[0], as_of=self.as_of)
        return known if given or scope.policies or len(known) <= MOST_POLICIES_UNNAMED else ()

    def _left_out(self, wanted: Sequence[str]) -> list[str]:
        missing = [policy for policy in wanted or self.entries if policy not in self.versions]
        if not missing:
            return []
        return [f"no version in force on {self.as_of}, left out: {_shown(missing)}"]

    def _names(self, policies: Sequence[str]) -> str:
        return ", ".join(f"{self.entries[policy].policy.name} ({policy})" for policy in policies)

    def _indexed(self) -> str:
        return _shown([entry.policy.name for entry in self.entries.values()])

    def _stranger(self, text: str, asked_of: Sequence[str]) -> str | None:
        """The company that a question is about, where no policy is its or speaks of it."""
        policies = [entry.policy for entry in self.entries.values()]
        names = " ".join(name for policy in policies for name in (policy.name, *policy.aliases)).lower()
        everywhere = [(policy, version.id) for policy, version in self.versions.items()]

        def occurs(word: str) -> bool:
            if word in names or any(word in self._units(policy).words for policy in asked_of):
                return True
            return not asked_of and bool(self.snapshot.match_words(stems(word, "en"), everywhere, 1))

        return foreign_subject(text, is_word=is_english, occurs=occurs)

    def _refuse(self, status: Status, text: str) -> Answer:
        return refuse(status, text, uuid.uuid4().hex, self.snapshot.generation(), self.timings.stages)

    def _unclear(self, why: str) -> Answer:
        return self._refuse("unclear", f"Which policy do you mean? {why} Name one.")

    def _scope(self, text: str, history: Sequence[Message]) -> Scope:
        policies = [entry.policy for entry in self.entries.values()]
        return find_scope(text, history=history, policies=policies, is_word=is_english)

    def _understand(self, text: str, scope: Scope, asked_of: Sequence[str], history: Sequence[Message]) -> Question:
        vocabulary = Counter(lexicon().vocabulary)
        for policy in asked_of if len(asked_of) <= MOST_POLICIES_UNNAMED else ():
            vocabulary.update(self._units(policy).words)
        return understand(
            text,
            scope,
            history=history,
            policies=[entry.policy for entry in self.entries.values()],
            vocabulary=vocabulary,
            is_word=is_english,
        )

    def _units(self, policy: str) -> Units:
        self.deadline.check(f"reading {policy}")
        version = self.versions[policy].id
        if policy not in self.keys:
            self.keys[policy] = self.snapshot.version_key(policy, version)
        return self.resources.units(self.snapshot, policy, version, key=self.keys[policy])

    def _rank(self, policy: str, query: Query) -> Ranking:
        units = self._units(policy)
        language = units.version.language
        words = [*query.stems(language), *query.expansion_stems(language)]
        hits = self.snapshot.match_words(words, [(policy, units.version.id)], _WORD_HITS) if words else []
        scores = {hit.passage: hit.score for hit in hits}
        return rank(units, query, word_scores=scores, is_covered=self._is_covered(language))

    def _is_covered(self, language: str) -> bool:
        return is_covered(language, embeddings=self.resources.index.settings.embeddings)

    def _uncovered(self, asked_of: Sequence[str]) -> list[str]:
        """A warning where answers come from policies in languages that the embedding model does not know."""
        languages = {policy: self.versions[policy].language for policy in asked_of}
        found = [f"{policy} ({known})" for policy, known in languages.items() if not self._is_covered(known)]
        if not found:
            return []
        shown = _shown(found)
        return [f"the embedding model does not know the language of {shown}: clauses are found mostly by their words"]

    def _off_topic(self, query: Query) -> float:
        return load_model("off_topic").probability(self.resources.topic_features(query.whole.vector))

    def _outcome(self, policy: str, question: Question, query: Query, asked: int) -> PolicyOutcome:
        with self.timings.stage("rank"):
            ranking = self._rank(policy, query)
        entry, version = self.entries[policy], ranking.units.version
        subject = Subject(policy=entry.policy, version=version, in_force=version.id == entry.live.id)
        if question.wants_overview:
            with self.timings.stage("choose"):
                lines = self.resources.overview(ranking.units, key=self.keys[policy])
            return PolicyOutcome(subject, quotes=lines)
        with self.timings.stage("decide"):
            model = load_model("answerable")
            probability = model.probability(answerable_features(ranking, question, query))
        self.deadline.check("choosing the quotes")
        with self.timings.stage("choose"):
            if probability < model.threshold:
                return PolicyOutcome(subject, related=tuple(nearest(ranking, _RELATED)))
            topic = query.stems(version.language)
            quotes = choose(ranking, question, budget=_SEVERAL if asked > 1 else _SINGLE, topic=topic)
            asked_about = {*topic, *query.expansion_stems(version.language)}
            clash = conflicting(quotes, ranking.units, topic=asked_about)
            return PolicyOutcome(subject, quotes=tuple(quotes), conflicting=clash)

    def _hits(self, policy: str, query: Query) -> Iterator[SearchHit]:
        ranking = self._rank(policy, query)
        version = ranking.units.version
        pinned = "" if version.id == self.entries[policy].live.id else f"@{version.id}"
        for index, score in ranking.passage_scores().items():
            passage = ranking.units.passages[index]
            yield SearchHit(
                policy=policy,
                version=version.id,
                clause=f"{policy}{pinned}#{passage.clause}",
                start=passage.start,
                end=passage.end,
                score=round(score, 4),
                text=passage.text,
            )

    def _near(self, query: Query, k: int) -> tuple[str, ...]:
        """The policies with the passages nearest to the query, nearest first."""
        versions = [(policy, version.id) for policy, version in self.versions.items()]
        near = self.resources.index.nearest(query.topic.vector, max(k, _CANDIDATES), versions, within=self.snapshot)
        return tuple(dict.fromkeys(hit.policy for hit in near))[:MOST_POLICIES_UNNAMED]


def _shown(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", ..." if len(names) > _LISTED else "")


def _mended(question: Question) -> list[str]:
    """Notes on the words of the topic that were read otherwise than written."""
    changes = [f'"{was}" as "{now}"' for was, now in dict(question.mended).items() if content_words(now)]
    return [f"read {', '.join(changes[:_MENDED])}"] if changes else []

"""One question's way: scope, understanding, ranking, the decision, quotes or a model's words, verification."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.among import without_far_behind
from bot.answerable import load_model
from bot.answering.narrowed import narrowed
from bot.answering.quotes import nearest
from bot.answering.quoting import is_answered, misses, quote_answer
from bot.answering.written.all_policies import Answered, Found, write_all
from bot.assemble import OUT_OF_SCOPE, PolicyOutcome, Subject, assemble, refuse
from bot.candidates import unread, worth_reading
from bot.deadline import Deadline
from bot.deciding import Decider
from bot.events import Emission
from bot.joined import Asked, answered_parts, by_policy, corrects, joined_by_policy
from bot.models import Answer, AnswerEvent, Done, Message, Status
from bot.parts import premise_of
from bot.plain_words import SURE_ENOUGH, in_policys_words
from bot.questions import Question, Scope, plain_question, said_otherwise
from bot.rerank import Reranking
from bot.resources import Resources
from bot.retrieval import Query, Ranking, query_texts, rank
from bot.scoping import MOST_POLICIES_UNNAMED, Scoping
from bot.shelf import Shelf
from bot.timings import Timings
from bot.topics import SURELY_OFF_TOPIC, is_stray

if TYPE_CHECKING:
    from bot.answering.written.answerer import Answerer

_RELATED = 3
_CANDIDATES = 20
_LIKELIEST = 5
# A model is asked, too, where the evidence falls short of what the decision wants by no more than this factor.
_NEARLY = 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """One question over one shelf; with no `answerer` all answers are quotes."""

    resources: Resources
    shelf: Shelf
    deadline: Deadline
    timings: Timings = field(default_factory=Timings)
    answerer: Answerer | None = None
    reranking: Reranking = field(default_factory=Reranking)

    @property
    def decider(self) -> Decider:
        return Decider(self.resources, self.deadline)

    @property
    def scoping(self) -> Scoping:
        return self._scoping()

    def _scoping(self, given: Sequence[str] = ()) -> Scoping:
        """Companies that a question describes are looked for where the caller names no policy."""
        return Scoping(self.shelf, self.deadline, None if given else self.resources.index.encoder.encode)

    def answer(self, text: str, given: Sequence[str], history: Sequence[Message]) -> Answer:
        *_, last = self.events(text, given, history)
        assert isinstance(last, Done)
        return last.answer

    def events(self, text: str, given: Sequence[str], history: Sequence[Message]) -> Iterator[AnswerEvent]:
        """Each statement once it is verified, and at the end the whole answer."""
        scoping = self._scoping(given)
        scoping.check(given)
        whole = self._rewritten(text, history)
        text = whole or text
        with self.timings.stage("understand"):
            scope = scoping.scope(text, history, given)
            named = scope.mentions.policies
            asked_of = scoping.asked_of(given, scope)
            question = scoping.understand(text, scope, asked_of, history)
        if given and named and not set(given) & set(named):
            told = f"The question names {scoping.names(named)}, but {scoping.names(given)} was asked."
            yield Done(answer=self._unclear(told, (*named, *given), question))
            return
        if scope.mentions.unsure:
            yield Done(answer=self._unclear(scoping.told_unsure(scope.mentions), scope.mentions.likely, question))
            return
        if (refused := self._refused(question, given, named, asked_of)) is not None:
            yield Done(answer=refused)
            return
        with self.timings.stage("understand"):
            read_parts = scoping.in_parts(text, scope, given, history) if asked_of and not question.comparison else ()
        parts = answered_parts(self._part(*part) for part in read_parts) or [self._asked(text, question, asked_of)]
        if len(parts) == 1 and not parts[0].answered and question.comparison is None:
            parts = self._corrected(parts[0], scope, asked_of) or parts
        if parts[0].off_topic and len(parts) == 1:
            yield Done(answer=self._refuse("out_of_scope", OUT_OF_SCOPE))
            return
        if not asked_of:
            near = self.near(self.resources.encode(question), _CANDIDATES)[:_LIKELIEST]
            yield Done(answer=self._unclear(f"Perhaps: {scoping.names(near)}.", near, question))
            return
        read = tuple(dict.fromkeys(policy for part in parts for policy in part.found))
        pairs = by_policy(read, parts)
        emission = Emission()
        if self.answerer is None:
            writing = Answered(tuple(found.outcome for _, found in pairs))
        else:
            writing = yield from write_all(
                self.answerer,
                [part.for_model(continued=bool(history) and not whole) for part, _ in pairs],
                [found for _, found in pairs],
                emission=emission,
                deadline=self.deadline,
                timings=self.timings,
            )
        self.deadline.check("putting the answer together")
        notes = [
            *(note for part in parts for note in part.notes()),
            *scoping.left_out(given or scope.policies),
            *scoping.companions(text, scope, asked_of),
            *scoping.uncovered(read, self.resources.is_covered),
            *unread(asked_of, read),
            *self.reranking.warnings,
            *writing.warnings,
        ]
        yield from emission.rest(
            assemble(
                joined_by_policy(writing.outcomes, [part for part, _ in pairs], sent=self.answerer is not None),
                uuid.uuid4().hex,
                self.shelf.generation,
                self.timings.stages,
                warnings=notes,
                answerer=writing.answerer,
                numbering=emission.numbering,
                comparison=question.stated_of_all if len(read) == len(asked_of) else None,
                near=self.decider.nearness(question, {found.outcome.language for _, found in pairs}),
            )
        )

    def _part(self, text: str, asked_of: Sequence[str], question: Question, alone: Question) -> Asked:
        """One of several questions: what is said of the thing that it leans on, else what is said at large."""
        leans = question.search_text != alone.search_text
        asked = self._asked(text, question, asked_of, leans)
        return self._asked(text, alone, asked_of, leans) if leans and not asked.answered else asked

    def _corrected(self, asked: Asked, scope: Scope, asked_of: Sequence[str]) -> list[Asked]:
        """What the policies say to the premise of a question that they do not answer, if that is otherwise."""
        found = premise_of(asked.text, scope.mentions)
        if found is None or asked.off_topic:
            return []
        premise = self._asked(found[0], self.scoping.understand(found[0], scope, asked_of, ()), asked_of)
        return [premise, replace(asked, text=found[1])] if corrects(premise) else []

    def _asked(self, text: str, question: Question, asked_of: Sequence[str], leans: bool | None = None) -> Asked:
        """What the policies have on one question; `leans` is given for one of several. Of these one of a single word
        ("how can I object?") is about what the others are about."""
        with self.timings.stage("encode"):
            self.deadline.check("encoding the question")
            query = self.resources.encode(question)
            on_topic = question.is_of_policies or (leans is not None and " " not in question.topic)
            off_topic = 0.0 if on_topic else self._off_topic(query, asked_of)
        surely = off_topic >= SURELY_OFF_TOPIC
        with self.timings.stage("rank"):
            read = () if surely else worth_reading(self.shelf, asked_of, query)
        found = {policy: self._found_by_either(policy, question, query, len(read)) for policy in read}
        if question.asks_which and len(read) > 2:
            found = without_far_behind(found, self.scoping.units, partial(self.decider.reading, question))
        surest = max((one.probability for one in found.values() if one.outcome.quotes), default=None)
        several = len(read) > 1 and not question.policies
        stray = is_stray(off_topic, load_model("off_topic").threshold, surest, several=several)
        return Asked(text, question, {} if stray else found, off_topic=stray, leans=bool(leans))

    def ranked_all(
        self, text: str, given: Sequence[str], history: Sequence[Message]
    ) -> tuple[Question, Query, dict[str, Ranking]]:
        """A question as it is read and compared, and the sentences of each policy that it is asked of."""
        scoping = self._scoping(given)
        scoping.check(given)
        scope = scoping.scope(text, history, given)
        asked_of = scoping.asked_of(given, scope)
        question = scoping.understand(text, scope, asked_of, history)
        query = self.resources.encode(question)
        return question, query, {policy: self.ranked(policy, query) for policy in asked_of}

    def _refused(
        self, question: Question, given: Sequence[str], named: Sequence[str], asked_of: Sequence[str]
    ) -> Answer | None:
        """The answer to what asks nothing, or asks about a company whose policy is not here; None for all else."""
        scoping = self.scoping
        if not question.search_text and not named:
            return self._refuse("out_of_scope", OUT_OF_SCOPE)
        stranger = None if given or named else scoping.stranger(question.text, asked_of)
        if stranger is not None:
            known = f"I know those of {scoping.indexed()}."
            return self._refuse("out_of_scope", f"I do not know the policy of {stranger}. {known}")
        if question.dangling:
            return self._refuse("unclear", f"What would you like to know? I know the policies of {scoping.indexed()}.")
        return None

    def _rewritten(self, text: str, history: Sequence[Message]) -> str | None:
        """A follow-up made whole by the model; None where the rules must do."""
        if self.answerer is None or not history:
            return None
        with self.timings.stage("rewrite"):
            return self.answerer.rewrite(text, history, self.deadline)

    def _refuse(self, status: Status, text: str, near: Sequence[PolicyOutcome] = ()) -> Answer:
        return refuse(status, text, uuid.uuid4().hex, self.shelf.generation, self.timings.stages, near=near)

    def _unclear(self, why: str, likeliest: Sequence[str], question: Question) -> Answer:
        """The likeliest policies are named in the text, and as data by the sentence of each that comes nearest."""
        near: list[PolicyOutcome] = []
        if likeliest:
            self.deadline.check("encoding the question")
            query = self.resources.encode(question)
            in_force = [policy for policy in dict.fromkeys(likeliest) if policy in self.shelf.versions]
            for policy in in_force[:_LIKELIEST]:
                ranking = self.ranked(policy, query)
                near.append(PolicyOutcome(self._subject(policy, ranking), related=tuple(nearest(ranking, 1))))
        return self._refuse("unclear", f"Which policy do you mean? {why} Name one.", near)

    def _subject(self, policy: str, ranking: Ranking) -> Subject:
        entry, version = self.shelf.entries[policy], ranking.units.version
        return Subject(policy=entry.policy, version=version, in_force=version.id == entry.live.id)

    def ranked(self, policy: str, query: Query) -> Ranking:
        units = self.scoping.units(policy)
        language = units.version.language
        scores = self.shelf.word_scores(policy, [*query.stems(language), *query.expansion_stems(language)])
        return rank(
            units,
            query,
            word_scores=scores,
            is_covered=self.resources.is_covered(language),
            tags=self.shelf.tags(policy),
        )

    def _ranked_by(self, policy: str, text: str) -> Ranking:
        return self.ranked(policy, self.resources.encode(plain_question(text)))

    def reranked(self, ranking: Ranking, question: Question) -> Ranking:
        if self.reranking.reranker is None:
            return ranking
        _, whole, *_ = query_texts(question)
        with self.timings.stage("rerank"):
            return self.reranking.of(ranking, whole, self.deadline)

    def _off_topic(self, query: Query, asked_of: Sequence[str]) -> float:
        """Its examples are English: beside policies in a language that the embedding model does not know they tell
        nothing."""
        if asked_of and not any(self.resources.is_covered(self.shelf.versions[one].language) for one in asked_of):
            return 0.0
        return load_model("off_topic").probability(self.resources.topic_features(query.whole.vector))

    def _found_by_either(self, policy: str, question: Question, query: Query, asked: int) -> Found:
        """What a policy has on a question; where it seems silent, on the question in the policy's own words."""
        found = self._found(policy, question, query, asked)
        plain = in_policys_words(question.search_text, self.scoping.units(policy))
        if found.outcome.quotes or plain == question.search_text:
            return found
        otherwise = said_otherwise(question, plain)
        again = self._found(policy, otherwise, self.resources.encode(otherwise), asked)
        return again if again.outcome.quotes and again.probability >= SURE_ENOUGH else found

    def _found(self, policy: str, question: Question, query: Query, asked: int) -> Found:
        with self.timings.stage("rank"):
            ranking = self.ranked(policy, query)
        kept = ranking if self.answerer is not None else None
        subject = self._subject(policy, ranking)
        if question.wants_overview:
            with self.timings.stage("choose"):
                quotes = self.shelf.overview(policy)
                return Found(kept, PolicyOutcome(subject, quotes=quotes), ask=bool(quotes))
        with self.timings.stage("decide"):
            decision = self.decider.decide(ranking, question.as_decided, query, asked=asked)
        answers = is_answered(ranking, question, decided=decision.answers, probability=decision.probability)
        if answers:
            ranking = self.reranked(decision.ranking, question)
            kept = ranking if kept is not None else None
        self.deadline.check("choosing the quotes")
        with self.timings.stage("choose"):
            read = self.decider.reading(question, ranking.units.version.language)
            chosen = quote_answer(ranking, question, query, asked=asked, read=read) if answers else None
            if chosen is None or misses(chosen.quotes, ranking, question):
                silent = PolicyOutcome(subject, related=tuple(nearest(ranking, _RELATED)))
                return Found(kept, silent, ask=bool(silent.related) and decision.nearly(_NEARLY))
            quotes = narrowed(chosen.quotes, ranking, question.narrows_by, partial(self._ranked_by, policy))
            outcome = PolicyOutcome(subject, quotes=quotes, conflicting=chosen.conflicting)
            return Found(kept, outcome, ask=bool(quotes), probability=decision.probability)

    def near(self, query: Query, k: int) -> tuple[str, ...]:
        """The policies that a question may be about, where it names none."""
        return self.shelf.near(query.topic.vector, max(k, _CANDIDATES))[:MOST_POLICIES_UNNAMED]

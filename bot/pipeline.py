"""The bot as others use it: questions and queries over an index."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.answer_cache import AnswerCache
from bot.answerable import Examination
from bot.answering.overview import Practice
from bot.answering.written.loading import Models
from bot.coverage import covered_practices, practice_names
from bot.deadline import Deadline
from bot.errors import QuestionError
from bot.events import events_of
from bot.examining import answered_practices, examine
from bot.model_use import OnModelCall
from bot.models import Answer, AnswerEvent, Coverage, Done, Message, SearchHit
from bot.pasted import PASTED, PastedText, parse_pasted, read_pasted
from bot.rerank import Reranker, Reranking
from bot.resources import Resources
from bot.run import Run
from bot.searching import search
from bot.settings import Settings
from bot.shelf import IndexShelf
from ingest.index import Index
from ingest.versions import in_force

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from bot.runnable import PolicyQuestions

_LONGEST_QUESTION = 2_000


class Clausewise:
    """Answers questions from an index. Thread-safe; each call reads one state of the index throughout.

    With a language model (`chat_model`, else the one that the settings name) answers are in its words, each statement
    verified against its quotes. `on_model_call` is told what each of its calls used. `callbacks` of the methods are
    LangChain's, and are passed to the model. `reranker` takes the place of the one that the settings name.
    """

    def __init__(
        self,
        index: Index,
        settings: Settings,
        chat_model: BaseChatModel | None = None,
        *,
        on_model_call: OnModelCall | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.index = index
        self._settings = settings
        self._resources = Resources(index, settings, reranker)
        self._answers = AnswerCache(settings.answer_cache)
        self._models = Models(settings, chat_model, on_model_call)

    def load_model(self) -> None:
        """Load language model and reranker now, if they are named, not at the first question; raises SettingsError."""
        self._models.load()
        self._resources.reranker()

    def as_runnable(self) -> PolicyQuestions:
        """This bot as a LangChain Runnable, for other programs' chains."""
        from bot.runnable import PolicyQuestions

        return PolicyQuestions(self)

    def ask(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
        cancelled: threading.Event | None = None,
        callbacks: Any = None,
    ) -> Answer:
        """Answer from the given policies, else those that the question names, else all where they are few.

        `as_of` asks the versions in force on that day. Raises QuestionError, UnknownPolicyError, DeadlineError,
        and SettingsError where the language model or the reranker that is named cannot be had.
        """
        *_, last = self.stream(
            question, policies=policies, as_of=as_of, history=history, cancelled=cancelled, callbacks=callbacks
        )
        assert isinstance(last, Done)
        return last.answer

    def stream(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
        cancelled: threading.Event | None = None,
        callbacks: Any = None,
    ) -> Iterator[AnswerEvent]:
        """As `ask`, each statement as soon as it is verified, while a language model is still writing the next.

        Iterate in one thread; closing the iterator stops the model. Raises as `ask` does.
        """
        _check_question(question)
        deadline = self._deadline(cancelled)
        answerer = self._models.answerer(callbacks)
        reranking = self._reranking()
        asked = tuple(dict.fromkeys(policies))
        deadline.check("reading the index")
        with self._shelf(as_of) as shelf:
            key = self._answers.key(shelf, question, asked, history)
            repeatable = answerer is None and reranking.reranker is None
            kept = self._answers.get(key) if repeatable else None
            if kept is not None:
                yield from events_of(kept)
                return
            run = Run(self._resources, shelf, deadline, answerer=answerer, reranking=reranking)
            for event in run.events(question, asked, history):
                if isinstance(event, Done) and repeatable:
                    self._answers.put(key, event.answer)
                yield event

    def ask_text(
        self,
        question: str,
        *,
        text: str,
        name: str = "The pasted policy",
        history: Sequence[Message] = (),
        cancelled: threading.Event | None = None,
    ) -> Answer:
        """Answer from a policy that is given with the question; its id is `pasted`, and nothing of it is stored.

        `name` is used where the text states none. Raises QuestionError (also for a text too long or empty),
        DeadlineError.
        """
        _check_question(question)
        deadline = self._deadline(cancelled)
        shelf = read_pasted(self.read_text(text), self._resources, name=name, deadline=deadline)
        run = Run(self._resources, shelf, deadline, answerer=self._models.answerer(), reranking=self._reranking())
        return run.answer(question, (PASTED,), history)

    def read_text(self, text: str) -> PastedText:
        """The outline of a policy that is given, as `ask_text` reads it; nothing of it is stored. Raises QuestionError
        for a text too long or empty."""
        return parse_pasted(text, longest=self._settings.longest_pasted)

    def examine(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
    ) -> Examination:
        """What the decisions about a question rest on, for calibrating them. Raises as `ask` does."""
        _check_question(question)
        with self._run(as_of, None) as run:
            return examine(run, question, tuple(dict.fromkeys(policies)), history)

    def answered_practices(self, policy: str) -> tuple[Practice, ...]:
        """The main practices that the policy in force has an answer to, by the same decision as when it is asked; found
        once for each version. Raises UnknownPolicyError."""
        with self._shelf(None) as shelf:
            run = Run(self._resources, shelf, self._deadline(None))
            run.scoping.check((policy,))
            return self._resources.answered_practices(lambda: answered_practices(run, policy), key=shelf.key(policy))

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
        cancelled: threading.Event | None = None,
    ) -> list[SearchHit]:
        """The passages that best fit a query, best first, each inside one clause and at most 1,000 characters.

        Where many policies are indexed and none is named, those nearest to it are searched. With `practices`, by the
        names that `coverage` has, only passages of clauses about one of them. Raises as `ask` does.
        """
        _check_question(query)
        unknown = [one for one in practices if one not in practice_names()]
        if unknown:
            raise QuestionError(f"no practice is named {unknown[0]!r}; there are: {', '.join(practice_names())}")
        if k < 1:
            raise QuestionError(f"k is {k}; ask for at least one passage")
        with self._run(as_of, cancelled) as run:
            return search(run, query, tuple(dict.fromkeys(policies)), k, practices)

    def coverage(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> Coverage:
        """Which practices the version in force speaks of, or the one that is named, and where.

        Raises UnknownPolicyError.
        """
        with self.index.catalog.snapshot() as snapshot:
            found = snapshot.version(policy, version_id=version, as_of=as_of)
            live = in_force(snapshot.versions(policy), as_of=None, today=snapshot.today)
            key = snapshot.version_key(policy, found.id)
            tagged = self._resources.tagged(lambda: self._resources.units(snapshot, policy, found.id, key=key), key=key)
        known = self._resources.is_covered(found.language)
        return Coverage(
            policy=policy,
            version=found.id,
            text_sha256=found.sha256,
            practices=covered_practices(tagged, found, pinned=live is None or live.id != found.id),
            warnings=() if known else (f"the tags are made for English, the policy is in {found.language!r}",),
        )

    @contextmanager
    def _run(self, as_of: date | None, cancelled: threading.Event | None) -> Iterator[Run]:
        deadline = self._deadline(cancelled)
        deadline.check("reading the index")
        with self._shelf(as_of) as shelf:
            yield Run(self._resources, shelf, deadline, reranking=self._reranking())

    def _reranking(self) -> Reranking:
        return Reranking(self._resources.reranker())

    @contextmanager
    def _shelf(self, as_of: date | None) -> Iterator[IndexShelf]:
        with self.index.catalog.snapshot() as snapshot:
            yield IndexShelf.of(self._resources, snapshot, as_of=as_of)

    def _deadline(self, cancelled: threading.Event | None) -> Deadline:
        return Deadline.after(self._settings.deadline_seconds, cancelled=cancelled)


def _check_question(question: str) -> None:
    if not question.strip():
        raise QuestionError("the question is empty; ask something, for example: how long is my data kept?")
    if len(question) > _LONGEST_QUESTION:
        raise QuestionError(f"the question has {len(question)} characters; the most is {_LONGEST_QUESTION}: shorten it")

"""The bot as others use it: questions and queries over an index."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from bot.deadline import Deadline
from bot.errors import QuestionError
from bot.events import events_of
from bot.models import Answer, AnswerEvent, Message, SearchHit
from bot.pasted import PASTED, read_pasted
from bot.resources import Resources
from bot.run import Examination, Run
from bot.settings import Settings
from bot.shelf import IndexShelf
from ingest.index import Index

_LONGEST_QUESTION = 2_000


class Clausewise:
    """Answers questions from an index. Thread-safe; each call reads one state of the index throughout."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self.index = index
        self._settings = settings
        self._resources = Resources(index, settings)

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

        `as_of` asks the versions in force on that day. Raises QuestionError, UnknownPolicyError, DeadlineError.
        """
        _check_question(question)
        with self._run(as_of, cancelled) as run:
            return run.answer(question, tuple(dict.fromkeys(policies)), history)

    def stream(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
        cancelled: threading.Event | None = None,
    ) -> Iterator[AnswerEvent]:
        """As `ask`, each statement as soon as it is verified. Iterate in one thread; raises as `ask` does."""
        yield from events_of(self.ask(question, policies=policies, as_of=as_of, history=history, cancelled=cancelled))

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
        if len(text) > self._settings.longest_pasted:
            raise QuestionError(
                f"the pasted text has {len(text)} characters; the most is {self._settings.longest_pasted}: "
                "paste the parts that matter, or ingest the policy"
            )
        deadline = Deadline.after(self._settings.deadline_seconds, cancelled=cancelled)
        shelf = read_pasted(text, self._resources, name=name, deadline=deadline)
        return Run(self._resources, shelf, deadline).answer(question, (PASTED,), history)

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
            return run.examine(question, tuple(dict.fromkeys(policies)), history)

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        cancelled: threading.Event | None = None,
    ) -> list[SearchHit]:
        """The passages that best fit a query, best first, each inside one clause and at most 1,000 characters.

        Where many policies are indexed and none is named, those nearest to it are searched. Raises as `ask` does.
        """
        _check_question(query)
        if k < 1:
            raise QuestionError(f"k is {k}; ask for at least one passage")
        with self._run(as_of, cancelled) as run:
            return run.search(query, tuple(dict.fromkeys(policies)), k)

    @contextmanager
    def _run(self, as_of: date | None, cancelled: threading.Event | None) -> Iterator[Run]:
        deadline = Deadline.after(self._settings.deadline_seconds, cancelled=cancelled)
        with self.index.catalog.snapshot() as snapshot:
            yield Run(self._resources, IndexShelf.of(self._resources, snapshot, as_of=as_of), deadline)


def _check_question(question: str) -> None:
    if not question.strip():
        raise QuestionError("the question is empty; ask something, for example: how long is my data kept?")
    if len(question) > _LONGEST_QUESTION:
        raise QuestionError(f"the question has {len(question)} characters; the most is {_LONGEST_QUESTION}: shorten it")

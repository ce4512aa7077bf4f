"""A question under way. A thread takes the answer's events: a redraw of the page loses none, and asks nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import closing

from bot.client import ApiError, ApiUnavailableError, Client
from bot.models import AnswerEvent, CitationFound, Done, Message
from ui.conversation import Progress, Scope
from ui.troubles import Kind, Trouble, trouble_of

_PAUSE = 0.5


class Asking:
    """Starts at once. Methods may be called from any thread."""

    def __init__(self, client: Client, question: str, scope: Scope, history: Sequence[Message] = ()) -> None:
        self._changed = threading.Condition()
        self._progress = Progress()
        self._stopped = threading.Event()
        asked = (client, question, scope, tuple(history))
        threading.Thread(target=self._take, args=asked, name="asking", daemon=True).start()

    def stop(self) -> None:
        """Take no more; the service is told by the closed connection, when the next event comes."""
        self._stopped.set()
        with self._changed:
            self._progress = _ended(self._progress)
            self._changed.notify_all()

    def progress(self) -> Iterator[Progress]:
        """What has come so far, at once and whenever more comes, until it is over; now and then with nothing new."""
        with self._changed:
            known = self._progress
        yield known
        while not known.over:
            with self._changed:
                self._changed.wait_for(lambda seen=known: self._progress is not seen, _PAUSE)  # type: ignore[misc]
                known = self._progress
            yield known

    def _take(self, client: Client, question: str, scope: Scope, history: tuple[Message, ...]) -> None:
        pasted = scope.pasted
        events = client.stream(
            question,
            policies=() if pasted else scope.policies,
            as_of=None if pasted else scope.as_of,
            history=history,
            text=pasted.text if pasted else None,
            name=pasted.name if pasted else None,
        )
        trouble = None
        try:
            with closing(events):  # type: ignore[type-var]  # a generator, which an iterator need not be
                for event in events:
                    if self._stopped.is_set():
                        return
                    self._add(event)
        except (ApiError, ApiUnavailableError) as error:
            trouble = trouble_of(error)
        with self._changed:
            if self._stopped.is_set():
                return
            if trouble is None and self._progress.answer is None:
                trouble = Trouble(
                    Kind.AWAY, "The answer broke off", "The service stopped in the middle of it; ask again."
                )
            self._progress = _ended(self._progress, trouble)
            self._changed.notify_all()

    def _add(self, event: AnswerEvent) -> None:
        with self._changed:
            if not self._progress.over:
                self._progress = _with(self._progress, event)
                self._changed.notify_all()


def _with(progress: Progress, event: AnswerEvent) -> Progress:
    if isinstance(event, Done):
        return Progress(progress.statements, progress.citations, answer=event.answer)
    if isinstance(event, CitationFound):
        return Progress(progress.statements, (*progress.citations, event.citation))
    return Progress((*progress.statements, event), progress.citations)


def _ended(progress: Progress, trouble: Trouble | None = None) -> Progress:
    return Progress(progress.statements, progress.citations, progress.answer, trouble, over=True)

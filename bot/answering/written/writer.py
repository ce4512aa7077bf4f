"""A policy's answer in a model's words: each statement is given on as soon as code has found that its quotes bear it.

What fails is sent back once, all together, with the reasons; what fails again is dropped and counted.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field

from langchain_core.messages import BaseMessage

from bot.answering.quotes import Quote
from bot.answering.written.binding import Form, in_words, structured
from bot.answering.written.chunks import arguments_by_call, text_of
from bot.answering.written.drafts import Draft, DraftParser
from bot.answering.written.failures import ModelFailedError
from bot.answering.written.grounding import Grounds, Rejected, ground
from bot.answering.written.model_calls import ModelCalls, Reply
from bot.answering.written.prompts import answer_messages, repair_messages
from bot.answering.written.results import Writing, Written
from bot.deadline import Deadline

_MOST_STATEMENTS = 8
_MOST_DRAFTS = 24
_TRIES = 2
_REPAIR_SECONDS = 0.5


@dataclass(slots=True)
class _Checked:
    """The drafts of one policy, as they come in."""

    grounds: Grounds
    statements: list[Quote] = field(default_factory=list)
    failed: list[Rejected] = field(default_factory=list)
    seen: int = 0

    @property
    def full(self) -> bool:
        return len(self.statements) >= _MOST_STATEMENTS or self.seen >= _MOST_DRAFTS

    def take(self, draft: Draft) -> Iterator[Quote]:
        self.seen += 1
        made = ground(draft, self.grounds)
        if isinstance(made, Rejected):
            self.failed.append(made)
        elif not any(made.said.casefold() == before.said.casefold() for before in self.statements):
            self.statements.append(made)
            yield made


class Parsers:
    """A reply's tool calls, each by itself, and its text: models that were given a tool may answer in either."""

    def __init__(self) -> None:
        self._text = DraftParser()
        self._calls: dict[int, DraftParser] = {}

    @property
    def silent(self) -> bool:
        every = (*self._calls.values(), self._text)
        return not any(one.found for one in every) and any(one.silent for one in every)

    def feed(self, chunk: BaseMessage) -> Iterator[Draft]:
        for call, arguments in arguments_by_call(chunk):
            yield from self._calls.setdefault(call, DraftParser()).feed(arguments)
        yield from self._text.feed(text_of(chunk))

    def finish(self) -> Iterator[Draft]:
        for one in (*self._calls.values(), self._text):
            yield from one.finish()


class WholeWriter:
    """Shows the model all clauses at once, for models that can weigh them."""

    def __init__(self, calls: ModelCalls) -> None:
        self._calls = calls
        self._form = structured(calls.chat.model)

    def begin(self, question: str, grounds: Grounds, deadline: Deadline) -> Writing:
        messages = self._messages(question, grounds, self._form)
        return self._write(question, grounds, deadline, self._calls.start(messages, bound=self._form.bound))

    def _write(self, question: str, grounds: Grounds, deadline: Deadline, begun: Reply | None) -> Writing:
        checked, failed, silent, form = _Checked(grounds), "", False, self._form
        for _ in range(_TRIES):
            messages = self._messages(question, grounds, form)
            parser = Parsers()
            failed = ""
            try:
                for draft in self._drafts(messages, deadline, form, parser, begun):
                    yield from checked.take(draft)
                    if checked.full:
                        break
            except ModelFailedError as error:
                failed = error.reason
                # A server that knows no tools refuses the request as such.
                if not (error.refused and not form.in_words):
                    break
                form = in_words(self._calls.chat.model)
            silent = parser.silent
            if checked.seen or silent:
                break
            failed, begun = failed or "its reply had no statements that could be read", None
        if checked.failed and not failed and deadline.ends - time.monotonic() > _REPAIR_SECONDS:
            dropped = yield from self._repair(messages, deadline, form, checked)
        else:
            dropped = len(checked.failed)
        return Written(tuple(checked.statements), silent and not checked.seen, dropped, failed)

    def _repair(
        self, messages: Sequence[BaseMessage], deadline: Deadline, form: Form, checked: _Checked
    ) -> Generator[Quote, None, int]:
        """One more call for what failed; what is still not borne out, or not sent again, is dropped: how many."""
        failed, checked.failed, before = list(checked.failed), [], len(checked.statements)
        again = repair_messages(messages, [(one.draft.text, one.why) for one in failed])
        try:
            for draft in self._drafts(again, deadline, form, Parsers(), None):
                yield from checked.take(draft)
                if checked.full:
                    break
        except ModelFailedError:
            pass  # the first call did answer: what it said and held stands
        return max(0, len(failed) - (len(checked.statements) - before))

    def _drafts(
        self,
        messages: Sequence[BaseMessage],
        deadline: Deadline,
        form: Form,
        parser: Parsers,
        begun: Reply | None,
    ) -> Iterator[Draft]:
        for chunk in self._calls.stream(messages, deadline, bound=form.bound, begun=begun):
            yield from parser.feed(chunk)
        yield from parser.finish()

    def _messages(self, question: str, grounds: Grounds, form: Form) -> list[BaseMessage]:
        name = grounds.subject.policy.name
        return answer_messages(question, grounds.clauses, grounds.units, name=name, as_json=form.in_words)

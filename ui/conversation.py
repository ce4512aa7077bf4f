"""A conversation: what was asked of which policies, and what came back. Pure values, kept in the visitor's session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from bot.models import Answer, Citation, Message, StatementMade
from ui.troubles import Trouble

_TURNS_SENT = 10
_LONGEST_SENT = 4_000


@dataclass(frozen=True, slots=True)
class Pasted:
    """A policy that the visitor pasted. Offsets of citations point into `text`."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked: some policies (none is all of them), in force on a day; or a pasted one instead."""

    policies: tuple[str, ...] = ()
    as_of: date | None = None
    pasted: Pasted | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What has come so far; when `over`, with the whole answer, or with what went wrong, or with neither if stopped."""

    statements: tuple[StatementMade, ...] = ()
    citations: tuple[Citation, ...] = ()
    answer: Answer | None = None
    trouble: Trouble | None = None
    over: bool = False


@dataclass(slots=True)
class Turn:
    """A question with its answer; without one it was stopped, or `trouble` says what happened.

    `partial` is what had come of an answer before.
    """

    question: str
    scope: Scope
    answer: Answer | None = None
    trouble: Trouble | None = None
    partial: Progress | None = None
    id: str = field(default_factory=lambda: uuid4().hex[:12])


@dataclass(slots=True)
class Conversation:
    turns: list[Turn] = field(default_factory=list)

    def history(self, before: Turn | None = None) -> tuple[Message, ...]:
        """What is sent along with a question: the latest answered turns, oldest first, up to that turn.

        Turns about a pasted policy are told only to questions about the same one, and those about indexed policies only
        to questions about indexed ones: what was pasted stays where it was pasted.
        """
        earlier = self.turns if before is None else self.turns[: self.turns.index(before)]
        pasted = before.scope.pasted if before else None
        answered = [turn for turn in earlier if turn.answer is not None and turn.scope.pasted == pasted]
        messages: list[Message] = []
        for turn in answered[-_TURNS_SENT:]:
            answer = turn.answer.answer if turn.answer else ""
            messages.append(Message(role="user", content=turn.question))
            messages.append(Message(role="assistant", content=answer[:_LONGEST_SENT]))
        return tuple(messages)

    def cut(self, turn_id: str) -> None:
        """Take the turn and all that came after it away."""
        kept = [turn.id for turn in self.turns].index(turn_id)
        del self.turns[kept:]

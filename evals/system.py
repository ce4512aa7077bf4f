"""What is evaluated, seen through two calls; a fake, a cache or a deployed service fits as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.models import Answer, Message, SearchHit
from evals.goldset import Question


@dataclass(frozen=True, slots=True)
class Request:
    """What the caller of the product would send."""

    question: str
    policies: tuple[str, ...] = ()
    as_of: date | None = None
    history: tuple[Message, ...] = ()

    @classmethod
    def of(cls, question: Question) -> Request:
        return cls(question.question, question.policies, question.as_of, question.history)


class System(Protocol):
    """Both calls may come from several threads; both raise ClausewiseError where there is no answer."""

    def ask(self, request: Request) -> Answer: ...

    def search(self, request: Request, k: int) -> Sequence[SearchHit]: ...


class Bot(Protocol):
    """The part of `bot.pipeline.Clausewise` that is called."""

    def ask(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
    ) -> Answer: ...

    def search(
        self, query: str, *, policies: Sequence[str] = (), k: int = 8, as_of: date | None = None
    ) -> list[SearchHit]: ...


@dataclass(frozen=True, slots=True)
class InProcess:
    """The bot of this process."""

    bot: Bot

    def ask(self, request: Request) -> Answer:
        return self.bot.ask(request.question, policies=request.policies, as_of=request.as_of, history=request.history)

    def search(self, request: Request, k: int) -> Sequence[SearchHit]:
        return self.bot.search(request.question, policies=request.policies, k=k, as_of=request.as_of)

"""What comes of asking a language model. Imports nothing of LangChain, which takes its time."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.answering.quotes import Quote
from bot.deadline import Deadline

if TYPE_CHECKING:
    from bot.answering.written.grounding import Grounds


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a policy's answer. `dropped` counts statements whose quotes did not bear them; `failed` says why
    the model gave nothing, or not all. `silent` is its claim that the clauses do not answer."""

    statements: tuple[Quote, ...] = ()
    silent: bool = False
    dropped: int = 0
    failed: str = ""


Writing = Generator[Quote, None, Written]
"""Yields verified statements while the model writes."""


class Writer(Protocol):
    """A strategy. `begin` may start the call already, so that several policies are asked at a time."""

    def begin(self, question: str, grounds: Grounds, deadline: Deadline) -> Writing: ...

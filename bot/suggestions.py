"""Questions that a policy answers, for somebody who does not know what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.overview import Practice
from bot.scoping import MOST_POLICIES_UNNAMED

if TYPE_CHECKING:
    from bot.pipeline import Clausewise

_MOST_OF_ONE = 8
_MOST_OF_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Suggested:
    """`practice` says what the question is about."""

    policy: str
    practice: str
    question: str


def suggest(bot: Clausewise, policy: str | None = None) -> list[Suggested]:
    """Questions about the main practices that the policy has an answer to, by the same decision as when it is asked.

    Without a policy a few of each, of as many policies as are asked where none is named; each then asks about another
    practice, where there is one. Raises UnknownPolicyError.
    """
    if policy is not None:
        return [_suggested(policy, practice) for practice in bot.answered_practices(policy)[:_MOST_OF_ONE]]
    found: list[Suggested] = []
    for entry in bot.index.catalog.policies()[:MOST_POLICIES_UNNAMED]:
        used = {one.practice for one in found}
        fresh_first = sorted(bot.answered_practices(entry.policy.id), key=lambda practice: practice.name in used)
        found += [_suggested(entry.policy.id, practice) for practice in fresh_first[:_MOST_OF_SEVERAL]]
    return found


def _suggested(policy: str, practice: Practice) -> Suggested:
    return Suggested(policy, practice.name, practice.question)

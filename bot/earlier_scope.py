"""Which policies the conversation before a question tells. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Message
from bot.names import Finder
from bot.patterns import MEASURED_BY
from bot.pointers import pointed_at
from bot.ranked_again import asks_rank_among


@dataclass(frozen=True, slots=True)
class EarlierScope:
    """The policies that the conversation tells. `pointed_at`: the question points at some of those spoken of ("the
    first one"), so that these words are no topic. `by_user`: the user named them, not an answer alone."""

    policies: tuple[str, ...] = ()
    pointed_at: bool = False
    by_user: bool = False


def earlier_scope(
    question: str, history: Sequence[Message], known: Sequence[str], find: Finder, *, named_in: Finder
) -> EarlierScope:
    """The policies that a question which names none means: those that it points at, else those that were asked last,
    else the one that the last answer was about; none where nothing tells.

    `find` reads what the user asked, `named_in` what was answered. The turns are read in order, so that "and the other
    one?" after "what does the first one say?" is the second.
    """
    spoken: list[str] = []
    asked: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    for turn in history:
        if turn.role == "assistant":
            answer = named_in(turn.content).policies
        elif turn.content.strip():
            mentions = find(turn.content)
            named = mentions.policies
            if len(named) == 1 and MEASURED_BY.search(turn.content[: mentions.spans[0].start]):
                # "Is that longer than Bolta's?" was asked of both.
                named = tuple(dict.fromkeys((*asked, *named)))
            asked = named or pointed_at(turn.content, spoken, asked, answer, known) or asked
            spoken += [policy for policy in named if policy not in spoken]
    if not spoken:
        return EarlierScope(answer if len(answer) == 1 else ())
    asked = tuple(spoken) if asks_rank_among(question) else asked
    found = pointed_at(question, spoken, asked, answer, known)
    return EarlierScope(found or asked, pointed_at=bool(found), by_user=True)

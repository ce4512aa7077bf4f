"""What a follow-up takes from the conversation before it: which policies, and what was asked of what. Pure.

Rules only. The caller sends the history; nothing is remembered here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.answer_types import AskedFor, asked_for
from bot.lexicon import lexicon
from bot.models import Message
from bot.names import find_policies
from bot.patterns import (
    BOTH,
    COMPANY_PRONOUN,
    COURTESY,
    FOLLOW_UP,
    MODIFIER,
    REFERENCE,
    THE_FORMER,
    THE_LATTER,
    THE_OTHER,
    WHOLE_QUESTION,
)
from bot.spelling import mend
from bot.wording import asking, content_words, own_words, without_names, without_steering, words_of
from ingest.models import Policy

_FEW = 2
# "And the phone number?" needs nothing from before.
_BY_THEMSELVES = frozenset({AskedFor.PHONE, AskedFor.EMAIL, AskedFor.ADDRESS, AskedFor.PERSON, AskedFor.DATE})
_QUESTION_WORDS = frozenset({"how", "when", "where", "who", "why"})


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole. `search_text` is what is searched for; `type_text` tells what type of thing is asked
    for: the question's own words where it is a question by itself, else those of the question that it continues."""

    search_text: str
    type_text: str


def asked_before(history: Sequence[Message]) -> list[Message]:
    """The user's earlier turns, oldest first."""
    return [turn for turn in history if turn.role == "user" and turn.content.strip()]


def earlier_scope(
    question: str, history: Sequence[Message], known: Sequence[Policy], is_word: Callable[[str], bool]
) -> tuple[str, ...]:
    """The policies that a question which names none means, by what the user named before; none where nothing was."""
    found = (find_policies(turn.content, known, is_word=is_word).policies for turn in asked_before(history))
    named = [policies for policies in found if policies]
    if not named:
        return ()
    everyone = tuple(dict.fromkeys(policy for policies in named for policy in policies))
    if THE_OTHER.search(question):
        rest = tuple(policy for policy in everyone if policy not in named[-1])
        return rest or tuple(policy.id for policy in known if policy.id not in named[-1])
    if len(everyone) > 1 and BOTH.search(question):
        return everyone
    if len(everyone) > 1 and THE_FORMER.search(question):
        return everyone[:1]
    if len(everyone) > 1 and THE_LATTER.search(question):
        return everyone[1:2]
    return named[-1]


def completed(
    text: str,
    history: Sequence[Message],
    known: Sequence[Policy],
    vocabulary: Mapping[str, int],
    is_word: Callable[[str], bool],
) -> Completed:
    """A question in the light of what was asked before; unchanged where it stands by itself. `text` is mended and
    has no names in it.

    "What about the other one?" has no topic of its own and takes over the whole question, "and for children?"
    narrows it, "is that encrypted?" points at it; "and cookies?" takes over what was asked of the earlier topic
    ("how long ... keep"), not the topic.
    """
    earlier = asked_before(history)
    if not earlier or not is_follow_up(text):
        return Completed(text, text)
    before = _before(earlier, known, vocabulary, is_word)
    whole = bool(WHOLE_QUESTION.match(text))
    together = Completed(f"{before} {text}".strip(), text if whole else f"{text} {before}".strip())
    own = own_words(text)
    if not own or MODIFIER.match(text) or _points_back(text):
        return together
    actions = lexicon().actions
    if whole or asked_for(text) in _BY_THEMSELVES or any(word.lower() in actions for word in own):
        return Completed(text, text)
    taken = [word for word in words_of(before) if word.lower() in actions | _QUESTION_WORDS]
    if not any(word.lower() in actions for word in taken):
        return together
    return Completed(" ".join([*taken, *own]), f"{text} {before}")


def is_follow_up(text: str) -> bool:
    """Whether a question needs what was asked before it."""
    if COURTESY.fullmatch(text):
        return False
    whole = bool(WHOLE_QUESTION.match(text))
    words = own_words(text)
    if not words:
        return not whole or _points_back(text)
    return bool(FOLLOW_UP.match(text)) or (len(words) <= _FEW and _points_back(text))


def _points_back(text: str) -> bool:
    """Whether a word of the text stands for something said before."""
    rest = FOLLOW_UP.sub(" ", text)
    if len(own_words(rest)) >= _FEW:
        rest = COMPANY_PRONOUN.sub(" ", rest)
    return bool(REFERENCE.search(rest))


def _before(
    earlier: Sequence[Message], known: Sequence[Policy], vocabulary: Mapping[str, int], is_word: Callable[[str], bool]
) -> str:
    """The last earlier question that had a topic of its own, without names, mended."""
    for turn in reversed(earlier):
        named = find_policies(turn.content, known, is_word=is_word)
        text = mend(asking(without_steering(without_names(turn.content, named))), vocabulary).text
        if len(content_words(text)) > 1 or (content_words(text) and turn is earlier[0]):
            return text
    return ""

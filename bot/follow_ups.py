"""What a follow-up takes from the conversation before it: which policies, and what was asked of what. Pure.

Rules only. The caller sends the history; nothing is remembered here. What the assistant said can tell which policy is
meant, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer_types import AskedFor, asked_for
from bot.asked_again import asked_again, asks_rank_alone, exceptions_asked, without_ellipsis
from bot.lexicon import lexicon
from bot.models import Message
from bot.names import Finder
from bot.patterns import (
    ASKING_FRAGMENT,
    CLAUSE,
    COMPANY_PRONOUN,
    COMPANY_THEY,
    COURTESY,
    DOES,
    ENDS_UP,
    FOLLOW_UP,
    MEASURED_BY,
    MODIFIER,
    NEW_TOPIC,
    REFERENCE,
    RETURN,
    SAME_ASKED,
    THEY_TRACK,
    TRACKERS,
    WHAT_IF,
    WHOLE_QUESTION,
)
from bot.pointers import OF_A_KIND, TOPIC_AGAIN, pointed_at, without_pointers
from bot.redaction import without_personal
from bot.spelling import mend
from bot.wording import asking, content_words, own_words, plainly, without_names, without_steering, words_of
from ingest.stems import stems

_FEW = 2
_SHORT = 3
# "And the phone number?" needs nothing from before.
_BY_THEMSELVES = frozenset({AskedFor.PHONE, AskedFor.EMAIL, AskedFor.ADDRESS, AskedFor.PERSON, AskedFor.DATE})
# What is done about something that has to be named: "when can they refuse?".
_OF_SOMETHING = frozenset(
    {"refuse", "refused", "refusing", "decline", "declined", "deny", "object", "objecting", "insist"}
)
# Whoever records calls makes recordings, which are what is spoken of next.
_RECORDED = frozenset({"record", "records", "recorded", "recording"})
_QUESTION_WORDS = frozenset({"how", "when", "where", "who", "why"})
_MOST_TOKENS = 2_000
_MOST_TURNS = 12


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole. `search_text` is what is searched for; `type_text` tells what type of thing is asked
    for: the question's own words where it is a question by itself, else those of the question that it continues.
    `about` are the things spoken of, which a turn that names none leaves as they were."""

    search_text: str
    type_text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class EarlierScope:
    """The policies that the conversation tells. `pointed_at`: the question points at some of those spoken of ("the
    first one"), so that these words are no topic. `by_user`: the user named them, not an answer alone."""

    policies: tuple[str, ...] = ()
    pointed_at: bool = False
    by_user: bool = False


def bounded(history: Sequence[Message], *, count_tokens: Callable[[str], int]) -> tuple[Message, ...]:
    """The latest turns that fit, at most some 2,000 tokens; a turn that is longer by itself ends them."""
    kept: list[Message] = []
    left = _MOST_TOKENS
    for turn in reversed(history[-2 * _MOST_TURNS :]):
        # A token has at least one character: the longest texts need no counting.
        left -= len(turn.content) if len(turn.content) > 20 * _MOST_TOKENS else count_tokens(turn.content)
        if left < 0:
            break
        kept.insert(0, turn)
    return tuple(kept)


def asked_before(history: Sequence[Message]) -> list[Message]:
    """The user's earlier turns, oldest first."""
    return [turn for turn in history if turn.role == "user" and turn.content.strip()]


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
    asked = tuple(spoken) if asks_rank_alone(question) else asked
    found = pointed_at(question, spoken, asked, answer, known)
    return EarlierScope(found or asked, pointed_at=bool(found), by_user=True)


def completed(
    text: str,
    history: Sequence[Message],
    find: Finder,
    vocabulary: Mapping[str, int],
) -> Completed:
    """A question in the light of what was asked before; unchanged where it stands by itself. `text` is mended and
    has no names in it.

    The earlier turns are made whole one after the other, so that the third of a chain ("and support chats?") knows
    what the first asked of the second.
    """
    turns: list[Completed] = []
    for turn in asked_before(history):
        nameless = without_names(turn.content, find(turn.content))
        said = mend(asking(without_steering(without_personal(nameless))), vocabulary).text
        whole = _after(without_pointers(said) if turns else said, turns)
        if content_words(whole.search_text):
            about = turns[-1].about if turns else ""
            turns.append(replace(whole, about=" ".join(_things(whole.search_text)) or about))
    return _after(text, turns)


def _after(text: str, turns: Sequence[Completed]) -> Completed:
    """A text after the turn that it goes back to ("back to the backups thing, ..."), else after the last. Where no
    turn has the words that it names, the last one is not what is meant."""
    again = TOPIC_AGAIN.match(text)
    before = turns[-1] if turns else None
    if again is not None and len(turns) > 1:
        named = set(stems(again["topic"], "en"))
        before = next((one for one in reversed(turns) if named.intersection(stems(one.search_text, "en"))), turns[-2])
        text = text[again.end() :]
    if exceptions := exceptions_asked(text):
        return Completed(exceptions, exceptions)
    if before is None:
        return _continued(text, before)
    text = plainly(without_ellipsis(text))
    return _in_its_place(text, before) or _continued(text, before)


def _continued(text: str, before: Completed | None) -> Completed:
    """One turn after another.

    "What about the other one?" has no topic of its own and takes over the whole question, "and for children?"
    narrows it, "is that encrypted?" points at it; "and cookies?" takes over what was asked of the earlier topic
    ("how long ... keep"), not the topic.
    """
    if before is not None and (found := RETURN.match(text)):
        text = f"and {text[found.end() :] or 'you'}"
    fresh = NEW_TOPIC.sub("", text)
    # "Do they track me?" after a question about cookies.
    if before is not None and THEY_TRACK.search(text) and TRACKERS.search(before.search_text):
        fresh = f"{text} {_subject(before)}"
    if fresh != text or before is None or not is_follow_up(text) or _names_a_case(text):
        return Completed(fresh or text, fresh or text)
    own, whole, back = own_words(text), bool(WHOLE_QUESTION.match(text)), _points_back(text)
    if not (own or whole or back or _asks_anew(text)):
        return before
    if asked_for(text) is AskedFor.CONTACT:
        return Completed(f"{text} {' '.join(content_words(before.search_text))}", text)
    if own and whole and back and not MODIFIER.match(text):
        # What is asked now leads: of the earlier question only what it was about counts.
        return Completed(f"{FOLLOW_UP.sub('', text)} {_subject(before)}".strip(), text)
    if (
        not own
        or MODIFIER.match(text)
        or back
        or (ASKING_FRAGMENT.match(text) and not whole and not FOLLOW_UP.match(text))
    ):
        type_text = text if whole else f"{text} {before.type_text}".strip()
        return Completed(f"{before.search_text} {text}".strip(), type_text)
    return _of_another_thing(text, own, whole, before)


def _in_its_place(text: str, before: Completed) -> Completed | None:
    """What asks the same of another company ("does Bolta?"), or another side of it ("and the shortest?"), or of another
    kind of thing ("and the billing ones?"), or what is done about it ("when can they refuse?"); None for all else."""
    if SAME_ASKED.match(text):
        return before
    if again := asked_again(text, before.search_text):
        return Completed(again, again)
    if _is_of_something(own_words(text)):
        return Completed(f"{before.search_text} {text}".strip(), text)
    kind = OF_A_KIND.match(text)
    own = own_words(kind["kind"] or kind["of"]) if kind else []
    return _of_another_thing(" ".join(own), own, whole=False, before=before) if own else None


def _subject(before: Completed) -> str:
    """The words that say what the earlier question was about, not what was asked of it."""
    words = own_words(before.search_text)
    things = _things(before.search_text)
    recorded = any(word.lower() in _RECORDED for word in words) and not TRACKERS.search(before.search_text)
    return " ".join(["recordings", *things] if things and recorded else things) or before.about or " ".join(words)


def _things(text: str) -> list[str]:
    """The topic of a question without what is done: "calls" of "can you see or hear my calls"."""
    text = ENDS_UP.sub(" ", text)
    done = {word.lower() for found in DOES.finditer(text) for word in words_of(found["verbs"])}
    return [word for word in own_words(text) if word.lower() not in lexicon().actions | done | {"ones"}]


def _of_another_thing(text: str, own: Sequence[str], whole: bool, before: Completed) -> Completed:
    """A text with a topic of its own: a question by itself, else what was asked of the earlier topic."""
    actions = lexicon().actions
    if whole or asked_for(text) in _BY_THEMSELVES or any(word.lower() in actions for word in own):
        return Completed(text, text)
    taken = [word for word in words_of(before.search_text) if word.lower() in actions | _QUESTION_WORDS]
    if not any(word.lower() in actions for word in taken):
        return Completed(f"{before.search_text} {text}".strip(), f"{text} {before.type_text}")
    return Completed(" ".join([*taken, *own]), f"{text} {before.type_text}")


def is_follow_up(text: str) -> bool:
    """Whether a question needs what was asked before it."""
    if COURTESY.fullmatch(text):
        return False
    whole = bool(WHOLE_QUESTION.match(text))
    words = own_words(text)
    if SAME_ASKED.match(text) or _is_of_something(words):
        return True
    if not words:
        return not whole or _points_back(text)
    if FOLLOW_UP.match(text) or (len(words) <= _FEW and _points_back(text)):
        return True
    # "For marketing as well?", "how far in advance?": a fragment that narrows something, or asks for more of it.
    fragment = MODIFIER.match(text) or ASKING_FRAGMENT.match(text)
    return not whole and len(words) <= _SHORT and bool(fragment) and not CLAUSE.search(text)


def _is_of_something(words: Sequence[str]) -> bool:
    """Whether words only say what is done about a thing that is not named: "when can they refuse?"."""
    return bool(words) and {word.lower() for word in words} <= _OF_SOMETHING


def _names_a_case(text: str) -> bool:
    """Whether a text asks about a case that policies speak of: "and what if somebody buys you?"."""
    return bool(WHAT_IF.match(text) and lexicon().expansions(text)) and not _points_back(text)


def _asks_anew(text: str) -> bool:
    """Whether a text without a topic asks something else of the earlier one: "why?", "for how long?"."""
    rest = FOLLOW_UP.sub(" ", text).lower()
    return MODIFIER.match(rest) is not None or not _QUESTION_WORDS.isdisjoint(words_of(rest))


def _points_back(text: str) -> bool:
    """Whether a word of the text stands for something said before."""
    rest = FOLLOW_UP.sub(" ", text)
    own = own_words(rest)
    if len(own) >= _FEW:
        rest = COMPANY_PRONOUN.sub(" ", rest)
    elif own:
        rest = COMPANY_THEY.sub(" ", rest)
    return bool(REFERENCE.search(rest))

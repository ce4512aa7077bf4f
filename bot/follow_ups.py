"""What a follow-up takes from the conversation before it: which policies, and what was asked of what. Pure.

Rules only. The caller sends the history; nothing is remembered here. What the assistant said can tell which policy is
meant, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer_types import AskedFor, asked_for
from bot.asked_again import asked_again, reached_for, without_ellipsis
from bot.exceptions_asked import exceptions_asked
from bot.lexicon import lexicon
from bot.models import Message
from bot.names import Finder
from bot.once_for_all import once_for_all
from bot.outside_party import Party, for_marketing, party_of, with_party
from bot.patterns import (
    ASKING_FRAGMENT,
    CLAUSE,
    COMPANY_PRONOUN,
    COMPANY_THEY,
    COURTESY,
    FOLLOW_UP,
    MODIFIER,
    NEW_TOPIC,
    ONLY_IF,
    REFERENCE,
    RETURN,
    SAME_ASKED,
    WHAT_IF,
    WHOLE_QUESTION,
)
from bot.pointers import OF_A_KIND, TOPIC_AGAIN, without_pointers
from bot.redaction import without_personal
from bot.relative_clauses import is_done_by_company, named_by_clause
from bot.spelling import mend
from bot.spoken_of import asked_of_trackers, is_of_what_was_made, is_turned_down, named_first, subject, things
from bot.wording import asking, content_words, own_words, plainly, wants_list, without_names, without_steering, words_of
from ingest.stems import stems

_FEW = 2
_SHORT = 3
# "And the phone number?" needs nothing from before.
_BY_THEMSELVES = frozenset({AskedFor.PHONE, AskedFor.EMAIL, AskedFor.ADDRESS, AskedFor.PERSON, AskedFor.DATE})
# "What address do I send it to?" is about what is sent.
_REACHED = frozenset({AskedFor.EMAIL, AskedFor.PHONE, AskedFor.CONTACT})
# What is done about something that has to be named: "when can they refuse?".
_OF_SOMETHING = frozenset(
    {"refuse", "refused", "refusing", "decline", "declined", "deny", "object", "objecting", "insist"}
)
_QUESTION_WORDS = frozenset({"how", "when", "where", "who", "why"})
_MOST_TOKENS = 2_000
_MOST_TURNS = 12


@dataclass(frozen=True, slots=True)
class Completed:
    """A question made whole. `search_text` is what is searched for; `type_text` tells what type of thing is asked
    for: the question's own words where it is a question by itself, else those of the question that it continues.
    `about` are the things spoken of, which a turn that names none leaves as they were, and `party` is whom data goes
    to or complaints are heard by, which a turn that continues the one before leaves, too. `narrows_by` is what a turn
    says that only narrows the question before it ("for marketing, too?")."""

    search_text: str
    type_text: str
    about: str = ""
    party: Party | None = None
    narrows_by: str = ""


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
            last = turns[-1] if turns else None
            about = last.about if last else ""
            kept = last.party if last and whole.search_text != said else None
            party = party_of(whole.search_text, turn.content) or kept
            turns.append(replace(whole, about=whole.about or " ".join(things(whole.search_text)) or about, party=party))
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
    text = named_by_clause(named_first(plainly(without_ellipsis(text))))
    if alone := once_for_all(text):
        return Completed(alone, alone)
    if before.party is not None and not SAME_ASKED.match(text):
        if marketing := for_marketing(text, before.party, before.search_text):
            return Completed(marketing, marketing)
        text = with_party(text, before.party)
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
    if fresh != text or before is None or not is_follow_up(text) or _names_a_case(text):
        return Completed(fresh or text, fresh or text)
    own, whole, back = own_words(text), bool(WHOLE_QUESTION.match(text)), _points_back(text)
    if not (own or whole or back or _asks_anew(text)):
        return before
    if asked_for(text) is AskedFor.CONTACT:
        return Completed(f"{text} {' '.join(content_words(before.search_text))}", text)
    if own and whole and back and not MODIFIER.match(text):
        return _of_the_same_thing(text, before)
    if (
        not own
        or MODIFIER.match(text)
        or back
        or (ASKING_FRAGMENT.match(text) and not whole and not FOLLOW_UP.match(text))
    ):
        type_text = text if whole else f"{text} {before.type_text}".strip()
        narrows_by = text if own and MODIFIER.match(text) and not whole and not _asks_itself(text) else ""
        return Completed(f"{_widened(before, narrows_by)} {text}".strip(), type_text, narrows_by=narrows_by)
    return _of_another_thing(text, own, whole, before)


def _in_its_place(text: str, before: Completed) -> Completed | None:
    """What asks the same of another company ("does Bolta?"), or another side of it ("and the shortest?"), or of another
    kind of thing ("and the billing ones?"), or what is done about it ("when can they refuse?"); None for all else."""
    if SAME_ASKED.match(text):
        return before
    if trackers := asked_of_trackers(text, before.search_text):
        asked = f"what information do {trackers} collect?" if wants_list(text) else f"{text} {trackers}"
        return Completed(asked, asked, trackers)
    if again := asked_again(text, before.search_text):
        return Completed(again, again, "" if things(text) else before.about)
    if asked_for(text) in _REACHED and _points_back(text):
        return Completed(reached_for(text, before.search_text, before.about), text)
    if is_turned_down(text) or is_of_what_was_made(text, before.search_text):
        return _of_the_same_thing(text, before)
    return _of_another_case(text, before) or _of_another_kind(text, before)


def _of_another_case(text: str, before: Completed) -> Completed | None:
    """What puts a case in the place of the earlier one, "and if I go on?" after "what if I disagree?", or asks what is
    done about what was asked ("when can they refuse?")."""
    is_case = WHAT_IF.match(text) or (ONLY_IF.match(text) and WHAT_IF.match(before.search_text))
    is_told = asked_for(before.type_text) is AskedFor.STATEMENT
    if is_case and is_told and own_words(text) and not _names_a_case(text):
        search_text = f"{FOLLOW_UP.sub('', text)} {' '.join(content_words(before.search_text))}"
        return Completed(search_text.strip(), text, narrows_by=text)
    if _is_of_something(own_words(text)):
        return Completed(f"{before.search_text} {text}".strip(), text)
    return None


def _of_another_kind(text: str, before: Completed) -> Completed | None:
    kind = OF_A_KIND.match(text)
    own = own_words(kind["kind"] or kind["of"]) if kind else []
    return _of_another_thing(" ".join(own), own, whole=False, before=before) if own else None


def _widened(before: Completed, narrows_by: str) -> str:
    """The earlier question without what narrowed it, where the same is narrowed otherwise: "for billing?", "and for
    marketing?"."""
    new, old = MODIFIER.match(narrows_by), MODIFIER.match(before.narrows_by)
    if new is None or old is None or new["by"].lower() != old["by"].lower():
        return before.search_text
    return before.search_text.removesuffix(before.narrows_by).strip() or before.search_text


def _asks_itself(text: str) -> bool:
    """Whether a question follows the case that a text begins with: "once I quit, how long do you keep it?"."""
    return CLAUSE.search(text) is not None or asked_for(text) is not AskedFor.STATEMENT


def _of_the_same_thing(text: str, before: Completed) -> Completed:
    """What is asked now leads: of the earlier question only what it was about counts."""
    return Completed(f"{FOLLOW_UP.sub('', text)} {subject(before.search_text, before.about)}".strip(), text)


def _of_another_thing(text: str, own: Sequence[str], whole: bool, before: Completed) -> Completed:
    """A text with a topic of its own: a question by itself, else what was asked of the earlier topic."""
    actions = lexicon().actions
    if whole or asked_for(text) in _BY_THEMSELVES or any(word.lower() in actions for word in own):
        return Completed(text, text)
    taken = [word for word in words_of(before.search_text) if word.lower() in actions | _QUESTION_WORDS]
    is_of_recipients = "who" in {word.lower() for word in taken}
    if not any(word.lower() in actions for word in taken) and (is_of_recipients or not is_done_by_company(text)):
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

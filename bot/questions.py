"""What a question asks: which policies, what topic, what type of answer. Rules only; no language model. Pure.

A question and its history are data: wording that tries to steer the program is left out of what is searched for and
changes nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer_types import AskedFor, asked_for
from bot.comparison import Comparing, Comparison, asks_of_group, compared
from bot.earlier_scope import earlier_scope
from bot.figures import asks_for_figures
from bot.follow_ups import Completed, bounded, completed, is_follow_up
from bot.lexicon import lexicon
from bot.models import Message
from bot.names import Finder, Mentions
from bot.outright import outright
from bot.patterns import CONTACT_FRAGMENT, MEASURED_BY
from bot.plain_premises import plainly_asked
from bot.pointers import without_pointers
from bot.redaction import without_personal
from bot.spelling import mend
from bot.wording import (
    affirmed,
    asking,
    content_words,
    is_steering,
    of_any_data,
    own_words,
    wants_list,
    wants_overview,
    without_names,
    without_steering,
)
from ingest.tokens import count_tokens

_MENTIONED = 3
_FIGURES = frozenset({AskedFor.PERIOD, AskedFor.AMOUNT, AskedFor.DATE})


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    `search_text` is what is searched for: spelling mended, policies' names and steering left out, a follow-up
    completed from the history. `topic` is its content words alone, joined; both may be empty. `expansions` are the
    policies' own words for the user's. `policies` are those named here or, in a follow-up, before; empty where none.
    `dangling`: it points at something said before, and nothing was: "what about the other one?". `comparison`: what
    is asked of several policies together; the texts are then what is asked of each. `narrows_by`: what a follow-up
    says that only narrows the question before it.
    """

    text: str
    search_text: str
    topic: str
    expansions: tuple[str, ...]
    policies: tuple[str, ...]
    asked_for: AskedFor
    wants_list: bool
    wants_overview: bool
    steering: bool
    mended: tuple[tuple[str, str], ...]
    dangling: bool = False
    comparison: Comparison | None = None
    narrows_by: str = ""

    @property
    def asks_which(self) -> bool:
        """It asks which of all policies do something that is not known by its words."""
        if self.comparison is None or self.comparison.kind is not Comparing.WHICH or self.policies:
            return False
        known = None if asks_for_figures(self.comparison.ask) else outright(self.comparison.ask)
        return known is None or not known.named_always

    @property
    def stated_of_all(self) -> Comparison | None:
        """What is to be stated over several policies: what is compared, or what each says to what is asked of all."""
        of_several = len(self.policies) > 1 or asks_of_group(self.text)
        return self.comparison or (Comparison(Comparing.DIFFERENCE, self.search_text) if of_several else None)

    @property
    def as_decided(self) -> Question:
        """A comparison shows what is said instead of a figure, too: "on our website", not "30 days before"."""
        of_figure = self.comparison is not None and self.asked_for in _FIGURES
        return replace(self, asked_for=AskedFor.STATEMENT) if of_figure else self

    @property
    def is_of_policies(self) -> bool:
        """It asks of the policies themselves, and so is on the topic whatever they are asked to speak of."""
        return self.wants_overview or (self.comparison is not None and self.comparison.kind is Comparing.SPOKEN_OF)


@dataclass(frozen=True, slots=True)
class Scope:
    """The policies that a question means (named in it, or else before it), and where it names them.

    `pointed_at`: it points at policies named before ("the first one"). `by_user`: the user named them, now or before.
    """

    policies: tuple[str, ...]
    mentions: Mentions
    pointed_at: bool = False
    by_user: bool = False


def find_scope(
    question: str,
    *,
    history: Sequence[Message] = (),
    policies: Sequence[str],
    find: Finder,
    named_in: Finder | None = None,
) -> Scope:
    """Which of the `policies` are meant; none where neither the question nor the history names one.

    `find` reads questions, `named_in` answers, if these are read otherwise.
    """
    mentions = find(question)
    # "Is that longer than Bolta's?" is asked of both.
    measured = len(mentions.policies) == 1 and MEASURED_BY.search(question[: mentions.spans[0].start])
    if mentions.policies and not measured:
        return Scope(mentions.policies, mentions, by_user=True)
    before = earlier_scope(
        question, bounded(history, count_tokens=count_tokens), policies, find, named_in=named_in or find
    )
    if mentions.policies:
        return Scope(tuple(dict.fromkeys((*before.policies, *mentions.policies))), mentions, by_user=True)
    return Scope(before.policies, mentions, before.pointed_at, before.by_user)


def understand(
    question: str,
    scope: Scope,
    *,
    history: Sequence[Message] = (),
    find: Finder,
    vocabulary: Mapping[str, int],
    several: bool = True,
) -> Question:
    """Read a question. `vocabulary` maps the policies' lower-case words to their counts; `several`: not one policy
    alone is asked."""
    named = without_personal(without_names(question, scope.mentions))
    mended = mend(asking(without_steering(without_pointers(named) if scope.pointed_at else named)), vocabulary)
    said = affirmed(of_any_data(mended.text))
    whole = completed(said, bounded(history, count_tokens=count_tokens), find, vocabulary)
    comparison = compared(whole.search_text, several=several)
    if comparison is not None:
        whole = Completed(comparison.ask, comparison.ask)
    elif whole.search_text in said and (plain := plainly_asked(whole.search_text)) != whole.search_text:
        # What a follow-up takes over would be lost.
        whole = replace(whole, search_text=plain, type_text=plain)
    steering = is_steering(question)
    topic = content_words(whole.search_text)
    # Of pure steering only words such as "and then" are left: nothing to search for.
    search_text = "" if steering and not topic else whole.search_text
    expansions = tuple(lexicon().expansions(search_text))
    overview = wants_overview(mended.text)
    own = own_words(search_text)
    return Question(
        text=question,
        search_text=search_text,
        topic=" ".join(topic),
        expansions=expansions,
        policies=scope.policies,
        asked_for=AskedFor.CONTACT if CONTACT_FRAGMENT.fullmatch(mended.text) else asked_for(whole.type_text),
        wants_list=wants_list(whole.type_text),
        wants_overview=overview,
        steering=steering,
        mended=mended.changes,
        comparison=comparison,
        narrows_by=whole.narrows_by,
        dangling=bool(search_text) and not (own or expansions or overview) and is_follow_up(search_text),
    )


def said_otherwise(question: Question, text: str) -> Question:
    """The question in other words; what type of thing it asks for stays the same."""
    topic = content_words(text)
    return replace(question, search_text=text, topic=" ".join(topic), expansions=tuple(lexicon().expansions(text)))


def plain_question(text: str, asked_for: AskedFor = AskedFor.STATEMENT) -> Question:
    """A question of the program's own, which needs no reading."""
    return Question(
        text=text,
        search_text=text,
        topic=" ".join(content_words(text)),
        expansions=(),
        policies=(),
        asked_for=asked_for,
        wants_list=False,
        wants_overview=False,
        steering=False,
        mended=(),
    )


def mended_notes(question: Question) -> list[str]:
    """Notes on the words of the topic that were read otherwise than written."""
    changes = [f'"{was}" as "{now}"' for was, now in dict(question.mended).items() if content_words(now)]
    return [f"read {', '.join(changes[:_MENTIONED])}"] if changes else []

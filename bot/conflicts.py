"""Clauses of one policy that limit or contradict what is quoted from it, and whether they contradict each other. Pure.

A rule and its exception are both quoted. They are called conflicting only where nothing in the wording reconciles
them: one clause denies what another affirms of the same thing ("visits are not recorded", "a visit may be recorded"),
or both name different periods for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from bot.answering.quotes import Quote
from bot.claims import Claim, claim_of, opposed, practice_words
from bot.durations import Duration, durations
from bot.lexicon import lexicon
from bot.retrieval import Ranking
from bot.units import Sentence, Units
from ingest.stems import stems

_EXCEPTION = re.compile(
    r"^\W*(?:(?:by way of|as an|the only|one|an) exception|exceptions?\b|there (?:is|are) (?:one|two|an?|some) "
    r"(?:cases?|exceptions?)|notwithstanding|despite|contrary to|regardless of|however|nevertheless)\b",
    re.IGNORECASE,
)
_LIMITING = re.compile(
    r"\b(?:except(?! for the)|unless|however|notwithstanding|nevertheless|not required to|may retain|may be retained|"
    r"cannot be|may not|even (?:if|where)|does not apply|do not apply)\b",
    re.IGNORECASE,
)
# A stem is rare from half the rarity of an unseen one on: where at most five or six of a hundred passages have it.
_RARE = 0.5
_GENERIC = (
    "data information personal policy privacy may you your we us our user customer service "
    "day week month year hour time"
)
# How far below the best sentence one that limits it may score, and how many are taken.
_MARGIN = 2.2
_MOST = 2
# So many words of the topic must two sentences share to be about the same periods.
_SAME_THING = 3
# What is used for one thing and not for another is no contradiction.
_OF_PURPOSES = frozenset({"use"})
_CONDITIONAL = re.compile(r"^\W*(?:if|when|where|once|after|in case|as soon as)\b", re.IGNORECASE)
_KEEPING = frozenset({"keep", "delete"})


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with what it is about and what it claims."""

    clause: str
    things: frozenset[str]
    claim: Claim
    is_exception: bool
    is_conditional: bool
    periods: tuple[Duration, ...]


def limiting(quotes: Sequence[Quote], ranking: Ranking, *, topic: Collection[str]) -> list[Sentence]:
    """Sentences that are not quoted and limit or contradict the first that is, the nearest to the question first.

    `topic` are the stems of what the question asks for, in the policy's language.
    """
    units = ranking.units
    quoted = [part.span for quote in quotes for part in quote.parts]
    if not quoted or not ranking.order:
        return []
    lead = [_read(one, units) for one in units.sentences if quotes[0].parts[-1].span.contains(one.span)]
    wanted, rare = frozenset(topic), _rare(units, topic)
    floor = float(ranking.scores[ranking.order[0]]) - _MARGIN
    found: list[Sentence] = []
    for sentence in ranking.best():
        if ranking.score(sentence) < floor or len(found) == _MOST:
            break
        if any(span.overlaps(sentence.span) for span in quoted):
            continue
        said = _read(sentence, units)
        written = ranking.text(sentence)
        limits = said.is_exception or bool(_LIMITING.search(written))
        for one in lead:
            shared = one.things & said.things
            same_practice = bool((one.claim.affirmed | one.claim.denied) & (said.claim.affirmed | said.claim.denied))
            contradicts = bool(shared & wanted) and bool(opposed(one.claim, said.claim))
            restricts = limits and bool(shared & rare) and (same_practice or said.is_exception)
            if contradicts or restricts or _other_period(one, said):
                found.append(sentence)
                break
    return found


def conflicting(quotes: Sequence[Quote], ranking: Ranking, *, topic: Collection[str]) -> bool:
    """Whether another clause that is quoted contradicts the quoted sentence that answers best.

    `topic` are the stems of what the question asks for.
    """
    wanted = frozenset(topic)
    spans = [part.span for quote in quotes for part in quote.parts]
    quoted = [one for one in ranking.best() if any(span.contains(one.span) for span in spans)]
    if not quoted:
        return False
    answering, *others = (_read(one, ranking.units) for one in quoted)
    return any(_clash(answering, other, wanted) for other in others)


def _read(sentence: Sentence, units: Units) -> _Said:
    text = units.version.text[sentence.span.start : sentence.span.end]
    return _Said(
        clause=units.clause_of(sentence).key,
        things=sentence.stems - _aside(units.version.language),
        claim=claim_of(text),
        is_exception=bool(_EXCEPTION.match(text)),
        is_conditional=bool(_CONDITIONAL.match(text)),
        periods=durations(text),
    )


@cache
def _aside(language: str) -> frozenset[str]:
    """The stems that tell of no thing: function words, practices, and what every policy speaks of."""
    return frozenset(stems(" ".join([_GENERIC, *practice_words(), *lexicon().function_words]), language))


def _rare(units: Units, topic: Collection[str]) -> frozenset[str]:
    return frozenset(stem for stem in topic if units.rarity.get(stem, 0.0) >= _RARE * units.unseen)


def _clash(one: _Said, other: _Said, topic: frozenset[str]) -> bool:
    if not (one.things & topic and other.things & topic):
        return False
    if one.clause == other.clause or one.is_exception or other.is_exception:
        return False
    if one.claim.limited or other.claim.limited or one.is_conditional or other.is_conditional:
        return False
    return bool(opposed(one.claim, other.claim) - _OF_PURPOSES and one.things & other.things & topic) or _other_period(
        one, other
    )


def _other_period(one: _Said, other: _Said) -> bool:
    """Whether both say how long the same thing is kept, and not the same."""
    if len(one.things & other.things) < _SAME_THING or not (one.periods and other.periods):
        return False
    if one.claim.denied or other.claim.denied:
        return False
    if not (one.claim.affirmed & _KEEPING and other.claim.affirmed & _KEEPING):
        return False
    pairs = product(one.periods, other.periods)
    return not any(mine.low <= theirs.high and theirs.low <= mine.high for mine, theirs in pairs)

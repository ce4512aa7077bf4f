"""Clauses of one policy that limit or contradict what is quoted from it, and whether they contradict each other. Pure.

A rule and its exception are both quoted. They are called conflicting only where nothing in the wording reconciles
them: one clause denies what another affirms of the same thing ("visits are not recorded", "a visit may be recorded"),
or both name different periods for it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, takewhile
from typing import NamedTuple

from bot.answering.quotes import Quote
from bot.claims import Claim, claim_of, opposed, practice_words
from bot.contrasts import apart, contrast, may_contrast, of_all, other_basis, same_named, strict_contrast
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
    r"cannot be|may not|even (?:if|where)|does not apply|do not apply|(?:can|may) (?:survive|remain|persist|continue)|"
    r"retained as (?:needed|required)|(?:needed|required|necessary) to comply|(?:required|obliged) by law|"
    r"law requires)\b",
    re.IGNORECASE,
)
# "By way of exception to section 2.6", "the rule of paragraph (3) does not hold for".
_REFERENCE = re.compile(
    r"\b(?:sections?|clauses?|paragraphs?|articles?|points?)\s+\(?(?P<label>\d[\w.]*|[a-z](?=\)))", re.I
)
# What cannot be done: "you may not opt out of these", "you cannot get a copy".
_CANNOT = re.compile(
    r"\b(?:may not|cannot|can['’]t|can not|(?:can|may) no longer|(?:not|n['’]t) (?:possible|able|allowed) to|unable to)"
    r" (?:be )?(?:(?:get|have|obtain|receive|make) (?:an? |the |any )?)?(?P<verb>\w+)",
    re.IGNORECASE,
)
_AT_LARGE = re.compile(r"\b(?:data|information|details)\b", re.IGNORECASE)
# By which words a question asks about what may be denied at large.
_ASKED_BY = {"sell": frozenset(stems("sell sold rent trade buy sale", "en")), "track": frozenset({"track", "follow"})}
# What a question asks that is about the basis of a use.
_OF_BASES = frozenset(stems("basis bases ground grounds legal lawful legitimate consent permission", "en"))
# Children by any name are one thing.
_MINORS = re.compile(
    r"\b(?:child(?:ren)?|kids?|minors?|pupils?|under[- ]?(?:the age of )?1\d|age of \d)\b", re.IGNORECASE
)
_OF_MINORS = frozenset({"age", "child", "children", "kid", "minor"})
# A stem is rare from half the rarity of an unseen one on: where at most five or six of a hundred passages have it.
_RARE = 0.5
_GENERIC = (
    "data information personal policy privacy may you your we us our user customer service "
    "day week month year hour time"
)
# How far below the best sentence one that limits it may score, and how many are taken.
_MARGIN = 2.2
# One that says otherwise by its wording alone may score lower still.
_WORDING_MARGIN = 3.0
_MOST = 2
# So many words must two sentences share to be about the same periods, however they name it.
_SAME_THING = 3
# What is used for one thing and not for another is no contradiction.
_OF_PURPOSES = frozenset({"use"})
_CONDITIONAL = re.compile(r"^\W*(?:if|when|where|once|after|in case|as soon as)\b", re.IGNORECASE)
_SENTENCES_KEPT = 10_000
_KEEPING = frozenset({"keep", "delete"})
# Stems of how soon somebody answers.
_ANSWERING = frozenset({"answer", "respond", "respons", "repli"})
_ERASURE = "delete"


class _Wording(NamedTuple):
    """What a sentence says by its words alone. `_Said` has the same, last. `cannot` are the stems of what it says
    cannot be done."""

    claim: Claim
    is_exception: bool
    is_conditional: bool
    is_limiting: bool
    at_large: bool
    cannot: frozenset[str]
    text: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with what it is about and what it claims. `section` is the key of the clause that its clause is in."""

    index: int
    clause: str
    section: str
    things: frozenset[str]
    claim: Claim
    is_exception: bool
    is_conditional: bool
    is_limiting: bool
    at_large: bool
    cannot: frozenset[str]
    text: str


def limiting(
    quotes: Sequence[Quote], ranking: Ranking, *, topic: Collection[str], own: Collection[str] = ()
) -> list[Sentence]:
    """Sentences that are not quoted and limit or contradict the first that is, the nearest to the question first.

    `topic` are the stems of what the question asks for, in the policy's language, `own` those that are its own words.
    """
    units = ranking.units
    quoted = [part.span for quote in quotes for part in quote.parts]
    if not quoted or not ranking.order:
        return []
    lead = [_read(one, units) for one in units.sentences if quotes[0].parts[-1].span.contains(one.span)]
    wanted, rare = frozenset(topic), _rare(units, topic)
    best = float(ranking.scores[ranking.order[0]])
    near = takewhile(lambda sentence: ranking.score(sentence) >= best - _WORDING_MARGIN, ranking.best())
    all_read = ((sentence, _read(sentence, units)) for sentence in near)
    erasing = not wanted.isdisjoint(_erasing(units.version.language))
    asked = (frozenset(own) or wanted) - _aside(units.version.language)
    limiting_it = (
        sentence
        for sentence, said in all_read
        if any(_says_otherwise(one, said, wanted, asked) for one in lead)
        or (
            ranking.score(sentence) >= best - _MARGIN
            and any(_limits(one, said, wanted, rare, erasing) or _other_period(one, said, asked) for one in lead)
        )
    )
    found: dict[int, Sentence] = {}
    for sentence in chain(_bound(lead, units), limiting_it):
        if len(found) == _MOST:
            break
        if not any(span.overlaps(sentence.span) for span in quoted):
            found.setdefault(sentence.index, sentence)
    return list(found.values())


def _bound(lead: Sequence[_Said], units: Units) -> Iterator[Sentence]:
    """The sentences that their wording binds to those that lead, however far from the question they are: exceptions to
    them, the rules that they are exceptions to, and what says strictly otherwise."""
    text = units.version.text
    of_exceptions = any(one.is_exception for one in lead)
    strict = [one.text for one in lead if may_contrast(one.text)]
    for sentence in units.sentences:
        written = text[sentence.span.start : sentence.span.end]
        if any(strict_contrast(one, written) for one in strict):
            yield sentence
        elif of_exceptions or _wording(written).is_exception:
            said = _read(sentence, units)
            if any(_binds(one, said, units) for one in lead):
                yield sentence


def _binds(one: _Said, other: _Said, units: Units) -> bool:
    """Whether either is an exception to the other by its wording: "however" right after it, or a reference to it."""
    alike = bool(one.things & other.things)
    if other.is_exception and ((alike and other.index == one.index + 1) or _refers(other, one, units)):
        return True
    return one.is_exception and ((alike and one.index == other.index + 1) or _refers(one, other, units))


def _refers(exception: _Said, rule: _Said, units: Units) -> bool:
    span, clause = units.sentences[exception.index].span, units.clauses[rule.clause]
    label = clause.label.strip("().")
    named = [match["label"].rstrip(".") for match in _REFERENCE.finditer(units.version.text, span.start, span.end)]
    # A number with a point names a clause of the whole text, a mere one of the same section.
    return label in named and ("." in label or exception.section == rule.section)


def _limits(one: _Said, other: _Said, wanted: frozenset[str], rare: frozenset[str], erasing: bool) -> bool:
    """Whether a sentence near to the question limits or contradicts one that is quoted. `erasing`: erasure is asked
    about, which what is kept limits."""
    shared = one.things & other.things
    mine, theirs = (said.claim.affirmed | said.claim.denied for said in (one, other))
    kept_and_deleted = bool(mine & _KEEPING and theirs & _KEEPING)
    if erasing and other.is_limiting and one.section == other.section and kept_and_deleted:
        return True
    if bool(shared & rare) and other.is_limiting and (mine & theirs or kept_and_deleted or other.is_exception):
        return True
    against = opposed(one.claim, other.claim)
    # What cannot be erased is an exception to the right to have data at large erased.
    rule = other.at_large and _ERASURE in against and _ERASURE in one.claim.denied
    return (
        bool(against and shared & wanted)
        or rule
        or bool(shared & wanted and wanted & _OF_BASES and other_basis(one.text, other.text))
    )


def _says_otherwise(one: _Said, other: _Said, wanted: frozenset[str], asked: frozenset[str]) -> bool:
    """Whether a sentence contradicts one that is quoted by its wording, though it is farther from the question. `asked`
    are the stems of the things that the question itself names."""
    # What is asked about cannot be done in some case.
    if (other.cannot - _OF_PURPOSES) & wanted or _of_all(one, other, wanted) or contrast(one.text, other.text):
        return True
    against = opposed(one.claim, other.claim) - _OF_PURPOSES
    if against and asked & one.things & other.things:
        return True
    of_minors = bool(wanted & _OF_MINORS and _MINORS.search(one.text) and _MINORS.search(other.text))
    return of_minors and "collect" in against


def _of_all(one: _Said, other: _Said, wanted: frozenset[str]) -> bool:
    """Whether either denies at large what the other affirms, and what is asked about: "we never sell data", "we sell
    lists of addresses"."""
    for practice in opposed(one.claim, other.claim) & _ASKED_BY.keys():
        denying, affirming = (one, other) if practice in one.claim.denied else (other, one)
        if of_all(practice, denying.text, affirming.text):
            return not wanted.isdisjoint(_ASKED_BY[practice])
    return False


def conflicting(
    quotes: Sequence[Quote], ranking: Ranking, *, topic: Collection[str], own: Collection[str] = ()
) -> bool:
    """Whether another clause that is quoted contradicts the quoted sentence that answers best.

    `topic` are the stems of what the question asks for, `own` those that are its own words.
    """
    wanted = frozenset(topic)
    asked = (frozenset(own) or wanted) - _aside(ranking.units.version.language)
    spans = [part.span for quote in quotes for part in quote.parts]
    quoted = [one for one in ranking.best() if any(span.contains(one.span) for span in spans)]
    if not quoted:
        return False
    answering, *others = (_read(one, ranking.units) for one in quoted)
    return any(_clash(answering, other, wanted, asked) for other in others)


def _read(sentence: Sentence, units: Units) -> _Said:
    text, clause = units.version.text[sentence.span.start : sentence.span.end], units.clause_of(sentence)
    things = sentence.stems - _aside(units.version.language)
    return _Said(sentence.index, clause.key, clause.parent or clause.key, things, *_wording(text))


@lru_cache(_SENTENCES_KEPT)
def _wording(text: str) -> _Wording:
    """Policies' sentences come again with every question, so what was read is kept."""
    is_exception = bool(_EXCEPTION.match(text))
    return _Wording(
        claim=claim_of(text),
        is_exception=is_exception,
        is_conditional=bool(_CONDITIONAL.match(text)),
        is_limiting=is_exception or bool(_LIMITING.search(text)),
        at_large=bool(_AT_LARGE.search(text)),
        # "Withdrawn" is of "withdraw".
        cannot=frozenset(stem.removesuffix("n") for stem in stems(" ".join(_CANNOT.findall(text)), "en")),
        text=text,
    )


@cache
def _erasing(language: str) -> frozenset[str]:
    return frozenset(stems("delete deletion erase erasure remove removal wipe", language))


@cache
def _aside(language: str) -> frozenset[str]:
    """The stems that tell of no thing: function words, practices, and what every policy speaks of."""
    return frozenset(stems(" ".join([_GENERIC, *practice_words(), *lexicon().function_words]), language))


def _rare(units: Units, topic: Collection[str]) -> frozenset[str]:
    return frozenset(stem for stem in topic if units.rarity.get(stem, 0.0) >= _RARE * units.unseen)


def _clash(one: _Said, other: _Said, topic: frozenset[str], asked: frozenset[str]) -> bool:
    if not (one.things & topic and other.things & topic) and not _of_all(one, other, topic):
        return False
    if one.clause == other.clause or one.is_exception or other.is_exception:
        return False
    if one.claim.limited or other.claim.limited or one.is_conditional or other.is_conditional:
        return False
    against = opposed(one.claim, other.claim) - _OF_PURPOSES
    said = bool(against and one.things & other.things & topic)
    return said or _of_all(one, other, topic) or _other_period(one, other, asked)


def _other_period(one: _Said, other: _Said, asked: frozenset[str]) -> bool:
    """Whether both say how long the same is kept, or how soon it is done, and not the same. `asked` are stems: of what
    is asked about they must share something."""
    shared = one.things & other.things
    if one.claim.denied or other.claim.denied or not apart(one.text, other.text):
        return False
    mine, theirs = one.claim.affirmed, other.claim.affirmed
    if mine & _KEEPING and theirs & _KEEPING:
        alike = bool(asked & shared) and (asked <= shared or len(shared) > 1)
        return len(shared) >= _SAME_THING or (alike and same_named(one.text, other.text, shared))
    done = mine & theirs - _OF_PURPOSES or shared & _ANSWERING
    return bool(done and asked) and asked <= shared

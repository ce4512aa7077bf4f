"""What a figure belongs to: "A for ten years, B for three" does not say "B for ten years". Pure.

Each figure of a text has a part of it, from the last comma or joint before the figure to that of the next one. A
statement's figure must not stand with what is said of another figure of the quotes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from bot.verification.addresses import without_addresses
from bot.verification.evidence import content_stems, covered
from bot.verification.grammar import NEGATORS
from bot.verification.predicates import sentences
from bot.verification.quantities import Quantity, quantities
from bot.verification.references import references
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import word_set, words

# An exception in front of a figure of its own: "a year, unless it is a complaint, in which case six years".
_EXCEPTING = re.compile(
    r"(?:,\s)?\b(?:unless|save|except(?: for)?|apart from|other than|excluding|with the exception of)\s", re.IGNORECASE
)
_CASE = re.compile(r"(?:but )?(?:if|when|where|in case of|in the case of) ([^,;]+),", re.IGNORECASE)
# "Or six years if it is a complaint".
_ELSE = re.compile(
    r"(?:,\s)?\b(?:or|but)\b(?: (?:for|after|within|only|up to|at most|at least|by))*\s*$", re.IGNORECASE
)
_ITS_CASE = re.compile(r"\s*(?:if|when|where|in case of|in the case of) ([^,;]+)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;]")
# What is done at once has the period of none.
_AT_ONCE = re.compile(r"\b(?:at once|immediately|straight ?away|right away|instantly|without delay)\b", re.IGNORECASE)
_BOUND = re.compile(r"[;:]|,\s(?!or\b)|(?:,\s)?\b(?:and|but|or|while|whereas)\b", re.IGNORECASE)
# What a period is counted from: "28 days after ...", "within a month of ...", "three years from ...".
_COUNTED = re.compile(
    r"^ (after|of|from|before|prior to|following|(?:runs?|starting|beginning|counted) from) ([^,;.]{3,80})"
)
_RUNS = re.compile(r"\b(?:runs?|counted|starts?|begins?) (from|with|on) ([^,;.]{3,80})")
_AHEAD = frozenset({"before", "prior to"})
# A part with one of these leans on the part before it.
_LEANING = word_set("it them so")
# Of these verbs one may stand for many.
_COMMON = frozenset({"keep", "give"})
_IDLE = word_set("date day time end moment point year month receipt")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with the stems of its part without what is excepted from it, and of the event that it is counted from,
    or ahead of. `verbs` are the stems of common verbs in the part; `exception` those of an exception that the figure
    is for, `without` of one that it is not for; `negated`: whether the part denies anything; `sentence` is the whole
    that it is part of."""

    one: Quantity
    part: frozenset[str]
    verbs: frozenset[str]
    leans: bool
    event: frozenset[str]
    ahead: bool
    exception: frozenset[str]
    without: frozenset[str]
    negated: bool
    sentence: str


def check_figures(statement: str, quotes: Sequence[str]) -> Iterator[Rejection]:
    told = [figure for quote in quotes for figure in _told(quote)]
    everything = frozenset(word.stem for quote in quotes for word in words(quote))
    for sentence in sentences(statement):
        for own in _figures(sentence):
            same = [one for one in told if _same(own.one, one.one)]
            if not same:
                continue
            if all(_of_another(own, one, told) or _excepted(own, one, told) for one in same):
                yield Rejection("number", f"The quotes say {own.one.written!r} of something else: keep its things.")
            elif all(_from_another(own, one, everything) for one in same):
                yield Rejection("number", f"The quotes count {own.one.written!r} from another event: keep theirs.")


def _told(quote: str) -> Iterator[_Figure]:
    """The figures of a quote; "if it is a complaint, they are kept for six years" tells an exception from what the
    sentence before says."""
    before = ""
    for sentence in sentences(quote):
        case = _CASE.match(sentence)
        for figure in _figures(sentence):
            instead = case is not None and figure.leans and figure.one.start > case.end()
            if case and instead and any(_alike(figure.one, other.one) for other in _figures(before)):
                yield replace(figure, exception=_stems(case[1]), sentence=before)
            else:
                yield figure
        before = sentence


def _same(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and one.value == other.value and one.day == other.day


def _in_its_place(one: _Figure, other: _Figure) -> bool:
    """Whether two figures may take each other's place: in one sentence, what is at once that of any period."""
    if one.sentence == other.sentence and (0 in (one.one.value, other.one.value) or one.exception or other.exception):
        return _alike(one.one, other.one)
    return one.one.unit == other.one.unit and 0 not in (one.one.value, other.one.value)


def _alike(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} <= {"s", "m"}


def _excepted(own: _Figure, one: _Figure, told: Sequence[_Figure]) -> bool:
    """ "About a complaint: a year", of "a year, unless it is about a complaint, in which case six"; the rule's figure
    for the exception, or the other way round."""
    if one.exception:
        return _covers(own.part if own.negated else own.without, one.exception)
    exceptions = [other.exception for other in told if other.sentence == one.sentence and _alike(one.one, other.one)]
    apart = [stems - covered(stems, one.part) for stems in exceptions]
    return not (own.negated or own.exception) and any(_covers(own.part, stems) for stems in apart)


def _covers(own: frozenset[str], wanted: frozenset[str]) -> bool:
    return bool(wanted) and covered(wanted, own) == wanted


def _of_another(own: _Figure, one: _Figure, told: Sequence[_Figure]) -> bool:
    """Whether a figure stands with what another figure alone is said of, and with nothing that its own is."""
    for other in told:
        if _same(one.one, other.one) or not _in_its_place(one, other):
            continue
        mine, theirs = one.part - other.part, other.part - one.part
        # "Kept for a year, letters for a month": letters are kept as well.
        mine = mine - one.verbs or mine
        if (
            mine
            and not one.leans
            and covered(own.part, theirs - mine) - covered(own.part, mine)
            and not covered(own.part, mine)
        ):
            return True
    return False


def _from_another(own: _Figure, one: _Figure, everything: frozenset[str]) -> bool:
    """ "After the bikes are hired", which the quotes tell elsewhere, for "after the bikes are returned"."""
    if not (own.event and one.event):
        return False
    mine, theirs = own.event - covered(own.event, one.event), one.event - covered(one.event, own.event)
    apart = mine == own.event and theirs == one.event
    return apart or own.ahead != one.ahead or (bool(mine and theirs) and covered(mine, everything) == mine)


def _figures(sentence: str) -> list[_Figure]:
    plain = without_addresses(sentence)
    found = [one for one in quantities(plain) if not one.unit.startswith("per ")]
    found += [Quantity(Fraction(0), "s", "", at.group(), *at.span()) for at in _AT_ONCE.finditer(plain)]
    found += references(plain)
    found.sort(key=lambda one: one.start)
    starts = [0, *(_start(plain, before.end, one.start) for before, one in pairwise(found)), len(plain)]
    return [_figure(one, plain, start, end) for one, (start, end) in zip(found, pairwise(starts), strict=False)]


def _figure(one: Quantity, plain: str, start: int, end: int) -> _Figure:
    after = plain[one.end : end]
    counted = _COUNTED.match(plain[one.end :]) or _RUNS.search(plain[one.end :]) if one.unit in {"s", "m"} else None
    kept, *excepted = _EXCEPTING.split(after, maxsplit=1)
    leading = _EXCEPTING.match(plain, start, one.start)
    exception = _CLAUSE.split(plain[leading.end() : one.start], maxsplit=1)[0] if leading else ""
    if start and _ELSE.match(plain, start, one.start) and (case := _ITS_CASE.match(after)):
        exception = case[1]
    if leading and not start:
        # "Unless you object, it is kept for a year."
        start, exception, excepted = leading.end() + len(exception), "", [*excepted, exception]
    part = f"{plain[start : one.start]} {kept}"
    read, vocab = words(part), vocabulary()
    return _Figure(
        one,
        _stems(part),
        frozenset(word.stem for word in read if vocab.is_verb(word.text) and vocab.among(word.stem, _COMMON)),
        any(word.text in _LEANING for word in read),
        _stems(counted[2]) - _IDLE if counted else frozenset(),
        counted is not None and counted[1] in _AHEAD,
        _stems(exception),
        _stems(" ".join(excepted)),
        any(word.text in NEGATORS for word in read),
        plain,
    )


def _start(plain: str, low: int, high: int) -> int:
    """Where the part of a figure begins: behind the last comma or joint before it, but after the figure before; with an
    exception from that one, which is what it is for."""
    if (excepting := _EXCEPTING.search(plain, low, high)) is not None:
        return excepting.start()
    return max((match.start() for match in _BOUND.finditer(plain, low, high)), default=low)


def _stems(text: str) -> frozenset[str]:
    return content_stems(words(text)) - vocabulary().light

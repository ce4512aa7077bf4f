"""On what a claim depends: "deleted unless you object" is not "deleted if you object". Pure.

A condition has a sign, as its claim has: "not sold unless you agree" and "sold only if you agree" say the same, so it
is the product of both signs that must be the quotes'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.verification.evidence import Unit, covered
from bot.verification.grammar import IDLE, JOINTS, NEGATORS, OPENERS
from bot.verification.predicate import Predicate
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, stem_of, word_set

_HOLDING = frozenset({"if", "when", "whenever", "once", "after", "provided", "should"})
_LACKING = frozenset({"unless", "until", "before", "without"})
_EXCHANGING = frozenset({"unless", "before"})
_ON = frozenset({"at", "on", "upon", "with", "after"})
# "Without undue delay" is no condition.
_AT_ONCE = frozenset({"undue", "delay", "any", "unreasonable"})
# "In which case", "if you do": the condition named before holds.
_RESUMED = (("in", "which", "case"), ("in", "that", "case"), ("if", "you", "do"), ("if", "so"))
_NOT_TO = {("not", "to"), ("not", None)}
_FAR = 14
# By these somebody has it one way or the other: "unless you object" and "only if you choose it" are not the same.
_CHOOSING = word_set("agre consent allow permit accept choos opt tick ask request tell object refus declin")
_TELLING = frozenset({"tell", "told", "informed", "notified", "said", "stated"})
# So much of the shorter condition must be the other's.
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class _Condition:
    """`holds`: the claim holds with it, not without it. `things` are the stems that it is told with."""

    holds: bool
    things: frozenset[str]
    claim: Predicate
    opener: str


def check_conditions(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    vocab = vocabulary()
    there = [(one, unit) for unit in told for one in _conditions(unit)]
    if any(_exchanged(sentence, unit) or _swapped(sentence, unit) for sentence in said for unit in told):
        yield Rejection("polarity", "The statement has the rule for its exception: keep which is which.")
    mine = [one for sentence in said for one in _conditions(sentence)]
    theirs = [one for one, _ in there]
    for own in mine:
        alike = [
            one
            for one, unit in there
            if vocab.same(own.claim.verb, one.claim.verb)
            and (_same_event(own.things, one.things) or (own.things & _CHOOSING and one.things & _CHOOSING))
            # "We give counts, never names, unless": whose sign that is depends on the thing.
            and not covered(own.claim.things, unit.denied - one.things)
            # "Shared with them, and with nobody else unless": of the others.
            and not any(word.text == "else" for word in unit.words)
        ]
        if (
            alike
            and all(_sign(own) != _sign(one) for one in alike)
            and not any(_says_same(other, theirs) for other in mine if other.claim.at == own.claim.at)
        ):
            yield Rejection(
                "polarity", "The statement turns a condition of the quotes round: keep their 'if' or 'unless'."
            )


def _exchanged(sentence: Unit, there: Unit) -> bool:
    """ "Private unless it is shared", of "shared unless it is private"."""
    mine, theirs = _exception(sentence), _exception(there)
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return False
    (_, rule, case), (_, other_rule, other_case) = mine, theirs
    moved = covered(rule - case, other_case - other_rule) and covered(case - rule, other_rule - other_case)
    return bool(moved) and not covered(case, other_case - other_rule)


def _exception(one: Unit) -> tuple[str, frozenset[str], frozenset[str]] | None:
    """The word of a sentence's only exception, what is the rule, and what the exception; both without what is light."""
    found = [condition for condition in _conditions(one) if condition.opener in _EXCHANGING]
    if len(found) != 1:
        return None
    return found[0].opener, one.content - found[0].things - vocabulary().light, found[0].things


def same_condition(claim: Predicate, sentence: Unit, other: Predicate, there: Unit) -> bool:
    """Whether two predicates, one of them denied, hang on one condition so that they say the same: "none before you
    sign" and "only once you sign"."""
    own = [one for one in _conditions(sentence) if one.claim.at == claim.at]
    theirs = [one for one in _conditions(there) if one.claim.at == other.at]
    return any(_says_same(mine, theirs) for mine in own)


def _says_same(own: _Condition, others: Sequence[_Condition]) -> bool:
    """ "Not erased if you save it" and "erased unless you save it"."""
    alike = [one for one in others if _same_event(own.things, one.things)]
    most = max((len(covered(own.things, one.things)) for one in alike), default=0)
    best = [one for one in alike if len(covered(own.things, one.things)) == most]
    return bool(best) and all(
        own.holds != one.holds and _sign(own) == _sign(one) and vocabulary().same(own.claim.verb, one.claim.verb)
        for one in best
    )


def _swapped(sentence: Unit, there: Unit) -> bool:
    """ "Shut unless you ask that they be open", of "open unless you ask that they be shut"."""
    opposites = vocabulary().opposites
    mine, theirs = _parted(sentence), _parted(there)
    if mine is None or theirs is None:
        return False
    mine_only, theirs_only = (mine[0] - mine[1], mine[1] - mine[0]), (theirs[0] - theirs[1], theirs[1] - theirs[0])
    exchanged = all("unless" in parts[1] for parts in (mine, theirs))
    if exchanged and all(any(one in sentence.content for one in mine_only[at] & theirs_only[1 - at]) for at in (0, 1)):
        # "On the phone unless you choose the cloud", of "in the cloud unless you choose the phone".
        return True
    return any(
        other in theirs[0] - theirs[1] and one in theirs[1] - theirs[0]
        for one in mine[0] - mine[1]
        for other in opposites.get(one, frozenset()) & (mine[1] - mine[0])
    )


def _parted(one: Unit) -> tuple[frozenset[str], frozenset[str]] | None:
    """The stems of a rule and of what lifts it; none where nothing does, or something is denied."""
    at = next((at for at, word in enumerate(one.words) if word.text in _EXCHANGING), None)
    if at is None or NEGATORS.intersection(word.text for word in one.words):
        return None
    stems = [word.stem for word in one.words]
    if at == 0:
        comma = next((to for to, word in enumerate(one.words) if "," in word.before), len(stems))
        return frozenset(stems[comma:]), frozenset(stems[:comma])
    return frozenset(stems[:at]), frozenset(stems[at:])


def _sign(one: _Condition) -> bool:
    return one.holds != bool(one.claim.denied)


def _same_event(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(covered(one, other)) >= _ALIKE * min(len(one), len(other))


def _conditions(unit: Unit) -> list[_Condition]:
    read = unit.words
    found: list[_Condition] = []
    things = frozenset[str]()
    for at, word in enumerate(read):
        # "Except where you object" lacks what it names.
        excepted = word.text in {"where", "when", "if"} and at > 0 and read[at - 1].text in {"except", "save"}
        even = word.text in {"where", "though"} and at > 0 and read[at - 1].text == "even"
        if resumed := _resumed(read, at):
            holds, end = True, at + resumed
        elif word.text == "without" and _follows(read, at, _AT_ONCE):
            continue
        elif excepted or even or word.text in _HOLDING | _LACKING or (word.text == "only" and _follows(read, at, _ON)):
            end = _end(read, at)
            named = frozenset(_positive(one) or one.stem for one in read[at + 1 : end]) - vocabulary().empty
            things = named - vocabulary().light or named
            holds = (word.text not in _LACKING and not excepted) != _denied(read[at + 1 : end])
        else:
            continue
        claim = _owner(unit, at, end, follows=bool(resumed))
        if claim is not None and things:
            found.append(_Condition(holds, things, claim, word.text))
    return found


def _resumed(read: Sequence[Word], at: int) -> int:
    """The length of a phrase that takes up the condition named before; 0 where there is none."""
    if read[at].text not in {"in", "if"}:
        return 0
    texts = tuple(word.text for word in read[at : at + 3])
    return next((len(phrase) for phrase in _RESUMED if texts[: len(phrase)] == phrase), 0)


def _follows(read: Sequence[Word], at: int, texts: frozenset[str]) -> bool:
    return at + 1 < len(read) and read[at + 1].text in texts


def _denied(read: Sequence[Word]) -> bool:
    """Whether the condition itself is denied; "otherwise" turns nothing, as it is said of the claim."""
    texts = [word.text for word in read]
    # "Told us that you do not want it": it is told.
    told = [at for at in range(2, len(texts)) if texts[at] == "that" and not _TELLING.isdisjoint(texts[at - 2 : at])]
    joint = next((at for at, text in enumerate(texts) if text in JOINTS or at in told), len(texts))
    # "Asked us not to": it is asked.
    texts = [text for text, following in zip_longest(texts[:joint], texts[1:joint]) if (text, following) not in _NOT_TO]
    idle = any(tuple(texts[at : at + len(phrase)]) == phrase for at in range(len(texts)) for phrase in IDLE)
    return (bool(NEGATORS.intersection(texts)) and not idle) != any(map(_positive, read[:joint]))


def _positive(word: Word) -> str:
    """ "Use", of "unused"."""
    used = word.text.removeprefix("un")
    return stem_of(used) if used != word.text and used.endswith("ed") and vocabulary().is_verb(used) else ""


def _end(read: Sequence[Word], at: int) -> int:
    following = range(at + 1, min(at + _FAR, len(read)))
    return next(
        (to for to in following if to > at + 1 and (read[to].before or read[to].text in OPENERS | _LACKING)),
        following.stop,
    )


def _owner(unit: Unit, at: int, end: int, *, follows: bool) -> Predicate | None:
    """The claim that a condition at a place is for: the one before it, or what follows it."""
    conditional = _HOLDING | _LACKING
    main = [one for one in unit.predicates if one.finite and one.denied is not None and one.opener not in conditional]
    before = [one for one in main if one.at < at]
    after = [one for one in main if one.at >= end]
    resumed = follows or (bool(unit.words[at].before) and at > 0 and unit.words[at - 1].text in {"and", "but", "or"})
    order = (*after[:1], *before[-1:]) if resumed else (*before[-1:], *after[:1])
    return next(iter(order), None)

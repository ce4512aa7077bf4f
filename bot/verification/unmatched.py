"""A claim whose verb the quotes do not have: its polarity and modality must occur beside the same things. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.verification.alignment import Pair, main_beside
from bot.verification.denied import ALONE, NEGATIVE_STEMS, denies, prefixed, unprefixed
from bot.verification.evidence import Unit, nearest
from bot.verification.grammar import NEGATORS, RELATIVES, SUPPOSING
from bot.verification.modality import MODAL_STEMS, OPTIONAL, POSSIBLE, SPOKEN
from bot.verification.predicate import Predicate
from bot.verification.rejection import Rejection
from bot.verification.words import Word, stem_of

_RECEIVING = frozenset({"receiv", "get", "obtain"})


def check_unmatched(
    claim: Predicate, sentence: Unit, pairs: Sequence[Pair], told: Sequence[Unit]
) -> Iterator[Rejection]:
    """A verb that the quotes do not have: its polarity and modality must at least occur beside the same things."""
    near = main_beside(claim, pairs)
    beside = nearest(sentence, told)
    stems = frozenset(word.stem for there in told for word in there.words)
    own = frozenset(word.stem for word in sentence.words)
    negative = denies(sentence, [*beside, *(there for there in told if len(there.words) == 1)], claim.verb)
    others = ALONE if claim.opener in SUPPOSING | {"who"} else ALONE - {"only", "solely"}
    if claim.opener in SUPPOSING | RELATIVES and any(word.text in others for there in told for word in there.words):
        # "Whoever is not on the list", of "only those on the list".
        negative = True
    if any(unprefixed(word) in {claim.verb, stem_of(claim.word)} for there in told for word in there.words):
        # "What nobody collects", of "uncollected"; "not refundable", of "non-refundable".
        negative = True
    if claim.denied and not any(one.denied for there in beside for one in there.predicates) and not negative:
        yield Rejection(
            "polarity", f"The quotes deny nothing, but the statement denies {claim.word!r}: say what they say."
        )
    elif (
        claim.denied is False
        and near
        and all(one.denied and not one.excepted for one in near)
        and not own & (NEGATIVE_STEMS | NEGATORS)
        and not any(prefixed(word.text) for word in sentence.words)
        and not _of_age(sentence, told)
    ):
        yield Rejection(
            "polarity", f"The quotes deny what the statement affirms with {claim.word!r}: keep their negation."
        )
    elif _demands(claim, told):
        yield Rejection("modality", f"The statement says {claim.word!r} as 'must'; the quotes leave it open.")
    elif claim.verb in {"be", "have"} or claim.denied:
        return
    elif claim.modality in {"may", "can"} and any(_able(word, claim.verb) for there in told for word in there.words):
        # "Can be refunded", of "refundable".
        return
    elif claim.modality == "must" and any(one.modality == "must" for there in told for one in there.predicates):
        return
    elif claim.modality in MODAL_STEMS and not stems & MODAL_STEMS[claim.modality]:
        if claim.agents != {"you"} or claim.modality in {"must", "should"}:
            yield Rejection(
                "modality", f"The statement says {claim.word!r} {SPOKEN[claim.modality]}; the quotes do not."
            )
    elif claim.modality == "may" and claim.agents != {"you"} and not claim.opener and _all_sure(near, beside):
        detail = f"The statement says {claim.word!r} as 'may', the quotes as a fact: keep their wording."
        yield Rejection("modality", detail)
    elif (
        claim.modality == ""
        and not claim.denied
        and near
        and all(one.modality in {"may", "try"} or _left_to(claim, one) for one in near)
        and not claim.hedged
        and not own & (MODAL_STEMS["may"] | MODAL_STEMS["try"])
    ):
        yield Rejection("modality", f"The quotes say it {SPOKEN[near[0].modality]}, the statement as a fact.")


def _demands(claim: Predicate, told: Sequence[Unit]) -> bool:
    """Whether a claim makes a duty of what the quotes say is optional, can be done without, or only may be required."""
    everything = [one for there in told for one in there.predicates if one.finite]
    if claim.modality != "must" or claim.denied or any(one.modality == "must" for one in everything):
        return False
    stems = frozenset(word.stem for there in told for word in there.words)
    maybe = frozenset(one.verb for one in everything if one.modality in {"may", "can"})
    spared = any(
        one.text == "without" and other.text in {"it", "them"}
        for there in told
        for one, other in pairwise(there.words)
        # "Not without it": it is needed.
        if not any(word.text in NEGATORS for word in there.words)
    )
    only_maybe = claim.verb not in {"be", "have"} and bool(stems & maybe & MODAL_STEMS["must"])
    return bool(stems & OPTIONAL) or spared or (only_maybe and not stems & MODAL_STEMS["must"] - maybe)


def _left_to(claim: Predicate, other: Predicate) -> bool:
    """ "You receive a printout", of "you can print it": what you can do is no gift."""
    return other.modality == "can" and other.agents == claim.agents == {"you"} and claim.verb in _RECEIVING


def _of_age(sentence: Unit, told: Sequence[Unit]) -> bool:
    """ "Members are at least 16", of "nobody under 16 may be a member"."""
    quoted = {word.text for there in told for word in there.words}
    least = {"least", "older", "over", "minimum"} & {word.text for word in sentence.words}
    return (
        bool(least)
        and bool(quoted & {"under", "below", "younger"})
        and any(word.stem[0].isdigit() for word in sentence.words)
    )


def _able(word: Word, verb: str) -> bool:
    return word.text.endswith(("able", "ible")) and word.stem == verb


def _all_sure(near: Sequence[Predicate], beside: Sequence[Unit]) -> bool:
    """Whether the quotes speak of facts and duties alone."""
    open_words = any(word.stem in POSSIBLE for there in beside for word in there.words)
    sure = all(one.modality in {"", "shall", "must"} and not one.hedged and one.denied is False for one in near)
    return bool(near) and sure and not open_words

"""How surely a sentence as a whole speaks, where its verbs could not be matched to the quotes'. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, covered, nearest
from bot.verification.grammar import HEDGES
from bot.verification.rejection import Rejection
from bot.verification.words import word_set

_OPEN = word_set(
    "may might can could possible possibly option optional optionally able allow allows allowed permit "
    "permits permitted entitled right rights free choose reserve reserves should recommend recommends "
    "recommended advise advised encourage encouraged ask asked asks please suggest try tries aim aims seek "
    "endeavour strive best effort efforts intend intends plan plans hope hopes if when where until unless "
    "only some certain voluntary likely chance let lets"
)
_DUTY = word_set(
    "must required requires require requirement obliged obligated obligation mandatory compulsory need needs "
    "needed necessary have has had shall only unless without until before law legally legal bound duty may no "
    "not never insist demand demands cannot essential condition"
)
_SAYS_DUTY = word_set("must required obliged obligated mandatory compulsory obligatory")
# So much of a statement must be a quote's sentence, for their certainty to be compared.
_NEAR = 0.75


def check_certainty(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    everything = frozenset(word.text for there in told for word in there.words)
    for sentence in said:
        own = frozenset(word.text for word in sentence.words)
        if own & _SAYS_DUTY and not everything & _DUTY:
            yield Rejection("modality", "The quotes oblige nobody to this: say no more than they do.")
        if own & (_OPEN | HEDGES) or not sentence.content:
            continue
        near = nearest(sentence, told)
        if near and all(_is_open(there) and _close(sentence, there) for there in near):
            yield Rejection("modality", "The quotes say it as a possibility or an aim, the statement as a fact.")


def _is_open(there: Unit) -> bool:
    finite = [one for one in there.predicates if one.finite]
    return bool(finite) and all(one.modality in {"may", "try", "should"} or one.hedged for one in finite)


def _close(sentence: Unit, there: Unit) -> bool:
    return len(covered(sentence.content, there.content)) >= _NEAR * len(sentence.content)

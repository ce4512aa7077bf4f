"""How surely something is said: what a statement may make of it, and the stems that say it without a modal."""

from __future__ import annotations

from bot.verification.grammar import Modality
from bot.verification.predicate import Predicate
from bot.verification.vocabulary import vocabulary
from bot.verification.words import word_set

# What a quote's modality may become. "Can" and "may" both say that something is possible.
_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    "": frozenset({"", "shall", "any"}),
    "may": frozenset({"may", "can", "maybe", "any"}),
    "can": frozenset({"may", "can", "maybe", "any"}),
    "must": frozenset({"must", "shall", "any"}),
    "shall": frozenset({"", "must", "shall", "any"}),
    "should": frozenset({"should", "any"}),
    "try": frozenset({"try", "any"}),
    "wish": frozenset({"wish", "should", "any"}),
    "maybe": frozenset({"maybe", "may", "can", "any"}),
    "any": frozenset({"", "may", "can", "must", "shall", "should", "try", "wish", "maybe", "any"}),
}
_DENIED_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    **_MAY_BECOME,
    "": frozenset({"", "shall", "any"}),
    "can": frozenset({"can", "may", "", "any"}),
    "may": frozenset({"may", "can", "shall", "maybe", "any"}),
    "maybe": frozenset({"maybe", "may", "any"}),
    "shall": frozenset({"", "must", "may", "shall", "any"}),
}
SPOKEN: dict[Modality, str] = {
    "": "as a fact",
    "may": "as 'may'",
    "can": "as 'can'",
    "must": "as 'must'",
    "shall": "as 'shall'",
    "should": "as 'should'",
    "try": "as an attempt",
    "wish": "as a wish",
    "maybe": "as 'may be able' or 'may be unable'",
    "any": "openly",
}
POSSIBLE = word_set(
    "may can might could possibl abl allow permit entitl option choos sometim let like right free grant if except "
    "unless"
)
_POSSIBLY = word_set(
    "may can might could possibl right abl allow permit entitl option free choos sometim let write contact email "
    "request visibl access grant avail bar ban prohibit forbid"
)
_DUTIES = word_set("shall requir necessari mandatori need oblig obligatori compulsori must onli demand")
# Of those that say more than that it is done.
MODAL_STEMS: dict[Modality, frozenset[str]] = {
    "must": _DUTIES,
    "shall": _DUTIES,
    "maybe": _POSSIBLY,
    "should": word_set("should pleas recommend advis encourag suggest ought"),
    "may": _POSSIBLY,
    "can": _POSSIBLY,
    "try": word_set("tri aim seek intend strive endeavour plan hope effort best attempt normal step"),
}
# Who does these can do them.
_OPEN_TO = frozenset({"see", "read", "access", "view", "find", "use", "reach", "get", "receiv", "obtain"})
OPTIONAL = frozenset({"option", "voluntari", "voluntarili", "freeli"})
_LASTING = frozenset({"take", "last", "reach"})


def says_no_more(claim: Predicate, other: Predicate, *, only: bool) -> bool:
    """Whether a claim is as sure as a quote's verb allows. `only`: both are said with an "only"."""
    table = _DENIED_MAY_BECOME if claim.denied and other.denied else _MAY_BECOME
    if claim.modality in table[other.modality] or claim.modality == "wish":
        return True
    possible = claim.modality in {"may", "can"}
    if possible and (other.hedged or (other.excepted and not claim.denied)):
        return True
    if claim.hedged and not other.hedged and other.modality in {"may", "can"}:
        return True
    if possible and other.modality == "":
        return _can_be(claim, other)
    # "Shall be opened only by you" and "may be opened only by you".
    only_may = only and other.modality == "shall" and claim.modality == "may"
    return only_may or (claim.modality == "" and _is_so(claim, other))


def _can_be(claim: Predicate, other: Predicate) -> bool:
    """Whether what is said as a possibility is no less than the quote's fact: "you can see", "it can take a week"."""
    timed = claim.verb in _LASTING and not claim.agents and any(stem[0].isdigit() for stem in claim.things)
    able = claim.modality == "can" and (claim.verb in _OPEN_TO or claim.agents == {"you"})
    return timed or able or _adjective(claim, other)


def _is_so(claim: Predicate, other: Predicate) -> bool:
    """Whether a fact is no more than the quote's duty or possibility."""
    if other.modality == "must":
        # What a company has to do, it says that it does, and what has to be kept, that it is kept; of others a duty is
        # no fact.
        kept = claim.passive and vocabulary().same(claim.verb, "keep") and not other.agents & {"you", "third"}
        return kept or other.agents == {"we"}
    if other.modality not in {"may", "can"}:
        return False
    # "Shops that receive it must delete it" does not say that they receive it.
    supposed = claim.opener in {"who", "that"} and not claim.denied
    return supposed or _adjective(claim, other)


def _adjective(claim: Predicate, other: Predicate) -> bool:
    """ "Visible" is what can be seen."""
    return claim.word != other.word and any(one.word.endswith(("able", "ible")) for one in (claim, other))

"""Predicates of a statement against those of its quotes: polarity, modality, and who does what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.denied import LIMITING, NEGATIVE_STEMS, denies
from bot.verification.evidence import Unit, covered, nearest
from bot.verification.grammar import NEGATORS, Modality
from bot.verification.predicate import Predicate
from bot.verification.rejection import Kind, Rejection
from bot.verification.roles import agents_agree, another, of_another, turned
from bot.verification.vocabulary import vocabulary

# What a quote's modality may become. "Can" and "may" both say that something is possible.
_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    "": frozenset({"", "any"}),
    "may": frozenset({"may", "can", "any"}),
    "can": frozenset({"may", "can", "any"}),
    "must": frozenset({"must", "any"}),
    "should": frozenset({"should", "any"}),
    "try": frozenset({"try", "any"}),
    "wish": frozenset({"wish", "should", "any"}),
    "any": frozenset({"", "may", "can", "must", "should", "try", "wish", "any"}),
}
_DENIED_MAY_BECOME: dict[Modality, frozenset[Modality]] = {
    **_MAY_BECOME,
    "": frozenset({"", "any"}),
    "can": frozenset({"can", "may", "", "any"}),
    "may": frozenset({"may", "can", "any"}),
}
_SPOKEN: dict[Modality, str] = {
    "": "as a fact",
    "may": "as 'may'",
    "can": "as 'can'",
    "must": "as 'must'",
    "should": "as 'should'",
    "try": "as an attempt",
    "wish": "as a wish",
    "any": "openly",
}
_MODAL_STEMS: dict[Modality, frozenset[str]] = {
    "must": frozenset(
        {
            "requir",
            "necessari",
            "mandatori",
            "need",
            "oblig",
            "obligatori",
            "compulsori",
            "must",
            "have",
            "onli",
            "demand",
        }
    ),
    "should": frozenset({"should", "pleas", "recommend", "advis", "encourag", "suggest", "ought"}),
    "may": frozenset(
        {
            "may",
            "can",
            "might",
            "could",
            "possibl",
            "right",
            "abl",
            "allow",
            "permit",
            "entitl",
            "option",
            "free",
            "choos",
            "sometim",
            "let",
            "write",
            "contact",
            "email",
            "request",
        }
    ),
    "try": frozenset(
        {
            "tri",
            "aim",
            "seek",
            "intend",
            "strive",
            "endeavour",
            "plan",
            "hope",
            "effort",
            "best",
            "attempt",
            "normal",
            "step",
        }
    ),
}
_MODAL_STEMS["may"] |= frozenset({"visibl", "access", "grant", "avail", "bar", "ban", "prohibit", "forbid"})
_MODAL_STEMS["can"] = _MODAL_STEMS["may"]
# Who does these can do them.
_OPEN_TO = frozenset({"see", "read", "access", "view", "find", "use", "reach", "get", "receiv", "obtain"})
_OPTIONAL = frozenset({"option", "voluntari", "voluntarili", "freeli"})


# How near a quote's predicate is to a claim; whether it is finite; the same verb; and how little more it speaks of.
_Weight = tuple[int, bool, bool, float]


def check_claims(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    pairs = [(one, there) for there in told for one in there.predicates]
    for sentence in said:
        for claim in sentence.predicates:
            yield from _check(claim, sentence, pairs, told)


def _check(
    claim: Predicate, sentence: Unit, pairs: Sequence[tuple[Predicate, Unit]], told: Sequence[Unit]
) -> Iterator[Rejection]:
    vocab = vocabulary()
    alike = [(one, there) for one, there in pairs if vocab.same(claim.verb, one.verb)]
    exact = [(one, there) for one, there in alike if one.verb == claim.verb]
    if not claim.finite and not claim.denied:
        return
    # A word that may be a noun counts only where no sure verb says it.
    finite = [(one, there) for one, there in alike if one.finite]
    if finite and (not exact or any(one.finite for one, _ in exact)):
        alike = finite
    # Other verbs of like meaning count where they speak of the same at all.
    alike = [(one, there) for one, there in alike if one.verb == claim.verb or _nearness(claim, one, there)]
    if not alike:
        if claim.finite:
            yield from _unmatched(claim, sentence, pairs, told)
        return
    agreeing: list[_Weight] = []
    failing: list[tuple[_Weight, Kind, Predicate]] = []
    for one, there in alike:
        weight = (_nearness(claim, one, there), one.finite, (one, there) in exact, _precision(claim, one))
        kind = _disagreement(claim, one, sentence, there, told) or _unbacked(claim, one, told)
        if kind == "polarity" and claim.denied and not exact and denies(nearest(sentence, told)):
            # It is denied in other words, nearer by.
            kind = None
        if kind is None:
            agreeing.append(weight)
        else:
            failing.append((weight, kind, one))
    if not failing or (agreeing and max(agreeing) >= max(weight for weight, _, _ in failing)):
        return
    if agreeing and not exact and all(kind == "subject" for _, kind, _ in failing):
        return
    weight, kind, other = max(failing, key=lambda found: found[0])
    yield Rejection(kind, _detail(kind, claim, other))


def _nearness(claim: Predicate, other: Predicate, there: Unit) -> int:
    """How much two predicates speak of the same; what a sentence leans on counts half."""
    return 2 * len(covered(claim.things, other.things)) + len(covered(claim.things, there.context))


def _precision(claim: Predicate, other: Predicate) -> float:
    return len(covered(other.things, claim.things)) / len(other.things) if other.things else 0.0


def _unbacked(claim: Predicate, other: Predicate, told: Sequence[Unit]) -> Kind | None:
    """A duty or a possibility where the quotes' verb is open ("providing it is optional") needs a word that says so."""
    if other.modality != "any" or claim.modality in {"", "any", "wish"}:
        return None
    stems = frozenset(word.stem for there in told for word in there.words)
    if claim.modality == "must" and bool(stems & _OPTIONAL) != bool(claim.denied):
        return "modality"
    if claim.modality in {"may", "can"} and claim.agents != {"we"}:
        return None
    return None if stems & (_MODAL_STEMS[claim.modality] | _OPTIONAL) else "modality"


def _disagreement(claim: Predicate, other: Predicate, sentence: Unit, there: Unit, told: Sequence[Unit]) -> Kind | None:
    free = claim.denied and claim.modality == "must" and other.modality == "any"
    if not free and not _polarity_agrees(claim, other, sentence, there):
        return "exception" if other.excepted and claim.denied else "polarity"
    table = _DENIED_MAY_BECOME if claim.denied and other.denied else _MAY_BECOME
    # What a company has to do by law, it says that it does; of others a duty is no fact.
    owed = other.modality == "must" and claim.modality == "" and other.agents == {"we"}
    able = claim.modality == "can" and other.modality == "" and (claim.verb in _OPEN_TO or claim.agents == {"you"})
    if claim.modality not in table[other.modality] and claim.modality != "wish" and not owed and not able:
        hedged = claim.hedged and not other.hedged and other.modality in {"may", "can"}
        if not (hedged or (other.hedged and claim.modality in {"may", "can"})) and not (
            other.excepted and not claim.denied and claim.modality in {"may", "can"}
        ):
            return "modality"
    if claim.hedged and not other.hedged and other.modality == "" and other.finite and not _hedged_there(there):
        return "modality"
    if other.hedged and not claim.hedged and claim.modality not in {"may", "can"} and other.finite and claim.finite:
        return "scope"
    return _misplaced(claim, other, sentence, there, told)


def _misplaced(claim: Predicate, other: Predicate, sentence: Unit, there: Unit, told: Sequence[Unit]) -> Kind | None:
    """Whether somebody else does it, it is done to something else, or a figure is of something else."""
    if turned(claim, sentence, other, there) or turned(other, there, claim, sentence):
        return "subject"
    if another(claim, other, there, told):
        return "subject"
    if of_another(claim, other, told):
        return "stitched"
    same = any(word.text == "same" for word in there.words) and len(claim.agents) == 1
    return None if same or agents_agree(claim, other) else "subject"


def _hedged_there(there: Unit) -> bool:
    return any(one.hedged or one.modality in {"may", "can"} for one in there.predicates)


def _polarity_agrees(claim: Predicate, other: Predicate, sentence: Unit, there: Unit) -> bool:
    if claim.denied is None or other.denied is None:
        return True
    if claim.denied and covered(claim.things - sentence.denied, there.denied):
        return True
    if other.excepted:
        limited = any(word.text in LIMITING for word in sentence.words)
        if claim.denied is False and any(word.text == "even" for word in sentence.words):
            return False
        if claim.denied is False and {word.text for word in sentence.words} & {"without", "unless", "except"}:
            return {word.text for word in sentence.words} & {"only"} != set()
        return claim.excepted or limited
    return claim.denied == other.denied and not (claim.excepted and not other.excepted and other.denied is False)


def _unmatched(
    claim: Predicate, sentence: Unit, pairs: Sequence[tuple[Predicate, Unit]], told: Sequence[Unit]
) -> Iterator[Rejection]:
    """A verb that the quotes do not have: its polarity and modality must at least occur beside the same things."""
    finite = [(len(covered(sentence.content, there.context)), one) for one, there in pairs if one.finite]
    best = max((weight for weight, _ in finite), default=0)
    near = [one for weight, one in finite if weight == best]
    beside = nearest(sentence, told)
    stems = frozenset(word.stem for there in told for word in there.words)
    own = frozenset(word.stem for word in sentence.words)
    negative = denies([*beside, *(there for there in told if len(there.words) == 1)])
    if claim.denied and not any(one.denied for there in beside for one in there.predicates) and not negative:
        yield Rejection(
            "polarity", f"The quotes deny nothing, but the statement denies {claim.word!r}: say what they say."
        )
    elif (
        claim.denied is False
        and near
        and all(one.denied and not one.excepted for one in near)
        and not own & (NEGATIVE_STEMS | NEGATORS)
    ):
        yield Rejection(
            "polarity", f"The quotes deny what the statement affirms with {claim.word!r}: keep their negation."
        )
    elif claim.verb in {"be", "have"} or claim.denied:
        return
    elif claim.modality in _MODAL_STEMS and not stems & _MODAL_STEMS[claim.modality]:
        if claim.agents != {"you"} or claim.modality in {"must", "should"}:
            yield Rejection(
                "modality", f"The statement says {claim.word!r} {_SPOKEN[claim.modality]}; the quotes do not."
            )
    elif (
        claim.modality == ""
        and not claim.denied
        and near
        and all(one.modality in {"may", "try"} for one in near)
        and not claim.hedged
        and not own & (_MODAL_STEMS["may"] | _MODAL_STEMS["try"])
    ):
        yield Rejection("modality", f"The quotes say it {_SPOKEN[near[0].modality]}, the statement as a fact.")


def _detail(kind: Kind, claim: Predicate, other: Predicate) -> str:
    if kind == "polarity":
        one, two = ("denies", "affirm") if claim.denied else ("affirms", "deny")
        return f"The statement {one} {claim.word!r} where the quotes {two} {other.word!r}: keep what they say."
    if kind == "exception":
        return f"The quotes make an exception for {other.word!r} that the statement leaves out: keep it."
    if kind == "stitched":
        return f"The quotes do not say that figure of {claim.word!r}: keep together what they do."
    if kind == "modality":
        return (
            f"The statement says {claim.word!r} {_SPOKEN[claim.modality]}, the quotes say {other.word!r} "
            f"{_SPOKEN[other.modality]}: keep their wording."
        )
    if kind == "scope":
        return f"The quotes say {other.word!r} with a reservation (such as 'usually'): keep it."
    return f"It is not the one who, by the quotes, does {other.word!r} that does {claim.word!r} in the statement."

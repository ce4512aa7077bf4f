"""Predicates of a statement against those of its quotes: polarity, modality, and who does what. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.verification.alignment import Pair, beside, meant_elsewhere, nearness, precision
from bot.verification.certainty import excused
from bot.verification.conditions import same_condition
from bot.verification.denied import ALONE, LIMITING, denies, only_otherwise
from bot.verification.evidence import Unit, covered, nearest
from bot.verification.grammar import SUPPOSING
from bot.verification.modality import MODAL_STEMS, OPTIONAL, POSSIBLE, SPOKEN, says_no_more
from bot.verification.predicate import Predicate
from bot.verification.put_aside import KEEPING_FROM
from bot.verification.rejection import Kind, Rejection
from bot.verification.roles import agents_agree, alone, another, exchanged, of_another, turned
from bot.verification.unmatched import check_unmatched
from bot.verification.vocabulary import vocabulary

# How near a quote's predicate is to a claim; whether it is finite; the same verb; and how little more it speaks of.
_Weight = tuple[int, bool, bool, float]
# "If it is not reported" and "unless it is reported": `check_conditions` compares what hangs on them.
_ASSURING = frozenset({"guarante", "ensur", "promis", "warrant"})
_REQUEST = frozenset({"ask", "request", "demand", "appli", "want", "wish"})
_STOPPING = frozenset({"stop", "ceas", "end", "discontinu"})
_SAME_CASE = frozenset(
    frozenset({held, lacked}) for held in ("if", "when", "where", "once") for lacked in ("unless", "until")
)


def check_claims(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    pairs = [(one, there) for there in told for one in there.predicates]
    for sentence in said:
        for claim in sentence.predicates:
            yield from _check(claim, sentence, pairs, told)


def _check(claim: Predicate, sentence: Unit, pairs: Sequence[Pair], told: Sequence[Unit]) -> Iterator[Rejection]:
    vocab = vocabulary()
    alike = [(one, there) for one, there in pairs if vocab.same(claim.verb, one.verb)]
    exact = [(one, there) for one, there in alike if one.verb == claim.verb]
    if (not claim.finite and not claim.denied) or _unsure(claim, sentence):
        return
    # A word that may be a noun counts only where no sure verb says it.
    finite = [(one, there) for one, there in alike if one.finite]
    if finite and (not exact or any(one.finite for one, _ in exact)):
        alike = finite
    # Other verbs of like meaning count where they speak of the same at all.
    alike = [(one, there) for one, there in alike if one.verb == claim.verb or _speaks_of(claim, one, there)]
    # What another verb of the statement says in the quote's own word is no counterpart of this one.
    taken = frozenset(one.verb for one in sentence.predicates if one.finite) - {claim.verb}
    alike = beside(claim, [(one, there) for one, there in alike if one.verb not in taken])
    if not alike:
        if claim.finite:
            yield from check_unmatched(claim, sentence, pairs, told)
        return
    agreeing: list[_Weight] = []
    failing: list[tuple[_Weight, Kind, Predicate]] = []
    for one, there in alike:
        weight = (nearness(claim, one, there), one.finite, (one, there) in exact, precision(claim, one))
        if claim.opener in SUPPOSING and claim.modality == "any" and one.opener not in SUPPOSING:
            # What is supposed is not claimed.
            return
        kind = _disagreement(claim, one, sentence, there, told) or _unbacked(claim, one, told)
        if kind is None or _explained(kind, claim, sentence, (one, there), pairs, exact=bool(exact)):
            agreeing.append(weight)
        else:
            failing.append((weight, kind, one))
    if not failing or (agreeing and max(agreeing) >= max(weight for weight, _, _ in failing)):
        return
    if agreeing and not exact and all(kind == "subject" for _, kind, _ in failing):
        return
    weight, kind, other = max(failing, key=lambda found: found[0])
    yield Rejection(kind, _detail(kind, claim, other))


def _unsure(claim: Predicate, sentence: Unit) -> bool:
    """ "We cannot guarantee that it is safe" does not say that it is."""
    last = next((one for one in reversed(sentence.predicates) if one.at < claim.at and one.finite), None)
    return claim.opener == "that" and last is not None and bool(last.denied) and last.verb in _ASSURING


def _speaks_of(claim: Predicate, one: Predicate, there: Unit) -> bool:
    """Whether a verb of like meaning is one of the claim's things at all, and no other of its sentence is more so."""
    own = len(covered(claim.things, one.things))
    more = [other for other in there.predicates if other.finite and len(covered(claim.things, other.things)) > own]
    return bool(own) or (bool(nearness(claim, one, there)) and not (more and one.denied != claim.denied))


def _explained(
    kind: Kind, claim: Predicate, sentence: Unit, other: Pair, pairs: Sequence[Pair], *, exact: bool
) -> bool:
    """Whether a disagreement is none: the same is said by a double negation, in other words, or of another clause."""
    one, there = other
    told = list({id(unit): unit for _, unit in pairs}.values())
    if kind == "subject":
        return not exact and meant_elsewhere(claim, one, there, pairs)
    if kind != "polarity":
        return False
    stopped = any(
        one.verb in _STOPPING and vocabulary().among(claim.verb, one.things) for unit in told for one in unit.predicates
    )
    if claim.denied and not claim.finite and stopped:
        # "Stops calling", of "shall cease such calls".
        return True
    denied_nearer_by = claim.denied is True and not exact and denies(sentence, nearest(sentence, told), claim.verb)
    turned_round = _turned_round(claim, one, sentence, there, told)
    return (
        denied_nearer_by
        or turned_round
        or _waits(claim, one, sentence, there)
        or same_condition(claim, sentence, one, there)
    )


def _waits(claim: Predicate, other: Predicate, sentence: Unit, there: Unit) -> bool:
    """ "Nothing is sent until you sign", of "you sign before we send"; "as long as you do not sign", of "until"."""
    own = [word.text for word in sentence.words]
    if not claim.denied or "even" in own:
        return False
    lasting = "as long as" in " ".join(own)
    denied = any(one.denied for one in sentence.predicates if one.finite and not one.opener)
    if lasting or (denied and claim.opener in SUPPOSING | {"who", "that"}):
        lifted = {"until", "unless", "only", "while"} & {word.text for word in there.words}
        return bool(lifted) and other.denied is False
    return other.opener == "before" and not {"until", "without", "unless"}.isdisjoint(own)


def _turned_round(claim: Predicate, other: Predicate, sentence: Unit, there: Unit, told: Sequence[Unit]) -> bool:
    """ "Whoever is not on the list may not" where "only those on the list may"."""
    hanging = {one.denied is True for one in sentence.predicates if one.opener in SUPPOSING or one.opener == "who"}
    if _only(there):
        # "Nobody may enter without a ticket", of "only with a ticket".
        hanging |= {one.denied is True for one in sentence.predicates if one.opener}
        hanging |= {any(word.text in {"without", "before", "until"} for word in sentence.words)}
    main = {one.denied is True for one in sentence.predicates if one.finite and not one.opener}
    alone = (
        any(word.text in ALONE for word in there.words)
        or any(
            # "If you agree; otherwise": only if you agree.
            word.text == "otherwise"
            for unit in told
            for word in unit.words
        )
        or any(
            one.denied and one.verb == other.verb and any(word.text in ALONE for word in unit.words)
            for unit in told
            for one in unit.predicates
        )
    )
    return claim.denied is True and other.denied is False and True in hanging and True in main and alone


def _unbacked(claim: Predicate, other: Predicate, told: Sequence[Unit]) -> Kind | None:
    """A duty or a possibility where the quotes' verb is open ("providing it is optional") needs a word that says so."""
    if other.modality != "any" or claim.modality in {"", "any", "wish"}:
        return None
    stems = frozenset(word.stem for there in told for word in there.words)
    if claim.modality == "must" and any(one.modality == "must" for there in told for one in there.predicates):
        return None
    if claim.modality == "must" and bool(stems & OPTIONAL or any(map(excused, told))) != bool(claim.denied):
        return "modality"
    if claim.modality in {"may", "can"} and claim.agents != {"we"}:
        return None
    if claim.modality == "may" and not claim.opener and not stems & POSSIBLE:
        return "modality"
    return None if stems & (MODAL_STEMS[claim.modality] | OPTIONAL) else "modality"


def _disagreement(claim: Predicate, other: Predicate, sentence: Unit, there: Unit, told: Sequence[Unit]) -> Kind | None:
    free = claim.denied and claim.modality == "must" and other.modality == "any"
    if not free and not _polarity_agrees(claim, other, sentence, there):
        return "exception" if other.excepted and claim.denied else "polarity"
    if not _on_request(claim, other, sentence) and not says_no_more(
        claim, other, only=_only(sentence) and _only(there)
    ):
        return "modality"
    if other.opener == "whether" and claim.opener != "whether" and claim.modality in {"", "must", "shall"}:
        return "modality"
    if claim.hedged and not other.hedged and other.modality == "" and other.finite and not _hedged_there(there):
        return "modality"
    if other.hedged and not claim.hedged and claim.modality not in {"may", "can"} and other.finite and claim.finite:
        return "scope"
    return _misplaced(claim, other, sentence, there, told)


def _on_request(claim: Predicate, other: Predicate, sentence: Unit) -> bool:
    """ "Deleted on request" and "can be deleted", of "you may ask us to delete it"."""
    if other.modality != "wish" or other.opener:
        return False
    # "If you ask, it is deleted" promises it.
    supposed = any(one.opener in SUPPOSING | {"when", "once"} for one in sentence.predicates)
    named = not _REQUEST.isdisjoint(word.stem for word in sentence.words)
    asked = claim.modality in {"", "shall"} and named and not supposed
    return asked or (claim.passive and claim.modality in {"may", "can"})


def _misplaced(claim: Predicate, other: Predicate, sentence: Unit, there: Unit, told: Sequence[Unit]) -> Kind | None:
    """Whether somebody else does it, it is done to something else, or a figure is of something else."""
    if turned(claim, sentence, other, there) or turned(other, there, claim, sentence):
        return "subject"
    if exchanged(claim, other) or another(claim, other, there, told) or alone(claim, other, there):
        return "subject"
    if of_another(claim, other, told):
        return "stitched"
    same = any(word.text == "same" for word in there.words) and len(claim.agents) == 1
    # "Both jointly decide", of "they decide together with us".
    same = same or all(any(word.text in {"jointly", "together"} for word in one.words) for one in (sentence, there))
    return None if same or agents_agree(claim, other) else "subject"


def _only(one: Unit) -> bool:
    return any(word.text in {"only", "solely", "exclusively"} for word in one.words)


def _hedged_there(there: Unit) -> bool:
    limited = any(word.text in {"unless", "except", "save"} for word in there.words)
    return limited or any(one.hedged or one.modality in {"may", "can"} for one in there.predicates)


def _polarity_agrees(claim: Predicate, other: Predicate, sentence: Unit, there: Unit) -> bool:
    if claim.denied is None or other.denied is None:
        return True
    if claim.denied != other.denied and frozenset({claim.opener, other.opener}) in _SAME_CASE:
        return True
    if claim.denied and _denied_otherwise(claim, other, sentence, there):
        return True
    if claim.denied and claim.excepted and other.denied is False and not other.excepted:
        # "Not without your consent" and "only with your consent".
        return any(word.text in {"only", "solely", "exclusively"} for word in there.words)
    if other.excepted:
        return _keeps_exception(claim, sentence)
    return claim.denied == other.denied and not (claim.excepted and not other.excepted and other.denied is False)


def _nobody_else(one: Unit) -> bool:
    """ "With nobody else": who denies it of others only."""
    texts = [word.text for word in one.words]
    return ("nobody", "else") in pairwise(texts) or ("one", "else") in pairwise(texts)


def _denied_otherwise(claim: Predicate, other: Predicate, sentence: Unit, there: Unit) -> bool:
    """Whether the quote denies it without a verb, or by an "only"."""
    aside = other.verb not in KEEPING_FROM and _put_aside(claim.things - sentence.denied, there)
    others = _nobody_else(sentence) and _nobody_else(there)
    return aside or others or (other.denied is False and only_otherwise(sentence, there))


def _keeps_exception(claim: Predicate, sentence: Unit) -> bool:
    """Whether a claim of what the quotes deny but for a case names that case."""
    texts = {word.text for word in sentence.words}
    if claim.denied is False and ("other", "than") in pairwise(word.text for word in sentence.words):
        # "For any purpose other than": just what is not allowed.
        return "only" in texts
    if "even" in texts:
        # "Even without your consent", "not even with it".
        return False
    if claim.denied is False and texts & {"without", "unless", "except"}:
        return "only" in texts
    return claim.excepted or bool(texts & LIMITING)


def _put_aside(things: frozenset[str], there: Unit) -> bool:
    """Whether a sentence denies some of these without a verb, and says nothing of them elsewhere."""
    return bool(covered(things, there.denied) - covered(things, there.content - there.denied))


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
            f"The statement says {claim.word!r} {SPOKEN[claim.modality]}, the quotes say {other.word!r} "
            f"{SPOKEN[other.modality]}: keep their wording."
        )
    if kind == "scope":
        return f"The quotes say {other.word!r} with a reservation (such as 'usually'): keep it."
    return f"It is not the one who, by the quotes, does {other.word!r} that does {claim.word!r} in the statement."

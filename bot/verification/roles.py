"""Who does what: the parties, subjects, objects and figures of a claim's predicate against those of a quote's. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification.evidence import Unit, covered
from bot.verification.grammar import JOINTS
from bot.verification.predicate import Predicate
from bot.verification.vocabulary import vocabulary

# What moves is the thing itself: who moves it is open.
_NOBODY = frozenset({"noth", "nobodi", "none", "anyth", "anyon", "everyth", "everyon", "thing"})
_MOVES = frozenset({"go", "come"})
# Of these verbs the thing that is acted on may be the subject as well.
_EITHER_WAY = frozenset(
    {
        *(
            "chang",
            "move",
            "end",
            "begin",
            "start",
            "stop",
            "close",
            "renew",
            "open",
            "updat",
            "appli",
            "run",
            "switch",
        ),
        *(
            "need",
            "requir",
            "cost",
            "turn",
            "transfer",
            "increas",
            "decreas",
            "termin",
            "continu",
            "resum",
            "load",
            "restart",
            "record",
        ),
    }
)
# Of these who gets it may be the subject of the passive, as well as what is got.
_GIVING = frozenset(
    {"show", "give", "send", "tell", "offer", "grant", "pay", "provid", "charg", "ask", "teach", "read"}
)
_ANYBODY = frozenset({"parti", "provid", "vendor", "compani", "busi", "organis", "organ", "they", "who"})


def agents_agree(claim: Predicate, other: Predicate) -> bool:
    active = not claim.passive and not other.passive and claim.finite and other.finite
    if claim.verb in _MOVES:
        return True
    if not claim.agents:
        # "Brands pass data to us" where the quote has "we pass data to brands".
        same = covered(claim.subject, other.subject)
        moved = covered(claim.subject, other.things - other.subject) - same
        strange = bool(other.subject) and not same and not moved and not other.agents & {"we", "you"}
        itself = claim.verb in _EITHER_WAY and bool(moved)
        return not (active and claim.subject and ((moved and other.agents and not itself) or strange))
    if other.agents:
        named = active and claim.agents == other.agents == {"third"} and claim.subject and other.subject
        if named and not covered(claim.subject, other.subject | _ANYBODY):
            return False
        return claim.agents <= other.agents
    return True


def turned(active: Predicate, doing: Unit, passive: Predicate, done: Unit) -> bool:
    """ "Acme buys" where "Acme is bought"."""
    if active.passive or not active.finite or not passive.passive or not passive.finite:
        return False
    if (
        active.verb != passive.verb
        or active.verb in _EITHER_WAY
        or not (_first(active, doing) and _first(passive, done))
    ):
        return False
    named = frozenset(word.stem for word in doing.words[1:] if word.capital) | vocabulary().parties.keys()
    objects = active.things - active.subject
    return bool(active.subject & passive.subject & named) and not objects & passive.subject


def exchanged(claim: Predicate, other: Predicate) -> bool:
    """ "We tell the shop", of "the shop tells us": who does it is to whom it is done."""
    if claim.passive or other.passive or not (claim.finite and other.finite) or claim.verb != other.verb:
        return False
    if claim.verb in _EITHER_WAY | {"be", "use"}:
        # "You use Acme", which is what the policy is about.
        return False
    taken = claim.agents & other.given - other.agents - claim.given
    handed = other.agents & claim.given - claim.agents - other.given
    return bool(taken) or bool(handed and claim.subject)


def another(claim: Predicate, other: Predicate, there: Unit, told: Sequence[Unit]) -> bool:
    """ "Chats are kept" where "invoices are kept": each has its subject, and the claim's stands elsewhere."""
    vocab = vocabulary()
    if not (claim.finite and other.finite) or claim.verb == "be":
        return False
    if claim.passive != other.passive:
        return False
    if not claim.passive and (claim.agents or other.agents):
        return False
    idle = vocab.light - vocab.parties.keys()
    subject, real = claim.subject - idle, other.subject - idle
    if (
        not subject
        or not real
        or real & _NOBODY
        or any(stem[0].isdigit() for stem in other.subject)
        or covered(claim.subject, other.subject | there.denied)
        or covered(real, claim.subject)
        or (claim.passive and claim.verb in _GIVING and covered(subject, other.things) and covered(real, claim.things))
    ):
        return False
    elsewhere = frozenset[str]().union(*(unit.content for unit in told)) - other.subject
    return bool(covered(subject, elsewhere - other.things)) or bool(claim.subject & vocab.parties.keys())


def alone(claim: Predicate, other: Predicate, there: Unit) -> bool:
    """ "The letter is kept", where "only the summary is kept": of nothing else."""
    if not (claim.finite and other.finite) or claim.denied or other.denied or claim.verb == "be":
        return False
    if (
        claim.passive != other.passive
        or not claim.subject
        or not other.subject
        or covered(claim.subject, other.subject)
    ):
        return False
    start = next((at for at, word in enumerate(there.words[: other.at]) if word.stem in other.subject), 0)
    limits = [at for at in range(max(0, start - 2), start) if there.words[at].text == "only"]
    return any(at == 0 or there.words[at].before or there.words[at - 1].text in JOINTS for at in limits)


def of_another(claim: Predicate, other: Predicate, told: Sequence[Unit]) -> bool:
    """ "It applies from 14 March" where that is the day on which it "was revised"."""
    own, there = _digits(claim), _digits(other)
    if not own - there or not there - own or not (claim.finite and other.finite):
        return False
    vocab = vocabulary()
    others = [one for unit in told for one in unit.predicates if one.finite and own <= _digits(one)]
    return bool(others) and not any(vocab.same(claim.verb, one.verb) for one in others)


def _digits(one: Predicate) -> frozenset[str]:
    return frozenset(stem for stem in one.things if stem[0].isdigit())


def _first(one: Predicate, there: Unit) -> bool:
    """Whether no other verb has the subject before this one."""
    return not any(other.at < one.at and other.finite and other.subject == one.subject for other in there.predicates)

"""Which predicate of the quotes a claim is about: the one in the main clause that shares the most with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.verification.evidence import Unit, covered
from bot.verification.predicate import Predicate

# A predicate with the sentence that it stands in.
Pair = tuple[Predicate, Unit]


def beside(claim: Predicate, alike: Sequence[Pair]) -> list[Pair]:
    """Those of the main clauses that share the most with the claim's, what they lean on counting half."""
    counts = [shared(claim, one, there) for one, there in alike]
    best = max(counts, default=0)
    return [pair for pair, count in zip(alike, counts, strict=True) if count == best]


def meant_elsewhere(claim: Predicate, other: Predicate, there: Unit, pairs: Sequence[Pair]) -> bool:
    """Whether another main clause of the quotes, with a verb of its own, shares more with a claim."""
    count = shared(claim, other, there)
    return any(one.finite and shared(claim, one, unit) > count for one, unit in pairs)


def shared(claim: Predicate, one: Predicate, there: Unit) -> int:
    """What a quote's main clause shares with the claim's; what it leans on counts half, but for what it names again."""
    own = covered(claim.around, one.around)
    named_again = covered(claim.around - own, there.meant)
    # A verb of like meaning counts once, though the sentence before have the claim's own.
    rest = claim.around - (own & {claim.verb})
    return 2 * len(own) + len(named_again) + len(covered(rest, there.context - one.around))


def nearness(claim: Predicate, other: Predicate, there: Unit) -> int:
    """How much two predicates speak of the same; what a sentence leans on counts half, but for what it names again."""
    own = covered(claim.things, other.things)
    named_again = covered(claim.things - own, there.meant)
    return 2 * len(own) + len(named_again) + len(covered(claim.things, there.context))


def precision(claim: Predicate, other: Predicate) -> float:
    return len(covered(other.things, claim.things)) / len(other.things) if other.things else 0.0


def main_beside(claim: Predicate, pairs: Sequence[Pair]) -> list[Predicate]:
    """The finite verbs of the quotes' main clauses that share the most with the claim's."""
    finite = [(shared(claim, one, there), one) for one, there in pairs if one.finite]
    best = max((weight for weight, _ in finite), default=0)
    near = [one for weight, one in finite if weight == best]
    return [one for one in near if not one.opener] or near

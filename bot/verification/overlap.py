"""A statement's content words are its quotes', and what it claims stands together in one of their sentences. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, covered
from bot.verification.rejection import Rejection

_FLOOR = 0.6


def check_overlap(said: Sequence[Unit], told: Sequence[Unit], *, aside: frozenset[str]) -> Iterator[Rejection]:
    """`aside` are the stems of headings and names, which count as told everywhere."""
    everything = aside.union(*(there.context for there in told))
    for sentence in said:
        content = sentence.content
        missing = sorted(content - covered(content, everything))
        if len(missing) > (1 - _FLOOR) * len(content):
            shown = ", ".join(repr(stem) for stem in missing[:5])
            detail = f"Too much of the statement is not in the quotes ({shown}): use their words."
            yield Rejection("overlap", detail)
        elif len(told) > 1:
            yield from _stitched(sentence, told, aside)


def _stitched(sentence: Unit, told: Sequence[Unit], aside: frozenset[str]) -> Iterator[Rejection]:
    """A claim whose words stand in different sentences, none of which has them all."""
    for claim in sentence.predicates:
        if not claim.finite:
            continue
        own = frozenset(stem for stem in claim.things | {claim.verb} if stem != "be" and not stem[0].isdigit())
        shares = [covered(own, there.context | aside) for there in told]
        best = max(shares, key=len)
        elsewhere = frozenset[str]().union(*shares) - best
        if elsewhere:
            shown = ", ".join(repr(stem) for stem in sorted(elsewhere))
            yield Rejection("stitched", f"No quoted sentence says this together with {shown}: keep to what one says.")
            return

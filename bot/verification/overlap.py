"""A statement's content words are its quotes', and each sentence's come from one place, not from several. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, covered
from bot.verification.rejection import Rejection

_FLOOR = 0.6
# A sentence's words that its best place lacks and another has: more than this share of them is stitched.
_STITCHED = 0.34


def check_overlap(said: Sequence[Unit], told: Sequence[Unit], *, aside: frozenset[str]) -> Iterator[Rejection]:
    """`aside` are the stems of headings and names, which count as told everywhere."""
    everything = aside.union(*(there.context for there in told))
    for sentence in said:
        content = sentence.content
        if not content:
            continue
        found = covered(content, everything)
        missing = sorted(content - found)
        if len(missing) > (1 - _FLOOR) * len(content):
            shown = ", ".join(repr(stem) for stem in missing[:5])
            yield Rejection(
                "overlap", f"Too much of the statement is not in the quotes ({shown} ...): use their words."
            )

"""What a statement affirms that its quotes put aside (", never your marks"), or the other way round. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.evidence import Unit, covered, nearest
from bot.verification.rejection import Rejection


def check_denied(said: Sequence[Unit], told: Sequence[Unit]) -> Iterator[Rejection]:
    denied = frozenset[str]().union(
        *(unit.denied for unit in told),
        *(one.things | {one.verb} for unit in told for one in unit.predicates if one.denied),
    )
    everywhere = frozenset[str]().union(*(unit.content - unit.denied for unit in told))
    for sentence in said:
        negative = sentence.denied.union(*(one.things | {one.verb} for one in sentence.predicates if one.denied))
        near = nearest(sentence, told)
        for there in told:
            if not there.denied or _all_denied(there):
                continue
            affirmed = there.content - there.denied if there in near else everywhere
            if turned := covered(sentence.content - negative, there.denied) - covered(sentence.content, affirmed):
                yield Rejection("polarity", f"The quotes deny it of {min(turned)!r}: keep their negation.")
        for there in near if sentence.denied else ():
            if not _all_denied(there) and (turned := covered(sentence.denied, there.content - denied)):
                if turned := turned - covered(turned, denied):
                    yield Rejection("polarity", f"The quotes do not deny it of {min(turned)!r}: say what they say.")


def _all_denied(there: Unit) -> bool:
    main = [one.denied for one in there.predicates if one.finite]
    return bool(main) and all(main)

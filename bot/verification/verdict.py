"""The verdict on a statement: everything that its quotes do not bear out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.verification.addresses import check_addresses
from bot.verification.asked import check_asked
from bot.verification.certainty import check_certainty
from bot.verification.claims import check_claims
from bot.verification.conditions import check_conditions
from bot.verification.crossing import check_crossing
from bot.verification.denied import check_denied
from bot.verification.evidence import evidence, statement_units
from bot.verification.foreign import check_foreign
from bot.verification.grammar import DETERMINERS, JOINTS, PREPOSITIONS
from bot.verification.names import check_names
from bot.verification.novel import check_novel
from bot.verification.numbers import check_numbers
from bot.verification.opposites import check_opposites
from bot.verification.overlap import check_overlap
from bot.verification.quotes_found import fold
from bot.verification.reach import check_reach
from bot.verification.rejection import Rejection
from bot.verification.scope import check_scope
from bot.verification.words import words

# Words within names that name nobody.
_JOINING = DETERMINERS | PREPOSITIONS | JOINTS


def check_statement(
    statement: str, quotes: Sequence[str], *, headings: Sequence[str] = (), names: Sequence[str] = ()
) -> tuple[Rejection, ...]:
    """Why the quotes do not support the statement; empty where they do.

    `headings` are the heading paths of the quoted clauses, `names` the policy's own names. What a quote says to the
    letter is supported; for the rest numbers, addresses, names, polarity, modality, who does what, how far it reaches,
    and the words must be those of the quotes.
    """
    if _is_quoted(statement, quotes):
        return ()
    return tuple(dict.fromkeys(_rejections(statement, quotes, headings, names)))


def _rejections(
    statement: str, quotes: Sequence[str], headings: Sequence[str], names: Sequence[str]
) -> Iterator[Rejection]:
    ours = frozenset(word.text for name in names for word in words(name) if len(word.text) > 1) - _JOINING
    said, told = statement_units(statement, ours), evidence(quotes, ours)
    titles = frozenset(word.stem for heading in headings for word in words(heading))
    named = frozenset(word.stem for name in names for word in words(name))
    if statement.rstrip().endswith("?"):
        yield Rejection("form", "A question states nothing: state what the quotes say.")
    yield from check_addresses(statement, quotes)
    yield from check_numbers(statement, quotes, headings=headings)
    yield from check_names(statement, quotes, headings=headings, names=names)
    yield from check_foreign(statement, quotes)
    yield from check_claims(said, told)
    yield from check_conditions(said, told)
    yield from check_denied(said, told)
    yield from check_crossing(said, told)
    yield from check_asked(said, told, aside=titles | named)
    yield from check_novel(said, told, aside=titles | named)
    yield from check_opposites(said, told)
    yield from check_certainty(said, told)
    yield from check_reach(said, told)
    yield from check_scope(said, told, headings=titles)
    yield from check_overlap(said, told, titles=titles, named=named)


def _is_quoted(statement: str, quotes: Sequence[str]) -> bool:
    said = fold(statement).strip("' ")
    return any(said == fold(quote).strip("' ") for quote in quotes)

"""The verdict on a statement: everything that its quotes do not bear out. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bot.verification.addresses import check_addresses
from bot.verification.aligned import Alignment, Token, align, tokens
from bot.verification.asked import check_asked
from bot.verification.certainty import check_certainty
from bot.verification.claims import check_claims
from bot.verification.conditions import check_conditions
from bot.verification.copied import is_excerpt
from bot.verification.crossing import check_crossing
from bot.verification.denied import check_denied
from bot.verification.departure import Reading, check_departure
from bot.verification.edits import check_edits
from bot.verification.evidence import Unit, evidence, statement_units
from bot.verification.figures import check_figures
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
from bot.verification.vocabulary import vocabulary
from bot.verification.words import stem_of, words

_OFTEN = frozenset({"daily", "weekly", "monthly", "quarterly", "yearly", "annual"})
_OF_DAY = re.compile(r"(?<=\d)\s?([ap])\.\s?m\b\.?", re.IGNORECASE)
# So many words may be a clause.
_A_CLAUSE = 5
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
    found, left = by_rules(statement, quotes, headings=headings, names=names)
    return found or (tuple(check_departure(left)) if left else ())


def by_rules(
    statement: str, quotes: Sequence[str], *, headings: Sequence[str] = (), names: Sequence[str] = ()
) -> tuple[tuple[Rejection, ...], Reading | None]:
    """As `check_statement`, without weighing how far the statement departs from the words of its quotes; and the
    reading to weigh that by, where the rules leave it open."""
    if _is_quoted(statement, quotes):
        return (), None
    short = _with_short_names(names)
    found, left = _read(short(statement), tuple(map(short, quotes)), headings, names)
    return tuple(dict.fromkeys(found)), None if found else left


def _with_short_names(names: Sequence[str]) -> Callable[[str], str]:
    """A name of several words is read as its first that is no article and no frequency, so that "Corvane Savings Bank"
    saves nothing, and "The Daily Meridian" does nothing daily; and an hour of the day is written in one way."""
    short: dict[str, str] = {}
    for name in names:
        parts = name.split()
        telling = [part for part in parts if part.lower() not in _JOINING | _OFTEN]
        if len(parts) > 1 and telling:
            short[name] = short[" ".join(parts[parts[0].lower() in _JOINING :])] = telling[0]
    longest = sorted(short, key=len, reverse=True)
    named = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest) or r"(?!)")
    return lambda text: _OF_DAY.sub(r" \1m", named.sub(lambda found: short[found.group()], text))


def _read(
    statement: str, quotes: Sequence[str], headings: Sequence[str], names: Sequence[str]
) -> tuple[Sequence[Rejection], Reading | None]:
    ours = frozenset(word.text for name in names for word in words(name) if len(word.text) > 1) - _JOINING
    told = evidence(quotes, ours)
    kind = _own_kind(statement, told)
    said = statement_units(statement, ours | kind)
    copies = [_best_copy(one, told, ours | kind) for one in said if told]
    quoted = frozenset(word for quote in quotes for word in words(quote))
    parts = [part for copy in copies for part in _in_parts(*copy, told, ours | kind)]
    edits = [edit for one, its in parts for edit in check_edits(one, its, quoted)]
    # Not told by its words: what it asks, and the addresses, names and letters that it brings along.
    found = [*_in_text(statement, quotes, headings, names)]
    if copies and not edits and all(is_excerpt(one, quoted) for one, _ in copies):
        return found, None
    titles = frozenset(word.stem for heading in headings for word in words(heading))
    named = frozenset(word.stem for name in names for word in words(name)) | frozenset(map(stem_of, kind))
    found += [
        *check_figures(statement, quotes),
        *check_claims(said, told),
        *check_conditions(said, told),
        *check_denied(said, told),
        *check_crossing(said, told),
        *check_asked(said, told, aside=titles | named),
        *check_novel(said, told, aside=titles | named),
        *check_opposites(said, told),
        *check_certainty(said, told),
        *check_reach(said, told),
        *check_scope(said, told, headings=titles),
        *check_overlap(said, told, titles=titles, named=named),
    ]
    sentences = tuple(tokens(there.words, ours | kind) for there in told)
    return found or edits, Reading(parts, sentences, frozenset(word.stem for word in quoted), len(quotes))


def _in_text(
    statement: str, quotes: Sequence[str], headings: Sequence[str], names: Sequence[str]
) -> Iterator[Rejection]:
    if statement.rstrip().endswith("?"):
        yield Rejection("form", "A question states nothing: state what the quotes say.")
    yield from check_addresses(statement, quotes)
    yield from check_numbers(statement, quotes, headings=headings)
    yield from check_names(statement, quotes, headings=headings, names=names)
    yield from check_foreign(statement, quotes)


def _best_copy(one: Unit, told: Sequence[Unit], ours: frozenset[str]) -> tuple[Alignment, tuple[Token, ...]]:
    """Beside the sentence that it shares most with, and its own words."""
    its = tokens(one.words, ours)
    return _best(its, told, ours), its


def _best(its: tuple[Token, ...], told: Sequence[Unit], ours: frozenset[str]) -> Alignment:
    return max((align(its, tokens(there.words, ours)) for there in told), key=lambda alignment: alignment.copied)


def _in_parts(
    copy: Alignment, its: tuple[Token, ...], told: Sequence[Unit], ours: frozenset[str]
) -> Iterator[tuple[Alignment, Sequence[Token]]]:
    """A sentence that joins two of the quotes as one part for each."""
    tail = copy.slots[-1].put_in
    at = len(its) - len(tail)
    if min(at, len(tail)) < _A_CLAUSE or tail[0].text not in JOINTS:
        yield copy, its
        return
    for part in (its[:at], its[at:]):
        yield _best(part, told, ours), part


def _own_kind(statement: str, told: Sequence[Unit]) -> frozenset[str]:
    """The words by which a statement calls the policy's own organisation ("the school"), where no quote has them."""
    quoted = frozenset(word.stem for there in told for word in there.words)
    return frozenset(
        noun.text
        for article, noun in pairwise(words(statement))
        if article.text == "the" and noun.text in vocabulary().organisations and noun.stem not in quoted
    )


def _is_quoted(statement: str, quotes: Sequence[str]) -> bool:
    said = fold(statement).strip("' ")
    return any(said == fold(quote).strip("' ") for quote in quotes)

"""Quotes as units of evidence: each sentence with what it needs to be understood. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.verification.addresses import without_addresses
from bot.verification.predicate import Predicate
from bot.verification.predicates import predicates, sentences
from bot.verification.put_aside import denied_words
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, words

# A sentence that has such a word speaks of the one before.
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|such|he|she|both|the same|the latter|the former|otherwise|then|"
    r"beforehand|afterwards|thereafter|instead|however|also|so|there|do|does)\b|^\W*(?:but|and|or)\b",
    re.IGNORECASE,
)
_STANDS_FOR = re.compile(r"\b(?:both|yours|ours|theirs)\b", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*•–]|\(?\w{1,4}[.)])\s+")
_ASIDE = re.compile(r"\([^()]*[^\W\d_]{2}[^()]*\)")
_OPENING = re.compile(r"^\W*(yes|no|correct|right|indeed)\b\s*[,.;:!-]+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence: its words, the stems of its content words, its predicates. `context` adds the stems of the
    sentence or lead-in that it leans on, `denied` are the stems of what is denied without a verb of its own, and
    `item` and `whole` tell an item and a list as a whole from a sentence."""

    text: str
    words: tuple[Word, ...]
    content: frozenset[str]
    context: frozenset[str]
    predicates: tuple[Predicate, ...]
    denied: frozenset[str]
    whole: bool = False
    item: bool = False


@lru_cache(maxsize=4096)
def unit(text: str, ours: frozenset[str] = frozenset(), context: frozenset[str] = frozenset()) -> Unit:
    plain = without_addresses(text)
    read = words(plain)
    content = content_stems(read)
    return Unit(text, read, content, content | context, predicates(plain, ours), denied_words(read))


def content_stems(read: Sequence[Word]) -> frozenset[str]:
    vocab = vocabulary()
    return frozenset(word.stem for word in read if word.stem not in vocab.empty and not word.stem[0].isdigit())


def evidence(quotes: Sequence[str], ours: frozenset[str]) -> list[Unit]:
    """The sentences of the quotes. An item leans on the lead-in that ends in a colon, also where that is a quote of
    its own; "they are kept" leans on the sentence before."""
    units: list[Unit] = []
    lead_in: Unit | None = None
    header = frozenset[str]()
    listed: list[str] = []
    for quote in quotes:
        before: Unit | None = None
        for text in sentences(quote):
            context = frozenset[str]()
            if lead_in is not None:
                context |= lead_in.context
            context |= header
            points_back = _POINTS_BACK.search(" ".join(text.split()[:10])) or _STANDS_FOR.search(text)
            if before is not None and points_back:
                context |= before.context | frozenset(word.stem for word in before.words if word.stem[0].isdigit())
            # An item goes on with the sentence that introduces it: "We never:" and "sell your data;".
            item = lead_in is not None and _continues(text, ours)
            made = unit(
                f"{lead_in.text.rstrip(' :')} {_ITEM.sub('', text)}" if lead_in and item else text, ours, context
            )
            if lead_in is not None or _ITEM.match(text) or text.rstrip().endswith(";"):
                listed.append(text)
                made = replace(made, item=True)
            units.append(made)
            if "|" not in text:
                header = frozenset()
            elif not header and not any(word.stem[0].isdigit() for word in made.words):
                # The first row of a table names what the others tell.
                header = made.content
            before = made
            if text.rstrip().endswith(":"):
                lead_in = made
                listed = [text]
    if len(listed) > 2:
        # What is said of several items at once.
        whole = " ".join(_ITEM.sub("", one).strip().rstrip(".;") + "," for one in listed).replace(":,", " ")
        units.append(replace(unit(whole, ours), whole=True))
    return units


def _continues(text: str, ours: frozenset[str]) -> bool:
    """Whether a text is an item of a list, and no sentence of its own."""
    written = _ITEM.sub("", text).strip()
    return bool(_ITEM.match(text)) or written[:1].islower() or not any(one.finite for one in predicates(written, ours))


def statement_units(statement: str, ours: frozenset[str]) -> list[Unit]:
    """The sentences of a statement, without "Yes," and "No," before them; what stands in brackets is one of its own."""
    pieces = (*sentences(_ASIDE.sub(" ", statement)), *_ASIDE.findall(statement))
    return [unit(text, ours) for piece in pieces if (text := _OPENING.sub("", piece, count=1).strip("() "))]


def covered(wanted: frozenset[str], told: frozenset[str]) -> frozenset[str]:
    """Those of the wanted stems that are told, in the same or another word."""
    vocab = vocabulary()
    return frozenset(stem for stem in wanted if vocab.among(stem, told))


def nearest(one: Unit, units: Sequence[Unit]) -> list[Unit]:
    """The units that share the most with a sentence; several where they share as much."""
    scored = [
        (
            (
                len(covered(one.content, other.context)),
                len(covered(one.content, other.content)),
                len(one.content & other.content),
            ),
            other,
        )
        for other in units
    ]
    best = max((score for score, _ in scored), default=(0, 0, 0))
    return [other for score, other in scored if score == best]

"""Quotes as units of evidence: each sentence with what it needs to be understood. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from bot.verification.addresses import without_addresses
from bot.verification.grammar import PREPOSITIONS
from bot.verification.predicate import Predicate
from bot.verification.predicates import predicates, sentences
from bot.verification.put_aside import denied_words
from bot.verification.vocabulary import vocabulary
from bot.verification.words import Word, plain_order, words

# A sentence that has such a word speaks of the one before.
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|such|he|she|both|the same|the latter|the former|otherwise|then|"
    r"beforehand|afterwards|thereafter|instead|however|also|so|there|do|does)\b|^\W*(?:but|and|or)\b",
    re.IGNORECASE,
)
_SUBJECTS = frozenset({"they", "it", "these", "those", "this", "he", "she"})
_OBJECTS = frozenset({"it", "them", "these", "those"})
_STANDS_FOR = re.compile(r"\b(?:both|yours|ours|theirs)\b", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*•–]|\(?\w{1,4}[.)])\s+")
# "(a)", "(ii)" within a sentence, and what joins the next one.
_ENUMERATOR = re.compile(r"(?:^|(?<=\s))\((?:[a-h]|[ivx]{1,4}|\d)\)\s")
_JOINED = re.compile(r"[,;]?\s*\b(?:and|or)?$")
_ASIDE = re.compile(r"\([^()]*[^\W\d_]{2}[^()]*\)")
# "No, not by default: it is ..." says the same as "it is ...".
_NOT_SO = (
    r"(?:\bnot (?:by default|automatically|always|entirely|quite|necessarily|exactly|completely|in general)"
    r"\s*[:;-]+\s*)?"
)
_OPENING = re.compile(rf"^\W*(yes|no|correct|right|indeed)\b\s*[,.;:!-]+\s*{_NOT_SO}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence: its words, the stems of its content words, its predicates. `context` adds the stems of the
    sentence or lead-in that it leans on, `denied` are the stems of what is denied without a verb of its own, `meant`
    those that its pronouns stand for, and `item` and `whole` tell an item and a list as a whole from a sentence."""

    text: str
    words: tuple[Word, ...]
    content: frozenset[str]
    context: frozenset[str]
    predicates: tuple[Predicate, ...]
    denied: frozenset[str]
    meant: frozenset[str] = frozenset()
    whole: bool = False
    item: bool = False


@lru_cache(maxsize=4096)
def unit(text: str, ours: frozenset[str] = frozenset(), context: frozenset[str] = frozenset()) -> Unit:
    plain = plain_order(without_addresses(text))
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
        for sentence, text in ((full, one) for full in sentences(quote) for one in _items(full)):
            # An item may speak of another: "ask for the parcel, (b) hand it over".
            context = frozenset[str]() if text == sentence else content_stems(words(sentence))
            if lead_in is not None:
                context |= lead_in.context
            context |= header
            points_back = _POINTS_BACK.search(" ".join(text.split()[:10])) or _STANDS_FOR.search(text)
            if before is not None and points_back:
                context |= before.context | frozenset(word.stem for word in before.words if word.stem[0].isdigit())
            # An item goes on with the sentence that introduces it: "We never:" and "sell your data;".
            item = lead_in is not None and _continues(text, ours)
            if before is not None:
                context |= _named_again(text, before)
            made = unit(
                f"{lead_in.text.rstrip(' :')} {_ITEM.sub('', text)}" if lead_in and item else text, ours, context
            )
            if lead_in is not None or _ITEM.match(text) or text.rstrip().endswith(";"):
                listed.append(text)
                made = replace(made, item=True)
            if before is not None:
                made = replace(made, meant=_meant(made, before))
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


def _named_again(text: str, before: Unit) -> frozenset[str]:
    """What stands before a noun in the sentence before, where the noun comes again with "the": "the card", where that
    was the loyalty card."""
    read = words(text)
    again = {
        noun.stem for article, noun in pairwise(read) if article.text in {"the", "this", "such"} and not noun.before
    }
    nouns = vocabulary().verb_words
    return frozenset(
        first.stem
        for first, noun in pairwise(before.words)
        if noun.stem in again and first.stem in before.content and not noun.before and first.text not in nouns
    )


def _meant(there: Unit, before: Unit) -> frozenset[str]:
    """What a pronoun stands for: "they" that open a sentence for the subject of the one before, "it" behind a verb for
    what that one's verb acts on. Not known where that one has no main verb."""
    main = next((one for one in before.predicates if one.finite and not one.opener), None)
    if main is None:
        return frozenset()
    found: tuple[Word, ...] = ()
    texts = [word.text for word in there.words]
    if texts[:1] and texts[0] in _SUBJECTS:
        found += before.words[: main.at]
    if any(text in _OBJECTS for text in texts[1:7]):
        after = range(main.at + 1, len(before.words))
        end = next((at for at in after if _parts_object(before.words, at)), after.stop)
        found += before.words[main.at + 1 : end]
    return content_stems(found) & before.content


def _items(sentence: str) -> list[str]:
    """ "We shall (a) ask and (b) answer": each item with what stands before the first; another sentence as it is."""
    lead, *items = _ENUMERATOR.split(sentence)
    if len(items) < 2 or not lead.strip():
        return [sentence]
    return [f"{lead.rstrip()} {_JOINED.sub('', item.strip())}" for item in items]


def _parts_object(read: Sequence[Word], at: int) -> bool:
    """A preposition behind what a verb acts on; "to" before a verb is none."""
    to_verb = read[at].text == "to" and at + 1 < len(read) and read[at + 1].text in vocabulary().verb_words
    return read[at].text in PREPOSITIONS - {"of", "about"} and not to_verb


def _continues(text: str, ours: frozenset[str]) -> bool:
    """Whether a text is an item of a list, and no sentence of its own."""
    written = _ITEM.sub("", text).strip()
    return bool(_ITEM.match(text)) or written[:1].islower() or not any(one.finite for one in predicates(written, ours))


def statement_units(statement: str, ours: frozenset[str]) -> list[Unit]:
    """The sentences of a statement, without "Yes," and "No," before them; what stands in brackets is one of its own."""
    pieces = (*sentences(_ASIDE.sub(" ", statement)), *_ASIDE.findall(statement))
    return [unit(text, ours) for piece in pieces if (text := _OPENING.sub("", piece, count=1).strip("() "))]


def people_of_age(read: Sequence[Word]) -> frozenset[str]:
    """The stems of nouns that only say who is of an age: "children under 12", of "under-12s"."""
    return frozenset(
        noun.stem
        for at, noun in enumerate(read[:-2])
        if read[at + 1].text in {"under", "over", "aged", "below"} and read[at + 2].stem[0].isdigit()
    )


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

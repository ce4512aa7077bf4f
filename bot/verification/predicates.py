"""A text's sentences, and the predicates of each with what they speak of. Pure.

Polarity belongs to the predicate, not to the sentence: "we do not sell it but share it" denies only selling.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.verification import grammar
from bot.verification.cues import OBJECTS
from bot.verification.predicate import Predicate
from bot.verification.reading import Reader
from bot.verification.words import words

# "; others are not." goes on with the verb before.
_ELIDED = r"[^;.!?]{1,60}\b(?:is|are|was|were|do|does|did|can|may|will)(?:n't| not)(?:[.;]|$)"
_SENTENCE = re.compile(rf"(?<=[.!?])[\"')\]]*\s+|\n\s*\n|\n(?=\s*[-*•|]|[^\n]*\s\|\s)|;\s(?!{_ELIDED})")
_ABBREVIATED = re.compile(r"\b(?:e\.g|i\.e|etc|inc|ltd|co|corp|art|sec|vs|mr|ms|mrs|dr|st|approx)\.$", re.IGNORECASE)
# "Between 4 p.m. and 9 p.m. on weekdays".
_OF_DAY = re.compile(r"\b[ap]\.m\.$")
_APART = (("other", "than"), ("apart", "from"), ("aside", "from"))


def sentences(text: str) -> list[str]:
    """The sentences and items of a text."""
    pieces: list[str] = []
    for piece in _SENTENCE.split(text):
        if pieces and (_ABBREVIATED.search(pieces[-1]) or (_OF_DAY.search(pieces[-1]) and piece[:1].islower())):
            pieces[-1] += " " + piece
        elif piece.strip():
            pieces.append(piece)
    return pieces


@lru_cache(maxsize=4096)
def predicates(sentence: str, ours: frozenset[str] = frozenset()) -> tuple[Predicate, ...]:
    """The predicates of one sentence, in order. `ours` are words of the policy's own names."""
    reader = Reader(words(sentence), ours)
    reader.read()
    exceptions = [
        at for at in range(len(reader.words)) if reader.text(at) in grammar.EXCEPTING or reader.matches(at, _APART)
    ]
    hedges = [
        at
        for at in range(len(reader.words))
        if reader.text(at) in grammar.HEDGES or reader.matches(at, grammar.HEDGING_PHRASES)
    ]
    begins = [*(_begin(reader, index) for index in range(len(reader.found))), len(reader.words)]
    made = [
        replace(
            one,
            things=_things(reader, begins, index),
            subject=_subject(reader, *reader.subjects[index]),
            excepted=one.denied is True and any(_excepts(reader, one.at, at) for at in exceptions),
            hedged=any(begins[index] <= at < begins[index + 1] for at in hedges),
            opener=reader.openers[index],
            given=_given(reader, one.at),
            around=_around(reader, one.at) | _words(reader, *reader.subjects[index]),
        )
        for index, one in enumerate(reader.found)
    ]
    for index, of in reader.elided.items():
        objects = made[of].things - made[of].subject
        made[index] = replace(made[index], things=made[index].things | objects, around=made[index].around | objects)
    return tuple(made)


def _given(reader: Reader, verb: int) -> frozenset[str]:
    """The parties behind a verb as its object, or behind a "to" in the same clause: "tells us", "passes it to you"."""
    found: set[str] = set()
    ends = grammar.OPENERS | grammar.RELATIVES | grammar.CONTRASTS
    finite = {one.at for one in reader.found if one.finite}
    for at in range(verb + 1, len(reader.words)):
        word = reader.words[at]
        if word.text in ends or at in finite or word.before.strip(","):
            break
        party = OBJECTS.get(word.text) or ("we" if reader.own_name(at) else "")
        received = (at == verb + 1 and not word.before) or reader.text(at - 1) == "to"
        if party and received and _ends_noun(reader, at):
            found.add(party)
    return frozenset(found)


def _ends_noun(reader: Reader, at: int) -> bool:
    """Whether a name or a pronoun is what is meant, not what qualifies the noun behind it."""
    if reader.text(at) in OBJECTS or at + 1 >= len(reader.words):
        return True
    following = reader.text(at + 1)
    parted = bool(reader.words[at + 1].before) or reader.own_name(at + 1)
    return parted or following in grammar.PREPOSITIONS | grammar.OPENERS


def _excepts(reader: Reader, verb: int, at: int) -> bool:
    """Whether an exception at a place is one from what a verb says: not from another main clause before it."""
    owned = reader.text(at) == "unless" and any(
        verb < part <= at and any(one.finite and one.denied and part <= one.at < at for one in reader.found)
        for part in reader.parts
    )
    # "It does not count, but we print it without your name": of what comes behind the "but".
    contrasted = any(
        verb < part < at
        and reader.text(part) in grammar.CONTRASTS
        and any(one.finite and part < one.at < at for one in reader.found)
        for part in reader.parts
    )
    # "It carries none, and we name no source without leave": of the nearer verb alone, where no comma parts it.
    nearer = "," not in reader.words[at].before and any(
        verb < part < at and any(one.finite and part <= one.at < at for one in reader.found) for part in reader.parts
    )
    return at == 0 or (at > verb and not owned and not contrasted and not nearer)


def _around(reader: Reader, at: int) -> frozenset[str]:
    """The stems of the main clause around a place, with whatever hangs on it."""
    start = max(place for place in reader.parts if place <= at)
    end = min((place for place in reader.parts if place > at), default=len(reader.words))
    # "All gates except for the side gate": what is excepted is not what the clause is about.
    excepted = next((place for place in range(at, end) if _sets_aside(reader, place)), end)
    return _words(reader, start, excepted)


def _sets_aside(reader: Reader, at: int) -> bool:
    following = reader.text(at + 1)
    return reader.text(at) == "except" and (following == "for" or following in grammar.DETERMINERS)


def _words(reader: Reader, start: int, end: int) -> frozenset[str]:
    return frozenset(word.stem for word in reader.words[start:end]) - reader.vocab.empty


def _begin(reader: Reader, index: int) -> int:
    """Where the words of a predicate begin: after the last joint between it and the one before."""
    if index == 0:
        return 0
    before = reader.found[index - 1].at + 1
    joints = [at for at in range(before, reader.found[index].at + 1) if _joined(reader, at)]
    return max(joints, default=before)


def _joined(reader: Reader, at: int) -> bool:
    text = reader.text(at)
    return bool(reader.words[at].before) or any(
        text in words for words in (grammar.JOINTS, grammar.OPENERS, grammar.RELATIVES)
    )


def _things(reader: Reader, begins: list[int], index: int) -> frozenset[str]:
    """Stems of the predicate's own words, its subject's, and those of verbs that follow at once: "sell or share it"."""
    start, end = reader.subjects[index]
    after = range(index + 1, len(reader.found))
    stop = next((at for at in after if reader.found[at].finite or _joined(reader, begins[at])), len(reader.found))
    around = [word for word in reader.words[begins[index] : begins[stop]] if word.text != reader.found[index].word]
    around += reader.words[start:end]
    following = index
    while following + 1 < len(reader.found) and reader.found[following + 1].at - reader.found[following].at <= 2:
        following += 1
        around += reader.words[begins[following] : begins[following + 1]]
    return frozenset(word.stem for word in around) - reader.vocab.empty


def _subject(reader: Reader, start: int, end: int) -> frozenset[str]:
    nouns: set[str] = set()
    aside = next(
        (at for at in range(start, end) if reader.text(at) == "which" and "," in reader.words[at].before), None
    )
    closed = (grammar.MODALS, grammar.BE, grammar.DO, grammar.HAVE, grammar.PREPOSITIONS if aside is None else ())
    end = end if aside is None else aside
    for at, word in enumerate(reader.words[start:end]):
        if at == 0 and word.text in grammar.OPENERS:
            continue
        if any(word.text in words for words in closed) or (word.text, reader.text(start + at + 1)) in grammar.PHRASES:
            # "It intends to ask": the verb's own words.
            break
        nouns.add(word.stem)
    return frozenset(nouns) - reader.vocab.empty

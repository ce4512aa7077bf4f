"""The verifier's words, read once from `data/verification.toml`, which says what each list is for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import product

from bot.verification.words import stem_of

_NONE: frozenset[int] = frozenset()
_NOUN_ENDINGS = ("ion", "ment", "er", "or", "ance", "ence", "al", "ity", "ure", "ee", "ist", "ness", "ship")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything by stems, but for `narrowing`, `organisations` and `verb_words`. `groups` gives the numbers of a
    stem's groups."""

    groups: dict[str, frozenset[int]]
    opposites: dict[str, frozenset[str]]
    parties: dict[str, str]
    party_words: frozenset[str]
    verbs: frozenset[str]
    verb_words: frozenset[str]
    verb_forms: frozenset[str]
    only_verbs: frozenset[str]
    masking: frozenset[str]
    narrowing: frozenset[str]
    organisations: frozenset[str]
    empty: frozenset[str]
    light: frozenset[str]

    def is_verb(self, word: str) -> bool:
        """Whether a word is a form of a known verb: "resides", not "resident", which has the same stem."""
        return word in self.verb_forms

    def is_noun(self, word: str) -> bool:
        """Whether a word has the ending of a noun made of a verb: "information", "processor"."""
        singular = word.removesuffix("s")
        return singular.endswith(_NOUN_ENDINGS) and singular not in self.verb_words and word not in self.verb_words

    def same(self, one: str, other: str) -> bool:
        """Whether two stems may mean the same."""
        return one == other or not self.groups.get(one, _NONE).isdisjoint(self.groups.get(other, _NONE))

    def among(self, stem: str, others: frozenset[str]) -> bool:
        """Whether a stem or one of the same meaning is among others."""
        return stem in others or not self.groups.get(stem, _NONE).isdisjoint(_groups_of(others))


@cache
def vocabulary() -> Vocabulary:
    data = tomllib.loads(resources.files("bot").joinpath("data/verification.toml").read_text(encoding="utf-8"))
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(data["same"].strip().splitlines()):
        for word in line.split():
            groups.setdefault(stem_of(word), set()).add(number)
    opposites: dict[str, set[str]] = {}
    for line in data["opposite"].strip().splitlines():
        for one, other in product(*(map(stem_of, side.split()) for side in line.split("|"))):
            opposites.setdefault(one, set()).add(other)
            opposites.setdefault(other, set()).add(one)
    return Vocabulary(
        groups={stem: frozenset(numbers) for stem, numbers in groups.items()},
        opposites={stem: frozenset(others) for stem, others in opposites.items()},
        parties={stem_of(word): party for party in ("we", "you", "third") for word in data[party].split()},
        party_words=_plurals(word for party in ("we", "you", "third") for word in data[party].split()),
        verbs=frozenset(map(stem_of, data["verbs"].split())),
        verb_words=frozenset(data["verbs"].split()),
        verb_forms=_forms(frozenset(data["verbs"].split()), data["irregular"]),
        only_verbs=frozenset(map(stem_of, data["verbs"].split())) - frozenset(map(stem_of, data["nouns_too"].split())),
        masking=frozenset(map(stem_of, data["masking"].split())),
        narrowing=frozenset(data["narrowing"].split()),
        organisations=frozenset(data["organisations"].split()),
        empty=frozenset(map(stem_of, data["empty"].split())),
        light=frozenset(map(stem_of, data["light"].split())),
    )


def _plurals(nouns: Iterable[str]) -> frozenset[str]:
    singular = frozenset(nouns)
    return singular | {noun + "s" for noun in singular} | {noun[:-1] + "ies" for noun in singular if noun.endswith("y")}


def _forms(verbs: frozenset[str], irregular: str) -> frozenset[str]:
    """All forms of verbs, with a doubled consonant or without, as either spelling has it."""
    forms = set(verbs)
    for verb in verbs:
        bare = verb.removesuffix("e")
        forms |= {verb + "s", verb + "es", bare + "ing", bare + "ed", verb + verb[-1] + "ing", verb + verb[-1] + "ed"}
        if verb.endswith(("ee", "oe", "ye")):
            forms.add(verb + "ing")
        if verb.endswith("y"):
            forms |= {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
        if verb.endswith("ie"):
            forms.add(verb[:-2] + "ying")
    for line in irregular.strip().splitlines():
        if line.split()[0] in verbs:
            forms.update(line.split())
    return frozenset(forms)


@lru_cache(maxsize=8192)
def _groups_of(stems: frozenset[str]) -> frozenset[int]:
    groups = vocabulary().groups
    return _NONE.union(*(groups[stem] for stem in stems if stem in groups))

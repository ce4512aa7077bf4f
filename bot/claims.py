"""What a sentence claims of what is done with data: the practices that it affirms, and those that it denies. Pure.

By grammar, for English: a practice is denied by a negation up to four words before it. Words that may be nouns ("the
use", "location tracks") count only after a word that shows a verb; what a condition or a relative clause says ("an
account that was not used") is no claim; an infinitive of purpose ("to send you news") affirms nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_REACH = 4
_SENTENCES_KEPT = 10_000
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[;:.()]")
# The name of a browser's signal, which denies nothing; "we do not track you" does.
_SIGNAL = re.compile(r"(?<!\bwe )(?<!\bthey )(?<!\bpartners )\bdo[\s-]not[\s-]track\b", re.IGNORECASE)
_COPULAS = frozenset({"is", "are", "was", "were"})
# They deny by their noun: "no logs are kept", "we use no cookies".
_OF_NOUNS = frozenset({"no", "nothing", "none", "nobody", "neither"})
_ALTERNATIVES = frozenset({"or", "nor"})
_BREAKS = frozenset(";:.()")
_LIMIT = re.compile(
    r"\b(?:except\w*|exempt\w*|unless|without|until|only (?:if|when|where|with|to|for|after|by)|solely|other than|"
    r"apart from|subject to|not recogni[sz]ed|in accordance with|save (?:for|as)|to the extent|beyond|for those|"
    r"under \d|under the age|but|for (?:[\w-]+ ){0,4}purposes?|for your own)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Words:
    """`family_of` maps each form of a verb to what is done."""

    family_of: dict[str, str]
    ambiguous: frozenset[str]
    shows_verb: frozenset[str]
    negations: frozenset[str]
    conditions: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("bot").joinpath("data/claims.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(data[name].split()) for name in ("ambiguous", "shows_verb", "negations", "conditions")}
    practices: dict[str, str] = data["practices"]
    return _Words({form: family for family, forms in practices.items() for form in forms.split()}, **lists)


@cache
def _nouns() -> dict[str, str]:
    data = tomllib.loads(resources.files("bot").joinpath("data/claims.toml").read_text(encoding="utf-8"))
    nouns: dict[str, str] = data["presumed_by"]
    return {noun: family for family, forms in nouns.items() for noun in forms.split()}


def presumed_by_nouns(question: str) -> frozenset[str]:
    """What a question takes to be done by its nouns: "how long are the recordings kept?" that there are some."""
    words = (match.group().lower() for match in _WORD.finditer(question))
    return frozenset(family for word in words if (family := _nouns().get(word)))


def practice_words() -> frozenset[str]:
    """All forms of the verbs of what is done with data."""
    return frozenset(_words().family_of)


@dataclass(frozen=True, slots=True)
class Claim:
    """Families of practices: "sell" is also renting. `limited`: the sentence says itself when it does not hold."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    limited: bool


@lru_cache(_SENTENCES_KEPT)
def claim_of(written: str) -> Claim:
    """What one sentence claims. Policies' sentences come again with every question, so what was read is kept."""
    affirmed: set[str] = set()
    denied: set[str] = set()
    known = _words()
    plain = _SIGNAL.sub(" signal ", written)
    words = [match.group().lower().replace("’", "'") for match in _WORD.finditer(plain)]
    negated_at = conditional_at = -_REACH - 1
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        if word in _BREAKS:
            negated_at = conditional_at = -_REACH - 1
        elif word in known.conditions:
            conditional_at = at
        elif word in known.negations or word.endswith("n't"):
            negated_at = at
        elif word in _COPULAS and negated_at >= 0 and words[negated_at] not in _OF_NOUNS:
            # "Photos that you did not order are deleted": the negation belongs to what was before.
            negated_at = -_REACH - 1
        elif word in known.family_of and _is_verb(word, before, known):
            if 0 <= at - conditional_at <= _REACH:
                continue
            after = words[at + 1] if at + 1 < len(words) else ""
            # "Not sell your data or share it" denies both.
            goes_on = before in _ALTERNATIVES and negated_at >= 0 and bool(denied)
            if 0 <= at - negated_at <= _REACH or goes_on or _is_joined(words, negated_at, at) or after in _OF_NOUNS:
                denied.add(known.family_of[word])
            elif before != "to":
                affirmed.add(known.family_of[word])
    return Claim(frozenset(affirmed), frozenset(denied), bool(_LIMIT.search(written)))


def opposed(one: Claim, other: Claim) -> frozenset[str]:
    """The practices that either claim denies and the other affirms."""
    return ((one.denied - one.affirmed) & (other.affirmed - other.denied)) | (
        (other.denied - other.affirmed) & (one.affirmed - one.denied)
    )


def _is_verb(word: str, before: str, known: _Words) -> bool:
    return word not in known.ambiguous or before in known.shows_verb or before.endswith("n't")


def _is_joined(words: list[str], negated_at: int, at: int) -> bool:
    """Whether only alternatives lie between a negation and a verb: "not sell, rent, or otherwise trade"."""
    if negated_at < 0:
        return False
    between = words[negated_at + 1 : at]
    return len(between) <= 2 * _REACH and all(
        word in _words().family_of or word in {"or", "and", "nor", "otherwise", "ever"} for word in between
    )

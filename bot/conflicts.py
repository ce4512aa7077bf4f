"""Whether what a policy is quoted with disagrees or limits itself: a rule here, its exception there. Pure.

Two quoted sentences of different clauses count where both are about something that the question asks for, and either
one denies the practice that the other affirms ("visits are not recorded", "a visit may be recorded"), or one says of
itself that it is an exception and what they share is a rare word of the policy. Wording that neither rule sees is not
found: both clauses are quoted all the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.answering.quotes import Quote
from bot.units import Units
from bot.wording import content_words
from ingest.stems import stems

# Verbs of what is done with data. "Record" and "process" are counted as verbs only where inflected.
_VERBS = {
    "keep": "keep|keeps|kept|keeping",
    "retain": "retain|retains|retained|retaining",
    "store": "store|stores|stored|storing",
    "share": "share|shares|shared|sharing",
    "disclose": "disclose|discloses|disclosed|disclosing",
    "give": "give|gives|gave|given|giving",
    "send": "send|sends|sent|sending",
    "sell": "sell|sells|sold|selling",
    "rent": "rent|rents|rented|renting",
    "delete": "delete|deletes|deleted|deleting|erase|erases|erased|erasing|remove|removes|removed|removing",
    "collect": "collect|collects|collected|collecting|gather|gathers|gathered|gathering",
    "use": "use|uses|used|using",
    "record": "recorded|recording",
    "process": "processed|processing",
    "transfer": "transfer|transfers|transferred|transferring|leave|leaves|leaving",
    "publish": "publish|publishes|published|publishing|show|shows|shown|showing",
    "track": "track|tracks|tracked|tracking",
}
_VERB_OF = {form: verb for verb, forms in _VERBS.items() for form in forms.split("|")}
_NEGATIONS = frozenset({"not", "never", "no", "cannot", "nobody", "none", "neither", "nor"})
_REACH = 4
_EXCEPTION = re.compile(
    r"^\W*(?:(?:by way of|as an|the only|one|an) exception|exceptions?\b|there (?:is|are) (?:one|two|an?|some) "
    r"(?:cases?|exceptions?)|notwithstanding|despite|contrary to|regardless of)\b",
    re.IGNORECASE,
)
# A stem is rare from half the rarity of an unseen one on: where at most five or six of a hundred passages have it.
_RARE = 0.5
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_GENERIC = "data information personal policy privacy may you your we us our user customer service"


@dataclass(frozen=True, slots=True)
class _Claim:
    clause: str
    things: frozenset[str]
    affirmed: frozenset[str]
    denied: frozenset[str]
    is_exception: bool


def conflicting(quotes: Sequence[Quote], units: Units, *, topic: Collection[str]) -> bool:
    """`topic` are the stems of what the question asks for, in the policy's language."""
    claims = [claim for claim in _claims(quotes, units) if claim.things & set(topic)]
    rare = frozenset(stem for stem in topic if units.rarity.get(stem, 0.0) >= _RARE * units.unseen)
    return any(_clash(one, other, frozenset(topic), rare) for one, other in combinations(claims, 2))


def _claims(quotes: Sequence[Quote], units: Units) -> Iterator[_Claim]:
    """The quoted sentences with what they are about, verbs of practice aside."""
    language, text = units.version.language, units.version.text
    aside = frozenset(stems(f"{_GENERIC} {' '.join(_VERB_OF)}", language))
    for sentence in units.sentences:
        if not any(part.span.contains(sentence.span) for quote in quotes for part in quote.parts):
            continue
        written = text[sentence.span.start : sentence.span.end]
        affirmed, denied = _practices(written)
        yield _Claim(
            clause=units.clause_of(sentence).key,
            things=frozenset(stems(" ".join(content_words(written)), language)) - aside,
            affirmed=affirmed,
            denied=denied,
            is_exception=bool(_EXCEPTION.match(written)),
        )


def _practices(written: str) -> tuple[frozenset[str], frozenset[str]]:
    """The practices that a sentence affirms, and those that it denies: by a negation up to four words before."""
    affirmed: set[str] = set()
    denied: set[str] = set()
    last = -_REACH - 1
    for at, word in enumerate(match.group().lower().replace("’", "'") for match in _WORD.finditer(written)):
        if word in _NEGATIONS or word.endswith("n't"):
            last = at
        elif word in _VERB_OF:
            (denied if at - last <= _REACH else affirmed).add(_VERB_OF[word])
    return frozenset(affirmed), frozenset(denied)


def _clash(one: _Claim, other: _Claim, topic: frozenset[str], rare: frozenset[str]) -> bool:
    shared = one.things & other.things & topic
    if one.clause == other.clause or not shared:
        return False
    opposed = (one.denied - one.affirmed) & (other.affirmed - other.denied)
    opposed |= (other.denied - other.affirmed) & (one.affirmed - one.denied)
    return bool(opposed) or (one.is_exception != other.is_exception and not shared.isdisjoint(rare))

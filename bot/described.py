"""Which policy a description of a company fits: by what the policy's own first clauses say that it does, and by where
its address is. Pure.

What a company does is compared with the opening of each policy and the sentences that name it or tell whom to reach,
by late interaction; it fits where it is near enough and no other is nearly as near. A place must stand in the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot import late_interaction
from bot.answer_types import OF_OTHERS, SEAT, AskedFor, has_type
from bot.descriptions import Description
from bot.late_interaction import best_matches
from bot.units import Sentence, Units
from ingest.encoder import Encoded

# The first sentences say who speaks; further ones that name the policy, so many.
_OPENING = 4
_NAMING = 8
# Of 30 descriptions of the twelve policies at hand the right one scores at least 0.49 in 26, and leads by 0.1 in 27;
# of 20 that fit none, two score more than 0.47.
_FITS = 0.48
_LEAD = 0.08
_LIKELY = 0.3
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Fit:
    """`policy` is the one that a description fits, None where that is not sure; `likely` are the nearest, best first.
    `is_spoken_of`: what is described stands in some policy's text, so that it may be a third party there."""

    policy: str | None
    likely: tuple[str, ...] = ()
    is_spoken_of: bool = False


def fit(
    description: Description,
    encoded: Encoded | None,
    candidates: Mapping[str, Units],
    names: Mapping[str, Sequence[str]],
) -> Fit:
    """`encoded` is what the description says, None where it says but a place. `names` are those of each candidate."""
    found = list(candidates)
    if description.places:
        found = [policy for policy in found if _is_in(description.places, candidates[policy], names[policy])]
        if len(found) == 1:
            return Fit(found[0], tuple(found))
    if encoded is None or not found:
        return Fit(None, tuple(found))
    scores = {policy: _nearness(encoded, candidates[policy], names[policy]) for policy in found}
    order = sorted(found, key=lambda policy: -scores[policy])
    best, second = scores[order[0]], scores[order[1]] if len(order) > 1 else 0.0
    if best >= _FITS and best - second >= _LEAD:
        return Fit(order[0])
    likely = tuple(policy for policy in order if scores[policy] >= max(_LIKELY, best - _LEAD))
    words = _WORD.findall(description.says.lower())
    spoken_of = any(all(word in units.words for word in words) for units in candidates.values())
    return Fit(None, likely, is_spoken_of=spoken_of)


def _nearness(encoded: Encoded, units: Units, names: Sequence[str]) -> float:
    """The best late interaction of the description with a sentence that says what the company is."""
    chosen = [one.index for one in _introducing(units, names)]
    if not chosen:
        return 0.0
    cosines = (units.tokens @ encoded.tokens.T).T
    return float(np.max(late_interaction.scores(best_matches(cosines, units.sentence_tokens))[chosen]))


def _introducing(units: Units, names: Sequence[str]) -> list[Sentence]:
    """The opening, and the first sentences that name the policy."""
    naming = [one for one in units.sentences[_OPENING:] if _names_it(_text(one, units), names)]
    return [*units.sentences[:_OPENING], *naming[:_NAMING]]


def _is_in(places: Iterable[str], units: Units, names: Sequence[str]) -> bool:
    """Whether an address of the policy itself, or a sentence that says where it sits, has one of the places."""
    patterns = [re.compile(rf"(?<!\w){re.escape(place)}(?!\w)", re.IGNORECASE) for place in places]
    opening = set(_introducing(units, names))
    for one in units.sentences:
        text = _text(one, units)
        if not any(pattern.search(text) for pattern in patterns) or OF_OTHERS.search(text):
            continue
        if one in opening or SEAT.search(text) or has_type(text, AskedFor.ADDRESS) or _names_it(text, names):
            return True
    return False


def _names_it(text: str, names: Sequence[str]) -> bool:
    folded = text.casefold()
    return any(name.casefold() in folded for name in names)


def _text(sentence: Sentence, units: Units) -> str:
    return units.version.text[sentence.span.start : sentence.span.end]

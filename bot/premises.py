"""What a question takes for granted, and the clause that says otherwise. Pure.

"Why do you sell my data?" presumes a sale; "since you delete logs after a week" presumes a period. The clause of the
policy that denies the practice, or names a period for the same thing, is the answer, and is quoted first. A plain
"do you sell my data?" is treated alike: the clause that affirms or denies it leads.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from bot.claims import Claim, claim_of, opposed, practice_words
from bot.durations import durations
from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.stems import stems

# How far below the best sentence the correcting one may score.
_MARGIN = 1.2


def correcting(question: str, ranking: Ranking, *, topic: Collection[str]) -> Sentence | None:
    """The sentence that says otherwise than the question presumes, where the best ones do not; None where none does.

    `topic` are the stems of what the question asks for, in the policy's language.
    """
    presumed = claim_of(question)
    periods = durations(question)
    if not presumed.affirmed and not periods:
        return None
    things = frozenset(topic) - _aside(ranking.units.version.language)
    best = next(ranking.best(), None)
    if best is None or _answers(best, ranking, presumed, things):
        return None
    floor = ranking.score(best) - _MARGIN
    for sentence in ranking.best():
        if ranking.score(sentence) < floor:
            return None
        if _answers(sentence, ranking, presumed, things) or (periods and _names_period(sentence, ranking, things)):
            return sentence
    return None


def _answers(sentence: Sentence, ranking: Ranking, presumed: Claim, things: frozenset[str]) -> bool:
    context = ranking.units.context_stems[sentence.passage]
    shared = things & (sentence.stems | context)
    return bool(opposed(presumed, claim_of(ranking.text(sentence)))) and (bool(shared) or not things)


def _names_period(sentence: Sentence, ranking: Ranking, things: frozenset[str]) -> bool:
    return bool(things & sentence.stems) and bool(durations(ranking.text(sentence)))


@cache
def _aside(language: str) -> frozenset[str]:
    """The stems of practices and of data in general: what is left of a topic is what it is about."""
    return frozenset(stems(f"data information personal details {' '.join(practice_words())}", language))

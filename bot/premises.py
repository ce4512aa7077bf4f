"""What a question takes for granted, and the clause that says otherwise. Pure.

"Why do you sell my data?" presumes a sale; "since you delete logs after a week" presumes a period. The clause of the
policy that denies the practice, or names a period for the same thing, is the answer, and is quoted first. A plain
"do you sell my data?" is treated alike: the clause that affirms or denies it leads.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from functools import cache

from bot.claims import Claim, claim_of, opposed, practice_words, presumed_by_nouns
from bot.durations import durations
from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.stems import stems

# How far below the best sentence the correcting one may score.
_MARGIN = 1.2
# A sale that is denied of data at large is denied of all that is asked about, however little the words agree.
_SALE = "sell"
_SALE_MARGIN = 2.4
# What cannot be done is told in other words than what can.
_BARRED_MARGIN = 3.2
# "To which advertisers do you sell it?" presumes a sale as "do you sell it?" asks about one.
_ASKED_BY = re.compile(
    r"^\W*(?:(?:to|with|from|for|since|by) )?(?:which|whom?|whose|when|what|where|how|why)\b", re.IGNORECASE
)
# What the asker cannot do: "which e-mails can I not opt out of", "why can't I delete it".
_CANNOT = r"(?:can(?:not|['’]?t| not)|(?:am|are|is|be) (?:not able|unable) to)"
_UNABLE = re.compile(
    rf"\b(?:(?:i|we|you|users?|one) (?:\w+ )?{_CANNOT}|can['’]?t (?:i|we|you|users?|one)|"
    r"can (?:i|we|you|one) (?:\w+ )?not|"
    r"(?:am|are|is) (?:i|we|you|one) (?:not able|unable) to|not (?:possible|allowed) to)\b",
    re.IGNORECASE,
)
_BARRED = re.compile(
    rf"\b(?:{_CANNOT}|may not|(?:not|no longer) (?:possible|able|permitted|allowed)|impossible|unable|no way)\b",
    re.IGNORECASE,
)
# Ways of not being written to any more, which policies call opting out.
_OUT_OF = re.compile(
    r"\b(?:unsubscrib\w+|opt(?:ing)?[- ]?out|get(?:ting)? out of|get(?:ting)? away from|escape|dodge)\b", re.IGNORECASE
)
_AT_LARGE = re.compile(r"\b(?:data|information|anything|details)\b", re.IGNORECASE)


def correcting(question: str, ranking: Ranking, *, topic: Collection[str]) -> Sentence | None:
    """The sentence that says otherwise than the question presumes, where the best ones do not; None where none does.

    `topic` are the stems of what the question asks for, in the policy's language.
    """
    presumed = claim_of(_ASKED_BY.sub("", question))
    presumed = replace(presumed, affirmed=presumed.affirmed | presumed_by_nouns(question))
    periods = durations(question)
    if not presumed.affirmed and not periods:
        return None
    things = frozenset(topic) - _aside(ranking.units.version.language)
    best = next(ranking.best(), None)
    if best is None or _answers(best, ranking, presumed, things):
        return None
    floor = ranking.score(best) - (_SALE_MARGIN if _SALE in presumed.affirmed else _MARGIN)
    for sentence in ranking.best():
        if ranking.score(sentence) < floor:
            return None
        if _answers(sentence, ranking, presumed, things) or (periods and _names_period(sentence, ranking, things)):
            return sentence
    return None


def barring(question: str, ranking: Ranking, *, topic: Collection[str]) -> Sentence | None:
    """The sentence that says what users cannot do, where that is what the question asks; None where none does.

    `topic` are the stems of what it asks about, and of the words that policies use for it.
    """
    if not _UNABLE.search(question):
        return None
    if _OUT_OF.search(question):
        topic = {*topic, *stems("opt unsubscribe", ranking.units.version.language)}
    best = next(ranking.best(), None)
    for sentence in ranking.best():
        if best is None or ranking.score(sentence) < ranking.score(best) - _BARRED_MARGIN:
            return None
        if _BARRED.search(ranking.text(sentence)) and not sentence.stems.isdisjoint(topic):
            return sentence
    return None


def _answers(sentence: Sentence, ranking: Ranking, presumed: Claim, things: frozenset[str]) -> bool:
    context = ranking.units.context_stems[sentence.passage]
    shared = things & (sentence.stems | context)
    text = ranking.text(sentence)
    claim = claim_of(text)
    against = opposed(presumed, claim)
    at_large = _SALE in against and _SALE in claim.denied and _AT_LARGE.search(text) is not None
    return bool(against) and (bool(shared) or not things or at_large)


def _names_period(sentence: Sentence, ranking: Ranking, things: frozenset[str]) -> bool:
    return bool(things & sentence.stems) and bool(durations(ranking.text(sentence)))


@cache
def _aside(language: str) -> frozenset[str]:
    """The stems of practices and of data in general: what is left of a topic is what it is about."""
    return frozenset(stems(f"data information personal details {' '.join(practice_words())}", language))

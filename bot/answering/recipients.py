"""Questions for everybody who gets data ("who do they share it with?"), and what answers them. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from bot.claims import practice_words
from bot.lexicon import lexicon
from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.stems import stems

_GIVES = (
    r"(?:shar(?:e|es|ed|ing)|disclos\w+|sell|sold|giv(?:e|es|en|ing)|pass(?:ed|es|ing)?|sen[dt]|transfer\w*|"
    r"hand(?:s|ed|ing)?|reveal\w*|provide[ds]?|forward\w*|rent(?:ed)?|trad(?:e|ed)|transmit\w*|suppl(?:y|ied)|released?)"
)
_GETS = r"(?:gets?|got|receives?|obtains?|sees?|access(?:es)?|has access to|have access to|(?:gets?|have|has) hold of)"
_IT = (
    r"(?:(?:(?:to )?see|hold of|access to) )?"
    r"(?:my|our|your|his|her|their|the|this|that|it|them|all|any|personal|data|info|information)"
)
_OTHERS = r"(?:third part(?:y|ies)|recipients?|outsiders?|others|companies|partners|organi[sz]ations)"
_ASKS = re.compile(
    rf"\bwhom?(?:ever)?\b[^?.!]*\b{_GIVES}\b|\bwho(?:ever)? (?:\w+ ){{0,2}}{_GETS} {_IT}\b|"
    rf"\b(?:which|what) (?:\w+ )?{_OTHERS}\b[^?.!]*\b(?:{_GIVES}|{_GETS})\b",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\b(?:to|with|by|recipients?|parties|others)\W*$", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!]+")
_TELLS = frozenset(stems("share sharing disclose disclosure transfer recipient third party sell", "en"))
_HEADS = _TELLS | frozenset(stems("get see receive pass", "en"))


def asks_recipients(question: str, ranking: Ranking) -> bool:
    """Whether a question asks who gets data at large: it names nothing else that the policy speaks of."""
    asking = [match.group() for match in _SENTENCE.finditer(question) if _ASKS.search(match.group())]
    return bool(asking) and all(of_data_at_large(one, ranking) for one in asking)


def of_data_at_large(text: str, ranking: Ranking, besides: Collection[str] = ()) -> bool:
    """Whether a text names no certain data, and no certain party, that the policy speaks of, other than `besides`
    (stems)."""
    named = {stem for stem in stems(text, "en") if not stem.isdigit()}
    return not any(stem in ranking.units.rarity for stem in named - _at_large() - {*besides})


def tells_of_recipients(sentence: Sentence, ranking: Ranking) -> bool:
    """Whether a sentence, what introduces it or its heading speaks of giving data to somebody."""
    context = ranking.units.context_stems[sentence.passage]
    return not (_TELLS.isdisjoint(sentence.stems) and _HEADS.isdisjoint(context))


def lists_recipients(sentence: Sentence, ranking: Ranking) -> bool:
    """Whether a sentence is of a list under such a heading, or of one that begins with "we share it with:"."""
    units = ranking.units
    clause = units.clause_of(sentence)
    lead_in = clause.lead_in or sentence.span
    if not _HEADS.isdisjoint(stems(" ".join(clause.path), units.version.language)):
        return True
    text = units.version.text[lead_in.start : lead_in.end]
    return _OPENS.search(text) is not None and not _HEADS.isdisjoint(stems(text, units.version.language))


@cache
def _at_large() -> frozenset[str]:
    """The stems that say nothing of which data, or whose: function words, practices, and data by any name."""
    words = (
        "data information info personal details party third company companies partner organisation recipient get "
        "access see obtain receive outsider others anyone else hold user customer may reveal supply release transmit"
    )
    return frozenset(stems(" ".join([words, *practice_words(), *lexicon().function_words]), "en"))

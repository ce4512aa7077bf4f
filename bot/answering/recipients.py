"""Questions for everybody who gets data ("who do they share it with?"), and what answers them. Pure."""

from __future__ import annotations

import re

from bot.retrieval import Ranking
from bot.units import Sentence
from ingest.stems import stems

_GIVES = (
    r"(?:shar|disclos|sell|sold|giv|pass|send|sent|transfer|hand|reveal|provid|forward|rent|trad|communicat|expos|leak|"
    r"distribut|releas|transmit|entrust|supply|suppli)\w*"
)
_GETS = r"(?:gets?|receiv\w+|sees?|seen?|obtains?|access\w*|has|have|can|may|could|might|will|would|is|are|else)"
_ASKS = re.compile(
    rf"\bwhom?(?:ever)?\b[^?.]*\b{_GIVES}\b|"
    rf"\bwho(?:ever)?(?: else| all)? (?:{_GETS} )?(?:{_GETS} )?(?:gets?|receives?|sees?|obtains?|access\w*|hold of)\b|"
    r"\b(?:which|what) (?:\w+ )?(?:third part(?:y|ies)|recipients|outsiders|others|companies|partners|organi[sz]ations)\b"
    rf"[^?.]*\b(?:{_GIVES}|gets?|receives?|sees?|obtains?|access\w*)\b",
    re.IGNORECASE,
)
_TOLD_BY = frozenset(stems("share sharing disclose disclosure transfer recipient receive third party pass sell", "en"))


def asks_recipients(question: str) -> bool:
    return bool(_ASKS.search(question))


def tells_of_recipients(sentence: Sentence, ranking: Ranking) -> bool:
    """Whether a sentence, what introduces it or its heading speaks of giving data to somebody."""
    units = ranking.units
    return not _TOLD_BY.isdisjoint(sentence.stems | units.context_stems[sentence.passage])

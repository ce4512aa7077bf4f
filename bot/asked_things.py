"""The things that a question asks about, besides what is done with them and data in general. Pure."""

from __future__ import annotations

from functools import cache

from bot.claims import practice_words
from bot.lexicon import lexicon
from bot.outright_entry import Outright
from bot.wording import content_words
from ingest.stems import stems

_GENERAL = (
    "data information info details personal stuff everything anything long fast soon days me my myself other others"
)
# Verbs of speaking and having: what is said or had is asked about, not these.
_SPEAKING = (
    "mention mentions say says state states name names refer refers cite cites promise promises rely relies hold holds "
    "have has offer offers run runs employ employs put puts set sets place places"
)
_SPEAKING_WORDS = frozenset(_SPEAKING.split())


def things_of(ask: str) -> frozenset[str]:
    """The stems of what is asked about, besides practices and data in general."""
    # By the word, not its stem: employers are not "employ", recordings not "record".
    verbs = _SPEAKING_WORDS | practice_words()
    named = [word for word in content_words(ask) if word.lower() not in verbs]
    return frozenset(stems(" ".join(named), "en")) - general()


def things_besides(ask: str, known: Outright) -> frozenset[str]:
    """The stems of what is asked about besides what is known to be said in other words."""
    return things_of(ask) - stems_of(known.own)


def named_as(ask: str) -> list[frozenset[str]]:
    """For each word of what is asked about its stems, and those of the policies' words for it."""
    synonyms = lexicon().synonyms
    words = [word.lower() for word in content_words(ask) if word.lower() not in _SPEAKING_WORDS]
    named = [word for word in words if not general().issuperset(stems(word, "en"))]
    return [frozenset(stems(f"{word} {synonyms.get(word, '')}", "en")) for word in named]


@cache
def stems_of(words: str) -> frozenset[str]:
    return frozenset(stems(words, "en"))


def general() -> frozenset[str]:
    """The stems of words for data in general, and for nothing in particular."""
    return stems_of(_GENERAL)

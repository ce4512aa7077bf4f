"""A question in a policy's own words: what people say replaced by what the policy writes for it. Pure.

A word that means the same leads to the sentence, and yet tells against it: "are you liable for other sites?" is less
surely answered by "we are not responsible for" than "are you responsible for other sites?" is. Only words that the
policy has not are replaced, and only by words that it has.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, partial
from importlib import resources

from bot.lexicon import lexicon
from bot.units import Units
from ingest.stems import stems

# How sure the decision must be of a question in a policy's own words: more than of one in the asker's, as measured on
# the gold sets.
SURE_ENOUGH = 0.68
# "If I ask for a copy, how fast do you have to reply?"
_HOW_SOON = re.compile(
    r".*\bhow (?:fast|soon|quick(?:ly)?|long) (?:do|does|will|would|must|should|can|may) (?:you|they)\b[^?]*"
    r"\b(?:reply|respond|answer|react|(?:get|come|write) back)\b.*",
    re.IGNORECASE,
)
# "What if someone breaks in?"
_BREACH = re.compile(
    r".*\bwhat(?: (?:happens|do you do|would you do|will you do|would happen|will happen))?(?: (?:if|when|"
    r"in case of|after|about))"
    r"[^?]*\b(?:breach\w*|hack\w*|break(?:s|-)? ?in|leak(?:s|ed)?|stolen|data theft|security incidents?)\b.*",
    re.IGNORECASE,
)
_INCIDENTS = ("security incidents", "data breach", "security breach", "breach of security", "breach of data")
_ASIDE = re.compile(r"\([^)]*\)")
_PLAIN = str.maketrans("", "", "()")

_AUTHORITY = r"(?:[\w-]+ ){0,3}?(?:authority|regulator|body|agency|ombudsman|commissioner|watchdog)"
# "Which Dutch authority can I complain to", "who is the regulator that I report this to".
_WHICH_AUTHORITY = re.compile(
    rf"\b(?:(?:(?P<to>to|with|at) )?(?:which|what) {_AUTHORITY} "
    r"(?P<aux>can|do|should|may|could|would|must) (?:i|we|one)|"
    rf"(?:who|what) is the {_AUTHORITY}(?: that| which| who)? (?:i|we|one) (?P<may>can|should|may|could|must))"
    r"(?= (?:complain|report|turn|go|write|appeal|file|lodge)\b)",
    re.IGNORECASE,
)


def in_policys_words(text: str, units: Units) -> str:
    """The text with the policy's words for those that it has not; itself where there are none."""
    text = _HOW_SOON.sub("how fast do you answer requests?", text)
    incident = next((one for one in _INCIDENTS if _is_written(one, units)), "")
    text = _BREACH.sub(f"how do you handle {incident}?", text) if incident else text
    text = _WHICH_AUTHORITY.sub(
        lambda found: f"{'to whom' if found['to'] else 'who'} {found['aux'] or found['may']} I", text
    )
    for pattern, phrases in _table():
        text = pattern.sub(partial(_instead, phrases=phrases, units=units), text)
    return text


def _instead(said: re.Match[str], phrases: Sequence[str], units: Units) -> str:
    if all(stem in units.rarity for stem in _told(said.group())):
        return said.group()
    return next((one for one in phrases if _is_written(one, units)), said.group()).translate(_PLAIN)


def _is_written(phrase: str, units: Units) -> bool:
    """Whether a sentence has all its words but those in parentheses."""
    wanted = frozenset(_told(_ASIDE.sub(" ", phrase)))
    return any(wanted <= one.stems for one in units.sentences)


def _told(phrase: str) -> list[str]:
    words = [word for word in phrase.lower().split() if word not in lexicon().function_words]
    return stems(" ".join(words), "en")


@cache
def _table() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    data = tomllib.loads(resources.files("bot").joinpath("data/plain_words.toml").read_text(encoding="utf-8"))
    return tuple((_pattern(key), tuple(phrases)) for key, phrases in data["words"].items())


def _pattern(key: str) -> re.Pattern[str]:
    alternatives = sorted((re.escape(one).replace(r"\*", r"\w*") for one in key.split("|")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)

"""Phrases that say what one word says: "gets in touch with" is "contacts". Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


def plain_phrases(text: str) -> str:
    """A text with single words for the phrases of `data/verification.toml`."""
    pattern, words = _table()
    return pattern.sub(lambda found: _cased(found[0], words[found[0].lower()]), text)


def _cased(said: str, word: str) -> str:
    return word.capitalize() if said[0].isupper() else word


@cache
def _table() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds the phrases, in every form of their verbs, and the word for each."""
    data = tomllib.loads(resources.files("bot").joinpath("data/verification.toml").read_text(encoding="utf-8"))
    irregular = {line.split()[0]: line.split()[1:] for line in data["irregular"].strip().splitlines()}
    words: dict[str, str] = {}
    for line in data["phrases"].strip().splitlines():
        phrase, word = (side.strip() for side in line.split("|"))
        words[phrase] = word
    for line in data["verb_phrases"].strip().splitlines():
        phrase, word = (side.strip() for side in line.split("|"))
        verb, _, rest = phrase.partition(" ")
        words |= {
            f"{one} {rest}": other for one, other in zip(_forms(verb, irregular), _forms(word, irregular), strict=True)
        }
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.IGNORECASE), words


def _forms(verb: str, irregular: Mapping[str, list[str]]) -> tuple[str, ...]:
    """A verb, its third person, past, participle and form in -ing."""
    bare = verb.removesuffix("e")
    soft = verb[:-1] + "i" if verb.endswith("y") and verb[-2] not in "aeou" else bare
    third = soft + "es" if soft != bare or verb.endswith(("s", "sh", "ch", "x")) else verb + "s"
    doubled = verb + verb[-1] if verb in {"set", "get", "put", "let", "cut", "run"} else bare
    past = irregular.get(verb) or [verb if verb in {"set", "put", "read", "let", "cut"} else soft + "ed"]
    return verb, third, past[0], past[-1], doubled + "ing"

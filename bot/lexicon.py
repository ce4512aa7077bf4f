"""The curated words of the question side, read once from `data/lexicon.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.stems import stems

_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`synonyms` maps a user's wording (lower case) to what policies call it; `vocabulary` has the words of both."""

    version: int
    function_words: frozenset[str]
    boilerplate: frozenset[str]
    synonyms: dict[str, str]
    by_stems: dict[tuple[str, ...], str]
    vocabulary: frozenset[str]

    def expansions(self, text: str) -> list[str]:
        """The policies' wording for each of the user's phrases in the text, whatever their inflection; of
        overlapping phrases the longest."""
        words = stems(text, "en")
        found: list[str] = []
        at = 0
        while at < len(words):
            size = next((n for n in range(_LONGEST, 0, -1) if tuple(words[at : at + n]) in self.by_stems), 0)
            if size:
                found.append(self.by_stems[tuple(words[at : at + size])])
            at += max(size, 1)
        return list(dict.fromkeys(found))


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads(resources.files("bot").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))
    return Lexicon(
        version=data["version"],
        function_words=frozenset(data["function_words"].split()),
        boilerplate=frozenset(data["boilerplate"].split()),
        synonyms=data["synonyms"],
        vocabulary=frozenset(" ".join([*data["synonyms"], *data["synonyms"].values()]).lower().split()),
        by_stems={tuple(stems(phrase, "en")): wording for phrase, wording in data["synonyms"].items()},
    )

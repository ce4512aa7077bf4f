"""The curated words of the question side, read once from `data/lexicon.toml`, which says what each list is for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ingest.stems import stems


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words are in lower case. `synonyms` maps a user's wording to what policies call it; `vocabulary` has the
    words of both, `counts` each of them once, `policy_stems` the stems of the policies' side. `shorthand` maps how a
    word is typed to the word, `plain_verbs` everyday verbs to those of what is done with data."""

    version: int
    function_words: frozenset[str]
    boilerplate: frozenset[str]
    references: frozenset[str]
    actions: frozenset[str]
    legal_forms: frozenset[str]
    web_words: frozenset[str]
    modern_words: frozenset[str]
    synonyms: dict[str, str]
    shorthand: dict[str, str]
    plain_verbs: dict[str, str]
    by_stems: dict[tuple[str, ...], str]
    vocabulary: frozenset[str]
    counts: dict[str, int]
    policy_stems: frozenset[str]

    def expansions(self, text: str) -> list[str]:
        """The policies' wording for each of the user's phrases in the text, whatever their inflection; of
        overlapping phrases the longest."""
        words = stems(text, "en")
        longest = max(map(len, self.by_stems))
        found: list[str] = []
        at = 0
        while at < len(words):
            size = next((n for n in range(longest, 0, -1) if tuple(words[at : at + n]) in self.by_stems), 0)
            if size:
                found.append(self.by_stems[tuple(words[at : at + size])])
            at += max(size, 1)
        return list(dict.fromkeys(found))


@cache
def lexicon() -> Lexicon:
    data = tomllib.loads(resources.files("bot").joinpath("data/lexicon.toml").read_text(encoding="utf-8"))
    synonyms: dict[str, str] = data["synonyms"]
    function_words, general = (frozenset(data[name].split()) for name in ("function_words", "general_words"))
    vocabulary = frozenset(" ".join([*synonyms, *synonyms.values()]).lower().split())
    return Lexicon(
        version=data["version"],
        function_words=function_words,
        boilerplate=frozenset(data["boilerplate"].split()),
        references=frozenset(data["references"].split()),
        actions=frozenset(data["actions"].split()),
        legal_forms=frozenset(data["legal_forms"].split()),
        web_words=frozenset(data["web_words"].split()),
        modern_words=frozenset(data["modern_words"].split()),
        synonyms=synonyms,
        shorthand=data["shorthand"],
        plain_verbs=data["plain_verbs"],
        by_stems={tuple(stems(phrase, "en")): wording for phrase, wording in synonyms.items()},
        vocabulary=vocabulary,
        counts=dict.fromkeys(vocabulary, 1),
        policy_stems=frozenset(
            stem
            for wording in synonyms.values()
            for word in wording.lower().split()
            if word not in function_words | general
            for stem in stems(word, "en")
        ),
    )

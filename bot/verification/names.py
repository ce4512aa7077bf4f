"""Proper names: each in a statement must stand in its quotes, their headings, or be the policy's own. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.verification.addresses import without_addresses
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary
from bot.verification.words import stem_of, word_set, words

_SENTENCE_START = re.compile(r"[.!?:;\"'“(]")
# Written with a capital although they name nobody.
_COMMON = word_set(
    "i january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday internet english ok yes no privacy policy notice statement personal data "
    "information section article clause faq id ids url ip app api sms cv eur usd gbp chf"
)
_CODE = re.compile(r"\b(?:[^\W\d_]+\d+\w*|\d+[^\W\d_]{3,}\w*|[^\W_]+[a-z][A-Z]\w*|[A-Z]{4,}\w*)\b")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|days?|hours?|months?|years?)")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "st", "vs", "no", "art"})
# "Mexican" is of Mexico, "German" of Germany.
_PEOPLES = ("an", "ian", "ans", "ians", "ese", "ish")
_SHORT_FORMS = {
    "eu": ("european union", "eea", "european economic area", "europe", "union"),
    "eea": ("european economic area",),
    "uk": ("united kingdom",),
    "us": ("united states",),
    "usa": ("united states",),
    "gdpr": ("general data protection regulation",),
    "ccpa": ("california consumer privacy act",),
    "dpo": ("data protection officer",),
    "european": ("eu", "eea", "europe"),
    "europe": ("eu", "eea", "european"),
    "american": ("united states", "us", "america"),
    "californian": ("california",),
    "californians": ("california",),
    "sccs": ("standard contractual clauses",),
    "ai": ("artificial intelligence",),
    "dnt": ("do not track",),
    "french": ("france",),
    "dutch": ("netherlands",),
    "british": ("united kingdom", "britain"),
    "spanish": ("spain",),
    "swiss": ("switzerland",),
    "danish": ("denmark",),
    "polish": ("poland",),
    "irish": ("ireland",),
    "welsh": ("wales",),
    "greek": ("greece",),
    "norwegian": ("norway",),
    "turkish": ("turkey",),
    "finnish": ("finland",),
    "swedish": ("sweden",),
    "brazilian": ("brazil",),
}


def check_names(
    statement: str, quotes: Sequence[str], *, headings: Sequence[str], names: Sequence[str]
) -> Iterator[Rejection]:
    told = " ".join(" ".join(word.text for word in words(one)) for one in (*quotes, *headings, *names))
    there = f" {told} "
    stems = {stem_of(word) for word in told.split()}
    for name in dict.fromkeys((*_names(statement), *_codes(statement))):
        if name in _COMMON or f" {name} " in there or stem_of(name) in stems:
            continue
        longer = _SHORT_FORMS.get(name, ())
        if any(f" {form} " in there for form in longer) or _initials_stand(name, told, statement):
            continue
        if name.endswith(_PEOPLES) and any(len(stem) > 3 and name.startswith(stem[:-1]) for stem in stems):
            continue
        if any(name in forms and f" {short} " in there for short, forms in _SHORT_FORMS.items()):
            continue
        yield Rejection("name", f"The name {name!r} is neither in the quotes nor in their headings: leave it out.")


def _names(statement: str) -> list[str]:
    """Words with a capital inside a sentence, and at its start those that are no words of the vocabulary."""
    vocab = vocabulary()
    found: list[str] = []
    expanded = set()
    for short, forms in _SHORT_FORMS.items():
        expanded |= {word for form in forms for word in form.split()} | {short}
    read = words(statement)
    for at, word in enumerate(read):
        if not word.capital or len(word.text) < 2:
            continue
        titled = at > 0 and read[at - 1].text in _TITLES
        starts = at == 0 or (bool(_SENTENCE_START.search(word.before)) and not titled)
        if starts and (word.stem in vocab.empty or word.stem in vocab.groups or word.stem in vocab.verbs):
            continue
        if starts and word.text not in expanded:
            continue
        found.append(word.text)
    return found


def _codes(statement: str) -> list[str]:
    """Words with digits or capitals inside, which are names wherever they stand: "ISO27001", "vx_id2", "PayHub"."""
    found = [word.lower() for word in _CODE.findall(without_addresses(statement)) if len(word) > 3]
    return [word for word in found if not _ORDINAL.fullmatch(word)]


def _initials_stand(name: str, told: str, statement: str) -> bool:
    """Whether the letters of an acronym begin words that stand together."""
    if not 2 <= len(name) <= 6 or name.upper() not in statement:
        return False
    return name in "".join(word[0] for word in told.split())

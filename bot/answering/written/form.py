"""What a statement of a model may look like, before its quotes are looked at: plain words of the policy's own script,
without markup, without disguise. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.answering.written.prompts import from_data
from bot.citations import folded
from bot.verification import Rejection

_LONGEST = 600
_MARKS = re.compile(r"\s*\[\d+(?:\s*,\s*\d+)*\]")
_BULLET = re.compile(r"^(?:[-*•]|\d+[.)])\s+")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")
# An image or a link, a tag, an entity, a table, a heading, a fence: nothing that anybody renders may come from a model.
_MARKUP = re.compile(r"!?\[[^\]]*\]\s*[(\[]|<\s*/?\s*[A-Za-z!][^>]*>?|&#?\w+;|```|^\s*#{1,6}\s|\|.*\|", re.DOTALL)
# An address that is spelled so that it is not found as one: "example[.]com", "example dot com", "name (at) example",
# "exämple.com".
_DISGUISED = re.compile(
    r"\w\s*[(\[{]\s*(?:\.|dot|at|@)\s*[)\]}]\s*\w|\w\s+dot\s+\w+|[\w-]{2,}\.[^\W\d_]{2,}|\b(?:hxxps?|h\*\*ps?|fxp)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
# Letters of no one script: ª, µ, the modifier letters.
_COMMON = frozenset({"FEMININE", "MASCULINE", "MICRO", "MODIFIER"})


def plain(text: str) -> str:
    """A statement without the marks that models add, emphasis, bullets, citation numbers, and without what nobody
    sees: characters that only format, and halves of characters."""
    visible = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in _INVISIBLE)
    said = _BULLET.sub("", folded(from_data(visible)))
    return _MARKS.sub("", _EMPHASIS.sub(r"\2", said)).strip()


def form_problem(text: str) -> Rejection | None:
    if not any(char.isalnum() for char in text):
        return Rejection("form", "The statement is empty.")
    if len(text) > _LONGEST:
        return Rejection("form", f"The statement has more than {_LONGEST} characters: write one sentence.")
    if _MARKUP.search(text):
        return Rejection("form", "The statement has Markdown or HTML: write plain words.")
    return None


def disguise(text: str, sources: Sequence[str]) -> Rejection | None:
    """Words of another script than the sources', or of two at once, read as something else than they are compared as;
    so do figures that are not 0 to 9, and addresses that are spelled out. What the sources have may be said."""
    there = "\n".join(sources)
    known = _scripts(there)
    for word in _WORD.findall(text):
        scripts = _scripts(word)
        foreign = (
            len(scripts) > 1 or not scripts <= known or any(char.isnumeric() and not char.isascii() for char in word)
        )
        if foreign and word not in there:
            return Rejection("form", f"{word!r} is not written in the letters of the quotes: use theirs.")
    found = _DISGUISED.search(text)
    if found is not None and found[0].casefold() not in there.casefold():
        return Rejection("address", f"{found[0]!r} is part of an address that is not in the quotes: leave it out.")
    return None


def _scripts(text: str) -> set[str]:
    """The scripts of a text's letters, by the first word of their names."""
    return {unicodedata.name(char, "?").split()[0] for char in set(text) if char.isalpha()} - _COMMON

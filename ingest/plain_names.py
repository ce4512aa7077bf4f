"""Names and headings as data: a short line of words, without markup, addresses and control characters. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME = 100
_IMAGE = re.compile(r"!\[[^\[\]]*\]\s?[(\[][^()\[\]]*[)\]]?")
_LINK = re.compile(r"\[([^\[\]]*)\]\s?(?:\([^()]*\)?|\[[^\[\]]*\]|:(?=\s*\S+[./]))")
_TAG = re.compile(r"<\|[^<>|]{0,40}\|>|<!--.*?(?:-->|\Z)|</?[a-zA-Z!?][^<>]*(?:>|\Z|(?=<))|<\||\|>", re.DOTALL)
_HOST = r"(?:[\w-]+\.)+[a-z]{2,}"
_ADDRESS = re.compile(
    rf"\b(?:[a-z][a-z0-9+.-]*://|(?:javascript|data|mailto|tel):)\S*|\bwww\.\S+|[\w.+-]+@{_HOST}|\b{_HOST}(?::\d+)?[/?#]\S*",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"(?:[\s,;:|–—(\[-]|\b(?:of|for|at|by|on|see|from|der|des|von|für|de|del|di|pour|para)(?=\s*\Z))+\Z", re.IGNORECASE
)
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_UNSEEN = frozenset(("Cc", "Cf", "Zl", "Zp"))
_LONGEST_TEXT = 2_000
_SIGNS = " \t*`#_~|"


def plain_name(text: str, *, longest: int = LONGEST_NAME) -> str:
    """What of a text can stand as a name; "" where nothing can. Where an address is cut off, so is the "of" before."""
    name = "".join(" " if unicodedata.category(one) in _UNSEEN else one for one in text[:_LONGEST_TEXT])
    before = None
    while name != before:  # what is cut out may leave new markup behind
        before, name = name, _cleaned(name)
    if len(name) > longest:
        name = name[:longest].rpartition(" ")[0].strip(_SIGNS) or name[:longest]
    return name if any(map(str.isalnum, name)) else ""


def _cleaned(text: str) -> str:
    words = _TAG.sub(" ", _LINK.sub(r"\1", _IMAGE.sub(" ", text)))
    without = _EMPTY_BRACKETS.sub(" ", _ADDRESS.sub(" ", words))
    if without != words:
        without = _LEFT_OVER.sub("", without)
    return " ".join(without.split()).strip(_SIGNS)

"""Whether a model's rewriting of a follow-up can be searched for. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.citations import folded

_LONGEST = 300
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+")
_LABEL = re.compile(r"^(?:(?:rewritten |standalone )?question|rewritten)\s*:\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def rewritten(reply: str, question: str, history: Sequence[str]) -> str | None:
    """The one line of a reply; None where it is no question that comes from the conversation.

    A rewriting only changes what is searched for. But one that shares no word with the question, has an address of its
    own, or goes on and on, is something else.
    """
    lines = [line for line in (folded(line).strip(" \"'“”`*") for line in reply.splitlines()) if line]
    if len(lines) != 1:
        return None
    line = _LABEL.sub("", lines[0]).strip(" \"'“”")
    said = " ".join([question, *history])
    if not line or len(line) > max(_LONGEST, 2 * len(question)):
        return None
    if any(found not in said for found in _ADDRESS.findall(line)):
        return None
    known = set(_WORD.findall(said.casefold()))
    words = _WORD.findall(line.casefold())
    return line if words and 2 * sum(word in known for word in words) >= len(words) else None

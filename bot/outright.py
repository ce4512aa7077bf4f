"""What says outright what is asked, in words that share none with the question. Pure.

"We will let you know" tells of changes, "request data portability" lets one take data away, "a change of control" is a
merger. Each is asked and said in ways of its own; a thing that is asked about besides ("by e-mail") must be named too.
"""

from __future__ import annotations

import re

from bot.outright_entry import Outright
from bot.outright_known import KNOWN

DENIED = re.compile(r"\b(?:no|not|never|none|nor|neither|cannot|\w+n['’]t)\b", re.IGNORECASE)
# "If you do not want them, ...".
CONDITION = re.compile(r"^\W*(?:if|when|where|unless)\b[^,]*,", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:in advance|beforehand|ahead|before|prior)\b", re.IGNORECASE)


def ahead(text: str) -> bool:
    """Whether a question or sentence is of something done before."""
    return _AHEAD.search(text) is not None


def outright(ask: str) -> Outright | None:
    """What says outright what is asked; None where it is nothing of these."""
    return next((one for one in KNOWN if one.asks.search(ask)), None)

"""A sentence that announces an address ("you can contact us at") and the lines that follow it. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.answer_types import AskedFor, has_type, is_address
from bot.units import Sentence, Units
from ingest.models import Span

_REACHING = re.compile(
    r"\b(?:contact\w*|reach\w*|writ(?:e|ing|ten)|e-?mail\w*|mail(?:ed|ing)?|post\w*|address\w*|call\w*|sen[dt]\w*|"
    r"submit\w*|lodg\w*|complain\w*|enquir\w*|inquir\w*|questions?|locations?|offices?|details)\b",
    re.IGNORECASE,
)
# Where such a sentence leaves off, or what in it points at what follows.
_LEAVES_OFF = re.compile(
    r"(?:\b(?:at|to|by|via|through|on|us)|:|：)[\s.]*$|\b(?:below|(?:as|the) follow(?:s|ing)|hereunder)\b",
    re.IGNORECASE,
)
_LONGEST_LINE = 200
_LONGEST_BLOCK = 400
_MOST_NAMES = 2


def announced(sentence: Sentence, units: Units) -> list[Sentence]:
    """The lines of the address that a sentence announces, in order; none where no address follows it.

    A name above its first line belongs to it, a paragraph below its last does not.
    """
    text = _text(sentence.span, units)
    if not (_REACHING.search(text) and _LEAVES_OFF.search(text)):
        return []
    block: list[Sentence] = []
    for line in units.sentences[sentence.index + 1 :]:
        if len(line.span) > _LONGEST_LINE or line.span.end - sentence.span.end > _LONGEST_BLOCK:
            break
        block.append(line)
    holding = [at for at, line in enumerate(block) if holds_part(_text(line.span, units))]
    # A name may stand above the first line of an address, and nothing else between two lines.
    if not holding or holding[0] > _MOST_NAMES:
        return []
    last = next((at for at, after in pairwise([*holding, len(units.sentences)]) if after > at + 1), holding[-1])
    block = block[: last + 1]
    return block if is_place(" ".join(_text(line.span, units) for line in block)) else []


def is_place(text: str) -> bool:
    """Whether a text has somebody's e-mail address, telephone number or postal address."""
    return has_type(text, AskedFor.EMAIL) or has_type(text, AskedFor.PHONE) or is_address(text)


def holds_part(text: str) -> bool:
    """Whether a text has any of these, or a part of a postal address."""
    return is_place(text) or has_type(text, AskedFor.ADDRESS)


def _text(span: Span, units: Units) -> str:
    return units.version.text[span.start : span.end]

"""Places in laws, and contracts, that are named to the letter. Pure."""

from __future__ import annotations

import re
from fractions import Fraction

from bot.verification.quantities import Quantity

_REFERENCE = re.compile(
    r"(?:\b(?:articles?|art\.?|sections?|clauses?|paragraphs?|rules?|recitals?)|§+)\s?(\d+[a-z]?(?:\s?\(\w{1,4}\))+)",
    re.I,
)
_APART = re.compile(r"[\s()]+")


def references(text: str) -> list[Quantity]:
    """Places in laws that are named to the letter, "Article 6(1)(b)"; the value stands for its digits and letters."""
    return [
        Quantity(
            Fraction(int.from_bytes(_APART.sub("", one[1].lower()).encode())), "reference", "", one[1], *one.span()
        )
        for one in _REFERENCE.finditer(text)
    ]

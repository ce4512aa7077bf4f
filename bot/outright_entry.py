"""One matter that policies often speak of: how it is asked, and how a sentence says it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outright:
    """`asks` is how it is asked, `says` how a sentence says it; `own` are the words that either may have.
    `named_always`: a policy without such words says nothing of it. `touches`: what comes near it, and is no verdict."""

    asks: re.Pattern[str]
    says: re.Pattern[str]
    own: str
    named_always: bool = False
    touches: re.Pattern[str] | None = None

    def speaks(self, text: str, since: int = 0) -> bool:
        """Whether a text says it or comes near it, in words that do not end before an offset."""
        return any(
            match.end() > since
            for pattern in (self.says, self.touches)
            if pattern is not None
            for at in (0, since)
            for match in pattern.finditer(text, at)
        )


def either(pattern: str) -> re.Pattern[str]:
    """A pattern of alternatives, in letters of either case."""
    return re.compile(pattern, re.IGNORECASE)

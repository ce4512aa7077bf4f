"""What a policy is called when nobody says: by the title that its text begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Clause, ClauseKind

_NEAR_TOP = 5
_MOST_WORDS = 12
_NOTICE = r"(?:privacy|data\s+protection|cookies?)\s+(?:policy|notice|statement|declaration|charter)"
# "Acme Privacy Policy", "Acme's Online Privacy Notice"
_OWNER_FIRST = re.compile(
    rf"(?P<owner>.+?)(?:['’]s)?\s*[-–—:|,]?\s+(?:(?:global|online|website|web\s?site|site|app|customer|general|consumer|user)\s+)*"
    rf"{_NOTICE}",
    re.IGNORECASE,
)
# "Privacy Policy of Acme", "Privacy Notice - Acme"
_OWNER_LAST = re.compile(rf"{_NOTICE}\s*(?:\s+(?:of|for|at|by)\s+|[-–—:|]\s*)(?P<owner>.+)", re.IGNORECASE)
_NOTICE_WORDS = re.compile(rf"\b(?:{_NOTICE}|privacy|polic(?:y|ies)|notices?|statement|legal|terms)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:the|our|your|this|my|a|an|about|introduction|us|you|we|and|to|of|welcome|full|updated?|new|current|global|general|"
    r"online|web\s?site|site|app|application|services?|customers?|users?|consumers?|company|mobile|internet|web|"
    r"version|effective|date|last|read|see|view|summary|overview|[\W\d_]+|\s)+",
    re.IGNORECASE,
)


def title_of(clauses: Sequence[Clause], *, stated: str | None = None) -> str:
    """The title that the file's format states, else the one among the first headings that names somebody's policy.

    "" where there is none, or none that tells this policy from others ("Privacy Policy").
    """
    stated = " ".join((stated or "").split())
    if stated and not _NOBODY.fullmatch(_NOTICE_WORDS.sub(" ", stated) + " "):
        return stated
    for clause in clauses[:_NEAR_TOP]:
        title = " ".join(clause.title.split())
        if clause.kind is ClauseKind.SECTION and not clause.label and owner_of(title):
            return title
    return ""


def owner_of(title: str) -> str:
    """Whose policy a title says it is: "Acme" of "Acme's Privacy Policy"; "" where it does not say."""
    if len(title.split()) > _MOST_WORDS:
        return ""
    match = _OWNER_FIRST.fullmatch(title) or _OWNER_LAST.fullmatch(title)
    owner = match["owner"].strip(" \"'“”‘’()[]|:,.-–—") if match else ""
    owner = re.sub(r"(?i)^the\s+(?=\S)", "", owner)
    return "" if _NOBODY.fullmatch(owner) else owner

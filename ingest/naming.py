"""What a policy is called when nobody says: by the title that its text begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.models import Clause, ClauseKind
from ingest.plain_names import plain_name

_NEAR_TOP = 5
_MOST_WORDS = 12
_TOPIC = r"(?:privacy|data\s+protection|cookies?)"
_NOTICE = (
    rf"(?:{_TOPIC}(?:\s*(?:and|&|\+)\s*{_TOPIC})*\s+(?:policy|policies|notice|statement|declaration|charter)|"
    r"datenschutz(?:erkl[äa]rung|hinweise?|bestimmungen|richtlinie|information(?:en)?)|"
    r"politique\s+de\s+(?:confidentialité|protection\s+des\s+données)|"
    r"(?:política|aviso|declaración)\s+de\s+(?:privacidad|protección\s+de\s+datos)|política\s+de\s+privacidade|"
    r"informativa\s+sulla\s+privacy|privacy(?:beleid|verklaring)|integritetspolicy|personvernerklæring|privatlivspolitik)"
)
# "Acme Privacy Policy", "Acme's Online Privacy Notice"
_OWNER_FIRST = re.compile(
    rf"(?P<owner>.+?)(?:['’]s)?\s*[-–—:|,]?\s+(?:(?:global|online|website|web\s?site|site|app|customer|general|consumer|user)\s+)*"
    rf"{_NOTICE}",
    re.IGNORECASE,
)
# "Privacy Policy of Acme", "Privacy Notice - Acme"
_OWNER_LAST = re.compile(
    rf"{_NOTICE}\s*(?:\s+(?:of|for|at|by|der|des|von|vom|bei|für|de\s+la|de|del|du|pour|para|di|della|van|voor|för|av)\s+|"
    r"\s+d['’]|[-–—:|]\s*)(?P<owner>.+)",
    re.IGNORECASE,
)
_DIVIDER = re.compile(r"\s+[-–—|·•:]\s+|\s*\|\s*")
# 'Acme Inc. ("Acme", "we", "us")', "Muster GmbH (im Folgenden „wir“)"
_NAME_WORD = r"(?:[A-ZÀ-Þ][a-z]{1,3}\.|(?=[\w.]*[^\W\d_])[A-Z0-9À-Þ][\w&'’-]*(?:\.\w+)*(?=[\s,(]))"
_CALLS_ITSELF = re.compile(
    rf"(?<![\w.])(?P<owner>{_NAME_WORD}(?:,? (?:(?:of|and|the|de|und|et|y|&) )?{_NAME_WORD}){{0,5}})"
    r"(?:,?\s(?:and|together\swith)\s(?:its|our|all)\s[\w\s]{1,60}?)?,?\s\([^()]{0,100}?"
    r"[\"“”„«'‘]\s?(?i:we|us|our|wir|uns|nous|nosotros|the\scompany)\b"
)
# What programs call a document that nobody named.
_EMPTY = re.compile(
    r"(?:document|dokument|page)[\s_-]*\d*|(?:untitled|unbenannt|index)(?:[\s_-]+(?:document|page))?|\S+\.(?:docx?|html?|pdf)",
    re.IGNORECASE,
)
_OPENING_WORDS = re.compile(r"^(?:(?:At|By|The|Here|We|Welcome|To|In|Die|Der|La|Le|El)[\s,]+)+")
_SELF_WITHIN = 4_000
_NOTICE_WORDS = re.compile(rf"\b(?:{_NOTICE}|privacy|polic(?:y|ies)|notices?|statement|legal|terms)\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:the|our|your|this|my|a|an|about|introduction|us|you|we|and|to|of|welcome|full|updated?|new|current|global|general|"
    r"online|web\s?site|site|app|application|services?|customers?|users?|consumers?|company|mobile|internet|web|"
    r"version|effective|date|last|read|see|view|summary|overview|"
    r"unsere?r?|diese|der|die|das|dieser|webseite|nutzer|notre|nos|votre|la|le|les|l|du|de|site|nuestr[ao]|el|los|sitio|"
    r"home|center|centre|[\W\d_]+|\s)+",
    re.IGNORECASE,
)


def title_of(clauses: Sequence[Clause], *, stated: str | None = None) -> str:
    """The title that the file's format states, else the one among the first headings that names somebody's policy.

    "" where there is none, or none that tells this policy from others ("Privacy Policy").
    """
    stated = plain_name(stated or "")
    if stated and not _EMPTY.fullmatch(stated) and not _NOBODY.fullmatch(_NOTICE_WORDS.sub(" ", stated) + " "):
        return stated
    for clause in clauses[:_NEAR_TOP]:
        title = plain_name(clause.title)
        if clause.kind is ClauseKind.SECTION and not clause.label and owner_of(title):
            return title
    return ""


def organisation_in(text: str) -> str:
    """Who a policy says at its beginning that "we" are: "Acme" of 'Acme ("we", "us")'; "" where it does not say."""
    match = _CALLS_ITSELF.search(text[:_SELF_WITHIN])
    owner = _OPENING_WORDS.sub("", match["owner"]).strip(" ,") if match else ""
    return "" if _NOBODY.fullmatch(_NOTICE_WORDS.sub(" ", owner) + " ") else owner


def owner_of(title: str) -> str:
    """Whose policy a title says it is: "Acme" of "Acme's Privacy Policy"; "" where it does not say."""
    if len(title.split()) > _MOST_WORDS:
        return ""
    parts = _DIVIDER.split(title)
    if len(parts) > 1 and any(not _NOTICE_WORDS.sub("", part).strip() for part in parts):
        owners = [part for part in parts if not _NOBODY.fullmatch(_NOTICE_WORDS.sub(" ", part) + " ")]
        owner = owners[0] if len(owners) == 1 else ""
    else:
        match = _OWNER_FIRST.fullmatch(title) or _OWNER_LAST.fullmatch(title)
        owner = match["owner"] if match else ""
    owner = re.sub(r"(?i)^the\s+(?=\S)", "", owner.strip(" \"'“”‘’()[]|:,.-–—"))
    is_audience = owner.islower() and " " in owner  # "Privacy policy for patients and visitors"
    return "" if is_audience or _NOBODY.fullmatch(owner) else owner

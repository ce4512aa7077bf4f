"""Site furniture: what a copied web page brings along that is not policy text.

Judged with care: a line that ends like a sentence is policy text, whatever it says, unless it is a copyright notice;
and words that may as well be an item of a list ("Support", "Facebook") count only above the first sentence of the
page and below its last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.lines import Line

_ALWAYS = """
accept all; accept all cookies; accept cookies; accept and close; alle akzeptieren; alle ablehnen; tout accepter
tout refuser; aceptar todo; rechazar todo; reject all; reject all cookies; decline all; allow all; allow all cookies
manage preferences; manage cookie preferences; confirm my choices; got it
back to top; back to top of page; back to the top; back to home; top of page; nach oben; zurück nach oben
haut de page; retour en haut; volver arriba; skip to content; skip to main content; skip navigation
zum inhalt springen; aller au contenu; toggle navigation; toggle menu; close menu; main menu
get started for free; start free trial; start your free trial; try for free; book a demo; request a demo; watch demo
contact sales; learn more; read more; show more; show less; view more; see more; download pdf; print this page
share this page; share this article; email this page; follow us; follow us on; trusted by; as seen in
all rights reserved; was this helpful; was this page helpful; was this article helpful; related articles
previous article; next article; expand all; collapse all; jump to section; back to help center; submit a request
subscribe now; sign up for free; sign up now
"""
_AT_THE_EDGES = """
accept; reject; decline; deny; cookie settings; cookie preferences; save preferences; i agree; back; menu; search
suche; close; home; startseite; accueil; inicio; log in; login; sign in; sign up; register; anmelden; get started
download; print; share; share this; tweet; subscribe; connect with us; our customers; our partners; pricing; blog
careers; resources; products; solutions; support; company; about; about us; contact; help; faq; docs; documentation
site map; sitemap; powered by; previous; next; on this page; in this article; copy link; facebook; twitter; linkedin
instagram; youtube; x; tiktok; imprint; impressum; terms; terms of service; legal; english; deutsch
"""
_OPENINGS = (
    "subscribe to our newsletter",
    "sign up for our newsletter",
    "sign up to our newsletter",
    "join our newsle",
)
_COPYRIGHT = re.compile(r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:19|20)\d\d\b", re.IGNORECASE)
_PAGE = re.compile(
    r"\W*(?:page|seite|página|pagina|side|strona)\s*\d+(?:\s*(?:of|von|de|sur|di|z|/)\s*\d+)?\W*", re.IGNORECASE
)
_IMPRINT = re.compile(r".{0,60}©\s*(?:19|20)\d\d\b[^.!?]{0,60}")
_VOTE = re.compile(
    r"(?:was|is|did you find) this (?:\w+ )?(?:helpful|useful)\W*(?:yes\W*no\W*)?|\d+ out of \d+ found this helpful\W*"
    r"|have more questions\W.{0,40}|war dies(?:er \w+)? hilfreich\W*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r".{0,100}\ball rights reserved\W*", re.IGNORECASE)
_WHOLE_LINES = (_PAGE, _RIGHTS, _IMPRINT, _VOTE)
_SIZE = re.compile(r"\d{1,4}x\d{1,4}")
_GLUED = re.compile(r"[a-z]{2}\d?[A-Z][a-z]|\d[a-z]{2}")
_ICON = re.compile(r"icon|logo|arrow|fill|stroke|button|svg|sprite", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_CONTENTS = re.compile(
    r"\b(?:contents|inhalt\w*|sommaire|índice|indice|sumário|innehåll|inhoud\w*|jump to|on this page)\b", re.IGNORECASE
)
_LEADERS = re.compile(r"[\s.…·]{2,}\d{1,3}\Z")


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in re.split(r"[;\n]", listed) if phrase.strip())


_FURNITURE = _phrases(_ALWAYS)
_NAVIGATION = _FURNITURE | _phrases(_AT_THE_EDGES)


def is_furniture(text: str) -> bool:
    """Whether a line, white space folded, is site furniture wherever it stands."""
    if len(text) > 600:
        return False
    if len(text) <= 160 and (_COPYRIGHT.match(text) or any(known.fullmatch(text) for known in _WHOLE_LINES)):
        return True
    if _phrase(text) in _FURNITURE or not any(char.isalnum() for char in text):
        return True
    if len(text) <= 120 and text.lower().startswith(_OPENINGS):
        return True
    return not text.endswith((".", "!", "?")) and _is_icon_names(text)


def _phrase(text: str) -> str:
    return text[:60].strip(" .!?:;|›»>«<^↑→←▲▼×✕•-–—…").lower()


def _is_icon_names(text: str) -> bool:
    """Names of pictures run together, as in "Search Iconicon some arrowPlay Button 57x57"."""
    icons = len(_ICON.findall(text))
    glued = len(_GLUED.findall(text)) + len(_SIZE.findall(text))
    return icons >= 2 and glued >= 1 and 8 * icons >= len(_WORD.findall(text))


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines of the policy: no furniture, no navigation around it, no table of contents."""
    in_tables = {i for i, pair in enumerate(pairwise(lines)) if pair[0].cells == pair[1].cells > 1}
    prose = [i for i, line in enumerate(lines) if _is_prose(line) or i in in_tables or i - 1 in in_tables]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    footer = next((i for i in range(last + 1, len(lines)) if is_furniture(lines[i].text)), len(lines))
    contents = _contents(lines)
    return [
        line
        for index, line in enumerate(lines)
        if index < footer
        and index not in contents
        and not is_furniture(line.text)
        and (first < index <= last or not _is_navigation(line))
    ]


def _is_prose(line: Line) -> bool:
    if is_furniture(line.text):
        return False
    sentence = line.ends_sentence and line.text.count(" ") >= 3
    return len(line.text) > 60 or line.marker is not None or sentence or "@" in line.text


def _is_navigation(line: Line) -> bool:
    in_columns = line.cells >= 2 and not line.ends_sentence and 25 * line.cells >= len(line.text)
    return line.marker is None and (in_columns or _phrase(line.text) in _NAVIGATION)


def _contents(lines: Sequence[Line]) -> set[int]:
    """The lines of a table of contents: three or more in a row that come once more, in order, each above some text."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        places.setdefault(_key(line), []).append(index)
    again = {
        first: second
        for first, second in (found for found in places.values() if len(found) == 2)
        if _is_entry(lines[first]) and second + 1 < len(lines) and _stands_over_text(lines[second], lines[second + 1])
    }
    found: set[int] = set()
    run: list[int] = []
    for index in sorted(again):
        if run and (index != run[-1] + 1 or again[index] < again[run[-1]]):
            run = []
        run.append(index)
        if len(run) >= 3:
            found.update(run)
    found.update(i for i in range(len(lines) - 1) if i + 1 in found and _CONTENTS.search(lines[i].text[:40]))
    return found


def _is_entry(line: Line) -> bool:
    return len(line.text) <= 120 and not line.is_closed and not line.content[:1].islower()


def _stands_over_text(line: Line, following: Line) -> bool:
    if line.marker is not None and line.marker.is_bullet:
        return False
    if following.marker is not None:
        return line.marker is None or not line.marker.precedes(following.marker)
    return following.ends_sentence or following.introduces or following.cells > 1 or len(following.text) > 60


def _key(line: Line) -> str:
    return _LEADERS.sub("", line.content[:200]).strip(" .:").casefold() or line.text[:200]

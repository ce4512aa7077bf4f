"""What a line looks like: a title, running text, an address. Judged by shape, so that it works for any language."""

from __future__ import annotations

import re

from ingest.lines import Line

_MAX_WORDS = 14
MAX_TITLE = 110
_SHORT = 60
_ADDRESS = re.compile(r"\S@\S|\[email|https?://|\bwww\.|^\+?[\d\s()/-]{7,}$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(
    r"updated|modified|revised|effective|version|stand\b|gültig|mise à jour|vigueur|actualiz|:|\d.*\d{4}", re.IGNORECASE
)
_NOT_IN_TITLE = (".", ",", ";", "!", "…", "。", "、", "，")
_POLICY = re.compile(
    r"privacy|data protection|datenschutz|confidentialit|protection des données|privacidad|protección de datos"
    r"|integritet|personvern|persondata|privatlivs|tietosuoja|prywatno|конфиденциальност|プライバシー|隐私|隱私|개인정보",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(
    r"\b(?:and|as|at|by|following|for|from|in|including|is|are|may|of|on|or|that|the|through|to|via|with"
    r"|an|auf|durch|für|mit|und|von|zu|zur|zum|avec|de|des|les|par|pour|sur|à|con|en|para|por|y)\Z",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:who|what|which|how|where|why|when|whom|companies|people|wer|was|wem|wie|wo|qui|quoi)\b", re.IGNORECASE
)

_FINISHED = re.compile(r"[^\W\d_]{2,}[.!。…][\"'”’»)\]]+\Z|[^\W\d_A-Z]{3}[.!][\"'”’»)\]]*\s+[(\"“„«]?[A-ZÀ-Þ]")
_SUBJECT = re.compile(
    r"(?:we|you|they|nobody|no one|wir|sie|nous|vous|nosotros|usted(?:es)?)\s(?!(?:&|and|und|et|y)\s)\S+\s\S+",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"(?:your|our|this|these|all|no|such|the)\s(?:\S+\s){1,6}?"
    r"(?:is|are|was|were|will|may|can|must|shall|do|does|has|have|never)\s(?:\S+\s?){1,}",
    re.IGNORECASE,
)


def states(text: str) -> bool:
    """Whether a short text says something by itself, so that it is more than a title: it holds a finished sentence, or
    begins with "we", "you" or the like and a verb. Titles in capitals, in title case and questions do not.
    """
    if text.endswith("?"):
        return False
    if _FINISHED.search(text):
        return True
    if _ASKS.match(text) or text.isupper() or is_title_case(text):
        return False
    return bool(_SUBJECT.match(text) or _POSSESSED.match(text))


def like_title(text: str) -> bool:
    """Whether a text can be a heading by itself: short, not begun in small letters, not ended like a sentence."""
    if not text or len(text) > MAX_TITLE or text.endswith(_NOT_IN_TITLE) or (text.endswith(":") and ": " in text):
        return False
    if len(text.split()) > _MAX_WORDS or text[0].islower() or is_address(text):
        return False
    if _YEAR.search(text) and _DATED.search(text):
        return False
    return any(char.isalpha() for char in text)


def like_numbered_title(text: str) -> bool:
    """The same for the text after a number, which may end with a full stop if it cannot be a sentence."""
    if not text.endswith("."):
        return like_title(text)
    title = text[:-1]
    return like_title(title) and (title.isupper() or title.count(" ") < 2 or is_title_case(title))


def is_title_case(text: str) -> bool:
    """Whether all longer words begin with a capital letter; where all are short, most."""
    words = re.findall(r"[^\W\d_]+", text)
    small = [word for word in words if word[0].islower()]
    if all(len(word) < 4 for word in words):
        return 3 * len(small) < len(words)
    return all(len(word) < 4 for word in small)


def leads_on(text: str) -> bool:
    """Whether a text without a colon ends in the middle of a sentence all the same ("You may opt out by")."""
    return bool(_LEADS_ON.search(text)) and not _ASKS.match(text)


def is_address(text: str) -> bool:
    """Whether it holds an e-mail or web address, or is a telephone number."""
    return bool(_ADDRESS.search(text))


def is_running_text(line: Line) -> bool:
    """Whether a line without a marker is a sentence or leads one in, or is longer than any title."""
    return line.marker is None and (line.ends_sentence or line.introduces or len(line.text) > MAX_TITLE)


def is_scrap(line: Line) -> bool:
    """Whether a line without a marker is short and no sentence, as the lines of an address are."""
    return line.marker is None and line.cells < 2 and len(line.text) < _SHORT and not line.is_closed


def names_policy(heading: str) -> bool:
    """Whether a heading is, by a word in it, the title of a privacy policy."""
    return bool(_POLICY.search(heading))

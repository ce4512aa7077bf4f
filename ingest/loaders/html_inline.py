"""The text of one element as a single line, and what of a page's text is written otherwise than it is shown. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.loaders.html_tree import Element

_BREAKS = """
address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td
tfoot th thead tr ul
"""
BREAKS = frozenset(_BREAKS.split())
"""Elements that begin and end a line."""
_ITEM = "\x1e"
"""Stands before a list item's text."""
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_UNSEEN = re.compile("[\u200b\u2060\ufeff\xad]")
_DIVIDING = frozenset(".;:,!?…|/–—-")
_RULE = re.compile(r"(?:^|[}\s])\.([\w-]{1,60})\s*\{([^{}]{0,500})\}")
_BOLD_RULE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_NOTE_MARK = re.compile(r"[\[(]?[\d*†‡]{1,3}[\])]?|↩.?")


def folded(text: str) -> str:
    """White space as HTML shows it, without invisible characters."""
    return _SPACES.sub(" ", _UNSEEN.sub("", text))


def inline_text(element: Element) -> str:
    return " ".join(line.text for line in _lines(element))


def cell_text(cell: Element) -> str:
    """A table cell's lines and list items in one, divided by semicolons where nothing else divides them.

    A cell without text shows what its pictures say, such as "Yes" for a tick.
    """
    parts: list[str] = []
    for line in _lines(cell):
        if parts:
            goes_on = parts[-1][-1] in _DIVIDING or (line.text[0].islower() and not line.is_item)
            parts.append(" " if goes_on else "; ")
        parts.append(line.text)
    return "".join(parts) or " ".join(filter(None, (image.attributes.get("alt") for image in cell.descendants())))


def is_note_mark(element: Element) -> bool:
    """A footnote's number in the text, or the way back from it; not what stands beside a word as its power."""
    if element.tag not in ("a", "sup"):
        return False
    is_link = element.tag == "a" or any(inner.tag == "a" for inner in element.elements())
    text = element.text().strip()
    if element.tag == "a" and not any(character.isalnum() for character in text):
        return element.attributes.get("href", "").startswith("#")
    return element.tag == "sup" and is_link and bool(_NOTE_MARK.fullmatch(text))


def has_words_beside_links(element: Element) -> bool:
    return any(
        any(map(str.isalnum, child)) if isinstance(child, str) else child.tag != "a" and has_words_beside_links(child)
        for child in element.children
    )


def reveal_bold(root: Element) -> None:
    """Write bold type that a page's own style sheet gives to a class, as text processors export it, at each element."""
    elements = list(root.descendants())
    rules = [rule for element in elements if element.tag == "style" for rule in _RULE.finditer(element.text())]
    bold = frozenset(rule[1] for rule in rules if _BOLD_RULE.search(rule[2]))
    for element in elements:
        if bold and not bold.isdisjoint(element.attributes.get("class", "").split()):
            element.attributes["style"] = f"font-weight:bold;{element.attributes.get('style', '')}"


def reveal_addresses(root: Element) -> None:
    """Write out e-mail addresses that a well-known proxy hides from robots and the browser shows."""
    for element in root.descendants():
        hidden = element.attributes.get("data-cfemail", "")
        if re.fullmatch(r"(?:[0-9a-fA-F]{2}){2,200}", hidden):
            key, *characters = bytes.fromhex(hidden)
            element.children = [bytes(character ^ key for character in characters).decode("utf-8", "replace")]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    is_item: bool


def _lines(element: Element) -> Iterator[_Line]:
    is_item = False
    for line in "".join(_texts(element)).split("\n"):
        is_item = is_item or line.startswith(_ITEM)
        text = " ".join(line.removeprefix(_ITEM).split())
        if text:
            yield _Line(text, is_item)
            is_item = False


def _texts(element: Element) -> Iterator[str]:
    """The runs of text, with a line break where an element begins or ends a line."""
    for child in element.children:
        if isinstance(child, str):
            yield folded(child)
        elif not is_note_mark(child):
            if child.tag in BREAKS:
                yield f"\n{_ITEM}" if child.tag == "li" else "\n"
            yield from _texts(child)
            if child.tag in BREAKS:
                yield "\n"

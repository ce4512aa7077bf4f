"""Word's styles: what a paragraph or a run gets from its style and from those that this is based on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.loaders.docx.markup import child, number, toggle, value, w

_MOST_BASES = 20
_BODY_TEXT = 9
_HEADING_WORDS = (
    "heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|titlu|"
    "заголовок|başlık|επικεφαλίδα|見出し|标题|標題|제목"
)
_HEADING = re.compile(rf"(?:{_HEADING_WORDS})\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset(("title", "titel", "document title"))
_CONTENTS = re.compile(
    r"toc \d|toc heading|table of figures|table of authorities|contents (?:heading|\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; None is what nothing is said of. `size` is in points."""

    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.size if self.size is None else self.size,
            below.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style, with all that it is based on. `heading` is a level from 1 on, None for body text."""

    id: str = ""
    heading: int | None = None
    is_title: bool = False
    is_contents: bool = False
    list_id: int | None = None
    list_level: int | None = None
    indent: int | None = None
    look: Look = Look()


def read_look(properties: Any | None) -> Look:
    """The look that run properties give."""
    if properties is None:
        return Look()
    half_points = number(child(properties, "sz"))
    return Look(
        toggle(child(properties, "b")),
        half_points / 2 if half_points else None,
        toggle(child(properties, "vanish")),
    )


class Styles:
    def __init__(self, root: Any | None) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        self._base = read_look(child(root, "docDefaults", "rPrDefault", "rPr"))
        for element in root.iterfind(w("style")) if root is not None else ():
            kind, name = value(element, "type") or "paragraph", value(element, "styleId") or ""
            self._elements[kind, name] = element
            if kind == "paragraph" and (value(element, "default") or "0") in ("1", "true"):
                self._default = name

    def paragraph(self, name: str | None) -> Style:
        """The paragraph style of that id; the default one for None or an unknown id."""
        known = name if name and ("paragraph", name) in self._elements else self._default
        if known not in self._known:
            self._known[known] = self._resolved(known)
        return self._known[known]

    def character(self, name: str | None) -> Look:
        look = Look()
        for element in self._chain("character", name) if name else ():
            look = look.over(read_look(child(element, "rPr")))
        return look

    def list_of(self, name: str) -> int | None:
        """The list that a numbering style stands for."""
        return number(child(self._elements.get(("numbering", name)), "pPr", "numPr", "numId"))

    def _chain(self, kind: str, name: str) -> Iterator[Any]:
        """The style, what it is based on, and so on."""
        for _ in range(_MOST_BASES):
            element = self._elements.get((kind, name))
            if element is None:
                return
            yield element
            name = value(child(element, "basedOn")) or ""

    def _resolved(self, name: str) -> Style:
        heading = list_id = list_level = indent = None
        is_title = is_contents = False
        look = Look()
        for depth, element in enumerate(self._chain("paragraph", name)):
            properties = child(element, "pPr")
            shown = value(child(element, "name")) or ""
            if heading is None:
                heading = _heading(shown, number(child(properties, "outlineLvl")))
            is_title = is_title or (shown.casefold() in _TITLE and heading is None)
            is_contents = is_contents or (depth == 0 and bool(_CONTENTS.fullmatch(shown)))
            listed = child(properties, "numPr")
            list_id = number(child(listed, "numId")) if list_id is None else list_id
            list_level = number(child(listed, "ilvl")) if list_level is None else list_level
            indent = read_indent(properties) if indent is None else indent
            look = look.over(read_look(child(element, "rPr")))
        level = heading if heading and heading <= _BODY_TEXT else None
        return Style(name, level, is_title, is_contents, list_id, list_level, indent, look.over(self._base))


def read_indent(properties: Any | None) -> int | None:
    """How far in a paragraph begins, in twentieths of a point."""
    indent = child(properties, "ind")
    left = number(indent, "left")
    return number(indent, "start") if left is None else left


def _heading(shown: str, outline_level: int | None) -> int | None:
    """The level that a style's outline level or name gives; 10 is said to be body text, None is nothing said."""
    if outline_level is not None:
        return outline_level + 1
    match = _HEADING.fullmatch(shown.strip())
    return int(match[1]) if match else None

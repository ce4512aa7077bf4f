"""Word's automatic numbering: the marker that Word shows before a paragraph, counted as Word counts. Pure.

A list (`w:num`) points to a pattern (`w:abstractNum`) of nine levels. Lists of one pattern count on together, but a
list that sets its own start counts afresh where it first comes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ingest.loaders.docx.markup import child, number, toggle, value, w
from ingest.loaders.docx.styles import read_indent
from ingest.loaders.list_labels import list_label

_LEVELS = 9
_MOST_LINKS = 5
_PLACE = re.compile(r"%([1-9])")
_LABEL = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
_BULLET = "•"
_DASHES = "-–—"
_MOST_LETTERS = 26 * 10


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a pattern. A paragraph of level `restart`, counted from 1, begins the count anew; 0 is none."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    indent: int | None = None

    @property
    def is_bullet(self) -> bool:
        return self.form == "bullet"


@dataclass(frozen=True, slots=True)
class Shown:
    """What Word shows before a paragraph: `marker` as written ("(a)"), `label` without its dress, "" for a bullet."""

    marker: str
    label: str
    level: int
    indent: int | None


@dataclass(slots=True)
class _List:
    pattern: int
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    """Starts of its own, by level; taken out where they have been used."""


class Numbering:
    """Give it the numbered paragraphs in order: it counts."""

    def __init__(self, root: Any | None, *, list_of_style: Callable[[str], int | None]) -> None:
        self._patterns: dict[int, dict[int, Level]] = {}
        self._links: dict[int, str] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._list_of_style = list_of_style
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for element in root.iterfind(w("abstractNum")):
            pattern = number(element, "abstractNumId")
            if pattern is None:
                continue
            self._patterns[pattern] = {
                index: _level(level) for level in element.iterfind(w("lvl")) if (index := _index(level)) is not None
            }
            if link := value(child(element, "numStyleLink")):
                self._links[pattern] = link
        for element in root.iterfind(w("num")):
            list_id, pattern = number(element, "numId"), number(child(element, "abstractNumId"))
            if list_id is not None and pattern is not None:
                self._lists[list_id] = self._list(element, pattern)

    def _list(self, element: Any, pattern: int) -> _List:
        own: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for override in element.iterfind(w("lvlOverride")):
            index = _index(override)
            if index is None:
                continue
            if (level := child(override, "lvl")) is not None:
                own[index] = _level(level)
            if (start := number(child(override, "startOverride"))) is not None:
                starts[index] = start
        return _List(pattern, own, starts)

    def show(self, list_id: int | None, index: int | None, style: str) -> Shown | None:
        """Count a paragraph of a list. None for no list.

        `index` is the level counted from 0; where it is None, the style's name tells it.
        """
        found = self._lists.get(list_id) if list_id else None
        if found is None:
            return None
        pattern = self._followed(found.pattern)
        levels = {**self._patterns.get(pattern, {}), **found.levels}
        if index is None:
            index = next((at for at, level in sorted(levels.items()) if level.style and level.style == style), 0)
        index = max(0, min(index, _LEVELS - 1))
        level = levels.get(index, Level(text=f"%{index + 1}."))
        counts = self._counts.setdefault(pattern, [None] * _LEVELS)
        if index in found.starts:
            counts[index] = found.starts.pop(index) - 1
        before = counts[index]
        counts[index] = level.start if before is None else before + 1
        for outer in range(index):
            if counts[outer] is None:  # a level that was skipped counts as begun
                counts[outer] = levels.get(outer, Level()).start
        for inner in range(index + 1, _LEVELS):
            restart = levels[inner].restart if inner in levels else None
            if restart is None or index < restart:
                counts[inner] = None
        return _shown(level, index, levels, counts)

    def _followed(self, pattern: int) -> int:
        """The pattern itself, or the one that it points to by the name of a numbering style."""
        for _ in range(_MOST_LINKS):
            link = self._links.get(pattern)
            linked = self._lists.get(self._list_of_style(link) or 0) if link else None
            if linked is None or self._patterns.get(pattern):
                break
            pattern = linked.pattern
        return pattern


def _index(element: Any) -> int | None:
    index = number(element, "ilvl")
    return index if index is not None and 0 <= index < _LEVELS else None


def _level(element: Any) -> Level:
    start = number(child(element, "start"))
    legal = toggle(child(element, "isLgl"))
    return Level(
        start=1 if start is None else start,
        form=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        restart=number(child(element, "lvlRestart")),
        legal=bool(legal),
        style=value(child(element, "pStyle")),
        indent=read_indent(child(element, "pPr")),
    )


def _shown(level: Level, index: int, levels: dict[int, Level], counts: list[int | None]) -> Shown:
    if level.is_bullet:
        marker = level.text if level.text in _DASHES and level.text else _BULLET
        return Shown(marker, "", index, level.indent)

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        outer = levels.get(at, Level())
        return format_number(counts[at] or 0, "decimal" if level.legal else outer.form)

    marker = " ".join(_PLACE.sub(place, level.text).split())
    labels = _LABEL.findall(marker) if level.form != "none" else []
    return Shown(marker, labels[-1] if labels else "", index, level.indent)


def format_number(count: int, form: str) -> str:
    """A count as Word writes it: after z comes aa, then bb. Ways of writing unknown here give digits."""
    if form in ("lowerLetter", "upperLetter") and 0 < count <= _MOST_LETTERS:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        return list_label(count, "I" if form == "upperRoman" else "i")
    if form == "decimalZero":
        return f"{count:02d}"
    if form == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    return "" if form == "none" else str(count)

"""What stands where on the pages of a PDF: words, ruled lines, and the lines of text made of words. Pure values.

Places are in points from the upper left corner of the page; `y` is a baseline's.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without white space between them. `glued` says that none stands before the word either."""

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line, or one side of a box."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """`number` counts from 1. `dots` are small drawn ones, which may be bullets; `images` is the count of pictures,
    `turned` that of letters not in reading direction, `unmapped` that of letters of which only the shape is known.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    dots: tuple[Rule, ...] = ()
    images: int = 0
    unmapped: int = 0
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side and are read together; `words` is not empty and in reading order."""

    page: int
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def y(self) -> float:
        return self._main.y

    @property
    def size(self) -> float:
        return self._main.size

    @property
    def bold(self) -> bool:
        """Whether all words with a letter or figure in them are bold."""
        spoken = [word.bold for word in self.words if any(char.isalnum() for char in word.text)]
        return all(spoken) and bool(spoken)

    @property
    def text(self) -> str:
        parts = [self.words[0].text]
        for word in self.words[1:]:
            parts += [word.text] if word.glued else [" ", word.text]
        return "".join(parts)

    @property
    def _main(self) -> Word:
        """The word that tells where and how large the line is: a raised number does not."""
        return (
            max(self.words, key=lambda word: (word.size, word.right - word.left))
            if len(self.words) > 1
            else self.words[0]
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table row by row; a cell is its lines. `header` is the row that names the columns.

    At an open start or end the first or last row goes on with that of the table on the page before or after.
    """

    page: int
    left: float
    right: float
    y: float
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    header: tuple[tuple[Line, ...], ...] = ()
    open_start: bool = False
    open_end: bool = False


Element = Line | Table


def split_at_gaps(line: Line, gap: float) -> list[Line]:
    """The pieces of a line between gaps wider than `gap` times the size of its letters."""
    pieces = [[line.words[0]]]
    for word in line.words[1:]:
        if word.left - pieces[-1][-1].right > gap * word.size and not word.glued:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [Line(line.page, tuple(words)) for words in pieces]


def visual_rows(lines: list[Line]) -> list[list[Line]]:
    """The lines grouped by what stands at one height, from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.y):
        if rows and line.y - rows[-1][0].y <= 0.4 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]

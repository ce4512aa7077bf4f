"""The lines of a PDF, in reading order, to its paragraphs: over line ends, columns and pages. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.loaders.pdf.geometry import Element, Line, Table
from ingest.markers import Marker, read_marker

_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\Z")
_CLOSED = re.compile(r"[.!?…;:。！？；：]['\"”’»)\]]*\Z")
_NOTE = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡]")
_SAME_SIZE = 0.08
_FAR = 1.28
_SOMEWHAT_FAR = 1.1
_USUAL_PITCH = 1.2
_MOST_PITCH = 1.3
_SAME_EDGE = 3.0
_NEIGHBOURS = 8
_INDENT = 0.8
_LARGE = 1.15
_NOTE_SIZE = 0.92
_SPACE = 0.25
_ROOM = 0.5


@dataclass(slots=True)
class Paragraph:
    """Lines that are read on.

    `marker` is that of the first line, `indent` how far in from its column's edge that begins, and `near` says that
    it follows the paragraph above as closely as lines follow each other.
    """

    lines: list[Line]
    marker: Marker | None = None
    indent: float = 0.0
    near: bool = False

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def left(self) -> float:
        """Where its lines begin, but for a first line set in or out."""
        return min((line.left for line in self.lines[1:]), default=self.first.left)


@dataclass(frozen=True, slots=True)
class Typography:
    """The size most letters have, whether most are bold, and the usual step from line to line for each size."""

    size: float
    bold: bool
    pitches: dict[int, float] = field(default_factory=dict)

    def pitch(self, size: float) -> float:
        """The step between lines of a size; where lines of that size never wrap, as for the usual size."""
        usual = self.pitches.get(round(2 * self.size), _USUAL_PITCH * self.size)
        return self.pitches.get(round(2 * size), usual * size / self.size)


def read_typography(pages: Iterable[Sequence[Line]]) -> Typography:
    """From the lines of each page, top to bottom. The step is that between lines that begin below each other."""
    sizes: Counter[tuple[float, bool]] = Counter()
    steps: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for lines in pages:
        for index, line in enumerate(lines):
            for word in line.words:
                sizes[round(2 * word.size) / 2, word.bold] += len(word.text)
            below = next((one for one in lines[index + 1 : index + _NEIGHBOURS] if _is_below(line, one)), None)
            if below is not None:
                steps[round(2 * line.size)].append((below.y - line.y, len(line.text)))
    by_size: Counter[float] = Counter()
    for (size, _), count in sizes.items():
        by_size[size] += count
    size = max(by_size, key=lambda one: by_size[one], default=10.0)
    pitches = {key: pitch for key, found in steps.items() if (pitch := _pitch(found, _MOST_PITCH * key))}
    return Typography(size, sizes[size, True] > sizes[size, False], pitches)


def _pitch(steps: Sequence[tuple[float, int]], most: float) -> float | None:
    """The smallest of the common steps, which are weighted by the text above them."""
    weights: Counter[int] = Counter()
    for step, weight in steps:
        for near in (-1, 0, 1):
            weights[round(step) + near] += weight if step <= most else 0
    heaviest = max(weights.values(), default=0)
    least = min((step for step, weight in weights.items() if weight and 3 * weight >= heaviest), default=None)
    return None if least is None else median(step for step, _ in steps if abs(step - least - 1) <= 1.5)


def _is_below(line: Line, other: Line) -> bool:
    alike = abs(other.size - line.size) < _SAME_SIZE * line.size
    return alike and abs(other.left - line.left) <= _SAME_EDGE and other.y - line.y > line.size / 2


def read_paragraphs(zones: Sequence[Sequence[Element]], typography: Typography) -> list[Paragraph | Table]:
    """Paragraphs and tables in reading order. Notes at the foot of a page come after the paragraph that runs over."""
    reader = _Reader(typography)
    for zone in zones:
        reader.read(zone)
    reader.close()
    return reader.found


@dataclass(frozen=True, slots=True)
class _Column:
    """How far the lines of a column reach."""

    left: float
    right: float


class _Reader:
    def __init__(self, typography: Typography) -> None:
        self.found: list[Paragraph | Table] = []
        self._typography = typography
        self._open: Paragraph | None = None
        self._open_right = 0.0
        self._notes: list[Paragraph] = []

    def read(self, zone: Sequence[Element]) -> None:
        lines = [element for element in zone if isinstance(element, Line)]
        column = _Column(
            min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)
        )
        notes = _notes(zone, self._typography)
        above: Line | None = None
        for element in zone[: len(zone) - len(notes)]:
            if isinstance(element, Table):
                self.close()
                self.found.append(element)
                above = None
                continue
            if self._open is None or not self._goes_on(self._open, element, above, column):
                self.close()
                near = above is not None and not self._is_apart(above, element)
                self._open = Paragraph([element], read_marker(element.text), element.left - column.left, near)
            else:
                self._open.lines.append(element)
            self._open_right = column.right
            above = element
        self._notes += _note_paragraphs(notes)

    def close(self) -> None:
        if self._open is not None:
            self.found.append(self._open)
            self._open = None
        self.found += self._notes
        self._notes = []

    def _goes_on(self, paragraph: Paragraph, line: Line, above: Line | None, column: _Column) -> bool:
        """Whether a line goes on with the open paragraph; `above` is the line before it in its column, if any."""
        last = paragraph.last
        alike = abs(last.size - line.size) <= _SAME_SIZE * last.size and _same_weight(paragraph, line)
        if not alike or (above is not None and self._is_apart(above, line)):
            return False
        open_end = not _CLOSED.search(last.text)
        small = line.text[0].islower()
        full = _is_full(last, line, column.right if above is not None else self._open_right)
        marker = read_marker(line.text)
        if marker is not None and not (open_end and full and _is_within(paragraph, line, marker)):
            return False
        if above is None:
            set_in = paragraph.marker is None and line.left > column.left + _INDENT * line.size
            return (open_end and small) or (full and not set_in)
        if full or last.size > _LARGE * self._typography.size:
            new = _turns(paragraph, line) or (above is not None and self._is_apart(above, line, _SOMEWHAT_FAR))
            return open_end or (full and (small or not new))
        return small and (open_end or last.text.endswith((",", ";")))

    def _is_apart(self, above: Line, line: Line, far: float = _FAR) -> bool:
        return line.y - above.y > far * self._typography.pitch(line.size)


def _is_full(last: Line, line: Line, right: float) -> bool:
    """Whether the next line's first word had no room at the end of a line, so that nobody broke it there on purpose."""
    first = line.words[0]
    return right - last.right - (first.right - first.left) <= (_SPACE + _ROOM) * line.size


def _turns(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line begins further in or out than those of the paragraph, but for the hanging text of an item."""
    shift = line.left - paragraph.last.left
    hangs = len(paragraph.lines) == 1 and (shift > 0) == (paragraph.marker is not None)
    return abs(shift) > _INDENT * line.size and not hangs


def _is_within(paragraph: Paragraph, line: Line, marker: Marker) -> bool:
    """Whether what looks like a marker is a dash or a figure of the sentence that the line goes on with."""
    if marker.is_bullet and (marker.style not in "-–—" or paragraph.last.text.endswith(",")):
        return False
    return paragraph.marker is None or line.left > paragraph.first.left + _INDENT * line.size


def _same_weight(paragraph: Paragraph, line: Line) -> bool:
    """Whether bold lines within a paragraph are emphasis there, and not a heading above it or below."""
    if paragraph.bold == line.bold:
        return True
    open_end = not _SENTENCE_END.search(paragraph.last.text)
    return open_end and line.text[0].islower() and not (paragraph.bold and len(paragraph.lines) > 2)


def _notes(zone: Sequence[Element], typography: Typography) -> list[Line]:
    """The small lines at the foot of a column, from the first that begins like a note."""
    small: list[Line] = []
    for element in reversed(zone):
        if not isinstance(element, Line) or element.size > _NOTE_SIZE * typography.size:
            break
        small.insert(0, element)
    while small and not _NOTE.match(small[0].text):
        small.pop(0)
    return small if len(small) < len(zone) else []


def _note_paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    paragraph: Paragraph | None = None
    for line in lines:
        if paragraph is not None and not _NOTE.match(line.text):
            paragraph.lines.append(line)
            continue
        if paragraph is not None:
            yield paragraph
        paragraph = Paragraph([line])
    if paragraph is not None:
        yield paragraph

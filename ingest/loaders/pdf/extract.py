"""A process of its own: a PDF on standard input, its words and ruled lines with their places on standard output.

PDFium is C++ that reads whatever a stranger wrote, so it is kept apart: when it crashes, hangs or wants all memory,
only this process ends. `ingest.loaders.pdf.pages` starts it and says what went wrong; nothing of ours is imported
here. The output is JSON: a line with `pages` and `title` (or `error` and `detail`), then a line a page.

Places are in points from the upper left corner of the page as it is read: `_Frame` turns pages that are set sideways.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|cmbx|cmssbx|sfbx", re.IGNORECASE)
_BOLD_WEIGHT = 600
_MOST_NAME = 256
_STROKED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE)
_HYPHEN_AT_LINE_END = "\x02"
_LEAST_DOT, _MOST_DOT = 1.5, 8.0
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 1_000
_MOST_FORM_DEPTH = 4
_LEAST_RULE = 5.0
_STRAIGHT = 0.7
_SAME_BASELINE = 0.1
_GLUED = 0.12
_WORD_GAP = 1.0
_LIGATURES = dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True))
"""Where TeX's fonts have their ligatures; some PDFs made by TeX do not say what the codes show."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The page's visible box in its own coordinates, which grow upwards, and the direction of the text to be read.

    `quarter` counts the quarter turns, against the clock, by which that text is turned.
    """

    left: float
    bottom: float
    right: float
    top: float
    quarter: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """How far along the line and how far down the page a point is."""
        return (
            (x - self.left, self.top - y),
            (y - self.bottom, x - self.left),
            (self.right - x, y - self.bottom),
            (self.top - y, self.right - x),
        )[self.quarter]

    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter % 2 else (width, height)


@dataclass(slots=True)
class _Style:
    """What the characters of one text object share. `quarter` is None for slanted text, as watermarks are."""

    quarter: int | None
    baseline: float
    size: float
    bold: bool


@dataclass(slots=True)
class _Word:
    """`glued` says that no white space stands before it, as before a raised number or letter."""

    style: _Style
    start: float
    end: float
    glued: bool
    text: str


@dataclass(slots=True)
class _PageText:
    words: list[_Word] = field(default_factory=list)
    unmapped: int = 0
    slanted: int = 0


@dataclass(slots=True)
class _Drawn:
    """What is drawn: level and upright lines, sides of boxes among them, and small dots, as (left, top, right, bottom).

    `images` counts the pictures.
    """

    rules: list[tuple[float, ...]] = field(default_factory=list)
    dots: list[tuple[float, ...]] = field(default_factory=list)
    images: int = 0

    def add_rule(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        left, top, right, bottom = _box([one, other])
        if min(right - left, bottom - top) <= _STRAIGHT and max(right - left, bottom - top) >= _LEAST_RULE:
            self.rules.append((left, top, right, bottom))

    def add_dot(self, points: list[tuple[float, float]]) -> None:
        left, top, right, bottom = _box(points)
        round_ = abs((right - left) - (bottom - top)) <= _STRAIGHT
        if round_ and _LEAST_DOT <= right - left <= _MOST_DOT:
            self.dots.append((left, top, right, bottom))


def main() -> None:
    most_pages, most_seconds, most_bytes = (int(argument) for argument in sys.argv[1:4])
    _limit(most_seconds, most_bytes)
    data = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        encrypted = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        _say({"error": "encrypted" if encrypted else "damaged"})
        return
    count = pdfium.FPDF_GetPageCount(document)
    if not 0 < count <= most_pages:
        _say({"error": "pages" if count > 0 else "damaged", "detail": count})
        return
    _say({"pages": count, "title": _title(document)})
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page) if page else None
        if not text:
            _say({"error": "page", "detail": index + 1})
            return
        _say(_read_page(page, text))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _limit(most_seconds: int, most_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # a system without such limits; the caller's own time limit holds all the same
        return
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(value: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(value).encode() + b"\n")


def _title(document: Any) -> str:
    length = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0").strip()


def _read_page(page: Any, text_page: Any) -> dict[str, object]:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    frames = [_Frame(box.left, box.bottom, box.right, box.top, quarter) for quarter in range(4)]
    text = _read_text(text_page, frames)
    rotation = pdfium.FPDFPage_GetRotation(page) % 4
    letters = [sum(len(word.text) for word in text.words if word.style.quarter == quarter) for quarter in range(4)]
    frame = frames[max(range(4), key=lambda quarter: (letters[quarter], quarter == rotation))]
    width, height = frame.size()
    drawn = _read_objects(page, frame)
    return {
        "width": width,
        "height": height,
        "words": [
            (
                word.text,
                *(round(place, 2) for place in (word.start, word.end, word.style.baseline, word.style.size)),
                word.style.bold,
                word.glued,
            )
            for word in text.words
            if word.style.quarter == frame.quarter
        ],
        "rules": drawn.rules,
        "dots": drawn.dots,
        "images": drawn.images,
        "unmapped": text.unmapped,
        "turned": text.slanted + sum(letters) - letters[frame.quarter],
    }


def _read_text(text_page: Any, frames: list[_Frame]) -> _PageText:
    found = _PageText()
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    key: tuple[float, ...] = ()
    style: _Style | None = None
    word: _Word | None = None
    before: _Word | None = None
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        char = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if pdfium.FPDFText_IsGenerated(text_page, index) and char != _HYPHEN_AT_LINE_END:
            word = None
            continue
        if char.isspace() and char not in _LIGATURES:
            word = before = None
            continue
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        if style is None or key != (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f):
            key = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
            style = _style(text_page, index, matrix, frames)
        char = _LIGATURES.get(char, char)
        found.unmapped += char in "\0\ufffd\ufffe" or (char < " " and char != _HYPHEN_AT_LINE_END)
        if style.quarter is None:
            found.slanted += 1
            word = before = None
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, rect)
        frame = frames[style.quarter]
        one, other = frame.place(rect.left, rect.bottom)[0], frame.place(rect.right, rect.top)[0]
        start, end = min(one, other), max(one, other)
        if word is not None and _is_same_word(word, style, start):
            word.text += char
            word.end = end
            continue
        glued = before is not None and _is_glued(before, style, start)
        word = before = _Word(style, start, end, glued, char)
        found.words.append(word)
    return found


def _style(text_page: Any, index: int, matrix: Any, frames: list[_Frame]) -> _Style:
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    quarter = round(angle / 90) % 4
    straight = abs((angle - 90 * quarter + 180) % 360 - 180) < 5
    size = pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
    name = ctypes.create_string_buffer(_MOST_NAME)
    pdfium.FPDFText_GetFontInfo(text_page, index, name, _MOST_NAME, None)
    written = name.value.decode("utf-8", "replace")
    stroked = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text_page, index)) in _STROKED
    heavy = pdfium.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT
    baseline = frames[quarter].place(matrix.e, matrix.f)[1]
    return _Style(quarter if straight else None, baseline, size, stroked or heavy or bool(_BOLD_NAME.search(written)))


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return round(min(across), 2), round(min(down), 2), round(max(across), 2), round(max(down), 2)


def _is_same_word(word: _Word, style: _Style, start: float) -> bool:
    apart = abs(start - word.end)
    return (
        word.style.quarter == style.quarter
        and abs(word.style.baseline - style.baseline) <= _SAME_BASELINE * style.size
        and abs(word.style.size - style.size) <= _SAME_BASELINE * style.size
        and apart <= _WORD_GAP * style.size
    )


def _is_glued(word: _Word, style: _Style, start: float) -> bool:
    size = max(word.style.size, style.size)
    return (
        word.style.quarter == style.quarter
        and abs(start - word.end) <= _GLUED * size
        and abs(word.style.baseline - style.baseline) <= size / 2
    )


def _read_objects(page: Any, frame: _Frame) -> _Drawn:
    drawn = _Drawn()
    for item, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _read_path(item, matrix, frame, drawn)
    return drawn


def _objects(page: Any) -> Iterator[tuple[Any, Any]]:
    """Each object of the page with the matrix that places it, those inside of forms included."""
    open_: list[tuple[Any, Any, int]] = []
    seen = 0

    def push(get: Any, holder: Any, count: int, outer: Any, depth: int) -> None:
        for index in range(min(count, _MOST_OBJECTS)):
            item = get(holder, index)
            own = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(item, own)
            open_.append((item, _product(own, outer), depth))

    unit = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    push(pdfium.FPDFPage_GetObject, page, pdfium.FPDFPage_CountObjects(page), unit, 0)
    while open_ and seen < _MOST_OBJECTS:
        item, matrix, depth = open_.pop()
        seen += 1
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, matrix
        elif depth < _MOST_FORM_DEPTH:
            push(pdfium.FPDFFormObj_GetObject, item, pdfium.FPDFFormObj_CountObjects(item), matrix, depth + 1)


def _product(inner: Any, outer: Any) -> Any:
    return pdfium.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )


def _read_path(path: Any, matrix: Any, frame: _Frame, drawn: _Drawn) -> None:
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    first = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.place(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and points:
            drawn.add_rule(points[-1], point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            drawn.add_rule(point, first)
        points.append(point)
    drawn.add_dot(points)


if __name__ == "__main__":
    main()

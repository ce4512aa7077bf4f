"""The words of a page with their places, sizes and weights, as PDFium reads them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pdfium.frame import Frame

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi|cmbx|cmssbx|sfbx", re.IGNORECASE)
_BOLD_WEIGHT = 600
_MOST_NAME = 256
_STROKED = (pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE, pdfium.FPDF_TEXTRENDERMODE_STROKE)
_HYPHEN_AT_LINE_END = "\x02"
_SAME_BASELINE = 0.1
_GLUED = 0.12
_WORD_GAP = 1.0
_LIGATURES = dict(zip("\x1b\x1c\x1d\x1e\x1f", ("ff", "fi", "fl", "ffi", "ffl"), strict=True))
"""Where TeX's fonts have their ligatures; some PDFs made by TeX do not say what the codes show."""


@dataclass(slots=True)
class Style:
    """What the characters of one text object share. `quarter` is None for slanted text, as watermarks are."""

    quarter: int | None
    baseline: float
    size: float
    bold: bool


@dataclass(slots=True)
class Word:
    """`glued` says that no white space stands before it, as before a raised number or letter."""

    style: Style
    start: float
    end: float
    glued: bool
    text: str


@dataclass(slots=True)
class PageText:
    words: list[Word] = field(default_factory=list)
    unmapped: int = 0
    slanted: int = 0


def read_words(text_page: Any, frames: Sequence[Frame]) -> PageText:
    found = PageText()
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    key: tuple[float, ...] = ()
    style: Style | None = None
    word: Word | None = None
    before: Word | None = None
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
        word = before = Word(style, start, end, glued, char)
        found.words.append(word)
    return found


def _style(text_page: Any, index: int, matrix: Any, frames: Sequence[Frame]) -> Style:
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
    return Style(quarter if straight else None, baseline, size, stroked or heavy or bool(_BOLD_NAME.search(written)))


def _is_same_word(word: Word, style: Style, start: float) -> bool:
    apart = abs(start - word.end)
    return (
        word.style.quarter == style.quarter
        and abs(word.style.baseline - style.baseline) <= _SAME_BASELINE * style.size
        and abs(word.style.size - style.size) <= _SAME_BASELINE * style.size
        and apart <= _WORD_GAP * style.size
    )


def _is_glued(word: Word, style: Style, start: float) -> bool:
    size = max(word.style.size, style.size)
    return (
        word.style.quarter == style.quarter
        and abs(start - word.end) <= _GLUED * size
        and abs(word.style.baseline - style.baseline) <= size / 2
    )

"""What is drawn on a page that tells about its text: ruled lines, the dots of bullets, and how many pictures."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pdfium.frame import Frame

_LEAST_DOT, _MOST_DOT = 1.5, 8.0
_MOST_RULES = 10_000
_MOST_OBJECTS = 20_000
_MOST_SEGMENTS = 1_000
_MOST_FORM_DEPTH = 4
_LEAST_RULE = 5.0
_STRAIGHT = 0.7


@dataclass(slots=True)
class Drawn:
    """What is drawn: level and upright lines, sides of boxes among them, and small dots, as (left, top, right, bottom).

    `images` counts the pictures.
    """

    rules: list[tuple[float, ...]] = field(default_factory=list)
    dots: list[tuple[float, ...]] = field(default_factory=list)
    images: int = 0

    def add_rule(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        left, top, right, bottom = _box([one, other])
        straight = min(right - left, bottom - top) <= _STRAIGHT
        if straight and max(right - left, bottom - top) >= _LEAST_RULE and len(self.rules) < _MOST_RULES:
            self.rules.append((left, top, right, bottom))

    def add_dot(self, points: list[tuple[float, float]]) -> None:
        left, top, right, bottom = _box(points)
        round_ = abs((right - left) - (bottom - top)) <= _STRAIGHT
        if round_ and _LEAST_DOT <= right - left <= _MOST_DOT:
            self.dots.append((left, top, right, bottom))


def read_drawings(page: Any, frame: Frame) -> Drawn:
    drawn = Drawn()
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


def _read_path(path: Any, matrix: Any, frame: Frame, drawn: Drawn) -> None:
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


def _box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return round(min(across), 2), round(min(down), 2), round(max(across), 2), round(max(down), 2)

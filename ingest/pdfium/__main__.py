"""Run as `python -m ingest.pdfium PAGES WORDS SECONDS BYTES`, which are limits.

The output is JSON: a line with `pages` and `title` (or `error` and `detail`), then a line a page. Places are in points
from the upper left corner of the page as it is read.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any

import pypdfium2.raw as pdfium

from ingest.pdfium.drawings import read_drawings
from ingest.pdfium.frame import Frame
from ingest.pdfium.words import read_words


def main() -> None:
    most_pages, most_words, most_seconds, most_bytes = (int(argument) for argument in sys.argv[1:5])
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
    words = 0
    for index in range(count):
        page = pdfium.FPDF_LoadPage(document, index)
        text = pdfium.FPDFText_LoadPage(page) if page else None
        if not text:
            _say({"error": "page", "detail": index + 1})
            return
        read = _read_page(page, text)
        words += len(read["words"])
        if words > most_words:
            _say({"error": "words", "detail": index + 1})
            return
        _say(read)
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


def _read_page(page: Any, text_page: Any) -> dict[str, Any]:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    frames = [Frame(box.left, box.bottom, box.right, box.top, quarter) for quarter in range(4)]
    text = read_words(text_page, frames)
    rotation = pdfium.FPDFPage_GetRotation(page) % 4
    letters = [sum(len(word.text) for word in text.words if word.style.quarter == quarter) for quarter in range(4)]
    frame = frames[max(range(4), key=lambda quarter: (letters[quarter], quarter == rotation))]
    width, height = frame.size()
    drawn = read_drawings(page, frame)
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


if __name__ == "__main__":
    main()

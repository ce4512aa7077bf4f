"""Reads a PDF's pages in a process of their own, within limits of time and memory, and says what went wrong there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.loaders.pdf.geometry import Page, Rule, Word

_PATIENCE = 5
"""A machine that is busy with other things may take so many times longer."""
_ROOT = Path(__file__).parents[3]
_END = b"%%EOF"
_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")
_UNMAPPED_SHARE = 0.3
_OCR = "ocrmypdf in.pdf out.pdf"
_TEX_BULLET = "\x88"
_LETTERS = {
    **{ord(char): plain for char, plain in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)},
    0x02: "-",
    0xAD: None,
    0x200B: None,
    0xFEFF: None,
    0xF0B7: "•",
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
}
"""How some letters of a font are written in the canonical text; None is not at all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` is computing time, of which a common page takes a thirtieth of one; `memory` is in bytes."""

    pages: int = 2_000
    words: int = 1_000_000
    seconds: int = 120
    memory: int = 1_500_000_000


@dataclass(frozen=True, slots=True)
class PdfPages:
    """`title` is what the file's properties say, which is often stale."""

    pages: tuple[Page, ...]
    title: str


def read_pages(data: bytes, limits: Limits) -> PdfPages:
    """Raises UnreadableFileError or EmptyPolicyError with what to do about the file."""
    _check_whole(data)
    head, *rest = (json.loads(line) for line in _extracted(data, limits))
    for value in (head, *rest):
        if "error" in value:
            raise UnreadableFileError(_reason(value["error"], value.get("detail"), limits))
    pages = tuple(_page(number, value) for number, value in enumerate(rest, start=1))
    _check_text(pages)
    return PdfPages(pages, head["title"])


def _check_whole(data: bytes) -> None:
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFileError("the content is no PDF, whatever the name says; give the file its right suffix")
    end = data.rfind(_END)
    if end < 0 or _OBJECT.search(data, end):
        raise UnreadableFileError("the PDF is cut off: its end is missing; fetch or export the file again")


def _extracted(data: bytes, limits: Limits) -> list[bytes]:
    command = [sys.executable, "-P", "-m", "ingest.pdfium", *(str(limit) for limit in astuple(limits))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, sys.path)])}
    try:
        done = subprocess.run(  # noqa: S603 - our own program, with numbers for arguments
            command, input=data, capture_output=True, timeout=_PATIENCE * limits.seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as exc:
        raise UnreadableFileError(_too_much(limits)) from exc
    if done.returncode != 0 or not done.stdout.endswith(b"\n"):
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        if done.returncode > 0 and last and "MemoryError" not in last:
            raise UnreadableFileError(f"the PDF reader failed ({last}); print the PDF to a new one, and give that")
        raise UnreadableFileError(_too_much(limits))
    return done.stdout.splitlines()


def _too_much(limits: Limits) -> str:
    return (
        f"the PDF cannot be read: it is damaged, or it takes more than {limits.seconds} s or"
        f" {limits.memory // 1_000_000} MB; print it to a new PDF, and give that"
    )


def _reason(error: str, detail: Any, limits: Limits) -> str:
    match error:
        case "encrypted":
            return "the PDF is encrypted with a password; save it without one (qpdf --decrypt --password=... in out)"
        case "pages":
            return f"the PDF has {detail} pages, more than {limits.pages}; give the pages that hold the policy"
        case "words":
            return f"the PDF has more than {limits.words} words up to page {detail}; give the pages with the policy"
        case "page":
            return f"page {detail} of the PDF is damaged; fetch or export the file again"
        case _:
            return "the PDF is damaged, and no page of it can be read; fetch or export the file again"


def _page(number: int, value: dict[str, Any]) -> Page:
    words = (Word(_written(text), *places) for text, *places in value["words"])
    return Page(
        number,
        value["width"],
        value["height"],
        tuple(word for word in words if word.text),
        tuple(Rule(*places) for places in value["rules"]),
        tuple(Rule(*places) for places in value["dots"]),
        value["images"],
        value["unmapped"],
        value["turned"],
    )


def _written(text: str) -> str:
    return "•" if text == _TEX_BULLET else text.translate(_LETTERS)


def _check_text(pages: Sequence[Page]) -> None:
    letters = sum(len(word.text) for page in pages for word in page.words)
    if not letters:
        raise EmptyPolicyError(
            f"the PDF has no text layer, only pictures of pages; it needs OCR ({_OCR}), then give the new file"
        )
    if sum(page.unmapped for page in pages) > _UNMAPPED_SHARE * letters:
        raise UnreadableFileError(
            "the PDF's fonts do not say which letters they show; it needs OCR (ocrmypdf --force-ocr in.pdf out.pdf)"
        )

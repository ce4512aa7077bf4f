"""PDF: pages of placed words to running text, and its blocks with the pages on which they begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.loaders.pdf.blocks import write_blocks
from ingest.loaders.pdf.columns import reading_order, with_whole_lines
from ingest.loaders.pdf.contents import without_contents
from ingest.loaders.pdf.geometry import Line, Page
from ingest.loaders.pdf.hyphens import read_vocabulary
from ingest.loaders.pdf.lines import page_lines
from ingest.loaders.pdf.margins import without_margins
from ingest.loaders.pdf.pages import Limits, read_pages
from ingest.loaders.pdf.paragraphs import read_paragraphs, read_typography
from ingest.loaders.pdf.tables import with_aligned_tables, with_ruled_tables
from ingest.models import Document

_TOP = 2_000


def parse_pdf(data: bytes, limits: Limits | None = None) -> Document:
    """Raises UnreadableFileError for what is damaged, encrypted or beyond a limit, EmptyPolicyError for mere pictures.

    The title in the file's properties is often that of another document, so it counts only where the text has it too.
    """
    read = read_pages(data, limits or Limits())
    document = lay_out(read.pages)
    title = " ".join(read.title.split())
    known = title and title.casefold() in document.text[:_TOP].casefold()
    return replace(document, title=title) if known else document


def lay_out(pages: Sequence[Page]) -> Document:
    """The document that a reader sees on the pages."""
    lines = [page_lines(page) for page in pages]
    zones = [
        without_contents(with_whole_lines(with_aligned_tables(zone)))
        for elements in with_ruled_tables(pages, without_margins(pages, lines))
        for zone in reading_order(elements)
    ]
    typography = read_typography([element for element in zone if isinstance(element, Line)] for zone in zones)
    vocabulary = read_vocabulary(line for page in lines for line in page)
    draft = write_blocks(read_paragraphs(zones, typography), typography, vocabulary)
    return draft.document("application/pdf", notices=tuple(_notices(pages)))


def _notices(pages: Sequence[Page]) -> Iterator[str]:
    blank = [str(page.number) for page in pages if not page.words and page.images]
    if blank:
        yield f"no text on page {', '.join(blank)}, only pictures; if there is writing on them, run OCR (ocrmypdf)"
    turned = [str(page.number) for page in pages if page.turned]
    if turned:
        yield f"text set sideways or slanted on page {', '.join(turned)} is left out"

"""Writes the PDF files that the tests read: text at given places, wrapped paragraphs, rules, and raw objects."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, BOTTOM = 72.0, 523.0, 90.0, 760.0


class Sheet:
    """A PDF in the making. Places are in points from the upper left corner; `y` is where text goes on next."""

    def __init__(self, *, password: str | None = None, owner: str = "", title: str = "") -> None:
        self._buffer = io.BytesIO()
        encrypted = None if password is None else StandardEncryption(password, owner or "owner")
        self.canvas = Canvas(self._buffer, pagesize=(WIDTH, HEIGHT), encrypt=encrypted, invariant=1)
        self.canvas.setTitle(title)
        self.y = TOP
        self.number = 1
        self.header = ""
        self.footer = ""

    def text(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> float:
        """Returns where the text ends."""
        font = "Helvetica-Bold" if bold else "Helvetica"
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return x + float(stringWidth(text, font, size))

    def rule(self, left: float, top: float, right: float, bottom: float) -> None:
        self.canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)

    def paragraph(
        self,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        left: float = LEFT,
        right: float = RIGHT,
        gap: float = 8,
        marker: str = "",
    ) -> int:
        """Wrapped text with a gap below, over the end of the page where need be. Returns the page that it begins on."""
        lines = simpleSplit(text, "Helvetica-Bold" if bold else "Helvetica", size, right - left)
        began = 0
        for index, line in enumerate(lines):
            if self.y > BOTTOM:
                self.page()
            began = began or self.number
            if marker and not index:
                self.text(left - 1.8 * size, self.y, marker, size=size, bold=bold)
            self.text(left, self.y, line, size=size, bold=bold)
            self.y += 1.2 * size
        self.y += gap
        return began

    def table(self, rows: Sequence[Sequence[str]], *, widths: Sequence[float], ruled: bool = True) -> None:
        """Rows of wrapped cells, with rules around each or only white space between."""
        for row in rows:
            top, left = self.y, LEFT
            cells = [simpleSplit(cell, "Helvetica", 10, width - 10) for cell, width in zip(row, widths, strict=True)]
            height = 12.0 * max(len(cell) for cell in cells)
            for cell, width in zip(cells, widths, strict=True):
                for index, line in enumerate(cell):
                    self.text(left + 4, top + 12 * (index + 1), line)
                if ruled:
                    self.canvas.rect(left, HEIGHT - top - height - 6, width, height + 6)
                left += width
            self.y += height + 6 + (0 if ruled else 6)
        self.y += 24

    def page(self) -> None:
        """Ends the page, with the running header and footer; `#` in them is the page's number."""
        for text, y in ((self.header, 40.0), (self.footer, 810.0)):
            self.text(LEFT, y, text.replace("#", str(self.number)), size=8)
        self.canvas.showPage()
        self.number += 1
        self.y = TOP

    def data(self) -> bytes:
        self.page()
        self.canvas.save()
        return self._buffer.getvalue()


def raw_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of hand-written objects, numbered from 1; the first is the catalog."""
    data = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(data))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), entries, content)


def raw_page(content: bytes, *more: bytes) -> bytes:
    """A PDF of one page with that content stream; `more` are the objects from number 6 on, the first named /X0."""
    return raw_pdf(
        [
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources <</Font <</F 5 0 R>> /XObject <</X0 6 0 R>>>>>>",
            content,
            b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
            *more,
        ]
    )

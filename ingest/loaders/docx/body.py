"""The body of a Word file to paragraphs and tables in reading order, numbered as Word numbers them. Pure.

Headers, footers, comments, hidden text, what was deleted while changes were tracked and Word's own tables of contents
are not part of it. A text box comes after the paragraph that it hangs on, a footnote after the paragraph or the table
that refers to it, and endnotes come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.loaders.docx.markup import Parts, child, local, number, toggle, value, w
from ingest.loaders.docx.numbering import Numbering, Shown
from ingest.loaders.docx.runs import Content, Note, RunReader
from ingest.loaders.docx.styles import Style, Styles, read_indent
from ingest.loaders.docx.tables import Cell, Row, Table, read_table

_NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_SKIPPED = frozenset(("sectPr", "pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "del", "moveFrom"))
_MOST_SPAN = 64


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`heading` is a level from 1 on, 0 for the document's title, None for none. `shown` is its automatic marker.

    `list_id` tells lists apart; `indent` is in twentieths of a point. `bold` and `size` are those of its letters.
    """

    text: str
    heading: int | None = None
    shown: Shown | None = None
    list_id: int = 0
    indent: int = 0
    bold: bool = False
    size: float = 0.0

    @property
    def full_text(self) -> str:
        """The text after its marker."""
        return f"{self.shown.marker} {self.text}".strip() if self.shown else self.text


Piece = Paragraph | Table


class BodyReader:
    """`has_imported` says, after reading, that parts in other formats are embedded, which are not read."""

    def __init__(self, parts: Parts) -> None:
        self.has_imported = False
        self._styles = Styles(parts.styles)
        self._numbering = Numbering(parts.numbering, list_of_style=self._styles.list_of)
        self._runs = RunReader(self._styles)
        self._body = child(parts.document, "body")
        self._notes = {
            (kind, value(note, "id") or ""): note
            for kind, root in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
            for note in (root.iterfind(w(kind)) if root is not None else ())
            if (value(note, "type") or "") not in _NO_NOTES
        }
        self._footnotes: list[Note] = []
        self._endnotes: list[Note] = []
        self._carried = ""

    def read(self) -> list[Piece]:
        pieces: list[Piece] = []
        for piece in self._pieces(self._body if self._body is not None else ()):
            pieces += [piece, *self._take(self._footnotes)]
        if self._carried:
            pieces.append(Paragraph(self._carried))
        return [*pieces, *self._take(self._footnotes), *self._take(self._endnotes)]

    def _take(self, notes: list[Note]) -> list[Piece]:
        """The pieces of the notes that are due, the mark before the first; none is due afterwards."""
        found: list[Piece] = []
        due = list(notes)
        notes.clear()
        for note in due:
            texts = [
                piece
                for piece in self._pieces(self._notes.pop((note.kind, note.id), ()))
                if isinstance(piece, Paragraph)
            ]
            marks = [note.mark, *[""] * len(texts)]
            found += [
                Paragraph(f"{mark} {one.text}".strip()) for mark, one in zip(marks, texts, strict=False) if one.text
            ]
        return found

    def _pieces(self, holder: Any) -> Iterator[Piece]:
        for element in holder:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name == "AlternateContent":
                yield from self._pieces(next((inner for inner in element if local(inner) == "Choice"), ()))
            elif name == "altChunk":
                self.has_imported = True
            elif name not in _SKIPPED and not (name == "sdt" and _is_left_out(element)):
                yield from self._pieces(element)

    def _paragraph(self, element: Any) -> Iterator[Piece]:
        properties = child(element, "pPr")
        style = self._styles.paragraph(value(child(properties, "pStyle")))
        content = self._runs.read(element, style)
        for note in content.notes:
            (self._footnotes if note.kind == "footnote" else self._endnotes).append(note)
        text = f"{self._carried} {content.text}".strip()
        self._carried = ""
        mark = child(properties, "rPr")
        if child(mark, "del") is not None:
            self._carried = text
        elif not style.is_contents and (text or not toggle(child(mark, "vanish"))):
            paragraph = self._numbered(text, content, properties, style)
            if text:
                yield paragraph
        for box in content.boxes:
            yield from self._pieces(box)

    def _numbered(self, text: str, content: Content, properties: Any, style: Style) -> Paragraph:
        """An empty paragraph counts too: Word shows its number."""
        listed = child(properties, "numPr")
        own_list, own_level = number(child(listed, "numId")), number(child(listed, "ilvl"))
        list_id = style.list_id if own_list is None else own_list
        level = style.list_level if own_level is None else own_level
        shown = self._numbering.show(list_id, level, style.id)
        indents = (read_indent(properties), shown.indent if shown else None, style.indent, 0)
        bold, size = content.look
        return Paragraph(
            text,
            _heading(number(child(properties, "outlineLvl")), style),
            shown,
            list_id or 0,
            next(indent for indent in indents if indent is not None),
            bold,
            size,
        )

    def _table(self, element: Any) -> Iterator[Piece]:
        """The table, or where it only lays out the page, what stands in its cells."""
        rows: list[Row] = []
        held: list[Piece] = []
        for row in _inside(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            cells = []
            for cell in _inside(row, "tc"):
                pieces = list(self._pieces(cell))
                cells.append(_cell(child(cell, "tcPr"), pieces))
                held += pieces if not cells[-1].goes_on else []
            rows.append(Row(tuple(cells), bool(toggle(child(properties, "tblHeader")))))
        has_heading = any(isinstance(piece, Paragraph) and piece.heading is not None for piece in held)
        if has_heading or max((len(row.cells) for row in rows), default=0) < 2:
            yield from held
        else:
            yield read_table(rows)


def _heading(own: int | None, style: Style) -> int | None:
    """The level from the paragraph's own outline level or its style's; 9 is the outline level of body text."""
    if own is not None:
        return own + 1 if 0 <= own < 9 else None
    return 0 if style.is_title else style.heading


def _inside(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those in content controls or marked as inserted included."""
    for inner in element:
        found = local(inner)
        if found == name:
            yield inner
        elif found in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(inner, name)


def _cell(properties: Any, pieces: Sequence[Piece]) -> Cell:
    merged = child(properties, "vMerge")
    texts = [piece for piece in pieces if isinstance(piece, Paragraph)]
    return Cell(
        " ".join(_flat(piece) for piece in pieces),
        bool(texts) and all(piece.bold for piece in texts),
        max(1, min(number(child(properties, "gridSpan")) or 1, _MOST_SPAN)),
        merged is not None and (value(merged) or "continue") == "continue",
    )


def _flat(piece: Piece) -> str:
    """A piece within a cell on one line; of a table inside, rows apart by semicolons."""
    if isinstance(piece, Paragraph):
        return " ".join(piece.full_text.split())
    return "; ".join(", ".join(cell for cell in row if cell) for row in (piece.header, *piece.rows) if any(row))


def _is_left_out(control: Any) -> bool:
    """Whether a content control holds a table of contents, or only says what to write in it."""
    properties = child(control, "sdtPr")
    gallery = value(child(properties, "docPartObj", "docPartGallery")) or ""
    return gallery == "Table of Contents" or bool(toggle(child(properties, "showingPlcHdr")))

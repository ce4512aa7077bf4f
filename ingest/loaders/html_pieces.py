"""The text of a web page in pieces: headings, paragraphs, list items with the marker that a browser shows, table rows.

A piece becomes a block of the canonical text. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from ingest.dates import find_effective_date
from ingest.loaders.html_furniture import is_anchor
from ingest.loaders.html_inline import BREAKS, folded, inline_text, is_note_mark
from ingest.loaders.html_lines import PLAIN, Run, Style, lines_of, shared_style
from ingest.loaders.html_lists import OpenList
from ingest.loaders.html_tables import is_data_table, table_rows
from ingest.loaders.html_tree import Element
from ingest.loaders.markdown_paragraphs import BULLET, ENUMERATOR
from ingest.loaders.markup import is_capitals_heading, reads_as_heading
from ingest.loaders.text import parse_text
from ingest.models import BlockKind

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset(("b", "strong", "u"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_WORD_LEVEL = re.compile(r"mso-list\s*:[^;]*\blevel(\d)", re.IGNORECASE)
_OWN_MARKER = re.compile(r"(?:\(?\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+|§|\(?[a-zA-Z]{1,4}\)|[a-zA-Z]\.|[•●▪◦‣·○■–—])\s")
_LONGEST_HEADING = 250


@dataclass(frozen=True, slots=True)
class Piece:
    """`kind` is None for the header row of a table, which is text but no block of its own. `bold` and `linked` say
    that all of the text is, `anchored` that its links stay in the page. The rest is as in Block.
    """

    kind: BlockKind | None
    text: str
    level: int = 0
    label: str | None = None
    header: tuple[str, ...] = ()
    anchor: str | None = None
    bold: bool = False
    linked: bool = False
    anchored: bool = False


@dataclass(slots=True)
class _Item:
    """A list item. `first` is where its first piece stands among all, -1 while that is still to come."""

    level: int
    label: str | None
    first: int = -1


def pieces(root: Element) -> list[Piece]:
    """In reading order; none is without letters and digits."""
    ids = frozenset(element.attributes.get("id", "") for element in root.descendants())
    walk = _Walk(ids)
    walk.visit(root, PLAIN)
    walk.flush()
    return walk.found


class _Walk:
    """One pass over the tree."""

    def __init__(self, ids: Collection[str]) -> None:
        self.found: list[Piece] = []
        self._ids = ids
        self._runs: list[Run] = []
        self._lists: list[OpenList] = []
        self._item: _Item | None = None
        self._anchor: str | None = None
        self._word_level = 0

    def visit(self, element: Element, style: Style) -> None:
        tag = element.tag
        self._anchor = element.attributes.get("id") or (tag == "a" and element.attributes.get("name")) or self._anchor
        if tag == "pre" and "\n" in element.text().strip():
            self._take_preformatted(element)
        elif tag in _HEADINGS or element.attributes.get("role") == "heading":
            self._take_heading(element, style, _heading_level(element))
        elif tag in ("summary", "button"):
            self._take_heading(element, style, 0)
        elif tag in ("ul", "ol", "menu"):
            self._take_list(element, style)
        elif tag == "li":
            self._take_item(element, style)
        elif tag == "dl":
            self._take_definitions(element, style)
        elif tag == "table" and is_data_table(element):
            self._take_table(element)
        elif tag == "br":
            self._runs.append(Run("\n", PLAIN))
        elif tag in BREAKS:
            self.flush()
            level = _WORD_LEVEL.search(element.attributes.get("style", ""))
            self._word_level = int(level[1]) if level else 0
            self._visit_children(element, replace(style, preformatted=style.preformatted or tag == "pre"))
            self.flush()
            self._word_level = 0
        elif not is_note_mark(element):
            self._visit_children(element, self._styled(element, style))

    def _visit_children(self, element: Element, style: Style) -> None:
        for child in element.children:
            if isinstance(child, Element):
                self.visit(child, style)
            else:
                self._runs.append(Run(child if style.preformatted else folded(child), style))

    def _styled(self, element: Element, style: Style) -> Style:
        if element.tag in _BOLD or _BOLD_STYLE.search(element.attributes.get("style", "")):
            return replace(style, bold=True)
        if element.tag == "a" and (href := element.attributes.get("href")):
            return replace(style, linked=True, anchored=is_anchor(href, self._ids))
        return style

    def _take_heading(self, element: Element, style: Style, level: int) -> None:
        self.flush()
        text = inline_text(element)
        if len(text) > _LONGEST_HEADING:  # a page's text set in a heading's type
            self._visit_children(element, style)
            self.flush()
            return
        for inner in element.descendants():
            self._anchor = self._anchor or inner.attributes.get("id")
        self._add(Piece(BlockKind.HEADING, text, level))

    def _take_preformatted(self, element: Element) -> None:
        """Lines that are laid out by hand, as in a plain text."""
        self.flush()
        text = element.text()
        for block in parse_text(text).blocks:
            lines = [" ".join(line.split()) for line in text[block.start : block.end].split("\n")]
            self._add(Piece(block.kind, "\n".join(filter(None, lines)), block.level, block.label, block.header))

    def _take_list(self, element: Element, style: Style) -> None:
        self.flush()
        self._lists.append(OpenList(element))
        self._item = None
        self._visit_children(element, style)
        self.flush()
        self._lists.pop()

    def _take_item(self, element: Element, style: Style) -> None:
        self.flush()
        item = _Item(max(0, len(self._lists) - 1), self._lists[-1].next_label(element) if self._lists else None)
        self._item = item
        self._visit_children(element, style)
        self.flush()
        self._item = None
        if item.label and 0 <= item.first < len(self.found) - 1:
            first, second = self.found[item.first : item.first + 2]
            if first.bold and second.kind is BlockKind.PARAGRAPH and reads_as_heading(first.text):
                self.found[item.first] = replace(first, kind=BlockKind.HEADING, level=0)

    def _take_definitions(self, element: Element, style: Style) -> None:
        """A term with a definition of one paragraph is an item, "Term: definition"; other terms are headings."""
        self.flush()
        term: Piece | None = None
        for part in _definition_parts(element):
            if part.tag == "dt":
                self._add(term)
                term = Piece(BlockKind.HEADING, inline_text(part), anchor=part.attributes.get("id"))
            elif part.tag == "dd":
                before = len(self.found)
                self._visit_children(part, style)
                self.flush()
                self.found[before:] = _defined(term, self.found[before:], level=len(self._lists))
                term = None
            else:
                self._add(term)
                term = None
                self.visit(part, style)
                self.flush()
        self._add(term)

    def _take_table(self, table: Element) -> None:
        self.flush()
        for part in table.elements():
            if part.tag == "caption":
                self.visit(part, PLAIN)
        for row in table_rows(table):
            kind = None if row.is_header else BlockKind.ROW
            self._add(
                Piece(kind, row.text, len(self._lists), header=row.header, anchor=row.anchor, linked=row.is_linked)
            )

    def flush(self) -> None:
        """End the paragraph at hand: its lines, as <br> has them, become pieces."""
        if not self._runs:
            return
        lines, self._runs = lines_of(self._runs), []
        group: list[Run] = []
        for line in lines:
            alone = not line.text or self._is_title(line) or (len(group) == 1 and self._is_title(group[0]))
            if group and (alone or BULLET.match(line.text) or ENUMERATOR.match(line.text)):
                self._add_paragraph(group)
                group = []
            if line.text:
                group.append(line)
        if group:
            self._add_paragraph(group)

    def _is_title(self, line: Run) -> bool:
        if self._item is not None:
            return False
        looks = is_capitals_heading(line.text) or (line.style.bold and reads_as_heading(line.text))
        return looks and find_effective_date(line.text) is None

    def _add_paragraph(self, lines: list[Run]) -> None:
        text = "\n".join(line.text for line in lines)
        kind, level = BlockKind.PARAGRAPH, len(self._lists)
        if self._is_title(lines[0]):
            kind, level = BlockKind.HEADING, 0
        elif self._word_level or BULLET.match(text):
            kind, level = BlockKind.ITEM, level + max(0, self._word_level - 1)
        style = shared_style([line.style for line in lines])
        self._add(Piece(kind, text, level, bold=style.bold, linked=style.linked, anchored=style.anchored))

    def _add(self, piece: Piece | None) -> None:
        """The first piece of a list item gets the item's marker, unless it is written in the text."""
        if piece is None or not any(character.isalnum() for character in piece.text):
            return
        item, self._item = self._item, None
        if item is not None and piece.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING):
            item.first = len(self.found)
            piece = _marked(piece, item)
        anchor, self._anchor = piece.anchor or self._anchor, None
        self.found.append(replace(piece, anchor=anchor) if anchor else piece)


def _marked(piece: Piece, item: _Item) -> Piece:
    is_heading = piece.kind is BlockKind.HEADING
    kind, level = (BlockKind.HEADING, piece.level) if is_heading else (BlockKind.ITEM, item.level)
    if _OWN_MARKER.match(piece.text):
        return replace(piece, kind=kind, level=level)
    marker = f"{item.label}. " if item.label else "" if is_heading else "• "
    return replace(piece, kind=kind, level=level, label=item.label, text=marker + piece.text)


def _defined(term: Piece | None, definition: list[Piece], *, level: int) -> list[Piece]:
    if term is None or not term.text:
        return definition
    if len(definition) != 1 or definition[0].kind is not BlockKind.PARAGRAPH or term.text.endswith("?"):
        return [term, *definition]
    divider = " " if term.text.endswith((":", ".", "–", "-")) else ": "
    text = f"{term.text}{divider}{definition[0].text}"
    return [Piece(BlockKind.ITEM, text, level, anchor=term.anchor or definition[0].anchor)]


def _definition_parts(element: Element) -> Iterator[Element]:
    """The terms and definitions of a list, which may be grouped, and what else stands among them."""
    for child in element.children:
        if isinstance(child, str):
            yield Element("p", children=[child])
        elif child.tag == "div" and any(inner.tag in ("dt", "dd") for inner in child.elements()):
            yield from _definition_parts(child)
        else:
            yield child


def _heading_level(element: Element) -> int:
    given = element.attributes.get("aria-level", "")
    return _HEADINGS.get(element.tag) or (int(given) if re.fullmatch("[1-9]", given) else 0)

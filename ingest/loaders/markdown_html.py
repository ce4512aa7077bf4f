"""HTML inside Markdown: its runs of text as blocks whose offsets point into the Markdown. Pure but for its state.

The Markdown text stays the canonical text, so a block holds the tags between its first and its last word. A table
row, a list item or a section may begin in one piece of HTML and end in a later one, with Markdown between.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.loaders.list_labels import list_label
from ingest.loaders.markup import bold_heading, plain, visible
from ingest.models import Block, BlockKind, Span

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_WORDS = re.compile(r"[\s>]*([^\s>](?:.*\S)?)", re.DOTALL)
"""What is written between two tags, without the marks of a quotation around it."""
_ATTRIBUTE = re.compile(r"\b(start|type|value)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_ANCHOR_LINKS = re.compile(
    r"(?:[^\w<>]*<a\s[^<>]{0,300}href\s*=\s*[\"']?#[^<>]{0,300}>[^<>]*</a>)+[^\w<>]*", re.IGNORECASE
)
_LONGEST_CONTENTS = 5_000
_NOT_SHOWN = frozenset(("script", "style", "template", "head", "nav", "noscript", "svg"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SECTIONS = frozenset(("article", "aside", "body", "details", "div", "footer", "header", "html", "main", "section"))
_TEXTS = frozenset(("address", "blockquote", "caption", "center", "dd", "dt", "figcaption", "figure", "p", "pre"))
_LISTS_AND_TABLES = frozenset(("dl", "li", "ol", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"))
_BREAKS = _SECTIONS | _TEXTS | _LISTS_AND_TABLES | {"fieldset", "form", "hr", "summary"} | set(_HEADINGS)


class HtmlRuns:
    """Takes the HTML pieces of a Markdown text in order and emits their blocks.

    Give `absorb` each Markdown block that lies between pieces: within an open table row it becomes part of the row.
    """

    def __init__(self, text: str, emit: Callable[[Block], None]) -> None:
        self._text = text
        self._emit = emit
        self._run: Span | None = None
        self._hidden: list[str] = []
        self._heading: int | None = None
        self._lists: list[_OpenList] = []
        self._item: _Item | None = None
        self._in_term = False
        self._term: Span | None = None
        self._row: _Row | None = None
        self._header: tuple[str, ...] = ()

    def feed(self, span: Span) -> None:
        """A piece of HTML; text after its last tag is a run of its own."""
        at = span.start
        for tag in _TAG.finditer(self._text, span.start, span.end):
            self._take_text(at, tag.start())
            self._take_tag(tag[2].lower(), closing=bool(tag[1]), attributes=tag[3])
            at = tag.end()
        self._take_text(at, span.end)
        if self._row is None:
            self._flush()

    def absorb(self, span: Span) -> bool:
        if self._row is None:
            self._end_term()
            return False
        self._row.add(span)
        return True

    def close(self) -> None:
        self._end_row()
        self._flush()
        self._end_term()

    def _take_text(self, start: int, end: int) -> None:
        words = _WORDS.match(self._text, start, end)
        if self._hidden or words is None:
            return
        if self._row is not None:
            self._row.add(Span(words.start(1), words.end(1)))
        else:
            self._run = Span(self._run.start if self._run else words.start(1), words.end(1))

    def _take_tag(self, name: str, *, closing: bool, attributes: str) -> None:
        if name in _NOT_SHOWN:
            if not closing and not attributes.endswith("/"):
                self._hidden.append(name)
            elif name in self._hidden:
                del self._hidden[self._hidden.index(name) :]
            return
        if name in ("tr", "table"):
            self._end_row()
        if self._row is not None:
            if name in ("td", "th") and not closing:
                self._row.open_cell(is_header=name == "th")
            return
        if name in _BREAKS:
            self._flush()
            self._take_break(name, closing=closing, attributes=attributes)

    def _take_break(self, name: str, *, closing: bool, attributes: str) -> None:
        if name in _HEADINGS or name == "summary":
            self._heading = None if closing else _HEADINGS.get(name, 0)
        elif name == "table":
            self._header = ()
        elif name == "tr" and not closing:
            self._row = _Row()
        elif name in ("ol", "ul"):
            if not closing:
                self._lists.append(_OpenList(name == "ol", attributes))
            elif self._lists:
                self._lists.pop()
            self._item = None
        elif name == "li":
            level = max(0, len(self._lists) - 1)
            label = self._lists[-1].next_label(attributes) if self._lists and not closing else None
            self._item = None if closing else _Item(level, label)
        elif name == "dt":
            self._in_term = not closing

    def _flush(self) -> None:
        run, self._run = self._run, None
        if run is None:
            return
        if self._in_term:
            self._term = Span(self._term.start if self._term else run.start, run.end)
            return
        if self._is_contents(run):
            return
        block = self._block(run)
        if block.kind is BlockKind.PARAGRAPH and self._term:
            block = Block(BlockKind.ITEM, self._term.start, block.end, block.level)
            self._term = None
        self._end_term()
        self._emit(block)

    def _is_contents(self, run: Span) -> bool:
        """Nothing but links to anchors of the same page; the first one's tag stands before the run."""
        start = max(0, self._text.rfind("<", 0, run.start))
        if run.end - start > _LONGEST_CONTENTS:
            return False
        return bool(_ANCHOR_LINKS.fullmatch(f"{self._text[start : run.end]}</a>"))

    def _block(self, run: Span) -> Block:
        if self._heading is not None:
            inner = visible(self._text, run)
            return Block(BlockKind.HEADING, inner.start, inner.end, self._heading)
        if self._item is not None:
            item, self._item = self._item, None
            return Block(BlockKind.ITEM, run.start, run.end, item.level, item.label)
        if heading := bold_heading(self._text, run):
            return Block(BlockKind.HEADING, heading.start, heading.end)
        return Block(BlockKind.PARAGRAPH, run.start, run.end, len(self._lists))

    def _end_term(self) -> None:
        """A term whose definition is no paragraph stands alone."""
        term, self._term = self._term, None
        if term:
            self._emit(Block(BlockKind.ITEM, term.start, term.end, len(self._lists)))

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None or row.span is None:
            return
        self._end_term()
        if row.is_header:
            self._header = tuple(plain(self._text[cell.start : cell.end]) if cell else "" for cell in row.cells)
        else:
            self._emit(Block(BlockKind.ROW, row.span.start, row.span.end, level=len(self._lists), header=self._header))


class _OpenList:
    def __init__(self, ordered: bool, attributes: str) -> None:
        values = {name.lower(): value for name, value in _ATTRIBUTE.findall(attributes)}
        self._style = values.get("type", "1") if ordered else None
        self._next = _integer(values.get("start"), 1)

    def next_label(self, attributes: str) -> str | None:
        if self._style is None:
            return None
        values = {name.lower(): value for name, value in _ATTRIBUTE.findall(attributes)}
        number = _integer(values.get("value"), self._next)
        self._next = number + 1
        return list_label(number, self._style)


class _Item:
    def __init__(self, level: int, label: str | None) -> None:
        self.level = level
        self.label = label


class _Row:
    def __init__(self) -> None:
        self.span: Span | None = None
        self.cells: list[Span | None] = []
        self.is_header = True

    def open_cell(self, *, is_header: bool) -> None:
        self.cells.append(None)
        self.is_header = self.is_header and is_header

    def add(self, span: Span) -> None:
        self.span = Span(self.span.start if self.span else span.start, span.end)
        if self.cells:
            cell = self.cells[-1]
            self.cells[-1] = Span(cell.start if cell else span.start, span.end)


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and value.lstrip("-").isdecimal() and len(value) < 10 else default

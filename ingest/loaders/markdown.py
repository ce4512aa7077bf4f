"""Markdown (CommonMark with tables, footnotes and definition lists) to blocks with offsets into the unchanged text.

Every paragraph, heading, list item and table row is one block, however its lines are wrapped; inline markup stays in
the text. A heading's block begins at its visible text, after hashes and emphasis. A list item's block begins at its
marker and ends with its first paragraph; what else the item holds follows as blocks of their own, and `level` of a
PARAGRAPH or ROW counts the lists around it, so that a paragraph of level n belongs to the last ITEM of level n - 1.
Comments, front matter, rules, pictures and contents made of links to anchors are no blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from ingest.loaders.markdown_hidden import without_hidden
from ingest.loaders.markdown_html import HtmlRuns
from ingest.loaders.markdown_lists import ListNesting, contents_lists
from ingest.loaders.markdown_masking import Anchor, mask
from ingest.loaders.markdown_paragraphs import (
    escaped_label,
    is_contents,
    is_contents_title,
    is_furniture,
    paragraph_blocks,
)
from ingest.loaders.markup import plain, visible, without_attributes
from ingest.loaders.text import parse_text
from ingest.models import Block, BlockKind, Document, Span

_MEDIA_TYPE = "text/markdown"
_DEEPEST = 100
"""Levels of nesting that are read as such; each list around a text counts two, each quote one."""
_LONGEST_SETEXT = 150
_PREFIX = re.compile(r"[ \t>]*")
_HASHES = re.compile(r"#{1,6}[ \t]*")


def parse_markdown(text: str) -> Document:
    """Blocks in reading order, none overlapping another. Line breaks must be LF."""
    masked = mask(text)
    tokens = _parser().parse(masked.text)
    if max((token.level for token in tokens), default=0) >= _DEEPEST - 2:
        notice = f"lists or quotes are nested more than {_DEEPEST // 2} deep, so it was read as plain text"
        return replace(parse_text(text), media_type=_MEDIA_TYPE, notices=(notice,))
    blocks = without_hidden(_Walk(masked.text, tokens).run(), masked.hidden, text)
    return Document(
        text=text,
        blocks=tuple(_with_anchors(blocks, masked.anchors)),
        media_type=_MEDIA_TYPE,
        title=masked.title,
        effective=masked.effective,
    )


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").use(deflist_plugin).use(footnote_plugin)
    # Indented prose is common in policies and code is not; inline markup is not looked at.
    return parser.disable(["code", "inline", "footnote_tail"])


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    label: str | None


class _Walk:
    """One pass over the tokens, which know their lines; the columns are found here."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
        self._blocks: list[Block] = []
        self._html = HtmlRuns(text, self._blocks.append)
        self._lists = ListNesting()
        self._marker: _Marker | None = None
        self._marker_end = 0
        self._header: list[str] = []
        self._in_body = False
        self._term: Span | None = None

    def run(self) -> list[Block]:
        contents = contents_lists(self._tokens)
        skip_to = 0
        for index, token in enumerate(self._tokens):
            if index < skip_to:
                continue
            if index in contents:
                skip_to = contents[index]
                self._drop_contents_title()
            else:
                self._take(token, self._tokens[index - 1].type if index else "", self._tokens[index - 1])
        self._html.close()
        return self._blocks

    def _take(self, token: Token, before: str, opening: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                start = max(self._line_starts[_lines(token)[0]], self._marker_end)
                column = self._after_prefix(start) - self._line_starts[_lines(token)[0]]
                self._lists.open(column, token_level=token.level, follows_list=before.endswith("_list_close"))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.close()
            case "list_item_open":
                self._open_item(token)
            case "list_item_close":
                self._marker = None
            case "thead_open":
                self._header, self._in_body = [], False
            case "tbody_open":
                self._in_body = True
            case "tr_open" if self._in_body:
                self._take_row(token)
            case "dl_close":
                self._flush_term()
            case "fence":
                self._take_fence(token)
            case "html_block":
                self._flush_term()
                self._marker = None
                self._html.feed(Span(self._prose_lines(token)[0].start, self._line_starts[_lines(token)[1]] - 1))
            case "inline":
                self._take_inline(token, opening)

    def _take_inline(self, token: Token, opening: Token) -> None:
        match opening.type:
            case "th_open":
                self._header.append(plain(token.content))
            case "dt_open":
                line = self._line(_lines(token)[0])
                self._term = Span(self._term.start if self._term else line.start, line.end)
            case "heading_open" if opening.markup.startswith("#"):
                self._take_atx_heading(token, int(opening.tag[1]))
            case "heading_open" if "\n" not in token.content and len(token.content) <= _LONGEST_SETEXT:
                for line in self._prose_lines(token):
                    self._add_heading(line, int(opening.tag[1]))
            case "heading_open" | "paragraph_open":  # a rule under a wrapped paragraph does not make it a heading
                self._take_paragraph(token)

    def _open_item(self, token: Token) -> None:
        written = token.info + token.markup
        start = self._text.find(written, max(self._line_starts[_lines(token)[0]], self._marker_end))
        self._marker = _Marker(start, self._lists.label(token.info))
        self._marker_end = start + len(written)

    def _take_atx_heading(self, token: Token, level: int) -> None:
        line = self._line(_lines(token)[0])
        hashes = _HASHES.search(self._text, max(line.start, self._marker_end), line.end)
        if hashes is not None:
            self._add_heading(Span(hashes.end(), line.end), level)

    def _add_heading(self, line: Span, level: int) -> None:
        span, anchor = without_attributes(self._text, line)
        span = visible(self._text, span)
        label = self._marker.label if self._marker else escaped_label(self._text, span)
        self._marker = None
        self._add(Block(BlockKind.HEADING, span.start, span.end, level, label, anchor=anchor))

    def _take_paragraph(self, token: Token) -> None:
        marker, self._marker = self._marker, None
        lines = self._prose_lines(token)
        if marker is None and is_contents(token.content):
            self._drop_contents_title()
        elif lines and not is_furniture(token.content):
            first, *others = paragraph_blocks(self._text, lines, level=self._lists.depth)
            if marker is not None:
                label, level = marker.label, self._lists.depth - 1
                # A bold heading's block leaves its asterisks out; the item's own block keeps them.
                end = max(first.end, lines[0].end)
                first = Block(BlockKind.ITEM, marker.start, end, level, label)
            elif self._term is not None:
                first = Block(BlockKind.ITEM, self._term.start, max(first.end, lines[0].end), self._lists.depth)
                self._term = None
            for block in (first, *others):
                self._add(block)

    def _take_row(self, token: Token) -> None:
        line = self._line(_lines(token)[0])
        if self._text[line.start : line.end].strip("|:- \t"):
            header = tuple(self._header)
            self._add(Block(BlockKind.ROW, line.start, line.end, self._lists.depth, header=header))

    def _take_fence(self, token: Token) -> None:
        """Prose set in a code block: a paragraph between blank lines is one block."""
        first, last = _lines(token)
        lines = [self._line(number) for number in range(first + 1, last)]
        if lines and self._text.startswith(token.markup, lines[-1].start):
            lines.pop()
        start: int | None = None
        end = 0
        for line in [*lines, Span(0, 0)]:
            if line and start is None:
                start = line.start
            elif not line and start is not None:
                self._add(Block(BlockKind.PARAGRAPH, start, end, self._lists.depth))
                start = None
            end = line.end

    def _add(self, block: Block) -> None:
        self._flush_term()
        span = Span(block.start, block.end)
        if span and not self._html.absorb(span):
            self._blocks.append(block)

    def _flush_term(self) -> None:
        """A term whose definition is no paragraph stands alone."""
        term, self._term = self._term, None
        if term:
            self._add(Block(BlockKind.ITEM, term.start, term.end, self._lists.depth))

    def _drop_contents_title(self) -> None:
        last = self._blocks[-1] if self._blocks else None
        if last and last.kind is not BlockKind.ROW and is_contents_title(plain(self._text[last.start : last.end])):
            self._blocks.pop()

    def _line(self, number: int) -> Span:
        """A line without its quote marks and the white space at its edges."""
        return self._stripped(self._after_prefix(self._line_starts[number]), self._line_starts[number + 1] - 1)

    def _stripped(self, start: int, end: int) -> Span:
        shown = self._text[start:end]
        end = start + len(shown.rstrip())
        return Span(min(end, start + len(shown) - len(shown.lstrip())), end)

    def _after_prefix(self, start: int) -> int:
        match = _PREFIX.match(self._text, start)
        return match.end() if match else start

    def _prose_lines(self, token: Token) -> list[Span]:
        """The lines of a paragraph; its first one without what opens a list item, a footnote or a definition."""
        first, last = _lines(token)
        lines = [line for number in range(first, last) if (line := self._line(number))]
        if lines:
            written = len(token.content.split("\n", 1)[0].rstrip())
            lines[0] = self._stripped(max(lines[0].start, lines[0].end - written), lines[0].end)
        return lines


def _lines(token: Token) -> tuple[int, int]:
    """The first line and the one after the last. Every token that is asked has them."""
    first, last = token.map or (0, 0)
    return first, max(last, first + 1)


def _with_anchors(blocks: Sequence[Block], anchors: Sequence[Anchor]) -> list[Block]:
    """Each block with the first anchor before or in it; an anchor of kramdown's names the block before it."""
    ends = [block.end for block in blocks]
    ids: dict[int, str] = {}
    for anchor in anchors:
        ids.setdefault(bisect_right(ends, anchor.offset) - anchor.after, anchor.id)
    return [replace(block, anchor=block.anchor or ids.get(index)) for index, block in enumerate(blocks)]

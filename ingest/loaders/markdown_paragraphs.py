"""A Markdown paragraph's lines to blocks: what a writer meant as several lines, and what is no prose at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.loaders.markup import bold_heading, is_capitals_heading
from ingest.models import Block, BlockKind, Span

_LONGEST_FURNITURE = 5_000
_LONGEST_CAPITALS = 150
_PICTURES = re.compile(r"(?:(?:\[!\[[^\[\]]*\]\([^()]*\)\]\([^()]*\)|!\[[^\[\]]*\]\([^()]*\))\s*)+")
_ANCHOR_LINKS = re.compile(r"[\s\d|·•*_.-]*(?:\[[^\[\]]+\]\(#[^()\s]*\)(?:[\s\d|·•*_\\.-]|<br\s*/?>)*)+")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_CONTENTS_MARK = re.compile(r"(?:\w{1,20}\s+)?(?:\{:\s?toc[^{}]*\}|\[\[?_?toc_?\]?\])", re.IGNORECASE)
_CONTENTS_TITLE = re.compile(
    r"(?:table of )?contents|toc|on this page|in this (?:policy|notice|page)|index|quick links|navigation"
    r"|inhalt(?:sverzeichnis|sübersicht)?|sommaire|table des matières|índice|contenido",
    re.IGNORECASE,
)
BULLET = re.compile(r"[•●▪◦‣·○■–—]\s+\S")
ENUMERATOR = re.compile(r"(?:\(?[a-zA-Z]{1,4}\)|\(?\d{1,3}\)|[a-zA-Z]\.)\s+\S")
"""Markers at the start of a line that Markdown and HTML do not know as such."""
_CAPITAL = re.compile(r"[A-Z]{1,4}[.)]")
_ENDS_A_LINE = re.compile(r"(?:[.;:,!?…]|\b(?:and|or|und|oder|et|ou|y|o))[\s*_]*$")
_ESCAPED_LABEL = re.compile(r"(\d+(?:\.\d+)*|[A-Za-z])\\[.)]")


def is_contents(content: str) -> bool:
    """Nothing but links to anchors of the same page."""
    return len(content) <= _LONGEST_FURNITURE and bool(_ANCHOR_LINKS.fullmatch(content))


def is_contents_title(title: str) -> bool:
    return bool(_CONTENTS_TITLE.fullmatch(title.strip().rstrip(":")))


def is_furniture(content: str) -> bool:
    """Pictures and badges alone, or the place where a table of contents goes."""
    if len(content) > _LONGEST_FURNITURE:
        return False
    if "<" in content and not any(map(str.isalnum, _TAG.sub("", content))):
        return True
    return bool(_PICTURES.fullmatch(content) or _CONTENTS_MARK.fullmatch(content))


def escaped_label(text: str, span: Span) -> str | None:
    r"""The label of "1\. Scope", which converters write so that it is no list."""
    match = _ESCAPED_LABEL.match(text, span.start, span.end)
    return match[1] if match else None


def paragraph_blocks(text: str, lines: Sequence[Span], *, level: int) -> list[Block]:
    """One block a paragraph, but a first line that is all bold is a heading, lines that begin with a marker unknown
    to Markdown ("(a)", "•") are items, and lines of a table without its rule are rows. `level`: the lists around it.
    """
    if len(lines) > 1 and all(text[line.start] == "|" == text[line.end - 1] for line in lines):
        return [Block(BlockKind.ROW, line.start, line.end, level) for line in lines]
    marked = [index for index in range(1, len(lines)) if _begins_item(text, lines[index - 1], lines[index])]
    starts = [0, *marked]
    if len(lines) > 1 and 1 not in marked and not text[lines[1].start].islower() and bold_heading(text, lines[0]):
        starts.insert(1, 1)
    ends = [*starts[1:], len(lines)]
    return [
        _block(text, Span(lines[start].start, lines[end - 1].end), level, among_items=bool(marked))
        for start, end in zip(starts, ends, strict=True)
    ]


def _begins_item(text: str, before: Span, line: Span) -> bool:
    if BULLET.match(text, line.start, line.end):
        return True
    tail = text[max(before.start, before.end - 20) : before.end]
    return bool(ENUMERATOR.match(text, line.start, line.end) and _ENDS_A_LINE.search(tail))


def _block(text: str, span: Span, level: int, *, among_items: bool) -> Block:
    if heading := bold_heading(text, span):
        return Block(BlockKind.HEADING, heading.start, heading.end, label=escaped_label(text, heading))
    if len(span) <= _LONGEST_CAPITALS and is_capitals_heading(text[span.start : span.end]):
        return Block(BlockKind.HEADING, span.start, span.end, label=escaped_label(text, span))
    is_item = among_items and ENUMERATOR.match(text, span.start, span.end) and not _CAPITAL.match(text, span.start)
    if is_item or BULLET.match(text, span.start, span.end):
        return Block(BlockKind.ITEM, span.start, span.end, level)
    return Block(BlockKind.PARAGRAPH, span.start, span.end, level, escaped_label(text, span))

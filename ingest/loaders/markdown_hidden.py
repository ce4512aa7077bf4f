"""Words in a Markdown file that no reader of the page sees: hidden HTML elements, and blocks without them. Pure.

The text stays as it is, so a block that holds such words is cut in two around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.loaders.html_tree import Element
from ingest.loaders.html_unseen import is_hidden_by_itself
from ingest.models import Block, BlockKind, Span
from ingest.sentences import sentences

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)\b([^<>]{0,1000})>")
_ATTRIBUTE = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\Z")
_OPEN_END = re.compile(r"[^.!?:;。！？]['\"”’»)\]*_]*\Z")


def hidden_elements(text: str) -> list[Span]:
    """From opening to closing tag, in order; one that is never closed reaches to the end of its paragraph."""
    tags = list(_TAG.finditer(text))
    ends = _closing_ends(tags)
    found: list[Span] = []
    for tag in tags:
        if (found and tag.start() < found[-1].end) or tag[1] or not tag[3] or tag[3].endswith("/"):
            continue
        attributes = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(tag[3])}
        element = Element(tag[2].lower(), attributes)
        if element.tag not in _VOID and is_hidden_by_itself(element):
            end = ends.get(tag.start())
            if end is None:
                end = next((match.start() for match in _PARAGRAPH_END.finditer(text, tag.end())), len(text))
            found.append(Span(tag.start(), end))
    return found


def _closing_ends(tags: Sequence[re.Match[str]]) -> dict[int, int]:
    """Where each element ends, by where it begins; tags of other names between do not count."""
    ends: dict[int, int] = {}
    opened: dict[str, list[int]] = {}
    for tag in tags:
        starts = opened.setdefault(tag[2].lower(), [])
        if not tag[1]:
            starts.append(tag.start())
        elif starts:
            ends[starts.pop()] = tag.end()
    return ends


def without_hidden(blocks: Sequence[Block], hidden: Sequence[Span], text: str) -> list[Block]:
    """The blocks with none of the hidden spans, which are in order. What goes on after one is a paragraph, or a row."""
    kept: list[Block] = []
    at = 0
    for block in blocks:
        while at < len(hidden) and hidden[at].end <= block.start:
            at += 1
        last = at
        while last < len(hidden) and hidden[last].start < block.end:
            last += 1
        if last == at:
            kept.append(block)
            continue
        for number, piece in enumerate(_pieces(block, hidden[at:last], text)):
            kept.append(replace(block if number == 0 else _following(block), start=piece.start, end=piece.end))
    return kept


def _following(block: Block) -> Block:
    if block.kind is BlockKind.ROW:
        return block
    level = {BlockKind.ITEM: block.level + 1, BlockKind.HEADING: 0}.get(block.kind, block.level)
    return Block(BlockKind.PARAGRAPH, block.start, block.end, level)


def _pieces(block: Block, hidden: Sequence[Span], text: str) -> Iterator[Span]:
    """What is left of a block. A sentence with hidden words in its middle is left out whole: half of it might say the
    opposite.
    """
    starts = [block.start, *(span.end for span in hidden)]
    ends = [*(span.start for span in hidden), block.end]
    runs = [_stripped(text, start, max(start, end)) for start, end in zip(starts, ends, strict=True)]
    runs = [run for run in runs if any(map(str.isalnum, text[run.start : run.end]))]
    running = block.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
    cut = False
    for number, run in enumerate(runs):
        goes_on = running and number + 1 < len(runs) and bool(_OPEN_END.search(text[run.start : run.end][-8:]))
        found = sentences(text, run)[int(cut) : -1 if goes_on else None] if cut or goes_on else [run]
        cut = goes_on
        if found:
            yield Span(found[0].start, found[-1].end)


def _stripped(text: str, start: int, end: int) -> Span:
    shown = text[start:end]
    end = start + len(shown.rstrip())
    return Span(min(end, start + len(shown) - len(shown.lstrip())), end)

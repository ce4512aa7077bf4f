"""A document's blocks with their markers read, and which of them are sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.markers import Marker, MarkerKind, Reading, read_marker
from ingest.models import Block, BlockKind, Document
from ingest.series import Entry, Member, find_series
from ingest.shapes import names_policy

_REACH = 160
_DRESS = re.compile(r"(?:#{1,6}[ \t]+)?[*_]{0,3}")
_BARE_NUMBER = re.compile(r"[*_]{0,3}(\d{1,2})\s+(?=[^\W\d_])")
_INTRODUCES = re.compile(r"[:：][-–]?[*_]{0,3}\Z")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]*_]*\Z")


@dataclass(slots=True, eq=False)
class Node:
    """A block and what stands below it. `block` is None for the root.

    `is_section` marks headings, and numbered paragraphs that others stand below. `content_start` is the offset where
    the text after the marker begins. `layout` is what unnumbered headings of one rank have in common: whether the text
    below follows without a blank line, and whether all letters are capitals. `opening` is the first word.
    """

    block: Block | None
    index: int = -1
    marker: Marker | None = None
    content_start: int = 0
    is_section: bool = True
    is_title: bool = False
    member: Member | None = None
    tail: str = ""
    names_policy: bool = False
    layout: tuple[bool, bool] = (False, False)
    opening: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> BlockKind | None:
        return self.block.kind if self.block else None

    @property
    def level(self) -> int:
        return self.block.level if self.block else 0

    @property
    def label(self) -> str:
        return self.marker.label if self.marker else ""

    @property
    def in_capitals(self) -> bool:
        return self.layout[1]

    @property
    def introduces(self) -> bool:
        """Whether its text leads in what follows: it ends with a colon, or not like a sentence."""
        return bool(_INTRODUCES.search(self.tail)) or not _SENTENCE_END.search(self.tail)

    @property
    def ends_with_colon(self) -> bool:
        return bool(_INTRODUCES.search(self.tail))


def read_nodes(document: Document) -> list[Node]:
    """One node a block, in reading order, not yet nested."""
    nodes = [_node(document, index, block) for index, block in enumerate(document.blocks)]
    _mark_bare_numbers(document, nodes)
    for node, following in pairwise(nodes):
        if node.block is not None and following.block is not None and node.kind is BlockKind.HEADING:
            between = document.text[node.block.end : following.block.start]
            heading = document.text[node.block.start : node.block.end]
            node.names_policy = names_policy(heading)
            node.layout = (between.count("\n") < 2, heading.isupper())
            node.opening = heading.casefold().split()[0]
    _find_ranks(nodes)
    return nodes


def _node(document: Document, index: int, block: Block) -> Node:
    text = document.text[block.start : min(block.end, block.start + _REACH)]
    dress = _DRESS.match(text)
    lead = dress.end() if dress else 0
    marker = None if block.kind is BlockKind.ROW else read_marker(text[lead:])
    if marker is None and lead:
        lead, marker = 0, read_marker(text) if block.kind is not BlockKind.ROW else None
    if marker is not None and marker.is_bullet and block.kind is not BlockKind.ITEM:
        marker = None
    start = block.start + (lead + marker.end if marker else 0)
    if block.label and (marker is None or marker.label != block.label):
        given = read_marker(f"{block.label}. ")
        readings = given.readings if given else (Reading(MarkerKind.DECIMAL, 0),)
        alike = marker if marker is not None and marker.readings[0].kind is readings[0].kind else None
        written = re.match(rf"{re.escape(block.label)}\\?[.)]?\s+", text)
        start = block.start + (written.end() if written else lead + alike.end if alike else 0)
        marker = Marker(block.label, alike.style if alike else "given", readings, 0)
    tail = document.text[max(block.start, block.end - 8) : block.end].rstrip()
    return Node(block, index, marker, min(start, block.end), block.kind is BlockKind.HEADING, tail=tail)


def _mark_bare_numbers(document: Document, nodes: Sequence[Node]) -> None:
    """Headings that are numbered without a point, "1 Scope", "2 Your rights": several in order from 1."""
    found: list[tuple[Node, re.Match[str]]] = []
    for node in nodes:
        if node.block is not None and node.kind is BlockKind.HEADING and node.marker is None:
            match = _BARE_NUMBER.match(document.text, node.block.start, node.block.end)
            if match is not None and int(match[1]) == len(found) + 1:
                found.append((node, match))
    if len(found) > 1:
        for node, match in found:
            reading = Reading(MarkerKind.DECIMAL, int(match[1]))
            node.marker, node.content_start = Marker(match[1], "#", (reading,), 0), match.end()


def _find_ranks(nodes: Sequence[Node]) -> None:
    """Find the series of all numbered blocks, and which numbered paragraphs are sections."""
    _find_members(node for node in nodes if node.kind in {BlockKind.HEADING, BlockKind.PARAGRAPH})
    paragraphs: dict[int, list[Node]] = {}
    for node in nodes:
        if node.kind is BlockKind.PARAGRAPH and node.member is not None:
            paragraphs.setdefault(node.member.series, []).append(node)
    headings = {node.member.series for node in nodes if node.kind is BlockKind.HEADING and node.member is not None}
    for number, members in paragraphs.items():
        first = members[0].member
        if len(members) == 1 and number not in headings and first is not None and _is_stray(first.reading):
            members[0].marker, members[0].member = None, None
            continue
        followed = sum(_stands_over_text(nodes, node.index) for node in members)
        for node in members:
            node.is_section = number in headings or 2 * followed >= len(members)
    items: list[Node] = []
    for node in nodes:
        if node.is_section:
            _find_members(items)
            items = []
        elif node.member is None and node.kind is BlockKind.ITEM:
            items.append(node)
    _find_members(items)


def _is_stray(reading: Reading) -> bool:
    """Whether a paragraph that alone has such a marker rather begins with an initial or a figure."""
    return reading.ordinal != 1 and (reading.kind is not MarkerKind.DECIMAL or bool(reading.prefix))


def _find_members(nodes: Iterable[Node]) -> None:
    labelled = [node for node in nodes if node.marker is not None and not node.marker.is_bullet]
    entries = [
        Entry(node.marker, node.level, node.kind is BlockKind.HEADING) for node in labelled if node.marker is not None
    ]
    for node, member in zip(labelled, find_series(entries), strict=True):
        node.member = member


def _stands_over_text(nodes: Sequence[Node], index: int) -> bool:
    following = nodes[index + 1] if index + 1 < len(nodes) else None
    return following is not None and following.kind is BlockKind.PARAGRAPH and following.marker is None

"""The words of a page to its lines: pieces that are read together, set apart where the page leaves a gap. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.loaders.pdf.geometry import Line, Page, Word
from ingest.loaders.pdf.rivers import River, find_rivers
from ingest.markers import read_marker

_SAME_HEIGHT = 0.35
_WIDE_GAP = 1.8
_STRANGER_GAP = 0.35
_MARKER_GAP = 6.0
_BULLET_GAP = 3.0
_RAISED = (0.15, 0.7)
_RAISED_GAP = 0.6
_MOST_RAISED = 4
_MOST_LETTERS = 2
_SMALL = 0.87
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class _Chain:
    """Words that nothing parts. `y` is the baseline that they belong to: a raised number's is that of the text.

    `order` is their place in the file, where the words of a cell or a column come one after the other.
    """

    words: tuple[Word, ...]
    left: float
    right: float
    y: float
    size: float
    order: int


def page_lines(page: Page) -> list[Line]:
    """The lines of a page, from top to bottom and, at one height, from left to right.

    What stands at one height makes several lines where gaps as between columns or cells lie in it.
    """
    chains = [_chain(words, order) for order, words in enumerate(_chains(page.words))]
    rows = _rows([*_lowered(chains), *_bullets(page, chains)])
    rivers = find_rivers([[(chain.left, chain.right) for chain in row] for row in rows], [row[0].size for row in rows])
    return [
        Line(page.number, tuple(word for chain in piece for word in chain.words))
        for index, row in enumerate(rows)
        for piece in _pieces(row, [river for river in rivers if river.first <= index <= river.last])
    ]


def _chain(words: Sequence[Word], order: int) -> _Chain:
    largest = max(words, key=lambda word: word.size)
    return _Chain(tuple(words), words[0].left, words[-1].right, largest.y, largest.size, order)


def _chains(words: Iterable[Word]) -> Iterator[list[Word]]:
    chain: list[Word] = []
    for word in words:
        if not word.glued and chain:
            yield _with_raised(chain)
            chain = []
        chain.append(word)
    if chain:
        yield _with_raised(chain)


def _with_raised(chain: Sequence[Word]) -> list[Word]:
    """The words of a chain, its raised numbers written as such."""
    base = max(chain, key=lambda word: word.size)
    return [_raised(word) if _is_raised(word, base.size, base.y) else word for word in chain]


def _is_raised(word: Word, size: float, y: float) -> bool:
    least, most = _RAISED
    return word.size <= _SMALL * size and least * size <= y - word.y <= most * size


def _raised(word: Word) -> Word:
    return replace(word, text=word.text.translate(_SUPERSCRIPTS)) if word.text.isdecimal() else word


def _lowered(chains: Sequence[_Chain]) -> Iterator[_Chain]:
    """The chains, those that are raised numbers or signs beside a text moved to its line."""
    by_height = sorted(chains, key=lambda chain: chain.y)
    heights = [chain.y for chain in by_height]
    reach = max((chain.size for chain in chains), default=0.0)
    for chain in chains:
        word = chain.words[0]
        short = len(word.text) <= _MOST_RAISED and not (word.text.isalpha() and len(word.text) > _MOST_LETTERS)
        if short and len(chain.words) == 1 and word.size <= reach * _SMALL:
            below = slice(bisect_right(heights, word.y), bisect_right(heights, word.y + _RAISED[1] * reach))
            base = next((other for other in by_height[below] if _is_beside(word, other)), None)
            if base is not None:
                yield replace(chain, words=(_raised(word),), y=base.y)
                continue
        yield chain


def _is_beside(word: Word, other: _Chain) -> bool:
    near = min(abs(word.left - other.right), abs(other.left - word.right)) <= _RAISED_GAP * other.size
    return near and _is_raised(word, other.size, other.y)


def _bullets(page: Page, chains: Sequence[_Chain]) -> Iterator[_Chain]:
    """The drawn dots that stand before a text, as bullets of its size."""
    for dot in page.dots:
        middle = (dot.top + dot.bottom) / 2
        after = [
            chain
            for chain in chains
            if 0 <= chain.left - dot.right <= _BULLET_GAP * chain.size and 0 <= chain.y - middle <= chain.size * _SMALL
        ]
        if after:
            first = min(after, key=lambda chain: chain.left)
            bullet = Word("•", dot.left, dot.right, first.y, first.size, first.words[0].bold)
            yield _chain([bullet], first.order - 1)


def _rows(chains: Iterable[_Chain]) -> list[list[_Chain]]:
    rows: list[list[_Chain]] = []
    for chain in sorted(chains, key=lambda one: one.y):
        if rows and chain.y - rows[-1][0].y <= _SAME_HEIGHT * min(chain.size, rows[-1][0].size):
            rows[-1].append(chain)
        else:
            rows.append([chain])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _pieces(row: Sequence[_Chain], rivers: Sequence[River]) -> list[list[_Chain]]:
    pieces: list[list[_Chain]] = []
    reached = 0.0
    for chain in row:
        near = bool(pieces) and chain.left - reached <= _most_gap(pieces[-1], chain)
        if near and not any(reached <= river.left and river.right <= chain.left for river in rivers):
            pieces[-1].append(chain)
        else:
            pieces.append([chain])
            reached = 0.0
        reached = max(reached, chain.right)
    return pieces


def _most_gap(before: Sequence[_Chain], after: _Chain) -> float:
    is_marker = len(before) == 1 and len(before[0].words) == 1 and _is_marker(before[0].words[0].text)
    in_order = after.order == before[-1].order + 1
    gap = _MARKER_GAP if is_marker else _WIDE_GAP if in_order else _STRANGER_GAP
    return gap * max(before[-1].size, after.size)


def _is_marker(text: str) -> bool:
    """Whether a word is nothing but the marker of an item or a section."""
    marker = read_marker(f"{text} X")
    return marker is not None and marker.end == len(text) + 1

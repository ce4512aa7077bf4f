"""Pages made of words at given places: outlines that are set and found again, and no word lost or doubled."""

import re
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ingest.loaders.pdf import lay_out
from ingest.loaders.pdf.geometry import Page, Rule, Word
from ingest.models import BlockKind, Document

_LEFT, _RIGHT, _TOP, _BOTTOM, _WIDTH, _HEIGHT = 60.0, 540.0, 80.0, 740.0, 600.0, 800.0
_LETTER = 0.5
"""The width of a letter, as a share of its size."""


def _place(text: str, left: float, y: float, size: float = 10.0, *, bold: bool = False) -> list[Word]:
    words = []
    for part in text.split():
        right = left + len(part) * _LETTER * size
        words.append(Word(part, left, right, y, size, bold))
        left = right + _LETTER * size
    return words


@dataclass(repr=False)
class Setter:
    """Sets blocks on pages, with a running header and page numbers, and keeps what should be read."""

    pages: list[list[Word]] = field(default_factory=lambda: [[]])
    rules: list[list[Rule]] = field(default_factory=lambda: [[]])
    expected: list[tuple[BlockKind, int, str, tuple[str, ...]]] = field(default_factory=list)
    y: float = _TOP
    is_ambiguous: bool = False
    """Whether a paragraph ends with a full line at the foot of a page: it may as well go on."""

    def __repr__(self) -> str:
        return "\n".join(str(block) for block in self.expected)

    def line(self, text: str, left: float, size: float, bold: bool, pitch: float) -> None:
        if self.y > _BOTTOM:
            self.page()
        self.pages[-1] += _place(text, left, self.y, size, bold=bold)
        self.y += pitch

    def page(self) -> None:
        self.pages.append([])
        self.rules.append([])
        self.y = _TOP

    def block(
        self, kind: BlockKind, level: int, text: str, *, size: float = 10, bold: bool = False, left: float = _LEFT
    ) -> None:
        self.expected.append((kind, level, text, ()))
        room = int((_RIGHT - left) / (size * _LETTER))
        hanging = left + (2 * _LETTER * size if kind is BlockKind.ITEM else 0)
        lines = [""]
        for word in text.split():
            most = room if len(lines) == 1 else int((_RIGHT - hanging) / (size * _LETTER))
            if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
                lines.append("")
            lines[-1] += f" {word}" if lines[-1] else word
        for index, line in enumerate(lines):
            self.line(line, hanging if index else left, size, bold, 1.2 * size)
        self.y += 0.8 * size
        self.is_ambiguous |= self.y > _BOTTOM and len(lines[-1]) > 0.8 * room

    def table(self, rows: list[list[str]]) -> None:
        if self.y + 20 * len(rows) > _BOTTOM:
            self.page()
        width = (_RIGHT - _LEFT) / len(rows[0])
        for number, row in enumerate(rows):
            top, bottom = self.y, self.y + 18
            for column, cell in enumerate(row):
                left = _LEFT + column * width
                self.pages[-1] += _place(cell, left + 4, top + 13, bold=not number)
                self.rules[-1] += [Rule(left, y, left + width, y) for y in (top, bottom)]
                self.rules[-1] += [Rule(x, top, x, bottom) for x in (left, left + width)]
            if number:
                self.expected.append((BlockKind.ROW, 0, " | ".join(row), tuple(rows[0])))
            self.y = bottom
        self.y += 26

    def read(self) -> Document:
        count = len(self.pages)
        return lay_out(
            [
                Page(
                    number,
                    _WIDTH,
                    _HEIGHT,
                    (
                        *(_place("Acme Policy May 2024", _LEFT, 40, 8) if count > 1 else ()),
                        *words,
                        *_place(f"Page {number} of {count}", 250, 780, 8),
                    ),
                    tuple(rules),
                )
                for number, (words, rules) in enumerate(zip(self.pages, self.rules, strict=True), start=1)
            ]
        )


_WORDS = ["data", "logs", "Größe", "account", "third-party", "e-mail", "we", "36", "months", "notwithstanding"]


def _text(count: int, choice: int) -> str:
    return f"The {' '.join(Random(choice).choices(_WORDS, k=count))}."


_choice = st.integers(0, 10_000)
_sentence = st.builds(_text, st.integers(1, 40), _choice)
_long = st.builds(_text, st.integers(30, 90), _choice)
_title = st.lists(st.sampled_from(["Data", "Logs", "Rights", "Cookies"]), min_size=1, max_size=4).map(" ".join)


@st.composite
def documents(draw: st.DrawFn) -> Setter:
    setter = Setter()
    sections = draw(st.integers(1, 5))
    for section in range(1, sections + 1):
        setter.block(BlockKind.HEADING, 1, f"{section}. {draw(_title)}", size=14, bold=True)
        setter.block(BlockKind.PARAGRAPH, 0, draw(_long))
        for kind in draw(st.lists(st.sampled_from(["heading", "paragraph", "list", "table"]), max_size=3)):
            if kind == "heading":
                setter.block(BlockKind.HEADING, 2, draw(_title), size=12, bold=True)
                setter.block(BlockKind.PARAGRAPH, 0, draw(_long))
            elif kind == "paragraph":
                setter.block(BlockKind.PARAGRAPH, 0, draw(_sentence))
            elif kind == "list":
                for depth in draw(st.lists(st.sampled_from([0, 0, 1]), min_size=1, max_size=5).map(_nested)):
                    setter.block(BlockKind.ITEM, depth, f"• {draw(_sentence)}", left=80 + 20 * depth)
            else:
                columns = draw(st.integers(2, 3))
                cells = st.lists(
                    st.sampled_from(["7 years", "Our logs", "On request"]), min_size=columns, max_size=columns
                )
                setter.table(
                    [["Kind of data", "Kept for", "Why"][:columns], *draw(st.lists(cells, min_size=1, max_size=4))]
                )
        setter.block(BlockKind.PARAGRAPH, 0, draw(_long))
    if not any(level == 2 for kind, level, _, _ in setter.expected if kind is BlockKind.HEADING):
        setter.block(BlockKind.HEADING, 2, draw(_title), size=12, bold=True)
        setter.block(BlockKind.PARAGRAPH, 0, draw(_long))
    return setter


def _nested(depths: list[int]) -> list[int]:
    return [0, *depths]


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(documents())
def test_a_set_outline_is_read_as_the_same_blocks(setter: Setter) -> None:
    assume(not setter.is_ambiguous)
    document = setter.read()
    found = [
        (block.kind, block.level, document.text[block.start : block.end], block.header) for block in document.blocks
    ]
    assert found == setter.expected


_place_ = st.floats(0, 600, width=16)
_strewn = st.lists(
    st.builds(
        lambda left, y, size, bold, glued: (left, y, size, bold, glued),
        _place_, _place_, st.sampled_from([6.0, 10.0, 10.0, 14.0]), st.booleans(), st.booleans(),
    ),
    min_size=1,
    max_size=40,
)  # fmt: skip
_rules = st.lists(
    st.builds(lambda x, y, length, level: (x, y, length, level), _place_, _place_, _place_, st.booleans()), max_size=12
)


@given(st.lists(st.tuples(_strewn, _rules), min_size=1, max_size=3))
def test_words_strewn_over_pages_are_each_read_once_in_blocks_that_lie_apart(
    strewn: list[tuple[list[tuple[float, float, float, bool, bool]], list[tuple[float, float, float, bool]]]],
) -> None:
    pages = []
    written: Counter[str] = Counter()
    for number, (places, lines) in enumerate(strewn, start=1):
        words = tuple(
            Word(f"w{chr(97 + number)}{_letters(index)}.", left, left + 20, y, size, bold, glued and index > 0)
            for index, (left, y, size, bold, glued) in enumerate(places)
        )
        rules = tuple(Rule(x, y, x + length * level, y + length * (not level)) for x, y, length, level in lines)
        written.update(word.text for word in words)
        pages.append(Page(number, 600, 600, words, rules))
    document = lay_out(pages)
    assert Counter(re.findall(r"w[a-z]+\.", document.text)) == written
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip() == document.text[block.start : block.end]
        end = block.end


def _letters(number: int) -> str:
    return chr(97 + number // 26) + chr(97 + number % 26)

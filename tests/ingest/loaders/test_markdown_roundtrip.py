"""Outlines that are generated, written as Markdown, and found again with the same words at the same offsets."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.loaders.markdown import parse_markdown
from ingest.models import BlockKind

_words = st.lists(
    st.sampled_from(["data", "logs", "Größe", "we", "keep", "a_b", "5", "§", "データ"]), min_size=1, max_size=5
)
_sentence = _words.map(lambda words: "The " + " ".join(words) + ".")
_title = _words.map(lambda words: "About " + " ".join(words))


@dataclass(frozen=True)
class Expected:
    kind: BlockKind
    level: int
    label: str | None
    text: str
    start: int
    header: tuple[str, ...] = ()


@dataclass
class Page:
    """Markdown as it is written, with what it should be read as."""

    text: str = ""
    expected: list[Expected] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.text += text

    def expect(
        self, kind: BlockKind, text: str, level: int = 0, label: str | None = None, header: tuple[str, ...] = ()
    ) -> None:
        self.expected.append(Expected(kind, level, label, text, len(self.text), header))
        self.write(text)


def _write_heading(draw: st.DrawFn, page: Page) -> None:
    title = draw(_title)
    level = draw(st.integers(1, 6))
    if level <= 2 and draw(st.booleans()):
        page.expect(BlockKind.HEADING, title, level)
        page.write("\n" + ("=", "-")[level - 1] * draw(st.integers(3, 9)) + "\n\n")
        return
    page.write("#" * level + draw(st.sampled_from([" ", "   ", " **"])))
    bold = page.text.endswith("**")
    page.expect(BlockKind.HEADING, title, level)
    page.write(
        ("**" if bold else "") + draw(st.sampled_from(["", " ##", " {#part}"])) + draw(st.sampled_from(["\n", "\n\n"]))
    )


def _write_paragraph(draw: st.DrawFn, page: Page, indent: str = "", level: int = 0) -> None:
    lines = draw(st.lists(_sentence, min_size=1, max_size=3))
    page.write(indent)
    page.expect(BlockKind.PARAGRAPH, f"\n{indent}".join(lines), level)
    page.write("\n\n")


def _write_table(draw: st.DrawFn, page: Page) -> None:
    columns = draw(st.integers(2, 4))
    header = tuple(f"Column {number}" for number in range(columns))
    page.write("| " + " | ".join(header) + " |\n|" + "---|" * columns + "\n")
    for _ in range(draw(st.integers(1, 4))):
        cells = draw(st.lists(_sentence, min_size=columns, max_size=columns))
        page.expect(BlockKind.ROW, "| " + " | ".join(cells) + " |", 0, None, header)
        page.write("\n")
    page.write("\n")


def _write_list(draw: st.DrawFn, page: Page, indent: str = "", level: int = 0) -> None:
    ordered = draw(st.booleans())
    first = draw(st.sampled_from([1, 1, 3, 98]))
    mark = draw(st.sampled_from(".)" if ordered else "-*+"))
    loose = draw(st.booleans())
    if level and ordered and first != 1:
        page.write("\n")  # only a list that begins with 1 can interrupt a paragraph
    for number in range(first, first + draw(st.integers(1, 3))):
        label = str(number) if ordered else None
        marker = f"{label or ''}{mark} "
        inner = indent + " " * len(marker)
        page.write(indent)
        lines = draw(st.lists(_sentence, min_size=1, max_size=2))
        page.expect(BlockKind.ITEM, marker + f"\n{inner}".join(lines), level, label)
        page.write("\n\n" if loose else "\n")
        if level < 3 and draw(st.booleans()):
            if draw(st.booleans()):
                page.write("\n")
                _write_paragraph(draw, page, inner, level + 1)
            _write_list(draw, page, inner, level + 1)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    page = Page()
    for _ in range(draw(st.integers(1, 4))):
        _write_heading(draw, page)
        _write_paragraph(draw, page)
        for write in draw(st.lists(st.sampled_from([_write_paragraph, _write_table, _write_list]), max_size=3)):
            write(draw, page)
            page.write("\n")
            if write is _write_list:
                _write_paragraph(draw, page)
    return page


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(pages())
def test_a_written_outline_is_read_as_the_same_blocks(page: Page) -> None:
    document = parse_markdown(page.text)
    found = [
        Expected(block.kind, block.level, block.label, page.text[block.start : block.end], block.start, block.header)
        for block in document.blocks
    ]
    assert document.text == page.text
    assert found == page.expected


_MARKUP = (
    "# |## |===|---|- |1. |> |    |\t|\n|\n\n|**|__|*|word |Two words|```|[x](#y)|![i](u)|{#id}|{: #k}|[^1]: |: |(a) "
    "|\\|.|<!--|-->|[[toc]]|{% x %}|:::|<b>|</b>|<table>|<tr>|<td>|</td>|</tr>|</table>|<ul>|<li>|</ul>|<ol start=3>"
    "|<a id=q>|<dl><dt>|</dt><dd>|<p>|</p>|<h2>|</h2>|<script>|</script>|<div>|<summary>|</summary>"
)
_PIECES = st.sampled_from(
    [*_MARKUP.split("|"), "|", "| a | b |\n", "|-|-|\n", "\0", "\xa0", "\u2028", "\x0b", "\x85", "\x1c"]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_blocks_of_any_text_are_in_order_apart_and_without_white_space_at_their_edges(text: str) -> None:
    document = parse_markdown(text)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        end = block.end

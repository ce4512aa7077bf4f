"""Outlines that are generated, written as HTML, and found again with the same words, markers, levels and anchors."""

from dataclasses import dataclass, field
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.errors import EmptyPolicyError
from ingest.loaders.html import parse_html
from ingest.models import BlockKind

_words = st.lists(
    st.sampled_from(["data", "logs", "Größe", "we", "<b>", "R&D", "5", "§", "データ"]), min_size=1, max_size=5
)
_sentence = _words.map(lambda words: "The " + " ".join(words) + ".")
_title = _words.map(lambda words: "About " + " ".join(words))


@dataclass(frozen=True)
class Expected:
    kind: BlockKind
    level: int
    text: str
    label: str | None = None
    header: tuple[str, ...] = ()
    anchor: str | None = None


@dataclass
class Page:
    """HTML as it is written, with what it should be read as."""

    html: str = ""
    expected: list[Expected] = field(default_factory=list)


def _write_heading(draw: st.DrawFn, page: Page) -> None:
    title, level = draw(_title), draw(st.integers(1, 6))
    anchor = draw(st.sampled_from([None, f"part-{len(page.expected)}"]))
    page.html += f"<h{level}{f' id={anchor}' if anchor else ''}>\n {escape(title)}</h{level}>"
    page.expected.append(Expected(BlockKind.HEADING, level, title, anchor=anchor))


def _write_paragraph(draw: st.DrawFn, page: Page, level: int = 0) -> None:
    lines = draw(st.lists(_sentence, min_size=1, max_size=3))
    tag = draw(st.sampled_from(["p", "div", "blockquote"]))
    page.html += f"<{tag}>" + "<br>\n".join(escape(line) for line in lines) + f"</{tag}>\n"
    page.expected.append(Expected(BlockKind.PARAGRAPH, level, "\n".join(lines)))


def _write_table(draw: st.DrawFn, page: Page) -> None:
    columns = draw(st.integers(2, 4))
    header = tuple(f"Column {number}" for number in range(columns)) if draw(st.booleans()) else ()
    page.html += "<table>" + "".join(f"<th>{name}" for name in header)
    for _ in range(draw(st.integers(2, 4))):
        cells = draw(st.lists(_sentence, min_size=columns, max_size=columns))
        page.html += "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        page.expected.append(Expected(BlockKind.ROW, 0, " | ".join(cells), header=header))
    page.html += "</table>"


def _write_list(draw: st.DrawFn, page: Page, level: int = 0) -> None:
    kind, labels = draw(
        st.sampled_from(
            [
                ("<ul>", ()),
                ("<ol>", ("1", "2", "3")),
                ("<ol start=9>", ("9", "10", "11")),
                ("<ol type=a start=25>", ("y", "z", "aa")),
                ("<ol type=I start=3>", ("III", "IV", "V")),
            ]
        )
    )
    page.html += kind
    for number in range(draw(st.integers(1, 3))):
        label = labels[number] if labels else None
        text = draw(_sentence)
        page.html += f"<li>{escape(text)}"
        page.expected.append(Expected(BlockKind.ITEM, level, f"{label}. {text}" if label else f"• {text}", label))
        if level < 3 and draw(st.booleans()):
            _write_paragraph(draw, page, level + 1)
        if level < 3 and draw(st.booleans()):
            _write_list(draw, page, level + 1)
        page.html += draw(st.sampled_from(["", "</li>\n"]))
    page.html += "</ul>" if kind == "<ul>" else "</ol>"


_AROUND = st.sampled_from(
    [
        ("", ""),
        ("<!doctype html><html><body><nav><a href=/>Home</a></nav><main>", "</main><footer>Acme Inc.</footer>"),
        ("<div><div class='wrap'><form>", "</form></div></div><script>let x = '<p>';</script>"),
        ("<table><tr><td>", "</table>"),
    ]
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    page = Page()
    for _ in range(draw(st.integers(1, 4))):
        _write_heading(draw, page)
        _write_paragraph(draw, page)
        for write in draw(st.lists(st.sampled_from([_write_paragraph, _write_table, _write_list]), max_size=3)):
            write(draw, page)
    before, after = draw(_AROUND)
    page.html = before + page.html + after
    return page


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(pages())
def test_a_written_outline_is_read_as_the_same_blocks(page: Page) -> None:
    document = parse_html(page.html)
    found = [
        Expected(
            block.kind, block.level, document.text[block.start : block.end], block.label, block.header, block.anchor
        )
        for block in document.blocks
    ]
    assert found == page.expected


_TAGS = """
<p> </p> <div> </div> <b> </b> <h2> </h2> <ul> </ul> <ol start=3> </ol> <li> </li> <table> </table> <tr> <th> <td>
<td rowspan=3 colspan=2> <dl> <dt> <dd> </dl> <br> <pre> </pre> <details> <summary> </details> <nav> </nav> <footer>
<a href=#x> <a href=/> </a> <span id=x> <template> <script> </script> <button> </button> <select> <sup> <!-- -->
"""
_PIECES = st.sampled_from(
    [*_TAGS.split(), "word ", "Two words", "\n", "•  ", "(a) ", ".", "&nbsp;", "\x00", "\u2028", "\x1e"]
)


@given(st.lists(_PIECES, max_size=40).map("".join))
def test_blocks_of_any_page_are_in_order_apart_and_without_white_space_at_their_edges(html: str) -> None:
    try:
        document = parse_html(html)
    except EmptyPolicyError:
        return
    end = 0
    for block in document.blocks:
        text = document.text[block.start : block.end]
        assert end <= block.start < block.end <= len(document.text)
        assert text == text.strip()
        assert any(character.isalnum() for character in text)
        end = block.end

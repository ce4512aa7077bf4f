"""HTML tables to rows of text under their headers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.loaders.html_inline import cell_text, has_words_beside_links
from ingest.loaders.html_tree import Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MOST_SPANNED = 50
_LONGEST_REPEATED = 300
_LONG_CELL = 1_500


@dataclass(frozen=True, slots=True)
class TableRow:
    """`text` joins the cells with " | ". A header row is what the rows below it have as `header`."""

    text: str
    header: tuple[str, ...] = ()
    is_header: bool = False
    is_linked: bool = False
    anchor: str | None = None


def is_data_table(table: Element) -> bool:
    """Not one that only lays out a page: one column, one row of headed columns, or a table or a page in a cell."""
    if table.attributes.get("role") in ("presentation", "none"):
        return False
    rows = [row.cells for row in _rows(table)]
    total = sum(len(cell.text()) for cells in rows for cell in cells)
    if len(rows) == 1 and any(element.tag in _HEADINGS for cell in rows[0] for element in cell.descendants()):
        return False
    wide = any(len(cells) > 1 for cells in rows)
    return wide and not any(_holds_page(cell, total) for cells in rows for cell in cells)


def table_rows(table: Element) -> list[TableRow]:
    """Every row with text, in order. A cell that spans rows is repeated in each, so that a row stands for itself."""
    found: list[TableRow] = []
    header: tuple[str, ...] = ()
    group = ""
    spanning: dict[int, _Spanning] = {}
    rows = list(_rows(table))
    for row in rows:
        spread = _spread(row.cells, spanning)
        if not any(spread.shown):
            continue
        is_header = len(spread.columns) > 1 and (row.in_head or _is_header(row.cells, first=row is rows[0]))
        if is_header and len(row.cells) == 1:
            group = row.cells[0].text().strip() and spread.shown[0]
        elif is_header:
            header = _joined_header(header if found and found[-1].is_header else (), spread.columns)
        text = " | ".join(spread.shown).strip(" |")
        is_linked = not any(has_words_beside_links(cell) for cell in row.cells)
        found.append(TableRow(text, () if is_header else _grouped(group, header), is_header, is_linked, row.anchor))
    if all(row.is_header for row in found):
        return [replace(row, is_header=False) for row in found]
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    cells: list[Element]
    in_head: bool
    anchor: str | None


@dataclass(slots=True)
class _Spanning:
    """A cell's text in one column, how many rows below it still covers, and whether this is its first column."""

    text: str
    rows: int
    shown: bool


@dataclass(slots=True)
class _Spread:
    """A row's texts by column, and as they are shown: a cell that spans columns once."""

    columns: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)


def _rows(table: Element) -> Iterator[_Row]:
    """The table's own rows, as they are written."""
    for part in table.elements():
        rows = [part] if part.tag == "tr" else part.elements() if part.tag in ("thead", "tbody", "tfoot") else ()
        for row in rows:
            if row.tag == "tr":
                cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
                ids = (element.attributes.get("id") for element in row.descendants())
                yield _Row(cells, part.tag == "thead", next(filter(None, ids), None))


def _holds_page(cell: Element, total: int) -> bool:
    tags = {element.tag for element in cell.descendants()}
    length = len(cell.text())
    return "table" in tags or (length > _LONG_CELL and (bool(tags & _HEADINGS) or length > 0.8 * total))


def _spread(cells: Sequence[Element], spanning: dict[int, _Spanning]) -> _Spread:
    """The cells and those that reach into this row from above; `spanning` is brought up to date."""
    spread = _Spread()

    def fill() -> None:
        while (above := spanning.get(len(spread.columns))) is not None:
            above.rows -= 1
            if not above.rows:
                del spanning[len(spread.columns)]
            spread.columns.append(above.text)
            if above.shown:
                spread.shown.append(above.text)

    for cell in cells:
        fill()
        text, rows = cell_text(cell), _span(cell, "rowspan")
        spread.shown.append(text)
        for column in range(_span(cell, "colspan")):
            if rows > 1 and len(text) <= _LONGEST_REPEATED:
                spanning[len(spread.columns)] = _Spanning(text, rows - 1, shown=column == 0)
            spread.columns.append(text)
    fill()
    return spread


def _span(cell: Element, name: str) -> int:
    value = cell.attributes.get(name, "").strip()
    return max(1, min(int(value), _MOST_SPANNED)) if value.isdecimal() and len(value) < 6 else 1


def _is_header(cells: Sequence[Element], *, first: bool) -> bool:
    return all(cell.tag == "th" for cell in cells) or (first and all(_is_bold(cell) for cell in cells))


def _is_bold(cell: Element) -> bool:
    bold = sum(len(part.text().strip()) for part in cell.descendants() if part.tag in ("b", "strong"))
    return 0 < len(cell.text().strip()) <= bold


def _grouped(group: str, header: tuple[str, ...]) -> tuple[str, ...]:
    """The columns' names, after that of the part of the table, which a header over all columns gives."""
    if not group:
        return header
    first, *others = header or ("",)
    return (f"{group}: {first}" if first else group, *others)


def _joined_header(above: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Two header rows in one: "Kept for" over "years" is "Kept for years"."""
    if len(above) != len(texts):
        return tuple(texts)
    return tuple(" ".join(dict.fromkeys(part for part in pair if part)) for pair in zip(above, texts, strict=True))

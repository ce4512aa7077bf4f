"""The cells of a Word table to rows that can be read one by one, and the names of its columns. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.loaders.table_headers import names_columns


@dataclass(frozen=True, slots=True)
class Cell:
    """`span` is the count of columns that it covers; `goes_on` says that it is part of the cell above it."""

    text: str
    bold: bool = False
    span: int = 1
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`repeats` says that Word repeats it at the top of each page: it names the columns."""

    cells: tuple[Cell, ...]
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`header` holds a name for each column, () where there are none; a row holds the texts of its cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_table(rows: Sequence[Row]) -> Table:
    """A cell over several rows stands in each, so that no row needs the one above; empty rows are left out."""
    filled = _filled(rows)
    named = len(list(takewhile(lambda row: row.repeats, rows)))
    if named == len(rows):
        named = 0
    texts = [[cell.text for cell in row] for row in filled]
    if not named and names_columns(texts, [_is_bold(row) for row in filled]):
        named = 1
    wide = [[cell.text for cell in row for _ in range(cell.span)] for row in filled[:named]]
    columns = max((len(row) for row in wide), default=0)
    header = tuple(
        " ".join(dict.fromkeys(row[column] for row in wide if column < len(row) and row[column]))
        for column in range(columns)
    )
    return Table(header, tuple(tuple(row) for row in texts[named:] if any(row)))


def _filled(rows: Sequence[Row]) -> list[list[Cell]]:
    filled: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for row in rows:
        cells: list[Cell] = []
        current: dict[int, Cell] = {}
        column = 0
        for cell in row.cells:
            shown = above.get(column, cell) if cell.goes_on else cell
            cells.append(shown)
            current[column] = shown
            column += cell.span
        above = current
        filled.append(cells)
    return filled


def _is_bold(row: Sequence[Cell]) -> bool:
    spoken = [cell.bold for cell in row if cell.text]
    return bool(spoken) and all(spoken)

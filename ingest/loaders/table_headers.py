"""Whether the first row of a table names its columns, where the format does not say. Pure."""

from __future__ import annotations

from collections.abc import Sequence

_TERSE = 6


def names_columns(rows: Sequence[Sequence[str]], bold: Sequence[bool]) -> bool:
    """`rows` are the texts of the cells, `bold` says of each row whether all of it is bold.

    The first row names the columns where it alone is bold, or where it is terse and has no figures while all others
    have some, or all are longer.
    """
    if len(rows) < 2 or sum(bool(cell) for cell in rows[0]) < 2:
        return False
    if bold[0] != bold[1]:
        return bold[0]
    first, *others = (" ".join(cell for cell in row if cell) for row in rows)
    if _has_figure(first) or first.endswith((".", ";", ",")) or any(len(cell.split()) > _TERSE for cell in rows[0]):
        return False
    return all(_has_figure(other) for other in others) or (
        len(rows) > 2 and len(first) < min(len(other) for other in others)
    )


def _has_figure(text: str) -> bool:
    return any(char.isdigit() for char in text)

"""Bars with intervals as SVG. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.summary import Group

_LABEL, _WIDTH, _ROW, _END = 200, 240, 22, 60


def bars(title: str, groups: Sequence[Group], *, measure: str) -> str:
    """A bar a group from 0 to 1, its interval as a line over it, and its n."""
    rows = [(group, row) for group in groups if (row := group.row(measure)) is not None]
    height = 28 + _ROW * len(rows)
    parts = [f'<text x="0" y="14" font-weight="600">{escape(title)}</text>']
    for at, (group, row) in enumerate(rows):
        top = 26 + _ROW * at
        found = row.estimate
        mean = found.mean or 0.0
        parts.append(f'<text x="{_LABEL - 8}" y="{top + 12}" text-anchor="end">{escape(group.name)}</text>')
        parts.append(f'<rect x="{_LABEL}" y="{top}" width="{_WIDTH}" height="15" fill="var(--back)"/>')
        parts.append(f'<rect x="{_LABEL}" y="{top}" width="{mean * _WIDTH:.1f}" height="15" fill="var(--bar)"/>')
        if found.low is not None and found.high is not None:
            left, right, middle = _LABEL + found.low * _WIDTH, _LABEL + found.high * _WIDTH, top + 7.5
            ends = "".join(f"M{x:.1f} {top + 3}V{top + 12}" for x in (left, right))
            path = f"M{left:.1f} {middle}H{right:.1f}{ends}"
            parts.append(f'<path d="{path}" stroke="var(--ink)" fill="none"/>')
        parts.append(f'<text x="{_LABEL + _WIDTH + 8}" y="{top + 12}">{mean:.2f} (n={found.n})</text>')
    size = f'width="{_LABEL + _WIDTH + _END + 40}" height="{height}"'
    return f'<svg role="img" aria-label="{escape(title)}" {size}>{"".join(parts)}</svg>'

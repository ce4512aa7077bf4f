"""A policy as HTML for reading: every character of the canonical text in its place, a quote in it highlighted.

The text of the page's elements, joined, is the canonical text; that of the `mark` elements, joined, is the quote. Line
breaks that only wrap a paragraph are left to the browser, which shows them as spaces. Offsets are code points, as
Python counts them. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ui.html import Html, element, joined, text

_BREAK = re.compile(r"[ \t]*\n(?:[ \t]*\n)*[ \t]*")
_LONGEST_HEADING = 160
# A line at least this long was most likely wrapped, not ended.
_WRAPPED = 55


@dataclass(frozen=True, slots=True)
class Node:
    """What the reader needs of a clause."""

    key: str
    title: str
    kind: str
    start: int
    end: int
    depth: int
    anchor: str | None = None
    page: int | None = None


def nodes(clauses: Sequence[Mapping[str, Any]]) -> list[Node]:
    """In the order of the text; `depth` counts the clauses around one."""
    depths: dict[str, int] = {}
    found = []
    for one in clauses:
        depth = depths[one["key"]] = depths.get(one["parent"], -1) + 1 if one["parent"] else 0
        title = " ".join(part for part in (one["label"], one["title"]) if part).strip()
        if one["title"].startswith(one["label"] or "\0"):
            title = one["title"]
        where = (one["start"], one["end"], depth, one.get("anchor"), one.get("page"))
        found.append(Node(one["key"], title, one["kind"], *where))
    return found


def outline_html(clauses: Sequence[Node], *, current: str | None) -> Html:
    """The headings as a list of buttons, each with the key of its clause."""
    titled = [node for node in clauses if node.title and (node.kind == "section" or node.depth == 0)]
    lines = [
        element(
            "li",
            element(
                "button",
                text(node.title),
                type="button",
                data_clause=node.key,
                aria_current="location" if node.key == current else None,
            ),
            classes=f"cw-depth-{min(node.depth, 3)}",
        )
        for node in titled
    ]
    return element("ul", *lines) if lines else joined()


def text_html(policy_text: str, clauses: Sequence[Node], *, quote: tuple[int, int] | None = None) -> Html:
    """The whole text; `quote` is [start, end)."""
    starts: dict[int, Node] = {}
    for node in clauses:
        starts.setdefault(node.start, node)
    headings = dict(_headings(policy_text, clauses))
    edges = {0, len(policy_text), *starts, *headings, *headings.values(), *(quote or ())}
    breaks = _breaks(policy_text, frozenset(starts), headings)
    edges.update(edge for start, (end, _) in breaks.items() for edge in (start, end))
    ordered = sorted(edge for edge in edges if edge <= len(policy_text))
    ends = sorted(headings.items())
    parts: list[str] = []
    for start, end in pairwise(ordered):
        if start in starts:
            parts.append(element("span", id=f"cw-{starts[start].key}", data_at=starts[start].key))
        within = bisect_right(ends, (start, len(policy_text))) - 1
        heading = within >= 0 and ends[within][0] <= start < ends[within][1]
        is_break = start in breaks and not breaks[start][1]
        quoted = quote is not None and quote[0] <= start < quote[1]
        classes = " ".join(name for name, holds in (("cw-h", heading), ("cw-br", is_break)) if holds)
        content = text(policy_text[start:end])
        if quoted:
            parts.append(element("mark", content, classes=classes))
        elif classes:
            parts.append(element("span", content, classes=classes))
        else:
            parts.append(content)
    return Html("".join(parts))


def _headings(policy_text: str, clauses: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Where each section's heading stands: its first line, where that holds the title."""
    for node in clauses:
        end = policy_text.find("\n", node.start, node.end)
        end = node.end if end < 0 else end
        line = policy_text[node.start : end]
        if node.kind == "section" and node.title and len(line) <= _LONGEST_HEADING and node.title[-12:] in line:
            yield node.start, end


def _breaks(policy_text: str, starts: frozenset[int], headings: Mapping[int, int]) -> dict[int, tuple[int, bool]]:
    """The runs of line breaks: where each ends, and whether it only wraps a paragraph."""
    heading_ends = set(headings.values())
    found: dict[int, tuple[int, bool]] = {}
    line_start = 0
    for match in _BREAK.finditer(policy_text):
        long_enough = match.start() - line_start >= _WRAPPED
        one = policy_text.count("\n", match.start(), match.end()) == 1
        begins = any(at in starts for at in range(match.start(), match.end() + 1)) or match.start() in heading_ends
        found[match.start()] = (match.end(), one and long_enough and not begins)
        line_start = match.end()
    return found

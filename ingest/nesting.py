"""Which block stands below which: headings by level, numbering or place, items by depth, marker or lead-in."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.markers import INNER_BULLETS, OUTER_BULLETS
from ingest.models import BlockKind
from ingest.nodes import Node

_MAX_DEPTH = 8


def nest(nodes: Sequence[Node]) -> Node:
    """The root of the tree of all nodes, each with its children in reading order."""
    tree = _Tree(nodes)
    for node in nodes:
        if node.is_section:
            tree.add_section(node)
        elif node.kind in {BlockKind.ITEM, BlockKind.ROW} or node.marker is not None:
            tree.add_item(node)
        else:
            tree.add_paragraph(node)
    return tree.root


class _Tree:
    """The open sections and the open items of the innermost section, outermost first."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.root = Node(None)
        self._sections = [self.root]
        self._items: list[Node] = []
        self._nodes = nodes
        self._last_of_series = {
            node.member.series: node.index for node in nodes if node.is_section and node.member is not None
        }
        self._next_section = _next_sections(nodes)
        self._latest: dict[int, Node] = {}
        self._latest_item: dict[int, Node] = {}
        self._with_unnumbered: set[int] = set()
        self._title = _title(nodes)
        unnumbered = [n for n in nodes if n.is_section and n.member is None and n.level == 0 and n is not self._title]
        capitals = sum(node.in_capitals for node in unnumbered)
        self._capitals_are_outer = capitals >= 3 and unnumbered[0].in_capitals

    def add_section(self, node: Node) -> None:
        self._items.clear()
        self._latest_item.clear()
        if self._sections[-1].is_title:
            self._sections.pop()
        if node is self._title:
            node.is_title = True
        elif node.level > 0:
            while len(self._sections) > 1 and not 0 < self._sections[-1].level < node.level:
                self._sections.pop()
        elif node.member is not None:
            self._close_for_numbered(node)
        else:
            self._close_for_unnumbered(node)
        del self._sections[_MAX_DEPTH:]
        self._sections[-1].children.append(node)
        self._sections.append(node)
        if node.member is not None:
            self._latest[node.member.series] = node

    def _close_for_numbered(self, node: Node) -> None:
        """Close what a numbered section ends: down to its sibling before, or to the section whose number it extends."""
        assert node.member is not None
        before = self._latest.get(node.member.series)
        if before is not None and before in self._sections:
            self._close_from(before)
            return
        outer = ".".join(str(number) for number in node.member.reading.prefix)
        if outer:
            parent = next((open_ for open_ in reversed(self._sections) if open_.label == outer), None)
            if parent is not None:
                self._close_below(parent)
                return
        strong = node.marker is not None and node.marker.strong
        alike = next((s for s in self._sections if _same_style(s, node) or (strong and _is_weakly_numbered(s))), None)
        if alike is not None:
            self._close_from(alike)
            return
        top = self._sections[-1]
        unnumbered = top.block is not None and top.level == 0 and top.member is None
        if unnumbered and top.children and not top.children[-1].ends_with_colon:
            self._sections.pop()

    def _close_for_unnumbered(self, node: Node) -> None:
        """Close what an unnumbered heading ends.

        It stands inside a numbered section whose numbering goes on after it, beside an unnumbered one, or else beside
        the numbered ones that are at their end. Where a number follows it at once, it stands above the numbers.
        """
        running = [open_ for open_ in self._sections if self._runs_on(open_)]
        if running and self._stands_over_number(node):
            self._close_from(running[0])
        elif running:
            inner = running[-1]
            self._close_below(inner)
            if inner.member is not None:
                self._with_unnumbered.add(inner.member.series)
        else:
            unnumbered = [open_ for open_ in self._sections[1:] if open_.member is None and open_.level == 0]
            if unnumbered:
                self._close_beside(node, unnumbered)
                return
            numbered = [s for s in self._sections if s.member is not None and s.level == 0]
            inside = next(
                (s for s in reversed(numbered) if s.member and s.member.series in self._with_unnumbered), None
            )
            if inside is not None:
                self._close_below(inside)
            elif numbered:
                self._close_from(numbered[0])

    def _close_beside(self, node: Node, unnumbered: Sequence[Node]) -> None:
        """Close down to the open unnumbered heading that `node` is like, or to none where that leads it in."""
        inner = unnumbered[-1]
        if inner is self._sections[-1] and self._leads_in(inner, node):
            return
        if len(unnumbered) > 1:
            outer = unnumbered[-2]
            like_outer = node.layout == outer.layout != inner.layout
            like_inner = node.opening == inner.opening or node.layout == inner.layout != outer.layout
            inner = inner if like_inner and not like_outer else outer
        self._close_from(inner)

    def _leads_in(self, above: Node, node: Node) -> bool:
        """Whether unnumbered `node` begins a run of headings inside `above`.

        It does below a heading in capitals, where the outer ones are; else where nothing or a lead-in stands between,
        and it is laid out in another way than `above`, or the next one begins with the same word.
        """
        if self._capitals_are_outer and above.in_capitals and not node.in_capitals:
            return True
        last = above.children[-1] if above.children else None
        if last is not None and not (last.kind is BlockKind.PARAGRAPH and last.ends_with_colon):
            return False
        if node.layout != above.layout:
            return True
        following = self._next_section[node.index]
        parallel = following is not None and following.member is None and following.opening == node.opening
        return parallel and node.opening != above.opening and len(above.children) <= 1

    def _runs_on(self, section: Node) -> bool:
        member = section.member
        return member is not None and self._last_of_series[member.series] > self._position()

    def _position(self) -> int:
        return self._sections[-1].index

    def _stands_over_number(self, node: Node) -> bool:
        following = self._nodes[node.index + 1] if node.index + 1 < len(self._nodes) else None
        return following is not None and following.is_section and following.member is not None

    def _close_from(self, section: Node) -> None:
        del self._sections[self._sections.index(section) :]

    def _close_below(self, section: Node) -> None:
        del self._sections[self._sections.index(section) + 1 :]

    def add_paragraph(self, node: Node) -> None:
        """A paragraph of level n goes on with the last item of level n - 1; one of level 0 ends all lists."""
        while self._items and self._items[-1].level >= node.level:
            self._items.pop()
        parent = self._items[-1] if self._items else self._sections[-1]
        parent.children.append(node)

    def add_item(self, node: Node) -> None:
        self._close_items(node)
        parent = self._items[-1] if self._items else self._sections[-1]
        parent.children.append(node)
        if len(self._items) < _MAX_DEPTH:
            self._items.append(node)
        if node.member is not None:
            self._latest_item[node.member.series] = node

    def _close_items(self, node: Node) -> None:
        """Close the items that do not hold `node`."""
        items = self._items
        before = self._latest_item.get(node.member.series) if node.member is not None else None
        if before is not None and before in items:
            del items[items.index(before) :]
            return
        if not items or node.level > items[-1].level:
            return
        while items and items[-1].level > node.level:
            items.pop()
        alike = next((i for i in reversed(items) if i.level == node.level and _same_bullet(i, node)), None)
        if alike is not None:
            del items[items.index(alike) :]
        elif items and not _opens_below(items[-1], node):
            level = node.level
            while items and items[-1].level == level:
                items.pop()


def _next_sections(nodes: Sequence[Node]) -> list[Node | None]:
    """For each node the first section after it."""
    following: list[Node | None] = [None] * len(nodes)
    for index in range(len(nodes) - 2, -1, -1):
        following[index] = nodes[index + 1] if nodes[index + 1].is_section else following[index + 1]
    return following


def _same_style(section: Node, node: Node) -> bool:
    if section.member is None or node.member is None or section.marker is None or node.marker is None:
        return False
    alike = section.member.reading.kind is node.member.reading.kind and section.marker.style == node.marker.style
    return alike and not node.member.reading.prefix


def _is_weakly_numbered(section: Node) -> bool:
    """Whether it has a plain number, below which no "Article 1" or "Annex 1" stands."""
    return (
        section.member is not None and section.level == 0 and section.marker is not None and not section.marker.strong
    )


def _same_bullet(item: Node, other: Node) -> bool:
    if item.member is not None or other.member is not None:
        return False
    return (item.marker.style if item.marker else "") == (other.marker.style if other.marker else "")


def _opens_below(item: Node, node: Node) -> bool:
    """Whether `node`, as far in as `item` but with another kind of marker, begins a list below it."""
    if item.ends_with_colon or (item.member is not None and node.kind is BlockKind.ITEM):
        return True
    if item.marker is None or node.marker is None:
        return False
    return node.marker.style in INNER_BULLETS and item.marker.style in OUTER_BULLETS


def _title(nodes: Sequence[Node]) -> Node | None:
    """The heading that names the whole document, if the first one does.

    It is unnumbered, and alone on its level, or above numbered sections only, or it names a privacy policy.
    """
    sections = [node for node in nodes if node.is_section]
    if len(sections) < 2 or sections[0].member is not None or sections[0].kind is not BlockKind.HEADING:
        return None
    first, *others = sections
    if first.level > 0:
        return first if all(other.level == 0 or other.level > first.level for other in others) else None
    if any(other.level > 0 for other in others):
        return None
    outer = [other for other in others if other.member is None]
    return first if not outer or first.names_policy else None

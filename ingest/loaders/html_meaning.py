"""What a page says of its elements by role, class and style, written as the tags that mean the same. Pure.

Text processors and page builders write headings, tables, lists and panels with the tags of something else.
"""

from __future__ import annotations

import re

from ingest.loaders.html_inline import BREAKS
from ingest.loaders.html_tree import Element

_TABLE_ROLES = {
    "table": "table",
    "grid": "table",
    "rowgroup": "tbody",
    "row": "tr",
    "columnheader": "th",
    "rowheader": "th",
    "cell": "td",
    "gridcell": "td",
}
_HEADING_CLASS = re.compile(
    r"(?:^|[\s_-])(?:heading|subheading|headline|title|subtitle|h[1-6])(?=$|[\s_\d-])|\bMso(?:Sub)?[tT]itle\b"
)
_LONGEST_HEADING = 150
_LARGE = frozenset(("4", "5", "6", "7", "+1", "+2", "+3", "+4"))
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|grid)\b", re.IGNORECASE)
_GOOGLE_LEVEL = re.compile(r"\blst-kix_\w+-(\d)\b")


def reveal_meaning(root: Element) -> None:
    """Change the tree so that tags say what the page shows."""
    for element in list(root.descendants()):
        _retag(element)
        _nest_lists(element)


def _retag(element: Element) -> None:
    attributes = element.attributes
    element.tag = _TABLE_ROLES.get(attributes.get("role", ""), element.tag)
    if attributes.get("role") == "button" and not attributes.keys().isdisjoint(("aria-expanded", "aria-controls")):
        element.tag = "button"
    if element.tag == "font" and attributes.get("size") in _LARGE:
        _embolden(element)
    names = f"{attributes.get('class', '')} {attributes.get('data-custom-class', '')}"
    if _HEADING_CLASS.search(names) and len(" ".join(element.text().split())) <= _LONGEST_HEADING:
        _embolden(element)
    beside_text = any(isinstance(child, str) and child.strip() for child in element.children)
    for child in element.elements():
        is_block = child.tag == "span" and _BLOCK_STYLE.search(child.attributes.get("style", ""))
        if is_block or ("-" in child.tag and not beside_text):
            child.tag = "div"


def _embolden(element: Element) -> None:
    """Those that hold lines of their own are many things besides headings."""
    if not any(inner.tag in BREAKS for inner in element.descendants() if inner is not element):
        style = element.attributes.get("style", "")
        if element.tag in BREAKS:
            element.children = [Element("b", children=element.children)]
        else:
            element.attributes["style"] = f"font-weight:bold;{style}"


def _nest_lists(parent: Element) -> None:
    """Google Docs writes a list in a list as the next list, and its level into the class."""
    open_lists: list[tuple[int, Element]] = []
    kept: list[Element | str] = []
    for child in parent.children:
        level = _google_level(child)
        if level is None:
            if isinstance(child, Element) or child.strip():
                open_lists.clear()
            kept.append(child)
            continue
        while open_lists and open_lists[-1][0] >= level[0]:
            open_lists.pop()
        items = [item for item in open_lists[-1][1].elements() if item.tag == "li"] if open_lists else []
        if items:
            items[-1].children.append(level[1])
        else:
            kept.append(child)
        open_lists.append(level)
    parent.children = kept


def _google_level(node: Element | str) -> tuple[int, Element] | None:
    if isinstance(node, str) or node.tag not in ("ul", "ol"):
        return None
    found = _GOOGLE_LEVEL.search(node.attributes.get("class", ""))
    return (int(found[1]), node) if found else None

"""HTML to a small tree of our own, as a browser would read it. The only module that knows the HTML parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.errors import UnreadableFileError

_MOST_OPEN_TAGS = 10_000
"""A browser's rules make the time for nested tags grow with the square of their depth; this many take a second."""
_DEEPEST = 200
"""Elements that are nested deeper hang from this depth, so that the tree can be walked by recursion."""
_TAG = re.compile(r"<(/?)(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)([a-zA-Z][\w-]*)")
_NOT_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template)\b.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
_NEST_AT_WILL = frozenset(("p", "li", "dt", "dd", "td", "th", "tr", "option", "html", "body", "head"))
"""Tags that are closed by the next of their kind."""


@dataclass(slots=True)
class Element:
    """`children` are elements and runs of text, in order; an attribute without a value has ""."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        return (child for child in self.children if isinstance(child, Element))

    def descendants(self) -> Iterator[Element]:
        """This element and all inside it, in reading order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(list(element.elements())))

    def text(self) -> str:
        return "".join(self._texts())

    def _texts(self) -> Iterator[str]:
        stack: list[Element | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                yield node
            else:
                stack.extend(reversed(node.children))


def parse_tree(html: str) -> Element:
    """The root element. Raises UnreadableFileError for tags nested beyond what any page has."""
    depth = _depth(html)
    if depth > _MOST_OPEN_TAGS:
        raise UnreadableFileError(
            f"its elements are nested about {depth} deep, and {_MOST_OPEN_TAGS} is the most; save the page anew"
        )
    root = LexborHTMLParser(html).root
    return _copy(root) if root is not None else Element("html")


def _depth(html: str) -> int:
    """Tags open at once, roughly."""
    depth = deepest = 0
    for match in _TAG.finditer(_NOT_MARKUP.sub("", html)):
        if match[2].lower() not in _NEST_AT_WILL:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _copy(node: LexborNode) -> Element:
    root = _element(node)
    stack = [(root, node.child, 1)]
    while stack:
        parent, child, depth = stack.pop()
        while child is not None:
            if child.is_text_node:
                parent.children.append(child.text_content or "")
            elif child.is_element_node:
                element = _element(child)
                parent.children.append(element)
                if child.child is not None:
                    stack.append((parent, child.next, depth))
                    parent = element if depth < _DEEPEST else parent
                    child, depth = child.child, depth + 1
                    continue
            child = child.next
    return root


def _element(node: LexborNode) -> Element:
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    return Element((node.tag or "").lower(), attributes)

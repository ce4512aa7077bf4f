"""Words of a page that no reader sees: hidden elements, and letters without size or ink. Pure.

An accordion's closed panel can be opened, so its words stay; and so do those of a page whose script shows all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.furniture import is_furniture
from ingest.loaders import hiding
from ingest.loaders.html_inline import BREAKS, folded
from ingest.loaders.html_panels import Panels
from ingest.loaders.html_styles import Styles, declarations
from ingest.loaders.html_tree import Element

_NO_TEXT = frozenset(("script", "style", "template", "noscript", "head", "svg", "canvas", "iframe", "object"))
_CALLED = "sr-only visually-hidden visuallyhidden screen-reader-text screenreader-only u-visually-hidden"
_UNSEEN_CLASSES = frozenset(_CALLED.split())
_NEVER_LAID_OUT = frozenset(("amp-consent", "amp-sidebar", "amp-ad", "amp-analytics"))
_PAGE_PARTS = frozenset(("nav", "header", "footer", "aside", "dialog", "button", "a"))
_BESIDES = re.compile(r"cookie|consent|banner|popup|modal|overlay|loader|spinner|footer|header", re.IGNORECASE)
_SENTENCE = re.compile(r"\w+(?:[^\w.!?]+\w+){3,}[^\w.!?]*[.!?。]")
_NEARLY_ALL = 0.8
_BREAK = "\x1e"
_MOST_ROOTS = 4


def without_unseen(root: Element) -> Element:
    """The tree without what is hidden from readers. The given tree is changed."""
    page = _Page(root)
    unseen = page.unseen()
    for _ in range(_MOST_ROOTS):
        if not page.shows_more_by_script(unseen):
            break
        unseen = page.unseen()
    unseen.remove_from(root)
    return root


def is_hidden_by_itself(element: Element) -> bool:
    """Whether an element's own attributes hide it, whatever page it stands in."""
    declared = declarations(element.attributes.get("style", ""))
    styles = {**declared.normal, **declared.important}
    return _is_away(element, styles) or _is_closed(element, styles) or _Letters().within(element, styles).is_unseen


def _is_away(element: Element, styles: Mapping[str, str]) -> bool:
    """Hidden in a way that nobody opens."""
    if element.tag in _NEVER_LAID_OUT or (element.tag == "dialog" and "open" not in element.attributes):
        return True
    classes = element.attributes.get("class", "").lower().split()
    return hiding.is_out_of_sight(styles) or not _UNSEEN_CLASSES.isdisjoint(classes)


def _is_closed(element: Element, styles: Mapping[str, str]) -> bool:
    """Hidden as the panels are that a reader can open."""
    by_attribute = element.attributes.get("hidden", "until-found") != "until-found" and "display" not in styles
    return by_attribute or hiding.has_no_box(styles)


@dataclass(frozen=True, slots=True)
class _Letters:
    """How the text of an element looks, by itself and by what is around it."""

    colour: str = "black"
    background: str | None = None
    is_tiny: bool = False
    is_invisible: bool = False
    is_away: bool = False
    is_title: bool = False

    def within(self, element: Element, styles: Mapping[str, str]) -> _Letters:
        size = hiding.font_size(styles)
        visibility = styles.get("visibility", "")
        colour = hiding.ink(styles) or element.attributes.get("color", "" if element.tag == "font" else None)
        paper = hiding.paper(styles) or element.attributes.get("bgcolor")
        indent = styles.get("text-indent")
        return _Letters(
            colour=self.colour if colour in (None, "", "inherit") else colour,
            background=paper or self.background,
            is_tiny=self.is_tiny if size is None else hiding.is_tiny(size),
            is_invisible=visibility in ("hidden", "collapse") if visibility else self.is_invisible,
            is_title=self.is_title or element.tag == "h1",
            is_away=self.is_away if indent is None else hiding.is_indented_away(indent),
        )

    @property
    def is_unseen(self) -> bool:
        """A page's title often stands in white upon a picture that only a sheet elsewhere names."""
        without_ink = not self.is_title and hiding.is_without_ink(self.colour, self.background)
        return self.is_tiny or self.is_invisible or self.is_away or without_ink


@dataclass(slots=True)
class _Unseen:
    """Elements that are hidden whole, and those whose own letters are, by `id`; the outermost of the first in order."""

    elements: dict[int, Element]
    letters: set[int]

    def remove_from(self, root: Element) -> None:
        # Where something is left out, words on both sides do not run together.
        for element in list(root.descendants()):
            blind = id(element) in self.letters
            element.children = [
                " " if (id(child) in self.elements if isinstance(child, Element) else blind) else child
                for child in element.children
            ]


class _Page:
    def __init__(self, root: Element) -> None:
        self._root = root
        self._panels = Panels(root)
        self._styles = Styles(root, hiding.PROPERTIES)
        self._shown: set[int] = set()
        self._shows_letters = False

    def unseen(self) -> _Unseen:
        found = _Unseen({}, set())
        stack: list[tuple[Element, tuple[Element, ...], _Letters]] = [(self._root, (), _Letters())]
        while stack:
            element, above, outer = stack.pop()
            if element.tag in _NO_TEXT:
                continue
            styles = self._styles.of(element, above)
            if id(element) not in self._shown and self._is_hidden(element, above, styles):
                found.elements[id(element)] = element
                continue
            letters = outer.within(element, styles)
            if letters.is_invisible and not outer.is_invisible and self._panels.holds(element, above):
                letters = replace(letters, is_invisible=False)
            if letters.is_unseen and not self._shows_letters:
                found.letters.add(id(element))
            stack.extend((child, (*above, element), letters) for child in element.elements())
        return found

    def _is_hidden(self, element: Element, above: tuple[Element, ...], styles: Mapping[str, str]) -> bool:
        if _is_away(element, styles):
            return True
        return _is_closed(element, styles) and not self._panels.holds(element, above)

    def shows_more_by_script(self, unseen: _Unseen) -> bool:
        """Whether nearly all of the page is hidden and no sentence to be seen, as before a script has run.

        What is hidden so is taken for shown from then on.
        """
        if any(_SENTENCE.search(line) and not is_furniture(line) for line in _seen_lines(self._root, unseen)):
            return False
        whole = _length(self._root)
        hidden = next((one for one in unseen.elements.values() if _length(one) > _NEARLY_ALL * whole), None)
        if hidden is not None:
            self._shown.add(id(hidden))
        elif unseen.letters:
            self._shows_letters = True
        return hidden is not None or bool(unseen.letters)


def _length(root: Element) -> int:
    length = 0
    stack = [root]
    while stack:
        element = stack.pop()
        length += sum(len(child.strip()) for child in element.children if isinstance(child, str))
        stack.extend(child for child in element.elements() if child.tag not in _NO_TEXT)
    return length


def _seen_lines(root: Element, unseen: _Unseen) -> list[str]:
    """The lines to be seen outside of menus, banners and the like."""
    parts: list[str] = []
    stack: list[Element | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(folded(node))
        elif not (id(node) in unseen.elements or node.tag in _NO_TEXT or node.tag in _PAGE_PARTS or _is_beside(node)):
            inner = [one for one in node.children if isinstance(one, Element) or id(node) not in unseen.letters]
            stack.extend([_BREAK, *reversed(inner), _BREAK] if node.tag in BREAKS else reversed(inner))
    return "".join(parts).split(_BREAK)


def _is_beside(element: Element) -> bool:
    names = f"{element.attributes.get('id', '')} {element.attributes.get('class', '')}"
    return element.tag not in ("html", "body") and bool(_BESIDES.search(names))

"""Text that a page hides until a reader opens it: the panels of accordions, tabs and "read more". Pure.

Hidden text is taken for such a panel only where the page ties it to something that opens it: by the id that a control
names, by its role, or by standing beside a control.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.loaders.html_tree import Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt"))
_NEVER_PANELS = frozenset(("nav", "header", "footer", "form", "dialog", "aside", "ul", "ol"))
_PANEL_ROLES = frozenset(("region", "tabpanel"))
_CONTROL_ROLES = frozenset(("button", "tab"))
_CONTROL_ATTRIBUTES = frozenset(("onclick", "aria-expanded", "aria-controls", "data-toggle", "data-bs-toggle"))
_NAMES_A_PANEL = ("aria-controls", "data-target", "data-bs-target")
_CALLED = "accordion collapse collapsible collapsed panel tab tabs toggle expand expandable faq details answer more"
_PANEL_WORDS = frozenset(_CALLED.split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LONGEST_TITLE = 250


class Panels:
    """The panels of one page."""

    def __init__(self, root: Element) -> None:
        self._opened: set[str] = set()
        self._labels: set[str] = set()
        self._controls: dict[int, int] = {}
        self._before: dict[int, Element] = {}
        for element in root.descendants():
            attributes = element.attributes
            named = " ".join(attributes.get(name, "") for name in _NAMES_A_PANEL)
            if element.tag == "label":
                named += f" {attributes.get('for', '')}"
            if is_control(element):
                named += f" {attributes.get('href', '').rpartition('#')[2]}"
                self._labels.add(attributes.get("id", ""))
            self._opened.update(named.replace("#", " ").split())

    def holds(self, element: Element, above: Sequence[Element]) -> bool:
        """Whether a hidden element is a panel. `above` are the elements around it, the outermost first."""
        attributes = element.attributes
        if element.tag in _NEVER_PANELS:
            return attributes.get("role") in _PANEL_ROLES
        if attributes.get("role") in _PANEL_ROLES or attributes.get("id") in self._opened:
            return True
        if not self._labels.isdisjoint(attributes.get("aria-labelledby", "").split()):
            return True
        if not above:
            return False
        controls = self._controls_in(above[-1])
        before = self._before.get(id(element))
        if before is not None and _has_control(before):
            if before.tag == "button":  # its words are the panel's title
                before.attributes.setdefault("aria-expanded", "false")
            return True
        called = any(_is_called_panel(one) for one in (element, *above[-2:]))
        headed = before is not None and before.tag in _HEADINGS
        return called and (headed or controls > _has_control(element))

    def _controls_in(self, parent: Element) -> int:
        """How many of its elements hold a control; learns what stands before each."""
        if id(parent) not in self._controls:
            children = list(parent.elements())
            self._before.update({id(after): before for before, after in pairwise(children)})
            self._controls[id(parent)] = sum(map(_has_control, children))
        return self._controls[id(parent)]


def is_control(element: Element) -> bool:
    """Whether a reader who clicks it opens or closes something."""
    attributes = element.attributes
    if element.tag in ("button", "summary") or attributes.get("role") in _CONTROL_ROLES:
        return True
    if element.tag == "label":
        return "for" in attributes
    leads_nowhere = element.tag == "a" and attributes.get("href", "#") in (
        "",
        "#",
        "javascript:void(0)",
        "javascript:;",
    )
    return leads_nowhere or not _CONTROL_ATTRIBUTES.isdisjoint(attributes)


def _has_control(element: Element) -> bool:
    """Whether an element is a control, or a short line that holds one."""
    if element.tag in _NEVER_PANELS or len(element.text().strip()) > _LONGEST_TITLE:
        return False
    return any(is_control(inner) for inner in element.descendants())


def _is_called_panel(element: Element) -> bool:
    if element.tag in ("html", "body", "main"):
        return False
    names = f"{element.attributes.get('id', '')} {element.attributes.get('class', '')}"
    return not _PANEL_WORDS.isdisjoint(word.lower() for word in _WORD.findall(names))

"""The markers that a browser shows before the items of an HTML list. Pure."""

from __future__ import annotations

import re

from ingest.loaders.html_tree import Element
from ingest.loaders.list_labels import list_label

_STYLE = re.compile(
    r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))", re.IGNORECASE
)
_TYPES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
}


class OpenList:
    """Counts the items of an ordered list; `ul` and lists without markers have no labels."""

    def __init__(self, element: Element) -> None:
        css = _STYLE.search(element.attributes.get("style", ""))
        given = element.attributes.get("type", "1")
        self._type = _TYPES[css[1].lower()] if css else given if given in tuple("1aAiI") else "1"
        self._ordered = element.tag == "ol" and bool(self._type)
        self._step = -1 if "reversed" in element.attributes else 1
        last = sum(child.tag == "li" for child in element.elements())
        self._next = _integer(element.attributes.get("start"), last if self._step == -1 else 1)

    def next_label(self, item: Element) -> str | None:
        if not self._ordered:
            return None
        number = _integer(item.attributes.get("value"), self._next)
        self._next = number + self._step
        return list_label(number, self._type)


def _integer(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip()) else default

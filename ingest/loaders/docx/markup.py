"""WordprocessingML: the parts of a file, and how their elements and attributes are asked for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the XML parts that hold text or tell how it is numbered and styled; None where there is none."""

    document: Any
    styles: Any | None = None
    numbering: Any | None = None
    footnotes: Any | None = None
    endnotes: Any | None = None
    title: str = ""
    """What the file's properties say, which is often stale."""


def w(name: str) -> str:
    """The full name of an element or attribute of Word's."""
    return _W + name


def child(element: Any | None, *path: str) -> Any | None:
    """The first element below, step by step."""
    for name in path:
        element = element.find(_W + name) if element is not None else None
    return element


def value(element: Any | None, name: str = "val") -> str | None:
    """An attribute of an element that may be missing."""
    found = element.get(_W + name) if element is not None else None
    return None if found is None else str(found)


def number(element: Any | None, name: str = "val") -> int | None:
    """An attribute that should be a whole number; None where it is not."""
    written = value(element, name)
    try:
        return None if written is None or len(written) > 12 else int(float(written))
    except (ValueError, OverflowError):
        return None


def toggle(element: Any | None) -> bool | None:
    """Whether a property such as bold is switched on or off; None where it is not there."""
    if element is None:
        return None
    return (value(element) or "1").lower() not in _OFF


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    name = element.tag
    return name.rpartition("}")[2] if isinstance(name, str) else ""

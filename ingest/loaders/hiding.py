"""Which styles keep words from a reader's eyes: no box, no size, no ink, a place outside the page. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from tinycss2.color4 import parse_color

_LOOKED_AT = """
display visibility opacity content-visibility color background background-color background-image background-clip
-webkit-text-fill-color font-size font width height max-width max-height overflow overflow-x overflow-y position left
right top bottom text-indent margin-left margin-top clip clip-path transform
"""
PROPERTIES = frozenset(_LOOKED_AT.split())
"""The properties that are looked at, here and by those who ask."""
_LENGTH = re.compile(r"(-?(?:\d+\.?\d*|\.\d+))(px|pt|pc|in|cm|mm|q|em|rem|ex|ch|vw|vh|%)?")
_PIXELS = {"pt": 4 / 3, "pc": 16, "in": 96, "cm": 37.8, "mm": 3.78, "q": 0.94, "em": 16, "rem": 16, "ex": 8, "ch": 8}
_VIEW = {"vw": 14.0, "vh": 8.0, "%": 10.0}
_FAR = -900
"""Pixels to the left or above, beyond which nothing of a page is seen."""
_SMALLEST = 2
"""Pixels; letters of this size and below are not read."""
_FAINTEST = 0.05
_NOTHING_OF_IT = re.compile(
    r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%|circle\(\s*0|polygon\(\s*(?:0(?:px|%)?\s+0(?:px|%)?\s*,?\s*)+\)"
)
_SHRUNK = re.compile(r"scale(?:3d|x|y)?\(\s*0?\.?0*\s*[,)]")
_MOVED = re.compile(r"translate(?:x|y|3d)?\(\s*([^)]*)\)")
_MOVES = ("transition", "animation", "transform", "will-change", "-webkit-transform")


def has_no_box(styles: Mapping[str, str]) -> bool:
    """Whether nothing of an element is shown, whatever stands in it: because it is not laid out, or has no height."""
    return styles.get("display") == "none" or styles.get("content-visibility") == "hidden" or _is_zero_size(styles)


def is_out_of_sight(styles: Mapping[str, str]) -> bool:
    """The same where the element is laid out: clear, clipped away, shrunk, or far outside the page."""
    placed = styles.get("position") in ("absolute", "fixed", "relative")
    moved = [styles.get(edge, "") for edge in ("left", "right", "top", "bottom")] if placed else []
    moved += [styles.get("margin-left", ""), styles.get("margin-top", "")]
    transform = styles.get("transform", "")
    moved += [part for shift in _MOVED.findall(transform) for part in shift.split(",")]
    return (
        _is_clear(styles)
        or (placed and _is_clipped(styles.get("clip", "")))
        or bool(_NOTHING_OF_IT.search(styles.get("clip-path", "")))
        or bool(_SHRUNK.search(transform))
        or any((pixels(part.strip()) or 0) <= _FAR for part in moved)
    )


def is_tiny(size: str) -> bool:
    """Whether a font size is too small to be read. Ems and per cents are of what is around: only 0 tells."""
    length = pixels(size)
    relative = size.endswith(("em", "%", "ex", "ch"))
    return length is not None and (length <= 0 if relative else length <= _SMALLEST)


def font_size(styles: Mapping[str, str]) -> str | None:
    if "font-size" in styles:
        return styles["font-size"]
    found = _LENGTH.search(styles.get("font", ""))
    return found[0] if found and (found[2] or found[0] == "0") else None


def is_indented_away(indent: str) -> bool:
    return (pixels(indent) or 0) <= _FAR


def pixels(value: str) -> float | None:
    """A length, roughly, at the usual sizes of letters and windows; None for what is no length."""
    match = _LENGTH.fullmatch(value)
    if match is None:
        return None
    return float(match[1]) * (_PIXELS | _VIEW).get(match[2] or "px", 1)


def ink(styles: Mapping[str, str]) -> str | None:
    """The colour of the letters where one is given."""
    if "text" in styles.get("background-clip", styles.get("-webkit-background-clip", "")):
        return None  # letters filled with the background
    return styles.get("-webkit-text-fill-color") or styles.get("color")


def paper(styles: Mapping[str, str]) -> str | None:
    """The colour behind the letters where one is given; "image" for a picture, a gradient and what is not known."""
    if styles.get("background-image", "none") != "none":
        return "image"
    for name in ("background-color", "background"):
        value = styles.get(name)
        if value in (None, "", "none", "transparent", "inherit", "initial", "unset"):
            continue
        if "(" in value and not re.match(r"(?:rgb|hsl)a?\(|var\(", value):
            return "image"
        words = [value] if "(" in value else value.split()
        return next((word for word in words if _rgb(word)), "image")
    return None


@lru_cache(maxsize=1_000)
def is_without_ink(colour: str, background: str | None) -> bool:
    """Whether letters of a colour cannot be told from the background, which is white where none is given."""
    letters = _rgb(colour)
    if letters is None:
        return False
    if letters[3] <= _FAINTEST:
        return True
    behind = _rgb(background or "white")
    if behind is None or behind[3] <= _FAINTEST:
        return False
    return max(abs(one - other) for one, other in zip(letters[:3], behind[:3], strict=True)) < 0.03


def _rgb(colour: str) -> tuple[float, float, float, float] | None:
    parsed = parse_color(colour)
    if parsed is None or isinstance(parsed, str):
        return None
    try:
        red, green, blue = parsed.to("srgb").coordinates
    except NotImplementedError:  # a colour space that cannot be turned into another
        return None
    return (red or 0.0, green or 0.0, blue or 0.0, parsed.alpha)


def _is_zero_size(styles: Mapping[str, str]) -> bool:
    cut = any(
        "hidden" in styles.get(name, "") or "clip" in styles.get(name, "")
        for name in ("overflow", "overflow-x", "overflow-y")
    )
    sizes = [pixels(styles.get(name, "")) for name in ("width", "height", "max-width", "max-height")]
    return cut and any(size is not None and size <= 1 for size in sizes)


def _is_clear(styles: Mapping[str, str]) -> bool:
    """A page that moves its parts into sight as it is scrolled begins with them clear."""
    value = styles.get("opacity", "")
    try:
        opacity = float(value.removesuffix("%")) / (100 if value.endswith("%") else 1)
    except ValueError:
        return False
    return opacity <= _FAINTEST and styles.keys().isdisjoint(_MOVES)


def _is_clipped(clip: str) -> bool:
    sides = [pixels(part) for part in re.split(r"[,\s]+", clip[5:-1].strip())] if clip.startswith("rect(") else []
    if len(sides) != 4 or any(side is None for side in sides):
        return False
    top, right, bottom, left = (side or 0.0 for side in sides)
    return bottom - top <= 1 or right - left <= 1

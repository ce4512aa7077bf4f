"""The marker that an ordered HTML list shows for its nth item. Pure."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 3999


def list_label(number: int, style: str = "1") -> str:
    """`style` is HTML's `type`: 1, a, A, i or I. Numbers that a style cannot write are written in digits."""
    if style in ("a", "A") and number > 0:
        label = _letters(number)
    elif style in ("i", "I") and 0 < number <= _MOST_ROMAN:
        label = _roman(number)
    else:
        return str(number)
    return label.upper() if style.isupper() else label


def _letters(number: int) -> str:
    label = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        label = chr(ord("a") + rest) + label
    return label


def _roman(number: int) -> str:
    label = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        label += letters * count
    return label

"""Reading takes time in proportion to the text: each case would take minutes if it were quadratic."""

from __future__ import annotations

import time

import pytest

from ingest.loaders.text import parse_text
from ingest.outline import outline
from ingest.passages import passages

_LINES = 20_000
_CHARS = 2_000_000


@pytest.mark.soak
@pytest.mark.parametrize(
    "text",
    [
        "We keep data for a year, and then we delete it.\n" * _LINES,
        "\n".join(f"{n % 90 + 1}. We keep data" for n in range(_LINES)),
        "1. The same number\n" * _LINES,
        "- an item\n" * _LINES,
        "We collect:\n" * _LINES,
        "Short line\n\n" * _LINES,
        "We keep it.\nShort line\n\n" * _LINES,
        "(a) one:\n(i) two:\n1. three:\n• four:\n" * (_LINES // 4),
        "".join(f"{' ' * (n % 200)}- deeper:\n" for n in range(_LINES)),
        "and so the line goes on without any end to it, as wrapped lines do\n" * _LINES,
        "a | b 1 | c\n" * _LINES,
        "\n" * _CHARS,
        "x" * _CHARS,
        "word " * (_CHARS // 5),
        "We keep data. " * (_CHARS // 14),
        "data; " * (_CHARS // 6),
        "1." * (_CHARS // 2),
        "(" * _CHARS,
        "a:" * (_CHARS // 2),
        "•" * _CHARS,
        "a" + " " * _CHARS + "b",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_large_texts_are_read_in_seconds(text: str) -> None:
    started = time.perf_counter()
    document = parse_text(text)
    passages(document, outline(document), count_tokens=lambda piece: len(piece) // 4 + 1)
    assert time.perf_counter() - started < 180

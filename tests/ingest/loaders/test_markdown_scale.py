"""Reading takes time in proportion to the text: each case would take minutes if it were quadratic."""

import time
from collections.abc import Callable

import pytest

from ingest.loaders.decoding import decode
from ingest.loaders.markdown import parse_markdown

pytestmark = pytest.mark.slow

_SENTENCE = "We keep data for twelve months. "


# A tenth of each with all the tests, the whole with the soak tests.
@pytest.mark.parametrize("parts", [1, pytest.param(10, marks=pytest.mark.soak)], ids=["a tenth", "whole"])
@pytest.mark.parametrize(
    ("written", "blocks"),
    [
        (lambda parts: "- an item\n" * 10_000 * parts, 10_000),
        (lambda parts: "<li>an item" * 10_000 * parts, 10_000),
        (lambda parts: "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 5_000 * parts, 5_000),
        (lambda parts: "(a) one;\n" * 5_000 * parts, 5_000),
        (lambda parts: "Term\n: meaning\n\n" * 2_000 * parts, 2_000),
        (lambda parts: _SENTENCE * 30_000 * parts, None),
        (lambda parts: (_SENTENCE + "\n") * 10_000 * parts, None),
        (lambda parts: "# " + "*" * 10_000 * parts, None),
        (lambda parts: "<a name " * 5_000 * parts, None),
        (lambda parts: "<!-- " * 10_000 * parts, None),
        (lambda parts: "[" * 10_000 * parts, None),
        (lambda parts: "<ul><li>" * 5_000 * parts + "deep", None),
        (lambda parts: "\n".join("  " * depth + "- deep" for depth in range(100 * parts)), None),
    ],
    ids=[
        *("list", "html list", "table", "letters", "terms", "sentences", "lines", "stars", "anchors", "comments"),
        *("brackets", "html nesting", "nesting"),
    ],
)
def test_large_texts_are_read_in_seconds(written: Callable[[int], str], blocks: int | None, parts: int) -> None:
    """`blocks` are those of a tenth; None where they are no matter."""
    started = time.perf_counter()
    document = parse_markdown(written(parts))
    assert time.perf_counter() - started < 12 * parts
    assert blocks is None or len(document.blocks) == blocks * parts


@pytest.mark.parametrize("text", [_SENTENCE * 30_000, (_SENTENCE + "\n") * 10_000], ids=["one line", "lines"])
def test_a_paragraph_however_long_is_one_block(text: str) -> None:
    assert len(parse_markdown(text).blocks) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_ten_megabytes_without_a_line_break_are_decoded_in_seconds(encoding: str) -> None:
    text = "Zwölf Monate für Größe. " * 420_000
    started = time.perf_counter()
    assert decode(text.encode(encoding)).text == text
    assert time.perf_counter() - started < 60

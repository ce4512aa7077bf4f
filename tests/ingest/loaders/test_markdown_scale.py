"""Reading takes time in proportion to the text: each case would take minutes if it were quadratic."""

import time

import pytest

from ingest.loaders.decoding import decode
from ingest.loaders.markdown import parse_markdown

pytestmark = pytest.mark.slow

_SENTENCE = "We keep data for twelve months. "


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- an item\n" * 100_000, 100_000),
        ("<li>an item" * 100_000, 100_000),
        ("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 50_000, 50_000),
        ("(a) one;\n" * 50_000, 50_000),
        ("Term\n: meaning\n\n" * 20_000, 20_000),
        (_SENTENCE * 300_000, 1),
        ((_SENTENCE + "\n") * 100_000, 1),
        ("# " + "*" * 100_000, None),
        ("<a name " * 50_000, None),
        ("<!-- " * 100_000, None),
        ("[" * 100_000, None),
        ("<ul><li>" * 50_000 + "deep", None),
        ("\n".join("  " * depth + "- deep" for depth in range(1_000)), None),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_large_texts_are_read_in_seconds(text: str, blocks: int | None) -> None:
    started = time.perf_counter()
    document = parse_markdown(text)
    assert time.perf_counter() - started < 120
    assert blocks is None or len(document.blocks) == blocks


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
def test_ten_megabytes_without_a_line_break_are_decoded_in_seconds(encoding: str) -> None:
    text = "Zwölf Monate für Größe. " * 420_000
    started = time.perf_counter()
    assert decode(text.encode(encoding)).text == text
    assert time.perf_counter() - started < 60

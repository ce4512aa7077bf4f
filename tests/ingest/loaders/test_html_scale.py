"""Reading takes time in proportion to the page, and no nesting breaks it."""

import time

import pytest

from ingest.errors import UnreadableFileError
from ingest.loaders.html import parse_html

_SENTENCE = "We keep data for twelve months. "

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<ul>" + "<li>an item" * 100_000, 100_000),
        ("<table>" + "<tr><td>logs<td>1 year" * 30_000, 30_000),
        ("<table>" + "<tr><td rowspan=65535 colspan=9999>logs<td>1 year" * 1_000, 1_000),
        ("<dl>" + "<dt>Term<dd>meaning" * 30_000, 30_000),
        (_SENTENCE * 300_000, 1),
        ((_SENTENCE + "<br>") * 50_000, 1),
        ("<!--" * 100_000 + "-->" + _SENTENCE, 1),
        ("<p " + "".join(f"a{number}=b " for number in range(20_000)) + ">" + _SENTENCE, 1),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_large_pages_are_read_in_seconds(html: str, blocks: int) -> None:
    started = time.perf_counter()
    assert len(parse_html(html).blocks) == blocks
    assert time.perf_counter() - started < 120


@pytest.mark.parametrize("tag", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<dl><dd>", "<details><summary>"])
def test_text_that_is_nested_thousands_deep_is_read(tag: str) -> None:
    document = parse_html(tag * 3_000 + _SENTENCE)
    assert _SENTENCE.strip() in document.text
    assert len(document.blocks) == 1


@pytest.mark.parametrize("tag", ["<div>", "<ul><li>", "<span>"])
def test_nesting_beyond_any_page_is_refused_at_once(tag: str) -> None:
    started = time.perf_counter()
    with pytest.raises(UnreadableFileError, match="nested about 50000 deep"):
        parse_html(tag * 50_000 + _SENTENCE)
    assert time.perf_counter() - started < 30


def test_tags_that_need_no_end_and_tags_in_scripts_are_not_nesting() -> None:
    page = "<script>" + "'<div>'" * 20_000 + "</script>" + "<p>We keep logs.<br><img><input>" * 20_000
    assert len(parse_html(page).blocks) == 20_000

"""Reading takes time in proportion to the page, and no nesting breaks it."""

import time
from collections.abc import Callable

import pytest

from ingest.errors import UnreadableFileError
from ingest.loaders.html import parse_html

_SENTENCE = "We keep data for twelve months. "

pytestmark = pytest.mark.slow
# A tenth of each with all the tests, the whole with the soak tests: what is quadratic takes minutes there.
sizes = pytest.mark.parametrize("parts", [1, pytest.param(10, marks=pytest.mark.soak)], ids=["a tenth", "whole"])


@sizes
@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        (lambda parts: "<ul>" + "<li>an item" * 10_000 * parts, 10_000),
        (lambda parts: "<table>" + "<tr><td>logs<td>1 year" * 3_000 * parts, 3_000),
        (lambda parts: "<table>" + "<tr><td rowspan=65535 colspan=9999>logs<td>1 year" * 100 * parts, 100),
        (lambda parts: "<dl>" + "<dt>Term<dd>meaning" * 3_000 * parts, 3_000),
        (lambda parts: _SENTENCE * 30_000 * parts, None),
        (lambda parts: (_SENTENCE + "<br>") * 5_000 * parts, None),
        (lambda parts: "<!--" * 10_000 * parts + "-->" + _SENTENCE, None),
        (lambda parts: "<p " + "".join(f"a{number}=b " for number in range(2_000 * parts)) + ">" + _SENTENCE, None),
    ],
    ids=["list", "table", "spans", "terms", "sentences", "lines", "comments", "attributes"],
)
def test_large_pages_are_read_in_seconds(page: Callable[[int], str], blocks: int | None, parts: int) -> None:
    """`blocks` are those of a tenth; None where it is one paragraph, however large."""
    started = time.perf_counter()
    assert len(parse_html(page(parts)).blocks) == (blocks * parts if blocks else 1)
    assert time.perf_counter() - started < 12 * parts


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
    page = "<script>" + "'<div>'" * 20_000 + "</script>" + "<p>We keep logs.<br><img><input>" * 2_000
    assert len(parse_html(page).blocks) == 2_000

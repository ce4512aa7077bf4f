from __future__ import annotations

import pytest

from ingest.content_types import page_suffix
from ingest.errors import FetchError


@pytest.mark.parametrize(
    ("content_type", "path", "data", "suffix"),
    [
        ("text/html; charset=utf-8", "/privacy", b"<p>We keep it.", ".html"),
        ("application/xhtml+xml", "/privacy.php", b"<?xml version='1.0'?>", ".html"),
        ("text/plain", "/privacy", b"We keep it.", ".txt"),
        ("text/plain", "/raw/PRIVACY.md", b"# Privacy", ".md"),
        ("TEXT/MARKDOWN", "/privacy", b"# Privacy", ".md"),
        ("application/pdf", "/get?id=3", b"\n%PDF-1.7", ".pdf"),
        ("application/octet-stream", "/privacy.pdf", b"%PDF-1.7", ".pdf"),
        ("", "/privacy.html", b"<!doctype html>", ".html"),
        ("text/html", "/privacy", "<p>".encode("utf-16"), ".html"),
    ],
)
def test_the_type_says_how_a_page_is_read(content_type: str, path: str, data: bytes, suffix: str) -> None:
    assert page_suffix(content_type, path, data) == suffix


@pytest.mark.parametrize(
    ("content_type", "path", "data", "message"),
    [
        ("image/png", "/privacy", b"\x89PNG", "is image/png, which is no policy"),
        ("application/json", "/privacy", b"{}", "is application/json"),
        ("", "/privacy", b"We keep it.", "comes without a type"),
        ("application/pdf", "/privacy.pdf", b"<html>", "said to be application/pdf, but its content is not"),
        ("text/html", "/privacy", b"%PDF-1.7", r"its content is a \.pdf file"),
        ("text/plain", "/privacy", b"PK\x03\x04", r"its content is a \.docx file"),
        ("text/html", "/privacy", b'{"error": "no"}', "has no HTML tag"),
    ],
)
def test_bytes_that_are_not_what_the_type_says_are_refused(
    content_type: str, path: str, data: bytes, message: str
) -> None:
    with pytest.raises(FetchError, match=message):
        page_suffix(content_type, path, data)

from __future__ import annotations

import pytest

from ingest.content_types import in_utf8, page_suffix
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


JAPANESE = "個人情報は三十日間保存します"
GREEK = "Κρατάμε τα δεδομένα τριάντα ημέρες"


@pytest.mark.parametrize(
    ("text", "encoding", "content_type"),
    [
        (GREEK, "iso8859-7", "text/html; charset=ISO-8859-7"),
        ("We keep it – for “you”", "cp1252", 'text/html;charset="iso-8859-1"'),
        (JAPANESE, "iso2022_jp", "text/plain; format=flowed; Charset=iso-2022-jp"),
        (JAPANESE, "shift_jis", "text/markdown; charset=Shift_JIS"),
    ],
)
def test_a_page_whose_encoding_only_the_server_tells_is_kept_in_utf8(
    text: str, encoding: str, content_type: str
) -> None:
    assert in_utf8(text.encode(encoding), content_type, ".html").decode() == text


@pytest.mark.parametrize(
    ("data", "content_type", "suffix"),
    [
        (GREEK.encode(), "text/html; charset=iso-8859-7", ".html"),
        (GREEK.encode("iso8859-7"), "text/html", ".html"),
        (GREEK.encode("iso8859-7"), "text/html; charset=utf-8", ".html"),
        (GREEK.encode("iso8859-7"), "text/html; charset=martian", ".html"),
        (GREEK.encode("iso8859-7"), "text/html; charset=base64", ".html"),
        (GREEK.encode("utf-16"), "text/html; charset=iso-8859-7", ".html"),
        (b"%PDF-1.7 \xe4", "application/pdf; charset=iso-8859-1", ".pdf"),
    ],
)
def test_a_page_that_tells_its_own_encoding_or_is_not_in_the_servers_stays_as_it_is(
    data: bytes, content_type: str, suffix: str
) -> None:
    assert in_utf8(data, content_type, suffix) == data

"""Names and types of uploads, held against their first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.access.uploads import checked_upload
from bot.api.problems import ProblemError

TEXT = b"# Policy\n\nWe keep data."
PDF = b"%PDF-1.7\n"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("name", "content_type", "head", "suffix"),
    [
        ("policy.txt", "text/plain; charset=utf-8", TEXT, ".txt"),
        ("Privacy Policy (final).MD", "text/markdown", TEXT, ".md"),
        ("datenschutzerklärung.md", "application/octet-stream", TEXT, ".md"),
        ("policy.html", "text/html", b"<!doctype html>", ".html"),
        ("policy.pdf", "application/pdf", PDF, ".pdf"),
        ("policy.pdf", "", b"\n\n" + PDF, ".pdf"),
        ("policy.docx", WORD, b"PK\x03\x04rest", ".docx"),
        ("policy.txt", "text/plain", "\ufeffWe keep".encode("utf-16"), ".txt"),
        ("adweek.com.txt", "text/plain", b"", ".txt"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name: str, content_type: str, head: bytes, suffix: str) -> None:
    taken = checked_upload(name, content_type, head)
    assert (taken.name, taken.suffix) == (name, suffix)


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "../policy.txt", "/etc/passwd.txt", "..\\policy.txt", "C:\\policy.txt", "C:policy.txt",
        "a/b.txt", "policy\x00.txt", "policy\n.txt", "policy\r\nX-Evil: 1.txt", "p" * 300 + ".txt", "<b>.txt",
    ],
)  # fmt: skip
def test_a_name_that_is_no_plain_file_name_is_refused(name: str) -> None:
    with pytest.raises(ProblemError) as raised:
        checked_upload(name, "text/plain", TEXT)
    assert raised.value.kind.status == 422
    assert raised.value.field == "body.file"


@pytest.mark.parametrize(
    ("name", "content_type", "head"),
    [
        ("policy.exe", "text/plain", TEXT),
        ("policy", "text/plain", TEXT),
        ("policy.txt.zip", "application/zip", b"PK\x03\x04"),
        ("policy.pdf", "text/html", PDF),
        ("policy.txt", "application/x-msdownload", TEXT),
        ("policy.pdf", "application/pdf", b"<html>"),
        ("policy.docx", WORD, PDF),
        ("policy.txt", "text/plain", b"MZ\x90\x00"),
        ("policy.md", "text/markdown", b"\x7fELF\x02"),
        ("policy.txt", "text/plain", b"we\x00keep"),
        ("policy.html", "text/html", b"\x1f\x8b\x08\x00"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, content_type: str, head: bytes) -> None:
    with pytest.raises(ProblemError) as raised:
        checked_upload(name, content_type, head)
    assert raised.value.kind.status == 415


@given(st.text(max_size=30))
def test_no_name_that_is_taken_leads_anywhere(name: str) -> None:
    try:
        taken = checked_upload(f"{name}.txt", "text/plain", TEXT)
    except ProblemError:
        return
    assert not set(taken.name) & set('/\\\x00\n\r:<>"|?*')

"""Files that are broken, or made to do harm: each fails alone with its reason, or is read with a notice."""

from __future__ import annotations

import os
import random
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from ingest.errors import EmptyPolicyError, ManifestError, SourceError, UnreadableFileError
from ingest.loaders import load
from ingest.models import Document
from ingest.parsing import ParsedPolicy, parse_policy
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from ingest.sources import read_bytes
from tests.ingest.library import Library
from tests.ingest.loaders.docx_files import W, archive
from tests.ingest.loaders.pdf_files import Sheet

KEEP = "We keep your data for thirty days. "


def refused(name: str, data: bytes, reason: str, *, kind: type[SourceError] = UnreadableFileError) -> None:
    with pytest.raises(kind, match=reason) as caught:
        parse_policy(name, data)
    assert str(caught.value).startswith(f"{name}: ")
    assert "fault of this program" not in str(caught.value)


def read(name: str, data: bytes) -> ParsedPolicy:
    """Read, and every clause, passage and sentence lies where it says."""
    parsed = parse_policy(name, data)
    for passage in parsed.passages:
        assert parsed.text[passage.start : passage.end] == passage.text
    assert all(0 <= clause.start < clause.end <= len(parsed.text) for clause in parsed.clauses)
    return parsed


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", "\u200b\ufeff".encode()])
def test_an_empty_file_says_so(name: str, data: bytes) -> None:
    refused(name, data, "no text|empty", kind=EmptyPolicyError)


def test_an_empty_pdf_or_word_file_says_what_it_is_not() -> None:
    refused("a.pdf", b"", "PDF")
    refused("a.docx", b"", "no Word file")


def test_a_binary_file_named_txt_says_what_it_is() -> None:
    refused("a.txt", b"\x7fELF" + bytes(900), "the content is a program")
    refused("a.txt", random.Random(1).randbytes(50_000), "not text in any encoding")


def test_a_file_over_the_limit_names_the_setting_and_is_never_read_whole(library: Library) -> None:
    """A sparse file of 200 MB, against the default limit."""
    with library.write("large.txt", KEEP).open("r+b") as file:
        file.truncate(200_000_000)
    library.write("small.txt", KEEP)
    summary = library.ingest()
    assert summary.added == ("small",)
    [failure] = summary.failed
    assert failure.reason == "larger than 50000000 bytes; split it or raise CLAUSEWISE_MAX_FILE_BYTES"


def test_the_limit_is_a_setting(library: Library) -> None:
    library.settings = IngestSettings(index=library.settings.index, embeddings="fake", max_file_bytes=10)
    library.write("a.txt", KEEP)
    assert "larger than 10 bytes" in library.ingest().failed[0].reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_long_text_without_a_line_break_is_read_in_short_passages(name: str) -> None:
    parsed = read(name, (KEEP * 1_000).encode())
    assert max(len(passage.text) for passage in parsed.passages) <= 1_000


@pytest.mark.soak
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("text", [KEEP * 290_000, "a" * 10_000_000], ids=["sentences", "letters"])
def test_ten_million_characters_without_a_line_break_are_read(name: str, text: str) -> None:
    assert len(read(name, text.encode()).passages) >= 10_000


@pytest.mark.slow
def test_the_time_for_a_file_is_a_setting_and_one_that_needs_more_fails_alone(library: Library) -> None:
    library.settings = IngestSettings(index=library.settings.index, embeddings="fake", parse_seconds=2)
    library.write("slow.txt", KEEP * 300_000)
    library.write("a.txt", KEEP)
    summary = library.ingest(parse=parse_policy)
    assert summary.added == ("a",)
    [failure] = summary.failed
    assert failure.reason.startswith("reading it took longer than 2 seconds")
    assert "raise CLAUSEWISE_PARSE_SECONDS" in failure.reason


def test_html_nested_without_end_is_refused() -> None:
    refused("a.html", b"<div>" * 50_000 + b"<p>We keep it.", "nested about 50000 deep, and 10000 is the most")
    refused("a.html", b"<ul><li>" * 50_000 + b"We keep it.", "nested about 50000 deep")


def test_markdown_nested_without_end_is_read_as_text() -> None:
    parsed = read("a.md", b"> " * 20_000 + b"We keep it.")
    assert any("nested more than" in notice for notice in parsed.notices)


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_a_list_of_thousands_loses_no_item(name: str) -> None:
    parsed = read(name, long_list(name, 3_000))
    assert sum(clause.kind == "item" for clause in parsed.clauses) == 3_000


@pytest.mark.soak
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_a_list_of_a_hundred_thousand_loses_no_item(name: str) -> None:
    parsed = read(name, long_list(name, 100_000))
    assert sum(clause.kind == "item" for clause in parsed.clauses) == 100_000


def long_list(name: str, count: int) -> bytes:
    if name.endswith(".html"):
        return f"<h1>Data</h1><ul>{''.join(f'<li>Item {n} is kept.</li>' for n in range(count))}</ul>".encode()
    return ("# Data\n\n" + "".join(f"- Item {n} is kept.\n" for n in range(count))).encode()


def test_a_zip_bomb_as_a_word_file_is_not_unpacked() -> None:
    refused("a.docx", archive({"word/document.xml": b" " * 40_000_000}), "times its size")


def test_entities_that_multiply_are_not_expanded() -> None:
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise(names))
    bomb = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">{entities}]>'
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    refused("a.docx", archive({"word/document.xml": (bomb + body).encode()}), "XML|entit")
    assert len(read("a.html", f"{bomb}<p>We keep &j; and it.</p>".encode()).text) < 5_000


def test_an_entity_does_not_read_another_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hush")
    outside = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>We keep &x;.</w:t></w:r></w:p></w:body></w:document>'
    assert "hush" not in outcome("a.html", f"{outside}<p>We keep &x; it.</p>".encode())
    assert "hush" not in outcome("a.docx", archive({"word/document.xml": (outside + body).encode()}))


def outcome(name: str, data: bytes) -> str:
    try:
        return read(name, data).text
    except SourceError as exc:
        return str(exc)


def a_pdf(*, password: str | None = None) -> bytes:
    sheet = Sheet(password=password)
    sheet.paragraph(KEEP * 3)
    return sheet.data()


@pytest.mark.slow
def test_an_encrypted_pdf_asks_for_one_without_password() -> None:
    refused("a.pdf", a_pdf(password="secret"), "password")


def test_a_truncated_pdf_is_cut_off() -> None:
    whole = a_pdf()
    refused("a.pdf", whole[: len(whole) // 2], "cut off")


@pytest.mark.slow
def test_a_pdf_without_a_text_layer_names_ocr() -> None:
    sheet = Sheet()
    sheet.rule(72, 90, 500, 700)
    refused("a.pdf", sheet.data(), "OCR", kind=EmptyPolicyError)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\u202e", "\u2066"])
def test_a_character_that_cannot_be_seen_is_kept_and_told_of(character: str) -> None:
    parsed = read("a.txt", f"We keep{character} it. {KEEP}".encode())
    assert character in parsed.text
    assert len(parsed.notices) == 1


def test_half_characters_written_as_html_entities_do_no_harm() -> None:
    assert read("a.html", b"<p>We &#xD800; keep &#0; it &#x202e; all.</p>").text.encode()


def test_links_in_a_circle_fail_alone(library: Library) -> None:
    library.write("a.txt", KEEP)
    (library.corpus / "loop.txt").symlink_to("loop.txt")
    (library.corpus / "folder").symlink_to(library.corpus)
    summary = library.ingest()
    assert summary.added == ("a",)
    assert [(Path(failure.file).name, failure.reason.split(":")[0]) for failure in summary.failed] == [
        ("loop.txt", "cannot be read")
    ]


@pytest.mark.parametrize("file", ["../secret.txt", "/etc/passwd", "sub/../../secret.txt", "..\\secret.txt", "C:/a.txt"])
def test_a_manifest_with_a_path_outside_its_folder_is_refused(library: Library, file: str) -> None:
    library.write("manifest.toml", f"[acme]\nfile = '{file}'\n")
    with pytest.raises(ManifestError, match="must be a path inside the manifest's folder"):
        library.ingest()


def test_a_manifest_with_the_same_id_twice_is_refused(library: Library) -> None:
    library.write("a.txt", KEEP)
    library.write("manifest.toml", '[acme]\nfile = "a.txt"\n[acme]\nfile = "b.txt"\n')
    with pytest.raises(ManifestError, match="not valid TOML"):
        library.ingest()


def test_two_files_with_one_id_fail_for_the_second_alone(library: Library) -> None:
    library.write("a.txt", KEEP)
    library.write("a.md", "We share nothing.")
    summary = library.ingest()
    assert summary.added == ("a",)
    assert "policy a comes from a.md; give one of the two another name" in summary.failed[0].reason


def test_an_html_page_with_one_id_twice_keeps_both_clauses() -> None:
    parsed = read("a.html", b"<h2 id=x>Data</h2><p>We keep it.</p><h2 id=x>Data</h2><p>We sell none.</p>")
    assert len({clause.key for clause in parsed.clauses}) == len(parsed.clauses)
    assert [clause.anchor for clause in parsed.clauses if clause.title == "Data"] == ["x", "x"]


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(KEEP)
    true_fstat, calls = os.fstat, []

    def fstat(number: int) -> os.stat_result:
        calls.append(number)
        if len(calls) == 2:
            path.write_text(KEEP * 2)
        return true_fstat(number)

    monkeypatch.setattr("ingest.sources.os.fstat", fstat)
    with pytest.raises(UnreadableFileError, match="was changed while it was read; run ingest again"):
        read_bytes(path, within=tmp_path, max_bytes=1_000)


def test_a_fault_of_the_program_fails_the_file_alone(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def load_or_break(name: str, data: bytes) -> Document:
        if name == "odd.txt":
            raise IndexError("list index out of range")
        return load(name, data)

    monkeypatch.setattr("ingest.parsing.load", load_or_break)
    library.write("odd.txt", KEEP)
    library.write("a.txt", KEEP)
    with library.open() as index:
        summary = ingest([library.corpus], index=index, parse=partial(parse_policy))  # in this process, thus as above
    assert summary.added == ("a",)
    [failure] = summary.failed
    assert failure.reason.startswith("reading it failed by a fault of this program (IndexError)")

"""Word files that are damaged, or made to do harm: each ends with an error that says what to do."""

import io
import zipfile

import pytest

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.loaders import load
from ingest.loaders.docx import parse_docx
from tests.ingest.loaders.docx_files import W, archive, docx, paragraph

TEXT = docx(*(f"We keep booking number {number}." for number in range(50)))


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFileError, match=r"^policy\.docx: ") as caught:
        load("policy.docx", data)
    return str(caught.value)


def test_a_file_cut_off_says_so() -> None:
    assert "cut off" in refused(TEXT[: len(TEXT) // 2])


def test_what_is_no_archive_says_so() -> None:
    assert "no Word file" in refused(b"<html>We keep logs.</html>")
    assert "no Word file" in refused(b"")


def test_an_old_or_encrypted_word_file_says_how_to_save_it() -> None:
    assert "password" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_an_archive_of_something_else_says_what_is_missing() -> None:
    assert "word/document.xml is missing" in refused(archive({"readme.txt": b"hello"}))


def test_a_bomb_is_told_by_its_ratio_and_never_unpacked() -> None:
    assert "times its size" in refused(archive({"word/document.xml": b" " * 60_000_000}))
    assert "times its size" in refused(
        archive({"word/media/image.bmp": bytes(60_000_000), "word/document.xml": b"<x/>"})
    )


def test_a_part_beyond_the_limit_is_refused_whatever_size_the_archive_says() -> None:
    with pytest.raises(UnreadableFileError, match=r"more than 1,000 bytes"):
        parse_docx(TEXT, max_part_bytes=1_000)
    with pytest.raises(UnreadableFileError, match=r"more than 2,000"):
        parse_docx(TEXT, max_total_bytes=2_000)


def test_a_part_whose_bytes_were_changed_is_damaged() -> None:
    at = TEXT.index(b"word/document.xml") + 40
    assert "damaged" in refused(TEXT[:at] + bytes(20) + TEXT[at + 20 :])


def test_xml_that_is_cut_off_names_the_part() -> None:
    assert "word/document.xml" in refused(archive({"word/document.xml": b"<w:document"}))


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 100 + '"><!ENTITY c "' + "&b;" * 100 + '">',
        '<!ENTITY c SYSTEM "file:///etc/hostname">',
    ],
)
def test_entities_are_refused_and_not_resolved(entity: str) -> None:
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>'
    document = f"<!DOCTYPE x [{entity}]>{body}".encode()
    assert "declares entities" in refused(archive({"word/document.xml": document}))


def test_tables_nested_without_end_are_refused() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 500 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 500
    assert "well-formed" in refused(docx(nested))


def test_a_file_without_text_is_empty() -> None:
    with pytest.raises(EmptyPolicyError, match=r"^policy\.docx: .*no text"):
        load("policy.docx", docx(paragraph(" ")))


def test_parts_that_are_missing_are_done_without() -> None:
    kept = {"word/document.xml", "_rels/.rels"}
    with zipfile.ZipFile(io.BytesIO(docx(paragraph("Text.", style="H1", numbered=(1, 0))))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name in kept}
    assert load("policy.docx", archive(parts)).text == "Text."


def test_numbers_that_are_none_are_taken_as_not_given() -> None:
    odd = '<w:outlineLvl w:val="x"/><w:numPr><w:ilvl w:val="1e999"/><w:numId w:val="99999999999999"/></w:numPr>'
    assert load("policy.docx", docx(paragraph("Text.", properties=odd))).text == "Text."


@pytest.mark.parametrize("number", [10_000, pytest.param(100_000, marks=pytest.mark.soak)])
def test_very_many_paragraphs_are_read(number: int) -> None:
    document = load("policy.docx", docx("<w:p><w:r><w:t>We keep logs.</w:t></w:r></w:p>" * number))
    assert len(document.blocks) == number

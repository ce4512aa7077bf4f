"""PDF files that are damaged, locked, mere pictures, or made to do harm: each ends with an error with advice."""

import io
import zlib

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from ingest.errors import EmptyPolicyError, UnreadableFileError
from ingest.loaders import load
from ingest.loaders.pdf import parse_pdf
from ingest.loaders.pdf.pages import Limits
from tests.ingest.loaders.pdf_files import Sheet, raw_page, raw_pdf, stream


def written(**properties: str) -> bytes:
    sheet = Sheet(**properties)
    for number in range(30):
        sheet.paragraph(f"We keep booking number {number} for seven years, as the law of this country says.")
    return sheet.data()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFileError, match=r"^policy\.pdf: ") as caught:
        load("policy.pdf", data)
    return str(caught.value)


def test_what_is_no_pdf_says_so() -> None:
    assert "no PDF" in refused(b"")
    assert "no PDF" in refused(b"PK\x03\x04")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_a_file_cut_off_says_so(share: float) -> None:
    whole = written()
    assert "cut off" in refused(whole[: int(len(whole) * share)])


def test_an_update_cut_off_says_so_though_the_first_version_is_whole() -> None:
    assert "cut off" in refused(written() + b"\n12 0 obj\n<</Type /Page")


def test_white_space_after_the_end_is_no_harm() -> None:
    assert "booking number 29" in load("policy.pdf", written() + b"\r\n\0\0\n").text


def test_a_file_without_pages_is_damaged() -> None:
    assert "damaged" in refused(b"%PDF-1.7\nnothing at all\n%%EOF\n")
    assert "damaged" in refused(raw_pdf([b"<</Type /Catalog>>"]))


def test_an_encrypted_file_says_how_to_open_it() -> None:
    assert "password" in refused(written(password="secret"))


def test_a_file_encrypted_with_an_empty_password_is_read() -> None:
    assert "booking number 29" in load("policy.pdf", written(password="", owner="secret")).text


def test_pictures_of_pages_need_ocr() -> None:
    sheet = Sheet()
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    sheet.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    with pytest.raises(EmptyPolicyError, match=r"^policy\.pdf: .*OCR.*ocrmypdf in\.pdf out\.pdf"):
        load("policy.pdf", sheet.data())


def test_a_picture_among_pages_of_text_is_told_of() -> None:
    sheet = Sheet()
    sheet.paragraph("We keep your bookings for seven years.")
    sheet.page()
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    sheet.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    assert "page 2, only pictures" in load("policy.pdf", sheet.data()).notices[0]


def test_letters_without_meaning_need_ocr() -> None:
    content = stream(b"BT /F 12 Tf 72 700 Td <0102030405060708010203040506> Tj ET")
    assert "force-ocr" in refused(raw_page(content))


def test_more_pages_than_the_limit_are_refused_with_their_number() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.page()
    with pytest.raises(UnreadableFileError, match="has 4 pages, more than 3"):
        parse_pdf(sheet.data(), Limits(pages=3))


def test_more_words_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="more than 100 words up to page 1"):
        parse_pdf(written(), Limits(words=100))


def _deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def test_a_stream_that_unpacks_to_far_too_much_is_given_up() -> None:
    content = _deflated(b"BT /F 10 Tf 1 0 0 1 10 10 Tm (abc) Tj ET\n" * 10_000, 500)
    data = raw_page(stream(content, b"/Filter /FlateDecode"))
    assert len(data) < 1_000_000
    with pytest.raises(UnreadableFileError, match="more than 5 s or 300 MB"):
        parse_pdf(data, Limits(seconds=5, memory=300_000_000))


def test_forms_that_draw_each_other_without_end_are_given_up() -> None:
    depth = 9
    forms = [
        stream(
            b"/X Do " * 10 if number < depth else b"BT /F 10 Tf (abc) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
            b" /Resources <</Font <</F 5 0 R>> /XObject <</X %d 0 R>>>>" % (number + 7),
        )
        for number in range(depth + 1)
    ]
    with pytest.raises(UnreadableFileError, match="more than 3 s or 300 MB"):
        parse_pdf(raw_page(stream(b"/X0 Do"), *forms), Limits(seconds=3, memory=300_000_000))


def test_a_page_tree_that_holds_itself_ends_with_an_error() -> None:
    data = raw_pdf([b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 3>>"])
    with pytest.raises((UnreadableFileError, EmptyPolicyError)):
        parse_pdf(data)


@pytest.mark.parametrize("pages", [20, pytest.param(100, marks=pytest.mark.soak)])
def test_many_pages_are_read(pages: int) -> None:
    sheet = Sheet()
    sheet.footer = "#"
    for number in range(pages):
        sheet.paragraph(f"{number + 1}. Section {'of this policy ' * (number % 3)}", size=13, bold=True)
        for _ in range(8):
            sheet.paragraph(f"We keep record {number} for as long as the law of the country says that we must. " * 4)
        sheet.page()
    document = load("policy.pdf", sheet.data())
    assert sum(block.level == 1 for block in document.blocks) == pages
    assert document.blocks[-1].page == pages

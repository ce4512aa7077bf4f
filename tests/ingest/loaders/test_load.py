import pytest

from ingest.errors import EmptyPolicyError, UnreadableFileError, UnsupportedFormatError
from ingest.loaders import SUFFIXES, load


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT", "sub/b.Md", "c.d.markdown"])
def test_the_suffix_chooses_the_reader_whatever_its_case(name: str) -> None:
    assert load(name, b"We keep logs.\n").text == "We keep logs.\n"


def test_markdown_is_read_as_markdown_and_text_as_text() -> None:
    assert load("a.md", b"# Title\n").media_type == "text/markdown"
    assert load("a.txt", b"# Title\n").media_type == "text/plain"


@pytest.mark.parametrize("name", ["policy.xyz", "policy", ".md"])
def test_another_suffix_is_refused_with_what_can_be_read(name: str) -> None:
    with pytest.raises(UnsupportedFormatError) as caught:
        load(name, b"x")
    assert name in str(caught.value)
    assert all(suffix in str(caught.value) for suffix in SUFFIXES)


def test_every_error_names_the_file() -> None:
    with pytest.raises(EmptyPolicyError, match=r"^empty\.txt: "):
        load("empty.txt", b"\n")
    with pytest.raises(UnreadableFileError, match=r"^odd\.md: .*PDF"):
        load("odd.md", b"%PDF-1.4")


def test_what_decoding_noticed_is_told() -> None:
    assert "cp1252" in load("a.md", "für Sie".encode("cp1252")).notices[0]

from __future__ import annotations

from datetime import date

import pytest

from ingest.errors import EmptyPolicyError, UnsupportedFormatError
from ingest.parsing import MAX_PASSAGE_TOKENS, parse_policy
from ingest.tokens import count_tokens
from tests.fakes import FakeEncoder, parse_here, parse_lines
from tests.ingest.library import Library

MARKDOWN = """\
# Acme Privacy Policy

Last updated: 1 May 2024

## 1. Retention

We keep your billing records for seven years. We delete everything else when you close your account.

## 2. Sharing

We do not sell your data.
"""


def test_a_policy_states_its_own_name_date_and_language() -> None:
    parsed = parse_policy("acme.md", MARKDOWN.encode())
    assert (parsed.title, parsed.effective, parsed.language) == ("Acme Privacy Policy", date(2024, 5, 1), "en")


def test_the_text_of_a_markdown_file_is_the_files_text() -> None:
    parsed = parse_policy("acme.md", b"\xef\xbb\xbf" + MARKDOWN.replace("\n", "\r\n").encode())
    assert parsed.text == MARKDOWN


def test_passages_are_exact_and_inside_their_clauses() -> None:
    parsed = parse_policy("acme.md", MARKDOWN.encode())
    clauses = {clause.key: clause for clause in parsed.clauses}
    assert any("seven years" in passage.text for passage in parsed.passages)
    for passage in parsed.passages:
        assert parsed.text[passage.start : passage.end] == passage.text
        assert clauses[passage.clause].span.contains(passage.span)


def test_a_long_section_becomes_passages_that_the_model_can_read() -> None:
    sentences = " ".join(f"We keep record number {number} for seven years." for number in range(200))
    parsed = parse_policy("acme.txt", f"1. Retention\n\n{sentences}\n".encode())
    assert len(parsed.passages) > 10
    assert max(count_tokens(passage.text) for passage in parsed.passages) <= MAX_PASSAGE_TOKENS


@pytest.mark.parametrize("text", ["", "\n\n \t\n", "-----\n\n*****\n", "\ufeff"])
def test_a_file_without_a_word_is_no_policy(text: str) -> None:
    with pytest.raises(EmptyPolicyError):
        parse_policy("acme.txt", text.encode())


def test_a_format_that_cannot_be_read_is_told() -> None:
    with pytest.raises(UnsupportedFormatError, match=r"acme\.xlsx"):
        parse_policy("acme.xlsx", b"x")


def test_the_title_names_the_policy_and_its_owner_is_an_alias(library: Library) -> None:
    library.write("p1.md", MARKDOWN)
    library.write("p2.txt", "PRIVACY POLICY\n\nWe keep your data for a year.")
    library.ingest(parse=parse_here)
    assert library.state().policies == {
        "p1": ("Acme Privacy Policy", ("Acme",), "2024-05-01"),
        "p2": ("p2", (), library.state().policies["p2"][2]),
    }


def test_the_fake_parse_differs_from_the_real_one_in_nothing_that_ingest_relies_on() -> None:
    real, fake = (parse("a.txt", b"We keep data.\n") for parse in (parse_policy, parse_lines))
    assert (fake.text, fake.sha256, fake.media_type) == (real.text, real.sha256, real.media_type)
    assert [passage.text for passage in fake.passages] == [passage.text for passage in real.passages]
    assert FakeEncoder().encode([""])[0].tokens.shape == (0, 16)

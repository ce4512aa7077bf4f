from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citations import cite, exact, folded, verified
from bot.models import Citation, Statement
from ingest.models import Clause, ClauseKind, Span, Version

TEXT = "1. Sale\nWe never\n  sell your data. We keep logs."
VERSION = Version("acme", "2024-01-01", None, "en", "acme.txt", "text/plain", "abc", TEXT)
CLAUSE = Clause("1", "1", "Sale", ("1. Sale",), ClauseKind.SECTION, 0, len(TEXT), 8)
SELL = Span(8, 34)


def citation(span: Span = SELL, **changes: object) -> Citation:
    return cite(VERSION, CLAUSE, span, n=1, in_force=True).model_copy(update=changes)


def statement(text: str, *citations: int) -> Statement:
    return Statement(text=text, citations=citations or (1,))


def test_a_citation_holds_the_raw_text_and_where_it_stands() -> None:
    made = citation()
    assert made.quote == "We never\n  sell your data." == TEXT[made.start : made.end]
    assert (made.policy, made.version, made.text_sha256, made.path) == ("acme", "2024-01-01", "abc", ("1. Sale",))


def test_the_clause_is_named_with_its_version_only_where_that_is_not_in_force() -> None:
    assert citation().clause == "acme#1"
    assert cite(VERSION, CLAUSE, SELL, n=1, in_force=False).clause == "acme@2024-01-01#1"


@pytest.mark.parametrize(
    "changes",
    [
        {"quote": "We sell your data."},
        {"start": 9},
        {"end": 33},
        {"version": "v2"},
        {"policy": "b"},
        {"text_sha256": "d"},
    ],
)
def test_a_citation_that_is_not_to_the_letter_is_not_exact(changes: dict[str, object]) -> None:
    assert exact(citation(), VERSION)
    assert not exact(citation().model_copy(update=changes), VERSION)


def test_a_statement_that_is_its_quotes_holds() -> None:
    found = verified([statement("We never sell your data.")], [citation()], [VERSION])
    assert found.statements == (statement("We never sell your data."),)
    assert found.citations == (citation(),)
    assert found.rejected == ()


@pytest.mark.parametrize(
    "text", ["We sell your data.", "We never sell your data. Promised!", "No: We never sell your data."]
)
def test_a_statement_with_words_of_its_own_is_returned_apart(text: str) -> None:
    found = verified([statement(text)], [citation()], [VERSION])
    assert found.rejected == (statement(text),)
    assert (found.statements, found.citations) == ((), ())


def test_a_statement_whose_citation_does_not_hold_is_returned_apart() -> None:
    for wrong in ([citation(start=9)], []):
        found = verified([statement("We never sell your data.")], wrong, [VERSION])
        assert (found.statements, len(found.rejected)) == ((), 1)


def test_a_statement_in_other_words_is_kept_where_they_are_asked_for_and_its_quote_supports_it() -> None:
    written = statement("Acme never sells data.")
    assert verified([written], [citation()], [VERSION]).rejected == (written,)
    found = verified([written], [citation()], [VERSION], names=("Acme",))
    assert (found.statements, found.citations, found.reasons) == ((written,), (citation(),), ())


def test_a_statement_that_its_quote_does_not_support_is_returned_with_the_reasons() -> None:
    written = statement("Acme sells data.")
    found = verified([written], [citation()], [VERSION], names=("Acme",))
    assert (found.statements, found.rejected) == ((), (written,))
    assert [[reason.kind for reason in reasons] for reasons in found.reasons] == [["polarity"]]


def test_a_quote_cut_out_of_a_denied_sentence_supports_nothing_that_the_sentence_denies() -> None:
    start = TEXT.index("sell your data.")
    cut = citation(Span(start, start + len("sell your data.")))
    found = verified([statement("They sell your data.")], [cut], [VERSION], names=("Acme",))
    assert found.statements == ()
    assert "polarity" in {reason.kind for reason in found.reasons[0]}


def test_a_quote_that_is_cut_in_the_middle_of_a_sentence_is_checked_with_its_exception() -> None:
    text = "We share your data only where a court orders it. We keep logs."
    version = Version("acme", "2024-01-01", None, "en", "acme.txt", "text/plain", "abc", text)
    cut = cite(version, CLAUSE, Span(0, len("We share your data")), n=1, in_force=True)
    found = verified([statement("Acme shares your data.")], [cut], [version], names=("Acme",))
    assert [reason.kind for reason in found.reasons[0]] == ["exception"]


def test_a_citation_that_does_not_hold_is_told_as_the_reason() -> None:
    found = verified([statement("Acme never sells data.")], [citation(start=9)], [VERSION], names=("Acme",))
    assert [reason.kind for reason in found.reasons[0]] == ["citation"]


def test_citations_that_no_statement_uses_are_left_out_and_numbers_stay() -> None:
    second = citation(Span(35, 48), n=2)
    found = verified([statement("We keep logs.", 2)], [citation(), second], [VERSION])
    assert [one.n for one in found.citations] == [2]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\n\t b", "a b"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("bell\x07 and\x00 nul\x9b", "bell and nul"),
        ("**bold** [a](b) <i>", "**bold** [a](b) <i>"),
    ],
)
def test_what_is_shown_does_not_act(raw: str, shown: str) -> None:
    assert folded(raw) == shown


@given(st.text())
def test_folding_leaves_no_control_character_and_changes_nothing_twice(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert all(char.isprintable() or ord(char) > 0x9F for char in once)

"""Sentence boundaries in the prose of policies."""

from __future__ import annotations

import pytest

from ingest.models import Span
from ingest.sentences import sentences


def _split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    "written",
    [
        "We use Acme Inc. and others. | You may opt out.",
        "Tools, e.g. cookies, are used. | See below (i.e. in Art. 6).",
        "This rests on Article 6(1)(a). | You may withdraw it.",
        "Write to privacy@acme.example. | We reply.",
        "Visit www.acme.example/privacy. | Then go on.",
        "We share data to: (1) obey the law; (2) enforce our terms; or (3) protect people. | That is all.",
        "Data stays in the U.S. for seven years. | Then it goes.",
        "Data stays in the U.S. | Your rights are the same.",
        "We work with Acme, Inc. | Their policy applies.",
        "Name, address, etc. | We keep them.",
        "Is it kept? | Yes, for a year!",
        "Yahoo! may see it. | We do not.",
        "Wir löschen z. B. Namen. | Am 1. Januar 2025 endet dies.",
        "Siehe § 3 Abs. 2. | Die Frist beträgt max. 30 Tage.",
        "Voir l'art. 6. | C'est tout.",
        "收集信息。 | 保存五年。",
        "(1) Name. | (2) Address. | (3) Age.",
        "i. Name. | ii. Address.",
        "We delete it after use.| We never sell it.",
        "Fees are $1.50. | They rise by 2.5 percent.",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(written: str) -> None:
    expected = written.split(" | ") if " | " in written else written.split("| ")
    text = written.replace(" | ", " ").replace("| ", "")
    assert _split(text) == expected


def test_a_sentence_runs_across_line_breaks_and_blank_lines() -> None:
    text = (
        "If you leave\u00a0 \u00a0 us your\n\n\u00a0 records go within 7 days but\n\n  figures stay.\n\nWe are sorry."
    )
    assert _split(text) == [text[: text.index("\n\nWe")], "We are sorry."]


def test_offsets_count_from_the_whole_text() -> None:
    text = "Before. One. Two. After."
    assert [text[s.start : s.end] for s in sentences(text, Span(8, 17))] == ["One.", "Two."]


def test_bullets_within_a_paragraph_separate_and_are_left_out() -> None:
    assert _split("We keep: • names • dates of birth") == ["We keep:", "names", "dates of birth"]


def test_white_space_alone_has_no_sentence() -> None:
    assert _split(" \n\u00a0 ") == []

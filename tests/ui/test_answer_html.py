"""What an answer looks like, by what it is."""

from __future__ import annotations

import pytest

from bot.models import StatementMade, Status
from tests.ui.values import answer, citation, pieces, shown_text
from ui.answer_html import answer_html, partial_html
from ui.conversation import Progress

NAMES = {"acme": "Acme"}


def test_each_sentence_carries_its_mark_and_each_citation_a_card() -> None:
    html = answer_html(answer(citation(1), citation(2, "Backups: one year.")), NAMES)
    assert html.count('class="cw-mark"') == 2
    assert html.count('data-open="answers 2"') == 2  # the mark and the card
    assert "version of 1 January 2025" in shown_text(html)
    assert "Retention › Logs" in shown_text(html)


def test_marks_and_cards_are_buttons_with_names() -> None:
    html = answer_html(answer(citation(1)), NAMES)
    assert 'aria-label="Source 1: Retention › Logs. Open in the policy"' in html
    assert html.count("<button") == 3  # mark, card, copy


def test_what_comes_from_a_policy_is_escaped() -> None:
    hostile = '<img src=x onerror=alert(1)> & "quotes"'
    html = answer_html(
        answer(citation(1, hostile, path=(hostile,), policy="acme"), warnings=(hostile,)), {"acme": hostile}
    )
    assert "<img" not in html
    assert hostile in shown_text(html)


def test_silence_is_told_and_related_clauses_stand_apart() -> None:
    html = answer_html(answer(status="silent", policy_status="silent", related=(citation(1),)), NAMES)
    assert "The policy of Acme does not say." in shown_text(html)
    assert 'data-open="related 1"' in html
    assert "do not answer the question" in shown_text(html)
    assert "cw-sources" not in html


def test_conflicting_clauses_stand_side_by_side() -> None:
    html = answer_html(
        answer(citation(1), citation(2, "Logs are kept for a year."), policy_status="conflicting"), NAMES
    )
    assert '<div class="cw-sides"><div>' in html
    assert "limit or contradict each other" in shown_text(html)


@pytest.mark.parametrize(
    ("status", "title"), [("out_of_scope", "Outside what I can answer"), ("unclear", "Which policy?")]
)
def test_what_is_no_answer_says_so(status: Status, title: str) -> None:
    shown = shown_text(answer_html(answer(status=status, text="Name one."), NAMES))
    assert title in shown
    assert "Name one." in shown


def test_of_a_very_long_answer_the_rest_is_folded_and_nothing_is_lost() -> None:
    many = [citation(n, f"Sentence {n}.") for n in range(1, 31)]
    html = answer_html(answer(*many), NAMES)
    folded = "".join(piece.text for piece in pieces(html) if "details" in piece.within)
    assert "Show 22 more" in folded
    assert "Sentence 30." in folded
    assert all(f"Sentence {n}." in shown_text(html) for n in range(1, 31))


def test_while_it_comes_an_answer_shows_what_there_is() -> None:
    assert "Reading the policies" in shown_text(partial_html(Progress()))
    whole = answer(citation(1))
    made = StatementMade(policy="acme", statement=whole.statements[0])
    html = partial_html(Progress(statements=(made,), citations=whole.citations))
    assert "We keep logs for 90 days." in shown_text(html)
    assert "<button" not in html

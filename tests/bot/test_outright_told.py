"""What each of several policies says outright of what is asked of all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.outright_told import told_outright, with_told
from bot.answering.quotes import Budget, quoted
from bot.answering.quoting import is_answered
from bot.comparison import Comparing, Comparison
from bot.questions import Question, plain_question
from bot.retrieval import Ranking
from tests.bot.small_policies import scored, units_of

POLICY = (
    "# Acmo\n\n## Sharing\n\nWe share letters with:\n\n- Boat owners\n- Buyers in a merger\n\n"
    "## Paint\n\nThe pier is painted in May.\n"
)
MERGER = "do you share my letters in a merger?"


def asked(ask: str, *, compared: bool = True) -> Question:
    return replace(plain_question(ask), comparison=Comparison(Comparing.WHICH, ask) if compared else None)


def ranked(**scores: float) -> Ranking:
    return scored(units_of(POLICY), scores)


def told(ask: str, *, compared: bool = True) -> list[str] | None:
    ranking = ranked(owners=2.0, pier=1.0)
    found = told_outright(ranking, asked(ask, compared=compared))
    return None if found is None else [ranking.text(one) for one in found]


@pytest.mark.parametrize("compared", [True, False])
def test_it_is_found_under_its_lead_in(compared: bool) -> None:
    assert told(MERGER, compared=compared) == ["Buyers in a merger"]


def test_where_one_policy_is_asked_the_ranking_chooses_the_quotes() -> None:
    ranking = ranked(pier=9.0)
    quotes = quoted([next(ranking.best())], ranking, budget=Budget())
    assert with_told(quotes, ranking, asked(MERGER, compared=False)) == quotes


@pytest.mark.parametrize(
    "ask",
    [
        "do you notify me of a data breach?",
        "do you use my data to train your AI?",
        "do you tell me before the police get it?",
    ],
)
def test_a_policy_without_such_words_says_nothing_of_it(ask: str) -> None:
    assert told(ask) == []
    assert not is_answered(ranked(pier=9.0), asked(ask), decided=True, probability=0.97)
    assert is_answered(ranked(pier=9.0), asked(ask), decided=True, probability=0.99)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        ("do you tell me of a data breach?", "If your letters are breached, the harbour sends you a note."),
        (MERGER, "A buyer: should the pier be sold, your letters move with it."),
        ("do you track where I am?", "The buoys have a geofence."),
        ("do you record my calls?", "Calls are sometimes taped by the crew."),
        ("do you use my data to train your AI?", "Tides are read by algorithms."),
        ("do you let me correct my details?", "You can change your address at the pier."),
        ("do you fix wrong details about me?", "Mooring details can be changed at the pier."),
        ("do you let me withdraw my consent?", "You can change your mind at the pier."),
        ("do you give me a right to object?", "You may unsubscribe from tide tables."),
        ("do you let me withdraw my consent?", "You may opt out of tide tables."),
        ("do you let me export my data?", "You may take your letters to another provider."),
    ],
)
def test_a_policy_that_comes_near_it_is_not_silent(ask: str, said: str) -> None:
    ranking = scored(units_of(f"# Acmo\n\n{said}\n"), {})
    found = told_outright(ranking, asked(ask))
    assert found is not None
    assert [ranking.text(one) for one in found] == [said]


def test_what_is_not_known_by_its_words_cannot_be_told() -> None:
    assert told("do you paint the pier?") is None
    assert is_answered(ranked(), asked("do you paint the pier?"), decided=True, probability=0.5)


def test_a_policy_that_says_it_answers_where_it_is_compared() -> None:
    assert is_answered(ranked(pier=9.0), asked(MERGER), decided=False, probability=0.1)
    assert not is_answered(ranked(pier=9.0), asked(MERGER, compared=False), decided=False, probability=0.1)


@pytest.mark.parametrize(
    ("ask", "first"), [(MERGER, "Buyers"), ("how many days before do you share my letters in a merger?", "The pier")]
)
def test_what_is_said_outright_leads_unless_a_figure_is_wanted(ask: str, first: str) -> None:
    ranking = ranked(pier=9.0)
    quotes = quoted([next(ranking.best())], ranking, budget=Budget())
    [leading, *_] = with_told(quotes, ranking, asked(ask))
    assert ranking.units.version.text[leading.parts[-1].span.start :].startswith(first)


def test_what_is_quoted_already_stays_in_its_place() -> None:
    ranking = ranked(merger=3.0, pier=9.0)
    quotes = quoted(list(ranking.best())[:2], ranking, budget=Budget())
    assert with_told(quotes, ranking, asked(MERGER)) == quotes


def test_what_is_got_elsewhere_is_no_question_of_taking_data_away() -> None:
    assert told("do you get data about me from elsewhere?") is None

"""What a narrowing follow-up is told."""

from __future__ import annotations

import pytest

from bot.answering.narrowed import narrowed
from bot.answering.quotes import Part, Quote
from bot.retrieval import Ranking
from tests.bot.small_policies import scored, units_of

POLICY = """# Acme Privacy Policy

Partners get your details to deliver goods.

Partners never get them for marketing.

Children may not join.
"""


@pytest.fixture(scope="module")
def ranking() -> Ranking:
    return scored(units_of(POLICY), {})


def quotes_of(ranking: Ranking, *scores: float) -> list[Quote]:
    units = ranking.units
    sentences = [one for one in units.sentences if one.span not in units.lists]
    return [
        Quote((Part(units.clause_of(one), one.span),), score) for one, score in zip(sentences, scores, strict=False)
    ]


@pytest.mark.parametrize(
    ("narrows_by", "scores", "said"),
    [
        ("for marketing, too?", (3.0, 2.8, 2.0), ["marketing"]),
        ("for marketing, too?", (3.0, 1.0, 0.9), ["deliver", "marketing", "Children"]),
        ("and for children?", (3.0, 2.0, 2.9), ["Children"]),
        ("for marketing on Sundays?", (3.0, 2.8, 2.0), ["deliver", "marketing", "Children"]),
        ("and on Sundays?", (3.0, 2.8, 2.0), ["deliver", "marketing", "Children"]),
        ("", (3.0, 2.8, 2.0), ["deliver", "marketing", "Children"]),
    ],
)
def test_what_tells_of_what_is_new_is_left(
    ranking: Ranking, narrows_by: str, scores: tuple[float, ...], said: list[str]
) -> None:
    text = ranking.units.version.text
    left = [
        text[one.parts[-1].span.start : one.parts[-1].span.end]
        for one in narrowed(quotes_of(ranking, *scores), ranking, narrows_by, lambda _: ranking)
    ]
    assert [word for word in ("deliver", "marketing", "Children") if any(word in one for one in left)] == said


EVENTS = """# Acme Privacy Policy

Guests of our shows may be filmed.

If you speak on stage, we ask for your leave.

If you buy a drink, we keep the bill.
"""


@pytest.mark.parametrize(
    ("narrows_by", "scores", "first"),
    [
        ("and if I give a talk?", {"Guests": 3.0, "speak": 2.0}, "If you speak"),
        ("what if I give a talk?", {"Guests": 3.0, "speak": 2.0}, "If you speak"),
        ("and for people who give talks?", {"Guests": 3.0, "speak": 2.0}, "Guests"),
        ("and if I give a talk?", {"Guests": 3.0, "speak": 1.0}, "Guests"),
    ],
)
def test_the_sentence_that_speaks_of_the_case_comes_first(
    narrows_by: str, scores: dict[str, float], first: str
) -> None:
    units = units_of(EVENTS)
    ranking, by_case = scored(units, scores), scored(units, {"speak": 2.0})
    told = narrowed(quotes_of(ranking, 3.0), ranking, narrows_by, lambda _: by_case)
    assert units.version.text[told[0].parts[-1].span.start :].startswith(first)


def test_what_is_quoted_already_is_not_said_again() -> None:
    ranking = scored(units_of(EVENTS), {"Guests": 3.0, "speak": 2.0})
    quotes = quotes_of(ranking, 3.0, 2.0)
    assert narrowed(quotes, ranking, "and if I give a talk?", lambda _: scored(ranking.units, {"speak": 2.0})) == tuple(
        quotes
    )

from __future__ import annotations

from bot.answer_types import AskedFor
from bot.answering.quoting import quote_answer
from bot.questions import plain_question
from bot.retrieval import Query
from tests.bot.small_policies import scored, units_of
from tests.fakes import FakeEncoder

POLICY = "# Acme\n\nYou may write to us.\n\nWe keep your data after you leave where the law requires it.\n"


def test_what_is_kept_in_spite_of_deletion_is_quoted_where_nothing_else_answers() -> None:
    asked = "who gets my data after everything is deleted?"
    ranking = scored(units_of(POLICY), {"write to us": 2.0})
    [encoded] = FakeEncoder().encode([asked])
    query = Query("gets data deleted", encoded, encoded, "", None, AskedFor.STATEMENT)
    quotes = quote_answer(ranking, plain_question(asked), query, asked=1).quotes
    text = ranking.units.version.text
    told = [text[one.parts[-1].span.start : one.parts[-1].span.end] for one in quotes]
    assert told == ["We keep your data after you leave where the law requires it."]

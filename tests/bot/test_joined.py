"""Several questions put as one: each is answered, or named as not answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.models import Answer, Done, StatementMade
from bot.pipeline import Clausewise
from tests.bot.scripted_model import ScriptedModel, reply
from tests.bot.small_policies import RETENTION, bot_over

LEAD_IN = "We keep your data as follows:"
KEPT = "How long are log files kept"
SAFE = "is my connection encrypted"
UNSAID = "do you insure zebras"
BETA = "# Betalux Policy\n\n## Retention\n\nLog files are kept for two years.\n\n## Sale\n\nWe sell maps.\n"
TEXTS = {"acme.md": RETENTION, "betalux.md": BETA}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    with bot_over(tmp_path_factory.mktemp("joined"), TEXTS) as made:
        yield made


def said(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.statements]


def test_both_of_two_questions_are_answered_in_their_order(bot: Clausewise) -> None:
    both = bot.ask(f"{KEPT}, and {SAFE}?", policies=["acme"])
    assert said(both) == [
        "We keep your data as follows: Log files: kept for ninety days.",
        "Connections are encrypted.",
    ]
    assert [citation.n for citation in both.citations] == [1, 2, 3]
    assert both.warnings == ()


def test_what_answers_both_is_quoted_once(bot: Clausewise) -> None:
    once = bot.ask(f"{KEPT}?", policies=["acme"])
    assert said(bot.ask(f"{KEPT}, and how long do you keep log files?", policies=["acme"])) == said(once)


def test_the_question_without_an_answer_is_named(bot: Clausewise) -> None:
    answer = bot.ask(f"{KEPT}, and {UNSAID}?", policies=["betalux"])
    assert said(answer) == ["Log files are kept for two years."]
    assert f"The policy does not say: “{UNSAID}?”." in answer.answer
    assert answer.warnings == (f"not said by betalux: “{UNSAID}?”",)


def test_a_question_is_repeated_without_what_is_personal(bot: Clausewise) -> None:
    answer = bot.ask(f"{KEPT}, and do you insure jo@doe.example and zebras?", policies=["betalux"])
    assert "zebras" in answer.answer
    assert "jo@doe" not in answer.model_dump_json()


def test_each_policy_tells_what_it_does_not_say(bot: Clausewise) -> None:
    answer = bot.ask(f"{KEPT}, and {SAFE}?")
    assert [(one.policy, len(one.statements)) for one in answer.per_policy] == [("acme", 2), ("betalux", 1)]
    assert answer.warnings == (f"not said by betalux: “{SAFE}?”",)


def test_what_is_not_about_policies_is_left_out_and_told(bot: Clausewise) -> None:
    read = bot.ask("is my connection encrypted, and what is the capital of France?", policies=["acme"])
    assert said(read) == ["Connections are encrypted."]
    assert read.warnings


def test_what_is_not_said_of_a_thing_is_asked_at_large(bot: Clausewise) -> None:
    answer = bot.ask("How long are billing records kept, and do you rent them?", policies=["acme"])
    assert "We never sell your data. We do not rent it either." in said(answer)
    assert answer.warnings == ()


def test_where_nothing_is_answered_the_whole_is_one_question(bot: Clausewise) -> None:
    answer = bot.ask("do you insure zebras, and do you feed the zebras?", policies=["acme"])
    assert answer.status in {"silent", "out_of_scope"}
    assert "zebras" not in answer.answer


def test_the_stream_and_the_whole_say_the_same(bot: Clausewise) -> None:
    *events, done = bot.stream(f"{KEPT}, and {SAFE}?")
    assert isinstance(done, Done)
    assert tuple(one.statement for one in events if isinstance(one, StatementMade)) == done.answer.statements


def test_a_model_is_asked_each_question_and_its_stream_is_the_whole(tmp_path: Path) -> None:
    wrote = reply(("Connections are encrypted.", [(1, "Connections are encrypted.")]))
    model = ScriptedModel(scripts=[[wrote]])
    with bot_over(tmp_path, TEXTS, chat_model=model) as one:
        *events, done = one.stream(f"{KEPT}, and {SAFE}?")
    assert isinstance(done, Done)
    assert tuple(made.statement for made in events if isinstance(made, StatementMade)) == done.answer.statements
    assert any(f"{KEPT}?" in asked and SAFE not in asked for asked in model.asked)
    assert any(f"{SAFE}?" in asked and KEPT not in asked for asked in model.asked)

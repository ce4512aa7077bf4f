"""Small models are asked clause by clause, and cite nothing themselves."""

from __future__ import annotations

from typing import Any

from tests.bot.answering.written.conftest import WithModel
from tests.bot.scripted_model import ScriptedModel, Step, scripted

ASK = "How long are log files kept?"


class Knowing(ScriptedModel):
    """Says Yes of the clause that holds certain words, No of all others, and then answers."""

    knows: str
    says: str

    def _script(self, messages: list[Any]) -> list[Step]:
        with self.lock:
            self.prompts.append(messages)
        told = str(messages[-1].content)
        if "Yes or No?" not in told:
            return [self.says]
        return ["Yes." if self.knows in told else "No."]


def knowing(knows: str, says: str) -> Knowing:
    return Knowing(scripts=[], knows=knows, says=says)


def test_the_answer_is_from_the_clause_that_contains_it_and_code_finds_the_quote(with_model: WithModel) -> None:
    model = knowing("ninety days", "Log files are kept for ninety days.")
    answer = with_model(model, model_strategy="clause").ask(ASK, policies=["acme"])
    assert [one.text for one in answer.statements] == ["Log files are kept for ninety days."]
    assert answer.citations[-1].quote == "Log files: kept for ninety days."
    assert model.asked[-1].count("<clause ") == 1


def test_only_the_sentence_that_bears_it_out_is_cited(with_model: WithModel) -> None:
    model = knowing("never sell", "Acme never sells your data.")
    answer = with_model(model, model_strategy="clause").ask("Do you sell my data?", policies=["acme"])
    assert [one.quote for one in answer.citations] == ["We never sell your data."]


def test_what_the_clause_does_not_say_is_not_shown(with_model: WithModel) -> None:
    model = knowing("ninety days", "Log files are kept for ninety years. They are kept for ninety days.")
    answer = with_model(model, model_strategy="clause").ask(ASK, policies=["acme"])
    assert [one.text for one in answer.statements] == ["They are kept for ninety days."]
    assert answer.warnings == ("statements of the language model left out, as their quotes do not bear them out: 1",)


def test_where_no_clause_contains_the_answer_the_policy_is_silent(with_model: WithModel) -> None:
    answer = with_model(knowing("no such words", "x"), model_strategy="clause").ask(ASK, policies=["acme"])
    assert (answer.status, answer.warnings) == ("silent", ())


def test_a_small_model_that_fails_costs_nothing_but_its_words(with_model: WithModel) -> None:
    bot = with_model(scripted(ConnectionError()), model_strategy="clause", model_attempts=1)
    answer = bot.ask(ASK, policies=["acme"])
    assert (answer.status, answer.answerer) == ("answered", "quotes")
    assert "it could not be reached" in answer.warnings[0]

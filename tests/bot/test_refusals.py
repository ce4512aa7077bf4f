"""Questions that no policy is asked: about companies that are not indexed, or about nothing that was said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.models import Message
from bot.pipeline import Clausewise
from tests.bot.small_policies import RETENTION, bot_over

BETA = (
    "# Betalux Policy\n\n## Processors\n\nHooli keeps our backups for two years. "
    "Video is stored for those whereby it was ordered.\n"
)
NINE = {f"maker{n}.md": f"# Maker{n}x Policy\n\n## Sale\n\nWe sell maps to Hooli.\n" for n in range(9)}


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    # The fitted threshold means little to the fake encoder's vectors.
    texts = {"acmo.md": RETENTION, "betalux.md": BETA}
    with bot_over(tmp_path_factory.mktemp("two"), texts, silent_below=0.1) as made:
        yield made


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clausewise]:
    with bot_over(tmp_path_factory.mktemp("nine"), NINE) as made:
        yield made


@pytest.mark.parametrize("question", ["How long does Zoom keep log files?", "What is Zoom's retention period?"])
def test_a_company_without_a_policy_is_named_with_those_that_have_one(bot: Clausewise, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "out_of_scope"
    assert "policy of Zoom" in answer.answer
    assert "betalux" in answer.answer.lower()
    assert answer.statements == ()


@pytest.mark.parametrize("name", ["Ideo", "Talux", "Whereby"])
def test_a_name_is_known_by_whole_words_that_are_written_as_names(bot: Clausewise, name: str) -> None:
    assert f"policy of {name}" in bot.ask(f"Does {name} keep video?").answer
    assert "policy of" not in bot.ask(f"Does {name} keep video?", policies=["betalux"]).answer


def test_a_company_that_a_policy_speaks_of_is_asked_about(bot: Clausewise) -> None:
    assert "policy of" not in bot.ask("How long does Hooli keep backups?").answer


def test_a_policy_that_the_caller_names_is_asked(bot: Clausewise) -> None:
    assert "policy of" not in bot.ask("How long does Zoom keep log files?", policies=["acmo"]).answer


def test_a_follow_up_about_a_company_without_a_policy_is_not_answered_from_the_policy_before(bot: Clausewise) -> None:
    history = [Message(role="user", content="How long does Betalux keep backups?")]
    assert "policy of Zoom" in bot.ask("and Zoom?", history=history).answer


def test_a_company_that_is_described_and_fits_no_policy_is_asked_back(bot: Clausewise) -> None:
    answer = bot.ask("Does the company based in Lyon keep log files?")
    assert answer.status == "unclear"
    assert "“the company based in Lyon”" in answer.answer
    assert answer.statements == ()
    named = bot.ask("Does the company based in Lyon keep log files?", policies=["acmo"])
    assert named.status == "answered"


def test_a_company_named_along_with_a_known_one_is_told_in_a_warning(bot: Clausewise) -> None:
    answer = bot.ask("Do Betalux and Zoom keep backups?")
    assert answer.status == "answered"
    assert answer.warnings == ("no policy of Zoom is known, left out",)


def test_among_many_policies_a_name_is_looked_up_in_all_texts(many: Clausewise) -> None:
    assert "policy of Zoom" in many.ask("Does Zoom sell maps?").answer
    assert "policy of Hooli" not in many.ask("Does Hooli sell maps?").answer
    assert "policy of Maps" in many.ask("Does Maps sell data?").answer


@pytest.mark.parametrize("question", ["and what about the other one?", "is it the same with them?", "Betalux"])
def test_what_points_at_nothing_is_asked_back(bot: Clausewise, question: str) -> None:
    answer = bot.ask(question)
    assert answer.status == "unclear"
    assert "What would you like to know?" in answer.answer

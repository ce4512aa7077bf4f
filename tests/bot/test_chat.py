from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import StringIO

from rich.console import Console

from bot.chat import converse
from bot.models import Answer, Message
from ingest.errors import UnknownPolicyError


class RecordingBot:
    """Answers "said N" to its Nth question, and records what it was given."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...], list[str]]] = []

    def ask(
        self, question: str, *, policies: Sequence[str] = (), as_of: date | None = None, history: Sequence[Message] = ()
    ) -> Answer:
        if "acne" in policies:
            raise UnknownPolicyError("no policy is named 'acne'; near it are acme")
        self.asked.append((question, tuple(policies), [f"{m.role}: {m.content}" for m in history]))
        return Answer(answer_id="a", status="answered", answer=f"said {len(self.asked)}")


def conversation(*lines: str, policies: Sequence[str] = ()) -> tuple[RecordingBot, str]:
    bot, out = RecordingBot(), StringIO()
    converse(bot, lines, console=Console(file=out, width=200), policies=policies)
    return bot, out.getvalue()


def test_a_follow_up_comes_with_what_was_said() -> None:
    bot, shown = conversation("How long?", "And logs?")
    assert bot.asked == [("How long?", (), []), ("And logs?", (), ["user: How long?", "assistant: said 1"])]
    assert "said 2" in shown


def test_the_scope_changes_with_policy_and_opens_again_without_an_id() -> None:
    bot, _ = conversation("one", "/policy other", "two", "/policy", "three", policies=["acme"])
    assert [policies for _, policies, _ in bot.asked] == [("acme",), ("other",), ()]


def test_quit_ends_and_blank_lines_are_nothing() -> None:
    bot, _ = conversation("", "   ", "one", "/quit", "never asked")
    assert [question for question, _, _ in bot.asked] == ["one"]


def test_a_question_that_fails_is_reported_and_not_remembered() -> None:
    bot, shown = conversation("/policy acne", "lost", "/policy", "kept")
    assert "no policy is named 'acne'; near it are acme" in shown
    assert bot.asked == [("kept", (), [])]


def test_an_unknown_command_is_explained_and_not_asked() -> None:
    bot, shown = conversation("/polcy acme")
    assert bot.asked == []
    assert "/polcy is not a command. /policy ID" in shown

"""What of a conversation goes along with the next question."""

from __future__ import annotations

from tests.ui.values import answer, citation
from ui.conversation import Conversation, Pasted, Scope, Turn


def turn(question: str, scope: Scope | None = None, *, answered: bool = True) -> Turn:
    return Turn(question, scope or Scope(), answer=answer(citation(1)) if answered else None)


def test_answered_turns_before_a_question_go_along_oldest_first() -> None:
    asked = turn("third", answered=False)
    conversation = Conversation([turn("first"), turn("stopped", answered=False), turn("second"), asked, turn("later")])
    history = conversation.history(asked)
    assert [message.content for message in history if message.role == "user"] == ["first", "second"]


def test_what_was_said_of_a_pasted_policy_goes_along_with_questions_to_it_alone() -> None:
    pasted = Scope(pasted=Pasted("Mine", "We keep nothing."))
    to_pasted, to_index = turn("again", pasted, answered=False), turn("other", answered=False)
    conversation = Conversation([turn("secret", pasted), turn("open"), to_pasted, to_index])
    assert [m.content for m in conversation.history(to_pasted) if m.role == "user"] == ["secret"]
    assert [m.content for m in conversation.history(to_index) if m.role == "user"] == ["open"]


def test_a_long_conversation_sends_its_latest_turns() -> None:
    conversation = Conversation([turn(f"q{number}") for number in range(40)])
    asked = turn("now", answered=False)
    conversation.turns.append(asked)
    assert [m.content for m in conversation.history(asked)][0::2] == [f"q{number}" for number in range(30, 40)]


def test_to_ask_again_takes_away_what_came_after() -> None:
    first, second, third = turn("a"), turn("b"), turn("c")
    conversation = Conversation([first, second, third])
    conversation.cut(second.id)
    assert conversation.turns == [first]

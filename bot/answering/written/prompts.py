"""Prompts: the instructions are files, all that others wrote is data between tags that it cannot close. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from bot.answering.written.evidence import NumberedClause, lead_in_of
from bot.models import Message
from bot.units import Units
from ingest.tokens import truncate_tokens

# Angle brackets of data would open or close tags; these look alike and do not.
_ANGLES = str.maketrans({"<": "‹", ">": "›"})
_BACK = str.maketrans({"‹": "<", "›": ">"})
_ATTRIBUTE = str.maketrans({'"': "'", "\n": " "})


def as_data(text: str) -> str:
    """A text that cannot close the tags around it."""
    return text.translate(_ANGLES)


def from_data(text: str) -> str:
    """What a model copied from such a text, as the text was."""
    return text.translate(_BACK)


def answer_messages(
    question: str, clauses: Sequence[NumberedClause], units: Units, *, name: str, as_json: bool
) -> list[BaseMessage]:
    """`as_json` adds the form of the reply, where the provider does not see to it."""
    instructions = prompt("answer") + ("\n" + prompt("json") if as_json else "")
    shown = "\n".join(shown_clause(one, units) for one in clauses)
    body = f'<policy name="{_attribute(name)}">\n{shown}\n</policy>\n\n<question>\n{as_data(question)}\n</question>'
    return [SystemMessage(instructions), HumanMessage(body)]


def repair_messages(before: Sequence[BaseMessage], failed: Sequence[tuple[str, str]]) -> list[BaseMessage]:
    """`failed` are statements and why they do not hold."""
    listed = "\n".join(
        f"<statement>\n{as_data(text)}\n</statement>\n<reason>\n{as_data(why)}\n</reason>" for text, why in failed
    )
    return [*before, AIMessage("I have answered."), HumanMessage(f"{prompt('repair')}\n{listed}")]


def contains_messages(question: str, clause: NumberedClause, units: Units) -> list[BaseMessage]:
    """The question stands first: what many calls have in common is read once by a model in this process."""
    asked = f"<question>\n{as_data(question)}\n</question>\n\n{shown_clause(clause, units)}"
    return [
        SystemMessage(prompt("contains")),
        HumanMessage(f"{asked}\n\nDoes this clause contain the answer to the question? Yes or No?"),
    ]


def from_clause_messages(question: str, clause: NumberedClause, units: Units) -> list[BaseMessage]:
    asked = f"<question>\n{as_data(question)}\n</question>\n\n{shown_clause(clause, units)}"
    return [SystemMessage(prompt("from_clause")), HumanMessage(asked)]


def rewrite_messages(question: str, history: Sequence[Message]) -> list[BaseMessage]:
    turns = "\n".join(f'<turn by="{turn.role}">\n{as_data(turn.content)}\n</turn>' for turn in history)
    body = f"<conversation>\n{turns}\n</conversation>\n\n<question>\n{as_data(question)}\n</question>"
    return [SystemMessage(prompt("rewrite")), HumanMessage(body)]


def shown_clause(one: NumberedClause, units: Units) -> str:
    heading = _attribute(" > ".join(one.clause.path))
    introduced = f"<introduced_by>{as_data(lead_in_of(one, units))}</introduced_by>\n" if one.clause.lead_in else ""
    text = "\n".join(as_data(units.passages[index].text) for index in one.passages)
    return f'<clause number="{one.n}" heading="{heading}">\n{introduced}{text}\n</clause>'


def bounded(history: Sequence[Message], *, tokens: int, count_tokens: Callable[[str], int]) -> list[Message]:
    """The latest turns that fit, oldest first; one that does not fit whole is cut, and ends what is taken."""
    taken: list[Message] = []
    left = tokens
    for turn in reversed(history):
        cost = count_tokens(turn.content)
        if cost > left:
            beginning = truncate_tokens(turn.content, left)
            taken += [turn.model_copy(update={"content": beginning})] if beginning.strip() else []
            break
        taken.append(turn)
        left -= cost
    return taken[::-1]


@cache
def prompt(name: str) -> str:
    return files("bot.answering").joinpath(f"prompts/{name}.md").read_text(encoding="utf-8")


def _attribute(text: str) -> str:
    return as_data(text).translate(_ATTRIBUTE)

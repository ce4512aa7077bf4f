"""The form of a model's reply: asked for through the provider's own structured output, a tool call, or in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from langchain_core.language_models import BaseChatModel

from bot.answering.written.model_calls import Bound

LLAMA_CPP = "llama-cpp"
_BRIEF_TOKENS = 120
_TOOL = "answer"
SCHEMA: dict[str, Any] = {
    "title": _TOOL,
    "description": "Statements that answer the question, each with the words of the clauses that support it.",
    "type": "object",
    "properties": {
        "statements": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "quotes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "clause": {"type": "integer", "description": "The clause's number."},
                                "quote": {"type": "string", "description": "Words of that clause, to the letter."},
                            },
                            "required": ["clause", "quote"],
                            "additionalProperties": False,
                        },
                    },
                    "text": {"type": "string", "description": "One sentence that says no more than the quotes."},
                },
                "required": ["quotes", "text"],
                "additionalProperties": False,
            },
        },
        "silent": {"type": "boolean", "description": "True where the clauses do not answer the question."},
    },
    "required": ["statements", "silent"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Form:
    """A model that is held to the schema, or (`in_words`) one that is only told of it."""

    bound: Bound
    in_words: bool


def structured(model: BaseChatModel) -> Form:
    """The strictest form that the model's class offers."""
    kind = model._llm_type
    if kind == "chat-ollama":
        return Form(model.bind(format=SCHEMA), in_words=True)
    strict = {"strict": True} if kind == "openai-chat" else {}
    try:
        return Form(model.bind_tools([SCHEMA], tool_choice=_TOOL, **strict), in_words=False)
    except (NotImplementedError, TypeError):
        return in_words(model)


def in_words(model: BaseChatModel) -> Form:
    """For servers that know no tools."""
    return Form(model, in_words=True)


def yes_or_no(model: BaseChatModel) -> Bound:
    """A model that is held to one word, where its class offers that."""
    return model.bind(yes_or_no=True) if model._llm_type == LLAMA_CPP else model


def brief(model: BaseChatModel) -> Bound:
    """A model that is held to a sentence or two, where its class offers that."""
    return model.bind(max_tokens=_BRIEF_TOKENS) if model._llm_type == LLAMA_CPP else model

"""OpenAI's chat completions, as far as they make sense here. What else a client sends along is let be."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.api.schemas.asking import LONGEST_TURN, MOST_POLICIES
from bot.api.schemas.fields import Day, PolicyName
from bot.models import Answer


class TextPart(BaseModel):
    type: Literal["text"]
    text: Annotated[str, Field(max_length=LONGEST_TURN)]


class ChatMessage(BaseModel):
    """`content` is text, or parts that are."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=LONGEST_TURN)] | list[TextPart] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class StreamOptions(BaseModel):
    include_usage: Annotated[bool, Field(strict=True)] = False


class Extension(BaseModel):
    """What the protocol has no field for; the official client sends it by `extra_body`."""

    model_config = ConfigDict(extra="forbid")

    policies: list[PolicyName] = Field(default=[], max_length=MOST_POLICIES)
    as_of: Day | None = None


class ChatRequest(BaseModel):
    """The last message of the user is the question, those before are the conversation.

    Messages of the system are not followed: what is answered, and how, does not depend on instructions.
    """

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "model": "clausewise/latchwell",
                    "messages": [{"role": "user", "content": "How long are video clips kept?"}],
                }
            ]
        },
    )

    model: Annotated[str, Field(min_length=1, max_length=300)]
    messages: list[ChatMessage] = Field(min_length=1, max_length=500)
    stream: Annotated[bool, Field(strict=True)] | None = None
    stream_options: StreamOptions | None = None
    clausewise: Extension = Extension()


class Usage(BaseModel):
    """Tokens of the messages and of the content, as tiktoken's cl100k_base counts them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class AssistantMessage(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str


class Choice(BaseModel):
    index: int = 0
    message: AssistantMessage
    finish_reason: Literal["stop"] = "stop"


class ChatCompletion(BaseModel):
    """`clausewise` is the whole answer, with its citations as data."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: list[Choice]
    usage: Usage
    clausewise: Answer


class Model(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "clausewise"


class ModelList(BaseModel):
    object: Literal["list"] = "list"
    data: list[Model]


class OpenAIErrorBody(BaseModel):
    message: str
    type: str
    param: str | None
    code: str | None
    request_id: str


class OpenAIError(BaseModel):
    """An error as OpenAI's clients read it."""

    error: OpenAIErrorBody


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """An entry of the OpenAPI document for each status."""
    return {status: {"model": OpenAIError, "description": "An error in OpenAI's shape."} for status in statuses}

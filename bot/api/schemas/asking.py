"""Questions and searches."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from bot.api.problems import Problem
from bot.api.schemas.fields import Day, Line, PolicyName, QuestionText, Request, Response, Whole
from bot.models import Answer, Message, PracticeName, SearchHit

MOST_POLICIES = 50
MOST_TURNS = 50
MOST_QUESTIONS = 50
MOST_PRACTICES = 24
LONGEST_TURN = 20_000


class Turn(Request):
    """One turn of the conversation before."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=LONGEST_TURN)]

    def message(self) -> Message:
        return Message(role=self.role, content=self.content)


class AnswerOptions(Request):
    """How to answer."""

    deadline_seconds: float | None = Field(
        default=None, ge=0.1, le=600, description="Give up after so long; the service's own limit holds besides."
    )


class Question(Request):
    """A question about indexed policies. Without `policies` those are asked that it names, else all where few."""

    question: QuestionText
    policies: list[PolicyName] = Field(default=[], max_length=MOST_POLICIES, description="Ids, as /v1/policies lists.")
    as_of: Day | None = Field(default=None, description="Ask the versions in force on that day.")
    history: list[Turn] = Field(default=[], max_length=MOST_TURNS, description="The conversation before, oldest first.")

    def messages(self) -> tuple[Message, ...]:
        return tuple(turn.message() for turn in self.history)


class AnswerRequest(Question):
    """A question; about the policy in `text`, where that is given, and nothing of it is stored."""

    text: str | None = Field(
        default=None, min_length=1, description="A policy to ask instead of the indexed ones, as plain text."
    )
    name: Line | None = Field(default=None, description="What to call the pasted policy.")
    stream: bool = Field(default=False, description="Answer as server-sent events, as `Accept: text/event-stream`.")
    options: AnswerOptions = AnswerOptions()

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"question": "How long are video clips kept?", "policies": ["latchwell"]},
                {
                    "question": "And after I close my account?",
                    "policies": ["latchwell"],
                    "history": [
                        {"role": "user", "content": "How long are video clips kept?"},
                        {"role": "assistant", "content": "Latchwell: clips are kept for 30 days [1]."},
                    ],
                },
                {"question": "Do they sell my data?", "text": "1. Sharing\n\nWe never sell your personal data."},
            ]
        }
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.text is not None and (self.policies or self.as_of):
            raise ValueError("text asks a pasted policy: leave out policies and as_of")
        return self


class OutlineRequest(Request):
    """A policy to outline; nothing of it is stored."""

    text: str = Field(min_length=1, description="The policy, as plain text.")

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "1. Sharing\n\nWe never sell your personal data."}]}
    )


class BatchRequest(Request):
    questions: list[Question] = Field(min_length=1, max_length=MOST_QUESTIONS)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"questions": [{"question": "Is my data sold?"}, {"question": "How do I delete my account?"}]}]
        }
    )


class BatchItem(Response):
    """The answer, or the problem that kept this question from one."""

    answer: Answer | None = None
    problem: Problem | None = None


class BatchResponse(Response):
    """One item a question, in order."""

    answers: list[BatchItem]


class SearchRequest(Request):
    query: QuestionText
    policies: list[PolicyName] = Field(default=[], max_length=MOST_POLICIES)
    as_of: Day | None = None
    k: Whole = Field(default=8, ge=1, le=100, description="At most so many passages.")
    practices: list[PracticeName] = Field(
        default=[], max_length=MOST_PRACTICES, description="Only clauses about one of these, as coverage names them."
    )

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": "cookies for advertising", "k": 3}]})


class SearchResponse(Response):
    """Best first."""

    hits: list[SearchHit]

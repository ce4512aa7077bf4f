"""What the routes take and give, where it is not a value of `bot.models`; shapes as the command line's --json has them.

Requests are strict: what the schema does not allow is refused, not guessed at.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from bot.api.problems import Problem
from bot.models import Answer, Message, SearchHit

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
MOST_POLICIES = 50
MOST_TURNS = 50
MOST_QUESTIONS = 50
LONGEST_QUESTION = 2_000
LONGEST_TURN = 20_000


def _iso_day(value: object) -> object:
    if not isinstance(value, date) and not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise ValueError("is not a date; write it as 2024-05-31")
    return value


Day = Annotated[
    date,
    Field(strict=False),
    BeforeValidator(_iso_day, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2024-05-31"]}),
]


def _printable(value: str) -> str:
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        raise ValueError("must not contain control characters")
    return value


Line = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$"),
    AfterValidator(_printable),
]
PolicyId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$", min_length=1, max_length=100)]
PolicyName = Annotated[str, Field(min_length=1, max_length=200)]
QuestionText = Annotated[
    str, Field(min_length=1, max_length=LONGEST_QUESTION, description="In your own words; a typo or two does no harm.")
]


def _whole(value: object) -> object:
    """JSON knows one kind of number: 8.0 is a whole one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]


class _Request(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _Response(BaseModel):
    model_config = ConfigDict(frozen=True)


class Turn(_Request):
    """One turn of the conversation before."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=LONGEST_TURN)]

    def message(self) -> Message:
        return Message(role=self.role, content=self.content)


class AnswerOptions(_Request):
    """How to answer."""

    deadline_seconds: float | None = Field(
        default=None, ge=0.1, le=600, description="Give up after so long; the service's own limit holds besides."
    )


class Question(_Request):
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


class BatchRequest(_Request):
    questions: list[Question] = Field(min_length=1, max_length=MOST_QUESTIONS)

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"questions": [{"question": "Is my data sold?"}, {"question": "How do I delete my account?"}]}]
        }
    )


class BatchItem(_Response):
    """The answer, or the problem that kept this question from one."""

    answer: Answer | None = None
    problem: Problem | None = None


class BatchResponse(_Response):
    """One item a question, in order."""

    answers: list[BatchItem]


class SearchRequest(_Request):
    query: QuestionText
    policies: list[PolicyName] = Field(default=[], max_length=MOST_POLICIES)
    as_of: Day | None = None
    k: Whole = Field(default=8, ge=1, le=100, description="At most so many passages.")

    model_config = ConfigDict(json_schema_extra={"examples": [{"query": "cookies for advertising", "k": 3}]})


class SearchResponse(_Response):
    """Best first."""

    hits: list[SearchHit]


class PolicyVersion(_Response):
    """`live` is the version in force today; `current` what the source says now; the others are history."""

    id: str
    effective: date | None
    language: str
    text_sha256: str
    media_type: str
    source_url: str | None
    current: bool
    live: bool


class PolicySummary(_Response):
    """A policy as `clausewise policies --json` lists it, and its versions. Counts are those of the version in force."""

    id: str
    name: str
    aliases: list[str]
    version: str
    effective: date | None
    language: str
    clauses: int
    passages: int
    source: str
    source_url: str | None
    uploaded: bool = Field(description="Whether it was sent to this service, and can be replaced through it.")
    versions: list[PolicyVersion]


class PolicyList(_Response):
    """`generation` grows with every change of the index."""

    policies: list[PolicySummary]
    generation: int


class VersionList(_Response):
    policy: str
    versions: list[PolicyVersion]


class PolicyText(_Response):
    """The canonical text, that all offsets count code points in (in JavaScript: Array.from(text))."""

    policy: str
    version: str
    effective: date | None
    language: str
    text_sha256: str
    text: str


class TextSpan(_Response):
    start: int
    end: int


class ClauseNode(_Response):
    """A clause without its text: `[start, end)` of the canonical text, `parent` by key.

    `lead_in` is the sentence that introduces a list item; `anchor` is where a web page has it, `page` where a PDF does.
    """

    key: str
    label: str
    title: str
    path: list[str]
    kind: Literal["section", "paragraph", "item", "row"]
    start: int
    end: int
    parent: str | None
    lead_in: TextSpan | None
    anchor: str | None
    page: int | None


class Outline(_Response):
    """All clauses in the order of the text; `parent` makes them a tree."""

    policy: str
    version: str
    effective: date | None
    text_sha256: str
    clauses: list[ClauseNode]


class ClauseText(ClauseNode):
    """A clause with its text, which holds that of its children."""

    id: str
    policy: str
    version: str
    text_sha256: str
    text: str


class WordEditOut(_Response):
    kind: Literal["kept", "deleted", "inserted"]
    text: str


class ClauseRef(_Response):
    id: str
    label: str
    path: list[str]
    start: int
    end: int


class ClauseChangeOut(_Response):
    """`old` is null for an added clause, `new` for a removed one; `edits` are those of a reworded one."""

    kind: Literal["added", "removed", "renumbered", "reworded"]
    old: ClauseRef | None
    new: ClauseRef | None
    edits: list[WordEditOut]


class Diff(_Response):
    policy: str
    old: str
    new: str
    counts: dict[str, int]
    changes: list[ClauseChangeOut]


class Suggestion(_Response):
    """A question that the policy answers; `practice` says what it is about."""

    policy: str
    practice: str
    question: str


class Suggestions(_Response):
    suggestions: list[Suggestion]


_ONE_SOURCE: list[Any] = [
    {"required": ["text"], "properties": {"text": {"type": "string"}, "url": {"type": "null"}}},
    {"required": ["url"], "properties": {"url": {"type": "string"}, "text": {"type": "null"}}},
]
_SOMETHING: list[Any] = [
    {"required": ["policies"], "properties": {"policies": {"minItems": 1}}},
    {"required": ["refresh"], "properties": {"refresh": {"const": True}}},
]


class PolicyUpload(_Request):
    """A policy as text or as the address of a page."""

    text: str | None = Field(default=None, min_length=1, description="The policy itself, as `media_type`.")
    media_type: Literal["text/plain", "text/markdown", "text/html"] = "text/plain"
    url: str | None = Field(
        default=None, min_length=1, max_length=2_000, description="A public page, which is fetched once, now."
    )
    name: Line | None = Field(default=None, description="What the policy is called; else its own title.")
    aliases: list[Line] = Field(default=[], max_length=20, description="What else the organisation is called.")
    effective: Day | None = Field(default=None, description="Since when it holds; else what it says itself.")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": _ONE_SOURCE,
            "examples": [
                {
                    "text": "# Tarn Rowing Club\n\n## Retention\n\nWe keep crew lists for two seasons.",
                    "media_type": "text/markdown",
                    "name": "Tarn Rowing Club",
                    "effective": "2026-01-01",
                }
            ],
        }
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if (self.text is None) == (self.url is None):
            raise ValueError("give either text or url")
        return self


class NamedUpload(PolicyUpload):
    """An upload that says whose it is."""

    model_config = ConfigDict(json_schema_extra={"oneOf": _ONE_SOURCE})

    id: PolicyId


class IngestRequest(_Request):
    """Policies to put into the index, or `refresh` to read all sources again: folders, pages and uploads."""

    policies: list[NamedUpload] = Field(default=[], max_length=200)
    refresh: bool = False

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": _SOMETHING,
            "examples": [
                {"policies": [{"id": "tarn", "text": "1. Retention\n\nWe keep crew lists for two seasons."}]},
                {"refresh": True},
            ],
        }
    )

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.policies or self.refresh):
            raise ValueError("name policies, or ask for a refresh")
        ids = [one.id for one in self.policies]
        if len(set(ids)) < len(ids):
            raise ValueError("a policy is named twice")
        return self


class FailedSource(_Response):
    source: str
    reason: str


class IngestResult(_Response):
    """What was done, by policy id."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    unchanged: list[str]
    failed: list[FailedSource]
    notices: list[str]
    generation: int


class JobProgress(_Response):
    stage: str
    done: int
    total: int


class JobStatus(_Response):
    """`result` is there when it is done, `problem` when it failed."""

    id: str
    kind: str
    state: Literal["queued", "running", "done", "failed"]
    created: datetime
    started: datetime | None
    finished: datetime | None
    progress: JobProgress | None
    result: IngestResult | None
    problem: Problem | None


class DryRun(_Response):
    """What an upload would come to; nothing was published."""

    policy: str
    version: str
    effective: date | None
    language: str
    text_sha256: str
    media_type: str
    title: str
    passages: int
    notices: list[str]
    clauses: list[ClauseNode]


class Finding(_Response):
    """`wrong` is false for what is no fault, such as an ingest that is due."""

    part: str
    problem: str
    mend: str
    wrong: bool


class Diagnosis(_Response):
    sound: bool
    counts: dict[str, int]
    findings: list[Finding]


class Health(_Response):
    status: Literal["ok"] = "ok"


class EvalReport(_Response):
    """The report as `clausewise eval --write FILE.json` wrote it."""

    report: dict[str, Any]

"""The values that cross a wire: an answer, its statements and citations. Imports no store and no model.

The same JSON goes over the command line, HTTP and MCP. Offsets are Unicode code points into the canonical text of
the cited version; `quote == canonical_text[start:end]` always holds.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "silent", "out_of_scope", "unclear"]
PolicyStatus = Literal["answered", "silent", "conflicting"]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Message(_Wire):
    """One turn of an earlier conversation, as the caller sends it."""

    role: Literal["user", "assistant"]
    content: str


class Citation(_Wire):
    """A quote and where it stands. `clause` is an id that `clausewise show` takes; `path` lists the headings."""

    n: int = Field(ge=1)
    policy: str
    version: str
    text_sha256: str
    clause: str
    path: tuple[str, ...]
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class Statement(_Wire):
    """One sentence of an answer; `citations` are the `n` of what supports it, never empty."""

    text: str
    citations: tuple[int, ...] = Field(min_length=1)


class PolicyAnswer(_Wire):
    policy: str
    status: PolicyStatus
    statements: tuple[Statement, ...] = ()


class Answer(_Wire):
    """What a question comes to. `generation` counts the publishes of the index that was read."""

    answer_id: str
    status: Status
    answer: str
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    related: tuple[Citation, ...] = ()
    per_policy: tuple[PolicyAnswer, ...] = ()
    comparison: tuple[Statement, ...] = ()
    answerer: str = "quotes"
    warnings: tuple[str, ...] = ()
    generation: int = 0
    timings_ms: dict[str, Annotated[float, Field(strict=True)]] = Field(default_factory=dict)


class CitationFound(_Wire):
    """A citation, sent before the statement that uses it."""

    event: Literal["citation"] = "citation"
    citation: Citation


class StatementMade(_Wire):
    """A statement that was verified; all its citations were sent."""

    event: Literal["statement"] = "statement"
    policy: str
    statement: Statement


class Done(_Wire):
    """The end: the whole answer. Its statements and citations are those sent, in order."""

    event: Literal["done"] = "done"
    answer: Answer


AnswerEvent = Annotated[CitationFound | StatementMade | Done, Field(discriminator="event")]


class SearchHit(_Wire):
    """A passage that was found; `score` falls along the list and means nothing across queries."""

    policy: str
    version: str
    clause: str
    start: int
    end: int
    score: float
    text: str

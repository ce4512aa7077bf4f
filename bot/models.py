"""The values that cross a wire: an answer, its statements and citations. Imports no store and no model.

The same JSON goes over the command line, HTTP and MCP. Offsets are Unicode code points into the canonical text of
the cited version; `quote == canonical_text[start:end]` always holds.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "silent", "out_of_scope", "unclear"]
PolicyStatus = Literal["answered", "silent", "conflicting"]
PracticeName = Literal[
    "collection", "sources", "purposes", "legal-basis", "recipients", "sale", "transfers", "retention", "security",
    "breach", "cookies", "do-not-track", "choices", "access", "rectification", "erasure", "portability", "objection",
    "restriction", "complaint", "automated-decisions", "children", "contact", "changes",
]  # fmt: skip


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


class CoveredClause(_Wire):
    """A clause that is about a practice, with its first words. `score` is how sure that is, between 0 and 1."""

    clause: str
    key: str
    label: str
    path: tuple[str, ...]
    score: float = Field(ge=0, le=1)
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class CoveredPractice(_Wire):
    """What a policy says on a practice, the surest clause first; `silent` where no clause is about it.

    Where every clause is `doubtful`, only the likeliest is listed. `score` is that of the surest clause; `strength`
    adds up the scores: about how many clauses are about it.
    """

    practice: PracticeName
    name: str
    silent: bool
    doubtful: bool
    score: float = Field(ge=0, le=1)
    strength: float = Field(ge=0)
    clauses: tuple[CoveredClause, ...] = ()


class Coverage(_Wire):
    """Which practices a version of a policy speaks of, and where; all practices are listed, in a fixed order."""

    policy: str
    version: str
    text_sha256: str
    practices: tuple[CoveredPractice, ...]
    warnings: tuple[str, ...] = ()

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "policy": "tarn",
                    "version": "2026-01-01",
                    "text_sha256": "0" * 64,
                    "practices": [
                        {
                            "practice": "retention",
                            "name": "How long it is kept",
                            "silent": False,
                            "doubtful": False,
                            "score": 0.97,
                            "strength": 0.97,
                            "clauses": [
                                {
                                    "clause": "tarn#2",
                                    "key": "2",
                                    "label": "2",
                                    "path": ["2. Retention"],
                                    "score": 0.97,
                                    "quote": "We keep crew lists for two seasons.",
                                    "start": 14,
                                    "end": 49,
                                }
                            ],
                        },
                        {
                            "practice": "breach",
                            "name": "Data breaches",
                            "silent": True,
                            "doubtful": False,
                            "score": 0.0,
                            "strength": 0.0,
                            "clauses": [],
                        },
                    ],
                    "warnings": [],
                }
            ]
        }
    )

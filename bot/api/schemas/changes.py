"""Changes of the index: uploads, jobs, and what came of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from bot.api.problems import Problem
from bot.api.schemas.fields import Day, Line, PolicyId, Request, Response
from bot.api.schemas.policies import ClauseNode

_ONE_SOURCE: list[Any] = [
    {"required": ["text"], "properties": {"text": {"type": "string"}, "url": {"type": "null"}}},
    {"required": ["url"], "properties": {"url": {"type": "string"}, "text": {"type": "null"}}},
]
_SOMETHING: list[Any] = [
    {"required": ["policies"], "properties": {"policies": {"minItems": 1}}},
    {"required": ["refresh"], "properties": {"refresh": {"const": True}}},
]


class PolicyUpload(Request):
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


class IngestRequest(Request):
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


class FailedSource(Response):
    source: str
    reason: str


class IngestResult(Response):
    """What was done, by policy id."""

    added: list[str]
    changed: list[str]
    removed: list[str]
    unchanged: list[str]
    failed: list[FailedSource]
    notices: list[str]
    generation: int


class JobProgress(Response):
    stage: str
    done: int
    total: int


class JobStatus(Response):
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


class DryRun(Response):
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

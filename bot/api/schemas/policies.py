"""What is told of policies, their versions and clauses."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from bot.api.schemas.fields import Response


class PolicyVersion(Response):
    """`live` is the version in force today; `current` what the source says now; the others are history."""

    id: str
    effective: date | None
    language: str
    text_sha256: str
    media_type: str
    source_url: str | None
    current: bool
    live: bool


class PolicySummary(Response):
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


class PolicyList(Response):
    """`generation` grows with every change of the index."""

    policies: list[PolicySummary]
    generation: int


class VersionList(Response):
    policy: str
    versions: list[PolicyVersion]


class PolicyText(Response):
    """The canonical text, that all offsets count code points in (in JavaScript: Array.from(text))."""

    policy: str
    version: str
    effective: date | None
    language: str
    text_sha256: str
    text: str


class TextSpan(Response):
    start: int
    end: int


class ClauseNode(Response):
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


class Outline(Response):
    """All clauses in the order of the text; `parent` makes them a tree."""

    policy: str
    version: str
    effective: date | None
    text_sha256: str
    clauses: list[ClauseNode]


class TextOutline(Outline):
    """That of a policy which was sent along: its `policy` is `pasted`, and `title` what it calls itself, maybe ""."""

    title: str


class ClauseText(ClauseNode):
    """A clause with its text, which holds that of its children."""

    id: str
    policy: str
    version: str
    text_sha256: str
    text: str


class WordEditOut(Response):
    kind: Literal["kept", "deleted", "inserted"]
    text: str


class ClauseRef(Response):
    id: str
    label: str
    path: list[str]
    start: int
    end: int


class ClauseChangeOut(Response):
    """`old` is null for an added clause, `new` for a removed one; `edits` are those of a reworded one."""

    kind: Literal["added", "removed", "renumbered", "reworded"]
    old: ClauseRef | None
    new: ClauseRef | None
    edits: list[WordEditOut]


class Diff(Response):
    policy: str
    old: str
    new: str
    counts: dict[str, int]
    changes: list[ClauseChangeOut]


class Suggestion(Response):
    """A question that the policy answers; `practice` says what it is about."""

    policy: str
    practice: str
    question: str


class Suggestions(Response):
    suggestions: list[Suggestion]

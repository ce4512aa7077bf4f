"""The routes of feedback, audit and metrics."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from starlette.responses import Response

from bot.api.access.audit import Audit
from bot.api.access.feedback import FeedbackBook, Rating
from bot.api.access.gold import TO_BE_NAMED, gold_drafts
from bot.api.access.guard import require
from bot.api.access.metrics import CONTENT_TYPE, Meter
from bot.api.access.roles import Role
from bot.api.responses import ALWAYS, WITH_BODY, problems
from bot.api.schemas.fields import Line
from bot.models import Answer

_MOST = 1_000
_CORPUS_MEANS = "For `as=gold`: the folder of the policies, as gold files name it (`sample`, a path, or `$VARIABLE`)."
_Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


def _exactly_an_answer(value: object) -> object:
    """An answer as the service gave it: no other types, though they could be read as the right ones."""
    if not isinstance(value, dict):
        return value
    try:
        return Answer.model_validate_json(json.dumps(_whole(value)), strict=True)
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _whole(value: object) -> object:
    """JSON has one kind of number: 3.0 is an integer there, and not here."""
    if isinstance(value, dict):
        return {name: _whole(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


class FeedbackRequest(BaseModel):
    """What somebody thinks of an answer. Send `question` and `answer` only where the person agreed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"answer_id": "0b9d6c8e5f2a4b71", "rating": "down", "reason": "incomplete", "comment": "Backups?"},
            ]
        },
    )

    answer_id: _Id
    rating: Rating
    reason: Literal["wrong", "incomplete", "unclear", "not-what-i-asked", "other"] | None = None
    comment: str | None = Field(default=None, max_length=2_000)
    question: str | None = Field(default=None, min_length=1, max_length=2_000)
    answer: Annotated[Answer | None, BeforeValidator(_exactly_an_answer)] = None


class FeedbackGiven(BaseModel):
    id: str


class FeedbackItem(BaseModel):
    """Texts were redacted when they came; `erased` says that they were taken away."""

    id: str
    at: str
    key_id: str
    answer_id: str
    rating: Rating
    reason: str | None
    comment: str | None
    question: str | None
    answer: Answer | None
    erased: bool


class FeedbackPage(BaseModel):
    """`next` is what to give as `after` for the following page; null at the end."""

    feedback: list[FeedbackItem]
    next: str | None


class GoldDrafts(BaseModel):
    """Draft gold questions: save it as a file (JSON is YAML), correct every line, then `clausewise eval lint`."""

    corpus: str
    guarded: bool
    questions: list[dict[str, Any]]


class AuditRecord(BaseModel):
    number: int
    record: dict[str, Any]
    hash: str


class AuditPage(BaseModel):
    """`next` is what to give as `after` for the following page; null at the end."""

    records: list[AuditRecord]
    next: int | None


def router_of(book: FeedbackBook, audit: Audit, meter: Meter) -> APIRouter:
    admins = [Depends(require(Role.ADMIN))]
    router = APIRouter()

    @router.post(
        "/v1/feedback",
        status_code=201,
        tags=["ask"],
        summary="Rate an answer",
        dependencies=[Depends(require(Role.AGENT))],
        responses={**ALWAYS, **WITH_BODY},
    )
    def give_feedback(body: FeedbackRequest, request: Request) -> FeedbackGiven:
        """Personal data in the texts is replaced before they are stored, and they are erased after some time."""
        given = book.give(
            key_id=request.state.principal.id,
            answer_id=body.answer_id,
            rating=body.rating,
            reason=body.reason,
            comment=body.comment,
            question=body.question,
            answer=body.answer,
        )
        return FeedbackGiven(id=given.id)

    @router.get(
        "/v1/feedback",
        tags=["admin"],
        summary="Read feedback",
        dependencies=admins,
        responses={**ALWAYS, **problems(404)},
    )
    def read_feedback(
        rating: Rating | None = None,
        after: Annotated[str, Query(pattern=r"^[0-9a-f]*$", max_length=64)] = "",
        limit: Annotated[int, Query(ge=1, le=_MOST)] = 100,
        form: Annotated[Literal["list", "gold"], Query(alias="as")] = "list",
        corpus: Annotated[Line, Query(description=_CORPUS_MEANS)] = TO_BE_NAMED,
    ) -> FeedbackPage | GoldDrafts:
        """Oldest first. With `as=gold`, what came with question and answer as draft gold questions."""
        found = book.listed(after=after, rating=rating, limit=limit)
        if form == "gold":
            return GoldDrafts.model_validate(gold_drafts(found, corpus=corpus))
        items = [FeedbackItem.model_validate(asdict(one)) for one in found]
        return FeedbackPage(feedback=items, next=found[-1].id if len(found) == limit else None)

    @router.get("/v1/audit", tags=["admin"], summary="Read the audit", dependencies=admins, responses=ALWAYS)
    def read_audit(
        after: Annotated[int, Query(ge=0, le=2**62)] = 0, limit: Annotated[int, Query(ge=1, le=_MOST)] = 100
    ) -> AuditPage:
        """A record for each answer, oldest first: who, when, from which versions and clauses, and the chain's hash."""
        found = audit.entries(after=after, limit=limit)
        records = [AuditRecord(number=one.number, record=dict(one.record), hash=one.hash) for one in found]
        return AuditPage(records=records, next=found[-1].number if len(found) == limit else None)

    @router.get(
        "/metrics",
        tags=["health"],
        summary="Figures for Prometheus",
        dependencies=[Depends(require(Role.AGENT))],
        response_class=Response,
        responses={
            200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Prometheus' text format."},
            **problems(401, 403, 429, 500, 503),
        },
    )
    def metrics() -> Response:
        """Requests, latencies, answers by status, verification, tokens and cost, the index's generation, the queue."""
        return Response(meter.page(), media_type=CONTENT_TYPE)

    return router

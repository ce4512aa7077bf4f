"""Changing and checking the index."""

from __future__ import annotations

import json
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from bot.api.bodies import read_upload, upload_body, upload_of
from bot.api.changes import Changes
from bot.api.jobs import Job
from bot.api.problems import (
    NO_EVAL_REPORT,
    UNAVAILABLE,
    UNKNOWN_JOB,
    Problem,
    ProblemError,
    problem_body,
    problem_of,
    request_id,
)
from bot.api.responses import ALWAYS, WITH_BODY, Responses, problems
from bot.api.schemas.changes import DryRun, IngestRequest, IngestResult, JobProgress, JobStatus
from bot.api.schemas.fields import PolicyId
from bot.api.schemas.operations import Diagnosis, EvalReport
from bot.api.schemas.policies import ClauseNode
from bot.api.service import Service, service_of
from bot.api.uploads import Upload
from bot.listings import node_json

router = APIRouter(prefix="/v1", tags=["admin"], responses=ALWAYS)
TheService = Annotated[Service, Depends(service_of)]
ThePolicy = Annotated[PolicyId, Path(alias="id", description="Letters, digits, dot, underscore and hyphen.")]
TheJob = Annotated[str, Path(alias="id", min_length=1, max_length=64)]
_LOCATION = {"Location": {"description": "Where to ask how far it is.", "schema": {"type": "string"}}}
_LATER: Responses = {
    202: {"model": JobStatus, "description": "It takes longer; ask for the job.", "headers": _LOCATION}
}
_NEW: Responses = {201: {"model": JobStatus, "description": "It is new."}}
_EVAL_REPORT = "eval-report.json"


@router.put(
    "/policies/{id}",
    summary="Put a policy in",
    response_model=JobStatus | DryRun,
    responses={
        **WITH_BODY,
        **problems(404, 409, 504),
        **_LATER,
        201: {"model": JobStatus, "description": "It is new."},
    },
    openapi_extra=upload_body(),
)
async def put_policy(
    policy_id: ThePolicy,
    request: Request,
    response: Response,
    service: TheService,
    dry_run: Annotated[bool, Query(description="Only tell what it would come to.")] = False,
) -> JobStatus | DryRun:
    """Send a file, a text, or the address of a page.

    The same content again changes nothing; a text with a later effective date becomes a further version; any other
    takes the place of what was sent before. Questions are answered from the old text until the new one is whole.
    """
    changes = service.changes
    upload = await read_upload(request, policy_id, max_bytes=service.settings.max_upload_bytes)
    if dry_run:
        return await to_thread.run_sync(partial(_dry_run, changes, upload), limiter=service.limiter)
    job = service.jobs.submit("put", partial(changes.put_one, upload))
    return await _told(service, job, request, response)


@router.delete(
    "/policies/{id}", summary="Take a policy out", responses={**problems(404), **_LATER}, response_model=JobStatus
)
async def delete_policy(
    policy_id: ThePolicy,
    request: Request,
    response: Response,
    service: TheService,
) -> JobStatus:
    """With all its versions, at once. One that comes from a folder comes back with the next ingest of that folder."""
    changes = service.changes
    job = service.jobs.submit("delete", lambda _: changes.remove(policy_id))
    return await _told(service, job, request, response)


@router.post("/ingest", summary="Put many policies in", status_code=202, responses={**WITH_BODY, **_LATER})
async def ingest(body: IngestRequest, request: Request, response: Response, service: TheService) -> JobStatus:
    """Starts a job that puts in the policies given, or reads all sources again: folders, pages and uploads.

    Jobs run one after another. What did not change costs nothing, so asking twice does no harm.
    """
    changes = service.changes
    uploads = [upload_of(one.id, one) for one in body.policies]
    work = changes.refresh if body.refresh and not uploads else partial(changes.put, uploads, refresh=body.refresh)
    job = service.jobs.submit("ingest", work)
    response.headers["Location"] = _address(job)
    return _status(job, request)


@router.get("/jobs/{id}", summary="Ask how far a job is", responses=problems(404))
async def job(job_id: TheJob, request: Request, service: TheService) -> JobStatus:
    """The latest jobs are remembered until the service stops."""
    _ = service.bot
    found = service.jobs.get(job_id)
    if found is None:
        raise ProblemError(UNKNOWN_JOB, "It is not among the latest jobs of this service.", field="path.id")
    return _status(found, request)


@router.get("/doctor", summary="Check the index")
async def doctor(service: TheService) -> Diagnosis:
    """The index against itself, its vectors, the settings and the files; each finding says how to mend it."""
    changes = service.changes
    submitted = service.jobs.submit("doctor", lambda _: changes.diagnose())
    done = await service.jobs.finished(submitted, seconds=service.settings.deadline_seconds)
    if done.error is not None:
        raise done.error
    if done.result is None:
        raise ProblemError(UNAVAILABLE, "Other jobs are running; ask again when they are done.", retry_after=10)
    return Diagnosis.model_validate(done.result)


@router.get("/eval-report", summary="Read the latest evaluation", responses=problems(404))
async def eval_report(service: TheService) -> EvalReport:
    """How well questions were answered, as `clausewise eval --write` last reported it."""
    _ = service.bot
    path = service.settings.eval_report or service.settings.index / _EVAL_REPORT
    try:
        text = await to_thread.run_sync(partial(path.read_text, encoding="utf-8"))
        return EvalReport(report=json.loads(text))
    except (OSError, ValueError) as exc:
        raise ProblemError(
            NO_EVAL_REPORT,
            "Run clausewise eval --write FILE.json, and name that file in CLAUSEWISE_EVAL_REPORT "
            f"or put it into the index as {_EVAL_REPORT}.",
        ) from exc


def _dry_run(changes: Changes, upload: Upload) -> DryRun:
    parsed = changes.read(upload)
    effective = upload.effective or parsed.effective
    return DryRun(
        policy=upload.policy_id,
        version=effective.isoformat() if effective else parsed.sha256[:12],
        effective=effective,
        language=upload.language or parsed.language,
        text_sha256=parsed.sha256,
        media_type=parsed.media_type,
        title=upload.name or parsed.title,
        passages=len(parsed.passages),
        notices=list(parsed.notices),
        clauses=[ClauseNode.model_validate(node_json(clause)) for clause in parsed.clauses],
    )


async def _told(service: Service, job: Job, request: Request, response: Response) -> JobStatus:
    """Waits for the job a while; raises what made it fail."""
    found = await service.jobs.finished(job, seconds=service.settings.deadline_seconds)
    if found.error is not None:
        raise found.error
    if found.result is None:
        response.status_code = 202
        response.headers["Location"] = _address(found)
    elif found.result["added"]:
        response.status_code = 201
    return _status(found, request)


def _status(job: Job, request: Request) -> JobStatus:
    problem = None
    if job.error is not None:
        told = problem_of(job.error) if not isinstance(job.error, ProblemError) else job.error
        problem = Problem.model_validate(problem_body(told, request_id(request.scope)))
    at = job.progress
    return JobStatus(
        id=job.id,
        kind=job.kind,
        state=job.state,
        created=job.created,
        started=job.started,
        finished=job.finished,
        progress=JobProgress(stage=at.stage, done=at.done, total=at.total) if at else None,
        result=IngestResult.model_validate(job.result) if job.result is not None and job.kind != "doctor" else None,
        problem=problem,
    )


def _address(job: Job) -> str:
    return f"/v1/jobs/{job.id}"

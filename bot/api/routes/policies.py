"""Reading what is indexed: policies, versions, texts, clauses, differences. All of it from the catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request

from bot.api.responses import ALWAYS, problems
from bot.api.schemas.fields import Day, PolicyName
from bot.api.schemas.policies import (
    ClauseText,
    Diff,
    Outline,
    PolicyList,
    PolicySummary,
    PolicyText,
    PolicyVersion,
    Suggestion,
    Suggestions,
    VersionList,
)
from bot.api.service import Service, service_of
from bot.api.threads import in_thread
from bot.index_listings import diff_json
from bot.listings import clause_json, outline_json, policy_json
from bot.models import Answer, Coverage
from bot.suggestions import suggest
from ingest.diffing import diff_versions
from ingest.errors import UnknownClauseError, UnknownPolicyError
from ingest.listing import PolicyEntry
from ingest.models import Version
from ingest.snapshot import FoundClause, Snapshot
from ingest.versions import VersionInfo, latest, previous

T = TypeVar("T")
OVERVIEW = "What are the main points of this policy?"
router = APIRouter(prefix="/v1", responses={**ALWAYS, **problems(404, 504)})
TheService = Annotated[Service, Depends(service_of)]
ThePolicy = Annotated[PolicyName, Path(alias="id", description="As /v1/policies lists it.")]
AsOf = Annotated[Day | None, Query(description="The version in force on that day, where no version is named.")]
VersionId = Annotated[str | None, Query(description="A version by its id.", min_length=1, max_length=100)]


@router.get("/policies", tags=["policies"], summary="List the policies")
async def policies(request: Request, service: TheService) -> PolicyList:
    """All indexed policies, each with its versions."""

    def read(snapshot: Snapshot) -> PolicyList:
        found = [_summary(service, entry) for entry in snapshot.policies()]
        return PolicyList(policies=found, generation=snapshot.generation())

    return await _reading(request, service, read)


@router.get("/policies/{id}", tags=["policies"], summary="Show a policy")
async def policy(policy_id: ThePolicy, request: Request, service: TheService) -> PolicySummary:
    """One policy with its versions."""
    return await _reading(request, service, lambda snapshot: _summary(service, _entry(snapshot, policy_id)))


@router.get("/policies/{id}/versions", tags=["policies"], summary="List a policy's versions")
async def versions(policy_id: ThePolicy, request: Request, service: TheService) -> VersionList:
    """Oldest first."""

    def read(snapshot: Snapshot) -> VersionList:
        entry = _entry(snapshot, policy_id)
        return VersionList(policy=policy_id, versions=[_version(info, entry) for info in entry.versions])

    return await _reading(request, service, read)


@router.get("/policies/{id}/text", tags=["policies"], summary="Read a policy's text")
async def text(
    policy_id: ThePolicy,
    request: Request,
    service: TheService,
    version: VersionId = None,
    as_of: AsOf = None,
) -> PolicyText:
    """The canonical text of the version in force, or of another one. All offsets count its Unicode code points."""

    def read(snapshot: Snapshot) -> PolicyText:
        found = _resolve(snapshot, policy_id, version, as_of)
        return PolicyText(
            policy=policy_id,
            version=found.id,
            effective=found.effective,
            language=found.language,
            text_sha256=found.sha256,
            text=found.text,
        )

    return await _reading(request, service, read)


@router.get("/policies/{id}/clauses", tags=["policies"], summary="Show a policy's outline")
async def clauses(
    policy_id: ThePolicy,
    request: Request,
    service: TheService,
    version: VersionId = None,
    as_of: AsOf = None,
) -> Outline:
    """Every clause in the order of the text; `parent` makes them a tree."""

    def read(snapshot: Snapshot) -> Outline:
        found = _resolve(snapshot, policy_id, version, as_of)
        return Outline.model_validate(outline_json(found, snapshot.clauses(policy_id, found.id)))

    return await _reading(request, service, read)


@router.get("/policies/{id}/clauses/{key}", tags=["policies"], summary="Read a clause")
async def clause(  # noqa: PLR0917 - FastAPI gives them by name
    policy_id: ThePolicy,
    key: Annotated[str, Path(min_length=1, max_length=300)],
    request: Request,
    service: TheService,
    version: VersionId = None,
    as_of: AsOf = None,
) -> ClauseText:
    """One clause with its text. `key` is what follows the # in a citation's `clause`."""

    def read(snapshot: Snapshot) -> ClauseText:
        found = _resolve(snapshot, policy_id, version, as_of)
        one = next((one for one in snapshot.clauses(policy_id, found.id) if one.key == key), None)
        if one is None:
            raise UnknownClauseError(
                f"policy {policy_id}, version {found.id}, has no clause {key!r}; its outline has them all"
            )
        return ClauseText.model_validate(clause_json(FoundClause(found, one)))

    return await _reading(request, service, read)


@router.get("/policies/{id}/diff", tags=["policies"], summary="Compare two versions")
async def diff(
    policy_id: ThePolicy,
    request: Request,
    service: TheService,
    before: Annotated[str | None, Query(alias="from", min_length=1, max_length=100)] = None,
    after: Annotated[str | None, Query(alias="to", min_length=1, max_length=100)] = None,
) -> Diff:
    """What changed, clause by clause. Without `to` the latest version is meant, without `from` the one before it."""

    def read(snapshot: Snapshot) -> Diff:
        known = snapshot.versions(policy_id)
        last = after or latest(known).id
        names = (before or previous(policy_id, known, last), last)
        old, new = (snapshot.version(policy_id, version_id=name) for name in names)
        changes = diff_versions(
            old.text, snapshot.clauses(policy_id, old.id), new.text, snapshot.clauses(policy_id, new.id)
        )
        return Diff.model_validate(diff_json(old, new, changes))

    return await _reading(request, service, read)


@router.get("/policies/{id}/overview", tags=["ask"], summary="Sum up a policy")
async def overview(policy_id: ThePolicy, request: Request, service: TheService, as_of: AsOf = None) -> Answer:
    """The main practices in the policy's own words, a line or two each, without judgement."""
    bot = service.bot
    return await in_thread(
        request,
        lambda cancelled: bot.ask(OVERVIEW, policies=[policy_id], as_of=as_of, cancelled=cancelled),
        limiter=service.limiter,
    )


@router.get("/policies/{id}/coverage", tags=["policies"], summary="Show what a policy covers")
async def coverage(
    policy_id: ThePolicy,
    request: Request,
    service: TheService,
    version: VersionId = None,
    as_of: AsOf = None,
) -> Coverage:
    """Which practices the policy speaks of, and in which clauses; those that it is silent on are listed too."""
    bot = service.bot
    return await in_thread(
        request, lambda _: bot.coverage(policy_id, version=version, as_of=as_of), limiter=service.limiter
    )


@router.get("/suggestions", tags=["ask"], summary="Suggest questions")
async def suggestions(
    request: Request,
    service: TheService,
    policy: Annotated[PolicyName | None, Query(description="Else of all policies, where they are few.")] = None,
) -> Suggestions:
    """Questions that the policies answer, to begin with."""
    bot = service.bot

    def work(_: object) -> Suggestions:
        found = [Suggestion(**asdict(suggestion)) for suggestion in suggest(bot, policy)]
        return Suggestions(suggestions=found)

    return await in_thread(request, work, limiter=service.limiter)


async def _reading(request: Request, service: Service, read: Callable[[Snapshot], T]) -> T:
    catalog = service.bot.index.catalog

    def work(_: object) -> T:
        with catalog.snapshot() as snapshot:
            return read(snapshot)

    return await in_thread(request, work, limiter=service.limiter)


def _entry(snapshot: Snapshot, policy_id: str) -> PolicyEntry:
    found = next((entry for entry in snapshot.policies() if entry.policy.id == policy_id), None)
    if found is None:
        snapshot.versions(policy_id)  # raises, with the names that are near
        raise UnknownPolicyError(f"no policy is named {policy_id!r}")
    return found


def _resolve(snapshot: Snapshot, policy_id: str, version: str | None, as_of: Day | None) -> Version:
    return snapshot.version(policy_id, version_id=version, as_of=as_of)


def _summary(service: Service, entry: PolicyEntry) -> PolicySummary:
    return PolicySummary(
        **policy_json(entry),
        aliases=list(entry.policy.aliases),
        source_url=entry.live.source_url,
        uploaded=service.uploads.holds(entry.root),
        versions=[_version(info, entry) for info in entry.versions],
    )


def _version(info: VersionInfo, entry: PolicyEntry) -> PolicyVersion:
    return PolicyVersion(
        id=info.id,
        effective=info.effective,
        language=info.language,
        text_sha256=info.sha256,
        media_type=info.media_type,
        source_url=info.source_url,
        current=info.current,
        live=info.id == entry.live.id,
    )

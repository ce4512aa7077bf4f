"""Whether the process lives, and whether it can answer. Open to everybody, told nothing of what is inside."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from bot.api.responses import problems
from bot.api.schemas.operations import Health
from bot.api.service import Service, service_of

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Does the process live?")
async def healthz() -> Health:
    """Green as soon as the process listens. A supervisor restarts what is not."""
    return Health()


@router.get("/readyz", summary="Can it answer?", responses=problems(503))
async def readyz(service: Annotated[Service, Depends(service_of)]) -> Health:
    """Green when the index is open and the model loaded. A load balancer sends requests only then."""
    _ = service.bot
    return Health()

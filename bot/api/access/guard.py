"""The dependency that a route names to say who may use it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from bot.api.access.roles import Principal, Role
from bot.api.problems import FORBIDDEN, UNAUTHORIZED, ProblemError

# For the OpenAPI document alone: the gate has read the headers before any route is looked for.
_bearer = HTTPBearer(auto_error=False, description="An API key, or a token of the identity provider.")
_header = APIKeyHeader(name="X-API-Key", auto_error=False, description="An API key.")


def require(role: Role) -> Callable[..., Awaitable[Principal]]:
    """A dependency that gives who asks, and refuses who has not this role."""

    async def check(
        request: Request,
        _bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)] = None,
        _header: Annotated[str | None, Depends(_header)] = None,
    ) -> Principal:
        principal = getattr(request.state, "principal", None)
        if not isinstance(principal, Principal):
            raise ProblemError(UNAUTHORIZED, "Send Authorization: Bearer KEY.", headers={"WWW-Authenticate": "Bearer"})
        if not principal.role.includes(role):
            raise ProblemError(FORBIDDEN, f"This needs a key with the role {role.value}.")
        return principal

    return check

"""The middleware that lets requests in: who asks, how often, how much at once, how large.

Health checks pass whatever happens; pages without data (the OpenAPI document) need no key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.access.bodies import ClientGoneError, check_headers, counted, read_whole
from bot.api.access.credentials import Doorkeeper
from bot.api.access.limits import QueueFullError, Slots
from bot.api.access.metrics import Meter
from bot.api.access.roles import Principal, asking
from bot.api.access.settings import AccessSettings
from bot.api.problems import RATE_LIMITED, ProblemError, problem_of, problem_response
from bot.errors import BotError

_GUARDED = ("/v1", "/mcp", "/metrics")
_UPLOADS = ("/v1/policies", "/v1/ingest")
_ADMISSIONS_AT_A_TIME = 16
_MOST_ARRIVING = 256  # bodies in memory that have no place in the queue yet
_ENVELOPE = 100_000  # what a form adds to the file in it


class SlowReaderError(Exception):
    """A client that does not read its response; its connection is dropped."""


class Gate:
    def __init__(
        self,
        app: ASGIApp,
        *,
        settings: AccessSettings,
        doorkeeper: Doorkeeper,
        slots: Slots,
        meter: Meter,
        max_upload_bytes: int,
    ) -> None:
        self._app = app
        self._settings = settings
        self._doorkeeper = doorkeeper
        self._slots = slots
        self._meter = meter
        self._max_upload_bytes = max_upload_bytes
        self._admissions: CapacityLimiter | None = None
        self._arriving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not is_under(scope["path"], _GUARDED):
            await self._app(scope, receive, send)
            return
        try:
            receive = await self._admitted(scope, receive)
            if scope["path"] == "/metrics":
                await self._app(scope, receive, send)
                return
            async with self._slots.taken():
                await self._app(scope, receive, _bounded(send, seconds=self._settings.body_seconds))
        except ClientGoneError:
            return
        except QueueFullError:
            busy = ProblemError(
                RATE_LIMITED, "The service is busy; ask again shortly.", retry_after=self._slots.retry_after()
            )
            await self._refuse("busy", busy, scope, receive, send)
        except (ProblemError, BotError) as error:
            told = error if isinstance(error, ProblemError) else problem_of(error)
            await self._refuse(told.kind.name, told, scope, receive, send)

    async def _admitted(self, scope: Scope, receive: Receive) -> Receive:
        """The request with its principal, and what its body is read from."""
        if self._slots.full and scope["path"] != "/metrics":  # before any work: to refuse must cost less than to answer
            raise QueueFullError
        headers = Headers(scope=scope)
        address = scope["client"][0] if scope.get("client") else ""
        if self._admissions is None:
            self._admissions = CapacityLimiter(_ADMISSIONS_AT_A_TIME)
        admit: Callable[[Headers, str], Principal] = self._doorkeeper.admit
        principal = await to_thread.run_sync(admit, headers, address, limiter=self._admissions)
        scope["state"]["principal"] = principal
        asking.set(principal)
        takes_files = scope["method"] in ("PUT", "POST") and is_under(scope["path"], _UPLOADS)
        limit = self._max_upload_bytes + _ENVELOPE if takes_files else self._settings.max_request_bytes
        check_headers(headers, limit=limit)
        if takes_files:
            return counted(receive, limit=limit, seconds=self._settings.body_seconds)
        if self._arriving >= _MOST_ARRIVING:
            raise QueueFullError
        self._arriving += 1
        try:
            return await read_whole(receive, limit=limit, seconds=self._settings.body_seconds)
        finally:
            self._arriving -= 1

    async def _refuse(self, reason: str, problem: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
        self._meter.refused(reason)
        await problem_response(problem, scope)(scope, receive, send)


def is_under(path: str, roots: tuple[str, ...]) -> bool:
    return any(path == root or path.startswith(f"{root}/") for root in roots)


def _bounded(send: Send, *, seconds: float) -> Send:
    """A client that stops reading must not hold its place for ever."""

    async def sending(message: Message) -> None:
        try:
            async with asyncio.timeout(seconds):
                await send(message)
        except TimeoutError as exc:
            raise SlowReaderError from exc

    return sending

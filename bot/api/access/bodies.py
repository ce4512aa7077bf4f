"""A request's body: how large it may be and how long it may take to arrive."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from bot.api.problems import BAD_REQUEST, SLOW_REQUEST, TOO_LARGE, UNSUPPORTED_ENCODING, ProblemError

_SLOWEST = 10_000  # bytes a second


class ClientGoneError(Exception):
    """The client hung up before its request was complete."""


def check_headers(headers: Headers, *, limit: int) -> None:
    """Raises ProblemError for a compressed body, or one that says itself that it is too large.

    Compression is not taken: a few bytes may unpack to any number.
    """
    encoding = headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise ProblemError(UNSUPPORTED_ENCODING, "Send the body as it is, without Content-Encoding.")
    length = headers.get("content-length", "0")
    if not (length.isascii() and length.isdigit()):
        raise ProblemError(BAD_REQUEST, "Content-Length is not a number.")
    if int(length) > limit:
        raise _too_large(limit)


async def read_whole(receive: Receive, *, limit: int, seconds: float) -> Receive:
    """Read a body before any work begins, so that a slow sender keeps nobody waiting; gives what replays it.

    Raises ProblemError, ClientGoneError.
    """
    pieces: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientGoneError
                pieces.append(message.get("body", b""))
                size += len(pieces[-1])
                more = message.get("more_body", False)
                if size > limit:
                    raise _too_large(limit)
    except TimeoutError as exc:
        raise ProblemError(SLOW_REQUEST, f"The body must arrive within {seconds:g} s.") from exc
    return _replayed(b"".join(pieces), receive)


def counted(receive: Receive, *, limit: int, seconds: float) -> Receive:
    """For bodies that are read while work goes on (files): the same limits, as they arrive.

    What is too large or too slow raises HTTPException, which the framework lets through while it parses a form. Too
    slow is a piece that takes longer than so many seconds, and a body that drips in: it would hold its place for ever.
    """
    size = 0
    started: float | None = None

    async def counting() -> Message:
        nonlocal size, started
        now = asyncio.get_running_loop().time()
        started = now if started is None else started
        try:
            async with asyncio.timeout_at(min(now + seconds, started + seconds + size / _SLOWEST)):
                message = await receive()
        except TimeoutError as exc:
            raise HTTPException(HTTPStatus.REQUEST_TIMEOUT) from exc
        size += len(message.get("body", b""))
        if size > limit:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return message

    return counting


def _replayed(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replaying() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replaying


def _too_large(limit: int) -> ProblemError:
    return ProblemError(TOO_LARGE, f"The body may have {limit} bytes at most.")

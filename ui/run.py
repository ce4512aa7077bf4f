"""Serves the page: Streamlit behind our own server, so that the port is ours and the browser is held to this origin."""

from __future__ import annotations

import logging
import socket
import threading
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import connection
from ui.connection import Connection

if TYPE_CHECKING:
    import uvicorn

_SHUTDOWN_SECONDS = 3
# Streamlit compiles styles and modules in the page, hence unsafe-* and blob:. Nothing may come from elsewhere.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Headers:
    """Adds what holds the browser to this origin to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, sending if scope["type"] == "http" else send)


def serve(
    how: Connection,
    listening: socket.socket,
    *,
    allowed_hosts: Sequence[str] = (),
    stop: threading.Event | None = None,
) -> None:
    """Serve the page on a socket that listens already, until the process is told to stop, or `stop` is set.

    `allowed_hosts` are the names that browsers may reach it under; none allows all. Settings of Streamlit's own
    (environment, files) do not change what `theme/config.toml` says.
    """
    import uvicorn
    from streamlit.starlette import App
    from streamlit.web import bootstrap

    connection.use(how)
    bootstrap.load_config_options({**options(), "server.allowedHosts": list(allowed_hosts)})
    app = App(Path(__file__).with_name("app.py"), middleware=[Middleware(Headers)])
    _quieten()
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=_SHUTDOWN_SECONDS
        )
    )
    if stop is not None:
        threading.Thread(target=_end_when, args=(stop, server), daemon=True).start()
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        return


def _end_when(stop: threading.Event, server: uvicorn.Server) -> None:
    stop.wait()
    server.should_exit = True


def _quieten() -> None:
    """What starts and stops is told by the command line; only what goes wrong is logged."""
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)


def options() -> dict[str, Any]:
    """`theme/config.toml` by dotted names, as Streamlit takes them."""
    text = resources.files("ui.theme").joinpath("config.toml").read_text(encoding="utf-8")
    return dict(_dotted(tomllib.loads(text)))


def _dotted(table: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _dotted(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value

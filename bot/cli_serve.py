"""`clausewise serve`: the service over an index, until it is told to stop."""

from __future__ import annotations

import signal
import socket
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_options import IndexOption
from ingest.errors import ClausewiseError, SettingsError

if TYPE_CHECKING:
    from bot.api.settings import ApiSettings

_BACKLOG = 2_048
PLACE = "--host and --port (CLAUSEWISE_HOST, CLAUSEWISE_PORT)"


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Where to listen; 127.0.0.1 by default.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65_535, help="8000 by default; 0 takes one that is free.")
    ] = None,
    index: IndexOption = None,
) -> None:
    """Answer questions over HTTP.

    The service owns the index while it runs; other commands then ask it. Its documentation is at /docs. It stops on
    Ctrl-C or SIGTERM, after the answers that are being made.
    """
    from bot.api.settings import load_api_settings

    settings = load_api_settings(index=index, host=host, port=port)
    with closing(bound(settings.host, settings.port, options=PLACE)) as listening:
        there = settings.model_copy(update={"port": listening.getsockname()[1]})
        _run(there, listening)


def _run(settings: ApiSettings, listening: socket.socket) -> None:
    """Raises what kept the service from starting."""
    import uvicorn

    from bot.api.access.logs import configure_logs
    from bot.api.app import create_app
    from bot.api.connections import impatient

    configure_logs(form=settings.log_format, level=settings.log_level)
    app = create_app(settings)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            http=impatient(settings.body_seconds),
            ws="none",
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=list(settings.trusted_proxies),
            timeout_graceful_shutdown=settings.shutdown_seconds,
        )
    )
    failures: list[ClausewiseError] = []

    def give_up(error: ClausewiseError) -> None:
        failures.append(error)
        server.should_exit = True

    app.state.service.on_failure = give_up
    # The server sends itself the signal once more when it has stopped: to end well it must meet a handler then.
    signal.signal(signal.SIGTERM, lambda *_: setattr(server, "should_exit", True))
    typer.echo(f"Clausewise listens at {settings.address}; its documentation is at {settings.address}/docs", err=True)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        typer.echo("stopped", err=True)
    if failures:
        raise failures[0]


def bound(host: str, port: int, *, options: str) -> socket.socket:
    """A listening socket at that place; `options` names what says another one. Raises SettingsError where the place is
    taken, or none of this machine."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as exc:
        raise SettingsError(f"{host} is no address of a machine; mend it with {options}") from exc
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as exc:
        listening.close()
        raise SettingsError(
            f"cannot listen at {host}, port {port}: {(exc.strerror or str(exc)).lower()}; "
            f"stop what listens there, or name another place with {options}"
        ) from exc
    return listening

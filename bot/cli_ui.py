"""`clausewise ui`: the chat page over a service; `clausewise run`: the service and the page together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_options import IndexOption
from bot.cli_serve import bound
from ingest.errors import ClausewiseError

if TYPE_CHECKING:
    from bot.api.settings import ApiSettings

_PLACE = "--host and --port (CLAUSEWISE_UI_HOST, CLAUSEWISE_UI_PORT)"
_API_PLACE = "CLAUSEWISE_HOST and CLAUSEWISE_PORT"
_PAGE_PLACE = "CLAUSEWISE_UI_HOST and CLAUSEWISE_UI_PORT"
_MARGIN_SECONDS = 10


class ServiceEndedError(ClausewiseError):
    """The service of `clausewise run` ended by itself; what it said stands above."""


def ui(
    host: Annotated[str | None, typer.Option("--host", help="Where to listen; 127.0.0.1 by default.")] = None,
    port: Annotated[
        int | None, typer.Option("--port", min=0, max=65_535, help="8501 by default; 0 takes one that is free.")
    ] = None,
    api: Annotated[
        str | None, typer.Option("--api", metavar="URL", help="The service to ask [CLAUSEWISE_API_URL].")
    ] = None,
) -> None:
    """Show the chat page in browsers.

    It asks a service: that of `clausewise serve` on this machine, or the one that --api names, with the key in
    CLAUSEWISE_API_KEY. It stops on Ctrl-C or SIGTERM.
    """
    from bot.api.settings import load_api_settings

    settings = load_api_settings(ui_host=host, ui_port=port, api_url=api)
    _page(settings, api=settings.api_url or settings.address, place=_PLACE)


def run(index: IndexOption = None) -> None:
    """Answer questions over HTTP, and show the chat page.

    Both stop on Ctrl-C or SIGTERM, and where one ends the other does. With CLAUSEWISE_API_URL only the page is started,
    over that service.
    """
    from bot.api.settings import load_api_settings

    settings = load_api_settings(index=index)
    if settings.api_url:
        _page(settings, api=settings.api_url, place=_PAGE_PLACE)
        return
    bound(settings.host, settings.port, options=_API_PLACE).close()
    with _service(settings) as process:
        _page(settings, api=settings.address, place=_PAGE_PLACE, beside=process)
        if process.poll() is not None:
            raise ServiceEndedError("the service ended, and the page with it; mend what it said above, and start again")


def _page(settings: ApiSettings, *, api: str, place: str, beside: subprocess.Popen[bytes] | None = None) -> None:
    """Serve the page until the process is told to stop, or `beside` ends."""
    from bot.api.access.credentials import is_loopback
    from ui.connection import Connection
    from ui.run import serve

    key = settings.api_key.get_secret_value() if settings.api_key else None
    with closing(bound(settings.ui_host, settings.ui_port, options=place)) as listening:
        host, port = settings.ui_host, listening.getsockname()[1]
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"The chat page is at http://{shown}:{port}, over the service at {api}", err=True)
        private = is_loopback(host)
        hosts = ("localhost", "127.0.0.1", "::1", *settings.trusted_hosts) if private else ()
        stop = threading.Event()
        if beside is not None:
            threading.Thread(target=_set_at_end, args=(beside, stop), daemon=True).start()
        serve(Connection(url=api, key=key, private=private), listening, allowed_hosts=hosts, stop=stop)


def _set_at_end(process: subprocess.Popen[bytes], stop: threading.Event) -> None:
    process.wait()
    stop.set()


@contextmanager
def _service(settings: ApiSettings) -> Iterator[subprocess.Popen[bytes]]:
    """`clausewise serve` in a process of its own, told to stop at the end, and waited for.

    It has a session of its own, so that a Ctrl-C reaches it through us, after the page.
    """
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    command = [sys.executable, "-m", "bot.cli", "serve", "--host", settings.host, "--port", str(settings.port)]
    process = subprocess.Popen(  # noqa: S603 - our own command line
        [*command, "--index", str(settings.index)], stdin=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(settings.shutdown_seconds + _MARGIN_SECONDS)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            process.kill()
            process.wait()

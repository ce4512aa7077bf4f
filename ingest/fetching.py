"""One page from the web: fetched with care, since its address may come from anybody and may point anywhere.

Every host is resolved here, every address it has is checked, and the connection goes to a checked address, so that no
second look-up can give another one. Redirects start from the beginning. Proxies of the environment are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, TypeVar

import httpcore
import httpx

from ingest.addresses import Address, Network, refusal
from ingest.content_types import ACCEPTED, in_utf8, page_suffix
from ingest.errors import FetchError
from ingest.settings import IngestSettings
from ingest.urls import parse_url

Resolve = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host and port; raises OSError."""

Result = TypeVar("Result")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """`seconds` is for the whole page, redirects and all; `allowed` are networks that need not be public."""

    max_bytes: int
    seconds: float
    redirects: int
    allowed: tuple[Network, ...]
    user_agent: str


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """`data` are the page's own bytes, or in UTF-8 where only the server said which encoding they are in.

    `suffix` is the kind of file that they are; `url` is where they came from.
    """

    url: str
    suffix: str
    data: bytes = field(repr=False)


Fetch = Callable[[str], FetchedPage]


def limits_of(settings: IngestSettings) -> FetchLimits:
    return FetchLimits(
        max_bytes=settings.fetch_max_bytes,
        seconds=settings.fetch_seconds,
        redirects=settings.fetch_redirects,
        allowed=settings.fetch_allowed,
        user_agent=settings.fetch_user_agent,
    )


def resolve_host(host: str, port: int) -> list[str]:
    """By the machine's own resolver, which knows no time limit of ours: see `_within`."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def fetch_page(
    address: str,
    *,
    limits: FetchLimits,
    resolve: Resolve = resolve_host,
    network: httpcore.NetworkBackend | None = None,
) -> FetchedPage:
    """Raises FetchError, which says what was refused or went wrong and, for a limit, which setting raises it."""
    url = parse_url(address)
    deadline = time.monotonic() + limits.seconds
    connector = _Connector(network or httpcore.SyncBackend(), limits.allowed, resolve, deadline)
    with httpcore.ConnectionPool(
        ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=connector
    ) as pool:
        for _ in range(limits.redirects + 1):
            try:
                answer = _get(pool, url, limits)
            except httpcore.TimeoutException as exc:
                raise FetchError(
                    f"no whole answer within {limits.seconds:g} seconds; try again or raise CLAUSEWISE_FETCH_SECONDS"
                ) from exc
            except (httpcore.NetworkError, httpcore.ProtocolError) as exc:
                raise FetchError(f"{url.host} could not be read: {str(exc) or type(exc).__name__}") from exc
            if answer.location is None:
                suffix = page_suffix(answer.content_type, url.path, answer.data)
                return FetchedPage(str(url), suffix, in_utf8(answer.data, answer.content_type, suffix))
            url = _redirected(url, answer.location)
    raise FetchError(
        f"more than {limits.redirects} redirects; give the final address or raise CLAUSEWISE_FETCH_REDIRECTS"
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    """Either where to look instead, or a page."""

    location: str | None = None
    content_type: str = ""
    data: bytes = b""


def _get(pool: httpcore.ConnectionPool, url: httpx.URL, limits: FetchLimits) -> _Answer:
    headers: dict[bytes | str, bytes | str] = {
        "Host": url.netloc.decode("ascii"),
        "User-Agent": limits.user_agent,
        "Accept": f"{ACCEPTED};q=0.9",
        "Accept-Encoding": "identity",
    }
    target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    timeouts = dict.fromkeys(("connect", "read", "write", "pool"), limits.seconds)
    with pool.stream("GET", target, headers=headers, extensions={"timeout": timeouts}) as response:
        told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        if response.status in _REDIRECTS and "location" in told:
            return _Answer(location=told["location"])
        if response.status != HTTPStatus.OK:
            raise FetchError(f"{url.host} answered {_status(response.status)}; check the address")
        data = _read(response.iter_stream(), told.get("content-encoding", ""), limits.max_bytes)
        return _Answer(content_type=told.get("content-type", ""), data=data)


def _read(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """The body, unpacked where the server packed it all the same; never more than `max_bytes` of it in memory."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"is packed with {encoding} though that was not asked for; save the page and ingest the file")
    unpack = zlib.decompressobj(_GZIP_OR_ZLIB) if encoding not in ("", "identity") else None
    data = bytearray()
    try:
        for chunk in chunks:
            data += unpack.decompress(chunk, max_bytes + 1 - len(data)) if unpack else chunk
            if len(data) > max_bytes:
                raise FetchError(f"larger than {max_bytes} bytes; raise CLAUSEWISE_FETCH_MAX_BYTES")
    except zlib.error as exc:
        raise FetchError(f"is said to be packed with {encoding}, but cannot be unpacked: {exc}") from exc
    if unpack is not None and not unpack.eof:
        raise FetchError("ends in the middle; try again")
    return bytes(data)


def _status(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


def _redirected(url: httpx.URL, location: str) -> httpx.URL:
    try:
        target = str(url.join(location))
    except (httpx.InvalidURL, ValueError) as exc:
        raise FetchError(f"{url.host} redirects to what is no address: {exc}") from exc
    if url.scheme == "https" and target.startswith("http://"):
        raise FetchError(f"{url.host} redirects from https:// to http://; give the final address if you trust it")
    return parse_url(target)


class _Connector(httpcore.NetworkBackend):
    """Connects to none but checked addresses, and lets nothing take longer than until the deadline."""

    def __init__(
        self, network: httpcore.NetworkBackend, allowed: Sequence[Network], resolve: Resolve, deadline: float
    ) -> None:
        self._network = network
        self._allowed = allowed
        self._resolve = resolve
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._network.connect_tcp(
                    str(address), port, _left(self._deadline), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as exc:
                failure = exc
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError("it has no address")

    def _addresses(self, host: str, port: int) -> list[Address]:
        """All of the host's addresses; one that is refused is enough to refuse the host."""
        try:
            found = _within(_left(self._deadline), lambda: self._resolve(host, port))
        except (OSError, UnicodeError) as exc:
            raise FetchError(f"{host} has no address: {getattr(exc, 'strerror', None) or exc}") from exc
        addresses = [ipaddress.ip_address(one) for one in dict.fromkeys(found)]
        for address in addresses:
            reason = refusal(address, allowed=self._allowed)
            if reason:
                raise FetchError(
                    f"{host} is at {address}, which is {reason}; pages are fetched from public addresses, and from the "
                    "networks in CLAUSEWISE_FETCH_ALLOWED"
                )
        return addresses


def _within(seconds: float, call: Callable[[], Result]) -> Result:
    """What a call that cannot be stopped comes to; after so long it is left to itself."""
    done: Future[Result] = Future()

    def run() -> None:
        try:
            done.set_result(call())
        except (OSError, UnicodeError) as exc:
            done.set_exception(exc)

    threading.Thread(target=run, daemon=True).start()
    wait([done], timeout=seconds)
    if not done.done():
        raise httpcore.ConnectTimeout("the name was not looked up in time")
    return done.result()


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline, so that a page that drips in does not go on for ever."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left

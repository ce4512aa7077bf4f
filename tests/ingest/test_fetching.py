from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import httpcore
import pytest
from pytest_socket import socket_allow_hosts

from ingest.addresses import parse_networks
from ingest.errors import FetchError
from ingest.fetching import FetchedPage, FetchLimits, fetch_page
from tests.ingest.web import Page, Site, serve

LIMITS = FetchLimits(
    max_bytes=10_000, seconds=5.0, redirects=3, allowed=parse_networks("127.0.0.0/8"), user_agent="clausewise test"
)
POLICY = "<h1>Acme Privacy Policy</h1><p>We keep it for 30 days – not longer.</p>".encode()


@pytest.fixture
def this_machine(socket_enabled: None) -> None:
    """Sockets, but to no other machine."""
    socket_allow_hosts(["127.0.0.1", "127.0.0.9"])


@pytest.fixture
def site(this_machine: None) -> Iterator[Site]:
    with serve() as running:
        running.pages["/privacy"] = Page(POLICY)
        yield running


class Names:
    """A name server: what each host's address is, one answer after the other."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = {host.replace("_", "."): found for host, found in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if host not in self.answers:
            return [host]
        found = self.answers[host]
        return [found.pop(0)] if len(found) > 1 else found


class FakeNetwork(httpcore.NetworkBackend):
    """Connects to nothing, answers every connection with the same bytes, and keeps what it was asked for."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.connected: list[tuple[str, int]] = []
        self.secured_for: list[str | None] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        return _FakeStream(self)


class _FakeStream(httpcore.NetworkStream):
    def __init__(self, network: FakeNetwork) -> None:
        self._network = network
        self._left = network.answer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        taken, self._left = self._left[:max_bytes], self._left[max_bytes:]
        return taken

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        pass

    def close(self) -> None:
        pass

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        assert ssl_context.verify_mode is ssl.CERT_REQUIRED
        self._network.secured_for.append(server_hostname)
        return self

    def get_extra_info(self, info: str) -> Any:
        return None


def refused(address: str, message: str, *, limits: FetchLimits = LIMITS, resolve: Names | None = None) -> None:
    with pytest.raises(FetchError, match=message):
        fetch_page(address, limits=limits, resolve=resolve or Names())


def test_a_pages_own_bytes_come_back_with_their_kind(site: Site) -> None:
    url = site.url("/privacy")
    assert fetch_page(f"{url}#top", limits=LIMITS) == FetchedPage(url, ".html", POLICY)


def test_a_page_whose_encoding_only_the_server_tells_can_be_read_again_without_it(site: Site) -> None:
    body = "<p>Wir löschen Ihre Daten nach dreißig Tagen – spätestens.</p>"
    site.pages["/alt"] = Page(body.encode("cp1252"), "text/html; charset=windows-1252")
    assert fetch_page(site.url("/alt"), limits=LIMITS).data.decode() == body


def test_the_program_says_who_it_is_and_sends_nothing_of_the_operator(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetch_page(site.url("/privacy"), limits=LIMITS)
    ((_, headers),) = site.asked
    assert headers["user-agent"] == "clausewise test"
    assert headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://[::ffff:7f00:1]:1/",
        "http://[64:ff9b::7f00:1]:1/",
        "http://10.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data",
        "http://[fd00:ec2::254]/",
        "http://224.0.0.1/",
        "http://0.0.0.0:1/",
    ],
)
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    refused(address, "pages are fetched from public addresses", limits=replace(LIMITS, allowed=()))


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST"])
@pytest.mark.usefixtures("this_machine")
def test_the_machines_own_names_of_loopback_are_refused(host: str) -> None:
    with pytest.raises(FetchError, match="which is loopback"):
        fetch_page(f"http://{host}:1/", limits=replace(LIMITS, allowed=()))


@pytest.mark.parametrize("found", ["127.0.0.1", "::1", "192.168.0.9", "fe80::1%eth0", "::ffff:10.0.0.1"])
def test_a_public_name_with_an_inner_address_is_refused(found: str) -> None:
    names = Names(inner_example=[found])
    refused("https://inner.example/privacy", "inner.example is at", limits=replace(LIMITS, allowed=()), resolve=names)


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    class Both(Names):
        def __call__(self, host: str, port: int) -> list[str]:
            return ["93.184.215.14", "10.0.0.1"]

    refused("https://both.example/", r"is at 10\.0\.0\.1, which is private", resolve=Both())


def test_the_connection_goes_to_the_address_that_was_checked_and_the_certificate_to_the_name() -> None:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>Words."
    network, names = FakeNetwork(body), Names(rebound_example=["93.184.215.14", "127.0.0.1"])
    page = fetch_page("https://rebound.example/p", limits=LIMITS, resolve=names, network=network)
    assert page.data == b"<p>Words."
    assert names.asked == ["rebound.example"]
    assert network.connected == [("93.184.215.14", 443)]
    assert network.secured_for == ["rebound.example"]


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site) -> None:
    class Two(Names):
        def __call__(self, host: str, port: int) -> list[str]:
            return ["127.0.0.9", "127.0.0.1"]

    address = site.url("/privacy", host="acme.example")
    assert fetch_page(address, limits=LIMITS, resolve=Two()).data == POLICY
    assert site.asked[0][1]["host"] == f"acme.example:{site.port}"


def test_redirects_are_followed_and_the_last_address_told(site: Site) -> None:
    site.pages["/old"] = Page(status=301, headers={"Location": "/older"})
    site.pages["/older"] = Page(status=307, headers={"Location": site.url("/privacy")})
    assert fetch_page(site.url("/old"), limits=LIMITS).url == site.url("/privacy")


def test_redirects_have_an_end(site: Site) -> None:
    site.pages["/round"] = Page(status=302, headers={"Location": "/round"})
    refused(site.url("/round"), "more than 3 redirects.*CLAUSEWISE_FETCH_REDIRECTS")
    assert len(site.asked) == 4


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("http://10.0.0.1/", "which is private"),
        ("http://[::1]/", "which is loopback"),
        ("http://inner.example/", "which is private"),
        ("//169.254.169.254/latest", "metadata service"),
        ("http://2130706433/", "odd way"),
        ("http://0x7f.1/", "odd way"),
        ("http://[fe80::1%25eth0]/", "interface|host name"),
        ("http://jo:secret@acme.example/", "user name or password"),
        ("file:///etc/passwd", "file:// addresses are not fetched"),
        ("gopher://127.0.0.1/", "gopher:// addresses"),
        ("http://[::1", "no address"),
    ],
)
def test_every_redirect_is_checked_like_an_address_that_was_given(site: Site, location: str, message: str) -> None:
    site.pages["/old"] = Page(status=302, headers={"Location": location})
    refused(site.url("/old"), message, resolve=Names(inner_example=["192.168.0.1"]))


def test_a_redirect_out_of_encryption_is_refused() -> None:
    network = FakeNetwork(b"HTTP/1.1 301 Moved\r\nLocation: http://acme.example/\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(FetchError, match="from https:// to http://"):
        fetch_page("https://acme.example/", limits=LIMITS, resolve=Names(acme_example=["8.8.8.8"]), network=network)


def test_a_page_that_says_it_is_too_large_or_turns_out_so_is_refused(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(1_000):
            handler.wfile.write(b"<p>word</p>" * 1_000)

    site.pages["/large"] = Page(b"<p>" + b"x" * 10_000)
    site.pages["/endless"] = Page(write=endless)
    for path in ("/large", "/endless"):
        refused(site.url(path), "larger than 10000 bytes.*CLAUSEWISE_FETCH_MAX_BYTES")


def test_a_packed_page_is_unpacked_up_to_the_limit(site: Site) -> None:
    packed = {"Content-Encoding": "gzip"}
    site.pages["/packed"] = Page(gzip.compress(POLICY), headers=packed)
    site.pages["/bomb"] = Page(gzip.compress(bytes(5_000_000)), headers=packed)
    site.pages["/cut"] = Page(gzip.compress(POLICY)[:-12], headers=packed)
    site.pages["/false"] = Page(POLICY, headers=packed)
    site.pages["/other"] = Page(POLICY, headers={"Content-Encoding": "br"})
    assert fetch_page(site.url("/packed"), limits=LIMITS).data == POLICY
    for path, message in {
        "/bomb": "larger than 10000 bytes",
        "/cut": "ends in the middle",
        "/false": "cannot be unpacked",
        "/other": "packed with br",
    }.items():
        refused(site.url(path), message)


def test_a_page_that_drips_in_ends_with_the_time_for_the_whole(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            handler.wfile.write(b"<p>")
            time.sleep(0.05)

    site.pages["/drip"] = Page(write=drip)
    began = time.monotonic()
    refused(site.url("/drip"), "within 0.3 seconds.*CLAUSEWISE_FETCH_SECONDS", limits=replace(LIMITS, seconds=0.3))
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (Page(status=404), "answered 404 Not Found; check the address"),
        (Page(status=799), "answered 799"),
        (Page(b"{}", "application/json"), "is application/json, which is no policy"),
        (Page(b"%PDF-1.7"), r"its content is a \.pdf file"),
        (Page(POLICY, headers={"Content-Length": "999"}), "could not be read"),
    ],
)
def test_what_the_server_did_wrong_is_told(site: Site, page: Page, message: str) -> None:
    site.pages["/p"] = page
    refused(site.url("/p"), message)


@pytest.mark.usefixtures("this_machine")
def test_a_server_that_is_not_there_is_told() -> None:
    refused("http://127.0.0.1:9/", r"127\.0\.0\.1 could not be read: .*refused")


def test_a_name_that_is_not_known_is_told() -> None:
    class Nobody(Names):
        def __call__(self, host: str, port: int) -> list[str]:
            raise OSError(-2, "Name or service not known")

    refused("https://nobody.example/", "nobody.example has no address: Name or service not known", resolve=Nobody())


def test_a_name_whose_look_up_does_not_end_is_told_in_time() -> None:
    answered = threading.Event()

    class Mute(Names):
        def __call__(self, host: str, port: int) -> list[str]:
            answered.wait(10)
            return ["8.8.8.8"]

    began = time.monotonic()
    try:
        refused("https://mute.example/", "within 0.2 seconds", limits=replace(LIMITS, seconds=0.2), resolve=Mute())
    finally:
        answered.set()
    assert time.monotonic() - began < 5


def test_a_name_that_no_resolver_takes_is_told() -> None:
    class Picky(Names):
        def __call__(self, host: str, port: int) -> list[str]:
            raise UnicodeEncodeError("idna", host, 0, 1, "label too long")

    refused("https://long.example/", "long.example has no address: .*label too long", resolve=Picky())

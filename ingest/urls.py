"""Addresses of pages: which are taken, and what the policy at one is called. Pure."""

from __future__ import annotations

import ipaddress
import re

import httpx

from ingest.errors import FetchError
from ingest.sources import default_policy_id

_SCHEMES = ("https", "http")
_HOST_NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?", re.IGNORECASE
)
# A last label like these makes a host an IPv4 address to some programs: 2130706433, 0x7f.1, 127.1, 0177.0.0.1
_NUMERIC_END = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.IGNORECASE)
_LONGEST = 2_000
_LONGEST_ID = 120


def is_url(text: str) -> bool:
    """Whether an argument is meant as an address rather than a path; not whether it is a good one."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text))


def parse_url(text: str) -> httpx.URL:
    """An address without its fragment. Raises FetchError for one that is not taken; the message tells no secret of it.

    Hosts are names, dotted IPv4 addresses or IPv6 addresses without a zone: other ways to write a number
    (2130706433, 0x7f.1, 0177.0.0.1) are read in one way here and in another there, so they are refused.
    """
    try:
        url = httpx.URL(text).copy_with(fragment=None)
        port = url.port
    except (httpx.InvalidURL, ValueError) as exc:
        raise FetchError(f"not an address: {exc}; write it as https://example.com/privacy") from exc
    if url.scheme not in _SCHEMES:
        raise FetchError(f"{url.scheme}:// addresses are not fetched; give one with https:// or http://")
    if url.userinfo:
        raise FetchError(
            f"the address of {url.host} holds a user name or password, which would be stored; leave them out"
        )
    if len(text) > _LONGEST or (port is not None and not 0 < port < 65_536):
        raise FetchError(f"the address of {url.host} is too long or has an impossible port")
    _check_host(url.raw_host.decode("ascii"))
    return url


def page_policy_id(url: httpx.URL) -> str:
    """A readable id: "acme.example-legal-privacy" for https://www.acme.example/legal/privacy.html."""
    path = re.sub(r"\.\w{1,8}/*$", "", url.path)
    parts = [url.host.removeprefix("www."), *(part for part in path.split("/") if part)]
    if url.port is not None:
        parts[0] += f"-{url.port}"
    parts += re.findall(r"[\w.-]+", url.query.decode("ascii", "replace"))
    # The suffix keeps the id's last dot from being taken for that of a file name.
    return default_policy_id("-".join(parts)[:_LONGEST_ID] + ".html")


def _check_host(host: str) -> None:
    if not host:
        raise FetchError("the address has no host; write it as https://example.com/privacy")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        if "%" in host:
            raise FetchError(f"{host} names a network interface; give an address without it")
        return
    if _NUMERIC_END.fullmatch(host):
        raise FetchError(f"{host} is a number written in an odd way; write IPv4 addresses as four decimal numbers")
    if ":" in host or not _HOST_NAME.fullmatch(host):
        raise FetchError(f"{host!r} is no host name")

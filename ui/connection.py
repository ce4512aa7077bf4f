"""How the page reaches the service. Set once, before the page is served; the screens only read it."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_API = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Connection:
    """`key` is the page's own key, with which everybody asks who opens the page.

    `private` says that only this machine reaches the page. Elsewhere the admin screen never works with the page's own
    rights, but only with a key that the visitor brings.
    """

    url: str = DEFAULT_API
    key: str | None = None
    private: bool = True


_current = [Connection()]


def use(connection: Connection) -> None:
    _current[0] = connection


def current() -> Connection:
    return _current[0]

"""From the headers of a request to who asks."""

from __future__ import annotations

from ipaddress import ip_address

from starlette.datastructures import Headers

from bot.api.access.keys import PREFIX, Keys
from bot.api.access.limits import Rates
from bot.api.access.oidc import Tokens
from bot.api.access.roles import LOCAL, OPEN, Principal
from bot.api.access.settings import AccessSettings
from bot.api.problems import FORBIDDEN, RATE_LIMITED, UNAUTHORIZED, ProblemError
from ingest.errors import SettingsError

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="clausewise"'}
_INVALID = {"WWW-Authenticate": 'Bearer realm="clausewise", error="invalid_token"'}
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_MAKE_ONE = "An administrator makes one with: clausewise keys create."


class Doorkeeper:
    """Decides who asks. Methods may block (a file, an identity provider): call them in a worker thread."""

    def __init__(self, settings: AccessSettings, *, host: str, keys: Keys, tokens: Tokens | None, rates: Rates) -> None:
        self._local = is_loopback(host)
        self._allow_open = settings.allow_open
        self._hosts = frozenset(name.lower() for name in settings.trusted_hosts)
        self._keys = keys
        self._tokens = tokens
        self._rates = rates

    def admit(self, headers: Headers, address: str) -> Principal:
        """Who asks, counted against the rates. Raises ProblemError, and errors of stores that do not answer."""
        given = _credential(headers)
        if (given is None or not given.startswith(PREFIX)) and self._is_unlocked():
            self._check_nobody_else(headers)
            return LOCAL
        self._refuse_over(self._rates.address_used(address))
        if given is None:
            if self._allow_open:
                return OPEN
            raise ProblemError(UNAUTHORIZED, f"Send Authorization: Bearer KEY. {_MAKE_ONE}", headers=CHALLENGE)
        principal = self._check(given)
        if principal is None:
            detail = f"The key or token is not valid: it may be mistyped, expired or revoked. {_MAKE_ONE}"
            raise ProblemError(UNAUTHORIZED, detail, headers=_INVALID)
        self._refuse_over(self._rates.key_used(principal.id))
        return principal

    def _check(self, given: str) -> Principal | None:
        if given.startswith(PREFIX) or self._tokens is None:
            return self._keys.check(given)
        return self._tokens.check(given)

    def _is_unlocked(self) -> bool:
        """Whether nobody made a key yet, on an address that only this machine reaches. What clients that insist on a
        key send then (OpenAI's does) is not looked at."""
        return self._local and not self._tokens and not self._keys.any_active()

    def _check_nobody_else(self, headers: Headers) -> None:
        """Without keys whoever reaches the service may do all. A page in a browser, which may reach a name that points
        here, must not; neither must whom a proxy lets through."""
        origin = headers.get("origin")
        host = host_name(headers.get("host", ""))
        if not self._is_here(host) or (origin is not None and not self._is_here(host_name(origin.partition("//")[2]))):
            raise ProblemError(
                FORBIDDEN, "Without keys only programs on this machine may ask, and pages that it serves."
            )
        if any(name in headers for name in _FORWARDED):
            raise ProblemError(FORBIDDEN, f"Behind a proxy a key is needed. {_MAKE_ONE}")

    def _is_here(self, host: str) -> bool:
        return is_loopback(host) or host in self._hosts

    def _refuse_over(self, seconds: float | None) -> None:
        if seconds is not None:
            raise ProblemError(RATE_LIMITED, f"Ask again in {seconds:.0f} s.", retry_after=seconds)


def check_bind(settings: AccessSettings, *, host: str, keys: Keys, tokens: Tokens | None) -> None:
    """Raises SettingsError for a public address that anybody could use."""
    if is_loopback(host) or settings.allow_open or tokens or keys.any_active():
        return
    raise SettingsError(
        f"the service would be open to everybody who reaches {host}: make a key first (clausewise keys create --role "
        "agent --name NAME), or listen on 127.0.0.1, or set CLAUSEWISE_ALLOW_OPEN=true to let anybody ask"
    )


def is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def host_name(value: str) -> str:
    """The name in a Host header, without port and brackets."""
    value = value.strip().lower()
    if value.startswith("["):
        return value[1:].partition("]")[0]
    return value.partition(":")[0]


def _credential(headers: Headers) -> str | None:
    """The key or token of a request: `Authorization: Bearer`, or `X-API-Key`. A scheme that we do not know is wrong."""
    authorization = headers.get("authorization")
    if authorization is None:
        return headers.get("x-api-key")
    scheme, _, value = authorization.partition(" ")
    return value.strip() if scheme.lower() == "bearer" else ""

"""Tokens of an identity provider (OpenID Connect), checked against its published keys.

The algorithm is one of ours to allow, never the token's to choose; issuer, audience, expiry and subject must be there.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from typing import Any

import jwt
from jwt import PyJWKClient
from jwt.exceptions import PyJWKClientConnectionError, PyJWKClientError, PyJWTError

from bot.api.access.errors import IdentityProviderError, NoRoleError
from bot.api.access.roles import Principal, Role
from bot.api.access.settings import AccessSettings
from ingest.errors import SettingsError

_FETCH_SECONDS = 5.0
_LEEWAY_SECONDS = 30
_LONGEST_TOKEN = 8_192
logger = logging.getLogger(__name__)


class Tokens:
    """Methods may be called from any thread; one may fetch keys, and so must not be called on the event loop."""

    def __init__(self, settings: AccessSettings) -> None:
        self._settings = settings
        self._keys = PyJWKClient(str(settings.oidc_jwks_url), timeout=_FETCH_SECONDS)

    def check(self, token: str) -> Principal | None:
        """Whose token it is; None for one that does not hold. Raises NoRoleError, IdentityProviderError."""
        if len(token) > _LONGEST_TOKEN or token.count(".") != 2:
            return None
        try:
            signing_key = self._keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                signing_key,
                algorithms=list(self._settings.oidc_algorithms),
                issuer=self._settings.oidc_issuer,
                audience=self._settings.oidc_audience,
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (PyJWKClientConnectionError, ValueError) as exc:  # ValueError: what it answered is not JSON
            raise IdentityProviderError("the identity provider does not answer; try again shortly") from exc
        except (PyJWKClientError, PyJWTError) as exc:
            logger.info("a token was refused: %s", type(exc).__name__)
            return None
        return Principal(_subject(claims), self._role(claims))

    def _role(self, claims: Mapping[str, Any]) -> Role:
        """The highest role that the claim names; it may be a list, or words with spaces between."""
        value: Any = claims
        for step in self._settings.oidc_role_claim.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        named = value.split() if isinstance(value, str) else value if isinstance(value, list) else []
        if self._settings.oidc_admin_role in named:
            return Role.ADMIN
        if self._settings.oidc_agent_role in named:
            return Role.AGENT
        raise NoRoleError(
            f"the token is valid, but its claim {self._settings.oidc_role_claim} names neither "
            f"{self._settings.oidc_agent_role} nor {self._settings.oidc_admin_role}; an administrator of the identity "
            "provider grants them"
        )


def tokens_of(settings: AccessSettings) -> Tokens | None:
    """None where no provider is set. Raises SettingsError for a provider that is set by halves."""
    given = (settings.oidc_issuer, settings.oidc_audience, settings.oidc_jwks_url)
    if any(given) and not all(given):
        raise SettingsError(
            "tokens need all of CLAUSEWISE_OIDC_ISSUER, CLAUSEWISE_OIDC_AUDIENCE and CLAUSEWISE_OIDC_JWKS_URL"
        )
    return Tokens(settings) if all(given) else None


def _subject(claims: Mapping[str, Any]) -> str:
    """A digest: a subject is often an e-mail address, which has no place in logs and records."""
    return "oidc-" + hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()[:12]

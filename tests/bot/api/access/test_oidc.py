"""Tokens of an identity provider, with a key set from a real local server."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from pytest_socket import enable_socket

from bot.api.access.errors import IdentityProviderError, NoRoleError
from bot.api.access.oidc import Tokens, tokens_of
from bot.api.access.roles import Role
from bot.api.access.settings import AccessSettings
from ingest.errors import SettingsError
from ingest.settings import load

pytestmark = pytest.mark.usefixtures("socket_enabled")
ISSUER, AUDIENCE = "https://login.example", "clausewise"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Provider:
    url: str
    body: bytes
    fetched: int = 0

    def settings(self, **overrides: Any) -> AccessSettings:
        known = {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, "oidc_jwks_url": self.url}
        return load(AccessSettings, **{**known, **overrides})


@pytest.fixture(scope="module")
def keys_body() -> bytes:
    public = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
    return json.dumps({"keys": [{**public, "kid": "k1", "use": "sig", "alg": "RS256"}]}).encode()


@pytest.fixture
def provider(keys_body: bytes) -> Iterator[Provider]:
    enable_socket()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.fetched += 1
            self.send_response(200)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found = Provider(f"http://127.0.0.1:{server.server_port}/keys", keys_body)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def claims(**changes: Any) -> dict[str, Any]:
    known = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": "jane@example.com", "exp": time.time() + 600,
        "roles": ["clausewise-agent"],
    }  # fmt: skip
    return {name: value for name, value in {**known, **changes}.items() if value is not None}


def token(key: Any = KEY, *, algorithm: str = "RS256", kid: str = "k1", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers={"kid": kid})


def test_a_token_gives_the_role_that_its_claim_names(provider: Provider) -> None:
    tokens = Tokens(provider.settings())
    agent = tokens.check(token())
    admin = tokens.check(token(roles=["other", "clausewise-admin", "clausewise-agent"]))
    words = tokens.check(token(roles="openid clausewise-agent"))
    assert agent is not None
    assert admin is not None
    assert words is not None
    assert (agent.role, admin.role, words.role) == (Role.AGENT, Role.ADMIN, Role.AGENT)
    assert provider.fetched == 1, "keys are fetched once, not with every token"


def test_the_subject_is_known_by_a_digest_alone(provider: Provider) -> None:
    tokens = Tokens(provider.settings())
    one, same, other = tokens.check(token()), tokens.check(token()), tokens.check(token(sub="ben@example.com"))
    assert one is not None
    assert one == same
    assert one != other
    assert "jane" not in one.id


def test_the_claim_may_lie_deeper(provider: Provider) -> None:
    tokens = Tokens(provider.settings(oidc_role_claim="realm_access.roles", oidc_agent_role="support"))
    found = tokens.check(token(realm_access={"roles": ["support"]}))
    assert found is not None
    assert found.role is Role.AGENT


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": time.time() - 600},
        {"exp": None},
        {"nbf": time.time() + 600},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-service"},
        {"aud": None},
        {"sub": None},
        {"kid": "unknown"},
    ],
)
def test_a_token_that_lacks_anything_is_refused(provider: Provider, changes: dict[str, Any]) -> None:
    assert Tokens(provider.settings()).check(token(**changes)) is None


@pytest.mark.parametrize("roles", [[], None, {"clausewise-admin": True}, ["clausewise-administrator"], "other words"])
def test_a_token_without_a_role_of_ours_says_which_are_missing(provider: Provider, roles: object) -> None:
    with pytest.raises(NoRoleError, match="claim roles names neither clausewise-agent nor clausewise-admin"):
        Tokens(provider.settings()).check(token(roles=roles))


def test_a_token_of_another_key_or_altered_is_refused(provider: Provider) -> None:
    tokens = Tokens(provider.settings())
    assert tokens.check(token(OTHER_KEY)) is None
    head, _, signature = token().split(".")
    _, altered, _ = token(roles=["clausewise-admin"]).split(".")
    assert tokens.check(f"{head}.{altered}.{signature}") is None


def test_the_token_does_not_choose_its_algorithm(provider: Provider) -> None:
    public = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    tokens = Tokens(provider.settings())
    assert tokens.check(token(None, algorithm="none")) is None
    assert tokens.check(token(KEY, algorithm="RS512")) is None
    assert tokens.check(_signed_with_the_public_key(public)) is None


def _signed_with_the_public_key(public: bytes) -> str:
    """By hand: the library refuses to sign with such a key."""
    import hashlib
    import hmac

    from jwt.utils import base64url_encode

    head = base64url_encode(json.dumps({"alg": "HS256", "typ": "JWT", "kid": "k1"}).encode())
    body = base64url_encode(json.dumps(claims()).encode())
    signature = base64url_encode(hmac.new(public, head + b"." + body, hashlib.sha256).digest())
    return (head + b"." + body + b"." + signature).decode()


@pytest.mark.parametrize("text", ["", "a.b.c", "...", "eyJhbGciOiJSUzI1NiJ9.e30.", "a" * 10_000, "é.é.é"])
def test_what_is_no_token_is_refused_without_asking_the_provider(provider: Provider, text: str) -> None:
    assert Tokens(provider.settings()).check(text) is None
    assert provider.fetched <= 1


def test_a_provider_that_does_not_answer_or_talks_nonsense_is_no_refusal(provider: Provider) -> None:
    gone = Tokens(provider.settings(oidc_jwks_url="http://127.0.0.1:9/keys"))
    with pytest.raises(IdentityProviderError):
        gone.check(token())
    provider.body = b"<html>"
    with pytest.raises(IdentityProviderError):
        Tokens(provider.settings()).check(token())


@pytest.mark.parametrize("left_out", ["oidc_issuer", "oidc_audience", "oidc_jwks_url"])
def test_a_provider_that_is_set_by_halves_is_refused_at_the_start(provider: Provider, left_out: str) -> None:
    settings = provider.settings().model_copy(update={left_out: None})
    with pytest.raises(SettingsError, match="CLAUSEWISE_OIDC_ISSUER"):
        tokens_of(settings)


@pytest.mark.parametrize("algorithms", ["HS256", "none", "RS256,HS256", ","])
def test_algorithms_that_anybody_could_sign_with_cannot_be_set(
    algorithms: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUSEWISE_OIDC_ALGORITHMS", algorithms)
    with pytest.raises(SettingsError, match="CLAUSEWISE_OIDC_ALGORITHMS"):
        load(AccessSettings)

"""The settings of access and operations; those of the service include them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from limits import parse_many
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_settings import NoDecode

from bot.settings import Settings

OPS_FILE = "ops.db"
# What OIDC providers sign with. Symmetric algorithms and "none" are never taken: anybody could sign with a public key.
_ALGORITHMS = frozenset(
    {"RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA", "Ed25519", "Ed448"}
)


def _listed(value: object) -> object:
    return tuple(part for part in re.split(r"[,\s]+", value) if part) if isinstance(value, str) else value


def _rate(value: str) -> str:
    parse_many(value)
    return value


def _algorithms(value: tuple[str, ...]) -> tuple[str, ...]:
    unfit = sorted(set(value) - _ALGORITHMS)
    if unfit or not value:
        raise ValueError(f"name some of {', '.join(sorted(_ALGORITHMS))}")
    return value


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Rate = Annotated[str, AfterValidator(_rate)]
Address = Annotated[str, Field(pattern=r"^https?://[^\s#]+$")]


class AccessSettings(Settings):
    """`ops` is the file of keys, feedback and audit; None is `ops.db` in the index folder.

    `allow_open` lets a public address answer without keys, with the agents' rights. `oidc_*` let tokens of an identity
    provider in: all of issuer, audience and the address of its key set are needed. `oidc_role_claim` may be a path
    ("realm_access.roles").

    `rate_*` are rates as `limits` reads them ("600/minute", several with ";"); `rate_storage` is `memory://`, or
    `redis://...` where several replicas share them. `concurrency` requests are worked on at a time, `queue` wait for at
    most `queue_seconds`; beyond that they are refused. `body_seconds` is how long a request's body may take to arrive.

    `trusted_hosts` are names that browsers and MCP clients may reach the service under besides its own address;
    `trusted_proxies` the addresses of proxies whose X-Forwarded-For is believed.
    `trace_endpoint` is where OpenTelemetry traces go (an OTLP/HTTP address); with None nothing is traced.
    `feedback_days` is how long texts of feedback are kept; the audit's head is logged every `audit_log_every` records.
    """

    ops: Path | None = None
    allow_open: bool = False
    trusted_hosts: Listed = ()
    trusted_proxies: Listed = ()
    oidc_issuer: str | None = Field(default=None, min_length=1)
    oidc_audience: str | None = Field(default=None, min_length=1)
    oidc_jwks_url: Address | None = None
    oidc_algorithms: Annotated[Listed, AfterValidator(_algorithms)] = ("RS256", "ES256")
    oidc_role_claim: str = Field(default="roles", min_length=1)
    oidc_agent_role: str = Field(default="clausewise-agent", min_length=1)
    oidc_admin_role: str = Field(default="clausewise-admin", min_length=1)
    rate_per_key: Rate = "1200/minute"
    rate_per_address: Rate = "1200/minute"
    rate_storage: str = Field(default="memory://", pattern=r"^(memory|rediss?|redis\+\w+)://\S*$")
    concurrency: int = Field(default=32, ge=1)
    queue: int = Field(default=64, ge=0)
    queue_seconds: float = Field(default=10.0, gt=0)
    max_request_bytes: int = Field(default=1_000_000, gt=0)
    body_seconds: float = Field(default=30.0, gt=0)
    cors_origins: Listed = ()
    log_format: Literal["console", "json"] = "console"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    trace_endpoint: Address | None = None
    feedback_days: int = Field(default=90, ge=1)
    audit_log_every: int = Field(default=1_000, ge=1)

    @property
    def ops_file(self) -> Path:
        return self.ops or self.index / OPS_FILE

    @property
    def uses_oidc(self) -> bool:
        return bool(self.oidc_issuer and self.oidc_audience and self.oidc_jwks_url)

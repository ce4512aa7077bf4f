"""The settings of the service; they include those of all that answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field

from bot.api.access.settings import AccessSettings
from ingest.settings import load


class ApiSettings(AccessSettings):
    """`host` and `port` are where the service listens, `public_url` the address that others reach it under, where that
    is another (behind a proxy, in a container); it is written beside the index for the command line.

    `threads` questions are worked on at a time. `ping_seconds` is how long a stream may be silent before a comment
    keeps it alive; `shutdown_seconds` how long running answers may take after the service was told to stop.
    `eval_report` is the report that `/v1/eval-report` shows, written by `clausewise eval --write`; without it
    `eval-report.json` in the index.
    """

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8000, ge=0, le=65_535)
    public_url: str | None = Field(default=None, pattern=r"^https?://[^/?#@\s]+(/[^?#\s]*)?$")
    threads: int = Field(default=4, ge=1, le=256)
    ping_seconds: float = Field(default=15.0, gt=0)
    shutdown_seconds: int = Field(default=35, ge=1)
    max_upload_bytes: int = Field(default=20_000_000, gt=0)
    eval_report: Path | None = None

    @property
    def address(self) -> str:
        """Where a program on this machine finds the service."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - what to replace
        shown = f"[{host}]" if ":" in host else host
        return self.public_url or f"http://{shown}:{self.port}"


def load_api_settings(**overrides: Any) -> ApiSettings:
    """Settings from the overrides (None is no override), the environment and `.env`; raises SettingsError."""
    return load(ApiSettings, **overrides)

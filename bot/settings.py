"""The settings of everything that answers; they include those of ingest."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import Field, SecretStr

from ingest.settings import IngestSettings, load


class Settings(IngestSettings):
    """`model` is `provider:model` as LangChain's `init_chat_model` takes it; with None no language model is used.

    `evidence_cache_bytes` is how much of the policies' sentences and their vectors is kept in memory.
    `longest_pasted` is how many characters a policy may have that comes with a question.
    `api_key` is the key that commands show to a service that owns the index.
    """

    model: str | None = Field(default=None, min_length=1)
    model_base_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    deadline_seconds: float = Field(default=30.0, gt=0)
    longest_pasted: int = Field(default=200_000, gt=0)
    api_key: SecretStr | None = None
    evidence_cache_bytes: int = Field(default=160_000_000, ge=0)


def load_settings(**overrides: Any) -> Settings:
    """Settings from the overrides (None is no override), the environment and `.env`; raises SettingsError."""
    return load(Settings, elsewhere=_of_the_service, **overrides)


def _of_the_service() -> Collection[str]:
    from bot.api.settings import ApiSettings

    return ApiSettings.model_fields

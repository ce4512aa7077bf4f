"""The settings of everything that answers; they include those of ingest."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, Literal

from pydantic import Field, SecretStr

from ingest.settings import IngestSettings, load


class Settings(IngestSettings):
    """`model` is `provider:model` as LangChain's `init_chat_model` takes it, or `llamacpp:` and a file for one that
    runs in this process; with None no language model is used.

    `model_strategy`: `whole` shows the model all clauses at once, `clause` asks a small model of one after another;
    `auto` takes `clause` for `llamacpp:`. It is shown at most `model_evidence_tokens` of clauses and
    `model_history_tokens` of conversation, and writes at most `model_output_tokens`. A call that fails in passing is
    made `model_attempts` times. Prices are of a million tokens, for the cost of each call. `model_tracing` lets
    LangSmith trace calls as its own variables say. `redact_local` takes personal data out of what a model on this
    machine is asked, too.

    `reranker` is `sentence-transformers:` and a cross-encoder's name or folder, or the address of a reranker's HTTP
    API, which is asked for `reranker_model`. It may take `reranker_seconds` for a policy; `reranker_weight` is how much
    its scores count beside the ranking's own.

    A policy is silent on a question where the probability that it answers is under `silent_below`; None is the fitted
    threshold. The higher, the more often it is silent.

    `evidence_cache_bytes` is how much of the policies' sentences and their vectors is kept in memory.
    `longest_pasted` is how many characters a policy may have that comes with a question. `answer_cache` is how many
    answers are kept in memory for when they are asked for again; those of a language model or a reranker are not.
    `api_key` is the key that commands and the chat page show to a service. `api_url` is where the chat page finds a
    service that runs elsewhere; `ui_host` and `ui_port` are where the page listens.
    """

    model: str | None = Field(default=None, min_length=1)
    model_base_url: str | None = Field(default=None, pattern=r"^https?://\S+$")
    model_strategy: Literal["auto", "whole", "clause"] = "auto"
    model_evidence_tokens: int = Field(default=3_000, ge=200)
    model_history_tokens: int = Field(default=1_000, ge=0)
    model_output_tokens: int = Field(default=1_200, ge=50)
    model_attempts: int = Field(default=3, ge=1, le=10)
    model_input_price: float = Field(default=0.0, ge=0)
    model_output_price: float = Field(default=0.0, ge=0)
    model_tracing: bool = False
    redact_local: bool = True
    deadline_seconds: float = Field(default=30.0, gt=0)
    longest_pasted: int = Field(default=200_000, gt=0)
    answer_cache: int = Field(default=512, ge=0)
    reranker: str | None = Field(default=None, min_length=1)
    reranker_model: str | None = Field(default=None, min_length=1)
    reranker_api_key: SecretStr | None = None
    reranker_seconds: float = Field(default=5.0, gt=0)
    reranker_weight: float = Field(default=0.5, ge=0, le=1)
    silent_below: float | None = Field(default=None, ge=0, le=1)
    api_key: SecretStr | None = None
    api_url: str | None = Field(default=None, pattern=r"^https?://[^/?#@\s]+(/[^?#\s]*)?$")
    ui_host: str = Field(default="127.0.0.1", min_length=1)
    ui_port: int = Field(default=8501, ge=0, le=65_535)
    evidence_cache_bytes: int = Field(default=160_000_000, ge=0)

    @property
    def shown_reranker(self) -> str | None:
        """`reranker` for reports: of an address without the parts that may hold a key."""
        if self.reranker is None or not self.reranker.startswith(("http://", "https://")):
            return self.reranker
        scheme, _, rest = self.reranker.partition("://")
        host, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
        return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def load_settings(**overrides: Any) -> Settings:
    """Settings from the overrides (None is no override), the environment and `.env`; raises SettingsError."""
    return load(Settings, elsewhere=_of_the_service, **overrides)


def _of_the_service() -> Collection[str]:
    from bot.api.settings import ApiSettings

    return ApiSettings.model_fields

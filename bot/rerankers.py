"""The reranker that operators name."""

from __future__ import annotations

import httpx

from bot.chat_models import is_on_this_machine
from bot.rerank import Reranker, ScoredReranker
from bot.settings import Settings
from ingest.errors import SettingsError

_LOCAL = "sentence-transformers"


def load_reranker(settings: Settings) -> Reranker | None:
    """None where none is named. Raises SettingsError, which says what to do, for one that cannot be had."""
    name = settings.reranker
    if name is None:
        return None
    provider, _, rest = name.partition(":")
    if provider == _LOCAL and rest:
        from bot.rerank_local import load_cross_encoder

        return ScoredReranker(
            load_cross_encoder(rest),
            weight=settings.reranker_weight,
            seconds=settings.reranker_seconds,
            redacts=settings.redact_local,
        )
    if provider not in {"http", "https"}:
        raise SettingsError(
            f"CLAUSEWISE_RERANKER is {name!r}; set it to {_LOCAL}:MODEL, or to the address of a reranker such as "
            "http://localhost:8080/rerank"
        )
    _check_address(name)
    from bot.rerank_http import HttpScorer

    return ScoredReranker(
        HttpScorer(name, model=settings.reranker_model, key=_key(settings)),
        weight=settings.reranker_weight,
        seconds=settings.reranker_seconds,
        redacts=settings.redact_local or not is_on_this_machine(name),
    )


def _check_address(address: str) -> None:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL()
    if not url.host:
        raise SettingsError("CLAUSEWISE_RERANKER is no whole address; write it as http://host:port/rerank")
    if url.userinfo:
        raise SettingsError("CLAUSEWISE_RERANKER has a password in it; put the key into CLAUSEWISE_RERANKER_API_KEY")


def _key(settings: Settings) -> str | None:
    if settings.reranker_api_key is None:
        return None
    key = settings.reranker_api_key.get_secret_value()
    if not key.isascii() or not key.isprintable():
        raise SettingsError("CLAUSEWISE_RERANKER_API_KEY has characters that no key has; copy it anew")
    return key

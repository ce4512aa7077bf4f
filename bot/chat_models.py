"""The chat models that operators name, through LangChain; loaded when first needed, with errors that say what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.settings import Settings
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LLAMA_CPP = "llamacpp"
# What LangChain itself knows is tried by its name too; these are the ones with extras of ours.
_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "ollama": "ollama", LLAMA_CPP: "local", "local": "local"}
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_GATEWAY = "LANGSMITH_GATEWAY"


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model, the name that answers bear, and whether it runs on this machine: then what it is told stays here."""

    name: str
    model: BaseChatModel
    local: bool = False


def load_chat_model(settings: Settings, *, attempt_seconds: float | None = None) -> ChatModel:
    """The model that the settings name. Raises SettingsError, with the command that mends it.

    The provider's own retries are off: calls are tried again under the question's deadline, and `attempt_seconds` is
    what a single one may take.
    """
    name = settings.model
    if name is None:
        raise SettingsError("no language model is named; set CLAUSEWISE_MODEL, for example to openai:gpt-5-mini")
    provider, _, rest = name.partition(":")
    if not provider or not rest:
        example = name.strip(":") if name.strip(":") not in _EXTRAS else "gpt-5-mini"
        raise SettingsError(f"CLAUSEWISE_MODEL is {name}; write it as provider:model, for example openai:{example}")
    if provider in {LLAMA_CPP, "local"}:
        return ChatModel(name, _in_process(rest, settings), local=True)
    _refuse_gateway(settings)
    options = _options(provider, settings, attempt_seconds or settings.deadline_seconds)
    return ChatModel(name, _init(provider, rest, options), local=_is_local(provider, settings.model_base_url))


def adopted(model: BaseChatModel) -> ChatModel:
    """A model that another program hands over. Where it runs cannot be told, so it counts as hosted."""
    named = getattr(model, "model_name", None) or getattr(model, "model", None)
    return ChatModel(named if isinstance(named, str) else model._llm_type, model)


@contextmanager
def traced_only_if(allowed: bool) -> Iterator[None]:
    """Unless it is allowed, LangSmith's variables in the environment cause no trace within."""
    from langsmith import tracing_context

    if allowed:
        yield
    else:
        with tracing_context(enabled=False):
            yield


def _in_process(place: str, settings: Settings) -> BaseChatModel:
    from bot.llama_model import load_llama

    return load_llama(place, models=settings.models)


def _options(provider: str, settings: Settings, seconds: float) -> dict[str, Any]:
    options: dict[str, Any] = {"temperature": 0}
    if settings.model_base_url is not None:
        options["base_url"] = settings.model_base_url
    if provider == "ollama":
        return options | {"num_predict": settings.model_output_tokens, "client_kwargs": {"timeout": seconds}}
    options |= {"max_retries": 0, "timeout": seconds, "max_tokens": settings.model_output_tokens}
    if provider == "openai":
        options["stream_usage"] = True
    key = _KEYS.get(provider)
    if key is not None and not os.environ.get(key):
        if settings.model_base_url is None:
            raise SettingsError(f"{settings.model} needs a key; run: export {key}=...")
        options["api_key"] = "none"  # servers of one's own mostly want none, but their clients want one
    return options


def _init(provider: str, name: str, options: dict[str, Any]) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    extra = _EXTRAS.get(provider)
    try:
        made: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except ImportError as exc:
        package = f"'clausewise[{extra}]'" if extra else f"langchain-{provider.replace('_', '-')}"
        raise SettingsError(
            f"{provider}:{name} needs a package that is not installed; run: pip install {package}"
        ) from exc
    except (ValueError, TypeError) as exc:
        if f"provider={provider!r}" in str(exc):
            raise SettingsError(_unknown(provider, name)) from exc
        reason = " ".join(str(exc).split())[:200]
        raise SettingsError(f"CLAUSEWISE_MODEL={provider}:{name} cannot be loaded: {reason}") from exc
    return made


def _unknown(provider: str, name: str) -> str:
    near = get_close_matches(provider, _EXTRAS, n=1)
    hint = f"did you mean {near[0]}:{name}?" if near else f"name one of {', '.join(_EXTRAS)}, or another of LangChain's"
    return f"CLAUSEWISE_MODEL={provider}:{name} names the provider {provider}, which is not known; {hint}"


def is_on_this_machine(address: str) -> bool:
    """Whether a server's address is a loopback one."""
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_local(provider: str, base_url: str | None) -> bool:
    address = base_url or (os.environ.get("OLLAMA_HOST") or "http://127.0.0.1" if provider == "ollama" else None)
    return address is not None and is_on_this_machine(address)


def _refuse_gateway(settings: Settings) -> None:
    """LangChain's providers would send everything through LangSmith where this variable of another tool says so."""
    if os.environ.get(_GATEWAY, "").lower() not in {"", "0", "false", "no"} and not settings.model_tracing:
        raise SettingsError(
            f"{_GATEWAY} is set and would send what the model is asked through LangSmith; run: unset {_GATEWAY} "
            "(or allow it with CLAUSEWISE_MODEL_TRACING=true)"
        )

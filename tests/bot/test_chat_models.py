"""Models that operators name: what is missing is told with the command that mends it; nothing is traced by the way."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from langchain_core.tracers.context import _tracing_v2_is_enabled

from bot.chat_models import adopted, load_chat_model, traced_only_if
from bot.settings import Settings, load_settings
from ingest.errors import ModelFilesError, SettingsError
from tests.bot.scripted_model import scripted


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "LANGSMITH_GATEWAY", "OLLAMA_HOST"):
        monkeypatch.delenv(name, raising=False)


def named(model: str | None, **more: Any) -> Settings:
    return load_settings(model=model, **more)


@pytest.mark.parametrize(("provider", "key"), [("openai", "OPENAI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY")])
def test_a_missing_key_is_told_with_the_command(provider: str, key: str) -> None:
    with pytest.raises(SettingsError, match=f"run: export {key}="):
        load_chat_model(named(f"{provider}:m"))


@pytest.mark.parametrize(
    ("model", "package", "mend"),
    [
        ("openai:m", "langchain_openai", r"pip install 'clausewise\[openai\]'"),
        ("anthropic:m", "langchain_anthropic", r"pip install 'clausewise\[anthropic\]'"),
        ("ollama:m", "langchain_ollama", r"pip install 'clausewise\[ollama\]'"),
        ("groq:m", "langchain_groq", "pip install langchain-groq"),
        ("llamacpp:qwen2.5-coder-1.5b", "llama_cpp", r"pip install 'clausewise\[local\]'"),
    ],
)
def test_a_missing_package_is_told_with_the_command(
    monkeypatch: pytest.MonkeyPatch, model: str, package: str, mend: str
) -> None:
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
    with pytest.raises(SettingsError, match=mend):
        load_chat_model(named(model))


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("gpt-5", "for example openai:gpt-5$"),
        ("openai:", "for example openai:gpt-5-mini$"),
        (":gpt-5", "for example openai:gpt-5$"),
        ("opnai:gpt-5", r"which is not known; did you mean openai:gpt-5\?$"),
        ("nobody:m", "which is not known; name one of openai, anthropic, ollama, "),
    ],
)
def test_a_model_that_nobody_has_is_told(model: str, told: str) -> None:
    with pytest.raises(SettingsError, match=f"^CLAUSEWISE_MODEL.*{told}"):
        load_chat_model(named(model))


def test_a_model_file_that_is_not_there_is_told() -> None:
    pytest.importorskip("llama_cpp")
    with pytest.raises(SettingsError, match=r"gone\.gguf, which is not there"):
        load_chat_model(named("llamacpp:gone.gguf"))
    with pytest.raises(ModelFilesError, match="run: clausewise models install --chat"):
        load_chat_model(named("llamacpp:qwen2.5-coder-1.5b", models=Path("empty")))


def test_a_server_of_ones_own_needs_no_key() -> None:
    chat = load_chat_model(named("openai:m", model_base_url="http://127.0.0.1:9/v1"))
    assert (chat.name, chat.local) == ("openai:m", True)


@pytest.mark.parametrize(
    ("model", "url", "local"),
    [
        ("ollama:m", None, True),
        ("ollama:m", "http://localhost:11434", True),
        ("ollama:m", "http://models.example", False),
        ("openai:m", "http://[::1]:8000/v1", True),
        ("openai:m", "https://models.example/v1", False),
        ("openai:m", None, False),
    ],
)
def test_what_stays_on_this_machine_is_known(
    monkeypatch: pytest.MonkeyPatch, model: str, url: str | None, local: bool
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert load_chat_model(named(model, model_base_url=url)).local is local


def test_retries_and_time_are_ours_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    model: Any = load_chat_model(named("openai:m", deadline_seconds=7.0)).model
    assert (model.max_retries, model.request_timeout, model.temperature) == (0, 7.0, 0)


def test_a_gateway_of_another_tool_is_refused_unless_tracing_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "k")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    with pytest.raises(SettingsError, match="run: unset LANGSMITH_GATEWAY"):
        load_chat_model(named("anthropic:m"))
    assert load_chat_model(named("anthropic:m", model_tracing=True)).name == "anthropic:m"


def test_tracing_variables_of_other_tools_do_nothing_unless_it_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    from langsmith import utils

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]
    with traced_only_if(False):
        assert not _tracing_v2_is_enabled()
    with traced_only_if(True):
        assert _tracing_v2_is_enabled()
    monkeypatch.delenv("LANGSMITH_TRACING")
    utils.get_env_var.cache_clear()  # type: ignore[attr-defined]


def test_a_model_that_is_handed_over_counts_as_hosted() -> None:
    assert not adopted(scripted("x")).local

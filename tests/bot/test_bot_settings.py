from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import load_settings
from ingest.errors import SettingsError


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_no_language_model_is_used_unless_one_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().model is None
    monkeypatch.setenv("CLAUSEWISE_MODEL", "ollama:qwen")
    assert load_settings().model == "ollama:qwen"


def test_the_settings_of_ingest_are_among_them() -> None:
    assert load_settings(index=Path("here")).index == Path("here")


@pytest.mark.parametrize("share", ["-0.1", "1.1", "often"])
def test_silence_is_set_by_a_probability(monkeypatch: pytest.MonkeyPatch, share: str) -> None:
    assert load_settings().silent_below is None
    assert load_settings(silent_below=0.0).silent_below == 0
    monkeypatch.setenv("CLAUSEWISE_SILENT_BELOW", share)
    with pytest.raises(SettingsError, match="CLAUSEWISE_SILENT_BELOW"):
        load_settings()


def test_a_base_url_must_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_MODEL_BASE_URL", "localhost")
    with pytest.raises(SettingsError, match="CLAUSEWISE_MODEL_BASE_URL"):
        load_settings()


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "soon"])
def test_a_deadline_is_a_number_above_nought(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    monkeypatch.setenv("CLAUSEWISE_DEADLINE_SECONDS", seconds)
    with pytest.raises(SettingsError, match="CLAUSEWISE_DEADLINE_SECONDS"):
        load_settings()


@pytest.mark.parametrize(
    ("reranker", "shown"),
    [
        (None, None),
        ("sentence-transformers:some/model", "sentence-transformers:some/model"),
        ("http://jo:secret@host:8080/rerank?key=secret#secret", "http://host:8080/rerank"),
    ],
)
def test_a_reranker_is_shown_without_what_may_be_a_key(reranker: str | None, shown: str | None) -> None:
    assert load_settings(reranker=reranker).shown_reranker == shown

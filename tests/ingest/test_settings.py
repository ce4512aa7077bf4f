from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import SettingsError
from ingest.settings import IngestSettings, load


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_index_is_clausewise_in_the_current_folder_by_default() -> None:
    assert load(IngestSettings).index == Path(".clausewise")


def test_loading_makes_nothing(folder: Path) -> None:
    load(IngestSettings)
    assert list(folder.iterdir()) == []


def test_an_argument_goes_before_the_environment_and_that_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text("CLAUSEWISE_INDEX=from-file\n")
    assert load(IngestSettings).index == Path("from-file")
    monkeypatch.setenv("CLAUSEWISE_INDEX", "from-environment")
    assert load(IngestSettings).index == Path("from-environment")
    assert load(IngestSettings, index=Path("given")).index == Path("given")


def test_an_argument_that_is_none_was_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_INDEX", "elsewhere")
    assert load(IngestSettings, index=None).index == Path("elsewhere")


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_MODELS", "")
    assert load(IngestSettings).models is None


def test_an_unknown_variable_is_refused_with_the_one_that_was_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_INDX", "x")
    with pytest.raises(SettingsError) as caught:
        load(IngestSettings)
    assert str(caught.value) == "unknown setting CLAUSEWISE_INDX in the environment; did you mean CLAUSEWISE_INDEX?"


def test_an_unknown_key_of_the_file_is_refused(folder: Path) -> None:
    (folder / ".env").write_text("CLAUSEWISE_EMBEDINGS=minilm\n")
    with pytest.raises(SettingsError, match=r"CLAUSEWISE_EMBEDINGS in \.env; did you mean CLAUSEWISE_EMBEDDINGS\?"):
        load(IngestSettings)


def test_another_programs_key_in_the_file_is_refused_and_sent_to_the_environment(folder: Path) -> None:
    (folder / ".env").write_text("ZZ=1\n")
    with pytest.raises(SettingsError, match=r"unknown setting ZZ .* belongs in the environment"):
        load(IngestSettings)


def test_other_programs_variables_are_nothing_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    load(IngestSettings)


def test_the_tests_own_variable_is_no_unknown_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_REAL_CORPUS", "/somewhere")
    load(IngestSettings)


def test_a_value_that_does_not_fit_is_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_MAX_FILE_BYTES", "many")
    with pytest.raises(SettingsError) as caught:
        load(IngestSettings)
    message = str(caught.value)
    assert message.startswith("CLAUSEWISE_MAX_FILE_BYTES: ")
    assert "'many'" in message
    assert "\n" not in message


def test_settings_do_not_change_once_built() -> None:
    settings = load(IngestSettings)
    with pytest.raises(ValueError, match="frozen"):
        settings.embeddings = "other"


def test_networks_that_pages_may_come_from_are_a_list_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(IngestSettings).fetch_allowed == ()
    monkeypatch.setenv("CLAUSEWISE_FETCH_ALLOWED", "10.0.0.0/8, ::1")
    assert [str(network) for network in load(IngestSettings).fetch_allowed] == ["10.0.0.0/8", "::1/128"]
    monkeypatch.setenv("CLAUSEWISE_FETCH_ALLOWED", "intranet")
    with pytest.raises(SettingsError, match=r"CLAUSEWISE_FETCH_ALLOWED: .*'intranet'"):
        load(IngestSettings)

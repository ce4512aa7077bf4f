"""The model's files are official, whole, and there all at once or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import model_files
from ingest.errors import ModelFilesError
from ingest.model_files import EMBEDDING, FOLDER, MANIFEST, MODEL, Made, build, install, locate
from ingest.model_sources import TOKENIZER, WEIGHTS, Source, SourceUnavailableError
from tests.ingest import tiny_bert

OFFICIAL = {WEIGHTS: hashlib.sha256(b"weights").hexdigest(), TOKENIZER: hashlib.sha256(b"words").hexdigest()}


def good(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(b"weights")
    (folder / TOKENIZER).write_bytes(b"words")


def forged(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(b"other weights")
    (folder / TOKENIZER).write_bytes(b"words")


def incomplete(folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(b"weights")


def unreachable(folder: Path) -> None:
    raise SourceUnavailableError("no route")


def convert(fetched: Path, target: Path) -> None:
    target.write_bytes(b"a graph of " + (fetched / WEIGHTS).read_bytes())


def build_from(cache: Path, *fetches: object, convert: object = convert) -> list[str]:
    """The reports of a build with one source for each fetch, named by its function."""
    reports: list[str] = []
    sources = [Source(fetch.__name__, fetch) for fetch in fetches]  # type: ignore[attr-defined, arg-type]
    made = replace(EMBEDDING, convert=convert)  # type: ignore[arg-type]
    build(cache=cache, report=reports.append, sources=sources, official=OFFICIAL, made=[made])
    return reports


def test_what_was_built_is_located(tmp_path: Path) -> None:
    build_from(tmp_path, good)
    files = locate(tmp_path)
    assert files.model.read_bytes() == b"a graph of weights"
    assert files.tokenizer.read_bytes() == b"words"


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    build_from(tmp_path, good)
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == [MANIFEST, MODEL, TOKENIZER]


def test_a_missing_model_names_the_command_that_installs_it(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match=r"is not installed .*; run: clausewise models install"):
        locate(tmp_path)


@pytest.mark.parametrize("name", [MODEL, TOKENIZER])
def test_a_changed_file_is_noticed_and_mended(tmp_path: Path, name: str) -> None:
    build_from(tmp_path, good)
    file = tmp_path / FOLDER / name
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"?")
    with pytest.raises(ModelFilesError, match=rf"damaged .*{name}.*run: clausewise models install"):
        locate(tmp_path)
    build_from(tmp_path, good)
    assert locate(tmp_path)
    assert file.read_bytes() == whole


@pytest.mark.parametrize("name", [MODEL, TOKENIZER, MANIFEST])
def test_a_missing_file_is_noticed(tmp_path: Path, name: str) -> None:
    build_from(tmp_path, good)
    (tmp_path / FOLDER / name).unlink()
    with pytest.raises(ModelFilesError, match="run: clausewise models install"):
        locate(tmp_path)


@pytest.mark.parametrize("manifest", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "sha256": 3}', "\udcff"])
def test_a_broken_manifest_is_noticed(tmp_path: Path, manifest: str) -> None:
    build_from(tmp_path, good)
    (tmp_path / FOLDER / MANIFEST).write_text(manifest, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ModelFilesError, match="run: clausewise models install"):
        locate(tmp_path)


def test_a_model_made_in_an_older_way_is_made_anew(tmp_path: Path) -> None:
    build_from(tmp_path, good)
    manifest = tmp_path / FOLDER / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 0}))
    with pytest.raises(ModelFilesError, match="another version"):
        locate(tmp_path)


def test_an_installed_model_is_left_alone(tmp_path: Path) -> None:
    build_from(tmp_path, good)
    before = (tmp_path / FOLDER / MODEL).stat()
    reports: list[str] = []
    assert install(cache=tmp_path, report=reports.append) == locate(tmp_path)
    assert (tmp_path / FOLDER / MODEL).stat() == before
    assert reports == []


def test_what_else_is_made_of_the_files_is_fetched_with_them_once(tmp_path: Path) -> None:
    fetched: list[Path] = []

    def fetch(folder: Path) -> None:
        fetched.append(folder)
        good(folder)

    made = [replace(EMBEDDING, convert=convert), Made("other model", "other", "a", convert)]
    sources = [Source("one", fetch)]
    build(cache=tmp_path, report=lambda _: None, sources=sources, official=OFFICIAL, made=made)
    assert locate(tmp_path, made[1]).model == tmp_path / "other" / MODEL
    assert locate(tmp_path)
    assert len(fetched) == 1
    with pytest.raises(ModelFilesError, match=r"the other model in .* was made by another version"):
        locate(tmp_path, replace(made[1], format="b"))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (unreachable, "no route"),
        (forged, "its model.safetensors is not the official one"),
        (incomplete, "it has no tokenizer.json"),
    ],
)
def test_the_next_source_is_tried_after_a_bad_one(tmp_path: Path, bad: object, reason: str) -> None:
    reports = build_from(tmp_path, bad, good)
    assert locate(tmp_path).model.read_bytes() == b"a graph of weights"
    assert reports[:3] == [
        f"fetching the embedding model from {bad.__name__}",  # type: ignore[attr-defined]
        f"not from there: {reason}",
        "fetching the embedding model from good",
    ]


def test_no_source_is_asked_after_a_good_one(tmp_path: Path) -> None:
    assert not any("unreachable" in line for line in build_from(tmp_path, good, unreachable))


def test_where_no_source_helps_each_is_named_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match=r"run: clausewise models install \(unreachable: no route; forged: its"):
        build_from(tmp_path, unreachable, forged)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelFilesError, match=r"cannot write the models to .*file.*CLAUSEWISE_MODELS"):
        build_from(tmp_path / "file" / "models", good)


def test_a_failed_conversion_leaves_the_old_files(tmp_path: Path) -> None:
    build_from(tmp_path, good)

    def interrupted(fetched: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_from(tmp_path, good, convert=interrupted)
    assert locate(tmp_path).model.read_bytes() == b"a graph of weights"
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


KILLED_BUILD = """
import os, pathlib
from tests.ingest import test_model_files as t
cache, step = pathlib.Path({cache!r}), {step!r}
if step == "fetch":
    def fetch(folder):
        t.incomplete(folder)
        os._exit(9)
else:
    fetch = t.good
def convert(fetched, target):
    target.write_bytes(b"half")
    if step == "convert":
        os._exit(9)
    t.convert(fetched, target)
renames = 0
def replace(self, target, rename=pathlib.Path.replace):
    global renames
    renames += 1
    if step == f"rename {{renames}}":
        os._exit(9)
    return rename(self, target)
pathlib.Path.replace = replace
t.build_from(cache, fetch, convert=convert)
"""


@pytest.mark.slow
@pytest.mark.parametrize("step", ["fetch", "convert", "rename 1", "rename 2"])
def test_killed_at_any_step_there_is_no_half_model_and_the_next_run_finishes(tmp_path: Path, step: str) -> None:
    build_from(tmp_path, good)
    (tmp_path / FOLDER / MODEL).write_bytes(b"damaged, so that it is replaced by two renames")
    script = KILLED_BUILD.format(cache=str(tmp_path), step=step)
    root = str(Path(__file__).parents[2])
    killed = subprocess.run([sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": root}, check=False)
    assert killed.returncode == 9
    with pytest.raises(ModelFilesError):
        locate(tmp_path)
    build_from(tmp_path, good)
    assert locate(tmp_path).model.read_bytes() == b"a graph of weights"


def test_leftovers_of_killed_runs_go_but_a_running_one_is_spared(tmp_path: Path) -> None:
    old, young = tmp_path / ".installing-old", tmp_path / ".installing-young"
    for folder in (old, young):
        folder.mkdir()
        good(folder)
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    build_from(tmp_path, good)
    assert not old.exists()
    assert young.exists()


def test_of_two_runs_at_once_both_succeed(tmp_path: Path) -> None:
    def meanwhile(fetched: Path, target: Path) -> None:
        build_from(tmp_path, good)
        convert(fetched, target)

    build_from(tmp_path, good, convert=meanwhile)
    assert locate(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [FOLDER]


def test_weights_become_a_quantised_model_and_the_exact_one_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = {}

    def tiny(folder: Path) -> None:
        tiny_bert.write_originals(folder)
        official.update({name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in OFFICIAL})

    sources = [Source("tiny", tiny)]
    build(cache=tmp_path, report=lambda _: None, sources=sources, official=official, made=[EMBEDDING])
    assert sorted(path.name for path in (tmp_path / FOLDER).iterdir()) == [MANIFEST, MODEL, TOKENIZER]

    monkeypatch.setattr(model_files, "MIN_AGREEMENT", 1.1)
    with pytest.raises(ModelFilesError, match=r"wrong on this machine .*CLAUSEWISE_EMBEDDINGS"):
        build(cache=tmp_path, report=lambda _: None, sources=sources, official=official, made=[EMBEDDING])

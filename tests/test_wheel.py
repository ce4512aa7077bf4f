"""The built wheel works outside the checkout: nothing it needs is left behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
QUESTION = "How long do you keep video clips?"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of what the packages list names, so that nothing is written into the checkout."""
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    left_out = shutil.ignore_patterns(".*", "*.egg-info", "__pycache__", "build", "dist", "tests", "docs")
    shutil.copytree(CHECKOUT, source, ignore=left_out)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_its_packages_and_no_other(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    packages = {name.split("/")[0] for name in packed}
    assert {"bot", "corpus", "ingest"} <= packages <= {"bot", "corpus", "evals", "ingest", "ui"}
    files = (file for package in packages for file in (CHECKOUT / package).rglob("*"))
    wanted = {
        file.relative_to(CHECKOUT).as_posix()
        for file in files
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    }
    assert packed == wanted


@pytest.mark.slow
@pytest.mark.model
def test_the_wheel_ingests_its_samples_and_answers_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, which takes only third-party packages from ours; no network needed."""
    python = empty_environment(tmp_path / "env")
    site = next((tmp_path / "env").glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"])
    ingests_and_answers([python, "-c", "from bot.cli import main; main()"], tmp_path, packages=site)


@pytest.mark.soak
@pytest.mark.model
def test_the_wheel_installs_from_the_package_index_with_all_that_it_needs(wheel: Path, tmp_path: Path) -> None:
    python = empty_environment(tmp_path / "env", with_pip=True)
    constraints = CHECKOUT / "constraints.txt"
    subprocess.run([python, "-m", "pip", "install", "-q", "-c", constraints, wheel], check=True, capture_output=True)
    site = next((tmp_path / "env").glob("lib/python*/site-packages"))
    ingests_and_answers([tmp_path / "env" / "bin" / "clausewise"], tmp_path, packages=site)


def empty_environment(folder: Path, *, with_pip: bool = False) -> Path:
    venv.create(folder, with_pip=with_pip, symlinks=True)
    return folder / "bin" / "python"


def ingests_and_answers(clausewise: Sequence[str | Path], folder: Path, *, packages: Path) -> None:
    def run(*arguments: str) -> str:
        outside = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [*clausewise, *arguments, "--index", folder / "index", "--json"]
        ended = subprocess.run(command, cwd=folder, env=outside, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    summary = json.loads(run("ingest", "--samples"))
    assert len(summary["added"]) >= 6
    assert summary["failed"] == []
    answer = json.loads(run("ask", QUESTION, "--policy", "latchwell"))
    assert answer["status"] == "answered"
    texts = [file.read_text(encoding="utf-8") for file in (packages / "corpus").glob("latchwell*")]
    for citation in answer["citations"]:
        assert any(text[citation["start"] : citation["end"]] == citation["quote"] for text in texts)

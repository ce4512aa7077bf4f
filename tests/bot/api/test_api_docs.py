"""docs/api.md is true: its examples run against a service, and its table has every kind of problem."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.api.problems import KINDS
from tests.bot.api.running import Served, running

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
PROGRAMS = {
    "bash": ["bash", "-euo", "pipefail", "-c"],
    "python": [sys.executable, "-c"],
    "javascript": ["node", "--input-type=module", "-e"],
}
EXAMPLES = re.findall(r"^```(bash|python|javascript)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service over the sample policies."""
    files = sorted((ROOT / "corpus").glob("*.*"))
    texts = {file.name: file.read_text(encoding="utf-8") for file in files if file.suffix in (".txt", ".md", ".toml")}
    with running(tmp_path_factory.mktemp("samples"), texts) as one:
        yield one


@pytest.mark.slow
@pytest.mark.parametrize(("language", "code"), EXAMPLES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(EXAMPLES)])
def test_an_example_runs(
    samples: Served,
    language: str,
    code: str,
    tmp_path: Path,
    socket_enabled: None,
) -> None:
    program = PROGRAMS[language]
    if shutil.which(program[0]) is None:
        pytest.skip(f"{program[0]} is not installed here")
    ran = subprocess.run(
        [*program, code.replace(ADDRESS, samples.url)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip()


def test_there_is_an_example_in_each_language() -> None:
    assert {language for language, _ in EXAMPLES} == set(PROGRAMS)


def test_every_kind_of_problem_is_in_the_table() -> None:
    table = PAGE.partition("## Errors")[2]
    for kind in KINDS:
        [row] = [line for line in table.splitlines() if f"`{kind.name}`" in line]
        assert str(kind.status) in row

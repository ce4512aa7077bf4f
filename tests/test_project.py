"""The project's own frame: what it declares is what it uses, and what it promises of its imports holds."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
OURS = {"bot", "corpus", "evals", "ingest", "ui"}
# By module, as they need not be installed.
OF_AN_EXTRA = {"llama_cpp": "llama-cpp-python", "sentence_transformers": "sentence-transformers"}
# Used without an import: data files that are read, and what the web framework reads forms with.
NOT_IMPORTED = {"bpe-openai", "fastapi-offline", "python-multipart"}


def project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return table


def requirement_name(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return name[0].lower().replace("_", "-")


def declared() -> set[str]:
    dependencies = project()["dependencies"]
    assert isinstance(dependencies, list)
    return {requirement_name(requirement) for requirement in dependencies}


def declared_as(*extras: str) -> set[str]:
    optional = project()["optional-dependencies"]
    assert isinstance(optional, dict)
    return {requirement_name(requirement) for extra in extras for requirement in optional[extra]}


@cache
def owners() -> Mapping[str, list[str]]:
    return packages_distributions()


def imported(packages: set[str]) -> set[str]:
    """Distributions whose modules these packages import, at the top of a module or inside a function.

    Of a package that several distributions share, such as `opentelemetry`, those that are declared.
    """
    found = set()
    for package in sorted(packages):
        for file in (CHECKOUT / package).rglob("*.py"):
            for module in modules(ast.parse(file.read_text(encoding="utf-8"))):
                if module not in sys.stdlib_module_names | OURS:
                    owning = {
                        requirement_name(owner) for owner in owners().get(module, [OF_AN_EXTRA.get(module, module)])
                    }
                    found |= owning & declared() or owning
    return found


def modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_every_import_is_a_declared_dependency_and_no_dependency_is_unused() -> None:
    optional = declared_as("openai", "anthropic", "ollama", "local", "reranker")
    assert (imported(OURS - {"evals"}) - optional) | NOT_IMPORTED == declared()
    assert imported({"evals"}) - declared() == declared_as("eval", "train")


def test_constraints_pin_names_and_versions_only() -> None:
    lines = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.!+-]+", line)] == []
    assert declared() | declared_as("eval") <= {requirement_name(line) for line in lines}


def test_every_module_of_ours_is_in_a_package_that_is_shipped() -> None:
    table = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    present = {
        ".".join(file.parent.relative_to(CHECKOUT).parts)
        for package in OURS
        for file in (CHECKOUT / package).rglob("*.py")
    }
    assert present - set(table["tool"]["setuptools"]["packages"]) == set()


@pytest.mark.parametrize("module", ["ingest.models", "ingest.errors", "ingest.encoder", "bot.models", "bot.cli"])
def test_values_and_the_command_line_load_neither_a_store_nor_a_model(module: str) -> None:
    heavy = "chromadb onnxruntime tokenizers sqlalchemy langchain_core"
    code = f"import sys, {module}; print([m for m in {heavy.split()} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=CHECKOUT)
    assert shown.stdout == "[]\n"

"""A running service over the sample policies, the page over it, and a browser: one of each for a worker's tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from filelock import FileLock
from playwright.sync_api import Browser
from pytest_socket import enable_socket

from tests.ui.running import Program, browser, index_samples, page, require_chromium, service
from tests.ui.screens import Visitor


@dataclass(frozen=True)
class World:
    api: Program
    ui: Program
    chrome: Browser


class NewVisitor(Protocol):
    def __call__(self, *, width: int = 1280, dark: bool = False) -> Visitor: ...


@pytest.fixture
def no_components_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's test runner looks for them in all installed packages, for each page anew."""
    monkeypatch.setattr("streamlit.components.v2.manifest_scanner.scan_component_manifests", list)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    require_chromium()
    enable_socket()
    folder = tmp_path_factory.mktemp("page")
    shutil.copytree(_samples(tmp_path_factory), folder / "index")
    with ExitStack() as stack:
        api = stack.enter_context(service(folder, index=folder / "index"))
        ui = stack.enter_context(page(folder, api=api.url))
        yield World(api, ui, stack.enter_context(browser()))


@pytest.fixture
def visitor(world: World, socket_enabled: None) -> Iterator[NewVisitor]:
    with ExitStack() as stack:

        def come(*, width: int = 1280, dark: bool = False) -> Visitor:
            context = world.chrome.new_context(
                viewport={"width": width, "height": 800},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                accept_downloads=True,
            )
            stack.callback(context.close)
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            return Visitor(context.new_page(), world.ui.url)

        yield come


def _samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the sample policies, made once for all workers of a run."""
    shared = (
        tmp_path_factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else tmp_path_factory.getbasetemp()
    )
    made = shared / "samples-index"
    with FileLock(f"{made}.lock"):
        if not made.exists():
            index_samples(made)
    return made

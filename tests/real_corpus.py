"""Where the real policies lie, for the tests that pin figures on them. They are not part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def real_corpus() -> Path:
    """The folder that CLAUSEWISE_REAL_CORPUS names, else `../shared/corpus` beside the checkout.

    Skips the test where there is none, and fails it instead where CLAUSEWISE_REQUIRE_REAL_CORPUS=1 says that there
    must be one, as in CI.
    """
    default = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    folder = Path(os.environ.get("CLAUSEWISE_REAL_CORPUS") or default)
    if folder.is_dir():
        return folder
    reason = f"no real policies at {folder}; set CLAUSEWISE_REAL_CORPUS to the folder that holds them"
    if os.environ.get("CLAUSEWISE_REQUIRE_REAL_CORPUS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)

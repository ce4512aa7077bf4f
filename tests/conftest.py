"""For all tests: no network, and none of the operator's settings."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

# Where things lie on this machine; what they are is not the operator's choice here.
_PLACES = (
    "CLAUSEWISE_MODELS",
    "CLAUSEWISE_REAL_CORPUS",
    "CLAUSEWISE_REQUIRE_REAL_CORPUS",
    "CLAUSEWISE_REQUIRE_CHROMIUM",
)

# A busy machine is no fault of the code: time is judged where a test says so, never by the way.
_patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=40)
settings.register_profile("patient", _patient)
settings.register_profile("soak", _patient, max_examples=1_000)
settings.load_profile("patient")


def pytest_runtest_setup() -> None:
    """A test that needs a server on this machine asks for `socket_enabled`, and may then allow its address alone."""
    disable_socket(allow_unix_socket=True)
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)


def pytest_runtest_teardown() -> None:
    enable_socket()


@pytest.fixture(autouse=True)
def _no_settings_of_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("CLAUSEWISE_") and name not in _PLACES:
            monkeypatch.delenv(name)

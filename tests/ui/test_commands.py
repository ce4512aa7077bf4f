"""`clausewise ui` and `clausewise run` as processes: both start, both stop, and what is in the way is told."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.ui.running import clausewise, environment, free_port
from ui.run import options

CHECKOUT = Path(__file__).parents[2]


def ran(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command, env = clausewise(*arguments), environment(**settings)
    return subprocess.run(command, env=env, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)


@contextmanager
def started(*arguments: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        clausewise(*arguments),
        env=environment(**settings),
        cwd=CHECKOUT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def wait_for(url: str, *, there: bool) -> None:
    until = time.monotonic() + 60
    while answers(url) is not there:
        assert time.monotonic() < until, f"{url} is {'not ' if there else 'still '}there"
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_starts_both_and_a_signal_stops_both(tmp_path: Path, socket_enabled: None, number: int) -> None:
    api, page = free_port(), free_port()
    ports = {"CLAUSEWISE_PORT": str(api), "CLAUSEWISE_UI_PORT": str(page)}
    with started("run", "--index", str(tmp_path / "index"), **ports) as process:
        wait_for(f"http://127.0.0.1:{api}/healthz", there=True)
        wait_for(f"http://127.0.0.1:{page}/_stcore/health", there=True)
        headers = httpx.get(f"http://127.0.0.1:{page}/", trust_env=False).headers
        process.send_signal(number)
        _, said = process.communicate(timeout=30)
    assert "default-src 'self'" in headers["content-security-policy"]
    assert not answers(f"http://127.0.0.1:{api}/healthz")
    assert not answers(f"http://127.0.0.1:{page}/_stcore/health")
    assert b"Traceback" not in said
    assert f"http://127.0.0.1:{page}".encode() in said


@pytest.mark.slow
def test_where_the_service_ends_the_page_ends_too(tmp_path: Path, socket_enabled: None) -> None:
    (tmp_path / "index").write_text("no folder", encoding="utf-8")
    ports = {"CLAUSEWISE_PORT": str(free_port()), "CLAUSEWISE_UI_PORT": str(free_port())}
    done = ran("run", "--index", str(tmp_path / "index"), **ports)
    assert done.returncode == 1
    assert "the service ended, and the page with it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("taken", ["CLAUSEWISE_PORT", "CLAUSEWISE_UI_PORT"])
def test_a_port_in_use_is_named_with_the_setting_that_moves_it(
    tmp_path: Path, socket_enabled: None, taken: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ports = {"CLAUSEWISE_PORT": str(free_port()), "CLAUSEWISE_UI_PORT": str(free_port())}
        ports[taken] = str(listening.getsockname()[1])
        done = ran("run", "--index", str(tmp_path / "index"), **ports)
    assert done.returncode == 2
    assert f"port {ports[taken]}: address already in use" in done.stderr
    assert taken in done.stderr


@pytest.mark.slow
def test_with_a_service_elsewhere_run_starts_the_page_alone(tmp_path: Path, socket_enabled: None) -> None:
    page = free_port()
    settings = {"CLAUSEWISE_API_URL": "http://127.0.0.1:9", "CLAUSEWISE_UI_PORT": str(page)}
    with started("run", "--index", str(tmp_path / "index"), **settings) as process:
        wait_for(f"http://127.0.0.1:{page}/_stcore/health", there=True)
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert not (tmp_path / "index").exists()


def test_the_page_sends_no_statistics_and_shows_no_tracebacks() -> None:
    assert options()["browser.gatherUsageStats"] is False
    assert options()["client.showErrorDetails"] == "none"
    assert options()["client.toolbarMode"] == "minimal"


def test_the_commands_load_streamlit_only_when_they_run() -> None:
    code = "import sys, bot.cli, ui.run, ui.connection; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, check=False).returncode == 0

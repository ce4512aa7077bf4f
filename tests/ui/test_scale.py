"""Many policies, and a very long one."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from pytest_socket import enable_socket

from tests.ui.running import browser, clausewise, environment, page, require_chromium, service
from tests.ui.screens import Visitor

pytestmark = [pytest.mark.soak, pytest.mark.slow, pytest.mark.model]

SUBJECTS = ("orders", "invoices", "tickets", "photographs", "recordings", "letters", "addresses", "forms")
_ASSERTED_SECONDS = 5.0


def write_policies(folder: Path) -> None:
    """200 short policies, and one of 30,000 words."""
    folder.mkdir()
    for number in range(200):
        body = f"# Firm{number} Privacy Policy\n\n## Retention\n\nFirm{number} keeps orders for {number + 2} days.\n"
        (folder / f"firm{number}.md").write_text(body, encoding="utf-8")
    parts = ["# Longwind Privacy Policy\n"]
    for section in range(1, 168):
        parts.append(f"\n## {section}. Matter {section}\n")
        for at in range(6):
            subject = SUBJECTS[(section + at) % len(SUBJECTS)]
            parts.append(
                f"\nIn matter {section}.{at} we keep {subject} of number {section * 7 + at} for {section + at + 1} "
                "weeks in the archive at the harbour, and nobody but the keeper of that archive may open them there.\n"
            )
    parts[80 * 7] += "\nThe lighthouse keeper is told of every visit within nineteen days.\n"
    (folder / "longwind.md").write_text("".join(parts), encoding="utf-8")


def test_200_policies_and_a_very_long_one_stay_responsive(tmp_path: Path, socket_enabled: None) -> None:
    require_chromium()
    enable_socket()
    write_policies(tmp_path / "corpus")
    ingest = clausewise("ingest", str(tmp_path / "corpus"), "--index", str(tmp_path / "index"))
    subprocess.run(ingest, env=environment(), check=True, capture_output=True)
    took: dict[str, float] = {}
    with (
        service(tmp_path, index=tmp_path / "index") as api,
        page(tmp_path, api=api.url) as ui,
        browser() as chrome,
    ):
        one = Visitor(chrome.new_page(), ui.url)
        for name in ("first visit", "second visit"):
            started = time.perf_counter()
            one.visit()
            took[name] = time.perf_counter() - started
        started = time.perf_counter()
        one.choose("Longwind")
        took["choose among 201"] = time.perf_counter() - started
        started = time.perf_counter()
        one.ask("When is the lighthouse keeper told of a visit?")
        took["ask"] = time.perf_counter() - started
        started = time.perf_counter()
        one.page.locator("button.cw-mark").first.click()
        assert "nineteen days" in one.quote()
        took["open the reader"] = time.perf_counter() - started
        assert one.quote_in_view()
        one.page.locator(".cw-reader summary").click()
        started = time.perf_counter()
        one.page.locator(".cw-reader nav button").last.click()
        one.page.wait_for_function("document.querySelector('.cw-text').scrollTop > 20000")
        took["jump along the outline"] = time.perf_counter() - started
        words = len((one.page.locator(".cw-text").text_content() or "").split())
    print(words, {name: round(seconds, 2) for name, seconds in took.items()})  # noqa: T201
    assert words >= 30_000
    assert max(took.values()) < _ASSERTED_SECONDS, took

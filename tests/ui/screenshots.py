"""Pictures of every state of the page, made from the sample policies: python -m tests.ui.screenshots [FOLDER]."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser

from tests.ui.fake_service import FakeService, serving
from tests.ui.running import Program, browser, index_samples, page, service
from tests.ui.screens import Visitor
from tests.ui.values import answer, citation

_DESKTOP = (1360, 860)
_PHONE = (390, 844)
_PASTED = """Tarn Rowing Club: privacy

1. What we keep

We keep crew lists for two seasons. Photographs of regattas are kept for five years.

2. Sharing

We never sell personal data. We share entries with the organisers of a regatta.
"""


@contextmanager
def visitor(
    chrome: Browser, url: str, size: tuple[int, int] = _DESKTOP, scheme: Literal["light", "dark"] = "light"
) -> Iterator[Visitor]:
    context = chrome.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
    )
    try:
        yield Visitor(context.new_page(), url)
    finally:
        context.close()


def pictures(chrome: Browser, ui: Program, api: Program, folder: Path) -> None:
    def shot(one: Visitor, name: str) -> None:
        one.settled()
        one.page.wait_for_timeout(700)
        one.page.screenshot(path=folder / f"{name}.png")

    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        with visitor(chrome, ui.url, scheme=scheme) as one:
            one.visit()
            one.page.locator(".st-key-samples button").first.wait_for()
            shot(one, f"first-{scheme}")
            one.ask("How long does Latchwell keep video clips?")
            shot(one, f"answer-{scheme}")
            one.page.locator("button.cw-mark").first.click()
            one.quote()
            shot(one, f"reader-{scheme}")
    with visitor(chrome, ui.url) as one:
        one.visit()
        one.ask("What is Larkmere Health's fax number?")
        shot(one, "silent")
        one.ask("What is the weather in Paris?")
        shot(one, "out-of-scope")
    with visitor(chrome, ui.url) as one:
        one.visit()
        one.choose("Latchwell", "Spokeway")
        one.ask("Do you sell my data?")
        shot(one, "several")
    with visitor(chrome, ui.url) as one:
        one.visit()
        one.page.get_by_role("button", name="Paste a policy").click()
        one.page.get_by_label("What to call it").fill("Tarn Rowing Club")
        one.page.get_by_role("textbox", name="The policy").fill(_PASTED)
        shot(one, "paste")
        one.page.get_by_role("button", name="Ask about it").click()
        one.page.get_by_text("stored nowhere").first.wait_for()
        one.ask("How long are photographs kept?")
        one.page.locator("button.cw-mark").first.click()
        one.quote()
        shot(one, "pasted")
    with visitor(chrome, ui.url) as one:
        one.visit("/overview")
        one.page.locator(".cw-overview").wait_for()
        shot(one, "overview")
        one.visit("/coverage")
        one.page.locator('[role="graphics-document"]').wait_for()
        one.page.locator('[aria-roledescription="rect mark"][aria-label*="Latchwell"][aria-label*="Sale"]').click()
        one.page.locator(".cw-covered-title").wait_for()
        shot(one, "coverage")
        one.page.get_by_text("Table", exact=True).click()
        one.page.locator(".cw-grid").wait_for()
        shot(one, "coverage-table")
        one.visit("/compare")
        one.page.get_by_role("button", name="Compare", exact=True).click()
        one.page.locator(".cw-table tbody tr").first.wait_for()
        shot(one, "compare")
        one.visit("/what-changed")
        one.page.locator(".cw-change").first.wait_for()
        shot(one, "what-changed")
        one.visit("/admin")
        one.page.get_by_role("tab", name="Policies").wait_for()
        shot(one, "admin")
        one.page.get_by_role("tab", name="Add a policy").click()
        one.page.get_by_label("Name of the organisation").fill("Tarn Rowing Club")
        one.page.get_by_label("Name of the organisation").press("Enter")
        one.page.get_by_role("radio", name="Text").or_(
            one.page.get_by_role("button", name="Text", exact=True)
        ).first.click()
        one.page.get_by_role("textbox", name="The policy").fill(_PASTED)
        one.page.get_by_role("textbox", name="The policy").press("Control+Enter")
        one.page.get_by_role("button", name="Look at its outline").click()
        one.page.get_by_text("passages").wait_for()
        shot(one, "admin-add")
    with visitor(chrome, ui.url, _PHONE) as one:
        one.visit()
        shot(one, "phone-first")
        one.ask("How long does Latchwell keep video clips?")
        shot(one, "phone-answer")
        one.page.locator("button.cw-mark").first.click()
        one.quote()
        shot(one, "phone-reader")
    with visitor(chrome, ui.url) as one:
        one.visit()
        api.kill()
        one.ask("How long does Latchwell keep video clips?")
        shot(one, "service-away")
        api.start()


def told_states(chrome: Browser, here: Path, folder: Path) -> None:
    """States that sample policies do not come to by themselves, from a service that is told what to say."""
    days, weeks = (
        citation(1, "We keep logs for 90 days."),
        citation(2, "Logs are kept for a year where law asks for it."),
    )
    many = [citation(n, f"This is what clause {n} of the policy says on the matter.") for n in range(1, 25)]
    unclear = answer(status="unclear", text="Which policy do you mean? Perhaps: Acme (acme), Birch (birch). Name one.")
    states: dict[str, FakeService] = {
        "conflicting": FakeService([answer(days, weeks, policy_status="conflicting")]),
        "unclear": FakeService([unclear]),
        "very-long": FakeService([answer(*many)]),
        "rate-limited": FakeService([429]),
        "streaming": FakeService([answer(days, weeks)], hold=threading.Event()),
        "nothing-indexed": FakeService([answer(days)], names={}),
    }
    for name, fake in states.items():
        with serving(fake) as said, page(here, api=said.url) as ui, visitor(chrome, ui.url) as one:
            one.visit()
            if name != "nothing-indexed":
                box = one.page.get_by_test_id("stChatInputTextArea")
                box.fill("How long are logs kept?")
                box.press("Enter")
                one.page.locator(".cw-statement, .cw-trouble, .cw-notice").first.wait_for()
            one.page.wait_for_timeout(700)
            one.page.screenshot(path=folder / f"{name}.png")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/img")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        here = Path(name)
        index_samples(here / "index")
        with (
            service(here, index=here / "index") as api,
            page(here, api=api.url) as ui,
            browser() as chrome,
        ):
            pictures(chrome, ui, api, folder)
            told_states(chrome, here, folder)


if __name__ == "__main__":
    main()

"""axe-core over the page's screens: nothing serious, neither in what we draw nor in Streamlit's own frame."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.ui.conftest import NewVisitor

pytestmark = [pytest.mark.slow, pytest.mark.model]

_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_SERIOUS = ("serious", "critical")


def serious(page: Page) -> list[dict[str, Any]]:
    """Rule and the elements that break it."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        {"rule": one["id"], "elements": [node["html"][:200] for node in one["nodes"]]}
        for one in found
        if one["impact"] in _SERIOUS
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_serious_in_the_chat_and_the_reader(visitor: NewVisitor, dark: bool) -> None:
    one = visitor(dark=dark)
    one.visit()
    assert serious(one.page) == []
    one.ask("How much does a Latchwell subscription cost?")
    one.ask("How long does Latchwell keep video clips?")
    assert serious(one.page) == []
    one.page.locator("button.cw-mark").last.click()
    one.quote()
    one.page.locator(".cw-reader summary").click()
    assert serious(one.page) == []
    one.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert [one["rule"] for one in serious(one.page)] == ["image-alt"], "what is wrong would be found"


def test_nothing_serious_on_the_other_screens(visitor: NewVisitor) -> None:
    one = visitor()
    for path, drawn in (("/overview", ".cw-overview"), ("/what-changed", ".cw-change"), ("/admin", "[role=tab]")):
        one.visit(path)
        one.page.locator(drawn).first.wait_for()
        assert serious(one.page) == [], path
    one.visit("/coverage")
    one.page.locator('[role="graphics-document"]').wait_for()
    assert serious(one.page) == []
    one.page.get_by_text("Table", exact=True).click()
    one.page.locator(".cw-grid button").first.click()
    one.page.locator(".cw-covered-title").wait_for()
    assert serious(one.page) == []
    one.visit("/compare")
    one.page.get_by_role("button", name="Compare", exact=True).click()
    one.page.locator(".cw-table tbody tr").first.wait_for()
    one.settled()
    assert serious(one.page) == []

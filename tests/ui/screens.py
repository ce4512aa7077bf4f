"""What a visitor does on the page, in words: shared by the tests and by what makes the pictures."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

PATIENCE_MS = 20_000


class Visitor:
    """One browser page on ours."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        page.set_default_timeout(PATIENCE_MS)

    def visit(self, path: str = "/") -> None:
        self.page.goto(f"{self.url}{path}")
        self.page.locator("h1, .cw-question, .cw-trouble").first.wait_for()
        self.settled()

    def settled(self) -> None:
        """Until the script that was running, if one was, is done."""
        self.page.wait_for_timeout(150)
        self.page.locator('.stApp[data-test-script-state="running"]').wait_for(state="detached")

    def ask(self, question: str) -> Locator:
        """The answer to it, whole."""
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        self.page.locator(".cw-question").get_by_text(question, exact=True).last.wait_for()
        return self.answer()

    def answer(self) -> Locator:
        """The latest answer, once all of it is there."""
        self.page.locator(".stChatMessage").last.locator(".cw .cw-answer, .cw-trouble").first.wait_for()
        self.settled()
        return self.page.locator(".stChatMessage").last

    def quote(self) -> str:
        """What the reader highlights, once it is open."""
        marks = self.page.locator(".cw-reader mark")
        marks.first.wait_for()
        self.page.wait_for_timeout(200)
        return "".join(marks.all_text_contents())

    def quote_in_view(self) -> bool:
        return bool(
            self.page.evaluate(
                """() => {
                    const mark = document.querySelector(".cw-reader mark").getBoundingClientRect();
                    const pane = document.querySelector(".cw-text").getBoundingClientRect();
                    return mark.top >= pane.top && mark.top < pane.bottom && mark.top < window.innerHeight;
                }"""
            )
        )

    def choose(self, *names: str) -> None:
        """Policies on the left, by searching."""
        for name in names:
            box = self.page.get_by_role("combobox", name="Policies to ask")
            box.click()
            box.fill(name)
            self.page.get_by_role("option", name=name).first.click()
            self.settled()
        self.page.keyboard.press("Escape")

"""The page in a real browser, over the real service with the sample policies."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import NewVisitor, World
from tests.ui.fake_service import FakeService, serving
from tests.ui.running import page
from tests.ui.screens import PATIENCE_MS, Visitor
from tests.ui.values import answer, citation

pytestmark = [pytest.mark.slow, pytest.mark.model]

expect.set_options(timeout=PATIENCE_MS)
CLIPS = "How long does Latchwell keep video clips?"


def open_first_citation(one: Visitor) -> str:
    """What the card shows as the quote, after the reader was opened with it."""
    card = one.page.locator("button.cw-card").last
    shown = card.locator(".cw-quote").text_content() or ""
    card.click()
    return shown


def test_an_answer_streams_and_its_citation_opens_the_policy_at_the_highlighted_quote(visitor: NewVisitor) -> None:
    one = visitor()
    asked: list[str] = []
    one.page.on("request", lambda request: asked.append(request.url))
    one.visit()
    answer = one.ask(CLIPS)
    expect(answer.locator(".cw-statement")).to_contain_text("14 days")
    quote = open_first_citation(one)
    assert one.quote() == quote
    assert one.quote_in_view()
    expect(one.page.locator(".cw-reader-title")).to_have_text("Latchwell")

    follow_up = one.ask("And diagnostic reports?")
    expect(follow_up.locator(".cw-statement").first).to_contain_text("45 days")

    own = urlsplit(one.url).netloc
    elsewhere = [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != own]
    assert asked
    assert elsewhere == []


def test_the_readers_text_is_the_policys_text_to_the_character(visitor: NewVisitor, world: World) -> None:
    one = visitor()
    one.visit("/?policy=larkmere&clause=information-we-collect.from-you")
    pane = one.page.locator(".cw-text")
    pane.wait_for()
    text = one.page.request.get(f"{world.api.url}/v1/policies/larkmere/text").json()["text"]
    assert pane.text_content() == text
    assert "# " in text, "Markdown is shown as it stands"
    assert pane.locator("strong, em, h1, h2, a").count() == 0


def test_silence_is_told_apart_from_related_clauses(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    answer = one.ask("How much does a Latchwell subscription cost?")
    expect(answer.locator(".cw-silent")).to_contain_text("does not say")
    expect(answer.locator(".cw-related h3")).to_contain_text("do not answer")
    assert answer.locator(".cw-sources").count() == 0
    quote = open_first_citation(one)
    assert one.quote() == quote


def test_several_policies_are_chosen_by_searching_and_answer_apart(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    one.choose("Latchwell", "Spokeway")
    answer = one.ask("Do you sell my data?")
    expect(answer.locator("h3.cw-policy")).to_have_text(["Latchwell", "Spokeway"])


def test_a_pasted_policy_is_asked_and_read(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    one.page.get_by_role("button", name="Paste a policy").click()
    one.page.get_by_label("What to call it").fill("Tarn <b>Club</b>")
    one.page.get_by_role("textbox", name="The policy").fill(
        "1. What we keep\n\nWe keep crew lists \U0001f6a3 for two years.\n\n"
        "2. Sharing\n\nWe never sell <i>personal</i> data."
    )
    one.page.get_by_role("button", name="Ask about it").click()
    one.page.get_by_text("It is stored nowhere").wait_for()
    answer = one.ask("How long are crew lists kept?")
    expect(answer.locator("button.cw-card").first).to_contain_text("Tarn <b>Club</b>")
    quote = open_first_citation(one)
    assert one.quote() == quote
    assert "\U0001f6a3" in quote
    expect(one.page.locator(".cw-text")).to_contain_text("We never sell <i>personal</i> data.")
    one.page.locator("summary", has_text="Outline").click()
    outline = one.page.get_by_role("navigation", name="Outline").get_by_role("button")
    expect(outline).to_have_text(["1 What we keep", "2 Sharing"])


def test_two_visitors_at_once_see_only_their_own(visitor: NewVisitor) -> None:
    first, second = visitor(), visitor()
    first.visit()
    second.visit()
    first.ask(CLIPS)
    second.choose("Spokeway")
    second.ask("Do you sell my data?")
    expect(first.page.locator(".cw-question")).to_have_text([CLIPS])
    expect(second.page.locator(".cw-question")).to_have_text(["Do you sell my data?"])
    first.ask("And diagnostic reports?")
    expect(second.page.locator(".cw-question")).to_have_count(1)
    assert "Spokeway" not in (first.page.locator(".st-key-conversation").text_content() or "")


def test_a_question_is_changed_and_asked_again(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    one.ask(CLIPS)
    one.page.get_by_role("button", name="Edit").click()
    one.page.get_by_role("textbox", name="Your question").fill("How long does Latchwell keep the entry log?")
    one.page.get_by_role("button", name="Ask again").click()
    expect(one.page.locator(".cw-question")).to_have_text(["How long does Latchwell keep the entry log?"])
    expect(one.answer().locator(".cw-statement").first).to_contain_text("90 days")


def test_links_open_the_reader_and_ask(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit("/?policy=latchwell&clause=how-long-do-we-keep-your.video-clips&q=Is+my+data+sold%3F")
    expect(one.page.locator(".cw-reader-title")).to_have_text("Latchwell")
    expect(one.page.locator(".cw-question")).to_have_text(["Is my data sold?"])
    expect(one.answer().locator(".cw-statement").first).to_contain_text("do not sell")


def test_policies_are_compared_and_the_table_is_taken_away(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit("/compare")
    one.page.get_by_role("button", name="Compare", exact=True).click()
    rows = one.page.locator(".cw-table tbody tr")
    expect(rows).to_have_count(7)
    expect(rows.filter(has_text="Latchwell").locator(".cw-badge")).to_have_text("stated")
    with one.page.expect_download() as download:
        one.page.get_by_role("button", name="Download CSV").click()
    table = download.value.path().read_text(encoding="utf-8")
    assert table.startswith("Policy,Status,Figure")
    assert "latchwell#" in table
    rows.filter(has_text="Latchwell").locator(".cw-cite").click()
    assert one.quote() in (rows.filter(has_text="Latchwell").locator(".cw-statement").text_content() or "")


def test_an_overview_and_what_changed_cite_and_mark(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit("/overview")
    one.page.locator(".cw-overview .cw-cite").first.click()
    assert one.quote()
    assert one.quote_in_view()
    one.visit("/what-changed")
    change = one.page.locator(".cw-change", has_text="four").first
    expect(change.locator("del").first).to_have_text("four")
    expect(change.locator("ins").filter(has_text="eleven")).to_have_count(1)


def test_a_cell_of_the_coverage_leads_to_its_clauses_and_a_clause_into_the_reader(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit("/coverage")
    chart = one.page.locator('[data-testid="stElementContainer"] [role="graphics-document"]')
    chart.wait_for()
    one.page.locator('[aria-roledescription="rect mark"][aria-label*="Latchwell"][aria-label*="Sale of data"]').click()
    expect(one.page.locator(".cw-covered-title")).to_have_text("Sale of data: Latchwell")
    expect(one.page.locator(".cw-covered-title")).to_be_in_viewport()
    one.page.get_by_text("Table", exact=True).click()
    one.page.get_by_role("button", name="Latchwell, How long it is kept:").press("Enter")
    expect(one.page.locator(".cw-covered-title")).to_have_text("How long it is kept: Latchwell")
    expect(one.page.locator(".cw-covered-title")).to_be_in_viewport()
    card = one.page.locator(".cw-card", has_text="clips").first
    words = card.locator(".cw-quote").text_content() or ""
    card.click()
    assert one.quote() == words
    assert one.quote_in_view()


def test_a_policy_is_uploaded_previewed_published_asked_and_removed(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit("/admin")
    one.page.get_by_role("tab", name="Add a policy").click()
    one.page.get_by_label("Name of the organisation").fill("Tarn Rowing Club")
    one.page.get_by_label("Name of the organisation").press("Enter")
    one.settled()
    one.page.locator('input[type="file"]').set_input_files(
        {
            "name": "tarn.md",
            "mimeType": "text/markdown",
            "buffer": b"# Tarn\n\n## Retention\n\nWe keep crew lists for two seasons.\n\n## Sale\n\nNever.\n",
        }
    )
    one.page.get_by_text("tarn.md").wait_for()
    one.settled()
    one.page.get_by_role("button", name="Look at its outline").click()
    expect(one.page.locator(".cw-list").get_by_text("Retention")).to_be_visible()
    one.settled()
    one.page.get_by_role("button", name="Publish").click()
    one.page.get_by_text("Published: 1 added").wait_for()
    one.page.get_by_role("link", name="Ask", exact=True).click()
    one.settled()
    answer = one.ask("How long does Tarn Rowing Club keep crew lists?")
    expect(answer.locator(".cw-statement").first).to_contain_text("two seasons")
    one.page.get_by_role("link", name="Admin", exact=True).click()
    one.page.get_by_role("tab", name="Policies").wait_for()
    one.settled()
    one.page.get_by_text("Tarn Rowing Club", exact=True).click()
    one.page.get_by_role("button", name="Remove", exact=True).last.click()
    one.page.get_by_role("button", name="Remove it").click()
    expect(one.page.get_by_text("Tarn Rowing Club", exact=True)).to_have_count(0)


def test_feedback_is_given_and_read(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    one.ask(CLIPS)
    one.page.get_by_test_id("stFeedback").get_by_role("button").or_(
        one.page.get_by_test_id("stFeedback").get_by_role("radio")
    ).last.click(force=True)
    one.page.get_by_role("textbox", name=re.compile("In your words")).fill("Clear <b>and</b> short")
    one.page.get_by_role("button", name="Send", exact=True).click()
    one.page.get_by_text("Thank you for the feedback.").wait_for()
    one.visit("/admin")
    one.page.get_by_role("tab", name="Feedback").click()
    expect(one.page.locator(".cw-table").get_by_text("Clear <b>and</b> short").first).to_be_visible()


def test_the_keyboard_alone_asks_opens_a_citation_and_closes_the_reader(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    tab_to(one.page, "document.activeElement.matches('[data-testid=stChatInputTextArea]')")
    one.page.keyboard.type(CLIPS)
    one.page.keyboard.press("Enter")
    one.answer()
    tab_to(one.page, "document.activeElement.matches('button.cw-mark')")
    one.page.keyboard.press("Enter")
    assert "14 days" in one.quote()
    assert one.page.evaluate("document.activeElement.matches('.cw-reader-title')")
    one.page.keyboard.press("Escape")
    one.page.locator(".cw-reader").wait_for(state="detached")
    assert one.page.evaluate("document.activeElement.matches('button.cw-mark')")


def tab_to(page: Page, reached: str) -> None:
    for _ in range(60):
        if page.evaluate(reached):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"never reached by Tab: {reached}")


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_the_reader_covers_the_page_and_nothing_overflows(visitor: NewVisitor, dark: bool) -> None:
    one = visitor(width=390, dark=dark)
    one.visit()
    one.ask(CLIPS)
    overflow = "document.querySelector('.stMain').scrollWidth - document.querySelector('.stMain').clientWidth"
    assert one.page.evaluate(overflow) <= 0
    open_first_citation(one)
    assert "14 days" in one.quote()
    assert one.quote_in_view()
    box = one.page.locator(".cw-reader").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    background = one.page.evaluate("getComputedStyle(document.querySelector('.cw-reader')).backgroundColor")
    assert (sum(map(int, re.findall(r"\d+", background)[:3])) < 200) is dark
    one.page.get_by_role("button", name="Close").click()
    one.page.locator(".cw-reader").wait_for(state="detached")


def test_a_killed_service_is_told_and_the_question_answered_when_it_is_back(visitor: NewVisitor, world: World) -> None:
    one = visitor()
    one.visit()
    world.api.kill()
    try:
        one.ask(CLIPS)
        expect(one.page.locator(".cw-trouble")).to_contain_text("does not answer at the moment")
        assert "Traceback" not in one.page.content()
    finally:
        world.api.start()
    expect(one.page.locator(".cw-statement").first).to_contain_text("14 days", timeout=20_000)
    expect(one.page.locator(".cw-trouble")).to_have_count(0)


def test_the_first_statement_is_there_within_a_second(visitor: NewVisitor) -> None:
    one = visitor()
    one.visit()
    one.ask("How long does Latchwell keep the entry log?")  # what is made at the first question is made now
    took = []
    for question in (CLIPS, "Does Latchwell sell my data?", "How long does Latchwell keep diagnostic reports?"):
        box = one.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        started = time.perf_counter()
        box.press("Enter")
        one.page.locator(".stChatMessage").filter(has_text=question).locator(
            "xpath=following::*[contains(@class, 'cw-statement')]"
        ).first.wait_for()
        took.append(time.perf_counter() - started)
        one.answer()
    assert min(took) < 1.0, took


def test_an_answer_under_way_is_stopped_and_what_had_come_stays(
    world: World, tmp_path: Path, socket_enabled: None
) -> None:
    fake = FakeService([answer(citation(1), citation(2, "Backups: one year."))], hold=threading.Event())
    with serving(fake) as said, page(tmp_path, api=said.url) as ui:
        context = world.chrome.new_context()
        one = Visitor(context.new_page(), ui.url)
        one.page.goto(ui.url)
        box = one.page.get_by_test_id("stChatInputTextArea")
        box.fill("How long?")
        box.press("Enter")
        expect(one.page.locator(".cw-statement")).to_have_text(["We keep logs for 90 days. 1"])
        assert one.page.locator(".st-key-samples").count() == 0, "nothing of the first screen is left beside it"
        one.page.get_by_role("button", name="Stop", exact=True).click()
        expect(one.page.get_by_text("Stopped.", exact=True)).to_be_visible()
        expect(one.page.locator(".cw-statement")).to_have_text(["We keep logs for 90 days. 1"])
        expect(one.page.get_by_role("button", name="Ask again")).to_be_visible()
        context.close()


def test_a_long_answer_is_shown_from_its_beginning(world: World, tmp_path: Path, socket_enabled: None) -> None:
    many = [citation(n, f"This is what clause {n} of the policy says.") for n in range(1, 25)]
    with serving(FakeService([answer(*many)])) as said, page(tmp_path, api=said.url) as ui:
        context = world.chrome.new_context(viewport={"width": 1280, "height": 700})
        one = Visitor(context.new_page(), ui.url)
        one.visit()
        one.ask("What does it say?")
        expect(one.page.locator(".cw-statement").first).to_be_in_viewport()
        expect(one.page.get_by_text("Show 16 more", exact=True)).to_be_attached()
        context.close()

"""The page's logic, run by Streamlit's own test runner over a service that says what it is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.fake_service import FakeService, serving
from tests.ui.test_reader_html import clause
from tests.ui.values import answer, citation
from ui import connection
from ui.connection import Connection

APP = Path(__file__).parents[2] / "ui" / "app.py"
SOLD = "Is my data sold?"
UNCLEAR = answer(status="unclear", text="Which policy do you mean? Perhaps: Birch (birch), Acme (acme). Name one.")

pytestmark = pytest.mark.usefixtures("socket_enabled")


class Opens(Protocol):
    def __call__(self, fake: FakeService, *, private: bool = True) -> AppTest: ...


@pytest.fixture
def opened(socket_enabled: None, no_components_of_others: None) -> Iterator[Opens]:
    with ExitStack() as stack:
        before = connection.current()
        stack.callback(connection.use, before)

        def open_page(fake: FakeService, *, private: bool = True) -> AppTest:
            served = stack.enter_context(serving(fake))
            connection.use(Connection(url=served.url, private=private))
            return AppTest.from_file(str(APP), default_timeout=20).run()

        yield open_page


def pasted_reader() -> None:
    from ui import reader
    from ui.conversation import Pasted
    from ui.visit import Place, visit

    visit().open(Place("pasted", pasted=Pasted("Mine", "1. Sale\n\nWe sell nothing.")))
    reader.show()


def admin() -> None:
    from ui import admin

    admin.show()


def shown(page: AppTest) -> str:
    assert not page.exception, page.exception
    return "\n".join(str(one.proto.body) for one in page.get("html"))


def button(page: AppTest, label: str) -> None:
    next(one for one in page.button if one.label == label).click().run()


def test_the_first_screen_says_what_it_is_and_a_sample_question_asks(opened: Opens) -> None:
    fake = FakeService([answer(citation(1))])
    page = opened(fake)
    assert "This is not legal advice" in shown(page)
    page.run()  # the examples are fetched aside
    button(page, "Is my data sold\\?")
    assert [(one["question"], one["policies"]) for one in fake.asked] == [(SOLD, [])]
    assert SOLD in shown(page)


def test_with_no_policy_indexed_it_says_what_can_be_done(opened: Opens) -> None:
    assert "No policy is indexed yet" in shown(opened(FakeService(names={})))


def test_a_follow_up_sends_what_was_said_before(opened: Opens) -> None:
    fake = FakeService([answer(citation(1))])
    page = opened(fake)
    page.chat_input[0].set_value("How long?").run()
    page.chat_input[0].set_value("And logs?").run()
    assert [turn["content"] for turn in fake.asked[1]["history"]] == ["How long?", fake.answers[0].answer]  # type: ignore[union-attr]


def test_where_it_is_unclear_a_button_for_each_policy_named_asks_that_one(opened: Opens) -> None:
    fake = FakeService([UNCLEAR, answer(citation(1))])
    page = opened(fake)
    page.chat_input[0].set_value("How long?").run()
    assert [one.label for one in page.button if one.key and one.key.startswith("choose_")] == ["Birch", "Acme"]
    button(page, "Birch")
    assert (fake.asked[1]["question"], fake.asked[1]["policies"]) == ("How long?", ["birch"])
    assert len(page.chat_message) == 2


def test_chosen_policies_and_a_day_go_along(opened: Opens) -> None:
    fake = FakeService([answer(citation(1))])
    page = opened(fake)
    page.multiselect[0].set_value(["acme"]).run()
    page.chat_input[0].set_value("How long?").run()
    assert fake.asked[0]["policies"] == ["acme"]


def test_too_many_questions_are_told_and_asked_again_by_a_button(opened: Opens) -> None:
    fake = FakeService([429, answer(citation(1))])
    page = opened(fake)
    page.chat_input[0].set_value("How long?").run()
    assert "Wait 3 seconds" in shown(page)
    button(page, "Ask again")
    assert [one["question"] for one in fake.asked] == ["How long?", "How long?"]
    assert "Wait 3 seconds" not in shown(page)


def test_a_service_that_is_away_is_told_without_a_traceback(opened: Opens) -> None:
    fake = FakeService([answer(citation(1))])
    opened(fake)
    connection.use(Connection(url="http://127.0.0.1:9"))
    page = AppTest.from_file(str(APP), default_timeout=20).run()
    assert "does not answer at the moment" in shown(page)


def test_a_new_conversation_begins_empty(opened: Opens) -> None:
    page = opened(FakeService([answer(citation(1))]))
    page.chat_input[0].set_value("How long?").run()
    assert len(page.chat_message) == 2
    button(page, "New conversation")
    assert len(page.chat_message) == 0


def test_a_link_asks_once(opened: Opens) -> None:
    fake = FakeService([answer(citation(1))])
    opened(fake)
    page = AppTest.from_file(str(APP), default_timeout=20)
    page.query_params["policy"] = "acme"
    page.query_params["q"] = SOLD
    page.run()
    page.run()
    assert [(one["question"], one["policies"]) for one in fake.asked] == [(SOLD, ["acme"])]


def test_this_machine_administers_without_a_key_where_there_are_none(opened: Opens) -> None:
    opened(FakeService())
    page = AppTest.from_function(admin).run()
    assert not page.exception
    assert [one.label for one in page.tabs] == ["Policies", "Add a policy", "Health", "Feedback", "Evaluation"]


def test_others_are_lent_no_rights_of_the_pages_own(opened: Opens) -> None:
    opened(FakeService(), private=False)
    page = AppTest.from_function(admin).run()
    assert len(page.tabs) == 0
    page.text_input[0].set_value("anything")
    button(page, "Use it")
    assert len(page.tabs) == 0
    assert "has no access keys yet" in shown(page)


def test_where_keys_are_needed_one_is_asked_for(opened: Opens) -> None:
    opened(FakeService(locked=True))
    page = AppTest.from_function(admin).run()
    assert len(page.tabs) == 0
    assert "Send a key." in shown(page)
    assert page.text_input[0].label == "Access key"


@pytest.mark.parametrize(
    ("outline", "seen"),
    [
        (
            {"clauses": [clause("1", 0, 25, label="1.", title="Sale", kind="section")]},
            'data-clause="1">1. Sale</button>',
        ),
        ({}, "There is no outline: Too many questions"),
    ],
)
def test_a_pasted_policy_is_read_with_its_outline_or_without(opened: Opens, outline: dict[str, Any], seen: str) -> None:
    opened(FakeService(outline=outline))
    page = AppTest.from_function(pasted_reader).run()
    assert not page.exception
    [drawn] = page.get("bidi_component")
    html = json.loads(drawn.proto.json)["html"]
    assert seen in html
    assert "We sell nothing." in html


def test_a_policys_name_is_no_markdown_in_a_buttons_label(opened: Opens) -> None:
    unclear = answer(status="unclear", text="Which policy do you mean? Perhaps: **B** ![x](y) (birch). Name one.")
    page = opened(FakeService([unclear], names={"birch": "**B** ![x](y)", "acme": "Acme"}))
    page.chat_input[0].set_value("How long?").run()
    labels = [one.label for one in page.button if one.key and one.key.startswith("choose_")]
    assert labels == ["\\*\\*B\\*\\* \\!\\[x\\]\\(y\\)"]

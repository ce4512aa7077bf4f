"""The screen that asks many policies one question and shows the answers as a table."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date

import streamlit as st

from bot.client import ApiError, ApiUnavailableError, Client, RateLimitedError
from ui import components, reader
from ui.chooser import MOST_POLICIES
from ui.comparison import FAILED, HEADER, Row, lines, row_of, table_html
from ui.exports import table_csv, table_markdown
from ui.frame import say, title
from ui.policies import PolicyRow
from ui.troubles import trouble_of
from ui.visit import Place, client, policies, visit

TOPICS = {
    "How long data is kept": "How long is my personal information kept?",
    "Sale of data": "Is my personal information sold?",
    "Sharing with others": "Who is my personal information shared with?",
    "What is collected": "What personal information is collected?",
    "Purposes": "What is my personal information used for?",
    "Access and deletion": "How can I see, correct or delete my personal information?",
    "Marketing": "How do I opt out of marketing messages?",
    "Security": "How is my personal information protected?",
    "Other countries": "Is my personal information transferred to other countries?",
    "Cookies and tracking": "Which cookies and tracking technologies are used?",
    "Children": "Is the service meant for children?",
    "Changes of the policy": "How am I told about changes to this policy?",
    "Contact": "How can I contact somebody with a question about privacy?",
}
_OWN = "A question of my own"
_CHOSEN = "compare_policies"
_AT_FIRST = 8
_AT_A_TIME = 3
_TRIES = 4
_LONGEST_WAIT = 20.0
_LONGEST_QUESTION = 2_000


def show() -> None:
    title(
        "Compare policies",
        "One question, asked of each policy by itself: stated, silent or conflicting, with the clause.",
    )
    here = visit()
    rows = policies()
    if not rows:
        say("No policy is indexed yet.")
        return
    names = {row.id: row.name for row in rows}
    asked = _form(rows, names)
    if asked is not None:
        here.table = _asked_of_each(*asked)
    if here.table is not None:
        question, table = here.table
        say(question, classes="cw-question")
        _shown(question, table, names)
    reader.show()


def _form(rows: Sequence[PolicyRow], names: dict[str, str]) -> tuple[str, list[str], date | None] | None:
    here = visit()
    before = st.session_state.get(_CHOSEN, here.policies or [row.id for row in rows[:_AT_FIRST]])
    st.session_state[_CHOSEN] = [one for one in before if one in names]
    if here.as_of:
        say(f"The versions in force on {here.as_of.isoformat()}, as chosen under Ask.")
    with st.container(key="compare_form"):
        chosen = st.multiselect(
            "Policies", list(names), format_func=names.__getitem__, max_selections=MOST_POLICIES,
            key=_CHOSEN,
        )  # fmt: skip
        topic = st.selectbox("Topic", [*TOPICS, _OWN], key="compare_topic")
        question = TOPICS.get(topic, "")
        if topic == _OWN:
            question = st.text_input("Question", max_chars=_LONGEST_QUESTION, key="compare_question").strip()
        ready = bool(chosen and question)
        pressed = st.button("Compare", type="primary", disabled=not ready)
    return (question, chosen, here.as_of) if pressed and ready else None


def _asked_of_each(question: str, chosen: list[str], as_of: date | None) -> tuple[str, list[Row]]:
    bar = st.progress(0.0, text="Asking each policy")
    service = client()
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        under_way = {pool.submit(_ask, service, question, one, as_of): one for one in chosen}
        for number, _ in enumerate(as_completed(under_way), start=1):
            bar.progress(number / len(chosen), text=f"{number} of {len(chosen)} policies asked")
    bar.empty()
    found = {one: future.result() for future, one in under_way.items()}
    return question, [found[one] for one in chosen]


def _ask(service: Client, question: str, policy: str, as_of: date | None) -> Row:
    """Waits where the service says that it is asked too much; other troubles are that policy's own."""
    for attempt in range(_TRIES):
        try:
            return row_of(policy, service.ask(question, policies=[policy], as_of=as_of))
        except RateLimitedError as error:
            if attempt == _TRIES - 1:
                return Row(policy, FAILED, trouble_of(error).title)
            time.sleep(min(error.retry_after, _LONGEST_WAIT))
        except (ApiError, ApiUnavailableError) as error:
            trouble = trouble_of(error)
            return Row(policy, FAILED, f"{trouble.title}. {trouble.advice}")
    return Row(policy, FAILED)


def _shown(question: str, table: list[Row], names: dict[str, str]) -> None:
    cells = lines(table, names)
    markdown = table_markdown(HEADER, cells)
    opened = components.draw_cited(table_html(table, names), copy=markdown, key="compared")
    with st.container(horizontal=True):
        st.download_button("Download CSV", table_csv(HEADER, cells), "comparison.csv", "text/csv", on_click="ignore")
        st.download_button(
            "Download Markdown", f"# {question}\n\n{markdown}", "comparison.md", "text/markdown", on_click="ignore"
        )
    if opened:
        citation = table[int(opened.partition(" ")[2])].citation
        if citation:
            visit().open(Place.of(citation))
            st.rerun()

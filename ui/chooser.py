"""The side of the chat: which policies are asked, in force on which day, or a pasted one instead."""

from __future__ import annotations

import streamlit as st

from ui.conversation import Conversation, Pasted
from ui.exports import transcript_json, transcript_markdown
from ui.frame import say
from ui.policies import PolicyRow
from ui.visit import Visit, visit

_LONGEST_NAME = 200
_LONGEST_TEXT = 200_000
MOST_POLICIES = 50
_CHOSEN, _DAY = "chosen_policies", "chosen_day"


def show(rows: list[PolicyRow]) -> None:
    here = visit()
    with st.sidebar:
        st.button("New conversation", icon=":material/add:", width="stretch", on_click=begin_anew)
        if here.pasted is None:
            _indexed(here, rows)
        else:
            _instead(here.pasted)


def takeaway(here: Visit, names: dict[str, str]) -> None:
    """The conversation as files; drawn last, when its latest answer is there."""
    turns = here.conversation.turns
    if not any(turn.answer for turn in turns):
        return
    with st.sidebar, st.expander("Take this conversation away", icon=":material/download:"):
        name = "clausewise-conversation"
        markdown = transcript_markdown(turns, names)
        st.download_button(
            "As text (Markdown)", markdown, f"{name}.md", "text/markdown", width="stretch", on_click="ignore"
        )
        st.download_button(
            "As data (JSON)", transcript_json(turns), f"{name}.json", "application/json", width="stretch",
            on_click="ignore",
        )  # fmt: skip


def begin_anew() -> None:
    here = visit()
    if here.asking:
        here.asking.stop()
    here.conversation = Conversation()
    here.asking = here.asked = here.editing = here.reader = None


def _indexed(here: Visit, rows: list[PolicyRow]) -> None:
    names = {row.id: row.name for row in rows}
    twice = {name for name in names.values() if list(names.values()).count(name) > 1}
    st.session_state[_CHOSEN] = [one for one in here.policies if one in names]
    st.session_state[_DAY] = here.as_of
    everything = {0: "None is indexed yet", 1: "The one policy there is"}.get(len(rows), f"All {len(rows)} policies")
    chosen = st.multiselect(
        "Policies to ask",
        list(names),
        key=_CHOSEN,
        format_func=lambda one: f"{names[one]} ({one})" if names[one] in twice else names[one],
        placeholder=everything,
        help="Type to search. With none chosen, the ones are asked that your question names.",
        max_selections=MOST_POLICIES,
        on_change=_take_choice,
    )
    st.date_input(
        "In force on",
        key=_DAY,
        format="YYYY-MM-DD",
        help="Ask the versions that were in force on that day; left empty, today's.",
        on_change=_take_choice,
        min_value="1990-01-01",
        max_value="2100-12-31",
    )
    if len(chosen) == 1 and st.button("Read it", icon=":material/menu_book:", width="stretch"):
        from ui.visit import Place

        here.open(Place(chosen[0]))
    if st.button("Paste a policy", icon=":material/content_paste:", width="stretch"):
        _paste()


def _take_choice() -> None:
    here = visit()
    here.policies = tuple(st.session_state[_CHOSEN])
    here.as_of = st.session_state[_DAY]


@st.dialog("Paste a policy and ask about it")
def _paste() -> None:
    say("It is sent along with your questions, and stored nowhere.")
    name = st.text_input("What to call it", max_chars=_LONGEST_NAME, placeholder="My landlord's policy")
    pasted = st.text_area("The policy", height=260, max_chars=_LONGEST_TEXT, placeholder="Paste the whole text here.")
    if st.button("Ask about it", type="primary"):
        if not pasted.strip():
            say("Paste the words of a policy first.", classes="cw-warn")
            return
        # As the service reads a text file: offsets then fit.
        text = pasted.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        begin_anew()
        visit().pasted = Pasted(" ".join(name.split()) or "Pasted policy", text)
        st.rerun()


def _instead(pasted: Pasted) -> None:
    say(f"Asking “{pasted.name}”, which you pasted ({len(pasted.text.split()):,} words). It is stored nowhere.")
    st.button("Back to the indexed policies", width="stretch", on_click=_leave_pasted)


def _leave_pasted() -> None:
    begin_anew()
    visit().pasted = None

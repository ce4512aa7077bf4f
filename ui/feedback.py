"""What a visitor thinks of an answer: a thumb, and where they want a reason, words, and the question itself."""

from __future__ import annotations

import streamlit as st

from bot.client import ApiError, ApiUnavailableError
from ui.conversation import Turn
from ui.frame import say
from ui.troubles import trouble_of
from ui.visit import Visit, client, visit

_REASONS = {
    "wrong": "It is wrong",
    "incomplete": "Something is missing",
    "unclear": "Hard to understand",
    "not-what-i-asked": "Not what I asked",
    "other": "Something else",
}
_LONGEST = 2_000


def show(here: Visit, turn: Turn) -> None:
    if turn.answer is None:
        return
    if turn.answer.answer_id in here.rated:
        say("Thank you for the feedback.")
        return
    _form(turn)


@st.fragment
def _form(turn: Turn) -> None:
    with st.container(key=f"rate_{turn.id}"):
        thumb = st.feedback("thumbs", key=f"thumb_{turn.id}")
    if thumb is None:
        return
    rating = "up" if thumb else "down"
    with st.form(f"feedback_{turn.id}"):
        reason = None
        if rating == "down":
            reason = st.selectbox("What is amiss?", list(_REASONS), format_func=_REASONS.__getitem__, index=None)
        comment = st.text_area("In your words (not needed)", max_chars=_LONGEST, height=80)
        along = st.checkbox("Send my question and the answer along, so that it can be looked into")
        sent = st.form_submit_button("Send")
    if sent:
        _send(turn, rating, reason, comment.strip(), along=along)


def _send(turn: Turn, rating: str, reason: str | None, comment: str, *, along: bool) -> None:
    answer = turn.answer
    if answer is None:
        return
    more = {"question": turn.question, "answer": answer.model_dump(mode="json")} if along else {}
    try:
        client().feedback(answer.answer_id, rating, reason=reason, comment=comment or None, **more)
    except (ApiError, ApiUnavailableError) as error:
        trouble = trouble_of(error)
        say(f"{trouble.title}. {trouble.advice}", classes="cw-warn")
        return
    visit().rated.add(answer.answer_id)
    st.rerun(scope="app")

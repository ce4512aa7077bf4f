"""The chat: questions, answers as they come, and what can be done with each."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ui import chooser, components, feedback, reader
from ui.answer_html import RELATED, answer_html, partial_html
from ui.asking import Asking
from ui.conversation import Progress, Scope, Turn
from ui.exports import copied
from ui.frame import say, show_trouble
from ui.html import element, label, text
from ui.later import Later
from ui.policies import PolicyRow, named_in
from ui.troubles import Kind
from ui.visit import Place, Visit, client, policies, suggestions, visit

_LONGEST_QUESTION = 2_000
_SAMPLES = 6
_OF_ANY_POLICY = (
    "How long is my personal information kept?",
    "Is my personal information sold?",
    "Who is my personal information shared with?",
)
# Seconds: how long the first screen waits for the examples, and how often it looks whether they are there.
_SOON = 0.15
_LOOK_AGAIN = 0.5


def show() -> None:
    here = visit()
    rows = policies()
    names = {row.id: row.name for row in rows}
    _follow_link(here, rows)
    chooser.show(rows)
    typed = st.chat_input(_placeholder(here, names), max_chars=_LONGEST_QUESTION, key="question")
    if typed and typed.strip():
        ask(typed.strip(), here.scope)
    _retry_after_trouble(here)
    first = st.empty()
    if not here.conversation.turns:
        with first.container():
            _welcome(here, rows)
    with st.container(key="conversation"):
        _turns(here, rows, names)
    chooser.takeaway(here, names)
    reader.show()


def ask(question: str, scope: Scope) -> None:
    """Ask now, in place of what is being asked."""
    here = visit()
    if here.asking:
        here.asking.stop()
    turn = Turn(question, scope)
    here.conversation.turns.append(turn)
    here.editing = None
    _start(here, turn)


def ask_again(turn_id: str, question: str | None = None, policy: str | None = None) -> None:
    """Ask a turn's question again, changed or of one policy; what came after it goes."""
    here = visit()
    turn = next(turn for turn in here.conversation.turns if turn.id == turn_id)
    here.conversation.cut(turn_id)
    scope = Scope((policy,), turn.scope.as_of) if policy else turn.scope
    ask(question or turn.question, scope)


def _start(here: Visit, turn: Turn) -> None:
    turn.trouble = None
    here.asking = Asking(client(), turn.question, turn.scope, here.conversation.history(turn))
    here.asked = turn.id


def _retry_after_trouble(here: Visit) -> None:
    """The last question is asked again when the service is back."""
    last = here.conversation.turns[-1] if here.conversation.turns else None
    if last and last.trouble and last.trouble.kind is Kind.AWAY and client().ready():
        _start(here, last)


def _follow_link(here: Visit, rows: list[PolicyRow]) -> None:
    """`?policy=...&clause=...&q=...`, once a session."""
    if here.link_followed:
        return
    here.link_followed = True
    asked = st.query_params
    place = reader.place_of_link(asked["policy"], asked.get("clause"), rows) if "policy" in asked else None
    if place is not None:
        here.policies = (place.policy,)
    if place is not None and place.clause:
        here.open(place)
    question = asked.get("q", "").strip()[:_LONGEST_QUESTION]
    if question:
        ask(question, here.scope)


def _placeholder(here: Visit, names: dict[str, str]) -> str:
    if here.pasted:
        return "Ask about the pasted policy"
    if len(here.policies) == 1:
        return f"Ask {names.get(here.policies[0], here.policies[0])}'s policy"
    return "Ask a question, in your own words"


def _welcome(here: Visit, rows: list[PolicyRow]) -> None:
    lead = "Ask what a privacy policy says. The answer is its own words, and one click shows them in their place."
    not_this = (
        "This is not legal advice, and no judgement of any policy. Where a policy is silent, it says so. "
        "Nothing you ask is stored."
    )
    st.html(
        element(
            "div",
            element("h1", text("What does the policy say?")),
            element("p", text(lead), classes="cw-lead"),
            element("p", text(not_this), classes="cw-note"),
            classes="cw-title",
        )
    )
    if not rows and here.pasted is None:
        say("No policy is indexed yet. Paste one on the left and ask about it, or add some under Admin.")
        return
    if here.pasted is not None:
        _samples(here, _OF_ANY_POLICY)
        return
    found = suggestions(here.policies[0] if len(here.policies) == 1 else None, rows)
    if found.wait(_SOON):
        _samples(here, (found.value or _OF_ANY_POLICY)[:_SAMPLES])
    else:
        _samples_when_found(found)


@st.fragment(run_every=_LOOK_AGAIN)
def _samples_when_found(found: Later[list[str]]) -> None:
    say("Looking for questions that these policies answer…")
    if found.done:
        st.rerun(scope="app")


def _samples(here: Visit, asked: Sequence[str]) -> None:
    st.html(element("h2", text("For example"), classes="cw-label"))
    with st.container(key="samples"):
        for number, question in enumerate(asked):
            st.button(
                label(question), key=f"sample_{number}", on_click=ask, args=(question, here.scope), width="stretch"
            )


def _turns(here: Visit, rows: list[PolicyRow], names: dict[str, str]) -> None:
    """What was drawn of turns that are gone is cleared before the last one is, which may take its time."""
    turns = list(here.conversation.turns)
    places = [st.container() for _ in turns]
    for _ in range(here.drawn - len(turns)):
        st.empty()
    here.drawn = len(turns)
    for place, turn in zip(places, turns, strict=True):
        with place:
            _turn(here, turn, rows, names)


def _turn(here: Visit, turn: Turn, rows: list[PolicyRow], names: dict[str, str]) -> None:
    with st.chat_message("user"):
        _question(here, turn)
    with st.chat_message("assistant"):
        if here.asking and here.asked == turn.id:
            _follow(here, turn, here.asking)
        if turn.answer is not None:
            _answer(here, turn, rows, names)
        elif turn.trouble is not None:
            show_trouble(turn.trouble)
            st.button("Ask again", key=f"again_{turn.id}", on_click=ask_again, args=(turn.id,))
        else:
            if turn.partial:
                st.html(partial_html(turn.partial))
            say("Stopped.")
            st.button("Ask again", key=f"again_{turn.id}", on_click=ask_again, args=(turn.id,))


def _question(here: Visit, turn: Turn) -> None:
    if here.editing != turn.id:
        with st.container(key=f"asked_{turn.id}", horizontal=True, vertical_alignment="center"):
            st.html(element("p", text(turn.question), classes="cw-question"))
            st.button(
                "Edit", key=f"edit_{turn.id}", type="tertiary", icon=":material/edit:",
                help="Change the question and ask again; what came after it goes.", on_click=_edit, args=(turn.id,),
            )  # fmt: skip
        return
    with st.form(f"editing_{turn.id}", border=False):
        changed = st.text_area("Your question", turn.question, max_chars=_LONGEST_QUESTION, height=80)
        with st.container(horizontal=True):
            again = st.form_submit_button("Ask again", type="primary")
            leave = st.form_submit_button("Leave it")
    if again and changed.strip():
        ask_again(turn.id, changed.strip())
        st.rerun()
    if leave:
        here.editing = None
        st.rerun()


def _edit(turn_id: str) -> None:
    visit().editing = turn_id


def _follow(here: Visit, turn: Turn, asking: Asking) -> None:
    """Draw what comes until it is over. A redraw of the page in the middle of it begins here again."""
    box, stop = st.empty(), st.empty()
    stop.button("Stop", key=f"stop_{turn.id}", icon=":material/stop_circle:", on_click=asking.stop)
    latest = Progress()
    for latest in asking.progress():
        box.html(partial_html(latest))
    turn.answer, turn.trouble, turn.partial = latest.answer, latest.trouble, latest
    here.asking = here.asked = None
    here.fresh = turn.id
    box.empty()
    stop.empty()


def _answer(here: Visit, turn: Turn, rows: list[PolicyRow], names: dict[str, str]) -> None:
    answer = turn.answer
    if answer is None:
        return
    pasted = turn.scope.pasted
    known = {**names, **({"pasted": pasted.name} if pasted else {})}
    opened = components.draw_cited(
        answer_html(answer, known), copy=copied(answer, known), key=f"answer_{turn.id}", fresh=here.fresh == turn.id
    )
    here.fresh = None
    if answer.status == "unclear":
        _choices(turn, rows)
    elif answer.status != "out_of_scope":
        feedback.show(here, turn)
    if opened:
        kind, _, number = opened.partition(" ")
        found = answer.related if kind == RELATED else answer.citations
        citation = next((one for one in found if str(one.n) == number), None)
        if citation:
            here.open(Place.of(citation, pasted))
            st.rerun()


def _choices(turn: Turn, rows: list[PolicyRow]) -> None:
    """A button for each policy that the answer names."""
    likely = [
        row for row in named_in(turn.answer.answer if turn.answer else "", rows) if (row.id,) != turn.scope.policies
    ]
    with st.container(key=f"choices_{turn.id}", horizontal=True):
        for row in likely:
            st.button(
                label(row.name), key=f"choose_{turn.id}_{row.id}", on_click=ask_again, args=(turn.id,),
                kwargs={"policy": row.id},
            )  # fmt: skip

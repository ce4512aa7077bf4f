"""The screens of an administrator: policies in and out, the index's health, feedback, the evaluation."""

from __future__ import annotations

import streamlit as st

from bot.client import ApiError, ApiUnavailableError, Client
from ui import admin_add, connection
from ui.frame import say, show_trouble, title
from ui.html import element, joined, label, text
from ui.policies import PolicyRow
from ui.troubles import Kind, Trouble, trouble_of
from ui.visit import client, forget, policies, visit

_PROXY = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_PAGE = 100
_UNLOCKED = Trouble(
    Kind.LOCKED,
    "The service has no access keys yet",
    "Others than this machine can reach this page, so it administers nothing until there are keys. "
    "Make one where the service runs: clausewise keys create --role admin --name NAME",
)


def show() -> None:
    title("Admin", "Policies, the health of the index, and what visitors said.")
    if not _may_pass():
        return
    names = ("Policies", "Add a policy", "Health", "Feedback", "Evaluation")
    listed, added, health, feedback, evaluation = st.tabs(names)
    with listed:
        _policies(policies())
    with added:
        admin_add.show()
    with health:
        _health()
    with feedback:
        _feedback()
    with evaluation:
        _evaluation()


def _may_pass() -> bool:
    """The page's own rights are lent to nobody but this machine; others bring a key of an administrator."""
    private = connection.current().private and not any(name in st.context.headers for name in _PROXY)
    here = visit()
    if not private:
        if here.key is None:
            _ask_for_key("An administrator's key opens this screen. It is kept for this visit only.")
            return False
        with Client(connection.current().url) as bare:
            if _is_admin(bare) is None:
                show_trouble(_UNLOCKED)
                return False
    trouble = _is_admin(client())
    if trouble is None:
        return True
    if trouble.kind is not Kind.LOCKED:
        show_trouble(trouble)
        return False
    _ask_for_key(trouble.advice)
    return False


def _is_admin(service: Client) -> Trouble | None:
    try:
        service.feedback_given(limit=1)
    except (ApiError, ApiUnavailableError) as error:
        return trouble_of(error)
    return None


def _ask_for_key(why: str) -> None:
    say(why)
    with st.form("key", border=False):
        key = st.text_input("Access key", type="password", autocomplete="off")
        if st.form_submit_button("Use it", type="primary") and key.strip():
            visit().key = key.strip()
            st.rerun()


def _policies(rows: list[PolicyRow]) -> None:
    if not rows:
        say("No policy is indexed yet. Add the first one.")
    for row in rows:
        origin = "sent to this service" if row.uploaded else "read from a source of the service"
        with st.expander(label(row.name)):
            st.html(
                joined(
                    element("p", text(f"{row.id}, {row.language}, {row.clauses} clauses, {origin}"), classes="cw-note"),
                    element("ul", *(element("li", text(one.label)) for one in row.versions), classes="cw-list"),
                )
            )
            if st.button("Remove", key=f"remove_{row.id}"):
                _remove(row)


@st.dialog("Remove a policy")
def _remove(row: PolicyRow) -> None:
    say(f"{row.name} ({row.id}) goes with all its versions. Answers will not cite it any more.")
    if not row.uploaded:
        say("It comes from a source of the service: the next reading of that source brings it back.")
    if st.button("Remove it", type="primary"):
        client().remove(row.id)
        forget()
        st.rerun()


def _health() -> None:
    if not st.button("Check the index"):
        say("Holds the index against itself, its vectors, the settings and the files.")
        return
    with st.spinner("Checking"):
        found = client().doctor()
    counts = ", ".join(f"{number:,} {name}" for name, number in found["counts"].items())
    say(f"{'The index is sound' if found['sound'] else 'Something is wrong'}: {counts}.")
    lines = [
        element("li", element("strong", text(f"{one['part']}: {one['problem']}")), text(f" {one['mend']}"))
        for one in found["findings"]
    ]
    if lines:
        st.html(element("ul", *lines, classes="cw-list"))


def _feedback() -> None:
    here = visit()
    page = client().feedback_given(after=here.feedback_after, limit=_PAGE)
    if not page["feedback"]:
        say("Nobody said anything yet." if not here.feedback_after else "There is no more.")
    lines = [
        element(
            "tr",
            element("td", text(one["at"][:16].replace("T", " "))),
            element("td", text("good" if one["rating"] == "up" else "bad")),
            element("td", text("erased" if one["erased"] else " ".join(filter(None, (one["reason"], one["comment"]))))),
            element("td", text(one["question"] or "")),
        )
        for one in page["feedback"]
    ]
    if lines:
        head = element(
            "tr", *(element("th", text(name), scope="col") for name in ("When", "Rating", "Said", "Question"))
        )
        st.html(element("table", element("thead", head), element("tbody", *lines), classes="cw-table"))
    with st.container(horizontal=True):
        if here.feedback_after and st.button("From the beginning"):
            here.feedback_after = ""
            st.rerun()
        if page["next"] and st.button("More"):
            here.feedback_after = page["next"]
            st.rerun()


def _evaluation() -> None:
    try:
        report = client().eval_report()
    except ApiError as error:
        if error.status != 404:
            raise
        say(str(error))
        return
    st.json(report, expanded=2)

"""The screen that sums a policy up, in its own words: a line for each main practice, each with its clause."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from bot.models import Answer, Coverage
from ui import components, reader
from ui.answer_html import ANSWERS, answer_html, tools
from ui.coverage_map import practices_of
from ui.exports import copied
from ui.frame import say, title
from ui.html import Html, element, joined, text
from ui.policies import version_label
from ui.visit import Place, client, policies, visit


def show() -> None:
    title(
        "Overview", "What a policy says on each main practice, in its own words. What is not here may still be in it."
    )
    here = visit()
    rows = policies()
    if not rows:
        say("No policy is indexed yet.")
        return
    names = {row.id: row.name for row in rows}
    before = here.policies[0] if here.policies and here.policies[0] in names else rows[0].id
    chosen = st.selectbox("Policy", list(names), index=list(names).index(before), format_func=names.__getitem__)
    with st.spinner("Reading the policy"):
        live = next(row for row in rows if row.id == chosen).live.id
        answer = _overview(chosen, live, here.key)
    if answer.status == "answered":
        html = overview_html(answer, names, _coverage(chosen, live, here.key))
    else:
        html = answer_html(answer, names)
    opened = components.draw_cited(html, copy=copied(answer, names), key=f"overview_{chosen}")
    if opened:
        citation = next((one for one in answer.citations if f"{ANSWERS} {one.n}" == opened), None)
        if citation:
            here.open(Place.of(citation))
            st.rerun()
    reader.show()


def overview_html(answer: Answer, names: Mapping[str, str], coverage: Coverage) -> Html:
    """A line a statement, beside the heading that it stands under and the practices that its clause is about."""
    cited = {citation.n: citation for citation in answer.citations}
    lines = []
    for statement in answer.statements:
        first = cited[statement.citations[0]]
        heading = first.path[-1] if first.path else names.get(first.policy, first.policy)
        open_it = element(
            "button",
            text(f"Read it in the policy ({version_label(first.version)})"),
            classes="cw-cite",
            type="button",
            data_open=f"{ANSWERS} {first.n}",
        )
        said = element("td", element("p", text(statement.text), classes="cw-statement"), open_it)
        practices = practices_of(coverage, first.clause.partition("#")[2])
        badges = element("span", practices, classes="cw-badges") if practices else joined()
        lines.append(element("tr", element("th", text(heading), badges, scope="row"), said))
    table = element("table", element("tbody", *lines), classes="cw-table cw-overview")
    return element("div", table, tools(), classes="cw-answer")


@st.cache_data(ttl=600, scope="session", show_spinner=False)
def _overview(policy: str, version: str, key: str | None) -> Answer:
    return client().overview(policy)


@st.cache_data(ttl=600, scope="session", show_spinner=False)
def _coverage(policy: str, version: str, key: str | None) -> Coverage:
    return client().coverage(policy, version=version)

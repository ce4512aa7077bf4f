"""The reader beside the chat: the whole policy, at the clause, with the quote highlighted."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from bot.client import ApiError, ApiUnavailableError
from ui import components
from ui.conversation import Pasted
from ui.html import Html, element, joined, text
from ui.policies import PolicyRow, VersionRow, source_link, version_label
from ui.reader_html import Node, nodes, outline_html, text_html
from ui.troubles import trouble_of
from ui.visit import Place, forget, pasted_clauses, policies, policy_clauses, policy_text, visit

_CHANGED = "The policy's text has changed since this answer. Ask again to see what it says now."


def show() -> None:
    """Draws the reader where a place is open."""
    here = visit()
    if here.reader is None:
        return
    try:
        html, clause = _drawn(here.reader)
    except (ApiError, ApiUnavailableError) as error:
        trouble = trouble_of(error)
        html, clause = _frame(text(trouble.title), body=_note(trouble.advice)), None
    with st.container(key="reader_frame"):
        closed = components.draw_reader(html, stamp=f"{here.opened}", clause=clause)
    if closed:
        here.reader = None
        st.rerun()


def _drawn(place: Place) -> tuple[Html, str | None]:
    if place.pasted is not None:
        return _drawn_pasted(place, place.pasted), place.clause
    whole, clauses = _read(place)
    row = next((row for row in policies() if row.id == place.policy), None)
    version = _version(row, place)
    node = next((node for node in clauses if node.key == place.clause), None)
    below = joined(text(version_label(version.id, version.effective) if version else place.version or ""))
    outline = outline_html(clauses, current=place.clause)
    tools = links(place, version, node)
    name = text(row.name if row else place.policy)
    return _frame(name, below=below, links=tools, outline=outline, body=_body(whole, clauses, place)), place.clause


def _drawn_pasted(place: Place, pasted: Pasted) -> Html:
    """The text is at hand and shown in any case, where need be without the outline."""
    try:
        clauses, missing = nodes(pasted_clauses(pasted.text)), []
    except (ApiError, ApiUnavailableError) as error:
        clauses, missing = [], [_note(f"There is no outline: {trouble_of(error).title}")]
    return _frame(
        text(pasted.name),
        below=text("pasted by you, not stored"),
        outline=outline_html(clauses, current=place.clause),
        body=joined(*missing, _body(pasted.text, clauses, place)),
    )


def _version(row: PolicyRow | None, place: Place) -> VersionRow | None:
    if row is None:
        return None
    return row.version(place.version) if place.version else row.live


def _read(place: Place) -> tuple[str, list[Node]]:
    """Read again where what was kept does not hold the quote."""
    for _ in range(2):
        whole = str(policy_text(place.policy, place.version)["text"])
        if place.span is None or whole[slice(*place.span)] == place.words:
            break
        forget()
    return whole, nodes(policy_clauses(place.policy, place.version))


def _body(whole: str, clauses: list[Node], place: Place) -> Html:
    holds = place.span is None or whole[slice(*place.span)] == place.words
    shown = text_html(whole, clauses, quote=place.span if holds else None)
    pane = element(
        "div", shown, classes="cw-text", tabindex="0", role="region", aria_label="Text of the policy", translate="no"
    )
    return joined(*([] if holds else [_note(_CHANGED)]), pane)


def links(place: Place, version: VersionRow | None, node: Node | None) -> Html:
    parts: list[Html] = []
    if place.span is not None:
        parts.append(element("button", text("Back to the quote"), type="button", data_back=""))
    clause = f"{version.id}#{place.clause}" if version and not version.live else place.clause
    wanted = {"policy": place.policy, **({"clause": clause} if place.clause and clause else {})}
    parts.append(element("button", text("Copy link"), type="button", data_link=f"?{urlencode(wanted)}"))
    anchor = quote(node.anchor) if node and node.anchor else f"page={node.page}" if node and node.page else None
    link = source_link(version.source_url if version else None, anchor=anchor)
    if link:
        parts.append(
            element("a", text("Open the source"), href=link, target="_blank", rel="noopener noreferrer nofollow")
        )
    parts.append(element("span", classes="cw-told", role="status"))
    return joined(*parts)


def _frame(
    name: Html,
    *,
    body: Html,
    below: Html | None = None,
    links: Html | None = None,
    outline: Html | None = None,
) -> Html:
    close = element("button", text("Close"), classes="cw-close", type="button", data_close="")
    title = element("h2", name, classes="cw-reader-title", tabindex="-1")
    head = element("header", element("div", title, element("p", below or text(""), classes="cw-version")), close)
    parts = [head]
    if links:
        parts.append(element("div", links, classes="cw-tools"))
    if outline:
        nav = element("nav", outline, aria_label="Outline")
        parts.append(element("details", element("summary", text("Outline")), nav))
    return joined(*parts, body)


def _note(message: str) -> Html:
    return element("p", text(message), classes="cw-warn", role="status")


def place_of_link(policy: str, clause: str | None, rows: list[PolicyRow]) -> Place | None:
    """Where `?policy=...&clause=...` points; a clause may bring its version along (`2024-05-01#7.4`), or be an id as
    citations have it (`acme@2024-05-01#7.4`)."""
    if all(row.id != policy for row in rows):
        return None
    before, _, key = (clause or "").rpartition("#")
    version = before.partition("@")[2] if "@" in before else before
    return Place(policy, version if version and version != policy else None, key or None)

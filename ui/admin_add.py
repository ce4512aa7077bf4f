"""The form that puts a policy into the index: a file, a text or a page; looked at before it is published."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from bot.client import ApiError, ApiUnavailableError
from ui.frame import say, show_trouble
from ui.html import element, joined, text
from ui.policies import version_label
from ui.reader_html import nodes
from ui.troubles import trouble_of
from ui.visit import client, forget

_FILE, _TEXT, _PAGE = "A file", "Text", "A page of the web"
_TYPES = ["txt", "md", "html", "htm", "pdf", "docx"]
_POLL_SECONDS = 0.3
_LONGEST_OUTLINE = 400


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds."""

    policy: str
    name: str | None
    effective: date | None
    text: str | None = None
    url: str | None = None
    file_name: str | None = None
    data: bytes | None = None


def show() -> None:
    draft = _form()
    with st.container(horizontal=True):
        look = st.button("Look at its outline", disabled=draft is None)
        publish = st.button("Publish", type="primary", disabled=draft is None)
    if draft is None:
        say("Give it an id and a source. Nothing changes before you publish.")
        return
    try:
        if look:
            with st.spinner("Reading it"):
                _preview(_send(draft, dry_run=True))
        if publish:
            with st.spinner("Publishing"):
                job = _send(draft, dry_run=False)
            _follow(job)
    except (ApiError, ApiUnavailableError) as error:
        show_trouble(trouble_of(error))


def policy_id(words: str) -> str:
    """An id as the service takes it, from whatever was typed."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.").lower()[:100]


def _form() -> Draft | None:
    name = st.text_input("Name of the organisation", max_chars=200, key="add_name").strip()
    given = st.text_input(
        "Id", placeholder=policy_id(name), max_chars=100, key="add_id", help="Letters, digits, dot, hyphen, underscore."
    )
    policy = policy_id(given or name)
    effective = st.date_input("In force since", value=None, key="add_day", help="Else what the policy says itself.")
    kind = st.segmented_control("Source", [_FILE, _TEXT, _PAGE], default=_FILE, key="add_kind")
    if kind == _TEXT:
        typed = st.text_area("The policy", height=240, key="add_text")
        return Draft(policy, name or None, effective, text=typed) if policy and typed.strip() else None
    if kind == _PAGE:
        url = st.text_input("Address", placeholder="https://", key="add_url").strip()
        return Draft(policy, name or None, effective, url=url) if policy and url else None
    sent = st.file_uploader("File", type=_TYPES, key="add_file")
    if sent is None or not policy:
        return None
    return Draft(policy, name or None, effective, file_name=Path(sent.name).name, data=sent.getvalue())


def _send(draft: Draft, *, dry_run: bool) -> dict[str, Any]:
    known: dict[str, Any] = {"name": draft.name, "effective": draft.effective, "dry_run": dry_run}
    if draft.data is None or draft.file_name is None:
        return client().upload(draft.policy, text=draft.text, url=draft.url, **known)
    with TemporaryDirectory() as folder:
        file = Path(folder) / draft.file_name
        file.write_bytes(draft.data)
        return client().upload(draft.policy, file=file, **known)


def _preview(found: Mapping[str, Any]) -> None:
    told = f"{version_label(found['version'], found['effective'])}, {found['language']}, {found['passages']} passages"
    notices = element("ul", *(element("li", text(one)) for one in found["notices"]), classes="cw-list")
    shown = [node for node in nodes(found["clauses"]) if node.title][:_LONGEST_OUTLINE]
    outline = element(
        "ul", *(element("li", text(node.title), classes=f"cw-depth-{min(node.depth, 3)}") for node in shown),
        classes="cw-list",
    )  # fmt: skip
    heading = element("h3", text(found["title"]))
    st.html(joined(heading, element("p", text(told), classes="cw-note"), notices, outline))


def _follow(job: Mapping[str, Any]) -> None:
    """Show how far the job is until it is finished."""
    bar = st.empty()
    while job["state"] in ("queued", "running"):
        at = job["progress"]
        told = at["stage"] if at else "waiting for other jobs"
        bar.progress(at["done"] / at["total"] if at and at["total"] else 0.0, text=told)
        time.sleep(_POLL_SECONDS)
        job = client().job(job["id"])
    bar.empty()
    forget()
    result, problem = job["result"], job["problem"]
    if problem:
        say(problem["detail"], classes="cw-warn")
    if result:
        done = [f"{len(result[kind])} {kind}" for kind in ("added", "changed", "unchanged") if result[kind]]
        say(f"Published: {', '.join(done) or 'nothing'}.")
        for one in (*(failed["reason"] for failed in result["failed"]), *result["notices"]):
            say(one, classes="cw-warn")

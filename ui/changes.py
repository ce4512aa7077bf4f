"""The screen that shows two versions of a policy side by side."""

from __future__ import annotations

import streamlit as st

from ui.changes_html import changes_html, counts_told
from ui.frame import say, title
from ui.visit import client, policies, policy_text, visit


def show() -> None:
    title(
        "What changed", "Two versions of a policy side by side, clause by clause. Words that went and came are marked."
    )
    rows = [row for row in policies() if len(row.versions) > 1]
    if not rows:
        say("No policy has more than one version yet. A text with a later date becomes a further version.")
        return
    names = {row.id: row.name for row in rows}
    before = next((one for one in visit().policies if one in names), rows[0].id)
    chosen = st.selectbox("Policy", list(names), index=list(names).index(before), format_func=names.__getitem__)
    row = next(row for row in rows if row.id == chosen)
    labels = {version.id: version.label for version in row.versions}
    versions = list(labels)
    with st.container(horizontal=True):
        old = st.selectbox(
            "From", versions, index=len(versions) - 2, format_func=labels.__getitem__, key=f"from_{chosen}"
        )
        new = st.selectbox("To", versions, index=len(versions) - 1, format_func=labels.__getitem__, key=f"to_{chosen}")
    if old == new:
        say("Choose two different versions.")
        return
    diff = client().diff(chosen, old, new)
    say(counts_told(diff["counts"]))
    texts = [str(policy_text(chosen, one)["text"]) for one in (old, new)]
    st.html(
        changes_html(
            diff, old_text=texts[0], new_text=texts[1],
            old_name=row.versions[versions.index(old)].label, new_name=row.versions[versions.index(new)].label,
        )
    )  # fmt: skip

"""What every screen stands in: the styles, and what is shown when the service cannot be asked."""

from __future__ import annotations

import streamlit as st

from ui import components
from ui.html import element, text
from ui.troubles import Kind, Trouble
from ui.visit import client

_EVERY_SECONDS = 2.0


def styles() -> None:
    st.html(f"<style>{components.asset('style.css')}</style>")


def title(name: str, below: str) -> None:
    st.html(element("div", element("h1", text(name)), element("p", text(below)), classes="cw-title"))


def say(words: str, *, classes: str = "cw-note") -> None:
    """Words that may come from anywhere: shown as they are."""
    st.html(element("p", text(words), classes=classes))


def show_trouble(trouble: Trouble) -> None:
    heading, advice = element("strong", text(trouble.title)), element("p", text(trouble.advice))
    st.html(element("div", heading, advice, classes=f"cw-trouble cw-trouble-{trouble.kind}", role="alert"))
    if trouble.kind is Kind.AWAY:
        _redraw_when_back()


@st.fragment(run_every=_EVERY_SECONDS)
def _redraw_when_back() -> None:
    if client().ready():
        st.rerun(scope="app")

"""The two parts of the page that are drawn by scripts of our own: answers, and the reader."""

from __future__ import annotations

from functools import cache
from importlib import resources

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from ui.html import Html


@cache
def asset(name: str) -> str:
    return resources.files("ui.theme").joinpath(name).read_text(encoding="utf-8")


@cache
def _component(name: str) -> ComponentRenderer:
    # Not isolated: both take the page's own styles.
    return st.components.v2.component(f"clausewise.{name}", js=asset(f"{name}.js"), isolate_styles=False)


def draw_cited(html: Html, *, copy: str, key: str, fresh: bool = False, reveal: bool = False) -> str | None:
    """What somebody asked to see in its policy just now: a button's `data-open`, as `answers 3`.

    Of a fresh one that is longer than the window the beginning is brought into view; what is to `reveal` is brought
    there when it is drawn first.
    """
    data = {"html": html, "copy": copy, "fresh": fresh, "reveal": reveal}
    drawn = _component("answer")(key=key, data=data, on_open_change=_nothing)
    opened: str | None = drawn.get("open")
    return opened


def draw_reader(html: Html, *, stamp: str, clause: str | None) -> bool:
    """Whether somebody closed it just now. It is drawn anew, and scrolled, when `stamp` changes."""
    data = {"html": html, "stamp": stamp, "clause": clause}
    drawn = _component("reader")(key="reader", data=data, on_close_change=_nothing)
    return drawn.get("close") is not None


def _nothing() -> None:
    """A trigger that the script reads needs no callback of its own."""

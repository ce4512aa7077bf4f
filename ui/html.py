"""Text as HTML. Whatever comes from a policy or a person is escaped here, and Markdown in it is never interpreted."""

from __future__ import annotations

import re
from html import escape

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


class Html(str):
    """Markup that we wrote ourselves, around text that was escaped."""

    __slots__ = ()


def text(value: str) -> Html:
    return Html(escape(value, quote=True))


def label(value: str) -> str:
    """Text for the label of a widget of Streamlit's, which would read Markdown in it."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(value.split()))


def element(tag: str, *content: Html, classes: str = "", **attributes: str | None) -> Html:
    """An element; attributes with None are left out, `data_open` is written `data-open`, a trailing _ is dropped."""
    given = {"class": classes or None, **attributes}
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for name, value in given.items()
        if value is not None
    )
    return Html(f"<{tag}{written}>{''.join(content)}</{tag}>")


def joined(*parts: Html) -> Html:
    return Html("".join(parts))

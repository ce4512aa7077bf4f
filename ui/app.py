"""The page's entry: Streamlit runs this file for every visitor and every event."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from bot.client import ApiError, ApiUnavailableError
from ui import admin, changes, chat, compare, components, coverage, frame, overview
from ui.troubles import trouble_of


def main() -> None:
    st.set_page_config(page_title="Clausewise", page_icon=components.asset("icon.svg"), layout="wide")
    st.logo(components.asset("logo.svg"), size="large", icon_image=components.asset("icon.svg"))
    frame.styles()
    screen = st.navigation(
        [
            _screen(chat.show, "Ask", "chat", default=True),
            _screen(overview.show, "Overview", "list_alt"),
            _screen(coverage.show, "Coverage", "grid_on"),
            _screen(compare.show, "Compare", "table_chart"),
            _screen(changes.show, "What changed", "difference"),
            _screen(admin.show, "Admin", "settings"),
        ],
        position="top",
    )
    screen.run()


def _screen(show: Callable[[], None], title: str, icon: str, *, default: bool = False) -> st.Page:
    """The screen, or what kept it from being drawn."""

    def guarded() -> None:
        try:
            show()
        except (ApiError, ApiUnavailableError) as error:
            frame.show_trouble(trouble_of(error))

    address = title.lower().replace(" ", "-")
    return st.Page(guarded, title=title, icon=f":material/{icon}:", url_path=address, default=default)


if __name__ == "__main__":
    main()

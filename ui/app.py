"""The page's entry: Streamlit runs this file for every visitor and every event."""

from __future__ import annotations

import streamlit as st

from ui import chat, components, frame


def main() -> None:
    st.set_page_config(page_title="Clausewise", page_icon=components.asset("icon.svg"), layout="wide")
    frame.styles()
    screen = st.navigation(
        [
            st.Page(chat.guarded, title="Ask", icon=":material/chat:", url_path="ask", default=True),
        ],
        position="top",
    )
    screen.run()


if __name__ == "__main__":
    main()

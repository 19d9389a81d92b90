"""The dashboard: pages and the bar above them. Run it with ``readouts dashboard``."""

from __future__ import annotations

import streamlit as st

from ui import session, start, toolbar
from ui.components import styles

PAGES = (
    ("views/compare_view.py", "Compare", ""),
    ("views/left_out.py", "Left out", "left-out"),
    ("views/topics.py", "Topics", "topics"),
    ("views/wording.py", "Wording", "wording"),
    ("views/library.py", "Library", "library"),
    ("views/report.py", "Report", "report"),
    ("views/method.py", "Method", "method"),
)


def main() -> None:
    """Draw what all pages share, then the page that the address names."""
    st.set_page_config(
        page_title="Readouts", layout="wide", initial_sidebar_state="collapsed", page_icon="◐"
    )
    pages = [
        st.Page(path, title=title, url_path=url or None, default=not url)
        for path, title, url in PAGES
    ]
    page = st.navigation(pages, position="top")
    st.html(f"<style>{styles.static('page.css')}</style>")
    if not page.url_path and session.is_new():
        start.show()
        return
    if page.url_path != "library":
        toolbar.bar()
    page.run()


main()

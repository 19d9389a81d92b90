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
    ("views/over_time.py", "Over time", "over-time"),
    ("views/silences.py", "Silences", "silences"),
    ("views/coding.py", "Coding", "coding"),
    ("views/notes.py", "Notes", "notes"),
    ("views/library.py", "Library", "library"),
    ("views/report.py", "Report", "report"),
    ("views/method.py", "Method", "method"),
)
OF_MANY = ("library", "notes", "over-time", "silences")
"""Pages on many events, which have no bar to choose one of them."""
OF_RESULTS = ("over-time", "silences")
"""Those of them that show what was compared before, and compare nothing."""


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
    event = ""
    if page.url_path not in OF_MANY:
        toolbar.bar()
        event = toolbar.title()
    st.set_page_config(page_title=f"{event or 'Readouts'}: {page.title}")
    toolbar.say_codebook()
    if page.url_path not in OF_RESULTS:
        toolbar.say_unread()
    page.run()


main()

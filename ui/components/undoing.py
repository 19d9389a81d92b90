"""What was just taken out, each with a button that puts it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from ui.components import elements as prose
from ui.components.elements import tag


def offer(
    removed: Sequence[Any], say: Callable[[Any], str], undo: Callable[[Any], None], before: str
) -> None:
    """Say what was taken out last, with a button Undo, and fold away what was before.

    Args:
        removed: what was taken out, the last at the end.
        say: what is said of one.
        undo: puts one back; called before the page is drawn.
        before: what those before the last are called.
    """
    if not removed:
        return
    *earlier, last = removed
    _offer(last, len(earlier), say, undo)
    if earlier:
        with st.expander(f"{before} ({len(earlier)})"):
            for number, held in reversed(list(enumerate(earlier))):
                _offer(held, number, say, undo)


def _offer(held: Any, number: int, say: Callable[[Any], str], undo: Callable[[Any], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        prose.show(tag("p", say(held), role="status"), key=f"removed-{number}")
        st.button("Undo", key=f"undo-remove-{number}", on_click=undo, args=(held,))

"""Waiting for a comparison: what is done and left of it, and a button to stop it."""

from __future__ import annotations

import time
from collections.abc import Hashable, Sequence
from typing import Any

import streamlit as st

from ui import session
from ui.components import elements as prose
from ui.work.steps import Job, Step

_AT_ONCE = 0.4
"""Seconds within which nothing is said: what is known already is there by then."""
_TICK = 0.3


def results(key: Hashable, steps: Sequence[Step], *, reads: bool) -> list[Any]:
    """What steps give, done in a thread while the page says how far they are.

    A page that is drawn anew meanwhile goes on waiting for the same job. Where the visitor stops
    it, the page ends with a button that begins it again.

    Args:
        key: what the steps depend on.
        steps: in their order.
        reads: whether they read pairs of passages, which the visitor may leave out.
    """
    shown = st.empty()
    if session.stopped() == key:
        with shown.container():
            _say_stopped(key, reads)
        st.stop()
    job = session.job()
    if not isinstance(job, Job) or job.key != key or job.halted:
        if isinstance(job, Job):
            job.halt()
        job = Job(key, steps)
        session.keep_job(job)
    if not job.wait(_AT_ONCE):
        with shown.container(horizontal=True, vertical_alignment="center"):
            _watch(job, reads)
        shown.empty()
    session.keep_job(None)
    return job.results()


def _watch(job: Job, reads: bool) -> None:
    """Say how far a job is until it has ended."""
    bar = st.progress(0.0)
    st.button("Stop", key=f"compare-stop-{hash(job.key)}", on_click=_stop, args=(job,))
    _offer_unread(job.key, reads)
    begun = time.monotonic()
    ended = False
    while not ended:
        done, left = job.done, job.total - job.done
        step = f"{job.step or 'ready'} … {done} of {job.total} steps done, {left} left"
        bar.progress(done / job.total, f"{step} ({time.monotonic() - begun:.0f} s)")
        ended = job.wait(_TICK)


def _stop(job: Job) -> None:
    job.halt()
    session.stop(job.key)


def _say_stopped(key: Hashable, reads: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        prose.show(
            prose.tag(
                "p",
                "Stopped: these texts are not compared. Choose another event above, or go on.",
                look="quiet",
                role="status",
            ),
            key=f"stopped-{hash(key)}",
        )
        st.button("Compare", key=f"compare-again-{hash(key)}", on_click=session.stop, args=(None,))
        _offer_unread(key, reads)


def _offer_unread(key: Hashable, reads: bool) -> None:
    """A button that compares without the step that takes most of the time."""
    if reads:
        st.button(
            "Compare without reading pairs",
            key=f"compare-unread-{hash(key)}",
            on_click=session.go,
            kwargs={"read_pairs": False},
            help="Faster and less certain: the nearest passages of both texts are not read "
            "together by a second model. You can have them read later.",
        )

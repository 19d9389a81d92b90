"""Method: how the numbers came about, what they mean, the codebook, how to cite."""

from __future__ import annotations

import streamlit as st

from compare.evaluation.quality import measured
from compare.phrases.words import EN
from compare.report.bundle import Bundle
from compare.report.content.findings import reads_pairs
from compare.report.content.passages import statuses
from compare.settings import DEFAULTS
from ui import caches, session, toolbar
from ui.components import elements as prose
from ui.components.blocks import contents, nodes
from ui.components.elements import Node, badge, tag
from ui.forms import codebook as codebook_form


def show() -> None:
    """Draw the page."""
    pair = toolbar.chosen()
    bundle, content = Bundle((pair.export,)), contents()
    meanings = [
        tag("tr", tag("td", badge(one.status), look="cell"), tag("td", one.meaning))
        for one in statuses(EN)
    ]
    prose.show(
        tag("h2", "How to read it"),
        tag("table", tag("tbody", meanings), look="fit"),
        tag("p", EN.say("note.left_out"), look="note"),
        _quality(),
        nodes(content.method(bundle)),
        tag("table", tag("tbody", [_row(*row) for row in _signature(pair)]), look="fit"),
        nodes(content.cite(bundle)),
        tag("h2", "Reading pairs of passages"),
        key="method",
    )
    _reading()
    prose.show(tag("h2", "Codebook"), key="codebook-head")
    _codebook()
    codebook_form.show()


def _reading() -> None:
    """The choice whether the nearest passages are also read together."""
    key = session.set_widget("choose-read", session.address().read_pairs)
    st.toggle(
        "Read the nearest passages of both texts together",
        key=key,
        on_change=lambda: session.go(read_pairs=session.widget_value(key)),
        help="Most of the time of a new comparison, and surer. What is compared without it says "
        "so on every page.",
    )


def _quality() -> list[Node]:
    """What was measured on labelled events that the weights had not seen."""
    quality = measured()
    rows = [
        tag(
            "tr",
            tag("th", measure["what"], scope="row"),
            tag("td", str(measure["value"])),
            tag("td", measure.get("means", ""), look="quiet"),
        )
        for measure in quality["measures"]
    ]
    return [
        tag("h2", "How good it is, as measured"),
        tag("p", quality["about"], look="note"),
        tag("table", tag("tbody", rows), look="fit"),
    ]


def _signature(pair: caches.ComparedPair) -> list[tuple[str, str]]:
    signature = pair.export.signature
    settings = {"max_error": DEFAULTS.max_error, "link_threshold": DEFAULTS.link_threshold}
    settings |= {k: v for k, v in signature.settings.items() if isinstance(v, float)}
    rows = [
        ("Encoder", f"{signature.encoder}, {signature.encoder_hash[:12]}"),
        ("Codebook", f"{signature.codebook}, {signature.codebook_hash[:12]}"),
        ("Weights", signature.weights_hash[:12]),
        ("Largest share of wrong calls of left out", f"{settings['max_error']:g}"),
        ("Probability from which passages are linked", f"{settings['link_threshold']:g}"),
        ("Nearest passages read together", "yes" if reads_pairs(pair.export) else "no"),
    ]
    if signature.held_out:
        rows.append(
            (
                "Held out",
                "one of these texts was labelled for training; the weights used here never saw it",
            )
        )
    return rows


def _row(what: str, value: str) -> Node:
    return tag("tr", tag("th", what, scope="row"), tag("td", value))


def _codebook() -> None:
    codebook = codebook_form.current()
    wanted = st.text_input("Find a topic", placeholder="Taiwan, 台湾, sanctions …", width=360)
    rows = []
    for entry in codebook.topics:
        names = [*entry.names.en, *entry.names.zh]
        held = " ".join([entry.id, *dict(entry.labels).values(), *names]).casefold()
        if wanted.strip().casefold() in held:
            definition = dict(entry.definitions).get("en", "")
            rows.append(
                {
                    "Topic": entry.label("en"),
                    "主题": entry.label("zh"),
                    "What it is": definition,
                    "Names": names,
                }
            )
    st.dataframe(rows, hide_index=True, height=420)


show()

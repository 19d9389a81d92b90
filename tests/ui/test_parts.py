"""The dashboard's parts that need no browser: addresses, the reader's data, charts, colours."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from contrasts import contrast
from element_texts import texts
from hypothesis import given
from hypothesis import strategies as st
from sample_comparison import sample
from tree import ROOT

from compare.comparison import SIDES
from compare.report import export_comparison
from compare.report.content import quotations
from compare.report.content.document import Heading, Paragraph
from compare.report.content.findings import ranked
from compare.report.export.schema import DeniedExport
from compare.report.palette import DARK, LIGHT, STATE_TONES, TONES
from compare.topics.codebook_schema import Family
from ui import query_address as address
from ui.components import blocks, charts, styles
from ui.components import elements as prose
from ui.components import side_by_side as reader
from ui.components.elements import Node
from ui.query_address import Address

UI = ROOT / "ui"


def addresses() -> st.SearchStrategy[Address]:
    return st.builds(
        Address,
        event=st.sampled_from(["", "own", "blinken-liu-2024", "library/会谈 1"]),
        language=st.sampled_from(address.LANGUAGES),
        pair=st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] != p[1]),
        wrong=st.sampled_from(address.ERRORS),
        read_pairs=st.booleans(),
        statuses=st.sampled_from([(), ("left_out",), ("covered", "partly")]),
        topic=st.sampled_from(["", "taiwan"]),
        sought=st.sampled_from(["", "台湾 strait"]),
        by=st.sampled_from(address.WAYS),
        opened=st.sampled_from(["", "us text/1"]),
        passage=st.none() | st.tuples(st.sampled_from(SIDES), st.integers(0, 999)),
        aligned=st.booleans(),
        codebook=st.sampled_from(["", "0a1b2c3d"]),
        span=st.none() | st.tuples(st.integers(0, 99), st.integers(100, 9999)),
        side=st.sampled_from(["", "Viet Nam"]),
        raising=st.sampled_from(["", "taiwan"]),
        since=st.none() | st.dates(address.FIRST_DAY, address.LAST_DAY),
        until=st.none() | st.dates(address.FIRST_DAY, address.LAST_DAY),
    )


@given(addresses())
def test_an_address_comes_back_from_its_query(one: Address) -> None:
    assert address.parse(address.query(one)) == one
    whole = replace(one, whole=True, pair=Address().pair)
    assert address.parse(address.query(whole)) == whole


@given(
    st.dictionaries(
        st.sampled_from(
            "event text pair wrong show topic at find by statement rows codebook chars side "
            "raising from to read".split()
        ),
        st.text(),
    )
)
def test_any_query_opens(query: dict[str, str]) -> None:
    one = address.parse(query)
    assert address.parse(address.query(one)) == one
    assert one.wrong in address.ERRORS


@pytest.mark.parametrize("day", ["1800-01-01", "2101-01-01", "2024-02-30", "soon"])
def test_a_day_that_no_field_can_hold_is_passed_over(day: str) -> None:
    assert address.parse({"from": day, "to": day}) == Address()


@pytest.mark.parametrize("side", SIDES)
def test_the_reader_shows_the_whole_text_in_its_paragraphs(side: str) -> None:
    result = export_comparison(sample())
    shown = reader.payload(result)["sides"][side]
    paragraphs = [
        "".join(
            part
            if isinstance(part, str)
            else "".join(run["text"] for run in shown["segments"][part]["runs"])
            for part in content
        )
        for content in shown["paragraphs"]
    ]
    text = (result.left if side == "left" else result.right).text
    assert [p.strip() for p in paragraphs] == [p for p in text.strip().split("\n\n") if p]


def test_the_reader_marks_the_words_that_shift() -> None:
    sides = reader.payload(export_comparison(sample()))["sides"]
    marked = {
        side: [
            run["text"] for seg in sides[side]["segments"] for run in seg["runs"] if run["shifts"]
        ]
        for side in SIDES
    }
    assert marked == {"left": ["may open"], "right": ["将建立"]}


def test_the_reader_finds_counterparts_both_ways() -> None:
    data = reader.payload(export_comparison(sample()))
    for number, link in enumerate(data["links"]):
        for side in SIDES:
            for index in link[side]:
                assert number in data["sides"][side]["segments"][index]["links"]


@pytest.mark.parametrize(
    ("message", "remedy"),
    [
        ("there is no event 'x'; `readouts events` lists them", "the page Library lists them"),
        ("no bytes are kept; `readouts show` names them", "names them with the statement"),
        ("it holds what does not fit; `readouts check` says where", "says what is amiss"),
        ("it could not be used: x; run `readouts check`", "says what is amiss"),
        ("text has 9 segments: cut it, or raise max_segments", "segments: bring it in parts"),
    ],
)
def test_messages_end_in_a_remedy_that_there_is_in_the_dashboard(message: str, remedy: str) -> None:
    assert prose.in_browser_words(message).endswith(remedy)
    assert "run `" not in prose.in_browser_words(message)


def test_control_characters_are_shown_as_pictures() -> None:
    node = prose.tag("p", "a\x1b[31mb\x00")
    assert isinstance(node, dict)
    assert node["children"] == ["a␛[31mb␀"]


def test_only_harmless_elements_are_built() -> None:
    with pytest.raises(ValueError, match="script"):
        prose.tag("script", "alert(1)")


def test_chinese_texts_say_their_script() -> None:
    assert prose.locale("中美两国元首举行会谈", "zh") == "zh-Hans"
    assert prose.locale("中美兩國元首舉行會談", "zh") == "zh-Hant"
    assert prose.locale("The two met.", "en") == "en"


FAMILIES: dict[str, Family | None] = {
    "strait": "security",
    "trade": "economy",
    "contacts": "relationship",
    "climate": "society",
    "youth": "society",
}


def rows(node: Node) -> list[dict[str, Any]]:
    """The rows of a table, in order."""
    if isinstance(node, str):
        return []
    found = [node] if node["tag"] == "tr" else []
    return [*found, *(row for child in node["children"] for row in rows(child))]


def topics_table(families: Mapping[str, Family | None], chosen: str = "") -> Node:
    result = export_comparison(sample())
    groups = charts.by_family(ranked(result), families)
    return charts.topics(result, groups, chosen, lambda text, topic: prose.tag("a", text, go=topic))


def test_topics_stand_under_their_families_in_one_order() -> None:
    shown = rows(topics_table(FAMILIES, "trade"))
    headed = [next(texts(row)) for row in shown if row["look"] == "family"]
    assert headed == ["Security", "Economy", "Society", "Relationship", "Other topics"]
    assert [next(texts(row)) for row in shown] == [
        *("Topic", "Security", "Northern strait", "Economy", "Trade"),
        *("Society", "Youth exchange", "Climate", "Relationship", "Lines of contact"),
        *("Other topics", "Mutual respect"),
    ]
    assert [next(texts(row)) for row in shown if row["look"] == "here"] == ["Trade"]
    assert not [row for row in rows(topics_table({})) if row["look"] == "family"]


def test_every_share_and_first_mention_is_text_beside_its_bar() -> None:
    told = {
        next(texts(row)): ["".join(texts(cell)) for cell in row["children"]]
        for row in rows(topics_table({}))[1:]
    }
    assert told["Trade"] == [
        "Trade, both, certainty 98%", "● 21%", "● 25%", "West at 55%, East at 17%",
    ]  # fmt: skip
    assert told["Northern strait"][1:] == ["○ 40%", "–not raised", "West at 16%"]


@pytest.mark.parametrize("dark", [False, True])
def test_bars_stand_apart_from_the_page_and_from_the_row_that_is_chosen(dark: bool) -> None:
    """By 3 to 1, as WCAG 2 asks; axe measures the words."""
    ground = DARK if dark else LIGHT
    for name in STATE_TONES.values():
        tone = TONES[name].dark if dark else TONES[name].light
        assert min(contrast(tone, ground.page), contrast(tone, ground.card)) >= 3, name


def test_the_theme_has_the_colours_of_the_reports() -> None:
    theme = tomllib.loads((UI / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    for name, ground in (("light", LIGHT), ("dark", DARK)):
        assert theme[name] == {
            "primaryColor": ground.accent,
            "backgroundColor": ground.page,
            "secondaryBackgroundColor": ground.card,
            "textColor": ground.text,
            "borderColor": ground.line,
            "linkColor": ground.accent,
        }


def test_the_stylesheets_define_no_colour_of_their_own() -> None:
    for file in (UI / "static").glob("*.css"):
        assert "#" not in file.read_text("utf-8"), f"{file.name} has a colour; use the palette's"
    assert LIGHT.page in styles.variables()


def test_scripts_never_parse_text_as_html() -> None:
    banned = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(")
    for file in (UI / "static").glob("*.js"):
        text = file.read_text("utf-8")
        assert [word for word in banned if word in text] == []


@pytest.mark.parametrize(
    ("home", "names"),
    [
        ("caches.py", {"cache_data", "cache_resource"}),
        ("session.py", {"session_state", "query_params"}),
    ],
)
def test_caches_and_session_keys_are_each_in_one_place(home: str, names: set[str]) -> None:
    for file in UI.rglob("*.py"):
        used = {
            node.attr
            for node in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert bool(used & names) == (file.name == home), file


def test_charts_know_nothing_of_streamlit() -> None:
    assert "streamlit" not in (UI / "components" / "charts.py").read_text("utf-8").replace(
        "no Streamlit", ""
    )


def test_a_page_shows_the_content_of_a_report() -> None:
    """Every word of the blocks is there, with a link beside what is quoted."""
    content = blocks.contents()
    result = export_comparison(sample())
    parts = [
        *quotations.tell(content, result, 2),
        *quotations.tell_topics(content, result, 2),
    ]
    shown: list[Node] = blocks.nodes(parts, lambda passage: [f"<{passage.side} {passage.segment}>"])
    told = "".join("".join(texts(node)) for node in shown)
    for block in parts:
        runs = block.runs if isinstance(block, Paragraph) else ()
        assert all(run.text in told for run in runs)
        assert not isinstance(block, Heading) or block.text in told
    quoted = next(run for block in parts if isinstance(block, Paragraph) for run in block.runs
                  if run.passage)  # fmt: skip
    assert quoted.passage is not None
    assert f"<{quoted.passage.side} {quoted.passage.segment}>" in told


def test_a_topic_that_is_denied_says_by_whom() -> None:
    result = export_comparison(sample())
    update = {"state": "denied", "denied": DeniedExport(left=(), right=(0,))}
    topics = tuple(
        topic.model_copy(update=update) if topic.id == "strait" else topic
        for topic in result.topics
    )
    data = reader.payload(result.model_copy(update={"topics": topics}))
    (denied,) = (topic for topic in data["topics"] if topic["id"] == "strait")
    assert "the East text says it was not discussed" in denied["about"]
    groups = {group["heading"]: group["topics"] for group in data["groups"]}
    assert groups["Topics that a text says were not discussed"] == ["strait"]


def test_the_payload_is_plain_data() -> None:
    data = reader.payload(export_comparison(sample()))
    assert json.loads(json.dumps(data)) == data

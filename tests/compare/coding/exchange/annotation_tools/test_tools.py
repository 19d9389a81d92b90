"""What annotation tools bring in: the text, the spans and the labels as they were judged."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import cassis
import pytest
import yaml
from sample_comparison import sample
from sample_judgements import judge

from compare.coding.exchange.annotation_tools.archives import archive
from compare.coding.exchange.annotation_tools.documents import LAYER
from compare.coding.exchange.importing import bring
from compare.coding.exchange.rows import read_rows
from compare.coding.judgements import Anchor, make
from compare.errors import CodingError
from corpus.statements import Event, Statement

RESULT = sample()
EVENT = Event(id="harbour", statements=(RESULT.left, RESULT.right))
SAID = (
    judge(RESULT, "status", "left", 1, "covered", note="a|b_c\nd; [e] -> \\f*", event="harbour"),
    judge(RESULT, "status", "left", 1, "left_out", coder="Ben", event="harbour", unsure=True),
    judge(RESULT, "link", "left", 3, "linked", to=1, event="harbour"),
    judge(RESULT, "topic", "right", 3, "denied", topic="youth", event="harbour"),
)


def files(name: str, event: Event = EVENT, said: tuple[object, ...] = SAID) -> dict[str, bytes]:
    data = archive(Path(name), [event], said)  # type: ignore[arg-type]
    assert data == archive(Path(name), [event], said)  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {each: packed.read(each) for each in packed.namelist()}


def spans_of_cas(data: bytes) -> set[tuple[str, ...]]:
    cas = cassis.load_cas_from_json(data.decode())
    return {
        (each.get_covered_text(), each.label, each.coder, each.note or "", each.other or "")
        for each in cas.select(LAYER)
    }


def test_cas_json_is_read_by_cassis_as_it_was_judged() -> None:
    found = files("study.cas.zip")
    assert sorted(found) == ["harbour-east.json", "harbour-west.json"]
    cas = cassis.load_cas_from_json(found["harbour-west.json"].decode())
    assert cas.sofa_string == RESULT.left.text
    passage, other = SAID[2].passage.quote, SAID[2].other
    assert other is not None
    assert spans_of_cas(found["harbour-west.json"]) == {
        (SAID[0].passage.quote, "covered", "A", SAID[0].note, ""),
        (SAID[1].passage.quote, "left_out", "Ben", "", ""),
        (passage, "linked", "A", "", other.quote),
    }
    words = [t.get_covered_text() for t in cas.select(f"{_segmentation()}Token")]
    assert words[:4] == ["The", "two", "ministers", "met"]


def _segmentation() -> str:
    return "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."


def test_characters_of_two_units_do_not_move_what_follows() -> None:
    text = "The 𝒜lliance met.\n\nIt agreed on 😀 trade and grain."
    here = Statement(id="h", side="H", language="en", text=text)
    there = Statement(id="t", side="T", language="en", text="They met.")
    event = Event(id="e", statements=(here, there))
    start = text.index("trade")
    span = Anchor.of(here, start, start + 15)
    said = make("A", "topic", span, "raised", topic="trade", event="e")
    found = files("study.cas.zip", event, (said,))
    assert {row[0] for row in spans_of_cas(found["e-h.json"])} == {"trade and grain"}
    tsv = files("study.webanno.zip", event, (said,))["e-h.tsv"].decode()
    assert [words for words, _ in spans_of_tsv(tsv, text)] == ["trade and grain"]


def spans_of_tsv(tsv: str, text: str) -> list[tuple[str, list[str]]]:
    """The spans of a WebAnno TSV, read by the rules of its manual, apart from our writer."""
    units = text.encode("utf-16-le")
    held: dict[str, tuple[int, int, list[str]]] = {}
    for line in tsv.splitlines():
        if not re.match(r"\d+-\d+\t", line):
            continue
        _, span, words, *cells, last = line.split("\t")
        start, end = map(int, span.split("-"))
        assert units[2 * start : 2 * end].decode("utf-16-le") == words
        assert last == ""
        if cells[0] == "_":
            continue
        stacked = [re.split(r"(?<!\\)\|", cell) for cell in cells]
        for values in zip(*stacked, strict=True):
            parts = [re.fullmatch(r"(.*)\[(\d+)\]", value, re.S) for value in values]
            number = {part[2] for part in parts if part}
            assert len(number) == 1
            plain = ["" if p and p[1] == "*" else _plain(p[1] if p else "") for p in parts]
            old = held.get(min(number), (start, end, plain))
            held[min(number)] = (old[0], end, plain)
    return [(units[2 * a : 2 * b].decode("utf-16-le"), values) for a, b, values in held.values()]


def _plain(value: str) -> str:
    breaks = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(->|.)", lambda found: breaks.get(found[1], found[1]), value)


def test_webanno_tsv_holds_lines_tokens_and_stacked_judgements() -> None:
    tsv = files("study.webanno.zip")["harbour-west.tsv"].decode()
    head = tsv.split("\n")
    assert head[:4] == [
        "#FORMAT=WebAnno TSV 3.3",
        f"#T_SP={LAYER}|label|coder|note|unsure|other",
        "",
        "",
    ]
    assert head[4].startswith("#Text=The two ministers met")
    other = SAID[2].other
    assert other is not None
    assert spans_of_tsv(tsv, RESULT.left.text) == [
        (SAID[0].passage.quote, ["covered", "A", SAID[0].note, "", ""]),
        (SAID[1].passage.quote, ["left_out", "Ben", "", "yes", ""]),
        (SAID[2].passage.quote, ["linked", "A", "", "", other.quote]),
    ]
    chinese = files("study.webanno.zip")["harbour-east.tsv"].decode()
    assert "\t对\t" in chinese


def test_potato_gets_a_task_and_its_items_are_rows_to_bring_in(tmp_path: Path) -> None:
    found = files("study.potato.zip")
    config = yaml.safe_load(found["config.yaml"])
    assert config["annotation_task_name"] == "study"
    (items,) = config["data_files"]
    rows = [json.loads(line) for line in found[items].decode().splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 5
    keys = [label["key_value"] for label in config["annotation_schemes"][0]["labels"]]
    assert keys == ["1", "2", "3", "4"]
    table = tmp_path / "coded.jsonl"
    coded = [{**row, "label": "left_out", "coder": "Ada"} for row in rows]
    table.write_text("".join(f"{json.dumps(row)}\n" for row in coded), "utf-8")
    brought = bring(read_rows(table), {EVENT.id: EVENT}, ())
    assert brought.unplaced == ()
    assert [each.passage.quote for each in brought.judgements] == [row["quote"] for row in rows]


def test_potato_itself_accepts_the_task(tmp_path: Path) -> None:
    """Its own check of a configuration: READOUTS_POTATO_PYTHON with potato-annotation installed."""
    python = os.environ.get("READOUTS_POTATO_PYTHON")
    if not python:
        pytest.skip(
            "no Potato: set READOUTS_POTATO_PYTHON to a Python with the package potato-annotation"
        )
    for name, data in files("study.potato.zip").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    command = [python, "-m", "potato.validate_cli", str(tmp_path / "config.yaml"), "--strict"]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_name_that_says_no_tool_is_refused() -> None:
    with pytest.raises(CodingError, match=r"end its name in \.potato\.zip"):
        archive(Path("study.zip"), [EVENT], SAID)

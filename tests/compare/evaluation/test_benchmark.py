"""The benchmark: labels without texts, and the labelled events built again from a user's texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from command import Run, refused
from hypothesis import given
from hypothesis import strategies as st
from tree import ROOT, TESTS

from compare.errors import GoldError
from compare.evaluation.benchmark import assemble, build_gold, write_gold
from compare.evaluation.gold import GoldEvent, GoldSide, Label, Unit, read_gold
from compare.evaluation.results import Answers
from compare.evaluation.scores import score_answers
from compare.evaluation.stand_off import (
    SETS,
    LabelledEvent,
    read_labels,
    strip_texts,
    write_labels,
)

INVENTED = TESTS / "gold" / "invented"
LABELS = ROOT / "compare" / "evaluation" / "labels"


@pytest.fixture
def events() -> tuple[GoldEvent, GoldEvent]:
    """Two invented events, one in English and Chinese and one in English."""
    both = [read_gold(INVENTED / name)[0] for name in ("c-003.json", "d-012.json")]
    return both[0], both[1]


def phrases(text: str, size: int) -> set[str]:
    """Every stretch of a text of so many characters."""
    return {text[i : i + size] for i in range(len(text) - size)}


def test_labels_hold_nothing_of_a_text(events: tuple[GoldEvent, GoldEvent]) -> None:
    for event in events:
        written = write_labels([strip_texts(event.model_copy(update={"title": ""}))])
        for side in (event.left, event.right):
            assert not any(phrase in written for phrase in phrases(side.text, 25))


def test_labels_are_written_and_read_back(events: tuple[GoldEvent, GoldEvent]) -> None:
    stripped = [strip_texts(event) for event in events]
    written = write_labels(stripped)
    assert written.count("\n") == len(events) + 2, "one event a line"
    assert [LabelledEvent.model_validate(e) for e in json.loads(written)] == stripped


def test_events_come_back_as_they_were(events: tuple[GoldEvent, GoldEvent]) -> None:
    for event in events:
        assert strip_texts(event).restore(event.left.text, event.right.text) == event


def test_another_text_is_refused(events: tuple[GoldEvent, GoldEvent]) -> None:
    event = events[0]
    with pytest.raises(GoldError, match="another than was labelled"):
        strip_texts(event).restore(event.left.text.replace("a", "e", 1), event.right.text)


def rewrapped(text: str) -> str:
    """The text with a line end after every ten characters of English, three of Chinese."""
    if re.search(r"[一-鿿]", text):
        return re.sub(r"(...)", "\\1\n\u3000", text)
    return "\r\n" + text.replace(" ", " \t").replace(". ", ".\n\n") + "\n"


def test_units_hold_the_same_words_in_a_text_wrapped_anew(
    events: tuple[GoldEvent, GoldEvent],
) -> None:
    for event in events:
        texts = rewrapped(event.left.text), rewrapped(event.right.text)
        again = strip_texts(event).restore(*texts)
        for side, text in zip(("left", "right"), texts, strict=True):
            before, after = getattr(event, side), getattr(again, side)
            assert after.text == text
            for old, new in zip(before.units, after.units, strict=True):
                words = after.text[new.start : new.end]
                assert words == words.strip()
                assert "".join(words.split()) == "".join(before.text[old.start : old.end].split())
                assert (new.A, new.B) == (old.A, old.B)


def test_a_text_within_a_page_is_found_and_cut_out(events: tuple[GoldEvent, GoldEvent]) -> None:
    event = events[1]
    page = f"Home | News\n\nReadout\n{rewrapped(event.left.text)}\n\nShare this page"
    built = assemble([strip_texts(event)], [page, "漢字", event.right.text])
    assert built.missing == ()
    assert built.events[0].left.text == rewrapped(event.left.text).strip()


def test_a_text_of_the_same_characters_in_another_order_is_another(
    events: tuple[GoldEvent, GoldEvent],
) -> None:
    event = events[1]
    text = event.left.text
    turned = text[1] + text[0] + text[2:]
    built = assemble([strip_texts(event)], [turned, event.right.text])
    assert [missing.text.side for missing in built.missing] == [event.left.side]


def test_a_missing_text_and_a_changed_text_are_named(
    events: tuple[GoldEvent, GoldEvent],
) -> None:
    changed = events[0].right.text[:-1] + "！"
    built = assemble([strip_texts(e) for e in events], [events[0].left.text, changed])
    assert built.events == ()
    assert [(m.event, m.text.side) for m in built.missing] == [
        ("c-003", "PRC"),
        ("d-012", "US"),
        ("d-012", "PRC"),
    ]
    other = read_gold(INVENTED / "d-020.json")[0]
    built = assemble(
        [strip_texts(e) for e in (*events, other)],
        [changed, other.right.text, events[1].left.text, events[1].right.text, other.left.text],
    )
    assert built.events == (events[1], other)
    assert [(m.event, m.text.side) for m in built.missing] == [("c-003", "Japan"), ("c-003", "PRC")]


label = st.builds(
    Label,
    status=st.sampled_from(["covered", "partly", "left_out", "procedural"]),
    topics=st.lists(st.sampled_from(["taiwan", "trade"]), max_size=2).map(tuple),
    match=st.lists(st.integers(0, 5), max_size=2).map(tuple),
)


@given(
    st.lists(
        st.tuples(st.text("ab漢。", min_size=1), st.text(" \n\u3000"), label, label), min_size=1
    ),
    st.data(),
)
def test_any_event_comes_back_from_any_wrapping(
    parts: list[tuple[str, str, Label, Label]], data: st.DataObject
) -> None:
    text, again, units, expected = "", "", [], []
    for words, gap, a, b in parts:
        other = data.draw(st.text(" \t\n"))
        units.append(Unit(start=len(text), end=len(text) + len(words), A=a, B=b))
        expected.append(Unit(start=len(again), end=len(again) + len(words), A=a, B=b))
        text, again = text + words + gap, again + words + other
    side = GoldSide(side="US", lang="en", text=text, publisher="", url="", units=tuple(units))
    event = GoldEvent(id="any", left=side, right=side)
    found = strip_texts(event).restore(again, again)
    assert found.left.units == found.right.units == tuple(expected)


# The labels that ship


@pytest.mark.parametrize(("name", "count"), [("us-prc", 29), ("states", 27)])
def test_the_labels_that_ship_are_whole(name: str, count: int) -> None:
    events = read_labels(name)
    assert len(events) == count
    assert len({event.id for event in events}) == count
    for event in events:
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", event.date)
        assert len(event.title) <= 80
        for text, other in (event.texts, event.texts[::-1]):
            assert text.publisher
            assert re.match("https?://", text.url or "http://"), "an address, if there is one"
            assert re.fullmatch(r"[0-9a-f]{64}", text.sha256)
            ends = [0, *(end for _, end, *_ in text.units)]
            for before, (start, end, *labels) in zip(ends, text.units, strict=False):
                assert before <= start < end <= text.characters
                assert all(0 <= m < len(other.units) for _, _, match in labels for m in match)


def test_no_set_of_another_name() -> None:
    with pytest.raises(GoldError, match="there are us-prc, states"):
        read_labels("dev")


@pytest.mark.parametrize(("name", "folder"), [("us-prc", "dev"), ("states", "states")])
def test_the_gold_is_built_again_from_its_texts(
    shared: Path, tmp_path: Path, run: Run, name: str, folder: str
) -> None:
    """Offsets and labels as they were, from files of plain text, and the command's own words."""
    original = read_gold(shared / "gold" / folder)
    texts = tmp_path / "texts" / "deeper"
    texts.mkdir(parents=True)
    for event in original:
        for side in ("left", "right"):
            file = texts / f"{event.id}-{side}.txt"
            file.write_bytes(getattr(event, side).text.encode("utf-8"))
    code, out, err = run(
        "gold", "build", tmp_path / "texts", "-o", tmp_path / "gold", "--set", name
    )
    assert (code, err) == (0, "")
    assert out == f"{len(original)} events written to {tmp_path / 'gold'}, 0 lack a text\n"
    again = read_gold(tmp_path / "gold")
    assert again == original
    nothing = [Answers((), (), ()) for _ in original]
    before, after = (score_answers(gold, nothing, draws=2) for gold in (original, again))
    assert str(before) == str(after)


def test_nothing_kept_for_reporting_is_labelled(shared: Path) -> None:
    kept = set((shared / "gold" / "kept.txt").read_text("utf-8").split())
    assert kept
    known = {text.sha256 for name in SETS for event in read_labels(name) for text in event.texts}
    assert not known & kept


def test_the_labels_that_ship_hold_nothing_of_their_texts(shared: Path) -> None:
    for name, folder in (("us-prc", "dev"), ("states", "states")):
        written = (LABELS / f"{name}.json").read_text("utf-8")
        windows = {written[i : i + 40] for i in range(len(written) - 40)}
        for event in read_gold(shared / "gold" / folder):
            for side in (event.left, event.right):
                assert not windows & phrases(side.text, 40), (event.id, side.side)


# The commands


def test_the_command_lists_what_is_missing_with_its_address(run: Run, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "other.txt").write_text("Nothing of interest.", encoding="utf-8")
    (tmp_path / "texts" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    code, out, err = run(
        "gold", "build", tmp_path / "texts", "-o", tmp_path / "gold", "--set", "us-prc"
    )
    assert code == 0
    assert "broken.pdf" in err
    assert out.startswith(f"0 events written to {tmp_path / 'gold'}, 29 lack a text\n")
    first = read_labels("us-prc")[0]
    assert f"{first.id}  {first.left.side} ({first.left.lang})" in out
    for text in first.texts:
        assert text.publisher in out
        assert text.url in out
    assert len(out.splitlines()) == 2 + 2 * 29


def test_the_command_lists_the_events(run: Run) -> None:
    code, out, err = run("gold", "list")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 2 + 29 + 27
    assert "us-prc: 29 events" in out
    assert len(run("gold", "list", "--set", "states")[1].splitlines()) == 1 + 27


def test_a_folder_or_set_that_is_not_there_is_one_line(run: Run, tmp_path: Path) -> None:
    refused(run("gold", "build", tmp_path / "none", "-o", tmp_path), "no folder")
    refused(run("gold", "build", tmp_path, "-o", tmp_path, "--set", "dev"), "us-prc", "states")


def test_what_is_built_can_be_read(tmp_path: Path, events: tuple[GoldEvent, GoldEvent]) -> None:
    write_gold(events, tmp_path)
    assert set(read_gold(tmp_path)) == set(events)
    assert build_gold(tmp_path, ["us-prc"]).events == ()

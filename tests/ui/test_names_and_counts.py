"""Things of one name are told apart, nothing typed is lost, and all pages tell one story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from element_texts import texts
from page_runs import PRC, US, bring, keep, prose, run, shown, turn
from streamlit.testing.v1 import AppTest

import corpus
from compare.library import open_library
from corpus.statements import Event, Statement

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("library")]


def field(app: AppTest, label: str) -> Any:
    [found] = [one for one in app.text_input if one.label == label]
    return found


def pressed(app: AppTest, label: str) -> AppTest:
    next(one for one in app.button if one.label == label).click().run()
    assert not app.exception
    return app


# Things of one name


def test_two_events_of_one_date_and_title_stay_two(library: Path) -> None:
    shelf = open_library(str(library), encoder=None)
    for name, text in (("first", US), ("second", f"{US} They spoke of fisheries.")):
        statements = tuple(
            Statement(id=f"{name}-{side}", side=side, language="en", text=words)
            for side, words in (("West", text), ("East", PRC))
        )
        shelf.add_event(Event(id=name, title="Talks", statements=statements))
    shelf.close()
    app = run()
    box = app.selectbox(key="choose-event")
    assert len(set(box.options)) == len(box.options)
    for name in ("library/first", "library/second"):
        app.selectbox(key="choose-event").set_value(name).run()
        assert app.query_params["event"] == name
        [reader] = shown(app, "readouts_reader")
        told = str(reader["sides"]["left"]["segments"])
        assert ("fisheries" in told) == (name == "library/second")
    page = turn(app, "library")
    [which] = [one for one in page.selectbox if one.label == "Which event"]
    which.set_value("second").run()
    page.text_input(key="title-second").set_value("Talks on fish")
    next(one for one in reversed(page.button) if one.label == "Save").click().run()
    kept = corpus.Library(library)
    assert [kept.record(name).title for name in ("first", "second")] == ["Talks", "Talks on fish"]


def test_three_statements_of_one_side_are_told_apart() -> None:
    app = run(event="own")
    app.segmented_control(key="own-count").set_value(3).run()
    bring(app, ("West", US), ("West", f"{PRC} Fish."), ("West", "They spoke of grain at length."))
    box = app.selectbox(key="choose-pair")
    assert len(set(box.options)) == 4  # Three pairs, and all.
    box.set_value((1, 2)).run()
    assert app.query_params["pair"] == "1-2"
    [reader] = shown(app, "readouts_reader")
    assert "Fish" in str(reader["sides"]["left"]["segments"])
    assert "at length" in str(reader["sides"]["right"]["segments"])


def test_two_statements_of_one_side_are_kept_as_two(library: Path) -> None:
    app = bring(run(event="own"), ("West", US), ("West", PRC))
    field(app, "Name of the event").set_value("talks")
    pressed(app, "Keep")
    kept = corpus.Library(library).record("talks").statements
    assert [each.statement.text for each in kept] == [US, PRC]
    assert {each.statement.side for each in kept} == {"West"}


def test_other_statements_are_not_kept_under_the_title_of_the_last(library: Path) -> None:
    app = bring(run(event="own"), ("A", US), ("B", PRC))
    assert field(app, "What the event is called").value == "A and B"
    field(app, "Name of the event").set_value("first")
    bring(app, ("C", US), ("D", PRC))
    field(app, "Name of the event").set_value("second")
    pressed(app, "Keep")
    assert corpus.Library(library).record("second").title == "C and D"


def test_an_event_of_more_statements_than_fields_is_shown() -> None:
    app = run(event="own")
    statements = tuple(
        Statement(id=side, side=side, language="en", text=f"{US} {side} spoke of fish.")
        for side in "ABCDE"
    )
    app.session_state["brought"] = Event(id="own", title="Five", statements=statements)
    app.run()
    assert not app.exception
    assert len(app.selectbox(key="choose-pair").options) == 11  # Ten pairs, and all.


def test_two_topics_of_one_label_stay_two() -> None:
    app = turn(bring(run(event="own"), ("West", US), ("East", PRC)), "method")
    topics = "\n".join(
        f"- id: {id_}\n  label: {{en: Taiwan}}\n  definition: {{en: Of {id_}.}}\n"
        f"  names: {{en: [{name}]}}"
        for id_, name in (("grain-a", "grain"), ("tariffs-b", "set out its position"))
    )
    head = "schema: readouts.codebook/1\nname: mine\nversion: '1'\nextends: bundled\ntopics:"
    book = f"{head}\n{topics}\n"
    app.text_area(key="codebook-text").set_value(book)
    app.button(key="codebook-use").click().run()
    assert not app.error, app.error[0].value
    for page, key in (("topics", "choose-evidence"), ("left-out", "choose-topic")):
        turn(app, page)
        assert len(set(app.selectbox(key=key).options)) == len(app.selectbox(key=key).options)
        for id_ in ("grain-a", "tariffs-b"):
            app.selectbox(key=key).set_value(id_).run()
            assert app.query_params["topic"] == id_


# Nothing is lost, and what is said agrees


def test_a_refused_topic_stays_in_the_form() -> None:
    app = turn(run(), "method")
    app.text_input(key="topic-label-en").set_value("Fisheries")
    app.text_area(key="topic-names-en").set_value("fish")
    next(one for one in app.button if one.label == "Check and use it").click().run()
    assert "definition" in app.error[0].value
    assert app.text_input(key="topic-label-en").value == "Fisheries"
    assert app.text_area(key="topic-names-en").value == "fish"
    app.text_input(key="topic-definition-en").set_value("A side speaks of fish.")
    next(one for one in app.button if one.label == "Check and use it").click().run()
    assert not app.error
    assert app.text_input(key="topic-label-en").value == ""


def test_a_paste_that_is_too_long_is_refused_in_words() -> None:
    app = bring(run(event="own"), ("West", "word " * 90_000), ("East", PRC))
    assert "at most 400,000" in app.error[0].value
    assert app.text_area(key="own-text-0").value == "word " * 90_000


def test_the_same_text_twice_is_said() -> None:
    app = bring(run(event="own"), ("West", US), ("East", US))
    assert "Both texts are the same, word for word." in prose(app)


def test_an_edited_text_becomes_a_new_version(library: Path) -> None:
    app = turn(run(), "library")
    keep(app, "talks", "West", US)
    keep(app, "talks", "West", US.replace("lower tariffs", "lower duties"))
    keep(app, "talks", "West", "Another text altogether: both spoke of fisheries and visas.")
    [first, second] = corpus.Library(library).record("talks").statements
    assert [version.number for version in first.versions] == [1, 2]
    assert "duties" in first.statement.text
    assert len(second.versions) == 1
    app.query_params["statement"] = first.id
    app.run()
    area = next(one for one in app.text_area if one.label == "Text of the statement")
    area.set_value(US.replace("grain", "soya"))
    next(one for one in app.button if one.label == "Save as a new version").click().run()
    kept = corpus.Library(library).record("talks").statements
    assert [len(one.versions) for one in kept] == [3, 1]
    assert "soya" in kept[0].statement.text


def test_what_was_deleted_comes_back_with_all_its_versions(library: Path) -> None:
    app = turn(run(), "library")
    for side, text in (("West", US), ("East", PRC)):
        keep(app, "talks", side, text)
    before = corpus.Library(library).record("talks")
    for record in before.statements:
        app.query_params["statement"] = record.id
        app.run()
        changed = record.statement.model_copy(update={"text": f"{record.statement.text} Fish."})
        corpus.Library(library).add(changed, "talks")  # Since the page was drawn.
        pressed(app, "Delete this statement")
    assert corpus.Library(library).event_ids() == ()
    assert "Deleted: West" in prose(app)
    while [one for one in app.button if one.label == "Undo"]:
        pressed(app, "Undo")
    after = corpus.Library(library).record("talks")
    assert [each.id for each in after.statements] == [each.id for each in before.statements]
    assert [len(each.versions) for each in after.statements] == [2, 2]


def test_a_link_to_a_statement_that_is_gone_leads_back_to_the_events(library: Path) -> None:
    app = keep(turn(run(), "library"), "talks", "West", US)
    for sought in ("", "Taiwan"):
        app.query_params.update({"statement": "gone", "find": sought, "by": "words"})
        app.run()
        assert not app.exception
        [error] = app.error
        assert "the page Library lists them" in error.value
        assert "All events" in prose(app)
        assert "Add statements" in [one.label for one in app.expander]
        assert ("1 passage" if sought else "1 event") in prose(app)


def test_what_cannot_be_put_back_yet_is_not_forgotten(library: Path) -> None:
    app = keep(turn(run(), "library"), "talks", "West", US)
    [record] = corpus.Library(library).record("talks").statements
    app.query_params["statement"] = record.id
    app.run()
    pressed(app, "Delete this statement")
    corpus.Library(library).add(record.statement, "other")
    assert "already" in pressed(app, "Undo").error[0].value
    corpus.Library(library).remove(record.id)
    pressed(app, "Undo")
    assert corpus.Library(library).record("talks").statements[0].statement == record.statement


@pytest.mark.parametrize("wrong", ["30", "15", "5"])
@pytest.mark.parametrize("name", corpus.samples.names())
def test_headline_counts_and_the_page_left_out_agree(name: str, wrong: str) -> None:
    app = run(event=name, wrong=wrong)
    [reader] = shown(app, "readouts_reader")
    missing = sum(
        segment["status"] == "left_out" for segment in reader["sides"]["left"]["segments"]
    )
    head = next(texts(shown(app, "readouts_prose")[0]))
    told = prose(app)
    page = prose(turn(app, "left-out"))
    far = reader["sides"]["right"]["name"]
    assert f"Passages that the {far} text leaves out ({missing})" in page
    if missing:
        assert f"{missing} of " in told
    for group in reader["groups"]:
        if group["heading"].startswith("What only the"):
            for id_ in group["topics"]:
                topic = next(one for one in reader["topics"] if one["id"] == id_)
                side = "left" if topic["left"] else "right"
                at = page.index(f"{topic['label']} ", page.index(group["heading"]))
                for index in topic[side]:
                    assert f"passage {index + 1}" in page[at:], (head, topic["label"])

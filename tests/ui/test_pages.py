"""The pages of the dashboard, run as Streamlit runs them, without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from element_texts import texts
from page_runs import PRC, US, bring, keep, prose, run, shown, turn

import corpus
from compare import pipeline
from compare.report import ReportFormat, formats
from ui import links

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("library")]

HOSTILE = "<script>alert(1)</script> ![x](http://x.y/z.png) $\\alpha$ :smile: **bold** [a](b)"


def test_the_first_page_shows_the_finding_and_both_texts() -> None:
    app = run()
    heading = next(texts(shown(app, "readouts_prose")[0]))
    assert "PRC text leaves out" in heading
    assert "Taiwan" in heading
    event = corpus.samples.load("blinken-liu-2024", {"PRC": "en"})
    [reader] = shown(app, "readouts_reader")
    for side, statement in zip(("left", "right"), event.statements, strict=True):
        words = "".join(
            run["text"] for segment in reader["sides"][side]["segments"] for run in segment["runs"]
        )
        assert "".join(words.split()) == "".join(statement.text.split())


def test_every_bundled_event_opens() -> None:
    for name in corpus.samples.names():
        app = run(event=name)
        assert not app.error, (name, app.error[0].value)
        assert shown(app, "readouts_reader"), name


@pytest.mark.parametrize("page", [page for page in links.PAGES if page])
def test_every_page_opens_and_keeps_the_address(page: str) -> None:
    app = turn(run(wrong="10", topic="taiwan"), page)
    assert not app.error
    assert app.query_params["wrong"] == "10"
    assert app.query_params["topic"] == "taiwan"


def test_certainty_is_chosen_in_words_and_stands_in_the_address() -> None:
    app = run()
    slider = app.select_slider[0]
    assert "at most 10 in 100 wrong" in slider.options
    slider.set_value(10).run()
    assert app.query_params["wrong"] == "10"
    assert "up to 10%" in prose(app)


def test_a_higher_certainty_never_calls_more_left_out() -> None:
    def left_out(wrong: str) -> int:
        [reader] = shown(run(wrong=wrong), "readouts_reader")
        return sum(one["count"] for one in reader["statuses"] if one["id"] == "left_out")

    counts = [left_out(wrong) for wrong in ("30", "20", "15", "10", "5")]
    assert counts == sorted(counts, reverse=True)


def test_another_event_drops_the_filters_of_the_last() -> None:
    app = run(topic="taiwan", at="left-2", show="left_out", wrong="10")
    app.selectbox(key="choose-event").set_value("trump-xi-call-2025").run()
    assert app.query_params == {"event": "trump-xi-call-2025", "wrong": "10"}


def test_three_sides_can_be_read_in_pairs_and_have_a_matrix() -> None:
    app = run(event="seoul-trilateral-2024", text="own", pair="0-1")
    names = [s.side for s in corpus.samples.load("seoul-trilateral-2024").statements]
    [reader] = shown(app, "readouts_reader")
    assert reader["sides"]["right"]["name"] == names[1]
    app.selectbox(key="choose-pair").set_value((0, 2)).run()
    assert app.query_params["pair"] == "0-2"
    told = prose(turn(app, "topics"))
    assert all(name in told for name in names)
    assert "Topics by side" in told


def test_own_statements_are_compared_and_not_put_in_the_address() -> None:
    app = bring(run(event="own"), ("West", US), ("East", PRC))
    [reader] = shown(app, "readouts_reader")
    assert [reader["sides"][side]["name"] for side in ("left", "right")] == ["West", "East"]
    assert app.query_params == {"event": "own"}
    assert "West" in prose(turn(app, "left-out"))


def test_own_statements_stay_in_their_session() -> None:
    bring(run(event="own"), ("Secretland", US), ("Otherland", PRC))
    stranger = run(event="own")
    assert not shown(stranger, "readouts_reader")
    assert "Secretland" not in str(stranger)


def test_what_is_missing_is_said_in_words() -> None:
    app = bring(run(event="own"), ("West", US), ("East", "   "))
    assert [one.value for one in app.error] == [
        "The second text: nothing is there yet; paste a statement or choose a file"
    ]
    assert not shown(app, "readouts_reader")


def test_a_language_that_the_encoder_does_not_know_is_said_in_words() -> None:
    app = bring(run(event="own"), ("West", US), ("East", "Обе стороны обсудили торговлю и мир."))
    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value
    assert "bring a translation" in app.error[0].value
    assert "encoder intfloat" not in app.error[0].value.replace("\\", "")
    assert not shown(app, "readouts_reader")


def test_an_unknown_event_is_said_in_words() -> None:
    app = run(event="nonsense")
    assert len(app.error) == 1
    assert "choose one of blinken-liu-2024" in app.error[0].value.replace("\\", "")
    app.selectbox(key="choose-event").set_value("blinken-liu-2024").run()
    assert shown(app, "readouts_reader")
    assert not app.error


def test_hostile_text_is_handed_on_as_text() -> None:
    app = bring(run(event="own"), (HOSTILE[:60], f"{US} {HOSTILE}."), ("East", PRC), language="en")
    [reader] = shown(app, "readouts_reader")
    words = "".join(r["text"] for s in reader["sides"]["left"]["segments"] for r in s["runs"])
    assert "<script>alert(1)</script>" in words
    for element in (*app.markdown, *app.html, *app.caption):
        assert "alert(1)" not in str(element.value)


@pytest.mark.parametrize("kind", formats(), ids=lambda kind: kind.name)
def test_every_form_of_report_can_be_downloaded(kind: ReportFormat) -> None:
    app = turn(run(), "report")
    app.segmented_control(key="report-form").set_value(kind.name).run()
    assert not app.exception
    assert not app.error
    # Streamlit gives a suffix of its own to types that it does not know; the name counts.
    assert app.download_button[0].label == f"Download as {kind.label}"


def test_the_recipe_makes_the_same_report() -> None:
    app = turn(run(wrong="10"), "report")
    app.segmented_control(key="report-language").set_value("zh").run()
    saved, command, python = (
        one.value for one in app.code if "readouts" in one.value or "import" in one.value
    )
    assert saved == "readouts report comparison.json --report-lang zh -o report.html"
    assert command.startswith("readouts compare left.txt right.txt")
    assert "--max-error 0.1" in command
    assert "--report-lang zh" in command
    assert "corpus.samples.load('blinken-liu-2024', {'US': 'en', 'PRC': 'en'})" in python
    compile(python, "recipe", "exec")


def test_a_moved_slider_judges_anew_and_gathers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = run()
    monkeypatch.setattr(pipeline.Engine, "gather", None)
    monkeypatch.setattr(pipeline.Engine, "prepare", None)
    app.select_slider[0].set_value(5).run()
    assert not app.exception
    assert "up to 5%" in prose(app)


def test_without_a_library_the_page_says_how_to_begin() -> None:
    told = prose(turn(run(), "library"))
    assert "There is no library on this machine yet." in told


def test_statements_are_kept_searched_and_compared(library: Path) -> None:
    app = turn(run(), "library")
    keep(app, "talks", "West", US)
    keep(app, "talks", "East", PRC)
    assert not app.error
    assert library.exists()
    assert "1 event" in prose(app)
    app.segmented_control(key="search-by").set_value("words").run()
    app.text_input(key="search-text").set_value("Taiwan").run()
    assert app.query_params["find"] == "Taiwan"
    assert "1 passage" in prose(app)
    app.segmented_control(key="search-by").set_value("meaning").run()
    app.text_input(key="search-text").set_value("关税").run()
    assert "tariffs on grain" in prose(app)
    compared = run(event="library/talks", text="own")
    assert not compared.error
    [reader] = shown(compared, "readouts_reader")
    assert [reader["sides"][s]["name"] for s in ("left", "right")] == ["West", "East"]
    assert "readouts compare left.txt" in turn(compared, "report").code[-2].value


def test_a_statement_is_shown_with_its_source_and_edited(library: Path) -> None:
    app = keep(turn(run(), "library"), "talks", "West", US)
    app.query_params["statement"] = corpus.Library(library).record("talks").statements[0].id
    app.run()
    assert "Versions" in prose(app)
    tags = next(one for one in app.text_input if one.label == "Tags of the statement")
    tags.set_value("call, grain")
    next(one for one in app.button if one.label == "Save").click().run()
    assert corpus.Library(library).record("talks").statements[0].tags == ("call", "grain")


def test_an_address_is_asked_for_only_where_fetching_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not [one for one in run(event="own").text_input if "address" in one.label]
    monkeypatch.setenv("READOUTS_FETCH", "1")
    app = run(event="own")
    for number in (0, 1):
        app.text_input(key=f"own-address-{number}").set_value("file:///etc/passwd")
    app.button[0].click().run()
    assert "an address begins with https" in app.error[0].value


def test_the_codebook_can_be_searched_in_either_language() -> None:
    app = turn(run(), "method")
    app.text_input[0].set_value("南海").run()
    assert "South China Sea" in list(app.dataframe[0].value["Topic"])


def test_a_topic_is_added_checked_and_counted() -> None:
    app = turn(bring(run(event="own"), ("West", US), ("East", PRC)), "method")
    app.text_input(key="topic-label-en").set_value("Positions set out")
    app.text_input(key="topic-definition-en").set_value("A side sets out its position.")
    app.text_area(key="topic-names-en").set_value("set out its position")
    next(one for one in app.button if one.label == "Check and use it").click().run()
    assert not app.exception
    assert not app.error
    assert "extends: bundled" in str(app.text_area(key="codebook-text").value)
    assert "my-codebook 1" in prose(app)
    [choice] = [one for one in turn(app, "topics").selectbox if "raise" in one.label]
    assert "Positions set out" in choice.options
    assert "--codebook codebook.yaml" in turn(app, "report").code[-2].value
    assert "my-codebook" not in prose(turn(run(), "method")), "another session keeps its own"


@pytest.mark.parametrize("text", ["schema: readouts.codebook/1\nname: [", "[" * 40_000])
def test_a_mistake_in_the_codebook_is_told_with_its_line(text: str) -> None:
    app = turn(run(), "method")
    app.text_area(key="codebook-text").set_value(text)
    app.button(key="codebook-use").click().run()
    assert not app.exception
    assert app.error[0].value.startswith("codebook.yaml")
    assert "my-codebook" not in prose(app)
    assert shown(turn(app, ""), "readouts_reader"), "the last codebook that held still counts"

"""Search for words in two languages, by meaning across them, and what is suggested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_texts import DictionaryEncoder, event, refused, statement

from corpus import Library, LibraryError
from corpus.library import Filter
from corpus.library.search import search as searching
from corpus.library.search import vector_index as meaning
from corpus.library.search.word_index import parse, searched
from corpus.text.folding import fold

US = """The Secretary met the Minister. NATO and the senator were named.

He stressed freedom of navigation in the South China Sea, and peace in the Taiwan Strait.

They discussed fentanyl; the U.S. side raised code-sharing of flights."""
PRC = """部长会见国务卿。

中方在南海问题上阐明立场，强调航行自由（freedom of passage）。

雙方就臺灣問題交換意見。芬太尼合作继续。美方提到北约NATO与南"""


@pytest.fixture
def library(library_place: str) -> Iterator[Library]:
    with Library(library_place, encoder=DictionaryEncoder()) as library:
        library.add(statement("us", text=US), "e", tags=["mine"])
        library.add(statement("prc", "PRC", PRC, language="zh", date=dt.date(2024, 3, 1)), "e")
        library.edit_event("e", tags=["ours"])
        yield library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("freedom of navigation", ["us 2"]),
        ("navigation freedom", ["us 2"]),
        ('"freedom of navigation"', ["us 2"]),
        ('"navigation of freedom"', []),
        ("FREEDOM", ["prc 2", "us 2"]),
        ("taiwan", ["us 2"]),
        ("taiw", ["us 2"]),
        ("nato", ["prc 3", "us 1"]),
        ("ato", []),
        ("of", ["prc 2", "us 2", "us 3"]),
        ("o", []),
        ("s", ["us 3"]),
        ("code sharing", ["us 3"]),
        ("南海", ["prc 2"]),
        ("南", ["prc 2", "prc 3"]),
        ("海", ["prc 2"]),
        ("海问题", ["prc 2"]),
        ("台湾问题", ["prc 3"]),
        ("台灣", ["prc 3"]),
        ("双方", ["prc 3"]),
        ("问题 NATO", ["prc 3"]),
        ("“航行自由”", ["prc 2"]),
        ("北约NATO", ["prc 3"]),
        ("南海 台湾", []),
        ("海南", []),
        ("%", []),
        ("_", []),
        ('"', []),
        ("'; DROP TABLE passages; --", []),
        ("NEAR(a b) OR *", []),
        ("", []),
        ("  ", []),
    ],
)
def test_words(library: Library, query: str, found: list[str]) -> None:
    hits = library.search(query, by="words")
    paragraphs = {"us": US.split("\n\n"), "prc": PRC.split("\n\n")}
    assert (
        sorted(f"{h.statement} {paragraphs[h.statement].index(h.text) + 1}" for h in hits) == found
    )
    for hit in hits:
        whole = {"us": US, "prc": PRC}[hit.statement]
        assert whole[hit.start : hit.end] == hit.text
        assert hit.marks
        assert hit.similarity is None


def test_marks_show_the_words(library: Library) -> None:
    (hit,) = library.search('"freedom of navigation" sea', by="words")
    assert [hit.text[start:end] for start, end in hit.marks] == ["freedom of navigation", "Sea"]


def test_meaning_crosses_languages(library: Library) -> None:
    assert library.search("freedom of navigation", by="meaning") == []
    assert (library.index(), library.pending()) == (6, 0)
    hits = library.search("freedom of navigation", by="meaning")
    assert {hit.statement for hit in hits} == {"us", "prc"}
    assert "航行自由" in next(hit.text for hit in hits if hit.statement == "prc")
    assert all(hit.similarity is not None and hit.similarity > 0.3 for hit in hits)
    both = library.search("freedom of navigation")
    by_words = next(hit for hit in both if hit.statement == "us")
    assert by_words.marks
    assert by_words.similarity is not None
    assert {hit.statement for hit in both} == {"us", "prc"}


def test_best_first_is_one_order_for_all_languages(library_place: str) -> None:
    """The most alike stands first, in whatever language, and nothing below is better."""
    lines = [f"Freedom of navigation and trade in {n}." for n in range(30)]
    with Library(library_place, encoder=DictionaryEncoder()) as library:
        library.add(statement("us", text="\n".join(lines)), "e")
        library.add(statement("prc", "PRC", "重申航行自由。\n航行自由与贸易。", language="zh"), "e")
        library.index()
        for by in ("both", "meaning"):
            hits = library.search("freedom of navigation", by=by, most=500)
            scores = [hit.score for hit in hits]
            assert scores == sorted(scores, reverse=True)
            assert hits[0].text == "重申航行自由。"
            assert [hit.language for hit in hits].count("en") == 30
            assert len(hits) == 32


def test_another_language_is_found_beside_many(
    library_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many passages say it in one language, those of another are among the candidates."""
    monkeypatch.setattr(searching, "NEAR", 20)
    lines = [f"Freedom of navigation {n}." for n in range(300)]
    with Library(library_place, encoder=DictionaryEncoder()) as library:
        library.add(statement("us", text="\n".join(lines)), "e")
        library.add(statement("prc", "PRC", "航行自由与贸易。", language="zh"), "e")
        library.index()
        hits = library.search("freedom of navigation", by="meaning", most=500)
        assert [hit.language for hit in hits].count("en") == 20
        assert hits[-1].language == "zh"


def test_words_count_whatever_the_vector_says(library_place: str) -> None:
    """A name that the encoder does not know is found where it stands, before what is near."""
    text = "Whaling was raised.\nFentanyl and trade.\nTrade, flights, Taiwan and fentanyl."
    with Library(library_place, encoder=DictionaryEncoder()) as library:
        library.add(statement("us", text=text), "e")
        library.index()
        hits = library.search("whaling")
        assert hits[0].text == "Whaling was raised."
        assert hits[0].score >= searching.WORDS
        assert hits[0].marks
        assert all(hit.score == hit.similarity for hit in hits if not hit.marks)


def test_a_clause_is_found_in_a_sentence_that_speaks_of_much(library_place: str) -> None:
    text = "They spoke of trade, flights, Taiwan, fentanyl and the South China Sea, 航行自由."

    def clauses(passage: str) -> list[tuple[int, int]]:
        return [(0, passage.rindex(",")), (passage.rindex(",") + 1, len(passage))]

    found = {}
    for cut in (None, clauses):
        with Library(library_place, encoder=DictionaryEncoder(), clauses=cut) as library:
            library.add(statement("us", text=text), "e")
            library.index()
            (hit,) = library.search("freedom of navigation", by="meaning")
            assert (hit.text, hit.start) == (text, 0)
            found[cut] = hit.similarity or 0.0
    assert found[clauses] > found[None] + 0.2


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Filter(side="XX"), ("side 'XX'", "PRC, US")),
        (Filter(language="fr"), ("language 'fr'", "en, zh")),
        (Filter(event="f"), ("event 'f'", "it has e")),
        (Filter(tag="x"), ("tag 'x'", "mine, ours")),
    ],
)
def test_what_is_not_there_is_refused(
    library: Library, where: Filter, words: tuple[str, ...]
) -> None:
    for by in ("both", "words", "meaning"):
        with pytest.raises(LibraryError) as error:
            library.search("nato", where, by=by)
        refused(error, *words)


@pytest.mark.parametrize(
    ("where", "statements"),
    [
        (Filter(), {"us", "prc"}),
        (Filter(side="PRC"), {"prc"}),
        (Filter(language="en"), {"us"}),
        (Filter(event="e"), {"us", "prc"}),
        (Filter(since=dt.date(2024, 2, 1)), {"prc"}),
        (Filter(until=dt.date(2024, 2, 1)), {"us"}),
        (Filter(tag="mine"), {"us"}),
        (Filter(tag="ours"), {"us", "prc"}),
    ],
)
def test_filters_hold_for_words_and_meaning(
    library: Library, where: Filter, statements: set[str]
) -> None:
    library.index()
    assert {hit.statement for hit in library.search("nato", where, by="words")} == statements
    found = library.search("freedom of navigation", where, by="meaning")
    assert {hit.statement for hit in found} == statements


def test_only_the_newest_version_is_found(library: Library) -> None:
    library.index()
    library.search("fentanyl")
    library.add(statement("us", text="They discussed flights."), "e")
    library.index()
    assert library.search("fentanyl", by="words") == []
    assert {hit.statement for hit in library.search("fentanyl", by="meaning")} == {"prc"}
    (hit,) = library.search("flights")
    assert (hit.version, hit.text) == (2, "They discussed flights.")
    library.remove("us")
    assert library.search("flights") == []
    assert library.check() == []


def test_what_another_wrote_is_found_at_once(library_place: str) -> None:
    with (
        Library(library_place, encoder=DictionaryEncoder()) as one,
        Library(library_place, encoder=DictionaryEncoder()) as other,
    ):
        one.add_event(event())
        one.index()
        assert len(one.search("航行自由")) == 1
        other.add(statement(text="Freedom of navigation."), "e")
        other.index()
        assert len(one.search("航行自由", by="meaning")) == 2


def test_encoding_is_taken_up_where_it_was(
    library_place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meaning, "BATCH", 10)
    lines = [f"Passage {n} on trade." for n in range(45)]
    with Library(library_place, encoder=DictionaryEncoder(stop_after=2)) as library:
        library.add(statement(text="\n".join(lines)), "e")
        with pytest.raises(KeyboardInterrupt):
            library.index()
        assert library.pending() == 25
    encoder, told = DictionaryEncoder(), []
    with Library(library_place, encoder=encoder) as library:
        library.index(lambda done, total: told.append((done, total)))
        assert sorted(encoder.encoded) == sorted(lines[20:])
        assert told == [(10, 25), (20, 25), (25, 25)]
        assert library.index() == 0
        assert len(library.search("trade", by="meaning", most=100)) == 45
        assert library.check() == []


def test_the_same_words_are_encoded_once(library_place: str) -> None:
    encoder = DictionaryEncoder()
    with Library(library_place, encoder=encoder) as library:
        for name in ("a", "b", "c"):
            library.add(statement(name, text="They met.\nThey spoke."), name)
        assert library.index() == 2
        assert sorted(encoder.encoded) == ["They met.", "They spoke."]
        assert len(library.search("They met.", by="meaning")) >= 3


def test_vectors_of_one_encoder_do_not_serve_another(library_place: str) -> None:
    for name in ("one", "other"):
        with Library(library_place, encoder=DictionaryEncoder(name)) as library:
            library.add_event(event())
            assert library.index() == 2
    with Library(library_place, encoder=Short("one")) as library:
        library.add(statement(text="Something new."), "e")
        with pytest.raises(LibraryError, match="same fingerprint"):
            library.index()


class Short(DictionaryEncoder):
    def encode(self, texts: object) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return np.ones((1, 3), np.float32)


class Halves:
    name = "halves/1"

    def cut(self, statement: object) -> list[tuple[int, int]]:
        return [(0, 10), (10, 20)]


def test_another_segmenter_cuts_anew(library_place: str) -> None:
    with Library(library_place) as library:
        library.add(statement(text="0123456789abcdefghij"), "e")
        assert len(library.search("abcdefghij")) == 0
    with Library(library_place, segmenter=Halves()) as library:
        library.index()
        assert [hit.text for hit in library.search("abcdefghij")] == ["abcdefghij"]
        assert library.check() == []


def test_meaning_needs_an_encoder(library_place: str) -> None:
    with Library(library_place) as library:
        library.add_event(event())
        assert library.index() == 0
        assert len(library.search("航行自由")) == 1
        with pytest.raises(LibraryError, match="open the library with one"):
            library.search("航行自由", by="meaning")


WORDS = st.text(st.sampled_from("abc é'-_南海问题臺，。 \n\"%0"), max_size=12)


@given(text=WORDS, query=WORDS)
def test_the_searched_copy_agrees_with_the_text(text: str, query: str) -> None:
    """What the index finds and what is marked in the text are the same."""
    parsed = parse(query)
    copy = searched(text)
    if parsed.needles:
        found = all(needle in copy for needle in parsed.needles)
        marks = parsed.spans(text)
        assert not marks or found
        # Parts of a phrase in two scripts are looked up apart; all else is exact.
        if found and len(parsed.needles) == len(parsed.patterns):
            assert marks
        for start, end in marks:
            assert fold(text[start:end]).strip()

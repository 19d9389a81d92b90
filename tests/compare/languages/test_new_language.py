"""A third language, added by registration alone: every step that needs its words asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from compare.annotation.annotated import AnnotatedStatement
from compare.annotation.quantities import find_numbers, find_quantities, parse_number
from compare.annotation.terms import load_terms
from compare.languages import (
    Language,
    joiner,
    language,
    languages,
    letters,
    register,
    stop_words,
    unregister,
)
from compare.languages.rules import (
    DIGITS,
    CapitalisedReporting,
    NameRules,
    ProceduralRules,
    QuantityRules,
    SentenceRules,
    SpeechRules,
    Words,
    any_of,
)
from compare.segmentation.affiliations import side_code
from compare.segmentation.segments import clauses, segment
from compare.topics.discovery import suggest
from corpus.statements import Statement

NUMERALS = {"du": 2, "dek": 10, "dudek": 20, "mil": 1_000}
UNITS = {"tagoj": "day", "jaroj": "year"}
NAME = r"[A-ZĈĜĤĴŜŬ][\wĉĝĥĵŝŭ-]*"


def parse(text: str) -> float:
    return float(
        sum(NUMERALS.get(w) or int(w) for w in text.split() if w in NUMERALS or w.isdigit())
    )


def cuts(text: str, start: int, end: int, outside: Sequence[bool]) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r", aŭ ", text[start:end]):
        yield start + match.start(), start + match.end()


NUMBER = rf"(?:{DIGITS}|(?:{any_of(NUMERALS)})(?: (?:{any_of(NUMERALS)}))*)"
# Esperanto, but for its full stop, which is of our making.
TOY = Language(
    code="eo",
    name="Esperanto",
    letter_weight=1,
    label_length=2,
    sentences=SentenceRules(
        full_stops="※",
        joining_words=("kaj",),
        ends_after=lambda word, following, before: word not in {"S-ro", "d-ro"},
    ),
    clause_cuts=cuts,
    reporting=CapitalisedReporting(
        verbs=re.compile(r"\b(?:diris|emfazis|proponis)\b"),
        both=re.compile(r"\b(?:[Aa]mbaŭ flankoj)\s*\Z"),
        pronoun=re.compile(r"(?:\A|\s)(Li|Ŝi|Mi)\s*\Z"),
        third_person=frozenset({"li", "ŝi"}),
        pronoun_in_name=re.compile(r"\A(?:Li|Ŝi|Mi)\Z"),
        adverbs=re.compile(r"\s+ankaŭ\s+\Z"),
        name=re.compile(rf"(?:La )?{NAME}(?: (?:de )?{NAME})*\Z"),
        joined=" kaj ",
    ),
    speech=SpeechRules(first_person=re.compile(r"(Ni|Mi)\b"), authors=frozenset({"Mi", "Ni"})),
    names=NameRules(
        joining=r"\s+kaj\s+",
        article=re.compile(r"\A[Ll]a\s+"),
        around_name=re.compile(r"\A[Ll]a\s+"),
    ),
    sides={"CN": ("Ĉinio",), "US": ("Usono",)},
    procedural=ProceduralRules(meets=re.compile(r"\brenkontis\b"), substance=re.compile("pri")),
    quantities=QuantityRules(
        patterns=(
            ("date", re.compile(r"(?P<day>\d{1,2}) a de (?P<month>majo)")),
            ("count", re.compile(rf"\b(?P<number>{NUMBER}) (?P<unit>{any_of(UNITS)})\b")),
        ),
        number=NUMBER,
        parse=parse,
        words=re.compile(rf"\b(?:{any_of(NUMERALS)})\b"),
        hint=re.compile(rf"\d|{any_of(NUMERALS)}"),
        months={"majo": 5},
        units=UNITS,
    ),
    words=Words(
        stop_words=frozenset({"la", "de", "kaj", "ke"}),
        label_breaks=frozenset({"la", "de", "kaj", "ke"}),
    ),
)
TEXT = (
    "Ministro Valo de Ĉinio renkontis S-ro. Ardeno de Usono※ Ministro Valo de Ĉinio diris ke la "
    "grenejoj fermiĝos ene de dudek tagoj※ Li ankaŭ emfazis la ponton※ Ardeno de Usono proponis "
    "vendi grenon, aŭ aĉeti ŝtalon※ Ambaŭ flankoj diris ke la 5-a de majo taŭgas※"
)


@pytest.fixture
def toy() -> Iterator[Language]:
    before = languages()
    register(TOY)
    yield TOY
    unregister("eo")
    assert languages() == before


def statement(text: str, tag: str = "eo", side: str = "Ĉinio") -> Statement:
    return Statement(id="x", side=side, language=tag, text=text)


def test_sentences_end_by_its_rules(toy: Language) -> None:
    made = [TEXT[s.start : s.end] for s in segment(statement(TEXT))]
    assert len(made) == 5
    assert made[0] == "Ministro Valo de Ĉinio renkontis S-ro. Ardeno de Usono※"
    assert made[2] == "Li ankaŭ emfazis la ponton※"


def test_speakers_are_found_by_its_verbs_of_saying(toy: Language) -> None:
    made = segment(statement(TEXT))
    assert [(s.speaker, s.voice) for s in made[1:]] == [
        ("Ministro Valo de Ĉinio", "own"),
        ("Ministro Valo de Ĉinio", "own"),
        ("Ardeno de Usono", "other"),
        ("Ambaŭ flankoj", "both"),
    ]
    assert [s.procedural for s in made] == [True, False, False, False, False]
    seen_from_the_other = segment(statement(TEXT, side="Usono"))
    assert [s.voice for s in seen_from_the_other[1:]] == ["other", "other", "own", "both"]


def test_sides_are_known_by_its_names(toy: Language) -> None:
    assert side_code("Ĉinio") == "CN"
    assert side_code("la Usono") == "US"


def test_clauses_part_by_its_rules(toy: Language) -> None:
    text = statement(TEXT)
    found = [TEXT[a:b] for a, b in clauses(text, segment(text)[3])]
    assert found == ["Ardeno de Usono proponis vendi grenon", "aĉeti ŝtalon※"]


def test_quantities_are_read_by_its_numerals_and_units(toy: Language) -> None:
    text = statement(TEXT)
    annotated = AnnotatedStatement(text, segment(text), load_terms())
    found = [(q.unit, q.value) for quantities in annotated.quantities for q in quantities]
    assert found == [("day", 20.0), ("date", 505.0)]
    assert find_numbers("dek du tagoj", "eo") == {12.0}
    assert parse_number("mil", "eo") == 1_000
    # A quotation in another language is read by that language's rules.
    assert [(q.unit, q.value) for q in find_quantities("Li diris: 三十天", "eo")] == [("day", 30.0)]


def test_its_stop_words_are_known(toy: Language) -> None:
    assert {"la", "的"} <= stop_words("eo")
    assert "the" not in stop_words("eo")


def test_suggested_topics_are_labelled_in_it(toy: Language) -> None:
    text = statement("La grenejo de la ponto gravas※ La grenejo de la ponto fermiĝos※")
    made = segment(text)
    (found,) = suggest([text], [made], [[()] * len(made)])
    labels = dict(found.labels)
    assert set(labels) == {"eo"}
    assert not {"la", "de"} & set(labels["eo"].lower().split())
    assert len(labels["eo"].split()) <= TOY.label_length


def test_other_languages_are_read_as_before(toy: Language) -> None:
    for tag in ("en", "zh", "fr", "und"):
        assert len(segment(statement(TEXT, tag))) == 2
        assert find_quantities("dudek tagoj", tag) == ()
        assert "kaj" not in stop_words(tag)
    english = "The Secretary said that wheat※ matters. She left."
    assert len(segment(statement(english, "en", "US"))) == 2


def test_without_registration_nothing_is_known() -> None:
    assert side_code("Ĉinio") == ""
    assert len(segment(statement(TEXT))) == 2
    assert find_quantities("dudek tagoj", "eo") == ()
    with pytest.raises(LookupError, match=r"no rules for the language 'eo'; known are en, zh"):
        language("eo")
    with pytest.raises(LookupError):
        unregister("eo")


def test_a_language_is_registered_once(toy: Language) -> None:
    with pytest.raises(ValueError, match="'eo' is registered already"):
        register(TOY)
    assert language("eo-Latn") is TOY


def test_a_language_of_its_own_characters_is_known_wherever_it_stands() -> None:
    """A script that no other language writes is read in any text, and weighs as it says."""
    runes = Language(
        code="non",
        name="Old Norse",
        characters=re.compile("[\u16a0-\u16ea]"),
        space="",
        letter_weight=2,
        sentences=SentenceRules(full_stops="᛭"),
        words=Words(stop_words=frozenset("ᚢ")),
    )
    text = "ᚠᚢᚦ᛭ ᚨᚱᚴ᛭"
    assert len(segment(statement(text, "en", "US"))) == 1
    register(runes)
    try:
        assert len(segment(statement(text, "en", "US"))) == 2
        assert letters("ᚠᚢᚦ") == 6
        assert joiner("non") == ""
        assert "ᚢ" in stop_words("en")
    finally:
        unregister("non")
    assert letters("ᚠᚢᚦ") == 3

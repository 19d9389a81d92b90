"""The codebook: the bundled one holds what it promises, and a wrong one says where."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.errors import CodebookError
from compare.languages.word_folding import fold_name
from compare.segmentation import affiliations
from compare.topics import codebook as module
from compare.topics.codebook import anchor_texts, check_claims, load_codebook
from compare.topics.names import find_names
from corpus.text.characters import HAN_CHARACTER

BUNDLED = load_codebook()
CARRIER = {"en": "On Monday they discussed {} at length.", "zh": "双方还讨论了{}。"}
MORE_THAN_A_STATE = {("CN", "CPC")}
"""Names of the table of sides by which the codebook means something else: here the party."""
GAP = {"en": "the", "zh": "有关"}

SPACE = """\
schema: readouts.codebook/1
name: mine
version: "1"
{extends}
topics:
  - id: moonbase
    scope: narrow
    label: {{en: Space, zh: 太空}}
    definition: {{en: Outer space., zh: 外层空间。}}
    names:
      en: [lunar rover]
      zh: [月球车]
"""


def write(folder: Path, text: str) -> Path:
    file = folder / "mine.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_ids_are_those_of_the_labels(shared: Path) -> None:
    with (shared / "gold" / "states" / "codebook.tsv").open(encoding="utf-8") as lines:
        wanted = [row[0] for row in csv.reader(lines, delimiter="\t") if row]
    assert list(BUNDLED.ids) == wanted


def test_ids_are_unique_and_every_topic_is_whole() -> None:
    assert len(set(BUNDLED.ids)) == len(BUNDLED.ids) == 53
    for entry in BUNDLED.topics:
        assert dict(entry.labels).keys() == {"en", "zh"}, entry.id
        assert dict(entry.definitions).keys() == {"en", "zh"}, entry.id
        assert dict(entry.running_text).keys() == {"en", "zh"}, entry.id
        assert entry.family in {"security", "economy", "society", "relationship"}, entry.id
        for part in (entry.names, entry.cues, entry.anchors):
            assert part.en, entry.id
            assert part.zh, entry.id


def test_there_are_hundreds_of_names_in_each_language() -> None:
    english = {fold_name(n) for e in BUNDLED.topics for n in e.names.en}
    chinese = {fold_name(n) for e in BUNDLED.topics for n in e.names.zh}
    assert len(english) >= 300
    assert len(chinese) >= 300


def test_no_name_is_claimed_twice_unless_shared() -> None:
    check_claims(Path(module.__file__).with_name("codebook.yaml"), BUNDLED.topics, BUNDLED.shared)
    owners: dict[str, set[str]] = {}
    for entry in BUNDLED.topics:
        for name in (*entry.names.en, *entry.names.zh):
            owners.setdefault(fold_name(name), set()).add(entry.id)
    twice = {name for name, topics in owners.items() if len(topics) > 1}
    assert twice <= {fold_name(n) for n in (*BUNDLED.shared.en, *BUNDLED.shared.zh)}


@pytest.mark.parametrize("entry", BUNDLED.topics, ids=lambda entry: entry.id)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_name_is_found_in_its_own_language(
    entry: module.CodebookTopic, language: str
) -> None:
    missed = []
    for name in getattr(entry.names, language):
        assert bool(HAN_CHARACTER.search(name)) == (language == "zh"), name
        parts = [part.strip() for part in name.split("…")]
        said = (" " if language == "en" else "").join(
            part for pair in zip(parts, [GAP[language]] * len(parts), strict=True) for part in pair
        )[: -len(GAP[language])]
        text = CARRIER[language].format(said.strip())
        hits = [
            hit for hit in find_names(text, BUNDLED) if hit.topic == entry.id and hit.kind == "name"
        ]
        if not hits:
            missed.append(name)
    assert missed == []


def test_a_topic_lists_no_phrase_twice() -> None:
    """Neither as a name and a cue, nor in another spelling or script."""
    for entry in BUNDLED.topics:
        for phrases in ((*entry.names.en, *entry.cues.en), (*entry.names.zh, *entry.cues.zh)):
            keys = Counter((fold_name(phrase), phrase.count("…")) for phrase in phrases)
            assert {key for key, times in keys.items() if times > 1} == set(), entry.id


def test_every_exclusion_bears_on_a_phrase_of_its_topic() -> None:
    for entry in BUNDLED.topics:
        for language in ("en", "zh"):
            words = set().union(
                *(_units(p) for part in (entry.names, entry.cues) for p in getattr(part, language))
            )
            idle = [p for p in getattr(entry.exclude, language) if not _units(p) & words]
            assert idle == [], entry.id


def _units(phrase: str) -> set[str]:
    """The folded words of an English phrase, the characters of a Chinese one."""
    folded = fold_name(phrase)
    return set(folded) if HAN_CHARACTER.search(phrase) else set(folded.split())


def test_what_names_a_state_is_marked_with_it() -> None:
    """The table of sides and persons and the codebook agree on whose name a phrase is."""
    marked = {
        fold_name(phrase): {
            state for state, _ in BUNDLED.states if phrase in BUNDLED.without([state])
        }
        for state, phrases in BUNDLED.states
        for phrase in (*phrases.en, *phrases.zh)
    }
    used = {
        fold_name(phrase)
        for entry in BUNDLED.topics
        for part in (entry.names, entry.cues)
        for phrase in (*part.en, *part.zh)
    }
    assert marked.keys() <= used
    for state, name in _names_of_states():
        if fold_name(name) in used:
            assert state in marked.get(fold_name(name), set()), name


def _names_of_states() -> Iterator[tuple[str, str]]:
    table = Path(affiliations.__file__).with_name("affiliations.tsv")
    for line in table.read_text(encoding="utf-8").splitlines():
        kind, *columns = line.split("\t")
        if kind in {"side", "person"}:
            state, *names = columns
            for name in "|".join(names).split("|"):
                if name and (state, name) not in MORE_THAN_A_STATE:
                    yield state, name


def test_a_side_raises_no_topic_by_its_name() -> None:
    ignored = BUNDLED.without(["UA", "NATO"])
    assert {"Ukraine", "Kyiv", "Zelenskyy", "乌克兰", "基辅", "NATO", "北约"} <= ignored
    assert not ignored & {"Russia", "war in Ukraine", "俄乌冲突"}
    assert BUNDLED.without([]) == BUNDLED.without(["nowhere"]) == frozenset()

    def topics(text: str) -> set[str]:
        return {h.topic for h in find_names(text, BUNDLED) if h.phrase not in ignored}

    assert topics("The Prime Minister received the President of Ukraine.") == set()
    assert "ukraine" in topics("They spoke about the war in Ukraine.")
    assert "ukraine" not in topics("乌克兰总统访问渥太华。")
    assert "ukraine" in topics("双方讨论了俄乌冲突。")


def test_a_topic_has_a_name_for_running_text() -> None:
    framing = BUNDLED["relationship-framing"]
    assert framing.label("en") == "What the relationship is"
    assert framing.phrase("en") == "how the relationship is described"
    assert BUNDLED["taiwan"].phrase("zh") == "台湾问题"
    assert BUNDLED["taiwan"].phrase("fr") == BUNDLED["taiwan"].label("fr")


def test_anchors_are_ours(shared: Path) -> None:
    """No example sentence stands in the texts that the labels are about."""
    texts = "".join(file.read_text("utf-8") for file in (shared / "gold" / "dev").glob("*.json"))
    definitions = {text for entry in BUNDLED.topics for _, text in entry.definitions}
    anchors = {text for _, text in anchor_texts(BUNDLED)} - definitions
    assert {text for text in anchors if text.rstrip(".。") in texts} == set()


def test_anchor_texts_name_every_topic_in_order() -> None:
    topics = [topic for topic, _ in anchor_texts(BUNDLED)]
    assert list(dict.fromkeys(topics)) == list(BUNDLED.ids)


def test_a_codebook_that_was_edited_is_read_again(tmp_path: Path) -> None:
    file = write(tmp_path, SPACE.format(extends=""))
    one = load_codebook(str(file))
    assert load_codebook(str(file)) is one
    file.write_text(SPACE.format(extends="").replace("rover", "lander"), encoding="utf-8")
    assert [h.topic for h in find_names("The lunar landers", load_codebook(str(file)))] == [
        "moonbase"
    ]


def test_own_codebook_stands_alone(tmp_path: Path) -> None:
    own = load_codebook(str(write(tmp_path, SPACE.format(extends=""))))
    assert own.ids == ("moonbase",)
    assert (own.name, own.version) == ("mine", "1")
    assert [h.topic for h in find_names("The lunar rovers and 月球車", own)] == [
        "moonbase",
        "moonbase",
    ]


def test_own_codebook_extends_the_bundled_one(tmp_path: Path) -> None:
    text = SPACE.format(extends="extends: bundled\ndrop: [tiktok]") + (
        "  - id: taiwan\n    names: {en: [Formosa]}\n"
    )
    own = load_codebook(str(write(tmp_path, text)))
    assert own.ids == (*(i for i in BUNDLED.ids if i != "tiktok"), "moonbase")
    assert {"Formosa", "Taiwan"} <= set(own["taiwan"].names.en)
    assert own["taiwan"].label("zh") == "台湾"
    assert own["relationship-framing"].broad
    assert own["taiwan"].phrase("en") == "Taiwan"
    assert own["taiwan"].family == "security"
    assert own["moonbase"].family is None
    assert own["moonbase"].phrase("en") == own["moonbase"].label("en") == "Space"
    assert own.states == BUNDLED.states


def test_own_codebook_marks_names_of_states(tmp_path: Path) -> None:
    text = SPACE.format(extends="extends: bundled\nstates: {JP: {en: [lunar rover]}}")
    own = load_codebook(str(write(tmp_path, text)))
    assert {"lunar rover", "Japan"} <= own.without(["JP"])
    assert "lunar rover" not in own.without(["KR"])


def test_the_fingerprint_follows_the_content_alone(tmp_path: Path) -> None:
    plain = SPACE.format(extends="")
    one = load_codebook(str(write(tmp_path, plain)))
    (tmp_path / "b").mkdir()
    other = load_codebook(str(write(tmp_path / "b", "# a remark\n" + plain)))
    (tmp_path / "c").mkdir()
    changed = load_codebook(str(write(tmp_path / "c", plain.replace("rover", "lander"))))
    assert one.fingerprint == other.fingerprint != changed.fingerprint
    assert one == other


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("scope: narrow", "scope: wide"), "mine.yaml:7: topics.0.scope: is 'wide' and may be"),
        (
            ("en: [lunar rover]", "en: lunar rover"),
            "topics.0.names.en: is 'lunar rover' and must be a",
        ),
        (
            ("id: moonbase", "id: Moon Base"),
            "mine.yaml:6: topics.0.id: is 'Moon Base' and",
        ),
        (("scope: narrow", "family: war"), "mine.yaml:7: topics.0.family: is 'war' and may be"),
        (
            ("topics:", "states: {Japan: {}}\ntopics:"),
            ":5: states.Japan.[key]: is 'Japan' and",
        ),
        (("names:", "nicknames:"), "mine.yaml:10: topics.0.nicknames: is unknown; take it out"),
        (
            ("zh: [月球车]", "zh: [rover]"),
            "mine.yaml:12: moonbase.names.zh: 'rover' is not in that",
        ),
        (("label:", "label: ["), "check the indentation and quotes"),
        (
            ("readouts.codebook/1", "readouts.codebook/9"),
            ":1: schema: is 'readouts.codebook/9'",
        ),
    ],
)
def test_a_mistake_is_named_with_line_and_field(
    tmp_path: Path, change: tuple[str, str], message: str
) -> None:
    file = write(tmp_path, SPACE.format(extends="").replace(*change))
    with pytest.raises(CodebookError) as caught:
        load_codebook(str(file))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_topics_with_one_id_are_refused(tmp_path: Path) -> None:
    text = SPACE.format(extends="") + "  - id: moonbase\n"
    with pytest.raises(CodebookError, match="two topics have the id 'moonbase'"):
        load_codebook(str(write(tmp_path, text)))


def test_a_name_of_another_topic_is_refused_unless_shared(tmp_path: Path) -> None:
    text = SPACE.format(extends="extends: bundled").replace("lunar rover", "Taiwan")
    with pytest.raises(
        CodebookError, match=r"mine\.yaml:11: moonbase\.names\.en: 'Taiwan' is also"
    ):
        load_codebook(str(write(tmp_path, text)))
    shared = text.replace("topics:", "shared: {en: [Taiwan]}\ntopics:")
    (tmp_path / "b").mkdir()
    assert "moonbase" in load_codebook(str(write(tmp_path / "b", shared))).ids


def test_a_name_of_the_rest_goes_to_the_topic_that_claims_it(tmp_path: Path) -> None:
    assert "whaling" in BUNDLED["other-topic"].names.en
    text = SPACE.format(extends="extends: bundled").replace("lunar rover", "whaling")
    book = load_codebook(str(write(tmp_path, text)))
    assert {h.topic for h in find_names("They discussed whaling.", book) if h.kind == "name"} == {
        "moonbase"
    }


@pytest.mark.parametrize("name", ["nowhere.yaml", "."])
def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(CodebookError, match="name a codebook in YAML or 'bundled'"):
        load_codebook(str(tmp_path / name))


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(b"name: \xff\xfe\x00")
    with pytest.raises(CodebookError, match="not UTF-8 text"):
        load_codebook(str(file))


def test_an_empty_codebook_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, 'schema: readouts.codebook/1\nname: none\nversion: "1"\n')
    with pytest.raises(CodebookError, match="no topics"):
        load_codebook(str(file))

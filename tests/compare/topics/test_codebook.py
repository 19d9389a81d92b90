"""The codebook: the bundled one holds what it promises, and a wrong one says where."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from compare.annotation.word_folding import fold_name
from compare.errors import CodebookError
from compare.topics import codebook as module
from compare.topics.codebook import anchor_texts, check_claims, load_codebook
from compare.topics.names import find_names
from corpus.text.characters import HAN_CHARACTER

BUNDLED = load_codebook()
CARRIER = {"en": "On Monday they discussed {} at length.", "zh": "双方还讨论了{}。"}
GAP = {"en": "the", "zh": "有关"}

SPACE = """\
schema: readouts.codebook/1
name: mine
version: "1"
{extends}
topics:
  - id: space
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
    with (shared / "gold" / "codebook.tsv").open(encoding="utf-8") as lines:
        wanted = [row[0] for row in csv.reader(lines, delimiter="\t") if row]
    assert sorted(BUNDLED.ids) == sorted(wanted)


def test_ids_are_unique_and_every_topic_is_whole() -> None:
    assert len(set(BUNDLED.ids)) == len(BUNDLED.ids) == 38
    for entry in BUNDLED.topics:
        assert dict(entry.labels).keys() == {"en", "zh"}, entry.id
        assert dict(entry.definitions).keys() == {"en", "zh"}, entry.id
        assert entry.names.en, entry.id
        assert entry.names.zh, entry.id
        assert entry.anchors.en, entry.id
        assert entry.anchors.zh, entry.id


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


def test_a_phrase_is_a_name_or_a_cue_of_a_topic_never_both() -> None:
    for entry in BUNDLED.topics:
        assert not set(entry.names.en) & set(entry.cues.en), entry.id
        assert not set(entry.names.zh) & set(entry.cues.zh), entry.id


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
    assert [h.topic for h in find_names("The lunar landers", load_codebook(str(file)))] == ["space"]


def test_own_codebook_stands_alone(tmp_path: Path) -> None:
    own = load_codebook(str(write(tmp_path, SPACE.format(extends=""))))
    assert own.ids == ("space",)
    assert (own.name, own.version) == ("mine", "1")
    assert [h.topic for h in find_names("The lunar rovers and 月球車", own)] == ["space", "space"]


def test_own_codebook_extends_the_bundled_one(tmp_path: Path) -> None:
    text = SPACE.format(extends="extends: bundled\ndrop: [tiktok]") + (
        "  - id: taiwan\n    names: {en: [Formosa]}\n"
    )
    own = load_codebook(str(write(tmp_path, text)))
    assert own.ids == (*(i for i in BUNDLED.ids if i != "tiktok"), "space")
    assert {"Formosa", "Taiwan"} <= set(own["taiwan"].names.en)
    assert own["taiwan"].label("zh") == "台湾"
    assert own["relationship-framing"].broad


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
        (("scope: narrow", "scope: wide"), "mine.yaml:7: topics.0.scope: Input should be"),
        (("en: [lunar rover]", "en: lunar rover"), "mine.yaml:11: topics.0.names.en: Input"),
        (("id: space", "id: Outer Space"), "mine.yaml:6: topics.0.id: String should match"),
        (("names:", "nicknames:"), "mine.yaml:10: topics.0.nicknames: Extra inputs"),
        (("zh: [月球车]", "zh: [rover]"), "mine.yaml:12: space.names.zh: 'rover' is not in that"),
        (("label:", "label: ["), "check the indentation and quotes"),
        (("readouts.codebook/1", "readouts.codebook/9"), "mine.yaml:1: schema: Input should be"),
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
    text = SPACE.format(extends="") + "  - id: space\n"
    with pytest.raises(CodebookError, match="two topics have the id 'space'"):
        load_codebook(str(write(tmp_path, text)))


def test_a_name_of_another_topic_is_refused_unless_shared(tmp_path: Path) -> None:
    text = SPACE.format(extends="extends: bundled").replace("lunar rover", "Taiwan")
    with pytest.raises(CodebookError, match=r"mine\.yaml:11: space\.names\.en: 'Taiwan' is also"):
        load_codebook(str(write(tmp_path, text)))
    shared = text.replace("topics:", "shared: {en: [Taiwan]}\ntopics:")
    (tmp_path / "b").mkdir()
    assert "space" in load_codebook(str(write(tmp_path / "b", shared))).ids


def test_a_name_of_the_rest_goes_to_the_topic_that_claims_it(tmp_path: Path) -> None:
    assert "outer space" in BUNDLED["other-topic"].names.en
    text = SPACE.format(extends="extends: bundled").replace("lunar rover", "outer space")
    book = load_codebook(str(write(tmp_path, text)))
    assert {
        h.topic for h in find_names("They discussed outer space.", book) if h.kind == "name"
    } == {"space"}


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

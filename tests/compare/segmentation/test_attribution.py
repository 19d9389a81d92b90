"""Speakers: whose words a sentence reports, in two languages, and for which side."""

from __future__ import annotations

import re

import pytest
from tree import ROOT

from compare.segmentation.affiliations import side_code
from compare.segmentation.segments import segment
from corpus.statements import Statement

TABLE = ROOT / "compare" / "segmentation" / "affiliations.tsv"


def voices(text: str, side: str, language: str = "en") -> list[tuple[str, str]]:
    made = segment(Statement(id="x", side=side, language=language, text=text))
    return [(s.speaker, s.voice) for s in made]


@pytest.mark.parametrize(
    ("text", "side", "expected"),
    [
        ("The Secretary emphasized open channels.", "US", ("The Secretary", "own")),
        ("The Secretary emphasized open channels.", "PRC", ("The Secretary", "other")),
        ("On grain, President Biden underscored our view.", "US", ("President Biden", "own")),
        ("President Biden also underscored his view.", "China", ("President Biden", "other")),
        ("The two sides agreed to talk.", "US", ("The two sides", "both")),
        ("Both leaders welcomed the pact.", "Japan", ("Both leaders", "both")),
        ("They exchanged views on grain.", "US", ("They", "both")),
        ("The two sides had candid talks on grain.", "US", ("The two sides", "both")),
        (
            "Secretary Rubio and Foreign Minister Wang Yi discussed grain.",
            "US",
            ("Secretary Rubio and Foreign Minister Wang Yi", "both"),
        ),
        (
            "Ambassador Greer and Vice Premier He agreed on grain. Vice Premier He Lifeng spoke.",
            "US",
            ("Ambassador Greer and Vice Premier He", "both"),
        ),
        ("The Chinese side expressed concern.", "PRC", ("The Chinese side", "own")),
        ("The Chinese side expressed concern.", "US", ("The Chinese side", "other")),
        ("Beijing urged restraint.", "United States", ("Beijing", "other")),
        ("Such acts are doomed, Wang Yi said.", "PRC", ("Wang Yi", "own")),
        ("“Such acts are doomed,” said Wang Yi.", "US", ("Wang Yi", "other")),
        ("Wang Yi, who chaired the talks, stressed trust.", "PRC", ("Wang Yi", "own")),
        ("The President thanked the hosts.", "US", ("The President", "own")),
        ("I had a very good call.", "US", ("I", "own")),
        ("Mr. Arden stressed trust.", "US", ("Mr. Arden", "unattributed")),
        ("The meeting was constructive.", "US", ("", "unattributed")),
        ("U.S. support for grain farmers grew.", "US", ("", "unattributed")),
        ("The pact, which the two sides agreed in May, holds.", "US", ("", "unattributed")),
        ("习近平指出，合作重要。", "PRC", ("习近平", "own")),
        ("習近平指出，合作重要。", "中国", ("習近平", "own")),
        ("拜登总统表示，美方愿意对话。", "PRC", ("拜登总统", "other")),
        ("布林肯強調維護和平的重要性。", "美国", ("布林肯", "own")),
        ("美国务卿布林肯重申立场。", "PRC", ("美国务卿布林肯", "other")),
        ("美方重申不改变政策。", "PRC", ("美方", "other")),
        ("中方对此表示严重关切。", "PRC", ("中方", "own")),
        ("中方对此表示严重关切。", "US", ("中方", "other")),
        ("双方同意保持沟通。", "PRC", ("双方", "both")),
        ("雙方就經貿問題深入交換意見。", "PRC", ("雙方", "both")),
        ("双方围绕经贸问题，就下一步工作进行了讨论。", "PRC", ("双方", "both")),
        ("两国元首一致认为，沟通重要。", "PRC", ("两国元首", "both")),
        ("王毅和布林肯讨论了粮食问题。", "US", ("王毅和布林肯", "both")),
        ("布林肯转达问候，表示，美方愿意对话。", "PRC", ("布林肯", "other")),
        ("美国国务院表示，会谈有益。", "US", ("美国国务院", "own")),
        ("双方要保持沟通。", "PRC", ("", "unattributed")),
        ("会谈是坦诚的。", "PRC", ("", "unattributed")),
        ("俄罗斯总统普京表示，合作重要。", "PRC", ("俄罗斯总统普京", "other")),
    ],
)
def test_speaker_and_verb_of_saying(text: str, side: str, expected: tuple[str, str]) -> None:
    assert voices(text, side)[0] == expected


def test_the_word_is_kept_until_another_takes_it() -> None:
    text = "王毅强调，合作重要。双方要保持沟通。美方应当守信。"
    text += "美方表示愿意对话。此事重要。双方同意继续。"
    assert voices(text, "PRC", "zh") == [
        ("王毅", "own"),
        ("王毅", "own"),
        ("王毅", "own"),
        ("美方", "other"),
        ("美方", "other"),
        ("双方", "both"),
    ]


def test_first_person_in_a_reported_speech_is_the_speaker() -> None:
    text = "拜登表示，会晤很好。我愿重申，美方政策没有改变。我们期待对话。"
    assert [voice for _, voice in voices(text, "PRC", "zh")] == ["other"] * 3


def test_he_is_who_spoke_last() -> None:
    text = "Secretary Blinken stressed trust. He also raised grain. The two sides agreed. He left."
    assert [v for _, v in voices(text, "US")] == ["own", "own", "both", "both"]


def test_he_at_the_head_of_a_paragraph_is_the_one_side_heard_or_else_the_own() -> None:
    alone = "Secretary Blinken stressed trust.\nHe raised grain."
    assert voices(alone, "US")[1] == ("He", "own")
    two = alone + "\nForeign Minister Wang Yi stressed respect."
    assert voices(two, "US")[1] == ("He", "own")
    other = "Foreign Minister Wang Yi stressed respect.\nHe raised grain."
    assert voices(other, "US")[1] == ("He", "other")


def test_nothing_is_carried_into_the_next_paragraph() -> None:
    assert voices("习近平指出，合作重要。\n此事重要。", "PRC", "zh")[1] == ("", "unattributed")


def test_a_sentence_about_the_meeting_ends_the_speech() -> None:
    text = "The Secretary stressed trust. The meeting was part of a series. Trust matters."
    assert voices(text, "US") == [
        ("The Secretary", "own"),
        ("", "unattributed"),
        ("", "unattributed"),
    ]


def test_an_author_who_writes_as_i_speaks_throughout() -> None:
    text = (
        "I had a call with President Xi. The call was long. President Xi invited me. It was good."
    )
    assert voices(text, "US") == [
        ("I", "own"),
        ("I", "own"),
        ("President Xi", "other"),
        ("I", "own"),
    ]


def test_somebody_unknown_is_placed_by_his_introduction() -> None:
    text = "Arden met with Japanese Foreign Minister Taro Umino. Minister Umino stressed trust."
    assert voices(text, "US")[1] == ("Minister Umino", "other")
    assert voices(text, "Japan")[1] == ("Minister Umino", "own")
    text = "外长会见日本外务副大臣海野次郎。海野次郎表示，合作重要。"
    assert voices(text, "PRC", "zh")[1] == ("海野次郎", "other")
    assert voices(text, "日本", "zh")[1] == ("海野次郎", "own")


def test_somebody_whom_our_side_meets_is_of_another() -> None:
    text = "习近平主席同海野三郎举行会谈。海野三郎表示，合作重要。"
    assert voices(text, "PRC", "zh")[1] == ("海野三郎", "other")
    assert voices("The Prime Minister agreed to lower duties.", "US")[0][1] == "other"


def test_undertakings_of_a_joint_text() -> None:
    text = "The Parties will meet.\nThe United States will lower duties.\nChina will lower duties."
    assert [v for _, v in voices(text, "US")] == ["both", "own", "other"]
    text = "美方承诺取消关税。相应地，中方取消反制措施。"
    assert [v for _, v in voices(text, "PRC", "zh")] == ["other", "own"]


def test_a_side_that_nobody_knows_gives_no_guess() -> None:
    assert voices("President Biden stressed trust.", "Ruritania") == [
        ("President Biden", "unattributed")
    ]
    assert voices("The two sides agreed.", "Ruritania") == [("The two sides", "both")]


@pytest.mark.parametrize(
    ("side", "code"),
    [
        ("US", "US"),
        ("USA", "US"),
        ("the United States", "US"),
        ("united states", "US"),
        ("美国", "US"),
        ("美國", "US"),
        ("PRC", "CN"),
        ("prc", "CN"),
        ("China", "CN"),
        ("中方", "CN"),
        ("Beijing", "CN"),
        ("Japan", "JP"),
        ("jp", "JP"),
        ("EU", "EU"),
        ("欧盟", "EU"),
        ("Russia", "RU"),
        ("US State Department", "US"),
        ("Ruritania", ""),
        ("", ""),
    ],
)
def test_names_of_sides(side: str, code: str) -> None:
    assert side_code(side) == code


def test_the_table_is_sound() -> None:
    rows = [r.split("\t") for r in TABLE.read_text("utf-8").splitlines() if not r.startswith("#")]
    assert {len(r) for r in rows} == {4}
    assert {r[0] for r in rows} == {"side", "office", "person"}
    for _, code, english, chinese in rows:
        assert re.fullmatch(r"[A-Z-]{2,9}", code)
        assert english or chinese
        assert not re.search(r"[\u3400-\u9fff]", english)
    names = [n for k, _, e, c in rows if k == "person" for n in f"{e}|{c}".split("|") if n]
    assert len(names) > 900


def test_every_character_of_the_rules_has_its_traditional_form() -> None:
    """A Traditional text finds the same speakers as its Simplified copy."""
    pairs = [
        ("習近平強調，維護和平。雙方應當對話。", "习近平强调，维护和平。双方应当对话。"),
        ("兩國元首認為，這次會晤坦誠。", "两国元首认为，这次会晤坦诚。"),
        ("特朗普總統讚賞中方努力。美國國務院發言人說，會談有益。", ""),
    ]
    for traditional, simplified in pairs:
        found = [v for _, v in voices(traditional, "PRC", "zh")]
        assert "unattributed" not in found
        if simplified:
            assert found == [v for _, v in voices(simplified, "PRC", "zh")]

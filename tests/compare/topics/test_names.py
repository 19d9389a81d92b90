"""Names in texts: spelling, script, case, exclusions and exact places."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.languages.word_folding import fold_chinese, fold_word
from compare.topics.codebook import load_codebook
from compare.topics.names import find_names

BUNDLED = load_codebook()


def named(text: str) -> set[str]:
    return {hit.topic for hit in find_names(text, BUNDLED) if hit.kind == "name"}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("They discussed cross-Strait issues.", {"taiwan"}),
        ("They discussed cross strait issues.", set()),  # small letters: no Taiwan Strait
        ("They discussed CROSS-STRAIT issues.", {"taiwan"}),
        ("TAIWAN, TRADE and SOYBEANS", {"taiwan", "trade", "agriculture"}),
        ("the U.N. Charter", {"international-order"}),
        ("the UN Charter", {"international-order"}),
        ("un charter", set()),
        ("AI safety", {"artificial-intelligence"}),
        ("he made aid a priority", set()),
        ("Taiwan's future", {"taiwan"}),
        ("the war in Ukrane", {"ukraine"}),  # one letter lost
        ("Isreal and Hamas", {"middle-east"}),  # two letters swapped
        ("counter-narcotics work", {"counternarcotics"}),
        ("counternarcotics work", {"counternarcotics"}),
        ("nuclear non-proliferation", {"nuclear-arms-control"}),
        ("nuclear nonproliferation", {"nuclear-arms-control"}),
        ("forced labour", {"human-rights"}),
        ("forced labor", {"human-rights"}),
        ("the denuclearisation of the Korean Peninsula", {"korea"}),
        ("Russia’s war against Ukraine", {"ukraine"}),
        ("the three joint communiques", {"taiwan"}),
        ("中方在TikTok问题上的立场", {"tiktok"}),
    ],
)
def test_english_names(text: str, topics: set[str]) -> None:
    assert named(text) == topics


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("The Strait of Hormuz must stay open.", {"iran"}),
        ("China and the South China Sea", {"south-china-sea"}),
        ("South Korea and the Republic of Korea", set()),
        ("the People's Republic of China", set()),
        ("the Democratic People's Republic of Korea", {"korea"}),
        ("an illicit trade", set()),
        ("World Trade Organization", {"international-order"}),
        ("a meeting with the National Security Advisor", set()),
        ("中南海会晤", set()),
        ("太平洋两岸", set()),
        ("互联网平台海外业务", set()),
        ("平台独立运营", set()),
        ("上海地区", set()),
        ("阿拉伯半岛局势", set()),
        ("美国东海岸", set()),
        ("中美关系", {"relationship-framing"}),
    ],
)
def test_exclusions(text: str, topics: set[str]) -> None:
    assert named(text) == topics


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("不支持“台湾独立”", "taiwan"),
        ("不支持「臺獨」", "taiwan"),
        ("恪守一個中國原則", "taiwan"),
        ("維護台海和平穩定", "taiwan"),
        ("南海爭議", "south-china-sea"),
        ("俄烏戰爭", "ukraine"),
        ("烏克蘭", "ukraine"),
        ("北韓與中東", "korea"),
        ("晶片管制", "technology-controls"),
        ("人工智慧對話", "artificial-intelligence"),
        ("吩坦尼", "counternarcotics"),
        ("美中溝通管道暢通", "communication-channels"),
        ("保持经常性的对话", "communication-channels"),
        ("落实两国元首达成的重要共识", "leaders-consensus"),
    ],
)
def test_chinese_names_in_both_scripts(text: str, topic: str) -> None:
    assert topic in named(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("He thanked the hosts for successfully hosting the games.", "next-meetings"),
        ("双方规划了下阶段合作重点。", "next-meetings"),
        ("他曾邀请亲属来家中做客。", "next-meetings"),
        ("总统应邀来华访问。", "next-meetings"),
        ("They condemned terrorism in all its forms.", "law-enforcement"),
        ("双方反对一切形式的恐怖主义。", "law-enforcement"),
        ("双方就此形成广泛共识。", "leaders-consensus"),
        ("国际社会已有普遍共识。", "leaders-consensus"),
        ("The two nations were allies during World War II.", "alliances"),
        ("两国曾是反法西斯同盟国。", "alliances"),
        ("The downing of a passenger jet cost many lives.", "people-to-people"),
        ("中华人民共和国主席", "people-to-people"),
        ("The Protocol on the province was discussed.", "trade"),
        ("the armed forces of the neighbouring state", "military-communication"),
        ("马来西亚和印度尼西亚", "middle-east"),
        ("可以方便两国人民", "middle-east"),
        ("建设性沟通", "infrastructure"),
        ("the leaders of the Group of Seven", "alliances"),
        ("双方同为文明国家，支持国际关系民主化。", "human-rights"),
        ("推动国际关系民主化", "relationship-framing"),
        ("推动两国关系健康稳定发展", "health"),
        ("a strong security partnership and weapons of mass destruction", "nuclear-arms-control"),
        ("The Foreign Secretary spoke of human rights.", "diplomatic-presence"),
        ("the foundation of mutual trust", "territory"),
        ("Access to medication was discussed.", "peace-talks"),
        ("They met at Mar-a-Lago.", "space"),
        ("a community with a shared future for humanity", "people-to-people"),
        ("红海地区的航运", "other-region"),
        ("源源不断供应", "technology-controls"),
    ],
)
def test_words_out_of_place_raise_nothing(text: str, topic: str) -> None:
    assert topic not in named(text)


@pytest.mark.parametrize(
    ("english", "chinese", "topic"),
    [
        ("the enlargement of NATO", "反对北约东扩", "european-security"),
        ("the Normandy format", "诺曼底模式", "european-security"),
        ("new sanctions on banks", "单边制裁", "sanctions"),
        ("joint military exercises", "举行联合军演", "defence-cooperation"),
        ("an immediate ceasefire", "立即停火", "peace-talks"),
        ("supplies of natural gas", "天然气供应", "energy"),
        ("irregular migration", "移民问题", "migration"),
        ("aid for refugees", "安置难民", "humanitarian"),
        ("the fight against ISIS", "加强反恐合作", "terrorism"),
        ("exploration of outer space", "和平利用外空", "space"),
        ("quantum computing", "量子技术", "science-technology"),
        ("the Belt and Road", "共建“一带一路”", "infrastructure"),
        ("roads and connectivity", "加强互联互通", "infrastructure"),
        ("free and fair elections", "如期举行大选", "government-reform"),
        ("the fiftieth anniversary of relations", "建交五十周年", "history"),
        ("sovereignty and territorial integrity", "主权和领土完整", "territory"),
        ("a new embassy", "开设总领事馆", "diplomatic-presence"),
        ("the SCO summit", "上合组织峰会", "international-order"),
        ("BRICS and the G20", "金砖国家和二十国集团", "international-order"),
        ("the Woodside summit", "旧金山愿景", "leaders-consensus"),
        ("visa-free travel", "互免签证", "people-to-people"),
        ("students from Africa", "来自非洲的留学生", "people-to-people"),
        ("a free trade agreement", "自由贸易协定", "trade"),
        ("a comprehensive strategic partnership", "全面战略伙伴关系", "relationship-framing"),
        ("an invitation to visit London", "邀请总理再次访华", "next-meetings"),
        ("They will remain in close contact.", "双方将保持密切沟通。", "communication-channels"),
        ("regional and international issues", "国际和地区热点问题", "other-region"),
        ("the Western Balkans", "西巴尔干", "other-region"),
    ],
)
def test_the_same_subject_is_named_in_both_languages(
    english: str, chinese: str, topic: str
) -> None:
    assert topic in named(english)
    assert topic in named(chinese)


def test_traditional_finds_what_simplified_finds() -> None:
    """Every Chinese name, converted as a whole by another tool, is still found."""
    convert = opencc.OpenCC("s2t").convert
    missed = []
    for entry in BUNDLED.topics:
        for name in entry.names.zh:
            text = f"讨论了{name.replace('…', '有关')}。"
            if entry.id in named(text) and entry.id not in named(convert(text)):
                missed.append(name)
    assert missed == []


def test_spans_are_those_of_the_text() -> None:
    text = "他说，「臺 獨」沒有前途。 Taiwan’s status; the counter-narcotics group."
    spans = {
        (h.topic, text[h.start : h.end]) for h in find_names(text, BUNDLED) if h.kind == "name"
    }
    assert ("taiwan", "臺 獨") in spans
    assert ("taiwan", "Taiwan’s") in spans
    assert ("counternarcotics", "counter-narcotics") in spans


def test_a_phrase_does_not_reach_over_a_sentence_end() -> None:
    assert "communication-channels" not in named("他强调保持耐心。沟通已经开始。")
    assert "taiwan" not in named("There is one. China agreed.")


def test_the_longer_name_of_a_topic_swallows_the_shorter() -> None:
    hits = [h for h in find_names("the Taiwan Strait", BUNDLED) if h.topic == "taiwan"]
    assert [(h.kind, h.phrase) for h in hits] == [("name", "Taiwan Strait")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tariff", "tariffs"),
        ("policy", "policies"),
        ("defence", "defense"),
        ("denuclearisation", "denuclearization"),
        ("labour", "labor"),
        ("communiqués", "communique"),
        ("Taiwan's", "taiwan"),
        ("U.S.", "US"),
        ("programme", "program"),
    ],
)
def test_words_are_folded_alike(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


PIECES = st.sampled_from(["Taiwan", "臺灣", "台灣「", "the U.N. Charter", " fentanyl ", "南海"])


@given(st.lists(PIECES | st.text(max_size=8), max_size=8).map("".join))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for hit in find_names(text, BUNDLED):
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.text(alphabet="臺灣「」 獨a，1\u3000", max_size=40))
def test_folding_remembers_places(text: str) -> None:
    folded, places = fold_chinese(text)
    assert len(folded) == len(places)
    assert places == sorted(set(places))

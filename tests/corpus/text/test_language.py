"""Language and script, told from a sentence or two."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.language import detect, script

SENTENCES = [
    ("en", "The two ministers discussed trade and the situation in the Middle East."),
    ("en", "Biden met Xi."),
    ("en", "SECRETARY OF STATE MEETS CHINESE FOREIGN MINISTER"),
    ("zh", "双方就共同关心的国际和地区问题交换了看法。"),
    ("zh", "雙方就共同關心的國際和地區問題交換了看法。"),
    ("zh", "中美元首会晤"),
    ("zh", "中美元首會晤"),
    ("zh", "王毅会见布林肯"),
    ("zh", "日方代表提到の字，中方没有回应，双方同意下周继续会谈。"),
    ("ja", "両首脳は、地域情勢について意見を交わし、協力を続けることで一致した。"),
    ("ja", "日米首脳会談"),
    ("ja", "日中韓首脳会議"),
    ("ja", "日中外相会談"),
    ("ja", "第九回日中韓サミット"),
    ("ja", "総理大臣、大統領、国務院総理、共同記者会見、経済連携、安全保障の協議"),
    ("ko", "양국 정상은 오늘 서울에서 만나 경제 협력을 논의했다."),
    ("ru", "Министры обсудили вопросы безопасности и положение на Ближнем Востоке."),
    ("uk", "Міністри обговорили питання безпеки та підтримку, якої потребує країна."),
    ("sr", "Министри су разговарали о безбедности и трговини између двеју земаља."),
    (
        "bg",
        "Министрите обсъдиха сигурността в региона и търговията между двете страни. "
        "Те се договориха да се срещнат отново през есента в София.",
    ),
    ("ar", "بحث الوزيران قضايا الأمن والتجارة خلال لقائهما في القاهرة."),
    ("fa", "وزیران خارجه دو کشور درباره امنیت منطقه و تجارت گفتگو کردند."),
    ("ur", "دونوں وزرائے خارجہ نے تجارت اور علاقائی سلامتی پر بات چیت کی ہے۔"),
    ("he", "שרי החוץ דנו היום בירושלים בנושאי ביטחון וסחר."),
    ("el", "Οι δύο υπουργοί συζήτησαν θέματα ασφάλειας και εμπορίου στην Αθήνα."),
    ("th", "รัฐมนตรีต่างประเทศทั้งสองหารือเรื่องการค้าและความมั่นคง"),
    ("hi", "दोनों विदेश मंत्रियों ने व्यापार और सुरक्षा पर चर्चा की।"),
    ("fr", "Les deux ministres ont évoqué la sécurité européenne et le commerce."),
    ("es", "Los dos ministros hablaron de la seguridad en la región y del comercio."),
    ("pt", "Os dois ministros falaram sobre a segurança na região e o comércio."),
    ("it", "I due ministri hanno parlato della sicurezza nella regione e del commercio."),
    ("de", "Die beiden Minister sprachen über die Sicherheit in der Region und den Handel."),
    ("nl", "De twee ministers spraken over de veiligheid in het gebied en over de handel."),
    ("sv", "De två ministrarna talade om säkerheten i regionen och om handeln som är viktig."),
    ("pl", "Ministrowie rozmawiali o bezpieczeństwie w regionie oraz o handlu między krajami."),
    ("tr", "İki bakan bölgedeki güvenlik ve ticaret için birlikte çalışacak."),
    ("id", "Kedua menteri membahas keamanan di kawasan dan perdagangan antara kedua negara."),
    ("vi", "Hai bộ trưởng đã thảo luận về an ninh của khu vực và thương mại."),
    ("und", ""),
    ("und", " \n\t"),
    ("und", "12.01.2024 — 5:30 (!)"),
    ("und", "Xyzzy plugh"),
    ("und", "ორი მინისტრი შეხვდა თბილისში"),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_sentence_is_told(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "President Xi Jinping (习近平) met the Secretary for an hour and discussed trade."),
        ("zh", "外交部发言人说，有关报道（CNN, BBC）不符合事实，中方已经多次表明立场。"),
        ("zh", "布林肯（Antony Blinken）与刘建超（Liu Jianchao）在华盛顿会面，谈了一个小时。"),
        ("en", "The readout used the phrase 相向而行, which means to meet each other halfway."),
    ],
)
def test_the_language_that_says_more_wins(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Hans", "两国元首同意保持联系"),
        ("Hant", "兩國元首同意保持聯繫"),
        (None, "中美元首"),
        (None, "両首脳は協力を続けることで一致した"),
        (None, "Both leaders agreed."),
        (None, ""),
    ],
)
def test_script(expected: str | None, text: str) -> None:
    assert script(text) == expected


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert 2 <= len(detect(text)) <= 3
    assert script(text) in ("Hans", "Hant", None)


@given(st.lists(st.text(min_size=1, max_size=8)))
def test_the_order_of_words_changes_nothing(words: list[str]) -> None:
    there, back = " ".join(words), " ".join(reversed(words))
    assert detect(there) == detect(back)
    assert script(there) == script(back)


def test_every_published_statement_is_told(shared: Path) -> None:
    told: Counter[tuple[str, str]] = Counter()
    for file in (shared / "gold" / "dev").glob("*.json"):
        event = json.loads(file.read_text("utf-8"))
        for side in (event["left"], event["right"]):
            told[side["lang"], detect(side["text"])] += 1
    assert {wanted for wanted, _ in told} == {"en", "zh"}
    assert all(wanted == got for wanted, got in told), told

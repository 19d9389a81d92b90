"""Encodings that texts are saved in: read right, or refused, and never something else."""

from __future__ import annotations

import pytest

import corpus


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The minister said “we agree” and the sides’ teams – both – met.", "mac_roman"),
        ("Les ministres ont évoqué la sécurité à Genève, où l’été fut « bref ».", "mac_roman"),
        ("The minister said “we agree” and the sides’ teams – both – met.", "cp1252"),
        ("Ils ont parlé de l’Église, d’Étienne et de la pêche.", "cp1252"),
        ("MINISTÈRE DES AFFAIRES ÉTRANGÈRES", "cp1252"),
        ("AUSWÄRTIGES AMT: ERKLÄRUNG", "cp1252"),
        ("L’Avinguda Paral·lel és a Barcelona", "cp1252"),
        ("Spokesperson Guo (郭璞) answered.", "gb18030"),
        ("两位部长就渔业和渡轮交换了意见，同意保持沟通。", "hz"),
        ("两位部长就渔业和渡轮交换了意见，同意保持沟通。", "utf-7"),
        ("Spokesperson Guo (郭璞) answered.", "hz"),
        ("Spokesperson Guo (郭璞) answered.", "utf-7"),
        ("The minister said “we agree” – twice.", "utf-7"),
        ("The mayor, Hau (郝柏村), answered.", "big5"),
        ("両大臣は、港と漁業について意見交換を行いました。", "iso2022_jp"),
        ("양측은 항구와 어업에 대해 의견을 교환하고 협력하기로 했다.", "cp949"),
        ("양측은 항구와 어업에 대해 의견을 교환하고 협력하기로 했다.", "iso2022_kr"),
        ("Министры обсудили рыболовство и паромы.", "cp1251"),
        ("Министры обсудили рыболовство и паромы.", "koi8_r"),
        ("Οι υπουργοί μίλησαν για την αλιεία και τα πλοία.", "iso8859_7"),
        ("Ministrowie rozmawiali o połowach i żegludze, zgodzili się co do przyszłości.", "cp1250"),
        ("Ministři jednali o rybolovu a řekli, že se znovu sejdou příští rok.", "iso8859_2"),
        ("Bakanlar balıkçılık ve şehirler arasındaki feribotları görüştü.", "cp1254"),
        ("Der Außenminister würdigte die Fähren über den Fluss.", "mac_roman"),
        ("Der Außenminister würdigte die Fähren über den Fluss.", "cp850"),
        ("两位部长就渔业和渡轮交换了意见，同意保持沟通。", "utf-16-le"),
        ("The ministers spoke about ferries.", "utf-16-be"),
    ],
)
def test_rarer_encodings(text: str, encoding: str) -> None:
    assert corpus.read(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    "text",
    [
        "A ~{note~} here.",
        "Fish +ABCDEFG- boats.",
        "a+b-c ~{!!~}",
        "They spoke of trade +Two today.",
        "They met +few of them.",
        "The +acting minister spoke.",
        "They gave +billions more.",
        "A +Two-thirds majority agreed.",
    ],
)
def test_plain_letters_stay_what_they_are(text: str) -> None:
    assert corpus.read(text.encode()).text == text


@pytest.mark.parametrize(
    "text", ["两位部长就渔业交换了意见。", "Ils ont évoqué l’énergie.", "Он сказал «да»."]
)
def test_utf_8_that_was_encoded_twice_is_undone(text: str) -> None:
    assert corpus.read(text.encode().decode("latin-1").encode()).text == text


@pytest.mark.parametrize(
    "data",
    [
        "Bộ trưởng đã hội đàm tại Hà Nội.".encode("cp1258", "ignore"),
        "Premier Zhu (镕) spoke.".encode("gb18030"),
        "They said “yes” and “no”.".encode().decode("cp1252", "replace").encode(),
        "两位部长锟斤拷交换了意见。".encode(),
        b"\x1b$Z~~ met.",
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused(data: bytes) -> None:
    with pytest.raises(corpus.ReadError, match=r"save it as UTF-8|get the original again"):
        corpus.read(data)

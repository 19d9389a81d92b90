"""Lines that say on which day a text was published, and lines that hold another date."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.text.datelines import (
    dateline_date,
    edge_date,
    entry_date,
    only_date,
    published_date,
    tells_update,
)

DAY = dt.date(2024, 1, 26)


def test_a_line_with_little_else_and_a_line_of_publication() -> None:
    assert only_date("Vienna, 26 January 2024") == DAY
    assert only_date("They had met on 26 January 2024 in the old harbour of the town") is None
    assert published_date("Erstellt am: 26.01.2024") == DAY
    assert published_date("Press release of 26 January 2024, Vienna") == DAY
    assert published_date("Pressemitteilung vom 26. Januar 2024 | Wien – Die") == DAY
    assert published_date("Communiqué du 26 janvier 2024") == DAY
    assert published_date("Stand firm, they said on 26 January 2024.") is None


@pytest.mark.parametrize(
    ("words", "date"),
    [("26.01.24", DAY), ("(26.01.99)", dt.date(1999, 1, 26)), ("Version 26.01.24", None)],
)
def test_a_line_of_two_digits_each(words: str, date: dt.date | None) -> None:
    assert only_date(words) == date


@pytest.mark.parametrize(
    ("paragraph", "date"),
    [
        ("VIENNA, January 26, 2024 – The ministers met in the harbour.", DAY),
        ("Wien, (26.01.2024). Die Minister trafen sich im Hafen.", DAY),
        ("26 janvier 2024. Les ministres se sont retrouvés au port.", DAY),
        ("港口社维也纳2024年1月26日电 两国部长在港口会晤。", DAY),
        ("(26 January 2024) The ministers met in the harbour.", DAY),
        ("（2024年1月26日）两国部长在港口会晤。", DAY),
        ("On 26 January 2024, the ministers met in the harbour.", None),
        ("The talks began on 26 January 2024. They went on for a day.", None),
        ("2024年1月26日，两国部长在港口会晤。", None),
        ("(26 January 2024", None),
        ("(26 Ιανουαρίου 2024", None),
    ],
)
def test_datelines_begin_a_paragraph(paragraph: str, date: dt.date | None) -> None:
    assert dateline_date(paragraph) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("26.01.2024 10:16 Uhr - Hafen - Pressestelle, red", DAY),
        ("Accueil | Par le service de presse | 26 janvier 2024", DAY),
        ("By the press section, January 26, 2024 at 10:30 AM", DAY),
        ("港口办公室 2024年1月26日 10:30", DAY),
        ("After the talks of 26 January 2024 the mayors went home by the ferry", None),
        ("The ministers spoke in the harbour on 26 January 2024.", None),
    ],
)
def test_lines_with_a_date_at_their_edge(line: str, date: dt.date | None) -> None:
    assert edge_date(line) == date


@pytest.mark.parametrize(
    "sentence",
    [
        "This entry was posted on Friday, January 26th, 2024 at 10:00 and is filed under News.",
        "Dieser Beitrag wurde am Freitag, 26. Januar 2024 um 10:00 Uhr veröffentlicht.",
        "Cet article a été publié le 26 janvier 2024 par le service de presse.",
        "Esta entrada fue publicada el 26 de enero de 2024.",
        "Questo articolo è stato pubblicato il 26 gennaio 2024.",
        "本文发布于2024年1月26日，作者为港口办公室。",
    ],
)
def test_sentences_of_publication(sentence: str) -> None:
    assert entry_date(sentence) == DAY


def test_other_sentences_tell_no_publication() -> None:
    assert entry_date("Der Hafen wurde am 26. Januar 2024 von beiden Städten eröffnet.") is None
    assert entry_date("The post was taken on January 26th, 2024 by the mayor.") is None


@pytest.mark.parametrize(
    ("line", "is_update"),
    [
        ("Last updated on 26 January 2024", True),
        ("Aktualisiert: 26.01.2024", True),
        ("Mis à jour le 26 janvier 2024", True),
        ("更新时间：2024年1月26日", True),
        ("Published on 26 January 2024", False),
        ("26 January 2024, updated the day after", False),
    ],
)
def test_words_of_a_later_change(line: str, is_update: bool) -> None:
    assert tells_update(line) is is_update

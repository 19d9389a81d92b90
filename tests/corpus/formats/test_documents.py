"""Word documents with notes, and saved pages whose parts stand in any order."""

from __future__ import annotations

import io
import zipfile

import made_files as made

import corpus

EN = "The two ministers met in the old harbour and spoke for an hour about fishing quotas."
PAGE = f"<html><head><title>Talks</title></head><body><p>{EN}</p></body></html>"


def test_the_notes_of_a_word_document_come_last() -> None:
    data = io.BytesIO(made.make_docx(made.word_paragraph(EN)))
    notes = made.make_docx(made.word_paragraph("As they had in spring."))
    with zipfile.ZipFile(io.BytesIO(notes)) as other:
        body = other.read("word/document.xml")
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/footnotes.xml", body)
    assert corpus.read(data.getvalue()).text == f"{EN}\n\nAs they had in spring."


def test_the_page_is_read_and_not_a_frame_before_it() -> None:
    frame = (
        "------B\r\nContent-Type: text/html\r\nContent-Location: https://ads.example.org/\r\n\r\n"
        "<html><body><p>Buy a boat today, or rent one for the whole summer.</p></body></html>\r\n"
    )
    data = made.make_mhtml(PAGE).decode()
    at = data.index("------B\r\nContent-Type: text/html")
    assert corpus.read((data[:at] + frame + data[at:]).encode()).text == EN


def test_the_encoding_that_a_part_declares() -> None:
    chinese = "两位部长在老港口见面，就渔业配额和两岛之间的渡轮谈了一个小时。"
    page = f"<html><head><title>会谈</title></head><body><p>{chinese}</p></body></html>"
    data = made.make_mhtml(page).decode()
    declared = data.replace("text/html\r\nContent-T", 'text/html; charset="big5"\r\nContent-T', 1)
    traditional = declared.replace(chinese, "兩位部長在老港口見面，就漁業談了一個小時。")
    read = corpus.read(traditional.replace("会谈", "").encode("big5"))
    assert read.text == "兩位部長在老港口見面，就漁業談了一個小時。"


def test_a_scraper_notes_the_address() -> None:
    data = f"[url:https://www.example.org/a]\n[status_code:200]\n<!DOCTYPE html>{PAGE}".encode()
    statement = corpus.read(data)
    assert (statement.text, statement.source.url) == (EN, "https://www.example.org/a")

"""PDFs as they are printed: turned pages, overprinting, footnotes, and one process for many."""

from __future__ import annotations

import os
import signal
import threading

import made_files as made
import pytest

import corpus
from corpus.errors import ReadError
from corpus.formats.pdf import document as pdf

EN = (
    "The two ministers met in the old harbour and spoke for an hour about fishing quotas.\n\n"
    "They asked their officials to write down by the autumn what each side needs."
)
LINES = made.set_lines(EN)


def read(*pages: list[made.Placed], extra: dict[int, bytes] | None = None) -> corpus.Statement:
    return corpus.read(made.make_pdf(pages, extra=extra), kind="pdf")


def test_bold_made_by_printing_twice_is_read_once() -> None:
    twice = [*LINES, *((x + 0.4, y, size, words) for x, y, size, words in LINES)]
    assert read(twice).text == EN
    chinese = [(72, 700, 16, "关于渔业的声明"), (72.4, 700, 16, "关于渔业的声明")]
    body = [(72, 660, 11, "双方就渔业配额交换了意见，并同意在秋天以前再次见面。")]
    statement = read([*chinese, *body])
    assert (statement.title, statement.text) == ("关于渔业的声明", body[0][3])
    assert read([(72, 700, 11, "All hills will cool 1100 3300 balls.")]).text.startswith(
        "All hills"
    )


def test_pages_that_are_turned() -> None:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Rotate %d /Contents 11 0 R "
        b"/Resources << /Font << /L 3 0 R /C 4 0 R >> >> >>"
    )
    for turn in (90, 180, 270):
        assert read(LINES, extra={10: page % turn}).text == EN


def test_the_raised_numbers_of_footnotes_are_no_words() -> None:
    line = [(72, 700, 11, "They signed the harbour note."), (212, 704, 6, "1")]
    statement = read([*line, (222, 700, 11, "They will meet again on 40 km"), (367, 704, 6, "2")])
    assert statement.text == "They signed the harbour note. They will meet again on 40 km2"


def test_a_sentence_in_large_type_is_no_title() -> None:
    assert read([(72, 720, 16, "They met in the harbour today.")], LINES).title == ""
    assert read([(72, 740, 16, "Harbour talks"), *LINES]).title == "Harbour talks"


def test_colours_that_cannot_be_read_hide_no_text() -> None:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 11 0 R /Resources "
        b"<< /ColorSpace << /X [/ICCBased 99 0 R] /Y 7 >> /Font << /L 3 0 R /C 4 0 R >> >> >>"
    )
    assert read(LINES, extra={10: page}).text == EN


def test_many_files_share_a_process_and_none_takes_others_with_it() -> None:
    good, bad = made.make_pdf([LINES]), made.make_pdf([LINES])[:600]
    assert pdf.read_pdf(good, "a").text == EN
    first = pdf._CHILD._process
    assert pdf.read_pdf(good, "b").text == EN
    assert pdf._CHILD._process is first
    with pytest.raises(ReadError, match="is a damaged PDF"):
        pdf.read_pdf(bad, "c")
    assert pdf.read_pdf(good, "d").text == EN


def test_a_process_that_ended_is_started_again() -> None:
    good = made.make_pdf([LINES])
    assert pdf.read_pdf(good, "a").text == EN
    process = pdf._CHILD._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert pdf.read_pdf(good, "b").text == EN
    assert [pipe.closed for pipe in (process.stdin, process.stdout) if pipe] == [True, True]
    with pytest.raises(ReadError, match="took longer than 0 seconds to read; save its text"):
        pdf.read_pdf(made.make_pdf([LINES] * 200), "c", seconds=0)
    assert pdf.read_pdf(good, "d").text == EN


def test_threads_wait_for_each_other() -> None:
    texts: list[str] = []

    def ask(n: int) -> None:
        texts.append(
            pdf.read_pdf(made.make_pdf([[(72, 700, 11, f"They met {n} times.")]]), "x").text
        )

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(texts) == [f"They met {n} times." for n in range(8)]


SENTENCES = (
    "The two ministers met in the old harbour and spoke about quotas of fish and the ferries.",
    "They asked their officials to write down by the autumn what each of the two sides needs.",
)


def test_pages_that_are_alike_are_no_running_heads() -> None:
    page = made.set_lines("\n\n".join(SENTENCES))
    text = corpus.read(made.make_pdf([page] * 3)).text
    assert all(text.count(sentence) == 3 for sentence in SENTENCES)
    numbers = ((300, 30, 9, f"Page {n} of 2") for n in (1, 2))
    numbered = [[*made.set_lines(SENTENCES[0]), number] for number in numbers]
    assert "Page" not in corpus.read(made.make_pdf(numbered)).text


def test_a_running_head_goes_from_a_short_last_page() -> None:
    head = (72, 770, 9, "Ministry of the Harbour")
    pages = [
        [head, *made.set_lines(f"{text}\n\nIn {n} they left.", width=40), (300, 30, 9, f"{n}")]
        for n, text in enumerate((EN, " ".join(SENTENCES), f"{SENTENCES[1]} They met."), 1)
    ]
    text = read(*pages, [head, (72, 700, 11, "They will meet again."), (300, 30, 9, "4")]).text
    assert text.endswith("They will meet again.")
    assert "Ministry" not in text


def test_a_title_of_two_lines_is_one_title() -> None:
    heading = [(72, 760, 18, "Joint Statement on the"), (72, 738, 18, "Harbour Talks")]
    statement = corpus.read(made.make_pdf([[*heading, *made.set_lines(SENTENCES[0], y=700)]]))
    assert (statement.title, statement.text) == (
        "Joint Statement on the Harbour Talks",
        SENTENCES[0],
    )


def test_a_page_that_was_put_askew_on_the_scanner() -> None:
    shown = b"".join(
        b"BT /L 11 Tf .9994 .0349 -.0349 .9994 %g %g Tm (%s) Tj ET\n"
        % (72 + 0.49 * n, 600 - 14 * n, words.encode())
        for n, (_, _, _, words) in enumerate(made.set_lines(SENTENCES[0], width=40))
    )
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown)
    assert corpus.read(made.make_pdf([[]], extra={11: stream})).text == SENTENCES[0]


def test_a_few_characters_without_a_meaning_are_left_out() -> None:
    shown = b"BT /L 11 Tf 72 700 Td (The two\\000 sides agreed to go on talking.\\001) Tj ET"
    stream = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown)
    with pytest.warns(corpus.ReadWarning, match=r"^statement leaves out 2 characters \(5%\) that"):
        text = corpus.read(made.make_pdf([[]], extra={11: stream})).text
    assert text == "The two sides agreed to go on talking."

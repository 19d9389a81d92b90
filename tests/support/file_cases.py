"""Sixty files and more, good and bad, with what reading each must give.

Run as a program it writes them into a folder and prints one JSON line for each: what was
read or refused, the seconds it took, and at the end the most memory that was ever in use.
"""

from __future__ import annotations

import json
import random
import resource
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import made_files as made
import sample_pages

ENGLISH = (
    "The two ministers met in the capital and spoke for an hour about trade.\n\n"
    "They agreed to meet again, and their teams will prepare the next round of consultations."
)
CHINESE = "两国部长在首都举行会谈，就贸易问题坦诚交换了意见。\n\n双方同意继续保持沟通，为下一轮磋商作好准备。"
TRADITIONAL = "兩國部長在首都舉行會談，就貿易問題坦誠交換了意見。\n\n雙方同意繼續保持溝通，為下一輪磋商作好準備。"
PAGE = "<!DOCTYPE html><html><head><title>Talks</title></head><body><p>{}</p></body></html>"
_WORD_BODY = "".join(map(made.word_paragraph, ENGLISH.split("\n\n")))
_BOMB = '<!DOCTYPE w [<!ENTITY a0 "peace ">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


def _page(text: str, charset: str = "") -> bytes:
    page = PAGE.format(text.replace("\n\n", "</p><p>"))
    declared = page.replace("<head>", f'<head><meta charset="{charset}">') if charset else page
    return declared.encode(charset or "utf-8")


def _pdf() -> bytes:
    return made.make_pdf([made.set_lines(ENGLISH)])


def _pdf_with(number: int, body: bytes) -> bytes:
    return made.make_pdf([made.set_lines(ENGLISH)], extra={number: body})


def _nested_arrays() -> bytes:
    return b"<< /Length 200000 >>\nstream\n" + b"[" * 200_000 + b"\nendstream"


def _form_in_itself() -> dict[int, bytes]:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 15 "
        b"/Resources << /XObject << /F 9 0 R >> >> >>\nstream\n/F Do /F Do /F Do\nendstream"
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 11 0 R "
        b"/Resources << /XObject << /F 9 0 R >> >> >>"
    )
    return {9: form, 10: page, 11: b"<< /Length 5 >>\nstream\n/F Do\nendstream"}


def _zip_bomb() -> bytes:
    return made.make_zip({"us.txt": b"0" * 60_000_000})


def _many_bombs() -> bytes:
    return made.make_zip({f"{n}.txt": b"peace " * 3_000_000 for n in range(8)})


def _overlapping() -> bytes:
    """Two entries of the directory that name the same bytes."""
    data = made.make_zip({"a.txt": ENGLISH.encode(), "b.txt": ENGLISH.encode()})
    at = data.rfind(b"PK\x01\x02")
    return data[: at + 42] + struct.pack("<I", 0) + data[at + 46 :]


def _lying() -> bytes:
    """An archive that claims its member to be ten bytes long."""
    data = bytearray(made.make_zip({"us.txt": b"peace " * 5_000_000}))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def _word_bomb() -> bytes:
    return made.make_docx(made.word_paragraph("peace " * 6_000_000))


def _gzip() -> bytes:
    packer = zlib.compressobj(wbits=31)
    return packer.compress(ENGLISH.encode()) + packer.flush()


def _deep(count: int) -> bytes:
    return b"<html><body>" + b"<div>" * count + ENGLISH.encode() + b"</div>" * count


Made = Callable[[], bytes]

# What must be read: name, how to make it, words that must stand in the text.
GOOD: tuple[tuple[str, Made, str], ...] = (
    ("plain.txt", ENGLISH.encode, "spoke for an hour"),
    ("gb.txt", lambda: CHINESE.encode("gb18030"), "双方同意"),
    ("big5.txt", lambda: TRADITIONAL.encode("big5"), "雙方同意"),
    ("utf16.txt", lambda: CHINESE.encode("utf-16"), "双方同意"),
    ("none", ENGLISH.encode, "spoke for an hour"),
    ("front.md", lambda: f"---\ntitle: Talks\n---\n{ENGLISH}".encode(), "spoke for an hour"),
    ("one.json", lambda: json.dumps({"text": ENGLISH}).encode(), "spoke for an hour"),
    ("one.jsonl", lambda: json.dumps({"text": ENGLISH}).encode(), "spoke for an hour"),
    ("state.html", sample_pages.STATE.encode, "channels of communication"),
    ("house.htm", sample_pages.WHITE_HOUSE_OLD.encode, "spoke by telephone"),
    ("mfa.html", sample_pages.MFA.encode, "妥善处理分歧"),
    ("fmprc.html", lambda: sample_pages.FMPRC_OLD.encode("gb18030"), "会谈是建设性的"),
    ("mofa.html", sample_pages.MOFA.encode, "forty minutes"),
    ("wechat.html", sample_pages.WECHAT.encode, "坦诚的讨论"),
    ("general.html", sample_pages.GENERAL.encode, "security of shipping"),
    ("big5.html", lambda: _page(TRADITIONAL, "big5"), "雙方同意"),
    ("page.txt", lambda: _page(ENGLISH), "spoke for an hour"),
    ("page.pdf.html", lambda: _page(ENGLISH), "spoke for an hour"),
    ("page", lambda: _page(CHINESE), "双方同意"),
    ("saved.mhtml", lambda: made.make_mhtml(sample_pages.GENERAL), "security of shipping"),
    ("page.pdf", lambda: _page(ENGLISH), "spoke for an hour"),
    ("nested.html", lambda: _deep(40), "spoke for an hour"),
    ("footer.html", lambda: _page(ENGLISH) + b"<footer>\xff\xfe</footer>", "spoke for an hour"),
    ("one.pdf", _pdf, "spoke for an hour"),
    ("pdf.docx", _pdf, "spoke for an hour"),
    ("open.pdf", lambda: made.make_pdf([made.set_lines(ENGLISH)], password=""), "an hour"),
    ("zh.pdf", lambda: made.make_pdf([[(72, 700, 11, CHINESE[:24])]]), "举行会谈"),
    ("junk-before.pdf", lambda: b"HTTP/1.1 200 OK\r\n\r\n" + _pdf(), "spoke for an hour"),
    ("none.pdf", lambda: _pdf_with(2, b"<< /Type /Pages /Kids [] /Count 0 >>"), "an hour"),
    (
        "circle.pdf",
        lambda: _pdf_with(2, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        "spoke for an hour",
    ),
    ("form.pdf", lambda: _pdf_with(9, b"<< /Kids [9 0 R] /Parent 9 0 R >>"), "spoke for an hour"),
    ("word.docx", lambda: made.make_docx(_WORD_BODY), "spoke for an hour"),
    ("word.txt", lambda: made.make_docx(_WORD_BODY), "spoke for an hour"),
    ("word.zip", lambda: made.make_docx(_WORD_BODY), "spoke for an hour"),
    ("one.zip", lambda: made.make_zip({"a/us.txt": ENGLISH.encode()}), "spoke for an hour"),
    (
        "saved.zip",
        lambda: made.make_zip(
            {"p.html": _page(ENGLISH), "p_files/a.png": b"\x89PNG", "__MACOSX/._p.html": b"\0\1"}
        ),
        "spoke for an hour",
    ),
)

# What must be refused: name, how to make it, words that must stand in the message.
BAD: tuple[tuple[str, Made, str], ...] = (
    ("empty.txt", lambda: b"", "is empty"),
    ("empty.pdf", lambda: b"", "is empty"),
    ("empty.html", lambda: b"", "is empty"),
    ("empty.docx", lambda: b" \n", "is empty"),
    ("noise.txt", lambda: random.Random(1).randbytes(5_000), "no text file"),
    ("cut.txt", lambda: CHINESE.encode()[:-2], "may be cut off"),
    ("text.pdf", ENGLISH.encode, "is called a PDF and is none"),
    ("text.docx", ENGLISH.encode, "is called a Word document and is none"),
    ("text.zip", ENGLISH.encode, "is called a ZIP archive and is none"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word document"),
    (
        "locked.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    ("old.rtf", lambda: b"{\\rtf1 Peace}", "rich text document"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
    ("packed.txt", _gzip, "packed with gzip"),
    ("rar.zip", lambda: b"Rar!\x1a\x07\x01\x00", "is a RAR archive"),
    ("book.xlsx", lambda: made.make_zip({"[Content_Types].xml": b"", "xl/a.xml": b""}), "Excel"),
    ("open.odt", lambda: made.make_zip({"mimetype": b"x", "content.xml": b""}), "OpenDocument"),
    # Web pages.
    ("large.html", lambda: _page(ENGLISH) + b" " * 50_000_000, "is longer than 20,000,000 bytes"),
    ("tags.html", lambda: b"<html><body>" + b"<p>a" * 250_000, "more than 50,000 tags"),
    ("deep.html", lambda: _deep(5_000), "nested too deep"),
    ("open.html", lambda: b"<html><body>" + b"<b><i>" * 20_000 + b"Peace", "nested too deep"),
    ("blank.html", lambda: _page("<img src='a.png'>"), "without text"),
    ("script.html", lambda: _page("<script>var peace = 1</script>"), "without text"),
    ("cut.html", lambda: _page(CHINESE + "，会谈")[:-30] + b"\xe4", "broken at byte"),
    ("gone.html", sample_pages.WECHAT_GONE.encode, "已被发布者删除"),
    ("blank.mhtml", lambda: made.make_mhtml(""), "without a page in it"),
    # PDFs.
    ("cut.pdf", lambda: _pdf()[:600], "is a damaged PDF"),
    ("head.pdf", lambda: b"%PDF-1.7\n", "is a damaged PDF"),
    ("noise.pdf", lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(50_000), "PDF"),
    ("locked.pdf", lambda: made.make_pdf([made.set_lines(ENGLISH)], password="x"), "password"),
    ("scan.pdf", made.make_scan, "has no text layer; run OCR on it first"),
    ("no-index.pdf", lambda: _pdf().split(b"xref\n0")[0], "is a damaged PDF"),
    ("bomb.pdf", lambda: _pdf_with(11, made.packed_zeros(1_500)), "too tangled to read"),
    ("arrays.pdf", lambda: _pdf_with(11, _nested_arrays()), "has no text layer"),
    ("itself.pdf", lambda: made.make_pdf([[]], extra=_form_in_itself()), "has no text layer"),
    ("pages.pdf", lambda: made.make_pdf([[(72, 72, 9, "a")]] * 301), "more than 300 pages"),
    # Word documents.
    ("entities.docx", lambda: made.make_docx("<w:p/>", before=_BOMB + "]>"), "XML entities"),
    (
        "outside.docx",
        lambda: made.make_docx("<w:p/>", before='<!DOCTYPE w SYSTEM "file:///etc/passwd">'),
        "XML entities",
    ),
    ("bomb.docx", _word_bomb, "unpacks to more than 20,000,000 bytes"),
    ("broken.docx", lambda: made.make_docx("<w:p>"), "is a damaged Word document"),
    ("cut.docx", lambda: made.make_docx(_WORD_BODY)[:300], "is a damaged ZIP archive"),
    ("deep.docx", lambda: made.make_docx("<w:p>" * 5_000), "too tangled"),
    ("blank.docx", lambda: made.make_docx("<w:p/>"), "is empty"),
    ("locked2.docx", lambda: made.lock_zip(made.make_docx(_WORD_BODY)), "protected by a password"),
    # Archives.
    ("empty.zip", lambda: made.make_zip({}), "is an empty ZIP archive"),
    ("bomb.zip", _zip_bomb, "unpacks to more than 20,000,000 bytes"),
    ("bombs.zip", _many_bombs, "8 files; use corpus.read_all"),
    ("lying.zip", _lying, "is damaged inside the archive"),
    ("overlap.zip", _overlapping, "2 files; use corpus.read_all"),
    ("out.zip", lambda: made.make_zip({"../../etc/us.txt": b"Peace"}), "that leads out"),
    ("root.zip", lambda: made.make_zip({"/etc/us.txt": b"Peace"}), "that leads out"),
    ("drive.zip", lambda: made.make_zip({"C:\\us.txt": b"Peace"}), "that leads out"),
    (
        "nested.zip",
        lambda: made.make_zip({"in.zip": made.make_zip({"../us.txt": b"Peace"})}),
        "an archive inside an archive",
    ),
    ("locked.zip", lambda: made.lock_zip(made.make_zip({"us.txt": b"Peace"})), "password"),
    ("rare.zip", lambda: made.make_zip({"us.txt": b"Peace"}, zipfile.ZIP_LZMA), "rare way"),
    ("many.zip", lambda: made.make_zip({f"{n}.txt": b"" for n in range(5_001)}), "5,000 members"),
    ("two.zip", lambda: made.make_zip({"a.txt": b"a", "b.txt": b"b"}), "2 files; use"),
    ("assets.zip", lambda: made.make_zip({"a.css": b"a"}), "holds no statement"),
    ("cut.zip", lambda: made.make_zip({"a.txt": ENGLISH.encode()})[:60], "is a damaged ZIP"),
    # JSON.
    ("two.jsonl", lambda: b'{"text": "Peace"}\n{"text": "Trade"}', "holds 2 statements"),
    ("list.json", lambda: b'[{"text": "Peace"}, {"text": "Trade"}]', "holds a list of 2"),
    ("nested.json", lambda: b"[" * 500_000, "nested beyond reason"),
    ("cut.json", lambda: b'{"text": "Peace', "is not valid JSON"),
)


def main(folder: Path) -> None:
    """Make and read every file, one at a time, and say what became of it."""
    import corpus

    for name, make, _ in (*GOOD, *BAD):
        path = folder / name
        _write(path, make)
        start = time.perf_counter()
        try:
            said, ok = corpus.read(path).text, True
        except corpus.ReadError as error:
            said, ok = str(error), False
        path.unlink()
        row = {"name": name, "read": ok, "said": said[:2_000], "s": time.perf_counter() - start}
        print(json.dumps(row), flush=True)
    # Not ru_maxrss: that of a process counts what the one that started it held, too.
    own = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps({"own": own / 1024, "children": children / 1024}))


def _write(path: Path, make: Made) -> None:
    path.write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))

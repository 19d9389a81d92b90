"""Files of every kind, made here: good ones with words of our own, and bad ones."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Sequence
from html import escape

Placed = tuple[float, float, float, str]
"""x, y and size in points, and the words."""

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def set_lines(
    text: str, x: float = 72, y: float = 720, size: float = 11, width: int = 80, step: float = 14
) -> list[Placed]:
    """Paragraphs as placed lines of at most ``width`` characters, a gap between paragraphs."""
    placed = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split(" "):
            if line and len(line) + 1 + len(word) > width:
                placed.append((x, y, size, line))
                y, line = y - step, word
            else:
                line = f"{line} {word}".strip()
        placed.append((x, y, size, line))
        y -= 2 * step
    return placed


def make_pdf(
    pages: Sequence[Sequence[Placed]],
    title: str = "",
    password: str | None = None,
    extra: dict[int, bytes] | None = None,
) -> bytes:
    """A PDF with Helvetica for Latin letters and a font without outlines for Chinese.

    Args:
        pages: what is placed on each.
        title: in the file's own information.
        password: encrypts with RC4 of 40 bits; an empty one needs no typing to open.
        extra: objects that take the place of others, by number.
    """
    count = len(pages)
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(count))
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        4: b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H "
        b"/DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
        5: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R >>",
        6: _stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
            b"endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
        ),
        7: b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -120 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
        8: f"<< /Title ({title}) >>".encode("latin-1"),
    }
    for n, page in enumerate(pages):
        objects[10 + 2 * n] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {11 + 2 * n} 0 R "
            "/Resources << /Font << /L 3 0 R /C 4 0 R >> >> >>"
        ).encode()
        objects[11 + 2 * n] = _stream(b"\n".join(_show(*placed) for placed in page))
    objects.update(extra or {})
    return _file(objects, password)


def _show(x: float, y: float, size: float, text: str) -> bytes:
    if text.isascii() or all(ord(c) < 0x2100 for c in text):
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(")
        words, font = b"(" + shown.replace(b")", b"\\)") + b")", b"L"
    else:
        words, font = b"<" + text.encode("utf-16-be").hex().encode() + b">", b"C"
    return b"BT /%s %.1f Tf %.1f %.1f Td %s Tj ET" % (font, size, x, y, words)


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), keys, content)


def packed_zeros(megabytes: int) -> bytes:
    """A stream object that unpacks to so many million zero bytes; made in no time."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    last = packer.flush(zlib.Z_FINISH)
    # The checksum of zeros is known without going through them.
    check = struct.pack(">I", (megabytes * 1_000_000 % 65_521) << 16 | 1)
    return _stream(b"\x78\xda" + block * megabytes + last + check, b"/Filter /FlateDecode ")


def _file(objects: dict[int, bytes], password: str | None) -> bytes:
    key, encrypt = b"", b""
    if password is not None:
        key, encrypt = _encryption(password.encode())
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, _encrypted(body, number, key))
    start, last = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % last
    for number in range(1, last):
        place = places.get(number)
        out += b"%010d 00000 n \n" % place if place is not None else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 8 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        last,
        encrypt,
        start,
    )
    return bytes(out)


def _encryption(password: bytes) -> tuple[bytes, bytes]:
    """The key and the trailer's entries of the standard handler, revision 2."""
    padded = (password + _PAD)[:32]
    owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
    file_id = b"0123456789abcdef"
    key = hashlib.md5(padded + owner + struct.pack("<i", -4) + file_id).digest()[:5]
    user = _rc4(key, _PAD)
    entries = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<%s> <%s>] "
    ids = file_id.hex().encode()
    return key, entries % (owner.hex().encode(), user.hex().encode(), ids, ids)


def _encrypted(body: bytes, number: int, key: bytes) -> bytes:
    if not key or b"stream\n" not in body:
        return body
    head, _, rest = body.partition(b"stream\n")
    content = rest.removesuffix(b"\nendstream")
    own = hashlib.md5(key + struct.pack("<I", number)[:3] + b"\0\0").digest()[: len(key) + 5]
    return head + b"stream\n" + _rc4(own, content) + b"\nendstream"


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def make_scan() -> bytes:
    """A PDF of one page that shows a picture and has no text."""
    picture = _stream(
        b"\xff" * 64,
        b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray "
        b"/BitsPerComponent 8 ",
    )
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 11 0 R "
        b"/Resources << /XObject << /I 9 0 R >> >> >>"
    )
    drawn = _stream(b"q 612 0 0 792 0 0 cm /I Do Q")
    return make_pdf([[]], extra={9: picture, 10: page, 11: drawn})


def make_zip(members: dict[str, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packed)
    return buffer.getvalue()


def lock_zip(data: bytes) -> bytes:
    """The archive with every member marked as encrypted."""
    locked = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        while place >= 0:
            locked[place + at] |= 1
            place = locked.find(mark, place + 4)
    return bytes(locked)


def word_paragraph(text: str, style: str = "") -> str:
    """One paragraph of a Word document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{styled}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def make_docx(body: str, before: str = "", part: str = "word/document.xml") -> bytes:
    """A Word document with this XML in its body, and more XML before its root."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{before}'
        f'<w:document xmlns:w="{_WORD}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{body}</w:body></w:document>"
    )
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return make_zip({"[Content_Types].xml": types.encode(), part: document.encode()})


def make_mhtml(page: str) -> bytes:
    """A page as a browser saves it in one file, with a picture."""
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.example.org/saved\r\n"
        "Subject: page\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html";\r\n\tboundary="----B"\r\n\r\n------B\r\nContent-Type: text/html\r\n'
        "Content-Transfer-Encoding: 8bit\r\nContent-Location: https://www.example.org/saved\r\n\r\n"
        f"{page}\r\n------B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "iVBORw0KGgo=\r\n------B--\r\n"
    ).encode()

"""ZIP archives: their members one at a time, in memory, and never more than is reasonable.

Nothing is unpacked to disk. Sizes that an archive claims are not believed: what counts is
how much really comes out.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from corpus.errors import ReadError

MEMBERS = 5_000
"""Most members of an archive."""
TOTAL = 100_000_000
"""Most bytes that all members of an archive may come to."""
ENTRY = b"PK\x01\x02"
"""What each entry of an archive's list of members begins with."""

# The two ways in which archives pack; the rarer ones cannot be unpacked with a limit.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# How browsers of several languages call the folder beside a saved page.
_SAVED_FOLDER = re.compile(
    r"(.+)(_files|\.files|-files|_file|_fichiers|-Dateien|_archivos|_arquivos|_soubory|_pliki|"
    r"-filer|_bestanden|_dosyalar|_文件)",
)
# What collections say of themselves; a notice may as well be a statement.
_ABOUT = re.compile(
    r"(?:readme|licen[cs]e|copying|changelog|contributing)(?:\.(?:txt|md|rst|markdown))?|"
    r"citation\.cff|manifest\.in|(?-i:NOTICE)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
# What a browser saves beside a page, and what systems leave behind.
_ASSETS = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .ico .bmp .woff .woff2 .ttf .otf "
    ".eot .mp3 .mp4 .webm .ini .db .dat .download .yaml .yml .toml .log .lock .py .xml .rss".split()
)


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive in ``data``, for the functions below.

    Raises:
        ReadError: it is damaged or has more than :data:`MEMBERS` members.
    """
    if data.count(ENTRY) > MEMBERS:
        raise ReadError(f"{name} has more than {MEMBERS:,} members; pack fewer into one archive")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OverflowError):
        raise ReadError(f"{name} is a damaged ZIP archive; pack it anew or get it again") from None


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """The bytes of one member.

    Raises:
        ReadError: they are more than ``limit``, damaged, protected, or packed in a rare way.
    """
    if info.flag_bits & 1:
        raise ReadError(f"{name} is protected by a password; pack it without one")
    if info.compress_type not in _PACKED:
        raise ReadError(f"{name} is packed in a rare way; pack it anew as an ordinary ZIP")
    try:
        with archive.open(info) as member:
            data = member.read(limit + 1)
    # zlib.error is no subclass of these; a damaged member fails in many ways.
    except Exception:
        raise ReadError(f"{name} is damaged inside the archive; pack it anew") from None
    if len(data) > limit:
        raise ReadError(f"{name} unpacks to more than {limit:,} bytes; give one statement per file")
    return data


def documents_in(data: bytes, name: str) -> list[tuple[str, zipfile.ZipInfo]]:
    """The members that may be statements, by their names, and how to read each.

    Raises:
        ReadError: the archive is damaged, or a member's name leads out of it.
    """
    found = []
    for info in open_archive(data, name).infolist():
        called = _name(info)
        if _OUTSIDE.search(called):
            raise ReadError(
                f"{name} has a member {called[:80]!r} that leads out of it; pack it anew"
            )
        if not info.is_dir() and not _is_beside(called):
            found.append((called, info))
    pages = {_page_stem(called) for called, _ in found}
    kept = [pair for pair in found if not _belongs_to_page(pair[0], pages)]
    return sorted(kept, key=lambda pair: pair[0])


def unpack(
    data: bytes, name: str, members: list[tuple[str, zipfile.ZipInfo]], limit: int
) -> Iterator[tuple[str, bytes | ReadError]]:
    """Each member with its bytes, or with why it is refused.

    Raises:
        ReadError: all members together come to more than :data:`TOTAL` bytes.
    """
    archive, total = open_archive(data, name), 0
    for called, info in members:
        whole = f"{name}: {called}"
        if stat.S_ISLNK(info.external_attr >> 16):
            yield called, ReadError(f"{whole} is a link and no file; pack the file itself")
            continue
        try:
            member = read_member(archive, info, whole, limit)
        except ReadError as error:
            # What was unpacked before it was refused counts as well.
            total += limit if "unpacks to more" in str(error) else 0
            _check_total(total, name)
            yield called, error
            continue
        total += len(member)
        _check_total(total, name)
        yield called, member


def _check_total(total: int, name: str) -> None:
    if total > TOTAL:
        raise ReadError(f"{name} unpacks to more than {TOTAL:,} bytes; pack fewer into one archive")


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member: archives made in China often hold GBK and say nothing of it."""
    if info.flag_bits & 0x800:
        return _line(info.filename)
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return _line(info.filename)
    for encoding in ("utf-8", "gb18030"):
        try:
            return _line(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _line(info.filename)


def _line(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)


def _page_stem(called: str) -> str:
    """A name without its suffix where it is that of a page, else empty."""
    stem, dot, suffix = called.replace("\\", "/").rpartition(".")
    return stem if dot and suffix.lower() in ("html", "htm", "shtml", "xhtml") else ""


def _belongs_to_page(called: str, pages: set[str]) -> bool:
    """Whether a member lies in the folder that a browser saves beside a page of the archive.

    What is in it are frames and data of the page, not statements.
    """
    parts = PurePosixPath(called.replace("\\", "/")).parts
    for depth, folder in enumerate(parts[:-1]):
        found = _SAVED_FOLDER.fullmatch(folder)
        if found and (found[2] == "_files" or "/".join((*parts[:depth], found[1])) in pages):
            return True
    return False


def _is_beside(called: str) -> bool:
    parts = PurePosixPath(called.replace("\\", "/")).parts
    if parts and _ABOUT.fullmatch(parts[-1]):
        return True
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return hidden or PurePosixPath(called).suffix.lower() in _ASSETS

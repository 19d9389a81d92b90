"""Every form of report opened by a program for it: ``python -m tests.bench.forms FOLDER``.

Writes the reports of all bundled events into ``FOLDER``, of three events of each labelled set too
with ``--shared SHARED``, and opens each: web pages in Chromium at 390, 768 and 1280 pixels, where
nothing may be cut or scroll sideways; Word and Excel files in LibreOffice, printed as PDF; LaTeX
with XeLaTeX; PDF by a reader; tables, references, JSON and XML by parsers (``pip install
bibtexparser rispy``). Prints a row a form:
files, those that opened, pages, and what was wrong. A program that is not at hand is named, and
its form counts as not opened. ``FOLDER`` keeps what was made and printed, to look at;
``--forms html,pdf`` opens these alone.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import compare
from compare.evaluation.gold import read_gold
from compare.report import Preferences, encode
from compare.report.formats import formats
from corpus import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parent.parent / "support"))

WIDTHS = (390, 768, 1280)
OF_EACH_SET = 3
_TIME = 600
"""Seconds that a program may take for all files of a form."""
_CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || getComputedStyle(e).position === 'fixed') return false;
  for (let p = e.parentElement; p; p = p.parentElement)
    if (/auto|scroll|hidden/.test(getComputedStyle(p).overflowX)) return false;
  return box.right > innerWidth + 1 || box.left < -1;
}).map(e => e.tagName + '.' + e.className)"""


@dataclass
class Form:
    """What became of the files of one form."""

    files: int = 0
    opened: int = 0
    pages: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def results(shared: Path | None) -> Iterator[tuple[str, compare.EventComparison]]:
    """Names and results of the bundled events and of some labelled ones."""
    for name in samples.names():
        yield name, compare.event(samples.load(name))
    for set_ in ("dev", "states") if shared else ():
        assert shared is not None
        for gold in list(read_gold(shared / "gold" / set_))[1::5][:OF_EACH_SET]:
            pair = compare.statements(gold.statement("left"), gold.statement("right"))
            yield f"{set_}_{gold.id}", pair  # type: ignore[misc]


def write_all(folder: Path, shared: Path | None) -> dict[str, list[Path]]:
    """Paths by form; ``docx brief`` and ``pdf brief`` are the brief alone."""
    made: dict[str, list[Path]] = defaultdict(list)
    brief = Preferences(parts=("brief",))
    for name, result in results(shared):
        for form in formats():
            path = folder / f"{name}{form.suffix}"
            compare.write(result, path, format=form.name)
            made[form.name].append(path)
        for kind in ("docx", "pdf", "html"):
            path = folder / f"{name}.brief.{kind}"
            path.write_bytes(encode(result, kind, brief))
            made[f"{kind} brief"].append(path)
    return made


def open_pages(paths: Sequence[Path], form: Form) -> None:
    """Open web pages at every width; a fragment stands in a page of its own."""
    from dashboard_server import find_chromium

    chromium = find_chromium()
    if chromium is None:
        form.faults.append("Chromium is not at hand")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as room:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for path in paths:
            shown = path
            if path.name.endswith(".fragment.html"):
                shown = Path(room) / "around.html"
                shown.write_text(
                    "<!doctype html><meta charset=utf-8><meta name=viewport "
                    f'content="width=device-width"><p>Before.</p>{path.read_text("utf-8")}',
                    "utf-8",
                )
            faults = [
                fault for width in WIDTHS for fault in _page_faults(browser, shown, width, path)
            ]
            form.opened += not faults
            form.faults += [f"{path.name}: {fault}" for fault in faults]
        browser.close()


def _page_faults(browser: Browser, path: Path, width: int, kept: Path) -> list[str]:
    """What is wrong with a page at a width; a picture of its top is kept beside ``kept``."""
    faults: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(path.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        faults.append(f"scrolls {wide} px sideways at {width}")
    if cut := page.evaluate(_CUT):
        faults.append(f"cut at {width}: {', '.join(cut[:3])}")
    page.screenshot(path=f"{kept}.{width}.png")
    page.close()
    return faults


def page_count(path: Path) -> int:
    """Pages of a PDF."""
    from pdfminer.pdfpage import PDFPage

    with path.open("rb") as file:
        return len(list(PDFPage.get_pages(file)))


def printed(paths: Sequence[Path]) -> list[Path]:
    """Office files printed as PDF by LibreOffice, beside them; empty where it is not at hand."""
    office = shutil.which("soffice")
    if office is None or not paths:
        return []
    with tempfile.TemporaryDirectory() as profile:
        for path in paths:
            # One folder a kind: a.docx and a.xlsx would both become a.pdf.
            out = path.parent / f"printed-{path.suffix[1:]}"
            out.mkdir(exist_ok=True)
        subprocess.run(
            [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to",
             "pdf", "--outdir", str(out), *map(str, paths)],
            check=False, capture_output=True, timeout=_TIME,
        )  # fmt: skip
    return [made for path in paths if (made := out / f"{path.stem}.pdf").exists()]


def open_office(paths: Sequence[Path], form: Form) -> None:
    """Print Word or Excel files; a brief must be one page."""
    made = printed(paths)
    if not made:
        form.faults.append("LibreOffice is not at hand")
    for path in made:
        form.pages.append(page_count(path))
    form.opened = len(made)


def open_pdf(paths: Sequence[Path], form: Form) -> None:
    """Read PDF files and draw their first pages, where poppler is at hand."""
    for path in paths:
        form.pages.append(page_count(path))
        form.opened += form.pages[-1] > 0
        if drawer := shutil.which("pdftoppm"):
            subprocess.run(
                [drawer, "-r", "60", "-png", str(path), str(path)], check=True, timeout=_TIME
            )


def open_latex(paths: Sequence[Path], form: Form) -> None:
    """Compile with XeLaTeX."""
    engine = shutil.which("xelatex")
    if engine is None:
        form.faults.append("XeLaTeX is not at hand")
        return
    for path in paths:
        room = path.parent / "latex"
        room.mkdir(exist_ok=True)
        done = subprocess.run(
            [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape",
             "-output-directory", str(room), str(path)],
            check=False, capture_output=True, timeout=_TIME,
        )  # fmt: skip
        if done.returncode == 0:
            form.opened += 1
            form.pages.append(page_count(room / f"{path.stem}.pdf"))
        else:
            log = done.stdout.decode("utf-8", "replace").splitlines()
            form.faults.append(f"{path.name}: {next((w for w in log if w[:1] == '!'), 'failed')}")


def _each(check: Callable[[Path], object]) -> Callable[[Sequence[Path], Form], None]:
    """What opens files one by one: ``check`` raises, or returns something false, of a bad one."""

    def opened(paths: Sequence[Path], form: Form) -> None:
        for path in paths:
            try:
                form.opened += bool(check(path))
            # Whatever a parser raises is what this looks for.
            except Exception as error:
                form.faults.append(f"{path.name}: {type(error).__name__}: {error}"[:200])

    return opened


def _bibtex(path: Path) -> bool:
    library = import_module("bibtexparser").parse_file(str(path))
    return bool(library.entries) and not library.failed_blocks


def _ris(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as file:
        return bool(import_module("rispy").load(file))


def _csl(path: Path) -> bool:
    return all(entry["id"] and entry["type"] for entry in json.loads(path.read_text("utf-8")))


def _csv(path: Path) -> bool:
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True)))
    return len(rows) > 1 and len({len(row) for row in rows}) == 1


def _zip(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        described = json.loads(archive.read("datapackage.json"))
        for resource in described["resources"]:
            text = archive.read(resource["path"]).decode("utf-8-sig")
            head = next(csv.reader(io.StringIO(text)))
            if head != [column["name"] for column in resource["schema"]["fields"]]:
                raise ValueError(f"{resource['path']} is not as described")
        return archive.testzip() is None


def _parquet(path: Path) -> bool:
    import pyarrow.parquet

    return bool(pyarrow.parquet.read_table(path).num_rows)


def _tmx(path: Path) -> bool:
    from lxml import etree

    return str(etree.parse(path).getroot().tag) == "tmx"


def _markdown(path: Path) -> bool:
    from markdown_it import MarkdownIt

    return "<table>" in MarkdownIt("commonmark").enable("table").render(path.read_text("utf-8"))


def _lines(path: Path) -> bool:
    return all(json.loads(line) for line in path.read_text("utf-8").splitlines())


OPENERS: dict[str, Callable[[Sequence[Path], Form], None]] = {
    "html": open_pages,
    "html brief": open_pages,
    "fragment": open_pages,
    "docx": open_office,
    "docx brief": open_office,
    "xlsx": open_office,
    "pdf": open_pdf,
    "pdf brief": open_pdf,
    "latex": open_latex,
    "md": _each(_markdown),
    "text": _each(lambda path: path.read_text("utf-8").strip()),
    "bibtex": _each(_bibtex),
    "bibtex-classic": _each(_bibtex),
    "ris": _each(_ris),
    "csl-json": _each(_csl),
    "csv": _each(_csv),
    "tables": _each(_zip),
    "parquet": _each(_parquet),
    "json": _each(lambda path: compare.load(path)),
    "jsonl": _each(_lines),
    "tmx": _each(_tmx),
}


def main() -> int:
    """Print the table; exit code 1 where a form did not open."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, help="where reports and pictures are kept")
    parser.add_argument("--shared", type=Path, help="the folder that holds gold")
    parser.add_argument("--forms", default="", help="those to open, by comma; all by default")
    asked = parser.parse_args()
    folder = asked.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = write_all(folder, asked.shared)
    if unknown := set(made) - set(OPENERS):
        raise SystemExit(f"no program is named here for: {', '.join(sorted(unknown))}")
    bad = False
    print("| form | files | opened | pages | faults |\n|---|---|---|---|---|")
    for name in asked.forms.split(",") if asked.forms else sorted(made):
        form = Form(files=len(made[name]))
        OPENERS[name](made[name], form)
        if name.endswith(" brief") and (long := sum(pages > 1 for pages in form.pages)):
            form.faults.append(f"{long} of more than one page")
        bad |= form.opened < form.files or bool(form.faults)
        pages = f"{min(form.pages)} to {max(form.pages)}" if form.pages else ""
        faults = "; ".join(form.faults[:4])
        print(f"| {name} | {form.files} | {form.opened} | {pages} | {faults} |", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())

"""A template may come from a stranger: it sees its own files, is bounded, and fails in one line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sample_comparison import sample

from compare.errors import WriteError
from compare.report import Preferences, encode, formats, render
from compare.report.writers import template_files
from compare.report.writers.template_files import read_template
from compare.report.writers.template_process import made_by

SECRET = "the secret of the folder"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with things that are not a template's business, and its own beside them."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / ".hidden").write_text(SECRET)
    own = tmp_path / "house"
    own.mkdir()
    (own / "head.txt").write_text("our own head")
    (own / ".hidden").write_text(SECRET)
    (own / "link.txt").symlink_to(tmp_path / "secret.txt")
    (own / "up").symlink_to(tmp_path)
    return tmp_path


def fill(template: Path, text: str | bytes, form: str = "html") -> bytes:
    template.write_bytes(text if isinstance(text, bytes) else text.encode())
    return encode(sample(), form, Preferences(template=template))


def refused(template: Path, text: str | bytes, form: str = "html") -> str:
    with pytest.raises(WriteError) as caught:
        fill(template, text, form)
    told = str(caught.value)
    assert "\n" not in told
    assert str(template) in told
    assert SECRET not in told
    return told


OUTSIDE = [
    "secret.txt",
    ".hidden",
    "house/.hidden",
    "house/link.txt",
    "house/up/secret.txt",
    "house/../secret.txt",
    "/etc/hostname",
    "../secret.txt",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_jinja_reads_its_own_files_alone(place: Path, name: str) -> None:
    refused(place / "house.html", f"{{% include {name!r} %}}")


@pytest.mark.parametrize("name", OUTSIDE)
def test_typst_reads_its_own_files_alone(place: Path, name: str) -> None:
    refused(place / "house.typ", f"#read({name!r})".replace("'", '"'), "pdf")


def test_the_folder_named_for_it_is_its_own(place: Path) -> None:
    assert fill(place / "house.html", "{% include 'house/head.txt' %}") == b"our own head"
    made = fill(place / "house.typ", '#read("house/head.txt")', "pdf")
    assert made.startswith(b"%PDF")
    assert set(read_template(place / "house.typ")) == {"house.typ", "house/head.txt"}


def test_a_word_template_reads_no_other_file(place: Path) -> None:
    docx = pytest.importorskip("docx", reason="no python-docx: pip install 'readouts[reports]'")
    word, file = docx.Document(), io.BytesIO()
    word.add_paragraph("{% include 'secret.txt' %}")
    word.save(file)
    refused(place / "house.docx", file.getvalue(), "docx")


def test_a_template_is_no_link(place: Path) -> None:
    (place / "link.html").symlink_to(place / "secret.txt")
    with pytest.raises(WriteError, match="is a link"):
        render(sample(), "html", Preferences(template=place / "link.html"))


def test_too_much_beside_it_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_files, "MOST_FILES", 1)
    with pytest.raises(WriteError, match="at most 1 files"):
        read_template(_written(place))


def _written(place: Path) -> Path:
    (place / "house.html").write_text("x")
    return place / "house.html"


def test_typst_fetches_no_package(place: Path) -> None:
    text = '#let name = "@pre" + "view/cetz:0.3.0"\n#import name: canvas'
    assert "cetz" in refused(place / "house.typ", text, "pdf")


@pytest.mark.parametrize(
    "text",
    [
        "{{",
        "{{ 1 / 0 }}",
        "{{ nothing }}",
        "{{ pairs[99] }}",
        "{{ ''.__class__.__mro__ }}",
        "{% for a in range(10 ** 9) %}{% endfor %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ 'x' * 10 ** 11 }}",
        "{{ pairs | map(attribute='left') | list | sum }}",
        "{{ '%s %s' | format(1) }}",
        b"\xff\xfe{{ title }}",
    ],
)
def test_whatever_fails_is_one_line(place: Path, text: str | bytes) -> None:
    assert "mend the template" in refused(place / "house.html", text)


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04", b"no archive"])
def test_a_broken_word_template_is_one_line(place: Path, body: bytes) -> None:
    pytest.importorskip("docx", reason="no python-docx: pip install 'readouts[reports]'")
    assert "no Word template" in refused(place / "house.docx", body, "docx")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3),
        ("typst", "#for a in range(999999) { for b in range(999999) { let c = a * b } }"),
    ],
)
def test_a_template_without_end_is_stopped(place: Path, kind: str, text: str) -> None:
    template = place / "house.any"
    template.write_text(text)
    given: dict[str, object] = {"context": {"report": ""}, "autoescape": False}
    if kind == "typst":
        given = {"inputs": {}, "fonts": []}
    with pytest.raises(WriteError, match=r"too much time|longer than|depth exceeded"):
        made_by(template, kind, seconds=2, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", [kind.name for kind in formats() if not kind.takes_template])
def test_a_format_without_templates_refuses_one(place: Path, form: str) -> None:
    with pytest.raises(WriteError, match=f"{form} has no template.*html docx pdf latex"):
        encode(sample(), form, Preferences(template=_written(place)))

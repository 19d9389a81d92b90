"""The process in which a template of the user's own is filled or set: it is no part of this one.

It is started by its path, imports nothing of this package, reads one question as JSON and answers
it as JSON. A template can be made to run for ever or to fill the memory; the process has a limit
on both. The files are those that it is handed.
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Question = dict[str, Any]


def main() -> None:
    """Answer the question on standard input: the body in base 64, or an error and its line."""
    question: Question = json.load(sys.stdin)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    # What a library prints is no answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _limit(int(question["memory"]), int(question["seconds"]))
    try:
        body = _KINDS[question["kind"]](question)
        answer: dict[str, Any] = {"body": base64.b64encode(body).decode("ascii")}
    except (MemoryError, RecursionError):
        answer = {"error": "takes too much memory", "line": None}
    # A template fails in any way there is, and each is told in one line by who asked.
    except Exception as error:
        text = " ".join(str(error).split()) or type(error).__name__
        answer = {"error": text[:500], "line": getattr(error, "lineno", None)}
    json.dump(answer, answers)
    answers.flush()


def _limit(memory: int, seconds: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _files(question: Question) -> dict[str, bytes]:
    return {name: base64.b64decode(text) for name, text in question["files"].items()}


def _environment(question: Question, *, autoescape: bool) -> Any:
    """An environment that finds the files it was handed and runs no foreign Python."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    files = _files(question)

    def load(name: str) -> str | None:
        return files[name].decode("utf-8") if name in files else None

    return SandboxedEnvironment(
        loader=FunctionLoader(load),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _text(question: Question) -> bytes:
    """A text, by Jinja2; where markup is escaped, the report itself is markup."""
    from markupsafe import Markup

    context, escapes = dict(question["context"]), bool(question["autoescape"])
    if escapes:
        context["report"] = Markup(context["report"])
    template = _environment(question, autoescape=escapes).get_template(question["main"])
    made: str = template.render(context)
    return made.encode("utf-8")


def _word(question: Question) -> bytes:
    """A Word document with its tags filled in."""
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(_files(question)[question["main"]]))
    environment = _environment(question, autoescape=True)
    template.render(question["context"], jinja_env=environment)
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


def _typst(question: Question) -> bytes:
    """A PDF, set by Typst with a folder that holds the files and nothing else."""
    import typst

    root, none = Path(question["folder"], "files"), Path(question["folder"], "none")
    none.mkdir()
    for name, content in _files(question).items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    def set_(standards: list[str]) -> bytes:
        compiler = typst.Compiler(
            str(root / question["main"]),
            root=str(root),
            font_paths=question["fonts"],
            sys_inputs=question["inputs"],
            package_path=str(none),
            package_cache_path=str(none),
        )
        made: bytes = compiler.compile(timestamp=0, pdf_standards=standards)  # type: ignore[arg-type, assignment]
        return made

    try:
        return set_(["ua-1"])
    except typst.TypstError:
        # PDF/UA refuses a character that no font has; without it such a one is an empty box.
        return set_([])


_KINDS: dict[str, Callable[[Question], bytes]] = {"text": _text, "word": _word, "typst": _typst}

if __name__ == "__main__":
    main()

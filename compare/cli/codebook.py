"""The commands of the codebook: show what is looked for, and check one of your own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from compare.cli import options as opt
from compare.cli.options import argument
from compare.errors import CodebookError

if TYPE_CHECKING:
    from compare.topics.codebook import Codebook, CodebookTopic, Phrases

app = typer.Typer(name="codebook")

CodebookFile = Annotated[
    Path, argument("FILE", help="A codebook in YAML.", example="readouts codebook check my.yaml")
]
TopicId = Annotated[
    str | None,
    argument("TOPIC", help="A topic by its id; all of them otherwise.", example="taiwan"),
]


_PARTS = ("names", "cues", "exclude", "anchors")


@app.callback(invoke_without_command=True)
def _begin(context: typer.Context) -> None:
    """Show the topics that are looked for, or check a codebook of your own.

    Example: readouts codebook show
    """
    if context.invoked_subcommand is None:
        print(context.get_help())


@app.command()
def show(topic: TopicId = None, codebook: opt.Codebook = "bundled") -> None:
    """List the topics, or all that one topic is found by.

    Example: readouts codebook show taiwan
    """
    from compare.topics.codebook import load_codebook

    book = load_codebook(codebook)
    if topic is None:
        print("\n".join(_listed(book)))
        return
    if topic not in book.ids:
        raise CodebookError(
            f"no topic {topic!r} in {book.name}; `readouts codebook show` lists them"
        )
    print("\n".join(_whole(book[topic])))


@app.command()
def check(file: CodebookFile) -> None:
    """Check a codebook: one line saying what it holds, or where it is wrong.

    Example: readouts codebook check topics.yaml
    """
    from compare.topics.codebook import load_codebook

    book = load_codebook(str(file))
    print(f"{file}: {_summary(book)}")


def _summary(book: Codebook) -> str:
    names = [len({n for e in book.topics for n in getattr(e.names, lang)}) for lang in ("en", "zh")]
    return (
        f"{book.name} {book.version}, {len(book.topics)} topics, {names[0]:,} English and "
        f"{names[1]:,} Chinese names, hash {book.fingerprint[:8]}"
    )


def _listed(book: Codebook) -> Iterator[str]:
    wide = max(len(entry.id) for entry in book.topics)
    for entry in book.topics:
        labels = " ".join(label for _, label in entry.labels)
        yield f"{entry.id:<{wide}}  {'broad ' if entry.broad else 'narrow'}  {labels}".rstrip()
    yield ""
    yield _summary(book)


def _whole(entry: CodebookTopic) -> Iterator[str]:
    yield f"{entry.id}, {'broad' if entry.broad else 'narrow'}"
    for language, definition in entry.definitions:
        yield f"{entry.label(language)}: {definition}"
    for part in _PARTS:
        phrases: Phrases = getattr(entry, part)
        for listed in (phrases.en, phrases.zh):
            if listed:
                yield f"{part}: {'; '.join(listed)}"

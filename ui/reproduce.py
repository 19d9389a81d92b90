"""The command and the Python that make the report of a view again, outside the dashboard."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from compare.phrases.words import Language
from compare.report import PARTS, Part
from compare.settings import DEFAULTS
from corpus import samples
from corpus.statements import Statement
from ui.caches import ComparedPair
from ui.query_address import Address

SAVED = "comparison.json"
"""Name of the file that a result is saved in."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make one report again."""

    pair: ComparedPair
    address: Address
    suffix: str
    parts: tuple[Part, ...] = PARTS
    language: Language = "en"
    codebook: str = ""
    """Name of the file of the session's codebook, empty for the bundled one."""

    def files(self) -> dict[str, Statement]:
        """The texts that have to be saved first, by the names that the recipes use."""
        if self._plain:
            return {}
        return {"left.txt": self.pair.result.left, "right.txt": self.pair.result.right}

    @property
    def _plain(self) -> bool:
        """Whether the demo makes it: a bundled event of two sides as it comes, all parts."""
        default = Address()
        return (
            self.address.event in samples.names()
            and len(self.pair.event.statements) == 2
            and (self.address.language, self.address.wrong, self.address.pair)
            == (default.language, default.wrong, default.pair)
            and self.address.read_pairs
            and (self.parts, self.language, self.codebook) == (PARTS, "en", "")
        )

    def from_saved(self) -> str:
        """The command that makes the same bytes of the result, saved as :data:`SAVED`."""
        words = ["readouts", "report", SAVED, *self._preferences()]
        return shlex.join([*words, "-o", f"report{self.suffix}"])

    def command(self) -> str:
        """The command that compares the texts anew."""
        if self._plain:
            return f"readouts demo {self.address.event} -o report{self.suffix}"
        left, right = self.pair.result.left, self.pair.result.right
        words = ["readouts", "compare", *self.files()]
        words += ["--left-side", left.side, "--right-side", right.side]
        words += ["--left-lang", left.language, "--right-lang", right.language]
        for side, statement in (("left", left), ("right", right)):
            for field, value in _facts(statement).items():
                words += [f"--{side}-{field}", value]
        if self.address.max_error != DEFAULTS.max_error:
            words += ["--max-error", f"{self.address.max_error:g}"]
        if not self.address.read_pairs:
            words.append("--no-read-pairs")
        if self.codebook:
            words += ["--codebook", self.codebook]
        return shlex.join([*words, *self._preferences(), "-o", f"report{self.suffix}"])

    def _preferences(self) -> list[str]:
        words = []
        if self.parts != PARTS:
            words += ["--parts", ",".join(self.parts)]
        if self.language != "en":
            words += ["--report-lang", self.language]
        return words

    def python(self) -> str:
        """The Python."""
        write = f'compare.write(result, "report{self.suffix}"'
        chosen = []
        if self.parts != PARTS:
            chosen.append(f"parts={self.parts!r}")
        if self.language != "en":
            chosen.append(f"language={self.language!r}")
        imports = ["import compare, corpus"]
        if chosen:
            imports.append("from compare.report import Preferences")
            write += f", preferences=Preferences({', '.join(chosen)})"
        return "\n".join(
            [
                *imports,
                "",
                *self._texts(),
                f"result = compare.statements(left, right{self._settings()})",
                f"{write})",
            ]
        )

    def _texts(self) -> list[str]:
        if self.address.event not in samples.names():
            return [
                f"{side} = corpus.read({file!r}, {_arguments(text)})"
                for side, (file, text) in zip(("left", "right"), self.files().items(), strict=True)
            ]
        sides = ""
        if self.address.language != "own":
            chosen = {
                statement.side: statement.language for statement in self.pair.event.statements
            }
            sides = f", {chosen!r}"
        order = [statement.id for statement in self.pair.event.statements]
        first, second = (order.index(s.id) for s in (self.pair.result.left, self.pair.result.right))
        return [
            f"event = corpus.samples.load({self.address.event!r}{sides})",
            f"left, right = event.statements[{first}], event.statements[{second}]",
        ]

    def _settings(self) -> str:
        words = []
        if self.address.max_error != DEFAULTS.max_error:
            words.append(f"max_error={self.address.max_error:g}")
        if not self.address.read_pairs:
            words.append("read_pairs=False")
        if self.codebook:
            words.append(f"codebook={self.codebook!r}")
        return f", compare.Settings({', '.join(words)})" if words else ""


def _facts(statement: Statement) -> dict[str, str]:
    """What is known of a text beside its words, by the names of options and arguments."""
    source = statement.source
    fidelity = "" if source.fidelity == "unknown" else source.fidelity
    told = {
        "fidelity": fidelity,
        "date": statement.date.isoformat() if statement.date else "",
        "title": statement.title,
        "publisher": source.publisher,
        "url": source.url,
    }
    return {field: value for field, value in told.items() if value}


def _arguments(statement: Statement) -> str:
    known = {"side": statement.side, "language": statement.language} | _facts(statement)
    return ", ".join(f"{field}={value!r}" for field, value in known.items())

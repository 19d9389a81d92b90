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
            and (self.parts, self.language, self.codebook) == (PARTS, "en", "")
        )

    def command(self) -> str:
        """The command."""
        if self._plain:
            return f"readouts demo {self.address.event} -o report{self.suffix}"
        left, right = self.pair.result.left, self.pair.result.right
        words = ["readouts", "compare", *self.files()]
        words += ["--left-side", left.side, "--right-side", right.side]
        words += ["--left-lang", left.language, "--right-lang", right.language]
        if self.address.max_error != DEFAULTS.max_error:
            words += ["--max-error", f"{self.address.max_error:g}"]
        if self.codebook:
            words += ["--codebook", self.codebook]
        if self.parts != PARTS:
            words += ["--parts", ",".join(self.parts)]
        if self.language != "en":
            words += ["--report-lang", self.language]
        return shlex.join([*words, "-o", f"report{self.suffix}"])

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
                f"{side} = corpus.read({file!r}, side={text.side!r}, language={text.language!r})"
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
        if self.codebook:
            words.append(f"codebook={self.codebook!r}")
        return f", compare.Settings({', '.join(words)})" if words else ""

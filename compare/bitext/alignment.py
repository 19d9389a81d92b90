"""What aligning two texts gives, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compare import files
from compare.bitext import formats
from compare.bitext.beads import AlignedTexts


@dataclass(frozen=True)
class Alignment(AlignedTexts):
    """Two texts, their units and the beads that hold every unit at least once."""

    def to_ladder(self) -> str:
        """One bead a line, ``[0, 1]:[2]``, an empty list for a side without a counterpart."""
        return formats.to_ladder(self)

    def to_tsv(self) -> str:
        """One bead a line: units from 0, set apart by commas, score, and both texts."""
        return formats.to_tsv(self)

    def to_json(self) -> str:
        """Both texts, the units as characters of them, the links with scores, and the nulls."""
        return formats.to_json(self)

    def render(self, form: formats.Form) -> str:
        """The alignment as text of that form; Moses pairs with a tab between the sides."""
        return formats.FORMS[form](self)

    def write(self, file: Path | str, form: formats.Form = "json") -> None:
        """Write to a file in that form; Moses pairs go to two, named after the languages.

        Raises:
            WriteError: the file cannot be written.
        """
        path = Path(file)
        if form == "moses":
            pairs = zip(formats.moses_files(self, path), formats.moses(self), strict=True)
            for target, text in pairs:
                files.replace(target, text.encode())
        else:
            files.replace(path, self.render(form).encode())

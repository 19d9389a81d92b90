"""Mapping files: YAML that says what names of a study mean here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from compare.errors import CodingError
from corpus.files import readable
from corpus.text.yaml_text import YamlError, read_yaml


def read_mapping(path: Path | str, part: str, example: str) -> tuple[dict[str, Any], Any]:
    """Read a file with one mapping in it, and perhaps more beside.

    Args:
        path: the file.
        part: the key of the mapping.
        example: a line of it, for who left it out.

    Returns:
        The mapping as it was written, and all that the file holds.

    Raises:
        CodingError: the file cannot be read or has another form.
    """
    try:
        found = read_yaml(readable(Path(path)).read_text("utf-8")).content
    except OSError as error:
        raise CodingError(f"{path} cannot be read: {error.strerror}; check the path") from error
    except (YamlError, UnicodeDecodeError) as error:
        raise CodingError(f"{path} is not valid YAML: {error}; correct it") from error
    mapping = found.get(part) if isinstance(found, dict) else None
    if not isinstance(mapping, dict):
        raise CodingError(f"{path} has no {part!r}; write lines such as '{example}' there")
    return mapping, found

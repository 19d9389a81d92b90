"""A codebook of five topics, each with one name in either language."""

from __future__ import annotations

from pathlib import Path

from compare.topics.codebook import Codebook, load_codebook

CODEBOOK = """\
schema: readouts.codebook/1
name: toy
version: "1"
topics:
  - {id: grain, label: {en: Grain, zh: 粮食}, names: {en: [grain], zh: [粮食]}}
  - {id: fish, label: {en: Fish, zh: 鱼}, names: {en: [fish], zh: [鱼]}}
  - {id: peace, scope: broad, label: {en: Peace, zh: 和平}, names: {en: [peace], zh: [和平]}}
  - {id: timber, label: {en: Timber, zh: 木材}, names: {en: [timber], zh: [木材]}}
  - {id: order, scope: broad, label: {en: Order, zh: 秩序}, names: {en: [order], zh: [秩序]}}
"""


def toy_codebook(folder: Path, text: str = CODEBOOK) -> Codebook:
    """The codebook, read from a file in the folder."""
    file = folder / "toy.yaml"
    file.write_text(text, encoding="utf-8")
    return load_codebook(str(file))

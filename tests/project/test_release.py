"""What goes out beside the code: cards of the models, the container file, the citation."""

from __future__ import annotations

import json
import re
import tomllib

import yaml
from tree import ROOT

from compare.evaluation.quality import measured

WEIGHTS = {".safetensors", ".json", ".gz"}
NOT_LEARNED = {
    "compare/encoders/embedded/config_sentence_transformers.json",
    "compare/encoders/embedded/manifest.json",
    "compare/encoders/embedded/modules.json",
    "compare/encoders/embedded_cross_encoder/cross_encoder.json",
    "compare/evaluation/quality.json",
}
"""Files of these kinds in the wheel which hold hashes, settings and scores."""
CARDS = (ROOT / "docs" / "models.md").read_text("utf-8")
CONTAINER = (ROOT / "Containerfile").read_text("utf-8")


def test_every_model_that_ships_has_its_line_among_the_cards() -> None:
    learned = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "compare").rglob("*")
        if path.suffix in WEIGHTS
        and not {"training", "labels", "samples", "__pycache__"} & set(path.parts)
        and path.name != "config.json"
    } - NOT_LEARNED
    named = set(re.findall(r"`(compare/[\w./]+)`", CARDS))
    assert named == learned


def test_the_cards_tell_the_scores_that_were_measured() -> None:
    scores = {row["score"]: row["value"] for row in measured()["measures"]}
    for name in ("left_out F1", "topics of a side F1"):
        assert f"{scores[name]:.3f}".lstrip("0") in CARDS, name


def test_the_container_installs_extras_that_exist_and_runs_without_rights() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for extra in re.findall(r"'\.\[(\w+)\]'", CONTAINER):
        assert extra in project["optional-dependencies"]
    for line in re.findall(r"^COPY (.+)$", CONTAINER, re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split()[:-1]), line
    steps = re.findall(r"^([A-Z]+) ", CONTAINER, re.MULTILINE)
    assert steps.index("USER") < steps.index("CMD")
    assert "0.0.0.0" not in CONTAINER
    assert project["requires-python"].removeprefix(">=") in CONTAINER


def test_zenodo_is_told_what_the_citation_says() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    archived = json.loads((ROOT / ".zenodo.json").read_text("utf-8"))
    assert archived["license"] == {"id": citation["license"]}
    assert archived["creators"] == citation["authors"]
    for name in ("title", "keywords", "version"):
        assert archived[name] == citation[name], name

"""The form of a codebook file, checked by pydantic."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,63}$")]
State = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z-]{1,15}$")]
"""The code of a state or body, such as JP or NATO, as in ``segmentation/affiliations.tsv``."""
Family = Literal["security", "economy", "society", "relationship"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True, coerce_numbers_to_str=True)


class WordingFile(_Part):
    """One text by language."""

    en: Text | None = None
    zh: Text | None = None

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of language and text, English first."""
        return tuple((lang, text) for lang, text in (("en", self.en), ("zh", self.zh)) if text)


class PhrasesFile(_Part):
    """Lists of phrases by language and script."""

    en: list[Text] = []
    zh: list[Text] = []
    zh_hant: list[Text] = Field(default=[], alias="zh-Hant")


class TopicFile(_Part):
    """One topic."""

    id: Id
    scope: Literal["narrow", "broad"] = "narrow"
    family: Family | None = None
    label: WordingFile = WordingFile()
    phrase: WordingFile = WordingFile()
    """What the topic is called inside a sentence."""
    definition: WordingFile = WordingFile()
    names: PhrasesFile = PhrasesFile()
    cues: PhrasesFile = PhrasesFile()
    exclude: PhrasesFile = PhrasesFile()
    anchors: PhrasesFile = PhrasesFile()


class CodebookFile(_Part):
    """A whole codebook."""

    schema_: Literal["readouts.codebook/1"] = Field(alias="schema")
    name: Text
    version: Text
    extends: Literal["bundled"] | None = None
    drop: list[Id] = []
    """Topics of the extended codebook to leave out."""
    shared: PhrasesFile = PhrasesFile()
    states: dict[State, PhrasesFile] = {}
    """Names and cues that only name a state, its people, capital or leader."""
    topics: Annotated[list[TopicFile], Field(max_length=500)] = []

    @model_validator(mode="after")
    def _ids_are_unique(self) -> CodebookFile:
        seen: set[str] = set()
        for topic in self.topics:
            if topic.id in seen:
                raise ValueError(f"two topics have the id {topic.id!r}; make the ids unique")
            seen.add(topic.id)
        return self

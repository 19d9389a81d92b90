"""What the fields of the export are made of: numbers, offsets and names, taken from our types.

A model takes the attributes of the dataclass that it stands for, so that a field that both have
is named once; what differs is said by the validators here.
"""

from __future__ import annotations

from numbers import Real
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

DECIMALS = 4


def rounded(number: Any) -> Any:
    """A number rounded half to even at four decimals; anything else as it is."""
    if type(number) is float:
        return round(number, DECIMALS) + 0.0
    if not isinstance(number, Real) or isinstance(number, bool):
        return number
    # Adding zero turns -0.0 into 0.0; float() takes in numpy's scalars.
    return round(float(number), DECIMALS) + 0.0


Probability = Annotated[
    float,
    BeforeValidator(rounded),
    Field(ge=0, le=1, description="in [0, 1], four decimals"),
]
Index = Annotated[int, Field(ge=0)]
Offset = Annotated[int, Field(ge=0, description="counts Unicode characters of the side's text")]
Indices = Annotated[tuple[Index, ...], Field(description="indices into the side's segments")]


class Model(BaseModel):
    """A part of the export: frozen, and made of a dict or of an object with such attributes."""

    # Unknown fields are let through: a later version may add some.
    model_config = ConfigDict(
        frozen=True, extra="ignore", allow_inf_nan=False, from_attributes=True
    )


class Pair(Model):
    """Something of either side; our types hold a pair of them."""

    @model_validator(mode="before")
    @classmethod
    def _of_a_pair(cls, pair: Any) -> Any:
        return {"left": pair[0], "right": pair[1]} if isinstance(pair, tuple) else pair


class LabelsExport(Model):
    """The name of a topic in English and Chinese."""

    en: str
    zh: str = ""

    def text(self, language: str) -> str:
        """The name in a language, or in English where it has none there."""
        return (self.zh if language == "zh" else "") or self.en

    @model_validator(mode="before")
    @classmethod
    def _of_pairs(cls, labels: Any) -> Any:
        """Pairs of language and label, as our types hold them."""
        if not isinstance(labels, tuple):
            return labels
        by_language = dict(labels)
        return {"en": by_language.get("en") or "", "zh": by_language.get("zh", "")}


def none_of_nothing(labels: Any) -> Any:
    """None for empty labels; others as they are."""
    return labels or None


def _is_none(value: object) -> bool:
    return value is None


RunningText = Annotated[
    LabelsExport | None,
    BeforeValidator(none_of_nothing),
    Field(exclude_if=_is_none, description="what the topic is called inside a sentence"),
]
"""Left out of the JSON where the codebook gives no words beside the label."""

"""Compare the statements that two sides publish after one meeting.

    import compare, corpus

    us, prc = corpus.read("us.txt", side="US"), corpus.read("prc.txt", side="PRC")
    result = compare.statements(us, prc)
    result.left_out("right")  # what the right side left out, most certain first

Every public name is here and is loaded when first used: importing the package loads
neither torch nor scipy nor pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compare.alignment.links import Link
    from compare.bitext import Alignment, Bead, align
    from compare.coverage.decision import Coverage
    from compare.evaluation.gold import read_gold
    from compare.evaluation.scores import Evaluation, evaluate
    from compare.library import compare_library, open_library
    from compare.segmentation.segments import Segment, segment
    from compare.topics.codebook import load_codebook
    from compare.topics.types import Mention, Topic
    from compare.wording.shifts import Shift

    from .comparison import AttributionGap, Comparison, EventComparison, Signature
    from .encoders import load_encoder
    from .errors import (
        CodebookError,
        CompareError,
        EncoderError,
        GoldError,
        LanguageError,
        LimitError,
        SideError,
        WriteError,
    )
    from .pipeline import event, events, statements
    from .report import write
    from .settings import Settings

from .version import __version__

__all__ = [
    "Alignment",
    "AttributionGap",
    "Bead",
    "CodebookError",
    "CompareError",
    "Comparison",
    "Coverage",
    "EncoderError",
    "Evaluation",
    "EventComparison",
    "GoldError",
    "LanguageError",
    "LimitError",
    "Link",
    "Mention",
    "Segment",
    "Settings",
    "Shift",
    "SideError",
    "Signature",
    "Topic",
    "WriteError",
    "__version__",
    "align",
    "compare_library",
    "evaluate",
    "event",
    "events",
    "load_codebook",
    "load_encoder",
    "open_library",
    "read_gold",
    "segment",
    "statements",
    "write",
]

_HOMES = {
    "alignment.links": ("Link",),
    "bitext": ("Alignment", "Bead", "align"),
    "topics.codebook": ("load_codebook",),
    "comparison": (
        "AttributionGap",
        "Comparison",
        "EventComparison",
        "Signature",
    ),
    "coverage.decision": ("Coverage",),
    "encoders": ("load_encoder",),
    "errors": (
        "CodebookError",
        "CompareError",
        "EncoderError",
        "GoldError",
        "LanguageError",
        "LimitError",
        "SideError",
        "WriteError",
    ),
    "evaluation.gold": ("read_gold",),
    "evaluation.scores": ("Evaluation", "evaluate"),
    "library": (
        "compare_library",
        "open_library",
    ),
    "pipeline": (
        "event",
        "events",
        "statements",
    ),
    "report": ("write",),
    "segmentation.segments": (
        "Segment",
        "segment",
    ),
    "settings": ("Settings",),
    "topics.types": (
        "Mention",
        "Topic",
    ),
    "wording.shifts": ("Shift",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

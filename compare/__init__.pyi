# The public names and where each stands: read when the package is imported, and by type checkers.

from .alignment.links import Link
from .batches.results import BatchResults, open_results
from .batches.run import batch
from .bitext import Alignment, Bead, align
from .comparison import AttributionGap, Comparison, EventComparison, LeftOutPassage, Signature
from .coverage.types import Coverage
from .encoders import load_encoder
from .errors import (
    BatchError,
    CodebookError,
    CompareError,
    EncoderError,
    ExportError,
    Failure,
    GoldError,
    InputError,
    LanguageError,
    LimitError,
    SettingsError,
    SideError,
    WriteError,
)
from .evaluation.gold import read_gold
from .evaluation.scores import Evaluation, evaluate
from .frames import Figure
from .from_files import compare
from .library import compare_library, open_library
from .pipeline import event, events, statements
from .report import write
from .report.export.restoring import load, load_all
from .segmentation.segments import Segment, segment
from .settings import Settings
from .time_series.report import SeriesReport, series_report
from .time_series.series import Series, series
from .time_series.silence import Silences, silences
from .time_series.wordings import Wordings, wordings
from .topics.codebook import load_codebook
from .topics.types import Mention, Topic
from .version import __version__
from .wording.shifts import Shift

__all__ = [
    "Alignment",
    "AttributionGap",
    "BatchError",
    "BatchResults",
    "Bead",
    "CodebookError",
    "CompareError",
    "Comparison",
    "Coverage",
    "EncoderError",
    "Evaluation",
    "EventComparison",
    "ExportError",
    "Failure",
    "Figure",
    "GoldError",
    "InputError",
    "LanguageError",
    "LeftOutPassage",
    "LimitError",
    "Link",
    "Mention",
    "Segment",
    "Series",
    "SeriesReport",
    "Settings",
    "SettingsError",
    "Shift",
    "SideError",
    "Signature",
    "Silences",
    "Topic",
    "Wordings",
    "WriteError",
    "__version__",
    "align",
    "batch",
    "compare",
    "compare_library",
    "evaluate",
    "event",
    "events",
    "load",
    "load_all",
    "load_codebook",
    "load_encoder",
    "open_library",
    "open_results",
    "read_gold",
    "segment",
    "series",
    "series_report",
    "silences",
    "statements",
    "wordings",
    "write",
]

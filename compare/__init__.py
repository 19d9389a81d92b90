"""Compare the statements that two sides publish after one meeting.

    import compare, corpus

    us, prc = corpus.read("us.txt", side="US"), corpus.read("prc.txt", side="PRC")
    result = compare.statements(us, prc)
    result.left_out("PRC")  # what the PRC's text left out, most certain first
    compare.write(result, "result.json")
    result = compare.load("result.json")

Every public name is here and is loaded when first used: importing the package loads
neither torch nor scipy nor pandas.
"""

from typing import TYPE_CHECKING

import lazy_loader

from compare import frames

if TYPE_CHECKING:
    import pandas as pd

    from compare.comparison import Comparison, EventComparison

# Which names there are, and where each stands, says the stub beside this file.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def _data_frame(result: "Comparison | EventComparison", table: str) -> "pd.DataFrame":
    from compare.report.writers.tables.frames import data_frame

    return data_frame(result, table)


def _figure(result: "Comparison | EventComparison", kind: str, language: str) -> frames.Figure:
    from compare.report.figures.of_results import figure_of

    return figure_of(result, kind, language)


frames.made_by(_data_frame, _figure)

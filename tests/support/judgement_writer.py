"""A coder's process that keeps judgements in a library until it is done or killed."""

from __future__ import annotations

import os

from corpus import Library
from corpus.library import JudgementRecord


def code(place: str, coder: str, count: int, told: str) -> None:
    """Keep ``count`` judgements; each id goes on a line of the file ``told`` once it is kept."""
    file = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    with Library(place) as library:
        for number in range(count):
            id_ = f"{coder}-{number}"
            record = JudgementRecord(id_, "talks", coder, '{"value": "covered"}')
            library.keep_judgements([record])
            os.write(file, f"{id_}\n".encode())
    os.close(file)

"""What the commands of this room have in common: the header of a module is its help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compare.errors import CompareError

if TYPE_CHECKING:
    import torch

INVENTED = Path(__file__).with_name("invented_events.jsonl")
"""The invented events, one JSON object a line; written for this project, under its licence."""


def make_parser(module: str, header: str | None) -> argparse.ArgumentParser:
    """Return a parser for ``python -m compare.training.MODULE`` whose help is the header."""
    return argparse.ArgumentParser(
        prog=f"python -m compare.training.{module}",
        description=header,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def make_gold_parser(module: str, header: str | None, shipped: Path) -> argparse.ArgumentParser:
    """Return a parser that takes folders of labelled events, and the file to write.

    Args:
        module: name of the module in this package.
        header: of the module, which is the help.
        shipped: the file of what ships, which is written unless another is named.
    """
    parser = make_parser(module, header)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of labelled events")
    parser.add_argument(
        "--output", type=Path, default=shipped, help="file to write (default: what ships)"
    )
    return parser


def run(
    parser: argparse.ArgumentParser,
    arguments: Sequence[str] | None,
    work: Callable[[argparse.Namespace], None],
) -> int:
    """Call ``work`` with the parsed arguments; return 0, or 2 after a one-line error."""
    given = parser.parse_args(arguments)
    try:
        work(given)
    except (CompareError, OSError, ValueError) as error:
        reason = str(error)
        if isinstance(error, OSError) and error.strerror:
            reason = f"{error.filename}: {error.strerror}"
        print("error:", " ".join(reason.split()), file=sys.stderr)
        return 2
    return 0


def tell(words: str) -> None:
    """Print a line on progress to standard error."""
    print(words, file=sys.stderr, flush=True)


def half_precision() -> torch.autocast:
    """Return a context in which torch multiplies in half precision, where the processor can.

    Those without the wider instructions only imitate it, and take 25 times as long.
    """
    import torch

    wide = "AVX512" in torch.backends.cpu.get_cpu_capability()
    return torch.autocast("cpu", torch.bfloat16, enabled=wide)

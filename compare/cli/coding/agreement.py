"""The command that says how far coders agree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from compare.cli import options as common
from compare.cli import report
from compare.cli.coding import options as opt
from compare.errors import CodingError

if TYPE_CHECKING:
    from compare.comparison.decisions import DecisionKind

app = typer.Typer()


@app.command()
def agreement(
    judgements: opt.JudgementFile = None,
    kind: opt.OfKind = None,
    machine: opt.WithMachine = False,
    event: opt.OnlyEvent = None,
    as_json: opt.AsJson = False,
    report_lang: report.ReportLang = "en",
    library: common.LibraryPlace = None,
) -> None:
    """Say how far coders agree: kappa, Krippendorff's alpha, F1 of links and topics, where not.

    Ends with the paragraph for a methods section. Example: readouts agreement --kind status
    """
    from compare.coding.agreement.measuring import measure_all
    from compare.coding.agreement.text import lines, methods
    from compare.coding.judgements import current
    from compare.phrases.words import words

    spoken = words(report_lang)
    found = current(opt.history(judgements, library, event))
    kinds: list[DecisionKind] = [each.value for each in kind or opt.Kind]
    measured = measure_all(found, kinds, machine=machine)
    if not measured:
        raise CodingError("no place was judged by two coders; have a second one judge the same")
    if as_json:
        data = {result.kind: result.to_dict() for result in measured}
        print(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for result in measured:
        print("\n".join(lines(result, spoken)), end="\n\n")
    print(methods(measured, spoken))

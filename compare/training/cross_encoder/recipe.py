"""Make the cross-encoder, which says how much of one passage another conveys.

A network that reads two passages together in all of its layers learns in three steps. First from
translations: a sentence and its translation convey the same, one of two joined sentences a part,
and a sentence whose vector lies near says something else. Then from invented events whose claims
are known: a passage against the nearest of the other side. In these two steps small matrices learn
beside the layers. Then all layers learn from pairs of real accounts that a reader labelled for
coverage, from the invented events again, and from sentences of which one claim was changed. What
ships learns in a last step what that network answers to passages of such events, beside their
labels: it reads each passage by itself in its lower layers and two of them once for both ways, in
half of the time. No labelled event of the gold sets is seen. The first two steps take about
half an hour on two cores, the third as long and the last an hour; the order is seeded, the numbers
depend on the processor in their last digits.

Data: --data, the folder that holds parallel/, as the encoder reads it: sentences of diplomacy
translated for this project, and of open translations the sources wmt_zh_en (statmt.org), mlqe_pe
(github.com/sheffieldnlp/mlqe-pe), tico19 (tico-19.github.io) and taiwan_laws (law.moj.gov.tw); its
silver/, en/ and zh/, as compare.training.real_pairs says; and the invented events, which stand
beside this package.
Licence: wmt_zh_en for research, mlqe_pe and tico19 CC0, laws of Taiwan without copyright; real
accounts belong to their publishers; the rest is this project's. Weights learned from all of them
may ship.
Writes: compare/encoders/embedded_cross_encoder/.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compare.coverage.models import load_weights
from compare.encoders import load_encoder
from compare.encoders.model_files import CROSS_ENCODER_FOLDER
from compare.pipeline import Engine
from compare.settings import Settings
from compare.training.command import INVENTED, make_parser, run, tell
from compare.training.coverage import Example, make_examples
from compare.training.cross_encoder.contrasts import changed_claims, listed_subjects, read_subjects
from compare.training.cross_encoder.lessons import (
    Cut,
    Lesson,
    Portion,
    Share,
    from_contrasts,
    from_coverage,
    from_events,
    from_translations,
)
from compare.training.encoder.parallel_pairs import Pair, read_pairs
from compare.training.invented import read_invented
from compare.training.real_pairs import (
    READ,
    read_accounts,
    read_answers,
    read_real_pairs,
    read_visits,
    unread_accounts,
)

if TYPE_CHECKING:
    import torch

    from compare.arrays import Floats
    from compare.encoders.bilingual import Bilingual
    from compare.encoders.pair_network import PairNetwork
    from compare.training.cross_encoder.whole_network import WholeNetwork

SOURCES = frozenset({"wmt_zh_en", "mlqe_pe", "tico19", "taiwan_laws"})
"""Further translations, besides those of diplomacy, which make three in five of the lessons."""
LESSONS, FURTHER, EPOCHS = 24_000, 6_000, 3
ADAPTER_RATE, LAYER_RATE = 1e-3, 8e-5
REAL, MADE = Portion(3, 0.7, 1.0), Portion(2, 0.4, 0.5)
"""How much is learned of pairs of real accounts, and of the invented events, in the third step."""
CHANGED, LISTED, CONTRAST_WEIGHT = 2_600, 1_200, 0.5
REAL_ASKED, MADE_ASKED = Share(1.0, 0.55, 0.6), Share(0.6, 0.3, 0.3)
"""How much of real accounts, answered ones among them, and of others is asked in the last step."""
ASKED = 725
"""Events of the last step, drawn from all."""
PIECES_AT_ONCE = 3_600


def train(
    network: WholeNetwork, lessons: Sequence[Lesson], groups: Sequence[dict[str, object]]
) -> None:
    """Learn lessons once each.

    Args:
        network: what learns.
        lessons: in any order; batches of about one length are drawn from them.
        groups: parameters with their peak rate each, as torch's optimisers take them.
    """
    import torch

    from compare.training.cross_encoder.learning import learn

    def loss_of(batch: Sequence[int]) -> torch.Tensor:
        chosen = [lessons[i] for i in batch]
        answers = torch.tensor([lesson.answer for lesson in chosen])
        weights = torch.tensor([lesson.weight for lesson in chosen])
        log_probabilities = network([(lesson.first, lesson.second) for lesson in chosen])
        missed = -(log_probabilities.float() * answers).sum(1) * weights
        return missed.sum() / weights.sum()

    network.train()
    learn(_batches(lessons, random.Random(1)), loss_of, groups)
    network.eval()


def _batches(lessons: Sequence[Lesson], rng: random.Random) -> list[list[int]]:
    """Part lessons into batches of about one length, in a drawn order."""
    from compare.training.cross_encoder.whole_network import FIRST, SECOND

    length = [min(len(x.first), FIRST) + min(len(x.second), SECOND) for x in lessons]
    order = sorted(range(len(lessons)), key=lambda i: length[i] + rng.random() * 4)
    batches, start = [], 0
    while start < len(order):
        size = max(6, min(64, PIECES_AT_ONCE // (length[order[start]] + 7)))
        batches.append(order[start : start + size])
        start += size
    rng.shuffle(batches)
    return batches


def _learn_form(network: WholeNetwork, given: argparse.Namespace, engine: Engine) -> None:
    """Take the first two steps: translations and invented events, by adapters."""
    from compare.training.cross_encoder.adapters import adapt, merge

    adapt(network)
    pairs = _choose(read_pairs(given.data))
    diplomatic = sum(p.source == "diplomatic_train" for p in pairs)
    encoder = load_encoder()
    vectors = encoder.encode([p.english for p in pairs]), encoder.encode([p.chinese for p in pairs])
    cut = _cut_for(network)
    translations = from_translations(pairs, diplomatic, vectors, cut, given.lessons)
    train(network, translations, _adapter_groups(network, ADAPTER_RATE))
    raw = [json.loads(line) for line in given.invented.read_text("utf-8").splitlines()]
    examples = make_examples(read_invented(given.invented), engine)
    events = from_events(examples, raw, _nearness, cut)
    for _ in range(given.epochs):
        train(network, events, _adapter_groups(network, 0.7 * ADAPTER_RATE))
    merge(network)


def _learn_coverage(network: WholeNetwork, given: argparse.Namespace, engine: Engine) -> None:
    """Take the third step, by all layers but the first."""
    from compare.training.cross_encoder.learning import layer_groups

    cut, rng = _cut_for(network), random.Random(0)
    real = read_real_pairs(given.data, *given.further)
    written = [*read_answers(given.data), *read_accounts()[:READ]]
    lessons = [
        lesson
        for events, portion in (([*real, *written], REAL), (read_invented(given.invented), MADE))
        for example in make_examples(events, engine)
        for lesson in from_coverage(example, portion, cut, rng)
    ]
    translated = [
        (p.english, p.chinese) for p in read_pairs(given.data) if p.source == "diplomatic_train"
    ]
    subjects = read_subjects(given.data / "parallel" / "glossary.tsv")
    contrasts = changed_claims(translated, CHANGED, rng) + listed_subjects(subjects, LISTED, rng)
    lessons += from_contrasts(contrasts, cut, CONTRAST_WEIGHT)
    # The lowest layer stays as it began.
    train(network, lessons, layer_groups(network, LAYER_RATE, first=1))


def _learn_both_ways(
    whole: WholeNetwork, encoder: Bilingual, given: argparse.Namespace, engine: Engine
) -> tuple[PairNetwork, int]:
    """Take the last step; return what ships, and the number of questions it learned."""
    from compare.training.cross_encoder.distil import begin, make_sheet, teach

    rng, cut = random.Random(0), _cut_for(whole)
    unread = {event.id for event in unread_accounts()}
    accounts = [event for event in read_accounts() if event.id not in unread]
    kinds = (
        (REAL_ASKED, (*read_real_pairs(given.data, *given.further), *read_answers(given.data))),
        (MADE_ASKED, (*accounts, *read_invented(given.invented), *read_visits(given.data))),
    )
    events = [(share, event) for share, found in kinds for event in found]
    sheets = [
        make_sheet(example, share, cut, whole.answers, rng)
        for share, event in rng.sample(events, min(ASKED, len(events)))
        for example in make_examples([event], engine)
    ]
    sheets = [sheet for sheet in sheets if sheet.questions]
    network = begin(whole, encoder, [p for sheet in sheets[:60] for p in sheet.passages[:3]])
    teach(network, sheets)
    return network, sum(len(sheet.questions) for sheet in sheets)


def _adapter_groups(network: WholeNetwork, rate: float) -> list[dict[str, object]]:
    return [{"params": [p for p in network.parameters() if p.requires_grad], "lr": rate}]


def _nearness(example: Example) -> Floats:
    """How likely passages are to carry one point, by vectors and words alone, shape (m, n)."""
    model = load_weights(read_pairs=False).everything.matching.pair
    return model.probabilities(example.evidence.pairs)[..., 1]


def _cut_for(network: WholeNetwork) -> Cut:
    """Return what cuts texts into the pieces that a network reads."""
    return lambda texts: [pieces.ids for pieces in network.vocabulary.split(texts)]


def _choose(pairs: Sequence[Pair]) -> list[Pair]:
    """Sentences of diplomacy first, then a drawn part of the others."""
    diplomacy = [p for p in pairs if p.source == "diplomatic_train" and len(p.english) > 25]
    rest = [p for p in pairs if p.source in SOURCES and 40 < len(p.english) < 260]
    random.Random(0).shuffle(rest)
    return diplomacy + rest[:FURTHER]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; return 0, or 2 where it cannot be run."""
    parser = make_parser("cross_encoder", __doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder that holds parallel/, silver/, en/ and zh/"
    )
    parser.add_argument(
        "--invented", type=Path, default=INVENTED, help="invented events (default: %(default)s)"
    )
    parser.add_argument(
        "--further", type=Path, nargs="*", default=(), help="more pairs, in the form of silver"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=CROSS_ENCODER_FOLDER,
        help="folder to write to (default: what ships)",
    )
    parser.add_argument(
        "--whole",
        type=Path,
        help="file of the network that learns first: where it is there the last step alone is "
        "taken, else it is written",
    )
    parser.add_argument("--lessons", type=int, default=LESSONS, help="made of translations")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="passes over the events")
    return run(parser, arguments, _fit)


def _fit(given: argparse.Namespace) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    from compare.encoders.bilingual import Bilingual
    from compare.encoders.model_files import EMBEDDED_FOLDER
    from compare.encoders.pair_network import write_network
    from compare.training.cross_encoder.whole_network import WholeNetwork

    torch.manual_seed(0)
    engine = Engine(Settings(read_pairs=False))
    encoder = Bilingual.load(EMBEDDED_FOLDER)
    whole = WholeNetwork(encoder)
    if given.whole and given.whole.exists():
        whole.restore(load_file(given.whole))
    else:
        _learn_form(whole, given, engine)
        _learn_coverage(whole, given, engine)
        if given.whole:
            save_file(whole.learned(), given.whole)
    network, questions = _learn_both_ways(whole, encoder, given, engine)
    write_network(network, given.output, {
        "translations": given.lessons, "epochs": given.epochs, "questions": questions,
        "encoder": engine.encoder.fingerprint,
    })  # fmt: skip
    tell(f"written: {given.output}")

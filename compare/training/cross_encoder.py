"""Make the cross-encoder, which says how much of one passage another conveys.

It learns in two steps what it is to convey a claim. First from translations: a sentence and its
translation convey the same, one of two joined sentences a part, and a sentence whose vector lies
near says something else. Then from invented events whose claims are known: a passage against the
nearest of the other side. No labelled event is seen. Both steps take about half an hour on two
cores; the order is seeded, the numbers depend on the processor in their last digits.

Data: --data, the folder that holds parallel/, as the encoder reads it: sentences of diplomacy
translated for this project, and of open translations the sources wmt_zh_en (statmt.org), mlqe_pe
(github.com/sheffieldnlp/mlqe-pe), tico19 (tico-19.github.io) and taiwan_laws (law.moj.gov.tw); and
the invented events, which stand beside this module.
Licence: wmt_zh_en for research, mlqe_pe and tico19 CC0, laws of Taiwan without copyright; the
rest is this project's. Weights learned from all of them may ship.
Writes: compare/encoders/embedded_cross_encoder/.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.coverage.cross_reading import NEAREST
from compare.coverage.models import load_weights
from compare.encoders import load_encoder
from compare.encoders.model_files import CROSS_ENCODER_FOLDER
from compare.pipeline import Engine
from compare.settings import Settings
from compare.training.command import INVENTED, make_parser, run, tell
from compare.training.coverage import Example, make_examples
from compare.training.encoder.parallel_pairs import Pair, read_pairs
from compare.training.invented import claims_of, read_invented

if TYPE_CHECKING:
    from compare.encoders.lora import Adapted, Ids

APART, PARTLY, WHOLE = range(3)
SOURCES = frozenset({"wmt_zh_en", "mlqe_pe", "tico19", "taiwan_laws"})
"""Further translations, besides those of diplomacy, which make three in five of the lessons."""
LESSONS, FURTHER, EPOCHS = 24_000, 6_000, 3
NEAR = 8
"""Nearest sentences among which one that says something else is drawn."""
RATE, WARMUP = 1e-3, 60
PIECES_AT_ONCE = 3_600


@dataclass(frozen=True, slots=True)
class Lesson:
    """Two passages in pieces, and how much of the first the second conveys."""

    first: Ids
    second: Ids
    answer: int


def from_translations(pairs: Sequence[Pair], model: Adapted, count: int) -> list[Lesson]:
    """Make lessons of pairs of English and Chinese sentences that mean the same."""
    encoder = load_encoder()
    texts = [p.english for p in pairs], [p.chinese for p in pairs]
    english, chinese = (encoder.encode(side) for side in texts)
    across, within = _neighbours(english, chinese), _neighbours(english, english)
    cut = [[pieces.ids for pieces in model.vocabulary.split(side)] for side in texts]
    diplomatic = sum(p.source == "diplomatic_train" for p in pairs)
    rng = random.Random(0)
    lessons = []
    for _ in range(count):
        diplomacy = rng.random() < 0.6
        i = rng.randrange(diplomatic if diplomacy and diplomatic else len(pairs))
        near, other = (int(rng.choice(across[i])) for _ in range(2))
        a, b = cut if rng.random() < 0.5 else cut[::-1]
        draw = rng.random()
        if draw < 0.18:
            lesson = Lesson(a[i], b[i], WHOLE)
        elif draw < 0.30:
            lesson = Lesson(a[i], (*b[i], *b[near]), WHOLE)
        elif draw < 0.36:
            lesson = Lesson(a[i], (*b[near], *b[i]), WHOLE)
        elif draw < 0.48:
            lesson = Lesson((*a[i], *a[near]), b[i], PARTLY)
        elif draw < 0.60:
            beside = b[other] if other != near else ()
            lesson = Lesson((*a[near], *a[i]), (*b[i], *beside), PARTLY)
        elif draw < 0.92:
            lesson = Lesson(a[i], b[near], APART)
        else:
            lesson = Lesson(a[i], a[int(rng.choice(within[i]))], APART)
        lessons.append(lesson)
    return lessons


def from_events(examples: Sequence[Example], raw: Sequence[Any], model: Adapted) -> list[Lesson]:
    """Make lessons of invented events: every passage against the nearest and those that answer it.

    Args:
        raw: the events as they are written, with the claims of every passage.
    """
    nearest = load_weights(read_pairs=False).everything.matching.pair
    lessons = []
    for example, event in zip(examples, raw, strict=True):
        p = nearest.probabilities(example.evidence.pairs)[..., 1]
        left, right = ([x.ids for x in model.vocabulary.split(s.texts)]
                       for s in (example.left, example.right))  # fmt: skip
        there = claims_of(event)
        lessons += _of_side(left, right, there["left"], there["right"], there["near"], p)
        lessons += _of_side(right, left, there["right"], there["left"], there["near"], p.T)
    return lessons


def _of_side(
    ours: Sequence[Ids], theirs: Sequence[Ids], mine: Any, others: Any, near: Any, p: Any
) -> list[Lesson]:
    lessons = []
    for i, claims in enumerate(mine):
        if not claims:
            continue
        answering = set().union(*(near.get(claim, {claim}) for claim in claims))
        spoken = [j for j, stated in enumerate(others) if stated]
        by_nearness = sorted(spoken, key=lambda j: (-p[i, j], j))[:NEAREST]
        answers = [j for j in spoken if answering & others[j]]
        for j in sorted({*by_nearness, *answers}):
            whole = claims <= others[j]
            answer = WHOLE if whole else PARTLY if answering & others[j] else APART
            lessons.append(Lesson(ours[i], theirs[j], answer))
    return lessons


def train(model: Adapted, lessons: Sequence[Lesson], epochs: int, rate: float) -> None:
    """Learn lessons by AdamW with a warm-up, the rate then held and at last falling to nothing."""
    import torch

    rng = random.Random(1)
    learning = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    plan = [batch for _ in range(epochs) for batch in _batches(lessons, rng)]
    # Processors without the wider instructions only imitate half precision, 25 times slower.
    half = "AVX512" in torch.backends.cpu.get_cpu_capability()
    lost = 0.0
    for step, batch in enumerate(plan):
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1, (step + 1) / WARMUP, (len(plan) - step) / len(plan) * 1.4)
        answers = torch.tensor([lessons[i].answer for i in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            log_probabilities = model([(lessons[i].first, lessons[i].second) for i in batch])
        loss = torch.nn.functional.nll_loss(log_probabilities.float(), answers)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(learning, 1.0)
        optimiser.step()
        lost += float(loss.detach())
        if step % 50 == 49 or step + 1 == len(plan):
            tell(f"{step + 1:,} of {len(plan):,} steps, loss {lost / (step % 50 + 1):.3f}")
            lost = 0.0


def _batches(lessons: Sequence[Lesson], rng: random.Random) -> list[list[int]]:
    """Part lessons into batches of about one length, in a drawn order."""
    from compare.encoders.lora import FIRST, SECOND

    length = [min(len(x.first), FIRST) + min(len(x.second), SECOND) for x in lessons]
    order = sorted(range(len(lessons)), key=lambda i: length[i] + rng.random() * 3)
    batches, start = [], 0
    while start < len(order):
        size = max(8, min(96, PIECES_AT_ONCE // (length[order[start]] + 7)))
        batches.append(order[start : start + size])
        start += size
    rng.shuffle(batches)
    return batches


def _neighbours(ours: Any, theirs: Any) -> Any:
    """Return the nearest of theirs to each of ours, its own left out, shape (n, NEAR)."""
    cosine = ours @ theirs.T
    np.fill_diagonal(cosine, -1.0)
    return np.argsort(-cosine, axis=1, kind="stable")[:, :NEAR]


def _choose(pairs: Sequence[Pair]) -> list[Pair]:
    """Sentences of diplomacy first, then a drawn part of the others."""
    diplomacy = [p for p in pairs if p.source == "diplomatic_train" and len(p.english) > 25]
    rest = [p for p in pairs if p.source in SOURCES and 40 < len(p.english) < 260]
    random.Random(0).shuffle(rest)
    return diplomacy + rest[:FURTHER]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; return 0, or 2 where it cannot be run."""
    parser = make_parser("cross_encoder", __doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds parallel/")
    parser.add_argument(
        "--invented", type=Path, default=INVENTED, help="invented events (default: %(default)s)"
    )
    parser.add_argument(
        "--output",
        type=Path,
        default=CROSS_ENCODER_FOLDER,
        help="folder to write to (default: what ships)",
    )
    parser.add_argument("--lessons", type=int, default=LESSONS, help="made of translations")
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="passes over the events")
    return run(parser, arguments, _fit)


def _fit(given: argparse.Namespace) -> None:
    import torch

    from compare.encoders.cross_encoder import write_reader
    from compare.encoders.loading import open_embedded
    from compare.encoders.lora import Adapted

    torch.manual_seed(0)
    model = Adapted(open_embedded()[0])
    pairs = _choose(read_pairs(given.data))
    train(model, from_translations(pairs, model, given.lessons), 1, RATE)
    raw = [json.loads(line) for line in given.invented.read_text("utf-8").splitlines()]
    engine = Engine(Settings(read_pairs=False))
    examples = make_examples(read_invented(given.invented), engine)
    train(model, from_events(examples, raw, model), given.epochs, 0.7 * RATE)
    write_reader(model, given.output, {
        "translations": given.lessons, "events": len(raw), "epochs": given.epochs,
        "encoder": engine.encoder.fingerprint,
    })  # fmt: skip
    tell(f"written: {given.output}")


if __name__ == "__main__":
    raise SystemExit(main())

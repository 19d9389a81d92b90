"""The units of two texts, linked free of order or in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from compare.alignment.monotone import align_in_order
from compare.alignment.span_evidence import Text, cosines
from compare.arrays import one_thread
from compare.bitext.alignment import Alignment
from compare.bitext.beads import Bead, Mode
from compare.bitext.units import Spans, Units, cut, encode
from compare.encoders import check_language
from compare.encoders.shared import shared_encoder
from compare.errors import LimitError
from compare.pipeline import Engine, Progress
from compare.segmentation.segments import Segment
from compare.settings import DEFAULTS, Settings
from corpus.statements import Statement

MOST_UNITS = 50_000
"""Units a side that the monotone mode takes: their vectors fill about 75 MiB."""


def align(
    left: Statement,
    right: Statement,
    units: Units = "segments",
    mode: Mode = "order-free",
    settings: Settings = DEFAULTS,
    progress: Progress | None = None,
) -> Alignment:
    """Align two texts, English or Chinese, in one language or in two.

    Args:
        left, right: the texts; neither is the reference, but in monotone mode floating-point
            sums may settle a tie by the order of the sides.
        units: the segments of a comparison, sentences, or every line of the text, blank ones too.
        mode: free of order, or in order, as between a text and its translation.
        settings: the encoder, and the threshold of links free of order.
        progress: told what is being done, step by step.

    Raises:
        EncoderError: the encoder cannot be found, verified or loaded.
        LanguageError: the encoder does not know the language of a text.
        LimitError: a text has too many units for its mode.
    """
    say = progress or _silent
    spans = cut(left, units), cut(right, units)
    kept = [[i for i, (start, end) in enumerate(some) if start < end] for some in spans]
    if mode == "monotone":
        found = _in_order(left, right, _chosen(spans, kept), settings, say)
    else:
        found = _free(left, right, _chosen(spans, kept), units, settings, say)
    linked = [
        Bead(tuple(kept[0][i] for i in b.left), tuple(kept[1][j] for j in b.right), b.score)
        for b in found
        if b.left and b.right
    ]
    beads = with_nulls(linked, len(spans[0]), len(spans[1]))
    return Alignment(left, right, spans[0], spans[1], beads, units, mode)


def _silent(_: str) -> None:
    pass


def _chosen(spans: Sequence[Spans], kept: Sequence[Sequence[int]]) -> tuple[Spans, Spans]:
    left, right = (tuple(spans[side][i] for i in kept[side]) for side in (0, 1))
    return left, right


def _free(
    left: Statement,
    right: Statement,
    spans: tuple[Spans, Spans],
    units: Units,
    settings: Settings,
    say: Progress,
) -> list[Bead]:
    engine = Engine(settings)
    sides = [
        engine.prepare(
            statement,
            tuple(Segment(a, b, i, "", "own", False) for i, (a, b) in enumerate(some))
            if units != "segments"
            else None,
            say,
        )
        for statement, some in zip((left, right), spans, strict=True)
    ]
    result = engine.compare(sides[0], sides[1], say)
    return [Bead(link.left, link.right, link.probability) for link in result.links]


def _in_order(
    left: Statement,
    right: Statement,
    spans: tuple[Spans, Spans],
    settings: Settings,
    say: Progress,
) -> list[Bead]:
    encoder = shared_encoder(settings.encoder, cache=settings.cache)
    texts = []
    for statement, some in zip((left, right), spans, strict=True):
        check_language(encoder, statement.language)
        if len(some) > MOST_UNITS:
            raise LimitError(
                f"the text of {statement.side} has {len(some):,} units and at most "
                f"{MOST_UNITS:,} can be aligned in order: cut it at a chapter"
            )

        def tell(done: int, count: int, side: str = statement.side) -> None:
            say(f"encoding {side}: {done:,} of {count:,} units")

        rows = encode(encoder, [statement.text[start:end] for start, end in some], tell)
        texts.append(Text.of(rows, [end - start for start, end in some]))
    say(f"aligning {len(spans[0]):,} and {len(spans[1]):,} units")
    # The products are small: more threads would wait for each other longer than they work.
    with one_thread():
        links = [bead for bead in align_in_order(*texts) if all(bead)]
    scores = cosines(texts[0].rows, texts[1].rows, links)
    return [
        Bead(ours, theirs, float(score))
        for (ours, theirs), score in zip(links, scores, strict=True)
    ]


def with_nulls(linked: Iterable[Bead], m: int, n: int) -> tuple[Bead, ...]:
    """The links with a bead for every unit of either side that stands in none.

    The order is a ladder's: by the left units, and a null on the right right after the link
    that holds the unit before it, as far down as it goes.
    """
    links = sorted(linked, key=lambda bead: (bead.left, bead.right))
    ours = {i for bead in links for i in bead.left}
    theirs = {j for bead in links for j in bead.right}
    rows = [(bead.left[0], 0, bead.right[0], bead) for bead in links]
    rows += [(i, 0, 0, Bead((i,), (), None)) for i in range(m) if i not in ours]
    after = -1
    last_of = {j: bead.left[-1] for bead in links for j in bead.right}
    for j in range(n):
        if j in theirs:
            after = last_of[j]
        else:
            rows.append((after, 1, j, Bead((), (j,), None)))
    return tuple(row[-1] for row in sorted(rows, key=lambda row: row[:3]))

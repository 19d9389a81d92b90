"""How good the encoder is: ``python -m compare.training.encoder.scores --data FOLDER``.

Retrieval asks of each text which of all texts in the other language is nearest, and counts how
often it is its own translation. The test of similarity is the rank correlation (Spearman) of the
cosine with what people judged (Cer et al. 2017, STS-B).
"""

from __future__ import annotations

import argparse
import csv
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from compare.arrays import one_thread
from compare.encoders.loading import load_encoder, open_embedded
from compare.encoders.model_files import english_folder
from compare.encoders.protocol import EMBEDDED, Encoder
from compare.encoders.runtime import quiet
from compare.errors import CompareError, EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from compare.encoders.tokenizer import Vocabulary

Vectors = npt.NDArray[np.float32]
SETS = {"ntrex": "NTREX", "diplomatic_dev": "diplomatic dev"}
SIMILARITY = "sts_en_zh_dev"
TURN = 8
"""Sentences that a model encodes before it is another's turn, where speeds are compared."""
BASELINE = "all-MiniLM-L6-v2"
"""What the scores stand beside: the English half alone, which does not know Chinese."""

_LOADING = """
import time
from pathlib import Path
from compare.encoders import load_encoder

def memory():
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:  # another system than Linux: what it counts includes a parent's
        import resource
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024

before, wall, work = memory(), time.perf_counter(), time.process_time()
load_encoder(cache=False).model
print(time.perf_counter() - wall, time.process_time() - work, before, memory())
"""


def retrieve(queries: Vectors, answers: Vectors) -> float:
    """Share of queries (n, d) whose nearest answer (n, d) is the one in the same row."""
    nearest = (queries @ answers.T).argmax(1)
    return float((nearest == np.arange(len(queries))).mean())


def correlate(left: Vectors, right: Vectors, judged: Sequence[float]) -> float:
    """Spearman's rank correlation of the cosines of unit rows, (n, d) each, with judgements."""
    from scipy.stats import spearmanr

    return float(spearmanr((left * right).sum(1), judged).statistic)


def read_rows(path: Path) -> list[list[str]]:
    """Read a table of tab-separated text.

    Raises:
        EncoderError: there is no such file.
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError:
        raise EncoderError(f"no test set at {path}: give its folder with --data") from None


def score_retrieval(encoder: Encoder, folder: Path) -> dict[str, float]:
    """Top-1 retrieval in both directions on each set, in [0, 1]."""
    scores = {}
    for name, title in SETS.items():
        rows = read_rows(folder / f"{name}.tsv")
        english = encoder.encode([row[0] for row in rows])
        chinese = encoder.encode([row[1] for row in rows])
        scores[f"{title} ({len(rows):,}), zh to en"] = retrieve(chinese, english)
        scores[f"{title} ({len(rows):,}), en to zh"] = retrieve(english, chinese)
    return scores


def score_similarity(encoder: Encoder, folder: Path) -> dict[str, float]:
    """Rank correlation on pairs of sentences, across the languages and within each."""
    rows = read_rows(folder / f"{SIMILARITY}.tsv")
    en1, en2, zh1, zh2 = (encoder.encode([row[i] for row in rows]) for i in range(4))
    judged = [float(row[4]) for row in rows]
    return {
        f"STS-B dev ({len(rows):,}), en1 with zh2": correlate(en1, zh2, judged),
        f"STS-B dev ({len(rows):,}), zh1 with en2": correlate(zh1, en2, judged),
        f"STS-B dev ({len(rows):,}), English alone": correlate(en1, en2, judged),
        f"STS-B dev ({len(rows):,}), Chinese alone": correlate(zh1, zh2, judged),
    }


def score_traditional(encoder: Encoder, folder: Path) -> dict[str, float]:
    """Mean and least cosine of Chinese sentences with themselves in Traditional characters."""
    from opencc import OpenCC

    rows = read_rows(folder / "diplomatic_dev.tsv")
    convert = OpenCC("s2t").convert
    simplified = encoder.encode([row[1] for row in rows])
    traditional = encoder.encode([convert(row[1]) for row in rows])
    cosines = (simplified * traditional).sum(1)
    return {
        f"Traditional with Simplified ({len(rows)}), mean cosine": float(cosines.mean()),
        f"Traditional with Simplified ({len(rows)}), least": float(cosines.min()),
    }


def score_english(encoder: Encoder, folder: Path, count: int = 500) -> dict[str, float]:
    """Greatest difference of a number of an English vector from all-MiniLM-L6-v2's own."""
    texts = [row[0] for row in read_rows(folder / "ntrex.tsv")[:count]]
    theirs = open_english().encode(texts, show_progress_bar=False)
    apart = np.abs(encoder.encode(texts) - theirs).max()
    return {f"English ({len(texts):,}), greatest difference": float(apart)}


def open_english() -> SentenceTransformer:
    """Load all-MiniLM-L6-v2 with sentence-transformers alone."""
    with quiet():
        from sentence_transformers import SentenceTransformer

        return SentenceTransformer(str(english_folder()), device="cpu", local_files_only=True)


def measure_speed(folder: Path, count: int = 200, rounds: int = 5) -> dict[str, float]:
    """Sentences a second of work of one core, all of one number of pieces, without the cache.

    The models take turns every few sentences and the best of their rounds counts: so other work
    on the machine weighs on all alike.
    """
    import torch

    model = open_embedded()
    texts = _cut_alike(folder, model.vocabulary, count)
    number = min(map(len, texts.values()))
    plain = open_english()

    def theirs(part: Sequence[str]) -> None:
        with torch.inference_mode():
            plain(plain.preprocess(part))

    def own(part: Sequence[str]) -> None:
        for each in model.parts(part):
            model.read(each, tokens=False)

    runs: dict[str, tuple[Callable[[Sequence[str]], None], list[str]]] = {
        "all-MiniLM-L6-v2, English": (theirs, texts["en"][:number]),
        "this encoder, English": (own, texts["en"][:number]),
        "this encoder, Chinese": (own, texts["zh"][:number]),
    }
    took = dict.fromkeys(runs, 0.0)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with one_thread():
        for start in range(0, number, TURN):
            best = dict.fromkeys(runs, float("inf"))
            for _ in range(rounds):
                for title, (encode, whole) in runs.items():
                    started = time.thread_time()
                    encode(whole[start : start + TURN])
                    best[title] = min(best[title], time.thread_time() - started)
            took = {title: took[title] + seconds for title, seconds in best.items()}
    torch.set_num_threads(threads)
    found = {f"{title} ({number}), sentences a second": number / s for title, s in took.items()}
    plainly, english, chinese = found.values()
    return {
        **found,
        "Chinese over English, both here": chinese / english,
        "English here over all-MiniLM-L6-v2 in PyTorch": english / plainly,
    }


def _cut_alike(folder: Path, vocabulary: Vocabulary, count: int) -> dict[str, list[str]]:
    """Return sentences of each language cut to the same number of pieces."""
    length, rows, texts = 30, read_rows(folder / "ntrex.tsv"), {}
    for column, language in enumerate(("en", "zh")):
        cuts = ((row[column], vocabulary.split([row[column]])[0]) for row in rows)
        alike = (text[: cut.offsets[length - 1][1]] for text, cut in cuts if len(cut.ids) >= length)
        texts[language] = list(itertools.islice(alike, count))
    return texts


def measure_load(rounds: int = 3) -> dict[str, float]:
    """Seconds to load, its imports included, and memory, of fresh processes."""
    runs = [
        subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, text=True, check=True)
        for _ in range(rounds)
    ]
    seconds, work, before, after = min(tuple(map(float, run.stdout.split())) for run in runs)
    return {
        f"load beyond the import (best of {rounds}), seconds": seconds,
        "  of that, work of the processor, seconds": work,
        "memory of the import, MiB": before,
        "memory with the encoder, MiB": after,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0, or 2 where it cannot be made."""
    parser = argparse.ArgumentParser(
        "python -m compare.training.encoder.scores", description=__doc__
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data/eval"),
                        help="folder of the test sets (default: %(default)s)")  # fmt: skip
    parser.add_argument("--encoder", default=EMBEDDED, help="name or folder (default: %(default)s)")
    parser.add_argument("--no-speed", action="store_true", help="leave out speed and memory")
    parser.add_argument("--no-cache", action="store_true", help="encode everything anew")
    given = parser.parse_args(arguments)
    try:
        encoder = load_encoder(given.encoder, cache=not given.no_cache)
        baseline = load_encoder(str(english_folder()), cache=not given.no_cache)
        print(f"{encoder.name}, fingerprint {encoder.fingerprint[:12]}")
        print(f"{'(number of texts)':<50}{'score':>9}{BASELINE:>18}", flush=True)
        for part in (score_retrieval, score_similarity):
            _print(part(encoder, given.data), "9.4f", part(baseline, given.data))
        _print(score_traditional(encoder, given.data), "9.4f")
        if given.encoder == EMBEDDED:
            _print(score_english(encoder, given.data), "9.1e")
            if not given.no_speed:
                _print(measure_speed(given.data), "9.2f")
                _print(measure_load(), "9.2f")
    except CompareError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _print(scores: dict[str, float], form: str, beside: dict[str, float] | None = None) -> None:
    for title, value in scores.items():
        other = f"{beside[title]:18.4f}" if beside else ""
        print(f"{title:<50}{value:{form}}{other}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

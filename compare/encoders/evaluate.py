"""How good the encoder is: ``python -m compare.encoders.evaluate --data FOLDER``.

Retrieval asks of each text which of all texts in the other language is nearest, and counts how
often it is its own translation. The test of similarity is the rank correlation (Spearman) of the
cosine with what people judged (Cer et al. 2017, STS-B).
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from compare.encoders.loading import load_encoder
from compare.encoders.protocol import EMBEDDED, Encoder
from compare.errors import CompareError, EncoderError

Vectors = npt.NDArray[np.float32]
SETS = {"ntrex": "NTREX", "diplomatic_dev": "diplomatic dev"}
SIMILARITY = "sts_en_zh_dev"


def retrieve(queries: Vectors, answers: Vectors) -> float:
    """Share of queries (n, d) whose nearest answer (n, d) is the one in the same row."""
    nearest = (queries @ answers.T).argmax(1)
    return float((nearest == np.arange(len(queries))).mean())


def correlate(left: Vectors, right: Vectors, judged: Sequence[float]) -> float:
    """Spearman's rank correlation of the cosines of rows with what people judged."""
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
        "STS-B dev, en1 with zh2": correlate(en1, zh2, judged),
        "STS-B dev, zh1 with en2": correlate(zh1, en2, judged),
        "STS-B dev, English alone": correlate(en1, en2, judged),
        "STS-B dev, Chinese alone": correlate(zh1, zh2, judged),
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
        "Traditional with Simplified, mean": float(cosines.mean()),
        "Traditional with Simplified, least": float(cosines.min()),
    }


def measure_speed(folder: Path, count: int = 200) -> dict[str, float]:
    """Sentences a second in each language, at the same number of pieces, without the cache."""
    import torch
    from sentence_transformers import SentenceTransformer

    from compare.encoders.places import english_folder
    from compare.encoders.transformer import TransformerEncoder

    ours = load_encoder(cache=False)
    assert isinstance(ours, TransformerEncoder)
    plain = SentenceTransformer(str(english_folder()), device="cpu")
    length = 30
    rows = read_rows(folder / "ntrex.tsv")
    pieces = ours.model[0].vocabulary
    texts = {
        language: [
            text[: cut.offsets[length - 1][1]]
            for text, cut in zip(column, pieces.split(column), strict=True)
            if len(cut.ids) >= length
        ][:count]
        for language, column in (("en", [r[0] for r in rows]), ("zh", [r[1] for r in rows]))
    }
    number = min(map(len, texts.values()))
    found: dict[str, float] = {}
    for title, model, language in (
        ("all-MiniLM-L6-v2, English", plain, "en"),
        ("this encoder, English", ours.model, "en"),
        ("this encoder, Chinese", ours.model, "zh"),
    ):
        with torch.inference_mode():
            model.encode(texts[language][:16], show_progress_bar=False)
            took = []
            for _ in range(3):
                started = time.perf_counter()
                model.encode(texts[language][:number], show_progress_bar=False)
                took.append(time.perf_counter() - started)
        found[f"{title}, sentences a second"] = number / min(took)
    english, chinese = (list(found.values())[i] for i in (0, 2))
    found["Chinese over all-MiniLM-L6-v2"] = chinese / english
    return found


def measure_load() -> dict[str, float]:
    """Seconds to load beyond importing sentence-transformers, and memory of a fresh process."""
    script = (
        "import resource, time, sentence_transformers\n"
        "from compare.encoders import load_encoder\n"
        "memory = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "before, a = memory(), time.perf_counter()\n"
        "load_encoder(cache=False).model\n"
        "print(time.perf_counter() - a, before, memory())\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, before, after = map(float, run.stdout.split())
    return {
        "load beyond the import, seconds": seconds,
        "memory of the import, MiB": before,
        "memory with the encoder, MiB": after,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0, or 2 where it cannot be made."""
    parser = argparse.ArgumentParser("python -m compare.encoders.evaluate", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/eval"),
                        help="folder of the test sets (default: %(default)s)")  # fmt: skip
    parser.add_argument("--encoder", default=EMBEDDED, help="name or folder (default: %(default)s)")
    parser.add_argument("--no-speed", action="store_true", help="leave out speed and memory")
    parser.add_argument("--no-cache", action="store_true", help="encode everything anew")
    given = parser.parse_args(arguments)
    try:
        encoder = load_encoder(given.encoder, cache=not given.no_cache)
        print(f"{encoder.name}, fingerprint {encoder.fingerprint[:12]}", flush=True)
        for part in (score_retrieval, score_similarity, score_traditional):
            _print(part(encoder, given.data), "{:9.4f}")
        if given.encoder == EMBEDDED and not given.no_speed:
            _print(measure_speed(given.data), "{:9.2f}")
            _print(measure_load(), "{:9.2f}")
    except CompareError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _print(scores: dict[str, float], form: str) -> None:
    for title, value in scores.items():
        print(f"{title:50} {form.format(value)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

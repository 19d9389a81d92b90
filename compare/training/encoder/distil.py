"""Make the Chinese half of the encoder, which learns to give the vectors of the English half.

From pairs of texts to the folder that ships, in five steps: read the pairs; learn the Chinese
vocabulary; work out the teacher's vectors of the English texts; start the vector of each Chinese
piece from the English ones it occurs with; train. Every step leaves what it made in --work, so a
run that was stopped takes up where it was. The order is seeded; the numbers depend on the
processor in their last digits. --small shows in a minute, without data, that the recipe runs.

Data: --data, a folder that holds parallel/ and zh/. In parallel/, tables of English and Chinese:
open.tsv.xz, gathered from taiwan_laws (law.moj.gov.tw), python_docs (docs.python.org), tatoeba
(tatoeba.org), wmt_zh_en (statmt.org), mlqe_pe (github.com/sheffieldnlp/mlqe-pe), tico19
(tico-19.github.io), xquad (github.com/google-deepmind/xquad), ud_pud (universaldependencies.org),
texts of the United Nations; lexicon.tsv.xz from Wikipedia's titles, CC-CEDICT and names of
countries; diplomatic_train.tsv and glossary.tsv, made for this project. In zh/, the official
evening news and press conferences of China's foreign ministry, for the vocabulary. Of these only
the glossary is in the project; columns and counts: compare/encoders/embedded/README.md.
Licence: laws of Taiwan without copyright; tatoeba CC BY 2.0 FR; mlqe_pe, tico19 and titles CC0;
xquad, ud_pud and CC-CEDICT CC BY-SA; names of countries ODbL; wmt_zh_en for research; news and
press conferences belong to their publishers. Weights learned from all of them may ship.
Writes: --out, a folder like compare/encoders/embedded/.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from compare.encoders.model_files import (
    EMBEDDED_FOLDER,
    ENGLISH_FILES,
    MANIFEST,
    english_folder,
)
from compare.encoders.runtime import quiet
from compare.encoders.tokenizer import Vocabulary, read_simplified
from compare.errors import EncoderError
from compare.training.command import make_parser, run, tell
from compare.training.encoder.parallel_pairs import (
    SHARES,
    Pair,
    read_chinese,
    read_glossary,
    read_pairs,
)

if TYPE_CHECKING:
    from compare.training.encoder.student import Lessons, Student, Training

PIECES = 40_000
"""Size of the Chinese vocabulary: what fits with room to spare under 40 MB in whole bytes."""

LEXICAL = frozenset({"cc_cedict", "wikipedia_titles", "country_names", "glossary"})
"""Sources whose Chinese side is a word or a name."""

SCARCE = frozenset({"diplomatic_train", "glossary"})
"""Sources that count five times when words are counted: they are what the encoder is for."""

UNLEARNED = (
    "modules.json",
    "1_Pooling/config.json",
    "2_Normalize/config.json",
    "config_sentence_transformers.json",
)
"""Files of a model that say of what modules it is made, the same whatever it learned."""

GLOSSARY = Path(__file__).parents[2] / "annotation" / "glossary.tsv"
"""The terms that ship, of which ``--small`` learns from every eighth."""
SMALL = slice(None, None, 8)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the recipe; return 0, or 2 where it cannot be run."""
    return run(_parser(), arguments, _distil_quietly)


def _distil_quietly(given: argparse.Namespace) -> None:
    with quiet():
        distil(given)


def _parser() -> argparse.ArgumentParser:
    parser = make_parser("encoder", __doc__)
    parser.add_argument("--data", type=Path, help="folder that holds parallel/ and zh/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--work", type=Path, help="folder for what can be taken up again "
                        "(default: OUT.work)")  # fmt: skip
    parser.add_argument("--pairs", type=int, help="pairs to learn from in all, passes counted")
    parser.add_argument("--pieces", type=int, default=PIECES, help="size of the vocabulary "
                        "(default: %(default)s)")  # fmt: skip
    parser.add_argument("--seed", type=int, help="of the order and the draws")
    parser.add_argument("--threads", type=int, help="threads to train with (default: all cores)")
    parser.add_argument("--small", action="store_true", help="learn a little from the bundled "
                        "glossary, in about a minute: shows that the recipe runs")  # fmt: skip
    return parser


def distil(given: argparse.Namespace) -> None:
    """Run all steps as the command line says.

    Raises:
        EncoderError: no data was named, or the English half is missing.
    """
    import torch

    from compare.training.encoder.student import Schedule, Training

    if not given.small and given.data is None:
        raise EncoderError("no pairs to learn from: give their folder with --data, or --small")
    if given.threads:
        torch.set_num_threads(given.threads)
    work = given.work or given.out.with_name(f"{given.out.name}.work")
    work.mkdir(parents=True, exist_ok=True)
    pairs = read_glossary(GLOSSARY)[SMALL] if given.small else read_pairs(given.data)
    tell(f"{len(pairs):,} pairs")
    vocabulary = _vocabulary(pairs, given, work)
    lessons, student = prepare(pairs, vocabulary, work)
    schedule = Schedule(pairs=1_200, warmup=120) if given.small else Schedule()
    chosen = {name: getattr(given, name) for name in ("pairs", "seed") if getattr(given, name)}
    training = Training(student, lessons, replace(schedule, **chosen))
    if training.resume(work):
        tell(f"taken up after {training.seen:,} pairs")
    training.run(work, tell)
    write_folder(student, vocabulary, given.out, _describe(training, pairs))
    tell(f"written: {given.out}")


def _describe(training: Training, pairs: Sequence[Pair]) -> dict[str, Any]:
    """What a model was trained on, and how, for its manifest."""
    return {
        "pairs": dict(sorted(Counter(pair.source for pair in pairs).items())),
        "schedule": asdict(training.schedule),
        "seen": training.seen,
    }


def _vocabulary(pairs: Sequence[Pair], given: argparse.Namespace, work: Path) -> Vocabulary:
    from tokenizers import Tokenizer

    from compare.encoders.networks.plain_encoder import SIMPLIFIED, TOKENIZER
    from compare.training.encoder.vocabulary import learn_pieces, write_opencc

    def texts() -> Iterator[str]:
        for pair in pairs:
            yield from [pair.chinese] * (5 if pair.source in SCARCE else 1)
        if not given.small:
            yield from read_chinese(given.data, every=12)

    write_opencc(work / SIMPLIFIED)
    simplified = read_simplified(work / SIMPLIFIED)
    if not (work / TOKENIZER).exists():
        words = (pair.chinese for pair in pairs if pair.source in LEXICAL)
        learn_pieces(texts(), words, simplified, given.pieces, work / TOKENIZER)
        tell("vocabulary learnt")
    return Vocabulary(
        Tokenizer.from_file(str(english_folder() / "tokenizer.json")),
        Tokenizer.from_file(str(work / TOKENIZER)),
        simplified,
        limit=130,
    )


def prepare(pairs: Sequence[Pair], vocabulary: Vocabulary, work: Path) -> tuple[Lessons, Student]:
    """Cut the pairs, ask the teacher, and start the student."""
    import torch

    from compare.training.encoder.student import Lessons, Student
    from compare.training.encoder.teacher import open_teacher, teach
    from compare.training.encoder.vocabulary import start_vectors

    body = open_teacher(english_folder(), attention="eager")
    cut = vocabulary.split([pair.chinese for pair in pairs])
    start = work / "start.npy"
    if not start.exists():
        english = vocabulary.english.encode_batch(
            [pair.english for pair in pairs], add_special_tokens=False
        )
        ids = [(e.ids[:60], c.ids[:60]) for e, c in zip(english, cut, strict=True)]
        known = body.embeddings.word_embeddings.weight.detach().numpy()
        np.save(start, start_vectors(vocabulary, ids, known), allow_pickle=False)
        tell("first vectors set")
    texts = sorted({pair.english for pair in pairs}, key=lambda text: (len(text), text))
    vectors = teach(texts, english_folder(), work, tell)
    row = {text: number for number, text in enumerate(texts)}
    kept = [i for i, pieces in enumerate(cut) if pieces.chinese and pieces.ids]
    lessons = Lessons(
        [cut[i].ids for i in kept],
        np.array([row[pairs[i].english] for i in kept]),
        np.array([SHARES[pairs[i].source] for i in kept]),
        vectors,
    )
    return lessons, Student(body, torch.from_numpy(np.load(start, allow_pickle=False)))


def write_folder(
    student: Student, vocabulary: Vocabulary, folder: Path, training: dict[str, Any]
) -> None:
    """Write a sentence-transformers model of the student, with a manifest of its hashes."""
    from compare.encoders.bilingual import Bilingual
    from compare.encoders.networks.body import body_of, open_body

    vocabulary.limit = 256
    body = body_of(student.body.state_dict())
    table = student.table.weight.detach()
    folder.mkdir(parents=True, exist_ok=True)
    Bilingual(open_body(english_folder()), body, table, vocabulary).save(folder)
    for name in UNLEARNED:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copyfile(EMBEDDED_FOLDER / name, folder / name)
    write_manifest(folder, int(table.shape[1]), training)


def write_manifest(folder: Path, dimension: int, training: dict[str, Any]) -> None:
    """Write the hashes of all that bears on a vector, which loading checks, and the training."""
    kinds = {".json", ".txt", ".safetensors"}
    files = sorted(p for p in folder.rglob("*") if p.suffix in kinds and p.name != MANIFEST)
    manifest: dict[str, Any] = {
        "dimension": dimension,
        "english": ENGLISH_FILES,
        "files": {
            p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in files
        },
        "languages": ["en", "zh"],
        "training": training,
    }
    text = json.dumps(manifest, indent=2, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

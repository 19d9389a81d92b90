"""How informative words are: the rare more than the common, in both languages."""

from __future__ import annotations

import gzip
import importlib.resources

import pytest

from compare.annotation.idf import FILE, load_informativeness
from compare.training.informativeness import count, dump
from corpus.text.folding import fold


@pytest.mark.parametrize(
    ("language", "common", "rare"),
    [("en", "the", "overflight"), ("en", "cooperation", "fentanyl"), ("zh", "合作", "红海")],
)
def test_rare_words_weigh_more(language: str, common: str, rare: str) -> None:
    background = load_informativeness()
    assert background.information(common, language) < background.information(rare, language)


def test_a_word_never_seen_is_wholly_informative() -> None:
    assert load_informativeness().information("zyzzyva", "en") == 1


def test_a_piece_of_a_word_weighs_as_the_word_and_a_mark_nothing() -> None:
    background = load_informativeness()
    text = fold("Fentanyl, and 芬太尼。")
    assert background.token(text, 0, 3) == background.token(text, 3, 8)
    assert background.token(text, 0, 8) == background.information("fentanyl", "en")
    assert background.token(text, 8, 9) == 0
    assert background.token(text, text.index("芬"), text.index("芬") + 3) > 0.5


def test_counts_are_of_sentences_and_the_file_is_the_same_every_time() -> None:
    texts = [("en", "Peace, peace in the Strait."), ("en", "Peace at last."), ("zh", "和平。")]
    background = count(texts, fewest=1)
    assert background.sentences == {"en": 2, "zh": 1}
    assert background.counts["peace"] == 2
    assert background.counts["和平"] == 1
    assert dump(background) == dump(count(texts, fewest=1))


def test_every_shipped_count_is_found() -> None:
    file = importlib.resources.files("compare.annotation") / FILE
    rows = gzip.decompress(file.read_bytes()).decode("utf-8").splitlines()
    written = {term: int(count) for term, count in (row.split("\t") for row in rows)}
    shipped = load_informativeness()
    assert {f"={language}": total for language, total in shipped.sentences.items()} == {
        term: written.pop(term) for term in list(written) if term.startswith("=")
    }
    assert dict(shipped.counts) == written
    assert "no such term" not in shipped.counts

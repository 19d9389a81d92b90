"""English."""

from compare.languages.base import Language
from compare.languages.en.clauses import clause_cuts
from compare.languages.en.denial import DENIAL
from compare.languages.en.names import NAMES, PLACES
from compare.languages.en.negation import NEGATION
from compare.languages.en.procedural import PROCEDURAL
from compare.languages.en.quantities import QUANTITIES
from compare.languages.en.reporting import DIALOGUE, REPORTING, SPEECH
from compare.languages.en.sentences import SENTENCES
from compare.languages.en.spelling import fold_word, stem
from compare.languages.en.tone import TONE
from compare.languages.en.words import WORDS

__all__ = ["ENGLISH"]

ENGLISH = Language(
    code="en",
    name="English",
    sentences=SENTENCES,
    clause_cuts=clause_cuts,
    reporting=REPORTING,
    speech=SPEECH,
    dialogue=DIALOGUE,
    names=NAMES,
    procedural=PROCEDURAL,
    quantities=QUANTITIES,
    places=PLACES,
    words=WORDS,
    tone=TONE,
    fold_word=fold_word,
    stem=stem,
    denial=DENIAL,
    negation=NEGATION,
)

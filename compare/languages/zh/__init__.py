"""Chinese, in Simplified and Traditional characters."""

from compare.languages.base import Language
from compare.languages.zh.clauses import clause_cuts
from compare.languages.zh.denial import DENIAL
from compare.languages.zh.names import NAMES, PLACES
from compare.languages.zh.negation import NEGATION
from compare.languages.zh.procedural import PROCEDURAL
from compare.languages.zh.quantities import QUANTITIES
from compare.languages.zh.reporting import DIALOGUE, REPORTING, SPEECH
from compare.languages.zh.sentences import SENTENCES
from compare.languages.zh.tone import TONE
from compare.languages.zh.words import WORDS
from corpus.text.characters import HAN_CHARACTER

__all__ = ["CHINESE"]

CHINESE = Language(
    code="zh",
    name="Chinese",
    characters=HAN_CHARACTER,
    space="",
    letter_weight=3,
    label_length=3,
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
    denial=DENIAL,
    negation=NEGATION,
)

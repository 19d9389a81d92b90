"""Chinese words that turn a claim into its opposite.

Besides 不, 没, 未 and 无 the verbs of refusal and opposition; words that only contain one of these
characters (不断, 不仅, 无论) turn nothing. Simplified characters are read.
"""

from __future__ import annotations

import re

from compare.languages.rules import NegationRules

_IDLE = (
    "不断 不仅 不但 不少 不久 不同 不管 不论 不得不 不可分割 不止 不懈 不容 不变 不移 不平凡 "
    "不确定 不畏 不约而同 不失时机 不对抗 不冲突 不遗余力 不竭 不朽 不负 不忘 不愧 了不起 "
    "不动摇 不凡 不利 不必 不足 不公 不安 不幸 不满 互不 毫不 无论 无线 无疑 未来"
)

NEGATION = NegationRules(
    negating=re.compile(r"不|没|未|无|勿|拒绝|反对|否认"),
    idle=re.compile("|".join(_IDLE.split())),
)

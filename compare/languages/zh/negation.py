"""Chinese words that turn a claim into its opposite.

Besides 不, 没, 未 and 无 the verbs of refusal and opposition; words that only contain one of these
characters (不断, 无核化) turn nothing, as their English partners do not. Simplified characters are
read.
"""

from __future__ import annotations

import re

from compare.languages.rules import NegationRules

_IDLE = (
    "不断 不仅 不但 不少 不久 不同 不管 不论 不得不 不可分割 不止 不懈 不容 不变 不移 不平凡 "
    "不确定 不畏 不约而同 不失时机 不对抗 不冲突 不遗余力 不竭 不朽 不负 不忘 不愧 了不起 "
    "不动摇 不凡 不利 不必 不足 不公 不安 不幸 不满 互不 毫不 无论 无线 无疑 未来 无核 不扩散 "
    "不干涉 不结盟 无人机 不丹 不列颠 不可或缺 不可逆转 不可避免 无偿 前所未有 无条件 未成年 没收 "
    "不平等 不对称 不稳定 无障碍 无端 无限 无穷 不可替代 不可估量 无国界 无害 无理"
)

NEGATION = NegationRules(
    negating=re.compile(r"不|没|未|无|勿|拒绝|反对|否认"),
    idle=re.compile("|".join(_IDLE.split())),
    distancing=re.compile("所谓的?"),
)

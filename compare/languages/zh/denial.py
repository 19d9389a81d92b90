"""Chinese ways of saying that something was not talked about.

双方没有谈及人权, 会谈不涉及香港: the subject was no part of the talks. A claim in the negative
(不支持“台独”) is a position on its subject and no denial of it, and so is the charge that a paper
keeps silent on something. Simplified characters are read, and
punctuation of either width.
"""

from __future__ import annotations

import re

from compare.languages.rules import DenialRules

_NOT = r"(?<!有)(?:都|均|并|也|从|还)?(?:没有|没|未曾|不曾|未)(?:能)?(?:明确|直接|公开|具体|专门)?"
_TALK = (
    r"(?:谈及|谈到|谈论|谈起|提及|提到|提起(?!公诉|诉讼)|涉及|触及|论及|说到|讨论(?!出|通过|过))"
)

_FOLLOWS = re.compile(
    rf"{_NOT}(?:{_TALK}|谈(?![判妥拢成]))(?![。；;，,！!？?]|\Z)"
    r"|(?:会谈|会晤|会见|通话|谈话|讨论|议题|内容)[^。；;，,！!？?]{0,6}不涉及"
    rf"|{_NOT}(?:就|对)(?=[^。；;！!？?，,]{{1,40}}?(?:进行|展开|作)?(?:讨论|交换意见|交换看法|磋商|商谈|交流))"
)

_PRECEDES = re.compile(
    rf"{_NOT}被?{_TALK}(?=[。；;，,！!？?]|\Z)"
    rf"|{_NOT}(?:被)?(?:列入|纳入|进入)[^。；;，,]{{0,10}}?(?:议程|议题)"
    r"|(?:不|没有|未)在[^。；;，,]{0,12}?(?:议程|议题|讨论范围)(?:之内|之列|之中|上|中|内)?"
)

_CLAUSE_END = re.compile(r"[。；;！!？?，,\n]")
_TEXTS = re.compile(
    r"声明|公报|报告|报道|通告|致辞|讲话|立场|文件|命令|消息稿|协议|条约|决议|法案|议程草案|调查|记者会|修改"
)

DENIAL = DenialRules(_FOLLOWS, _PRECEDES, _CLAUSE_END, other_subject=_TEXTS)

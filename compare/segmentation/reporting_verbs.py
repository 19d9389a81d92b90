"""Frames: the words with which a sentence says whose words it reports.

"The Secretary also emphasized", "外长指出", "the two sides agreed", "..., the Premier said". Rules
only; the Chinese ones read Simplified characters
(:func:`compare.segmentation.affiliations.fold_characters`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from compare.segmentation.affiliations import Kind, is_side, names_in

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """A subject and a verb of saying, before it is known for whom the subject speaks."""

    start: int
    end: int
    subject: Span
    kind: Literal["named", "both", "he", "i"]
    firm: bool = True
    """Whether it takes the word from a speaker who has it: "表示" does, "希望" may be his own."""


def find_frame(folded: str, start: int, end: int) -> ReportingClause | None:
    """The frame of the sentence ``folded[start:end]``, or None; offsets are the text's."""
    if _HAN.search(folded, start, end):
        return _find_zh(folded, start, end) or _find_en(folded, start, end)
    return _find_en(folded, start, end)


_HAN = re.compile(r"[\u3400-\u9fff]")

# English -------------------------------------------------------------------------------------

_SAY_EN = re.compile(
    r"\b(?:emphasi[sz]e[sd]?|underscore[sd]?|underline[sd]?|stress(?:es|ed)?|highlight(?:s|ed)?"
    r"|note[sd]?|state[sd]|says?|said|told|add(?:s|ed)|point(?:s|ed)?\sout|reiterate[sd]?"
    r"|(?:re)?affirm(?:s|ed)?|confirm(?:s|ed)?|restated|express(?:es|ed)?|convey(?:s|ed)?"
    r"|explain(?:s|ed)?|raise[sd]?|discuss(?:es|ed)?|address(?:es|ed)|exchanged?|agree[sd]?"
    r"|welcome[sd]?|recogni[sz]e[sd]?|acknowledge[sd]?|commit(?:s|ted)?|pledge[sd]?|urge[sd]?"
    r"|call(?:s|ed)?\s(?:on|for|upon)|warn(?:s|ed)?|caution(?:s|ed)?|demand(?:s|ed)"
    r"|condemn(?:s|ed)?|oppose[sd]?|reject(?:s|ed)?|ma(?:de|kes?)\s(?:it\s)?clear|voice[sd]"
    r"|advocate[sd]?|outline[sd]|relayed|described|praise[sd]|commend(?:s|ed)|applaud(?:s|ed)"
    r"|congratulated|thank(?:s|ed)|invite[sd]|believe[sd]?|hope[sd]?|expects?|supports?"
    r"|underst(?:ood|ands)|propose[sd]?|suggest(?:s|ed)|expound(?:s|ed)|elaborate[sd]|briefed"
    r"|shared|offered|promised|requested|asked|observed|remarked|declare[sd]?|announced?"
    r"|reviewed|explored|consulted|decided|encouraged|reached|appreciate[sd]?"
    r"|looks?\sforward|spoke\s(?:about|of|on)|talked\sabout|touched\s(?:on|upon)|mentioned"
    r"|insist(?:s|ed)|criticized|accused|inform(?:s|ed)|updated|previewed|tasked|protested|lodged|pressed|sought|assured|reported"
    r"|(?:had|held|conducted|engaged\sin)\s[^.;]{0,80}?\b(?:discussions?|exchanges?|talks"
    r"|conversations?|communication|dialogue))\b"
    r"|(?<=[a-z])\s(?:will|shall)(?=\s[a-z(])"
)
_ADVERBS = re.compile(
    r"(?:[,\s]+(?:also|both|further|again|then|jointly|once|today|each|all|has|have|had|in\sturn"
    r"|for\s(?:his|her|their|its)\spart|do|does|did|in\sparticular|[a-z]+ly))*[\s]+\Z"
)
_GROUP = (
    r"sides?|leaders|presidents|ministers|parties|countries|nations|governments|officials|teams"
    r"|delegations|principals|advis[eo]rs|NSAs|chiefs|heads\sof\sstate|secretaries|counterparts|men|militaries|diplomats"
)
_BOTH_EN = re.compile(
    rf"(?:\b(?:[Tt]he\s)?(?:[Tt]wo|[Tt]hree|[Bb]oth)(?:\sof\sthem)?(?:\s[\w-]+){{0,2}}?\s"
    rf"(?i:{_GROUP})|\b[Tt]he\s(?i:{_GROUP}|two|pair)|\b[Tt]hey(?:\sboth)?|\b[Bb]oth)\Z"
)
_BOTH_HEAD = re.compile(
    rf"(?:(?:The\s)?(?:Two|Both|two)(?:\s[\w-]+){{0,2}}?\s(?:{_GROUP})|The\s(?:{_GROUP}|two|pair)|They)"
    r"\b(?![’'])(?=\s(?!should|must|need|can|may|could|ought|are|were|have\sto))"
)
_TOLD = re.compile(r"\s(?:[a-z]+ly\s)?(?:[a-z]+ed|met|had|held|spoke|took|made)\b")
_PRONOUN = re.compile(r"(?:\A|[^\w\s]\s*|[a-z]\s+)((?:[Ss]?[Hh]e)|I|[Ww]e)\Z")
_CAPITALS = re.compile(
    r"(?:\b[Tt]he\s+)?(?:[A-Z@][\w.’'&-]*|[A-Z]\.)"
    r"(?:(?:,?\s+and|,\s+(?=[JS]r\b)|\s+(?:of|the|for|on|de|von|der|bin|al|side|government))*+"
    r"\s*(?<=\s)[A-Z][\w.’'&-]*|\s+(?:side|government|delegation))*\Z"
)
_LEAD = re.compile(
    r"(?:(?:On|In|At|As|Today|During|While|After|Before|When|Then|Overall|Also|And|But|That|If"
    r"|Additionally|Finally|However|Here|For|With|To)\b,?\s+)+"
)
_FINITE = re.compile(r"\s|\w+[sd]\b|told|made|spoke|sought")
_WITHIN = re.compile(r"\b(?:which|that|where|whom|who|whether|than|because|if|what)\s+\Z")
_WITHIN_AS = re.compile(r"\bas\s+\Z")
_RECALLED = frozenset({"discussed", "agreed", "outlined", "reached"})
_INVERTED = re.compile(r"\s+((?:[A-Z][\w.’'-]*\s?){1,6})")


def _find_en(text: str, start: int, end: int) -> ReportingClause | None:
    for verb in _SAY_EN.finditer(text, start, end):
        if found := _subject_en(text, start, verb):
            return found
    if joint := _BOTH_HEAD.match(text, start, end):
        told = bool(_TOLD.match(text, joint.end(), end))
        return ReportingClause(start, joint.end(), (start, joint.end()), "both", firm=told)
    return None


def _subject_en(text: str, start: int, verb: re.Match[str]) -> ReportingClause | None:
    floor = max(start, verb.start() - 160)
    head = text[floor : verb.start()]
    modal = verb[0].strip() in {"will", "shall"}
    adverbs = _ADVERBS.search(head)
    head = head[: adverbs.start()] if adverbs else head.rstrip()
    if head.endswith(",") and (comma := head.rfind(",", 0, -1)) >= 0:
        # "Wang Yi, member of the Political Bureau, said": what stands between two commas.
        head = head[:comma]
    both = _BOTH_EN.search(head)
    pronoun = None if both else _PRONOUN.search(head)
    named = None if both else _CAPITALS.search(head)
    if pronoun and named and not re.search(r"(?:\A|[^\w\s]\s*|\b[a-z]+\s)[HISW]\w*\Z", named[0]):
        pronoun = None  # "Vice Premier He" is a name
    alone = named is not None and not pronoun and " and " not in named[0]
    if alone and not _FINITE.match(verb[0]):
        return None  # "U.S. support for" is no frame
    meeting = verb[0].startswith(("had ", "held ", "conducted ", "engaged "))
    if head.count("(") > head.count(")"):
        return None
    if pronoun:
        named, at = None, pronoun.start(1)
    elif subject := both or named:
        at = subject.start()
    else:
        return _inverted(text, start, verb)
    if named:
        lead = _LEAD.match(head, at)
        at = lead.end() if lead else at
    if at >= len(head) or _within(head[:at], verb[0]):
        return None
    several = bool(both) or (named is not None and " and " in head[at:])
    if (meeting and not several) or (modal and not (both or is_side(head[at:]))):
        return None
    kind: Literal["named", "both", "he", "i"] = "both" if both else "named"
    if pronoun:
        kind = "he" if pronoun[1].lower() in {"he", "she"} else "i"
    begin = floor + at
    soft = modal or (kind == "named" and is_side(head[at:]) and bool(_SOFT_EN.match(verb[0])))
    return ReportingClause(begin, verb.end(), (begin, floor + len(head)), kind, firm=not soft)


_SOFT_EN = re.compile(r"(?:oppose|support|welcome|hope|expect|believe|appreciate|commit|urge|call)")


def _within(before: str, verb: str) -> bool:
    """Whether a subject stands in a subordinate clause, whose words are not the sentence's."""
    if _WITHIN.search(before):
        return True
    return bool(_WITHIN_AS.search(before)) and verb in _RECALLED


def _inverted(text: str, start: int, verb: re.Match[str]) -> ReportingClause | None:
    """The frame of '"...," said the Minister', whose speaker comes last."""
    before = text[max(start, verb.start() - 3) : verb.start()].rstrip()
    if not before.endswith((",", "”", '"', "’", "'")) or not re.match(r"said|says|added", verb[0]):
        return None
    name = _INVERTED.match(text, verb.end(), min(len(text), verb.end() + 80))
    if not name:
        return None
    stop = name.start(1) + len(name[1].rstrip(" .,"))
    return ReportingClause(verb.start(), stop, (name.start(1), stop), "named")


# Chinese -------------------------------------------------------------------------------------

_CLAUSE = re.compile(r"[^，,。；;：:！？]+")
_TITLE = (
    r"(?:国务委员兼外长|总统|主席|国务卿|外长|外交部长|部长|主任|先生|女士|总理|首相|大使|特使|委员"
    r"|顾问|助理|发言人|上将|将军|财长|防长)"
)
_STRICT = (
    r"(?:表示|指出|强调|重申|说(?![明法服])|称(?![号为])|认为|坦言|介绍|阐述|阐明|阐释|剖析|提出|要求"
    r"|敦促|呼吁|感谢|赞赏|赞同|同意|承诺|提到|谈到|谈及|讨论|探讨|交换|转达|通报|回应|询问|邀请|祝贺"
    r"|警告|批评|谴责|抗议|确认|宣布|商定|建议|提议|主张|致欢迎|高度评价|申明|回顾|透露|写道|补充)"
)
_SOFT = (
    r"(?:希望|欢迎|支持|反对|相信|愿意|愿|期待|重视|注意到|乐见|理解|尊重|致力于|坚持|坚决|不支持"
    r"|不寻求|无意|从无意|敬佩|突出|予以|遵守|奉行|决定|将(?!军))"
)
_ADVERB = (
    r"(?:也|还|并|则|均|都|已|已经|再次|明确|一贯|始终|多次|高度|郑重|首先|随后|同时|最后|特别|着重|重点"
    r"|全面|一致|共同|坚决|严正|当面|进一步|积极|热烈|诚挚|充分|深入|不|仍|继续|分别|十分|对此|就此"
    r"|[对就围向在同与从以][^，。；：]{1,40}?)"
)
_BOTH_ZH = re.compile(
    r"(?:[^，。]{0,6}(?:中|间|后|期间))?(?P<who>(?:中美|美中|中日|日中|中俄|中欧|中韩|我们)?"
    r"(?:双方|两国元首|两国领导人|两位领导人|两国总统|两国外长|两人|三方|各方|元首)|中美两国元首"
    r"|中美(?=[^，。]{0,4}(?:同意|认为)))"
    rf"(?!团队|应|要|必须|需|可以|能|最|之间|的|工作|正在)(?:{_ADVERB})*?(?P<verb>{_STRICT}|认识到"
    r"|进行|达成|沟通|希望|欢迎|愿|期待|支持|决定|致力)"
)
_BOTH_OPEN = re.compile(r"(?P<who>(?:中美)?(?:双方|两国元首|两人))(?:还|也)?(?:围绕|就|本着|在)")
_NOT_HEAD = re.compile(
    r"同|与|会见|会晤|应约|邀请|根据|按照|希望|期待|落实|祝|是|有|感谢|(?<![易别])代表\Z|[把使让由对向和的为在将]\Z"
)
_TITLES = re.compile(rf"{_TITLE}*")
_AND_ZH = re.compile(r"[与和同及、]|以及")
_PERSON_VERB = re.compile(rf"(?:{_STRICT}|{_SOFT}|请|进行了)(?!的)")
_TITLED = re.compile(r"(?:[\u3400-\u9fff、]*[部委长相统理书记员任使卿表代官席院府])?\Z")
_SIDE_VERB = re.compile(rf"(?:政府)?(?:{_ADVERB})*?(?:{_STRICT}|{_SOFT})(?!的)")
_SAYS = re.compile(r"(?:表示|指出|强调|重申|说|称|认为|坦言|介绍|通报|同意|确认|转达|申明|回应)\Z")
_SIDE_HEAD = re.compile(
    r"(?:还|也|同时|此外|相应地?|随后)?([中美日俄欧韩英法德朝菲澳我]方)"
    r"(?![应要须需务的必立在关认有意])"
)
_SPOKEN = re.compile(r"[^，。；：]{0,14}?(表示|指出|强调|重申|认为|称(?![号为])|说(?![明法服]))")
_BARE_VERB = re.compile(rf"(?:{_ADVERB})*?(?!讨论|探讨|交换){_STRICT}(?!的)")
_JOINT_VERB = re.compile(rf"(?:{_ADVERB})*?(?:{_STRICT}|进行|达成)(?!的)")
_MEETS = re.compile(r"通电话|会见|会晤|会谈|举行|访问|参加|出席|参见")
_UNKNOWN = re.compile(
    r"(?P<who>[\u3400-\u9fff·]{2,12}?)(?:在[^，。；：]{1,10}[时中上后])?(?:也|还|并|则|随后|再次|明确)?"
    r"(?:表示|指出|强调|重申|认为|坦言|称|说)(?=[，：:“「]|\Z)"
)
_PRAISING = re.compile(
    r"(?P<who>[\u3400-\u9fff·]{2,6}?)(?:积极评价|高度评价|祝贺|感谢|赞赏|转达|欢迎)(?=[^。；]*，表示)"
)
_NOBODY = re.compile(
    r"[这那此事我你]|会议|声明|文章|数据|研究|公报|当前|历史|实践|结果|.*(?:再次|充分|清楚)\Z"
)


def _find_zh(text: str, start: int, end: int) -> ReportingClause | None:
    waiting: tuple[Span, Literal["named", "both"]] | None = None
    for clause in _CLAUSE.finditer(text, start, min(end, start + 400)):
        head = clause[0].lstrip(" “‘「\u3000\n")
        at = clause.end() - len(head)
        if waiting and (verb := (_JOINT_VERB if waiting[1] == "both" else _BARE_VERB).match(head)):
            return ReportingClause(waiting[0][0], at + verb.end(), *waiting)
        both = _BOTH_ZH.match(head)
        if both:
            who = (at + both.start("who"), at + both.end("who"))
            first = clause.start() == start
            return ReportingClause(who[0], at + both.end("verb"), who, "both", firm=first)
        found = _named_zh(head, at)
        if isinstance(found, ReportingClause):
            return found
        if not waiting and found:
            waiting = (found, "named")
        elif not waiting and (opened := _BOTH_OPEN.match(head)):
            waiting = ((at, at + opened.end("who")), "both")
        unknown = None if found else _UNKNOWN.match(head) or _PRAISING.match(text, at, end)
        if unknown and not _NOBODY.match(unknown["who"]):
            who = (at, at + len(unknown["who"]))
            return ReportingClause(at, at + len(unknown[0]), who, "named")
        if not waiting and (side := _SIDE_HEAD.match(head)):
            who = (at + side.start(1), at + side.end(1))
            return ReportingClause(who[0], who[1], who, "named", firm=False)
    return None


def _named_zh(head: str, at: int) -> ReportingClause | Span | None:
    """The frame of a clause that begins with a name; the name alone where its verb is missing."""
    names = [n for n in names_in(head, 0, 60) if n[0] <= 40]
    if not names or _NOT_HEAD.search(head, 0, names[0][0]):
        return None
    begin = names[0][0]
    first = next((i for i, n in enumerate(names) if n[2] != "side"), None)
    if first is None or (first and not _TITLED.match(head[names[0][1] : names[first][0]])):
        return _side_zh(head, at, names[0])
    stop, first = _extend(head, names, first)
    if head.startswith("的", stop):
        return None
    joined = _AND_ZH.match(head, stop)
    if joined and first + 1 < len(names) and names[first + 1][0] - joined.end() <= 24:
        last, _ = _extend(head, names, first + 1)
        verb = _PERSON_VERB.search(head, last)
        if verb and not _MEETS.search(head, last, verb.start()):
            return ReportingClause(at + begin, at + verb.end(), (at + begin, at + last), "named")
        return at + begin, at + stop
    verb = _PERSON_VERB.search(head, stop)
    if verb and not _MEETS.search(head, stop, verb.start()):
        return ReportingClause(at + begin, at + verb.end(), (at + begin, at + stop), "named")
    return at + begin, at + stop


def _extend(head: str, names: list[tuple[int, int, Kind]], i: int) -> tuple[int, int]:
    """Where "国务卿布林肯先生" ends, and the index of the last name in it."""
    stop = names[i][1]
    while True:
        title = _TITLES.match(head, stop)
        stop = title.end() if title else stop
        if i + 1 == len(names) or names[i + 1][0] > stop:
            return stop, i
        i += 1
        stop = max(stop, names[i][1])


def _side_zh(head: str, at: int, name: tuple[int, int, Kind]) -> ReportingClause | None:
    start, end, _ = name
    if start > 6:
        return None
    if verb := _SIDE_VERB.match(head, end):
        span = (at + start, at + end)
        return ReportingClause(
            span[0], at + verb.end(), span, "named", firm=bool(_SAYS.search(verb[0]))
        )
    if spoken := _SPOKEN.match(head, end):
        return ReportingClause(
            at + start, at + spoken.end(), (at + start, at + spoken.start(1)), "named"
        )
    return None

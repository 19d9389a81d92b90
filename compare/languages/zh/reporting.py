"""Verbs of saying in Chinese, their subjects, and what shows that nobody speaks.

Written in Simplified characters: texts are folded to them, one for one, before they are read.
"""

from __future__ import annotations

import re

from compare.languages.rules import GazetteerReporting, SpeechRules
from corpus.text.characters import HAN

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

REPORTING = GazetteerReporting(
    clause=re.compile(r"[^，,。；;：:！？]+"),
    quotes=" “‘「\u3000\n",
    titles=re.compile(rf"{_TITLE}*"),
    attributive="的",
    titled=re.compile(rf"(?:[{HAN}、]*[部委长相统理书记员任使卿表代官席院府])?\Z"),
    joining=re.compile(r"[与和同及、]|以及"),
    both=re.compile(
        r"(?:[^，。]{0,6}(?:中|间|后|期间))?(?P<who>(?:中美|美中|中日|日中|中俄|中欧|中韩|我们)?"
        r"(?:双方|两国元首|两国领导人|两位领导人|两国总统|两国外长|两人|三方|各方|元首)|中美两国元首"
        r"|中美(?=[^，。]{0,4}(?:同意|认为)))"
        rf"(?!团队|应|要|必须|需|可以|能|最|之间|的|工作|正在)(?:{_ADVERB})*?(?P<verb>{_STRICT}|认识到"
        r"|进行|达成|沟通|希望|欢迎|愿|期待|支持|决定|致力)"
    ),
    both_opening=re.compile(
        r"(?P<who>(?:中美)?(?:双方|两国元首|两人))(?:还|也)?(?:围绕|就|本着|在)"
    ),
    not_before_name=re.compile(
        r"同|与|会见|会晤|应约|邀请|根据|按照|希望|期待|落实|祝|是|有|感谢|(?<![易别])代表\Z|[把使让由对向和的为在将]\Z"
    ),
    person_verb=re.compile(rf"(?:{_STRICT}|{_SOFT}|请|进行了)(?!的)"),
    meeting_verb=re.compile(r"通电话|会见|会晤|会谈|举行|访问|参加|出席|参见"),
    bare_verb=re.compile(rf"(?:{_ADVERB})*?(?!讨论|探讨|交换){_STRICT}(?!的)"),
    joint_verb=re.compile(rf"(?:{_ADVERB})*?(?:{_STRICT}|进行|达成)(?!的)"),
    side_verb=re.compile(rf"(?:政府)?(?:{_ADVERB})*?(?:{_STRICT}|{_SOFT})(?!的)"),
    spoken=re.compile(r"[^，。；：]{0,14}?(表示|指出|强调|重申|认为|称(?![号为])|说(?![明法服]))"),
    taking=re.compile(
        r"(?:表示|指出|强调|重申|说|称|认为|坦言|介绍|通报|同意|确认|转达|申明|回应)\Z"
    ),
    side_opening=re.compile(
        r"(?:还|也|同时|此外|相应地?|随后)?([中美日俄欧韩英法德朝菲澳我]方)"
        r"(?![应要须需务的必立在关认有意])"
    ),
    unknown=(
        re.compile(
            rf"(?P<who>[{HAN}·]{{2,12}}?)(?:在[^，。；：]{{1,10}}[时中上后])?(?:也|还|并|则|随后|再次|明确)?"
            r"(?:表示|指出|强调|重申|认为|坦言|称|说)(?=[，：:“「]|\Z)"
        ),
        re.compile(
            rf"(?P<who>[{HAN}·]{{2,6}}?)(?:积极评价|高度评价|祝贺|感谢|赞赏|转达|欢迎)(?=[^。；]*，表示)"
        ),
    ),
    nobody=re.compile(
        r"[这那此事我你]|会议|声明|文章|数据|研究|公报|当前|历史|实践|结果|.*(?:再次|充分|清楚)\Z"
    ),
)

SPEECH = SpeechRules(
    first_person=re.compile(r"[“\"]?(我们|我方|我)(?![A-Za-z’'])"),
    event=re.compile(
        r"(?:此次|这次|本次|整个)?(?:会晤|会谈|会见|通话|谈话|磋商|访问)"
        r"(?:是|坦诚|富有|取得|持续|气氛|具有|务实|在|有益|进行)"
        r"|(?:但|不过)?(?:针对|关于|至于)你|需要(?:强调|指出)的是"
        r"|[^，。]{0,40}(?:参加|出席|陪同)(?:了)?(?:上述)?(?:会见|会谈|会晤|活动)"
    ),
)

"""What stands around a statement and is no part of it: share links, "###", editors' credits.

Works on whole paragraphs, and only on those that are nothing else; a paragraph of the
statement itself is never touched, save for an editor's credit hung on the end of the last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAMES = r"[\w·•\s、,，/]{0,30}"
_SITES = (
    r"(?:facebook|x|twitter|linkedin|whatsapp|e-?mail|telegram|weibo|wechat|line|reddit|pinterest|"
    r"instagram|youtube|threads|bluesky|rss|微信|微博|新浪微博|朋友圈|qq空间|qq|copy\s+link|print|"
    r"复制链接|打印)"
)
_TOOLS = (
    r"(?:打印(?:本页|本稿|此页)?|关闭(?:窗口|本页)?|(?:我要|我来)?纠错|返回(?:顶部|首页|列表)?|(?:我要|发表)?评论|"
    r"(?:加入)?收藏(?:本页)?|推荐(?:给朋友)?|分享|转发|举报|复制(?:链接|地址)?|e-?mail推荐|"
    r"字[体号][:：]?\s*[大中小](?:\s*[大中小]){0,2}|[大中小](?:\s*[大中小]){1,2})"
)

_CREDITS = (
    r"(?:(?:责任|网络|值班|文字|新媒体|本期|执行|图片|视频|美术)?(?:编辑|责编)|校对|审核|监制|主编|编审|排版|"
    r"终审|初审|复审|责任校对|統籌|统筹|策划)"
)


def _whole(*forms: str) -> re.Pattern[str]:
    r"""One pattern of all forms; SITES, NAMES, TOOLS and CREDITS stand for the patterns above.

    What repeats in a form may match in one way only: two ``\s*`` around an optional sign would
    take time that doubles with every word.
    """
    joined = "|".join(forms)
    for mark, pattern in (
        ("SITES", _SITES),
        ("NAMES", _NAMES),
        ("TOOLS", _TOOLS),
        ("CREDITS", _CREDITS),
    ):
        joined = joined.replace(mark, pattern)
    return re.compile(f"(?:{joined})", re.IGNORECASE)


# Dropped wherever they stand alone.
_ANYWHERE = _whole(
    r"(?:#\s*){3,}",
    r"-\s?30\s?-",
    r"(?:end|ends)\s*#*",
    r"share(?:\s+this)?(?:\s+(?:page|article|story|post|via|on|to))?[:：]?"
    r"(?:\s*(?:[|•·/]\s*)?SITES)*",
    r"(?:share\s+on\s+|tweet\s+|follow\s+us\s+on\s+)?SITES(?:\s*(?:[|•·/,]\s*)?SITES)*",
    r"tweet(?:\s+this)?|(?:click\s+to\s+)?print(?:\s+(?:this\s+)?(?:page|article))?",
    r"(?:share|print|e-?mail)(?:\s*[|•·/]\s*(?:share|print|e-?mail))+",
    r"(?:back\s+to\s+)?top(?:\s+of\s+(?:the\s+)?page)?|skip\s+to\s+(?:main\s+)?content",
    r"page\s*top",
    r"分享(?:到|至|给好友|本文)?[:：]?(?:\s*(?:[|·]\s*)?SITES)*",
    r"转发|收藏|点赞|在看|推荐给朋友|【?我要纠错】?",
    r"[【\[(（]?\s*字[体号][:：]?\s*(?:[大中小]\s*){1,3}[】\])）]?",
    r"(?:[【\[(（]\s*)?(?:TOOLS|扫一扫.{0,20})(?:\s*[】\])）])?"
    r"(?:\s*(?:[【\[(（|]\s*)?TOOLS(?:\s*[】\])）])?)*",
    r"微信扫一扫.{0,20}|轻触阅读原文|阅读原文|阅读\s*\d+\+?|继续滑动看下一个|预览时标签不可点|"
    r"(?:长按|扫描|识别).{0,12}二维码.{0,12}|喜欢此内容的人还喜欢|点击(?:上方|下方)?.{0,4}(?:蓝字|关注).{0,20}|"
    r"向上滑动看下一个|关闭更多小程序广告|已关注|人划线",
    r".{0,20}(?:报料|爆料|投稿|举报)(?:热线|电话|邮箱)?\s*[:：].{0,80}|.{0,60}(?:未经|非经)(?:书面)?(?:授权|许可|允许|同意).{0,12}"
    r"(?:不得|禁止|严禁|请勿)(?:擅自)?(?:转载|使用|复制|摘编).{0,40}",
    r"(?:打开|下载|点击下载|扫码下载|安装|进入)?.{0,12}(?:app|客户端)(?:查看|阅读|打开|看)?(?:更多|全文|原文)?.{0,20}?下载?"
    r"|打开.{0,10}(?:app|客户端).{0,20}|返回(?:搜狐|新浪|网易|腾讯|凤凰).{0,12}|海量资讯.{0,40}",
    r"(?:更多精彩内容|更多资讯|更多内容).{0,30}|(?:网友|最新|热门|我有话|发表我的)(?:评论|话说|跟帖).{0,20}|\d*\s*人?参与|登录.{0,8}评论",
    r"(?:【我要纠错】\s*)?[（(【\[]?\s*(?:本文)?CREDITS\s*[:：丨|/]\s*NAMES"
    r"(?:CREDITS\s*[:：丨|/]\s*NAMES)*[）)】\]]?",
    r"(?:点击)?(?:查看|阅读|加载)(?:更多|原文|全文)(?:内容|评论)?|点击(?:加载|查看)(?:更多|原文|全文)|"
    r"(?:我要)?反馈|举报\s*/\s*反馈|大家都在看|责编信箱.{0,30}",
)
# Dropped only above the statement, among the first paragraphs.
_ABOVE = _whole(
    r"(?:首页|您?当前位置|当前位置|home)\s*[:：]?\s*(?:[>»›/＞].*)?",
    r"(?:稿件)?来源\s*[:：].{0,40}|source\s*:.{0,40}|[（(【\[]?\s*原(?:标题|题)\s*[:：].{0,80}|"
    r"(?:发布|发表|更新)(?:时间|日期)\s*[:：].{0,60}|(?:时间|日期)\s*[:：]\s*[\d年月日:：/.\s-]{6,40}",
    r"(?:字[体号]|视力保护色|背景色)\s*[:：]?.{0,20}|作者\s*[:：].{0,30}|"
    r"(?:published|posted|last\s+updated|updated)(?:\s+on)?\s*[:：].{0,80}",
    r"(?:浏览|阅读|点击|瀏覽)(?:人?次数?|人次|量|数)?\s*[:：]?\s*\d*\s*[次人]?",
    r"(?:official\s+website|an\s+official\s+website)\s+of\s+the\s+.{0,60}",
    r"(?:japanese|english|中文|日本語|日本语)(?:\s*[(（].{0,12}[)）])?",
)
# Dropped only below it, where they are no sentences.
_BELOW = _whole(
    r"(?:稿件)?来源\s*[:：丨|/].{0,40}|source\s*:.{0,40}",
    r"(?:tags?|topics?|categories|keywords|标签|关键词|关键字)\s*(?:[:：]|>+|》|»).{0,200}",
    r"[（(]?(?:本文|文章|稿件)(?:来源|转自|来自)\s*[:：].{0,60}[）)]?|"
    r"(?:(?:本文|原文)(?:链接|地址|网址)|新闻(?:热线|线索)|联系(?:电话|我们|方式)|投稿邮箱|.{0,12}客户端)\s*[:：]?.{0,80}|"
    r"附件\s*[:：]?|(?:浏览|阅读|点击|瀏覽)(?:人?次数?|人次|量|数)\s*[:：]?\s*\d+\s*[次人]?",
    r"(?:作者|撰文|记者|供稿|摄影|文字|文|图|图片|摄|制图|视频|翻译|出品)\s*[:：丨|/].{0,40}",
    r"(?:特别|免责|版权|郑重)?(?:声明|提示)\s*[:：].{0,180}|本文(?:来源|来自|转自|系|仅代表).{0,120}",
    r"(?:微信)?(?:扫一扫|扫码|扫描).{0,30}",
    r"(?:上|下)一(?:篇|条|页)\s*[:：]?.{0,80}",
    r"(?:previous|next)\s+(?:post|article|page|story)\b.{0,80}|(?:previous|next)\s*(?:[:：].{0,80})?",
    r"(?:subscribe|sign\s+up)\b.{0,80}",
    r"(?:back|return)\s+to\s+.{0,50}",
    r"\(?end\)?|（完）|\(完\)",
)
_OWNED = _whole(
    r"all\s+rights\s+reserved\.?|(?:©|copyright\s+(?:©|\(c\)|\d{4})).{0,120}|.{0,30}(?:版权|版權)所有.{0,80}",
    # The lines that Chinese sites close with: who runs them, where, by what licence.
    r"(?:主办|承办|主管|协办|技术支持|运行维护)(?:单位|方)?\s*[:：].{0,150}",
    r"(?:地址|邮编|电话|传真|总机)\s*[:：].{0,120}|.{0,60}(?:ICP备|公网安备|网安备|网站标识码|備案|备案号).{0,80}",
    r"(?:网站地图|联系我们|网站声明|关于我们|隐私(?:声明|政策)|法律声明|友情链接|常见问题|设为首页|加入收藏|无障碍浏览)"
    r"(?:\s*[|｜·/　 ]\s*\w{2,8})*",
    r"[您你]是(?:本站|网站)?第.{1,12}位.{0,8}|(?:访问|浏览)(?:总?量|人数|次数)\s*[:：]?\s*\d+.{0,10}",
)
_RELATED = _whole(
    r"(?:related|recommended|you\s+may\s+also\s+like|more\s+from|read\s+more|see\s+also|"
    r"latest\s+news|most\s+(?:read|popular))(?:\s+(?:links?|information|documents?|articles?|news|"
    r"stories|content|posts|topics|reading|items))?(?:\s*\([^)]{0,40}\))?[:：]?",
    r"(?:相关(?:新闻|链接|阅读|报道|文章|文档|附件|稿件|资料)|(?:热门|精彩|为您|编辑|新闻|最新|大家|图片|小编|猜你喜欢的?)?推荐(?:阅读|文章|新闻|视频)?|(?:热门|热点|精彩|频道)(?:文章|新闻|评论|话题|图片|视频|专题|搜索)|(?:点击|新闻|阅读|一周|本周|今日|24小时)?(?:排行榜?|热榜|热点|热文)|猜你喜欢|相关推荐|延伸阅读|往期(?:回顾|推荐|精选)|"
    r"热点新闻|最新消息|更多(?:新闻|内容)?|関連リンク)[:：>》]*",
)
_CREDIT = _whole(r"\s*[（(【\[]\s*(?:本文)?(?:责任编辑|责编|编辑)\s*[:：]?\s*NAMES[）)】\]]\s*\Z")
_ENDS = (".", "。", "!", "！", "?", "？", "”", "\u201d", ";", "；")
_NEAR_TOP, _NEAR_END, _LONGEST = 6, 12, 200


def clean(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without those that are boilerplate, in order and otherwise untouched."""
    kept = [p for p in paragraphs if not _is(p, _ANYWHERE)]
    top = 0
    while top < min(_NEAR_TOP, len(kept)) and _is(kept[top], _ABOVE):
        top += 1
    kept = _without_related(kept[top:])
    while kept and (_is(kept[-1], _OWNED) or (_is(kept[-1], _BELOW) and _is_title(kept[-1]))):
        kept.pop()
    if kept:
        kept[-1] = _CREDIT.sub("", kept[-1])
    return tuple(kept)


def _is(paragraph: str, form: re.Pattern[str]) -> bool:
    line = " ".join(paragraph.split())
    return len(line) <= _LONGEST and form.fullmatch(line) is not None


def _without_related(paragraphs: list[str]) -> list[str]:
    """Cut at a heading such as "Related links" where only titles, no sentences, follow."""
    for index in range(max(1, len(paragraphs) - _NEAR_END), len(paragraphs)):
        rest = paragraphs[index + 1 :]
        if _is(paragraphs[index], _RELATED) and all(_is_title(p) for p in rest):
            return paragraphs[:index]
    return paragraphs


def _is_title(paragraph: str) -> bool:
    return len(paragraph) <= _LONGEST and not paragraph.rstrip().endswith(_ENDS)

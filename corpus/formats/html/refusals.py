"""Pages that hold no statement: not found, access denied, a check for robots, a list of links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from corpus.formats.html.article import count_letters, is_sentence, measure_links, weigh
from corpus.formats.html.text import paragraphs as find_paragraphs

_LONGEST = 700
"""Most letters of a page that only says why it shows nothing; a Chinese one counts as 2.5."""
_SAVE = "open it in a browser and save it, or copy its text into a file"
_SCRIPT = "a request to turn on JavaScript"
_KINDS = {
    "a check for robots": (
        r"just a moment\W*|attention required.{0,30}|checking (?:if the site|your browser).*",
        r"(?:please )?(?:verify|confirm|prove)(?: that)? you(?: are|['’]re) (?:a |not a |)"
        r"(?:human|robot).*",
        r"are you (?:a )?(?:human|robot).*|robot(?: check|s? challenge).*|one more step\W*",
        r".*\bcaptcha\b.*|.*unusual traffic.*|ddos.guard.*|security (?:check|verification).*",
        r".*enable javascript and cookies.*|.*(?:人机|安全|滑动)验证.*|.*请输入验证码.*",
        r"访问过于频繁.*|.*[您你]的访问(?:出现)?异常.*|.*incapsula incident.*",
        r".*too many requests.*|(?:error\s*)?429\b.*",
    ),
    "404, page not found": (
        r"(?:error|http|status)[\s:]*404\b.*|.*\berror 404\b.*|404\W*",
        r"404\W{1,3}(?:error|not|page|file|no|the|sorry|oops|introuvable|nicht|страниц|找|[页頁]|错).*",
        r".*(?:can(?:no|['’])?t|could ?n['’]t|unable to) find (?:that|the|this|your)\b.{0,20}"
        r"(?:page|file|content).*|.*\bpage has expired.*|.*content .{0,30}(?:has been|was) "
        r"archived.*",
        r".*페이지를 찾을 수 없.*|.*페이지가 (?:존재하지|없).*",
        r"(?:该|此)(?:内容|文章|页面|网页).{0,10}(?:删除|屏蔽|下线|失效).*|.*文章已.{0,6}删除.*",
        r".*\b404\s*[-–—|:(]?\s*(?:error|not found|页面|file).*",
        r".*\b(?:page|file|url|document|content|resource|article)\b.{0,30}(?:not (?:be )?found|"
        r"can(?:no|['’])t be found|could ?n[o'’]?t be found|does ?n[o'’]t exist|is missing|"
        r"no longer (?:exists?|available)|not available|has been removed).{0,40}",
        r"(?:object )?not found\W*|nothing (?:was )?found.{0,30}",
        r"(?:sorry|oops)\b.{0,20}(?:page|nothing|not found|can['’]t find).{0,80}",
        r".*(?:页面|頁面|网页|網頁|页|文章|内容|信息)(?:不存在|未找到|没有找到|沒有找到|无法找到|走丢了|"
        r"已(?:被)?删除|已(?:被)?移除|已下线|丢失).*",
        r".*找不到.{0,10}(?:网页|页面|頁面|文件).*",
        r".*[您你](?:要|所)?(?:访问|查找|浏览)的(?:页面|网页|内容|文章).{0,20}",
        r"page (?:introuvable|non trouvée).*|.*la page (?:que vous|demandée).{0,60}|"
        r".*(?:seite|dokument)\b.{0,30}(?:nicht gefunden|existiert nicht|nicht vorhanden).*|"
        r"(?:ошибка|erreur|fehler|errore?)\s*404.*|.*страниц.{0,30}не (?:найдена|существует).*",
        r".*p[aá]gina.{0,30}no (?:encontrada|existe|se encuentra).*|.*pagina non trovata.*",
        r"(?:410\s*)?gone|object (?:has )?moved\b.*|.*has not archived that url.*",
        r".*ページが見つかりません.*|お探しのページ.*",
    ),
    "access denied": (
        r".*\baccess (?:to this page )?(?:is |has been )?(?:denied|forbidden|restricted|blocked).*",
        r"(?:error|http)\s*(?:401|403|451)\b.*|(?:401|403|451)\W*|.*\b403 forbidden.*",
        r"(?:401|403)\W{1,3}(?:error|access|unauthori[sz]ed|forbidden|禁|拒).*|forbidden\W*",
        r"unauthori[sz]ed\W*|.*unavailable (?:due to|for) legal reasons.*|request rejected\W*",
        r".*requested url was rejected.*|.*access cannot be granted.*",
        r".*request (?:was |has been )?blocked.*|.*you have been blocked.*",
        r".*not available in your (?:country|region|location).*",
        r".*(?:访问|存取)(?:被拒绝|被拒|受限|被禁止|被阻断).*|.*(?:无权|没有权限|禁止)访问.*",
        r".*(?:访问|请求).{0,8}(?:拦截|屏蔽).*|.*存取遭拒.*|.*アクセスが拒否.*",
        r".*accès (?:refusé|interdit).*|.*zugriff verweigert.*",
        r".*доступ.{0,30}(?:запрещ[её]н|ограничен).*",
    ),
    "an error of the server": (
        r"(?:error|http)\s*50\d\b.*|50\d\W*|50\d\W{1,3}(?:internal|bad|service|gateway|server|"
        r"error|http|服务|系统).*|4\d\d\W{1,3}(?:bad request|precondition|method|not acceptable|"
        r"request|too many|gone).*|.*database (?:error|connection).{0,20}",
        r".*\b(?:internal server error|bad gateway|gateway time-?out)\b.*",
        r".*\bservice (?:temporarily )?unavailable\b.*|(?:an )?error (?:has )?occurred.*",
        r".*(?:temporarily unavailable|under maintenance|down for maintenance).*|"
        r".*(?:performing|undergoing) (?:some |scheduled )?maintenance.*",
        r"we['’]ll be (?:right )?back\W.*",
        r".*(?:服务器|系统)(?:错误|繁忙|异常|维护|内部错误).*|.*网站(?:正在)?(?:维护|升级|防火墙).*",
        r".*(?:this site can['’]t be reached|err_[a-z_]+|dns_probe).*",
    ),
    _SCRIPT: (
        r".*(?:enable|turn on|requires?|without) javascript\b.*|.*javascript (?:is |must be |)"
        r"(?:disabled|enabled|required|turned off).*",
        r".*(?:启用|开启|打开|禁用|不支持)了?\s*javascript.*",
        r"loading(?: content)?\W*|(?:页面|正在|努力)?加载中\W*",
    ),
    "a request for consent": (
        r"before you continue\b.*|"
        r"(?:your )?(?:privacy|cookie)s? (?:choices|settings|preferences|consent)\W*",
    ),
    "a redirect": (
        r"(?:you are |you['’]re )?being redirected.*|redirecting\b.{0,40}|"
        r"(?:页面|正在)(?:正在)?(?:跳转|重定向).*|.*not redirected automatically.*",
    ),
    "a list of files": (r"index of /.*",),
    "an empty list of results": (
        r"no results (?:were |have been )?found.*|(?:your )?search.{0,60}\bno results.*|"
        r"(?:未|没有)(?:找到|查询到)(?:相关|符合|匹配).{0,20}",
    ),
    "a page of the server": (
        r"welcome to nginx.*|apache2?\b.{0,20}default page.*|it works!\W*|test page for .*",
        r".*\bdomain (?:name )?(?:is|may be) for sale.*|buy this domain.*|.*parked domain.*",
    ),
    "a request for another browser": (
        r".*\bbrowser (?:is |was )?(?:not supported|unsupported|out of date|outdated|too old).*",
        r"(?:please )?(?:upgrade|update) your browser.*|.*浏览器版本过低.*",
    ),
    "a request to sign in": (
        r"(?:please )?(?:sign|log) ?in(?: to (?:continue|your account|view).*)?\W*",
        r".*session (?:has )?(?:expired|timed out).*|.*subscribe to (?:continue|read).*",
        r".*会員限定.*|.*ログインして(?:ください|下さい).*",
        r"(?:请先?|用户)登录.*|会话(?:已)?过期.*",
    ),
}
_FORMS = {kind: re.compile("|".join(forms), re.IGNORECASE) for kind, forms in _KINDS.items()}
_FEW_WORDS, _MUCH, _LITTLE = 120, 1_500, 1_500
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TEXT_TAGS = tuple("p br div li td span b strong em i font section article blockquote".split())
_ENDS = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z])|[。！？]")
_FEW_ENDS, _HEADLINE = 4, 15
_MORE = re.compile(
    r"[\[【(]?(?:read (?:more|on)|more|learn more|continue reading|weiterlesen|mehr|lire la suite|"
    r"leer más|подробнее|详细|详情|更多|查看(?:更多|详情|全文)|阅读全文|続きを読む)[\])】]?\W{0,4}",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:…|\.\.\.)[\])】]?\s*\Z")
_TEASERS = 4
"""Least paragraphs that lead on to another page, on a list of what other pages say."""
_FEW_SENTENCES, _LINKED, _LINKS = 250, 0.7, 12


def error_shown(title: str, headings: Sequence[str], paragraphs: Sequence[str]) -> str:
    """What a page shows in place of a statement; empty where it shows something else.

    Args:
        title: what its head calls it.
        headings: its highest headings.
        paragraphs: those of what was taken for its article.
    """
    if sum(map(weigh, paragraphs)) > _LONGEST:
        return ""
    for words in (title, *headings, *paragraphs[:3]):
        for kind, form in _FORMS.items():
            if not _matches(form, words):
                continue
            # Many pages ask for it in a line of their own and show their text all the same.
            rest = (p for p in paragraphs if is_sentence(p) and not _matches(form, p))
            if kind != _SCRIPT or not any(rest):
                return kind
    return ""


def _matches(form: re.Pattern[str], words: str) -> bool:
    return len(words) <= 160 and form.fullmatch(" ".join(words.split())) is not None


def is_index(tree: Any, paragraphs: Sequence[str]) -> bool:
    """Whether a page is a list of links or a menu, and what was taken for its article too."""
    sentences = sum(weigh(paragraph) for paragraph in paragraphs if is_sentence(paragraph))
    if sentences > _FEW_SENTENCES or len(_ENDS.findall(" ".join(paragraphs))) >= _FEW_ENDS:
        return False
    size = measure_links(tree)[tree]
    if size.links < _LINKS or size.linked <= _LINKED * size.text:
        return False
    text = "".join("".join(paragraphs).split())
    links = {"".join("".join(link.itertext()).split()) for link in tree.iter("a")}
    named = sum(count_letters(link) for link in links if weigh(link) >= _HEADLINE and link in text)
    return named > 0.5 * count_letters(text)


def holds_teasers(tree: Any, paragraphs: Sequence[str]) -> bool:
    """Whether what was found, boilerplate and all, is the beginnings of what other pages say.

    An article may have them below it: it says more than they do.
    """
    leading_on = _leading_on(paragraphs)
    if _says_more(paragraphs, leading_on):
        return False
    if _are_many(sum(leading_on), paragraphs):
        return True
    if not _are_many(_count_cut(paragraphs), paragraphs):
        return False
    # A transcript has words that trail off, too; beginnings are links, or have one beside them.
    links = {"".join("".join(link.itertext()).split()) for link in tree.iter("a")}
    led = [
        more or "".join(paragraph.split()) in links
        for more, paragraph in zip(leading_on, paragraphs, strict=True)
    ]
    beside = [p for n, p in enumerate(paragraphs) if any(led[max(0, n - 1) : n + 2])]
    return _are_many(_count_cut(beside), paragraphs)


def _leading_on(paragraphs: Sequence[str]) -> list[bool]:
    """Of each paragraph whether it says no more than that another page says more."""
    return [_MORE.fullmatch(paragraph.strip()) is not None for paragraph in paragraphs]


def _says_more(paragraphs: Sequence[str], leading_on: Sequence[bool]) -> bool:
    """Whether the sentences before the first that leads on weigh more than all that follows."""
    leads = (
        number
        for number, (more, paragraph) in enumerate(zip(leading_on, paragraphs, strict=True))
        if more or _CUT.search(paragraph)
    )
    first = next(leads, len(paragraphs))
    own = sum(map(weigh, filter(is_sentence, paragraphs[:first])))
    return own > sum(map(weigh, paragraphs[first:]))


def _count_cut(paragraphs: Sequence[str]) -> int:
    """How many paragraphs end with three dots."""
    return sum(_CUT.search(paragraph) is not None for paragraph in paragraphs)


def _are_many(count: int, paragraphs: Sequence[str]) -> bool:
    return count >= _TEASERS and 4 * count >= len(paragraphs)


def is_frame(tree: Any, paragraphs: Sequence[str]) -> bool:
    """Whether a page holds no sentence: a few words of its menu, around what is loaded later."""
    if any(map(is_sentence, paragraphs)) or sum(map(weigh, paragraphs)) > _FEW_WORDS:
        return False
    links = sum(1 for _ in zip(tree.iter("a"), range(2), strict=False))
    return links > 1 or next(tree.iter("iframe", "embed", "object"), None) is not None


def doubt(tree: Any, paragraphs: Sequence[str]) -> str:
    """Why what was taken from a page may not be its statement; empty where nothing says so.

    The sentences of the page are held against those that were taken: menus and lists have none.
    """
    taken = sum(map(weigh, filter(is_sentence, paragraphs)))
    # To find the paragraphs of a page takes long, and most pages gave much or hold little else.
    if taken < _LITTLE and _may_show(tree, paragraphs) > taken + max(_MUCH, 2 * taken):
        whole = "".join("".join(paragraphs).split())
        lost = sum(
            weigh(paragraph)
            for paragraph in find_paragraphs(tree)
            if is_sentence(paragraph) and "".join(paragraph.split()) not in whole
        )
        if lost > _MUCH and lost > 2 * taken:
            return f"gives {taken / (taken + lost):.0%} of the sentences that it shows"
    letters = sum(map(weigh, paragraphs))
    if letters > _FEW_SENTENCES and taken < 0.2 * letters:
        return "holds headings or lists rather than sentences"
    cut = _count_cut(paragraphs)
    if _are_many(cut, paragraphs):
        return f"breaks off {cut} of {len(paragraphs)} paragraphs with three dots"
    if (more := sum(_leading_on(paragraphs))) and _are_many(more, paragraphs):
        return f"leads on to other pages {more} times"
    return ""


def _may_show(tree: Any, paragraphs: Sequence[str]) -> float:
    """The most that the text of a page can weigh, if all of it is of the script of these."""
    wide = 2.5 if _HAN.search("".join(paragraphs)) else 1.0
    return wide * sum(map(len, tree.itertext(*_TEXT_TAGS)))


def refusal(shown: str) -> str:
    """The rest of the line that refuses such a page, after its name."""
    return f"shows no statement but {shown}; {_SAVE}"

"""Chinese titles, and the words around names of sides, persons and places."""

from __future__ import annotations

import re

from compare.languages.rules import NameRules, PlaceRules

_BEFORE_TITLE = re.compile(r"[，。；：“”！？]|[同与和向对在]")


def introduction(before: str) -> str:
    """The characters between a name and the mark, or the word, before its title."""
    return _BEFORE_TITLE.split(before[-30:])[-1]


NAMES = NameRules(
    joining="[、与和同及]",
    passive=re.compile("[被受由应获]"),
    bare_title=re.compile(
        r"(?:总统|主席|国务卿|外长|外交部长|部长|主任|总理|首相|大使|特使|代表|发言人|代表团)+"
    ),
    short_form=re.compile(
        r"(?P<name>[\u3400-\u9fff]{1,3}?)"
        r"(?P<title>总统|主席|国务卿|外长|部长|总理|首相|大臣|外相|防相|大使|特使|资政)"
    ),
    before_guest=("会见", "同", "与"),
    introduction=introduction,
)


_COUNTRIES = "中美日韩韓朝俄印欧歐英法德澳菲越缅緬加墨巴以伊叙敘乌烏泰新马馬尼"
# The second character stands for 新疆 and 西藏.
_BY_THE_SECOND = frozenset({"新疆", "西藏"})


def short_form(name: str) -> re.Pattern[str] | None:
    """The first character of a place where it stands for it: 日方, 美日, 中墨."""
    character = name[1 if name in _BY_THE_SECOND else 0]
    if character == "中":
        return None
    return re.compile(
        f"{character}[方国國军軍总總首外{_COUNTRIES}]"
        f"|[{_COUNTRIES}访訪涉赴驻駐对對援攻]、?{character}"
    )


PLACES = PlaceRules(
    general=re.compile(
        r"(?:国际|地区|区域|全球|國際|地區|區域)[\w、]{0,8}"
        r"(?:问题|议题|事务|局势|問題|議題|事務|局勢)"
    ),
    venue_before=re.compile(r"在\Z"),
    venue_after=re.compile(r"\w{0,2}(?:举行|会晤|会谈|峰会|舉行|會晤|會談)"),
    short_form=short_form,
)

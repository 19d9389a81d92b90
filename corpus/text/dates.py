"""Dates as pages and papers print them, in English, Chinese, Japanese and two dozen languages."""

from __future__ import annotations

import datetime as dt
import re
from itertools import permutations
from typing import NamedTuple

# Each month as English, French, German, Spanish, Italian and Portuguese, Russian, Dutch and
# Swedish, Polish, Turkish, Ukrainian, Czech, Finnish, Hungarian and Romanian write it; below, as
# Arabic in Egypt and in the Levant, Hebrew, Persian, Greek, Hindi, Indonesian, Bulgarian, Croatian
# and Serbian do. A low line stands for a space.
_MONTHS = tuple(
    row.split()
    for row in (
        "january jan janvier janv januar jänner enero ene gennaio gen janeiro января "
        "январь januari stycznia ocak січня ledna tammikuuta január ianuarie "
        "يناير كانون_الثاني ינואר ژانویه ιανουαρίου जनवरी януари siječnja januara јануар јануара",
        "february feb février févr fevrier februar febrero febbraio fevereiro февраля "
        "февраль februari lutego şubat лютого února helmikuuta február februarie "
        "فبراير شباط פברואר فوریه φεβρουαρίου फरवरी फ़रवरी februari февруари veljače februara "
        "фебруар фебруара",
        "march mar mars märz maerz marzo março марта март maart marca mart березня "
        "března maaliskuuta március martie "
        "مارس آذار מרץ מרס مارچ μαρτίου मार्च maret marts ožujka marta",
        "april apr avril avr abril abr aprile апреля апрель kwietnia nisan квітня "
        "dubna huhtikuuta április aprilie "
        "أبريل ابريل إبريل نيسان אפריל آوریل απριλίου अप्रैल април travnja aprila априла",
        "may mai mayo maggio maio мая май mei maj maja mayıs травня května toukokuuta május "
        "مايو أيار ايار מאי مه μαΐου मई svibnja мај маја",
        "june jun juin juni junio giugno junho июня июнь czerwca haziran червня "
        "června kesäkuuta június iunie "
        "يونيو يونيه حزيران יוני ژوئن ιουνίου जून юни lipnja juna јун јуна",
        "july jul juillet juil juli julio luglio julho июля июль lipca temmuz липня "
        "července heinäkuuta július iulie "
        "يوليو يوليه تموز יולי ژوئیه ιουλίου जुलाई юли srpnja jula јул јула",
        "august aug août aout agosto ago августа август augustus augusti sierpnia ağustos серпня "
        "srpna elokuuta augusztus "
        "أغسطس اغسطس آب אוגוסט اوت αυγούστου अगस्त agustus kolovoza avgusta avgust",
        "september sept sep septembre septiembre settembre setembro сентября "
        "сентябрь września eylül вересня září syyskuuta szeptember septembrie "
        "سبتمبر أيلول ايلول ספטמבר سپتامبر σεπτεμβρίου सितंबर सितम्बर септември rujna septembra "
        "септембар септембра",
        "october oct octobre oktober okt octubre ottobre outubro октября октябрь października "
        "ekim жовтня října lokakuuta október octombrie "
        "أكتوبر اكتوبر تشرين_الأول אוקטובר اکتبر οκτωβρίου अक्टूबर अक्तूबर октомври oktobra "
        "октобар октобра",
        "november nov novembre noviembre novembro ноября ноябрь listopada kasım листопада "
        "listopadu marraskuuta noiembrie "
        "نوفمبر تشرين_الثاني נובמבר نوامبر νοεμβρίου नवंबर नवम्बर ноември studenoga novembra "
        "новембар новембра",
        "december dec décembre déc decembre dezember dez diciembre dic dicembre dezembro декабря "
        "декабрь grudnia aralık грудня prosince joulukuuta decembrie "
        "ديسمبر كانون_الأول דצמבר دسامبر δεκεμβρίου दिसंबर दिसम्बर desember декември prosinca "
        "decembra децембар децембра",
    )
)
# Letters that a match takes for others whatever their case, as in HAZİRAN and ARALIK.
_SAME = str.maketrans({"\u0307": None, "ı": "i", "ſ": "s", "µ": "μ"})


def _folded(name: str) -> str:
    return " ".join(name.lower().translate(_SAME).rstrip(".").split())


_NAMES = tuple(
    (name.replace("_", " "), number) for number, names in enumerate(_MONTHS, 1) for name in names
)
_NUMBERS = {_folded(name): number for name, number in _NAMES}
_ANY_MONTH = "(?:" + "|".join(sorted(dict(_NAMES), key=len, reverse=True)) + r")(?![^\W\d_])\.?"
_MONTH = f"(?P<month>{_ANY_MONTH})"
_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_HAN = "〇○零一二三四五六七八九十百廿卅"
_WIDE = {0xFF10 + n: ord("0") + n for n in range(10)} | {0xFF0F: ord("/"), 0xFF0E: ord(".")}
_WIDE |= dict.fromkeys((0x2010, 0x2011, 0xFF0D), ord("-"))
# Digits of Arabic, Persian, Hindi and Bengali.
_WIDE |= {zero + n: ord("0") + n for zero in (0x660, 0x6F0, 0x966, 0x9E6) for n in range(10)}
# The year before the first year of each era.
_ERAS = {"中華民國": 1911, "中华民国": 1911, "民國": 1911, "民国": 1911}
_ERAS |= {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_ROMAN = "I II III IV V VI VII VIII IX X XI XII".split()
_TURN = 70
"""Years of two digits below it are of this century."""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_TH = r"(?:st|nd|rd|th|er|º|°|\.|-?го)?"
_TO = r"(?:[-–—−~～/]|to|and|bis|au|et|al|y|и)"
# Compact dates, as in 20240126, stand in meta tags and addresses; never read them in prose.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}\s?[-–/.]\s?(?P<number>\d{{1,2}})\s?[-–/.]\s?(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s*[年년]\s*(?P<number>\d{{1,2}}|[{_HAN}]{{1,3}}|元)\s*[月월]\s*"
        rf"(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})"
        rf"(?:\s*[-–—−~～至到]\s*\d{{1,2}})?\s*[日号號일]",
        rf"(?P<year>[〇○零一二三四五六七八九]{{4}})年(?P<number>[{_HAN}]{{1,3}}|元)月(?P<day>[{_HAN}]{{1,3}})[日号號]",
        rf"(?P<era>{'|'.join(_ERAS)})\s*(?P<year>\d{{1,3}}|元|[{_HAN}]{{1,6}})\s*年\s*"
        rf"(?P<number>\d{{1,2}}|[{_HAN}]{{1,3}}|元)\s*月\s*(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})\s*日",
        # January 26, 2024; January 26-27, 2024; January 31 to February 2, 2024; Jan-26-2024.
        rf"\b{_MONTH}(?:,\s*|[\s-]+)(?:the\s+)?(?P<day>\d{{1,2}}){_TH}"
        rf"(?:\s*{_TO}\s*(?:{_ANY_MONTH}\s+)?\d{{1,2}}{_TH})?(?:\s+\d\d?:\d\d(?::\d\d)?)?"
        rf"(?:\s?,\s*|[\s-]+){_YEAR}\b",
        # 26 January 2024; 26-27 January 2024; 31 January to 2 February 2024; 26 de enero de 2024;
        # 26 يناير/كانون الثاني 2024.
        rf"\b(?P<day>\d{{1,2}}){_TH}(?:\s*{_TO}\s*\d{{1,2}}{_TH})?[\s/-]*(?:(?:day\s+)?of\s+|de\s+|ב)?{_MONTH}"
        rf"(?:\s*{_TO}\s*(?:\d{{1,2}}{_TH}\s+)?{_ANY_MONTH})?[,،]?[\s/-]*(?:de\s+|del\s+)?{_YEAR}\b",
        # 2024. január 26.; 26-Jan-24; 26.I.2024; ngày 26 tháng 1 năm 2024.
        rf"(?<!\d){_YEAR}[.,]?[\s-]+{_MONTH}[\s-]+(?P<day>\d{{1,2}})"
        # Of "Copyright 2023 January 26, 2024" the second year is that of the day.
        r"(?!\d|(?:st|nd|rd|th)?,?\s*(?:19|20)\d\d)",
        rf"(?<![\d-])(?P<day>\d{{1,2}})-{_MONTH}-(?P<short>\d\d)(?![\d-])",
        rf"(?<![\d./-])(?P<day>\d{{1,2}})(?:\.\s?|\s)(?P<roman>(?-i:I{{1,3}}|I?[VX]|VI{{1,3}}|XI{{1,2}}))"
        rf"(?:\.\s?|\s){_YEAR}(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\s+tháng\s+(?P<number>\d{{1,2}})\s+năm\s+{_YEAR}(?!\d)",
        rf"(?<![\d./-])(?P<day>\d{{1,2}})\s?\.\s?(?P<number>\d{{1,2}})\s?\.\s?{_YEAR}(?!\d)",
        rf"(?<![\d./-])(?P<one>\d{{1,2}})\s?(?P<sign>[/–-])\s?(?P<two>\d{{1,2}})\s?(?P=sign)\s?"
        rf"{_YEAR}(?!\d)",
    )
)
# What every form holds; most lines of a page have none of it, and are done with.
_CUE = re.compile(r"(?:19|20)\d\d|-\d\d(?!\d)|[年년]")
_SAMPLE = 2_000
_CHINA = dt.timezone(dt.timedelta(hours=8))


class Located(NamedTuple):
    """A date, and where it begins and ends in a text."""

    start: int
    end: int
    date: dt.date


def find_date(text: str) -> dt.date | None:
    """The date that stands first in the text, or None where there is none that exists.

    Of several days in a row ("January 26-27, 2024") the first. A date in numbers alone whose day
    and month cannot be told apart ("05/06/2024") is none; with full stops the day comes first.
    Years of the Republic of China and of Japan's emperors are turned into those of our era.
    """
    found = locate_date(text)
    return found.date if found else None


def locate_date(text: str) -> Located | None:
    """As :func:`find_date`, with the characters that the date takes."""
    sample = text[:_SAMPLE].translate(_WIDE)
    if not _CUE.search(sample):
        return None
    found = []
    for form in _FORMS:
        for match in form.finditer(sample):
            date = _date(match.groupdict())
            if date is not None:
                found.append(Located(match.start(), match.end(), date))
                break
    return min(found, key=lambda place: (place.start, place.date)) if found else None


def possible_dates(text: str) -> set[dt.date]:
    """Both readings of dates in numbers of which either may be the day: 5 June and 6 May."""
    found = (match.groupdict() for match in _FORMS[-1].finditer(text[:_SAMPLE].translate(_WIDE)))
    return {
        dt.date(int(parts["year"]), month, day)
        for parts in found
        for day, month in permutations((int(parts["one"]), int(parts["two"])))
        if 0 < month < 13 and 0 < day < 13
    }


def full_year(digits: str) -> int:
    """The year that its last two digits name: from 1970 to 2069."""
    return 2000 + int(digits) if int(digits) < _TURN else 1900 + int(digits)


def china_date(seconds: int) -> dt.date | None:
    """The date in China of a Unix time; None where it lies outside 1990 to 2100."""
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return dt.datetime.fromtimestamp(seconds, _CHINA).date()


def _date(parts: dict[str, str | None]) -> dt.date | None:
    year = _number(parts.get("year") or "")
    if short := parts.get("short"):
        year = full_year(short)
    if era := parts.get("era"):
        year += _ERAS[era]
    if parts.get("one"):
        day, month = _day_and_month(int(parts["one"] or 0), int(parts["two"] or 0))
    else:
        name = parts.get("month")
        day = _number(parts["day"] or "")
        roman = (parts.get("roman") or "").upper()
        if name:
            month = _NUMBERS.get(_folded(name), 0)
        else:
            month = _ROMAN.index(roman) + 1 if roman else _number(parts["number"] or "")
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day_and_month(first: int, second: int) -> tuple[int, int]:
    """Day and month of two numbers, or zeros where either could be the day."""
    if first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else (0, 0)


def _number(text: str) -> int:
    """The number that Arabic or Chinese digits write, 0 for none; an era's first year is 1."""
    if text == "元":
        return 1
    if not set(text) & set(_HAN):
        return int(text or 0)
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return 100 * int(_DIGITS.get(hundreds, "1")) + (
            _number(rest.lstrip("零〇○")) if rest else 0
        )
    if text[0] in "廿卅":
        return ("廿卅".index(text[0]) + 2) * 10 + _number(text[1:])
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS.get(c, "0") for c in text))

"""Dates as pages print them, in many languages and forms."""

from __future__ import annotations

import datetime as dt

import pytest

from corpus.text.dates import find_date, possible_dates

DAY = dt.date(2024, 1, 26)
FORMS = (
    "January 26,2024",
    "Jan. 26th, 2024",
    "Friday, 26th of January, 2024",
    "Fri Jan 26 10:00:00 2024",
    "Fri, 26 Jan 2024 10:00:00 GMT",
    "26/Jan/2024",
    "Jan 26-27, 2024",
    "26 and 27 January 2024",
    "26. Januar 2024",
    "26 janv. 2024",
    "26 de enero de 2024",
    "26 gennaio 2024",
    "26 января 2024 г.",
    "26 januari 2024",
    "26 stycznia 2024",
    "26 Ocak 2024",
    "26 січня 2024 року",
    "26.01.2024",
    "01/26/2024",
    "2024. 1. 26.",
    "2024年1月26—27日",
    "2024年1月26日至28日",
    "２０２４．１．２６",
    "二〇二四年一月二十六日",
    "二零二四年元月廿六日",
    "民國一百一十三年元月二十六日",
    "令和６年１月２６日",
    "2024년 1월 26일",
    "26–1–2024",
    "26\u20111\u20112024",
    "２０２４－０１－２６",
    "2024年一月26日",
    "January, 26 2024",
    "January 26 , 2024",
    "26/27 January 2024",
    "26th day of January 2024",
    "26-го января 2024",
    "26-JAN-24",
    "26.I.2024",
    "26 tháng 1 năm 2024",
    "2024. január 26.",
    "26. ledna 2024",
    "26 ianuarie 2024",
    "الجمعة، 26 يناير 2024",
    "٢٦ كانون الثاني ٢٠٢٤",
    "26 يناير/كانون الثاني 2024",
    "26 בינואר 2024",
    "26 ژانویه ۲۰۲۴",
    "26 Ιανουαρίου 2024",
    "२६ जनवरी २०२४",
    "26 януари 2024",
    "26. siječnja 2024.",
    "26. јануара 2024.",
)


@pytest.mark.parametrize("form", FORMS)
def test_forms(form: str) -> None:
    assert find_date(f"Released: {form}, by the press section") == DAY
    assert find_date(form) == DAY


@pytest.mark.parametrize(
    ("form", "date"),
    [
        ("平成31年4月30日", dt.date(2019, 4, 30)),
        ("大正元年8月1日", dt.date(1912, 8, 1)),
        ("January 31 to February 2, 2024", dt.date(2024, 1, 31)),
        ("05/06/2024", None),
        ("2024年13月40日", None),
        ("二〇二四年六廿月三百日", None),
        ("1月26日", None),
        ("26-Jan-99", dt.date(1999, 1, 26)),
        ("26.01.24", None),
        ("12 XIII 2024", None),
        ("May 2024", None),
        ("20240126", None),
        ("Chapter 26, Mayor 2024", None),
        ("Copyright 2023 January 26, 2024", DAY),
        ("Copyright 2023 January 26th 2024", DAY),
        ("10 x 2024", None),
        ("10 X 2024", dt.date(2024, 10, 10)),
        ("31 Agustus 2024", dt.date(2024, 8, 31)),
        ("1 تشرين الأول 2024", dt.date(2024, 10, 1)),
    ],
)
def test_other_years_and_no_dates(form: str, date: dt.date | None) -> None:
    assert find_date(form) == date


@pytest.mark.parametrize(
    ("form", "month"),
    [
        ("26 HAZİRAN 2024", 6),
        ("26 Haziran 2024", 6),
        ("26 HAZIRAN 2024", 6),
        ("26 KASIM 2024", 11),
        ("26 Kasım 2024", 11),
        ("26 ARALIK 2024", 12),
        ("NİSAN 26, 2024", 4),
        ("26 ſeptember 2024", 9),
        ("26 auguſt 2024", 8),
        ("26 \u00b5αΐου 2024", 5),
        ("26 ΣΕΠΤΕΜΒΡΊΟΥ 2024", 9),
    ],
)
def test_letters_of_two_cases_or_forms_in_names_of_months(form: str, month: int) -> None:
    assert find_date(form) == dt.date(2024, month, 26)


def test_both_readings_of_a_date_in_numbers() -> None:
    both = {dt.date(2024, 6, 5), dt.date(2024, 5, 6)}
    assert possible_dates("Harbour, 05/06/2024 10:30") == both
    assert possible_dates("26/01/2024") == set()
    assert possible_dates("00/06/2024") == set()

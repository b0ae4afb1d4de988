"""The `holidays` package against sources that can be cited, where a calendar may rest on it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from lexcheck.base.time.public_holidays import HolidaysError, public_holidays


def days_of(code: str, first: int, last: int) -> set[date]:
    found, _ = public_holidays(code, date(first, 1, 1), date(last, 12, 31))
    return {day for day, _ in found}


def weekday_of_month(year: int, month: int, weekday: int, number: int) -> date:
    """The `number`-th such weekday of a month; 0: the last."""
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    return [day for day in days if day.month == month and day.weekday() == weekday][number - 1]


def federal(year: int) -> set[date]:
    """5 USC 6103(a), and (b)(1) with Executive Order 11582 for those on a weekend: the Friday
    before, the Monday after. Juneteenth since Public Law 117-17, signed on 17 June 2021.
    """
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    fixed += [date(year, 6, 19)] if year >= 2021 else []
    moved = {5: timedelta(days=-1), 6: timedelta(days=1)}
    kept = {day + moved[day.weekday()] for day in fixed if day.weekday() in moved}
    places = ((1, 0, 3), (2, 0, 3), (5, 0, 0), (9, 0, 1), (10, 0, 2), (11, 3, 4))
    return {*fixed, *kept, *(weekday_of_month(year, *place) for place in places)}


def test_the_federal_holidays_are_those_of_the_statute() -> None:
    wanted = set().union(*(federal(year) for year in range(2000, 2042)))
    known = {day for day in wanted if 2001 <= day.year <= 2040}
    assert days_of("US", 2001, 2040) == known
    assert date(2021, 12, 31) in days_of("US", 2021, 2021)  # of 2022, kept in the year before


#: What the laws of Germany's states add to the nine days of them all, in 2026: in which states.
GERMAN = {
    "01-06": "BW BY ST",
    "03-08": "BE MV",
    "04-05": "BB",
    "05-24": "BB",
    "06-04": "BW BY HE NW RP SL",
    "08-15": "SL",
    "09-20": "TH",
    "10-31": "BB HB HH MV NI SH SN ST TH",
    "11-01": "BW BY NW RP SL",
    "11-18": "SN",
}


def test_the_holidays_of_germany_s_states() -> None:
    states = [
        "BB",
        "BE",
        "BW",
        "BY",
        "HB",
        "HE",
        "HH",
        "MV",
        "NI",
        "NW",
        "RP",
        "SH",
        "SL",
        "SN",
        "ST",
        "TH",
    ]
    of_all = ["01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"]
    for state in states:
        own = [day for day, where in GERMAN.items() if state in where.split()]
        wanted = {date.fromisoformat(f"2026-{day}") for day in (*of_all, *own)}
        assert days_of(f"DE-{state}", 2026, 2026) == wanted, state


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        # by proclamation under the Banking and Financial Dealings Act 1971, s 1
        ("GB-ENG", "2020-05-08 2022-06-02 2022-06-03 2022-09-19 2023-05-08"),
        # days instead of 25 and 26 December 2021, of 1 January 2022 and 2023 (Sch 1 para 1)
        ("GB-ENG", "2021-12-27 2021-12-28 2022-01-03 2023-01-02"),
        ("GB-SCT", "2026-01-02 2026-08-03 2026-11-30"),
        # the National Day of Mourning; Public Holidays Amendment (Anzac Day) Order 2026 (NSW)
        ("AU-NSW", "2022-09-22 2026-04-27"),
        ("AU-VIC", "2026-11-03"),
    ],
)
def test_single_days(code: str, wanted: str) -> None:
    days = {date.fromisoformat(day) for day in wanted.split()}
    assert days <= days_of(code, 2020, 2026)


def test_days_that_are_not_holidays_there() -> None:
    assert date(2022, 5, 30) not in days_of("GB-ENG", 2022, 2022)  # moved to 2 June
    assert date(2020, 5, 4) not in days_of("GB-ENG", 2020, 2020)  # moved to the 8th
    assert date(2026, 4, 27) not in days_of("AU-VIC", 2026, 2026)
    assert date(2026, 4, 6) not in days_of("GB", 2026, 2026)  # Easter Monday: not in all of it


def test_belgium_s_are_not_those_of_the_union_s_institutions() -> None:
    """Commission Decision of 21 December 2012, OJ C 39 of 12 February 2013, p 26: in 2014 also 2
    January, 17 and 18 April, 9 and 30 May and 24 to 31 December; and no 11 November.
    """
    decided = [
        "01-02",
        "04-17",
        "04-18",
        "05-09",
        "05-30",
        "12-24",
        "12-26",
        "12-29",
        "12-30",
        "12-31",
    ]
    belgian = days_of("BE", 2014, 2014)
    assert not belgian & {date.fromisoformat(f"2014-{day}") for day in decided}
    assert date(2014, 11, 11) in belgian


def test_what_is_known_is_in_order_with_its_version() -> None:
    found, version = public_holidays("DE-BE", date(2026, 5, 1), date(2026, 5, 25))
    assert [day for day, _ in found] == [date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25)]
    assert all(name for _, name in found)
    assert version.startswith("holidays 0.")


@pytest.mark.parametrize(
    ("code", "year", "said"),
    [
        ("XX", 2026, "no public holidays are known of `XX`"),
        ("DE-XX", 2026, "no public holidays are known of `DE-XX`"),
        ("usa", 2026, "no public holidays are known of `usa`"),
        ("", 2026, "no public holidays are known of ``"),
        ("DE", 1989, "of `DE` are known for 1991 to"),
        ("US", 2150, "of `US` are known for 1777 to"),
    ],
)
def test_holidays_that_cannot_be_had(code: str, year: int, said: str) -> None:
    with pytest.raises(HolidaysError, match=said) as raised:
        public_holidays(code, date(year, 1, 1), date(year, 12, 31))
    assert raised.value.hint


def test_without_the_package_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    with pytest.raises(HolidaysError, match="need the package `holidays`") as raised:
        public_holidays("US", date(2019, 1, 1), date(2019, 12, 31))
    assert "lexcheck[calendars]" in raised.value.hint


def test_names_do_not_depend_on_the_language_of_the_machine() -> None:
    """Asked without one, the package takes its language from the environment."""
    ask = (
        "from datetime import date; from lexcheck.base.time.public_holidays import *;"
        "print(public_holidays('DE-BE', date(2026, 1, 1), date(2026, 12, 31)))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "LANGUAGE": language, "LANG": f"{language}.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for language in ("de_DE", "th_TH", "C")
    }
    assert len(said) == 1

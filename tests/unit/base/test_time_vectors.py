"""The twenty-two deadlines that were worked out by hand from the law, one each.

The numbers are those of the collection that they come from; the argument stands beside each. A
civil period ends with the last instant of its last day, in the zone of the duty.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import BUILT_IN, CIVIL, ELAPSED, Counting
from lexcheck.base.time.instants import read_moment, show_instant, zone
from lexcheck.base.time.periods import Duration, count
from lexcheck.base.time.public_holidays import public_holidays

INDIA, DUBLIN, NEW_YORK = "Asia/Kolkata", "Europe/Dublin", "America/New_York"
INDIAN = BUILT_IN["general_clauses_act"]


def calendar(name: str, closed: tuple[tuple[date, str], ...] = ()) -> Calendar:
    weekend, first, last = frozenset({5, 6}), date(2020, 1, 1), date(2030, 12, 31)
    return Calendar(name, name, weekend, closed, (), first, last)


def national(code: str) -> Calendar:
    return calendar(code, public_holidays(code, date(2020, 1, 1), date(2030, 12, 31))[0])


#: A platform in Ireland: Art 2(1) of the regulation looks to where the act is to be done.
EU = BUILT_IN["regulation_1182_71"].by(national("IE"))
FEDERAL = CIVIL.by(national("US"))
WEEKENDS = CIVIL.by(calendar("weekends"))
REPUBLIC_DAY = CIVIL.by(calendar("india", ((date(2021, 1, 26), "Republic Day"),)))


def length_of(text: str) -> Duration:
    amount, *working, unit = text.split()
    return Duration(Decimal(amount), unit, bool(working))


def due(start: str, length: str, tz_name: str, counting: Counting, *more: str) -> tuple[str, str]:
    """The end of a period from a moment, which may itself be in doubt: its earliest and latest."""
    tz = zone(tz_name)
    anchor = read_moment(start, tz)
    assert anchor.earliest is not None
    assert anchor.latest is not None
    extensions = tuple(map(length_of, more))
    first, last = (
        count(end, length_of(length), tz, counting, extensions=extensions)
        for end in (anchor.earliest, anchor.latest)
    )
    return show_instant(first.earliest, tz), show_instant(last.latest, tz)


def end_of(day: str, offset: str) -> str:
    return f"{day}T23:59:59.999999{offset}"


VECTORS = [
    # TCO Art 3(3) gives "one hour of receipt". Elapsed, 11:20. If Regulation 1182/71 governs, the
    # hour of receipt, 10 to 11, "shall not be considered as falling within the period" (Art 3(1)),
    # which then runs from 11 and ends with the expiry of its last hour (Art 3(2)(a)): 12:00. A
    # period in hours is not moved off 1 May, a holiday (Art 3(4): "otherwise than in hours").
    ("TV1 elapsed", "2026-05-01T10:20", "1 hour", DUBLIN, ELAPSED, "2026-05-01T11:20:00+01:00"),
    ("TV1 formal", "2026-05-01T10:20", "1 hour", DUBLIN, EU, "2026-05-01T12:00:00+01:00"),
    # Received on the hour: that hour has begun, and is the hour of receipt.
    ("TV2 elapsed", "2026-05-01T10:00", "1 hour", DUBLIN, ELAPSED, "2026-05-01T11:00:00+01:00"),
    ("TV2 formal", "2026-05-01T10:00", "1 hour", DUBLIN, EU, "2026-05-01T12:00:00+01:00"),
    # GDPR Art 33(1), "not later than 72 hours": from Friday over the weekend, not moved off it.
    ("TV3 elapsed", "2026-05-01T10:20", "72 hour", DUBLIN, ELAPSED, "2026-05-04T10:20:00+01:00"),
    ("TV3 formal", "2026-05-01T10:20", "72 hour", DUBLIN, EU, "2026-05-04T11:00:00+01:00"),
    # TCO Art 10, two weeks: the day of receipt is out (Art 3(1)), closed days within count (3(3)).
    ("TV4", "2026-05-01T10:20", "14 day", DUBLIN, EU, end_of("2026-05-15", "+01:00")),
    # The last day, 16 May, is a Saturday: the next working day (Art 3(4)).
    ("TV5", "2026-05-02T10:20", "14 day", DUBLIN, EU, end_of("2026-05-18", "+01:00")),
    # TCO Art 6, six months from 31 August: no 31 February, so the last of the month (Art 3(2)(c)),
    # a Saturday, so Monday.
    ("TV6", "2025-08-31T10:20", "6 month", DUBLIN, EU, end_of("2026-03-02", "+00:00")),
    # GDPR Art 12(3), one month; the same again.
    ("TV7", "2026-01-31T10:20", "1 month", DUBLIN, EU, end_of("2026-03-02", "+00:00")),
    # IT Rules 2021 r 3(1)(d), 36 hours until 19 February 2026, 3 hours from the 20th: elapsed.
    ("TV8", "2026-02-19T23:00", "36 hour", INDIA, INDIAN, "2026-02-21T11:00:00+05:30"),
    ("TV9", "2026-02-20T00:30", "3 hour", INDIA, INDIAN, "2026-02-20T03:30:00+05:30"),
    # Blocking Rules 2009 r 11, seven working days; from a Saturday, Monday to Friday: 1 to 5
    # February are five, 8 and 9 the sixth and seventh.
    ("TV10", "2021-01-30T10:00", "7 working day", INDIA, WEEKENDS, end_of("2021-02-09", "+05:30")),
    # The same from a Monday: 26 January is closed, 27 to 29 are three, 1 to 4 February the rest.
    (
        "TV11",
        "2021-01-25T10:00",
        "7 working day",
        INDIA,
        REPUBLIC_DAY,
        end_of("2021-02-04", "+05:30"),
    ),
    # IT Rules 2021 r 3(2)(a), grievances: 7 days, before that 15; the day of receipt is out (s 9).
    ("TV13", "2026-03-02T10:00", "7 day", INDIA, INDIAN, end_of("2026-03-09", "+05:30")),
    ("TV14", "2025-03-03T10:00", "15 day", INDIA, INDIAN, end_of("2025-03-18", "+05:30")),
    # IT Rules 2021 r 3(1)(g), preserving what was removed: 180 days; before that, 2011 r 3(4), 90.
    ("TV15", "2021-03-01T10:00", "180 day", INDIA, INDIAN, end_of("2021-08-28", "+05:30")),
    ("TV16", "2021-02-01T10:00", "90 day", INDIA, INDIAN, end_of("2021-05-02", "+05:30")),
    # Copyright Rules 2013 r 75(3), 21 days.
    ("TV17", "2026-03-02T10:00", "21 day", INDIA, INDIAN, end_of("2026-03-23", "+05:30")),
    # 17 USC 512(g)(2)(C), "not less than 10, nor more than 14, business days": 25 June is the
    # first; 3 July is closed (the 4th is a Saturday); the tenth is 9 July, the fourteenth the 15th.
    ("TV18 tenth", "2026-06-24", "10 working day", NEW_YORK, FEDERAL, "2026-07-09"),
    ("TV18 fourteenth", "2026-06-24", "14 working day", NEW_YORK, FEDERAL, "2026-07-15"),
    # The same where 3 July is no holiday: a day sooner.
    ("TV19 tenth", "2026-06-24", "10 working day", NEW_YORK, WEEKENDS, "2026-07-08"),
    ("TV19 fourteenth", "2026-06-24", "14 working day", NEW_YORK, WEEKENDS, "2026-07-14"),
    # FRCP 6(a)(2): 48 hours from a Friday end on a Sunday: "the same time" on Monday. Elapsed time
    # stays on the Sunday.
    (
        "TV20 rule 6(a)",
        "2026-08-07T15:00",
        "48 hour",
        NEW_YORK,
        BUILT_IN["frcp_6a"].by(national("US")),
        "2026-08-10T15:00:00-04:00",
    ),
    ("TV20 elapsed", "2026-08-07T15:00", "48 hour", NEW_YORK, ELAPSED, "2026-08-09T15:00:00-04:00"),
    # TAKE IT DOWN Act s 3(a)(3): elapsed hours over the end of summer time: an hour earlier by the
    # clock than wall-clock addition would have it.
    ("TV21", "2026-10-31T12:00", "48 hour", NEW_YORK, CIVIL, "2026-11-02T11:00:00-05:00"),
]


@pytest.mark.parametrize(
    ("start", "length", "tz", "counting", "wanted"),
    [pytest.param(*vector, id=number) for number, *vector in VECTORS],
)
def test_deadline(start: str, length: str, tz: str, counting: Counting, wanted: str) -> None:
    earliest, latest = due(start, length, tz, counting)
    if len(wanted) == 10:  # a day to its end
        assert earliest == latest
        assert latest.startswith(f"{wanted}T23:59:59.999999")
    else:
        assert (earliest, latest) == (wanted, wanted)


def test_an_extension_of_the_same_unit_is_counted_from_the_event() -> None:
    """TV7, GDPR Art 12(3), one month "extended by two further months": three months from 31
    January end on 30 April, a Thursday; two months from the end of the first would end on the 28th.
    """
    wanted = end_of("2026-04-30", "+01:00")
    assert due("2026-01-31T10:20", "1 month", DUBLIN, EU, "2 month") == (wanted, wanted)


def test_a_window_of_business_days_opens_with_its_tenth() -> None:
    """TV18: the window opens with the first instant of 9 July, the tenth business day."""
    tz = zone(NEW_YORK)
    seen = read_moment("2026-06-24T12:00", tz).earliest
    assert seen is not None
    opens = count(seen, length_of("10 working day"), tz, FEDERAL, opening=True)
    assert show_instant(opens.earliest, tz) == "2026-07-09T00:00:00-04:00"
    assert opens.latest == opens.earliest


def test_a_day_of_issue_leaves_the_deadline_open_by_a_day() -> None:
    """TV12, Blocking Rules 2009 r 9(3): 48 hours from an unknown time of 31 January."""
    assert due("2021-01-31", "48 hour", INDIA, INDIAN) == (
        "2021-02-02T00:00:00+05:30",
        "2021-02-02T23:59:59.999999+05:30",
    )


@pytest.mark.parametrize(
    ("tz", "wanted"),
    [("UTC", "2021-02-10T06:20:00+00:00"), ("America/Los_Angeles", "2021-02-09T22:20:00-08:00")],
)
def test_one_instant_has_a_text_in_every_zone(tz: str, wanted: str) -> None:
    """TV22: a post seen at 11:50 in India."""
    seen = read_moment("2021-02-10T11:50+05:30", None).earliest
    assert seen is not None
    assert show_instant(seen, zone(tz)) == wanted

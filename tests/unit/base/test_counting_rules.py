"""Counting rules at their corners: changes of clocks, leap days, closed days, extensions, pauses.

Each expected value is argued where it stands.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import attrs
import pytest

from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import BUILT_IN, CIVIL, ELAPSED, Counting
from lexcheck.base.time.instants import Instant, read_moment, show_instant, zone
from lexcheck.base.time.periods import NEVER, Due, Duration, Pauses, count, derivation
from lexcheck.base.time.public_holidays import public_holidays

NEW_YORK, BERLIN, SYDNEY = "America/New_York", "Europe/Berlin", "Australia/Sydney"
SAO_PAULO, MOSCOW = "America/Sao_Paulo", "Europe/Moscow"

FIRST, LAST = date(2020, 1, 1), date(2030, 12, 31)
WEEKENDS = Calendar("weekends", "", frozenset({5, 6}), (), (), FIRST, LAST)
FEDERAL = attrs.evolve(WEEKENDS, name="federal", closed=public_holidays("US", FIRST, LAST)[0])
EU = BUILT_IN["regulation_1182_71"].by(WEEKENDS)
FRCP = BUILT_IN["frcp_6a"].by(FEDERAL)


def at(text: str, tz_name: str = BERLIN) -> Instant:
    moment = read_moment(text, zone(tz_name)).earliest
    assert moment is not None
    return moment


def length_of(text: str) -> Duration:
    amount, *working, unit = text.split()
    return Duration(Decimal(amount), unit, bool(working))


def counted(
    start: str,
    length: str,
    rule: Counting = CIVIL,
    tz_name: str = BERLIN,
    more: tuple[str, ...] = (),
    pauses: Pauses = (),
) -> Due:
    extensions = tuple(map(length_of, more))
    tz = zone(tz_name)
    anchor = at(start, tz_name)
    return count(anchor, length_of(length), tz, rule, extensions=extensions, pauses=pauses)


def day(due: Due, tz_name: str = BERLIN) -> str:
    """The day on whose last instant something is due."""
    assert due.earliest == due.latest
    shown = show_instant(due.earliest, zone(tz_name))
    assert shown[10:26] == "T23:59:59.999999", shown
    return shown[:10]


@pytest.mark.parametrize(
    ("tz", "start", "wanted"),
    [
        (NEW_YORK, "2026-03-07T12:00", "2026-03-09T01:00:00-04:00"),
        (NEW_YORK, "2026-10-31T12:00", "2026-11-01T23:00:00-05:00"),
        (BERLIN, "2026-03-28T12:00", "2026-03-30T01:00:00+02:00"),
        (BERLIN, "2026-10-24T12:00", "2026-10-25T23:00:00+01:00"),
        (SYDNEY, "2026-04-04T12:00", "2026-04-05T23:00:00+10:00"),
        (SYDNEY, "2026-10-03T12:00", "2026-10-05T01:00:00+11:00"),
        (SAO_PAULO, "2018-11-03T12:00", "2018-11-05T01:00:00-02:00"),
        (SAO_PAULO, "2019-02-16T12:00", "2019-02-17T23:00:00-03:00"),
        (MOSCOW, "2013-06-01T12:00", "2013-06-03T00:00:00+04:00"),
        (MOSCOW, "2014-10-25T12:00", "2014-10-26T23:00:00+03:00"),
    ],
)
@pytest.mark.parametrize("rule", [CIVIL, ELAPSED, FRCP], ids=lambda rule: rule.name)
def test_thirty_six_hours_over_a_change_of_clocks(
    tz: str, start: str, wanted: str, rule: Counting
) -> None:
    """From noon before the change: midnight after the next day by the clock, an hour more where
    the clock was set forward, an hour less where back; Moscow lay at +4 in all of 2013.
    """
    rule = attrs.evolve(rule, roll_hours="none")
    assert show_instant(counted(start, "36 hour", rule, tz).earliest, zone(tz)) == wanted


@pytest.mark.parametrize(
    ("tz", "start", "wanted"),
    [
        # the day that is changed, and the day after it
        (NEW_YORK, "2026-03-07", "2026-03-09T03:59:59.999999"),
        (NEW_YORK, "2026-03-08", "2026-03-10T03:59:59.999999"),
        (NEW_YORK, "2026-10-31", "2026-11-02T04:59:59.999999"),
        (NEW_YORK, "2026-11-01", "2026-11-03T04:59:59.999999"),
        (BERLIN, "2026-03-28", "2026-03-29T21:59:59.999999"),
        (BERLIN, "2026-03-29", "2026-03-30T21:59:59.999999"),
        (BERLIN, "2026-10-24", "2026-10-25T22:59:59.999999"),
        (BERLIN, "2026-10-25", "2026-10-26T22:59:59.999999"),
        (SYDNEY, "2026-04-04", "2026-04-05T13:59:59.999999"),
        (SYDNEY, "2026-04-05", "2026-04-06T13:59:59.999999"),
        (SYDNEY, "2026-10-03", "2026-10-04T12:59:59.999999"),
        (SYDNEY, "2026-10-04", "2026-10-05T12:59:59.999999"),
        # midnight of 4 November 2018 does not exist; 16 February 2019 has two hours from 23:00
        (SAO_PAULO, "2018-11-02", "2018-11-04T02:59:59.999999"),
        (SAO_PAULO, "2018-11-03", "2018-11-05T01:59:59.999999"),
        (SAO_PAULO, "2019-02-15", "2019-02-17T02:59:59.999999"),
        (SAO_PAULO, "2019-02-16", "2019-02-18T02:59:59.999999"),
        (MOSCOW, "2013-06-01", "2013-06-02T19:59:59.999999"),
        (MOSCOW, "2014-10-25", "2014-10-26T20:59:59.999999"),
    ],
)
def test_a_day_over_a_change_of_clocks(tz: str, start: str, wanted: str) -> None:
    """One day ends with the local midnight after the next day, whatever its length; in UTC."""
    due = counted(f"{start}T12:00", "1 day", CIVIL, tz)
    assert show_instant(due.earliest, zone("UTC")) == f"{wanted}+00:00"


def test_days_that_are_elapsed_time_are_twenty_four_hours() -> None:
    due = counted("2026-10-24T12:00", "2 day", ELAPSED)  # one of 24 hours, one of 25 by the clock
    assert show_instant(due.latest, zone(BERLIN)) == "2026-10-26T11:00:00+01:00"


def test_a_year_from_29_february() -> None:
    """Regulation 1182/71 Art 3(2)(c): the last day of the month, 28 February 2021, a Sunday, so
    Monday (Art 3(4)). A rule that goes to the next day has 1 March. Without a word it is open.
    """
    assert day(counted("2020-02-29", "1 year", EU)) == "2021-03-01"
    last_day = Counting(name="own", overflow="last_day")
    assert day(counted("2020-02-29", "1 year", last_day)) == "2021-02-28"
    assert day(counted("2020-02-29", "4 year", last_day)) == "2024-02-29"
    next_day = Counting(name="own", overflow="next_day")
    assert day(counted("2020-02-29", "1 year", next_day)) == "2021-03-01"
    assert day(counted("2021-01-30", "1 month", next_day)) == "2021-03-01"
    assert counted("2020-02-29", "1 year").why == "needs_judgement"


def test_a_holiday_kept_in_the_year_before_closes_that_day() -> None:
    """1 January 2022 is a Saturday; 5 USC 6103(b)(1): Friday, 31 December 2021. So a week from the
    24th ends on Monday, 3 January.
    """
    assert FEDERAL.is_open(date(2021, 12, 31)) is False
    assert day(counted("2021-12-24T12:00", "7 day", FRCP, NEW_YORK), NEW_YORK) == "2022-01-03"


def test_an_extension_is_counted_from_the_unrolled_end() -> None:
    """A month from 31 January 2026 ends on Saturday, 28 February, and unextended on Monday. Ten
    days more are 10 March, a Tuesday; from the Monday they would be the 12th.
    """
    assert day(counted("2026-01-31", "1 month", EU)) == "2026-03-02"
    assert day(counted("2026-01-31", "1 month", EU, more=("10 day",))) == "2026-03-10"
    # of one kind: 1 week and 10 days are 17 days, from Friday the 1st to Monday the 18th
    assert day(counted("2026-05-01", "1 week", EU, more=("10 day",))) == "2026-05-18"


def test_two_days_include_two_working_days() -> None:
    """Regulation 1182/71 Art 3(5). From Thursday: Friday and Saturday, so Monday by Art 3(4), two
    working days. From Friday: Saturday and Sunday, moved to Monday, are one: Tuesday. One day from
    Friday is not "two days or more": Saturday moves to Monday.
    """
    assert day(counted("2026-05-07", "2 day", EU)) == "2026-05-11"
    assert day(counted("2026-05-08", "2 day", EU)) == "2026-05-12"
    assert day(counted("2026-05-08", "1 day", EU)) == "2026-05-11"


def test_the_first_day_in() -> None:
    """The day of the event is the first of them; a month from the 1st ends with the month."""
    rule = Counting(name="own", first_day="in")
    assert day(counted("2026-05-04", "7 day", rule)) == "2026-05-10"
    assert day(counted("2026-05-01", "1 month", rule)) == "2026-05-31"
    assert day(counted("2026-05-15", "1 month", rule)) == "2026-06-14"
    assert day(counted("2026-05-04", "3 working day", rule.by(WEEKENDS))) == "2026-05-06"
    assert day(counted("2026-05-04", "0 day", rule)) == "2026-05-04"


def test_a_roll_back_goes_no_further_than_the_event() -> None:
    rule = Counting(name="own", roll="previous", calendar=WEEKENDS)
    assert day(counted("2026-05-01", "9 day", rule)) == "2026-05-08"  # Sunday the 10th
    assert day(counted("2026-05-09", "1 day", rule)) == "2026-05-09"  # all of a weekend


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("2026-05-08T17:00", "2026-05-09"),  # Friday at the cut-off: of Friday
        ("2026-05-08T17:00:00.000001", "2026-05-12"),  # after it: of Monday
        ("2026-05-09T09:00", "2026-05-12"),  # on a Saturday: of Monday
        ("2026-05-11T09:00", "2026-05-12"),
    ],
)
def test_a_cut_off(start: str, wanted: str) -> None:
    """As in CPR 6.26 (England and Wales): before the hour on a business day, that day; in any other
    case, the next business day after.
    """
    rule = Counting(name="own", cut_off=time(17), calendar=WEEKENDS)
    assert day(counted(start, "1 day", rule)) == wanted
    hours = counted("2026-05-08T18:00", "2 hour", rule)  # from the first instant of Monday
    assert show_instant(hours.latest, zone(BERLIN)) == "2026-05-11T02:00:00+02:00"


def test_deemed_service() -> None:
    """Posted on Friday, deemed served two working days later, on Tuesday; a week from then."""
    rule = Counting(name="own", deemed=length_of("2 working day"), calendar=WEEKENDS)
    due = counted("2026-05-08T15:00", "7 day", rule)
    assert day(due) == "2026-05-19"
    assert "the event is deemed to have happened 2 working days later" in due.steps[0]


def test_deemed_service_on_a_day_that_is_not_covered() -> None:
    """Deemed served on the day itself if it is open: 31 December 2019 may be closed, and then it is
    1 January, the first day that is covered and open.
    """
    rule = Counting(name="own", deemed=length_of("0 working day"), calendar=WEEKENDS)
    due = counted("2019-12-31T12:00", "1 hour", rule)
    shown = [show_instant(end, zone(BERLIN))[:13] for end in (due.earliest, due.latest)]
    assert shown == ["2019-12-31T13", "2020-01-01T13"]
    assert due.why == "not_covered"


def test_working_days() -> None:
    """None of them: the day itself, or the next open one."""
    rule = CIVIL.by(WEEKENDS)
    assert day(counted("2026-05-08", "0 working day", rule)) == "2026-05-08"
    assert day(counted("2026-05-09", "0 working day", rule)) == "2026-05-11"
    assert day(counted("2026-05-09", "1 working day", rule)) == "2026-05-11"
    unknown = counted("2026-05-08", "3 working day")
    assert (unknown.why, unknown.latest) == ("needs_judgement", NEVER)
    assert show_instant(unknown.earliest, zone(BERLIN)).startswith("2026-05-11T")  # all open


def test_a_day_that_is_not_covered() -> None:
    """Ten days from 27 December 2030 reach into 2031: at the earliest they end on 6 January."""
    due = counted("2030-12-27", "10 day", EU)
    assert show_instant(due.earliest, zone(BERLIN)).startswith("2031-01-06T23:59")
    assert due.latest == NEVER
    assert due.why == "not_covered"
    said = "the calendar `weekends` covers 2020-01-01 to 2030-12-31: whether 2031-01-06 is open"
    assert due.open_because == f"{said} is not known"
    assert due.steps[-1] == due.open_because
    before = counted("2019-12-27", "1 day", EU)  # a Saturday: open, or closed until 1 January
    assert show_instant(before.latest, zone(BERLIN)).startswith("2020-01-01T23:59")


@pytest.mark.parametrize(
    ("length", "pauses", "wanted"),
    [
        # three hours, one of them used before the clock stood still from 11 to 15: two are left
        ("3 hour", [("2026-05-04T11:00", "2026-05-04T15:00")], "2026-05-04T17:00:00+02:00"),
        # the event in a pause: the clock starts with its end
        ("3 hour", [("2026-05-04T09:00", "2026-05-04T12:00")], "2026-05-04T15:00:00+02:00"),
        # a pause that begins when the time is up changes nothing
        ("3 hour", [("2026-05-04T13:00", "2026-05-09T12:00")], "2026-05-04T13:00:00+02:00"),
        # of 5 to 7 May the 5th and 6th are touched, if only for an hour: the three days are 7 to 9
        (
            "3 day",
            [("2026-05-05T10:00", "2026-05-05T11:00"), ("2026-05-06T00:00", "2026-05-06T00:01")],
            "2026-05-09T23:59:59.999999+02:00",
        ),
        # to the first instant of a day, which is not touched
        ("1 day", [("2026-05-04T12:00", "2026-05-05T00:00")], "2026-05-05T23:59:59.999999+02:00"),
        # overlapping stretches are one
        (
            "3 hour",
            [("2026-05-04T11:00", "2026-05-04T13:00"), ("2026-05-04T12:00", "2026-05-04T15:00")],
            "2026-05-04T17:00:00+02:00",
        ),
    ],
)
def test_a_clock_that_stops(length: str, pauses: list[tuple[str, str]], wanted: str) -> None:
    stops = tuple((at(start), at(end)) for start, end in pauses)
    due = counted("2026-05-04T10:00", length, pauses=stops)
    assert show_instant(due.latest, zone(BERLIN)) == wanted


@pytest.mark.parametrize("length", ["3 hour", "3 day", "1 month", "2 working day"])
def test_a_clock_that_never_runs_again_ends_no_period(length: str) -> None:
    stops = ((at("2026-05-04T10:30"), None),)
    due = counted("2026-05-04T10:00", length, EU, pauses=stops)
    assert (due.earliest, due.latest, due.why) == (NEVER, NEVER, "")


def test_a_derivation_reads_as_a_lawyer_would_check_it() -> None:
    tz = zone(NEW_YORK)
    anchor = at("2021-12-24T12:00", NEW_YORK)
    rule = attrs.evolve(FRCP, title="days and hours")
    due = count(anchor, length_of("7 day"), tz, rule)
    assert derivation(anchor, due, tz, rule) == (
        (
            "counted by frcp_6a by `federal`: days and hours"
            " (Federal Rules of Civil Procedure (US) 6(a))"
        ),
        "from 2021-12-24T12:00:00-05:00 (2021-12-24T17:00:00+00:00)",
        "the day of the event, 2021-12-24, is not counted",
        "7 days end with the end of 2021-12-31",
        (
            "2021-12-31 is closed (New Year's Day (observed)) by `federal`:"
            " the period ends with the next open day, 2022-01-03"
        ),
        "due 2022-01-03T23:59:59.999999-05:00 (2022-01-04T04:59:59.999999+00:00)",
    )


def test_working_days_name_what_was_closed() -> None:
    due = counted("2026-06-24T12:00", "10 working day", CIVIL.by(FEDERAL), NEW_YORK)
    assert due.steps == (
        "the day of the event, 2026-06-24, is not counted",
        (
            "closed from 2026-06-25 to 2026-07-09 by `federal`: 3 weekend days,"
            " 2026-07-03 (Independence Day (observed)), 2026-07-04 (Independence Day)"
        ),
        "10 working days end with the end of 2026-07-09",
    )


def test_the_default_rule_is_told_as_it_was() -> None:
    due = counted("2026-03-02T10:00", "7 day")
    assert due.steps == (
        "the day of the event, 2026-03-02, is not counted",
        "7 days end with the end of 2026-03-09",
    )
    silent = "1 month from 2026-01-31: that month has no day 31, and no rule says which"
    assert counted("2026-01-31", "1 month").steps[1:] == (
        "1 month ends with the end of 2026-02-28",
        silent,
    )
    assert counted("2026-03-02T10:00", "2 hour").steps == (
        "2 hours elapsed from 2026-03-02T10:00:00+01:00",
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Counting(name="x", first_day="in", ends="same_time"), "cannot count the first day"),
        (Counting(name="x", days="elapsed", ends="same_time"), "24 hours"),
        (Counting(name="x", deemed=length_of("1 month")), "not months"),
        (Counting(name="x", least_open_days=-1), "not negative"),
        (Counting(name="x", roll="next"), "needs a calendar"),
        (BUILT_IN["frcp_6a"], "needs a calendar"),
    ],
)
def test_fields_that_cannot_stand_together(rule: Counting, said: str) -> None:
    assert any(said in fault for fault in rule.faults())


def test_every_built_in_rule_is_cited_and_marked() -> None:
    for name, rule in BUILT_IN.items():
        assert rule.name == name
        assert rule.citation
        assert rule.title
        assert rule.verified in ("V1", "V2", "M+", "C")
        assert not rule.by(WEEKENDS).faults()

"""LAWS of legal time, in zones whose clocks have changed in every way there is.

New York, Berlin and Sydney change each year; São Paulo skipped midnight; Moscow moved its offset
for good; Lord Howe changes by half an hour; Kolkata lies half an hour off; Apia skipped a day.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lexcheck.base.time.instants import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    Instant,
    TimeError,
    day_end,
    day_start,
    from_datetime,
    local_day,
    read_moment,
    show_instant,
    zone,
)
from lexcheck.base.time.periods import CIVIL_UNITS, ELAPSED_UNITS, Duration, count

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "UTC",
)

#: Nights in which one of the clocks changed, or a day was skipped.
CHANGES = (
    datetime(2018, 11, 4, 3, tzinfo=UTC),  # São Paulo: 00:00 to 01:00
    datetime(2019, 2, 17, 2, tzinfo=UTC),  # São Paulo, the last: 00:00 to 23:00
    datetime(2011, 3, 26, 23, tzinfo=UTC),  # Moscow to UTC+4, for good
    datetime(2014, 10, 25, 22, tzinfo=UTC),  # Moscow back to UTC+3
    datetime(2021, 3, 14, 7, tzinfo=UTC),
    datetime(2021, 11, 7, 6, tzinfo=UTC),
    datetime(2021, 3, 28, 1, tzinfo=UTC),
    datetime(2021, 10, 31, 1, tzinfo=UTC),
    datetime(2021, 4, 3, 15, tzinfo=UTC),
    datetime(2011, 12, 30, 10, tzinfo=UTC),  # Apia: from 29 to 31 December
)

APIA_SKIPPED = date(2011, 12, 30)

zones = st.sampled_from(ZONES).map(zone)
spans = st.integers(-3 * DAY, 3 * DAY)
near_changes = st.builds(
    lambda change, span: Instant(from_datetime(change) + span), st.sampled_from(CHANGES), spans
)
instants = near_changes | st.integers(366 * DAY, 120 * 365 * DAY).map(Instant)
days = st.dates(date(1971, 1, 1), date(2090, 1, 1)) | near_changes.map(
    lambda instant: local_day(instant, zone("UTC"))
)
elapsed = st.builds(Duration, st.decimals(0, 500, places=2), st.sampled_from(sorted(ELAPSED_UNITS)))
civil = st.builds(Duration, st.integers(0, 60).map(Decimal), st.sampled_from(CIVIL_UNITS))


# ── Days ───────────────────────────────────────────────────────────────────────────────────────


@given(instants, zones)
def test_an_instant_lies_in_its_day_and_in_no_other(instant: Instant, tz: ZoneInfo) -> None:
    day = local_day(instant, tz)
    assert day_start(day, tz) <= instant <= day_end(day, tz)
    assert instant < day_start(day + timedelta(days=1), tz)
    assert day_end(day - timedelta(days=1), tz) < instant


@given(days, zones)
@example(APIA_SKIPPED, zone("Pacific/Apia"))
@example(date(2018, 11, 4), zone("America/Sao_Paulo"))
def test_a_day_starts_with_its_first_instant_and_ends_before_the_next(
    day: date, tz: ZoneInfo
) -> None:
    start, end = day_start(day, tz), day_end(day, tz)
    assert local_day(Instant(start - 1), tz) < day <= local_day(start, tz)
    assert local_day(end, tz) <= day < local_day(Instant(end + 1), tz)
    skipped = tz.key == "Pacific/Apia" and day == APIA_SKIPPED
    assert (local_day(start, tz) == day == local_day(end, tz)) is not skipped
    assert 23 * HOUR <= end + 1 - start <= 25 * HOUR or skipped


# ── Periods ────────────────────────────────────────────────────────────────────────────────────


@given(instants, elapsed, zones)
def test_hours_and_less_are_elapsed_time_whatever_the_clocks_do(
    anchor: Instant, length: Duration, tz: ZoneInfo
) -> None:
    due = count(anchor, length, tz)
    micros = length.amount * ELAPSED_UNITS[length.unit]
    assert due.earliest == due.latest == anchor + int(micros)


@given(instants, st.integers(0, 60), zones)
def test_days_end_with_the_end_of_the_last_the_first_not_counted(
    anchor: Instant, number: int, tz: ZoneInfo
) -> None:
    due = count(anchor, Duration(Decimal(number), "day"), tz)
    last = local_day(anchor, tz) + timedelta(days=number)
    assert due.earliest == due.latest == day_end(last, tz)
    assert due == count(day_start(local_day(anchor, tz), tz), Duration(Decimal(number), "day"), tz)


@given(instants, st.integers(0, 20), zones)
def test_a_week_is_seven_days_and_a_year_twelve_months(
    anchor: Instant, number: int, tz: ZoneInfo
) -> None:
    def due(amount: int, unit: str) -> tuple[Instant, Instant]:
        found = count(anchor, Duration(Decimal(amount), unit), tz)
        return found.earliest, found.latest

    assert due(number, "week") == due(7 * number, "day")
    assert due(number, "year") == due(12 * number, "month")
    assert due(0, "month") == due(0, "day")


@given(instants, st.integers(0, 40), zones)
def test_months_end_on_the_same_date_or_are_left_open(
    anchor: Instant, number: int, tz: ZoneInfo
) -> None:
    due = count(anchor, Duration(Decimal(number), "month"), tz)
    first, last = local_day(anchor, tz), local_day(due.earliest, tz)
    assert (last.year - first.year) * 12 + last.month - first.month == number
    if due.earliest == due.latest:
        assert last.day == first.day
        assert due.open_because == ""
    else:
        assert last.day < first.day
        assert (last + timedelta(days=1)).day == 1
        assert local_day(due.latest, tz) == last + timedelta(days=first.day - last.day)
        assert due.open_because


@given(instants, st.integers(0, 5 * DAY), elapsed | civil, zones)
@example(Instant(1_612_137_599_999_999), 1, Duration(Decimal(1), "month"), zone("UTC"))
def test_a_later_anchor_has_no_earlier_deadline(
    anchor: Instant, later: int, length: Duration, tz: ZoneInfo
) -> None:
    one, other = count(anchor, length, tz), count(Instant(anchor + later), length, tz)
    assert one.earliest <= other.earliest
    if length.unit not in ("month", "year"):  # where a month is too short, two rules compete
        assert one.latest <= other.latest


@given(instants, st.integers(0, 40), st.integers(0, 40), st.sampled_from(CIVIL_UNITS), zones)
def test_a_longer_period_ends_no_earlier(
    anchor: Instant, short: int, more: int, unit: str, tz: ZoneInfo
) -> None:
    one = count(anchor, Duration(Decimal(short), unit), tz)
    other = count(anchor, Duration(Decimal(short + more), unit), tz)
    assert anchor <= one.earliest <= other.earliest
    assert one.earliest <= one.latest


@pytest.mark.parametrize(
    ("anchor", "years", "ends"),
    [
        ("2020-02-29", 1, ("2021-02-28", "2021-03-01")),
        ("2020-02-29", 4, ("2024-02-29", "2024-02-29")),
        ("2096-02-29", 4, ("2100-02-28", "2100-03-01")),  # 2100 is no leap year
        ("2019-02-28", 1, ("2020-02-28", "2020-02-28")),
    ],
)
def test_a_year_from_29_february(anchor: str, years: int, ends: tuple[str, str]) -> None:
    tz = zone("Europe/Berlin")
    start = day_start(date.fromisoformat(anchor), tz)
    due = count(start, Duration(Decimal(years), "year"), tz)
    assert (due.earliest, due.latest) == tuple(day_end(date.fromisoformat(e), tz) for e in ends)


# ── Texts ──────────────────────────────────────────────────────────────────────────────────────


@given(instants, zones)
def test_what_is_shown_is_read_as_the_same_instant(instant: Instant, tz: ZoneInfo) -> None:
    moment = read_moment(show_instant(instant, tz), None)
    assert moment.earliest == moment.latest == instant


@given(instants, zones)
def test_a_time_without_an_offset_is_one_that_the_clocks_showed(
    instant: Instant, tz: ZoneInfo
) -> None:
    shown = show_instant(instant, tz)
    naive = re.sub(r"[+-]\d\d:\d\d$", "", shown)
    moment = read_moment(naive, tz)
    assert moment.earliest is not None
    assert moment.latest is not None
    assert moment.earliest <= instant <= moment.latest
    for end in (moment.earliest, moment.latest):
        assert show_instant(end, tz).startswith(naive)


@given(days, zones)
@example(APIA_SKIPPED, zone("Pacific/Apia"))
def test_a_day_is_read_as_all_of_it(day: date, tz: ZoneInfo) -> None:
    if tz.key == "Pacific/Apia" and day == APIA_SKIPPED:
        with pytest.raises(TimeError):
            read_moment(day.isoformat(), tz)
        return
    moment = read_moment(day.isoformat(), tz)
    assert (moment.earliest, moment.latest) == (day_start(day, tz), day_end(day, tz))
    month = read_moment(f"{day:%Y-%m}", tz)
    assert month.earliest == day_start(day.replace(day=1), tz)
    assert month.latest is not None
    assert local_day(month.latest, tz).month == day.month
    assert local_day(Instant(month.latest + 1), tz).day == 1


@pytest.mark.parametrize(
    ("text", "tz"),
    [
        ("2021-03-14T02:30", "America/New_York"),
        ("2018-11-04T00:30", "America/Sao_Paulo"),
        ("2021-10-03T02:15", "Australia/Lord_Howe"),
    ],
)
def test_a_time_that_the_clocks_skipped_is_refused(text: str, tz: str) -> None:
    with pytest.raises(TimeError):
        read_moment(text, zone(tz))


@pytest.mark.parametrize(
    ("text", "tz", "apart"),
    [
        ("2021-11-07T01:30", "America/New_York", HOUR),
        ("2019-02-16T23:30", "America/Sao_Paulo", HOUR),
        ("2021-04-04T01:45", "Australia/Lord_Howe", HOUR // 2),
        ("2014-10-26T01:30", "Europe/Moscow", HOUR),
        ("2021-11-07T02:30", "America/New_York", 0),
    ],
)
def test_a_time_that_the_clocks_showed_twice_is_in_doubt(text: str, tz: str, apart: int) -> None:
    moment = read_moment(text, zone(tz))
    assert moment.earliest is not None
    assert moment.latest is not None
    assert moment.latest - moment.earliest == apart


@pytest.mark.parametrize("text", ["2021-03-14T12:00", "2021-03-14", "2021-03"])
def test_without_a_zone_no_civil_time_is_read(text: str) -> None:
    with pytest.raises(TimeError):
        read_moment(text, None)


def test_every_instant_has_a_text() -> None:
    tz = zone("UTC")
    for instant in (EARLIEST, Instant(EARLIEST + 1), Instant(0), Instant(LATEST - DAY), LATEST):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT.*", show_instant(instant, tz))
    assert show_instant(Instant(LATEST + 1), tz) == "never"
    assert show_instant(Instant(EARLIEST - 1), tz) == "the beginning of time"

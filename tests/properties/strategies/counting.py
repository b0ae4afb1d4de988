"""Counting rules, calendars, lengths and pauses, around the nights in which clocks changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import BUILT_IN, Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import DAY, HOUR, Instant, from_datetime, zone

ZONES = (
    "America/New_York",
    "Europe/Berlin",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Europe/Moscow",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "UTC",
)

#: Noons near which something changes: clocks, years, Februaries, what the calendars below cover.
NOONS = (
    datetime(2018, 11, 4, 12, tzinfo=UTC),
    datetime(2019, 2, 17, 12, tzinfo=UTC),
    datetime(2018, 10, 28, 12, tzinfo=UTC),
    datetime(2019, 3, 10, 12, tzinfo=UTC),
    datetime(2019, 3, 31, 12, tzinfo=UTC),
    datetime(2019, 4, 7, 12, tzinfo=UTC),
    datetime(2019, 1, 31, 12, tzinfo=UTC),
    datetime(2020, 2, 29, 12, tzinfo=UTC),
    datetime(2018, 12, 31, 12, tzinfo=UTC),
    datetime(2018, 1, 1, 12, tzinfo=UTC),
)

zones = st.sampled_from(ZONES).map(zone)

anchors = st.builds(
    lambda noon, span: Instant(from_datetime(noon) + span),
    st.sampled_from(NOONS),
    st.integers(-3 * DAY, 3 * DAY) | st.integers(-72, 72).map(lambda hours: hours * HOUR),
)

days = st.dates(date(2018, 10, 1), date(2019, 5, 1))


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    first = draw(st.sampled_from((date(2017, 1, 1), date(2018, 12, 30), date(2018, 11, 3))))
    last = draw(st.sampled_from((date(2022, 1, 1), date(2019, 3, 30), date(2019, 1, 2))))
    closed = draw(st.lists(days, max_size=12))
    run = draw(days)
    closed += [run + timedelta(days=n) for n in range(draw(st.integers(0, 9)))]
    return Calendar(
        "random",
        "a calendar",
        draw(st.sampled_from((frozenset({5, 6}), frozenset({6}), frozenset({4, 5}), frozenset()))),
        tuple((day, "a holiday") for day in sorted(set(closed))),
        tuple(draw(st.lists(days, max_size=4))),
        first,
        last,
    )


def amounts(most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, most).map(Decimal)


elapsed = st.builds(Duration, st.decimals(0, 200, places=1), st.sampled_from(("hour", "minute")))
hours = st.builds(Duration, amounts(80), st.just("hour"))
civil = (
    st.builds(Duration, amounts(40), st.just("day"))
    | st.builds(Duration, amounts(5), st.just("week"))
    | st.builds(Duration, amounts(7), st.just("month"))
    | st.builds(Duration, amounts(2), st.just("year"))
)
working = st.builds(Duration, amounts(20), st.just("day"), st.just(True))
lengths = hours | elapsed | civil | working

deemed = st.none() | st.builds(Duration, amounts(4), st.sampled_from(("hour", "day")))
cut_offs = st.none() | st.sampled_from((time(17), time(0), time(2, 30), time(23, 59, 59)))

own_rules = st.builds(
    Counting,
    name=st.just("own"),
    calendar=st.none() | calendars(),
    first_day=st.sampled_from(("out", "in")),
    ends=st.sampled_from(("end_of_day", "same_time")),
    days=st.sampled_from(("civil", "civil", "elapsed")),
    hours=st.sampled_from(("elapsed", "full_hours")),
    roll=st.sampled_from(("none", "next", "previous")),
    roll_hours=st.sampled_from(("none", "same_time")),
    overflow=st.sampled_from(("open", "last_day", "next_day")),
    cut_off=cut_offs,
    deemed=deemed | st.builds(Duration, amounts(4), st.just("day"), st.just(True)),
    least_open_days=st.sampled_from((0, 0, 1, 2, 5)),
).filter(lambda rule: not rule.faults())

built_in = st.sampled_from(sorted(BUILT_IN)).flatmap(
    lambda name: calendars().map(BUILT_IN[name].by)
)
rules = built_in | own_rules


@st.composite
def pauses(draw: st.DrawFn) -> tuple[tuple[Instant, Instant | None], ...]:
    found: list[tuple[Instant, Instant | None]] = []
    for start in draw(st.lists(anchors, max_size=3)):
        length = draw(st.integers(0, 100).map(lambda n: n * HOUR) | st.none())
        found.append((start, None if length is None else Instant(start + length)))
    return tuple(found)


some_pauses = st.just(()) | pauses()
extensions = st.just(()) | st.lists(lengths, max_size=2).map(tuple)

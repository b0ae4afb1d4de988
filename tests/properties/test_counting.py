"""LAWS of counting rules: as on paper, monotone in the anchor, sound where they do not know."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import DAY, Instant, zone
from lexcheck.base.time.periods import NEVER, Due, Pauses, count
from lexcheck.base.time.pieces import pieces, reach
from tests.properties.naive_counting import count_on_paper
from tests.properties.strategies.counting import (
    anchors,
    calendars,
    civil,
    days,
    extensions,
    lengths,
    rules,
    some_pauses,
    zones,
)


def shown(due: Due) -> tuple[int | None, int | None]:
    return (
        None if due.earliest >= NEVER else due.earliest,
        None if due.latest >= NEVER else due.latest,
    )


@given(anchors, lengths, zones, rules, extensions, some_pauses, st.booleans())
def test_a_count_is_the_one_made_on_paper(
    anchor: Instant,
    length: Duration,
    tz: ZoneInfo,
    rule: Counting,
    more: tuple[Duration, ...],
    stops: Pauses,
    opening: bool,
) -> None:
    due = count(anchor, length, tz, rule, extensions=more, pauses=stops, opening=opening)
    wanted = count_on_paper(anchor, length, tz, rule, more, stops, opening)
    assert shown(due) == wanted, (due.steps, rule)
    assert due.earliest <= due.latest
    assert bool(due.open_because) is (due.earliest != due.latest) is bool(due.why)
    assert all(step and "\n" not in step for step in due.steps)


def monotone(rule: Counting, length: Duration, more: tuple[Duration, ...], stops: Pauses) -> bool:
    """Whether the law's words give a later event no earlier end.

    They do not where a time of day is carried past a closed day (FRCP 6(a)(2)(C): 15:00 on Saturday
    goes to 15:00 on Monday, 10:00 on Sunday to 10:00), to or from a day that a clock repeats hours
    on, or by deemed service; nor where days of several months are counted by running days.
    """
    runs = (length, *more)
    months = any(run.family == "month" for run in runs)
    silent = months and (rule.overflow == "open" or bool(stops))
    deemed = rule.deemed is not None and rule.deemed.civil
    return not (silent or rule.roll_hours != "none" or rule.ends == "same_time" or deemed)


@given(anchors, st.integers(0, 4 * DAY), lengths, zones, rules, extensions, some_pauses)
def test_a_later_event_has_no_earlier_end(
    anchor: Instant,
    later: int,
    length: Duration,
    tz: ZoneInfo,
    rule: Counting,
    more: tuple[Duration, ...],
    stops: Pauses,
) -> None:
    one, other = (
        count(Instant(at), length, tz, rule, extensions=more, pauses=stops)
        for at in (anchor, anchor + later)
    )
    if monotone(rule, length, more, stops):
        assert one.earliest <= other.earliest
        assert one.latest <= other.latest


@given(
    anchors,
    st.integers(0, 4 * DAY),
    lengths,
    zones,
    rules,
    extensions,
    some_pauses,
    st.booleans(),
    st.integers(1, 12),
    st.data(),
)
def test_every_anchor_in_a_piece_gives_what_the_piece_says(
    low: Instant,
    width: int,
    length: Duration,
    tz: ZoneInfo,
    rule: Counting,
    more: tuple[Duration, ...],
    stops: Pauses,
    opening: bool,
    most: int,
    data: st.DataObject,
) -> None:
    high, reached = Instant(low + width), low
    least, longest = reach(length, rule, more, stops, opening)
    found = list(
        pieces(
            low,
            high,
            length,
            tz,
            rule,
            extensions=more,
            pauses=stops,
            opening=opening,
            most=most,
        )
    )
    assert len(found) <= most
    for piece in found:
        assert piece.first == reached <= piece.last
        reached = Instant(piece.last + 1)
        inside = data.draw(st.integers(piece.first, piece.last))
        for anchor in map(Instant, (piece.first, inside, piece.last)):
            due = count(anchor, length, tz, rule, extensions=more, pauses=stops, opening=opening)
            if piece.kind == "constant":
                assert due == piece.due
            elif piece.kind == "shift":
                assert due.earliest == due.latest == anchor + piece.by
            else:
                assert piece.due.earliest <= due.earliest <= due.latest <= piece.due.latest
            assert anchor + least <= due.earliest
            assert longest is None or due.latest <= anchor + longest
    assert reached == high + 1


@given(anchors, civil, zones, calendars())
def test_a_day_that_is_not_covered_is_neither_open_nor_closed(
    anchor: Instant, length: Duration, tz: ZoneInfo, some: Calendar
) -> None:
    """What is due lies between what it is if all such days are open, and if all are closed."""
    rule = Counting(name="own", calendar=some, roll="next", overflow="last_day")
    due = count(anchor, length, tz, rule)
    span = timedelta(days=1200)
    years = (some.first - span, some.last + span)
    wide = attrs.evolve(some, first=years[0], last=years[1], weekend=frozenset(), closed=())
    outside = [years[0] + timedelta(days=n) for n in range((years[1] - years[0]).days + 1)]
    inside = tuple((d, "closed") for d in outside if some.is_open(d) is False)
    unknown = tuple((d, "closed") for d in outside if some.is_open(d) is None)
    opened = rule.by(attrs.evolve(wide, closed=inside))
    closed = rule.by(attrs.evolve(wide, closed=inside + unknown))
    assert count(anchor, length, tz, opened).earliest == due.earliest
    assert min(count(anchor, length, tz, closed).earliest, NEVER) <= due.latest
    if due.earliest != due.latest:
        assert due.why == "not_covered"
        assert "`random` covers" in due.open_because


@given(calendars(), days, st.integers(1, 30))
def test_open_days_are_those_that_are_neither_weekend_nor_closed(
    some: Calendar, after: object, number: int
) -> None:
    assert some.is_open(some.first - timedelta(days=1)) is None
    assert some.is_open(some.last + timedelta(days=1)) is None
    day, last = some.first, min(some.last, some.first + timedelta(days=200))
    while day <= last:
        closed = day.weekday() in some.weekend or day in dict(some.closed)
        assert some.is_open(day) is (day in some.opened or not closed)
        assert bool(some.closed_by(day)) is not some.is_open(day)
        day += timedelta(days=1)


@given(anchors, lengths, rules)
def test_what_is_equal_counts_alike_and_has_one_hash(
    anchor: Instant, length: Duration, rule: Counting
) -> None:
    copy = attrs.evolve(rule) if rule.calendar is None else rule.by(attrs.evolve(rule.calendar))
    assert copy == rule
    assert hash(copy) == hash(rule)
    assert attrs.evolve(rule, title="another") != rule
    tz = zone("UTC")
    assert count(anchor, length, tz, copy) == count(anchor, length, tz, rule)

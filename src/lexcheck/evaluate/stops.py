"""Stretches in which a clock stands still, where their edges may be in doubt."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import (
    DAY,
    EARLIEST,
    LATEST,
    Instant,
    day_end,
    day_start,
    local_day,
)
from lexcheck.base.time.stops import Pauses
from lexcheck.evaluate.differences import parts
from lexcheck.evaluate.values import NEVER, Time, TimeTerm
from lexcheck.evaluate.world import World

#: A stretch from its first moment to before its second; None: it has no end.
Pause = tuple[Time, Time | None]

#: An edge in doubt over more days than this is not asked about day by day.
MOST_DAYS = 60


def later_by(time: Time, by: int) -> Time:
    return time + by if isinstance(time, int) else TimeTerm(time.variable, time.offset + by)


def span_of(world: World, time: Time) -> tuple[int | None, int | None]:
    """The earliest and latest that a moment may be, as far as there are days; None: no bound."""
    low, high = world.span_of(time)
    return (
        None if low is None or low < EARLIEST else low,
        None if high is None or high > LATEST else high,
    )


def is_known(pauses: tuple[Pause, ...]) -> bool:
    """Are all edges instants?"""
    return not any(isinstance(edge, TimeTerm) for pause in pauses for edge in pause)


def known(pauses: tuple[Pause, ...]) -> Pauses:
    """Pauses whose edges are instants, as time counts with them."""
    found = []
    for start, end in pauses:
        assert isinstance(start, int)
        assert end is None or isinstance(end, int)
        found.append((Instant(start), None if end is None else Instant(end)))
    return tuple(found)


def over_stops(world: World, anchor: Time, length: int, pauses: tuple[Pause, ...]) -> Time | None:
    """The moment at which a clock has run for `length` microseconds since the anchor.

    None where that is no known length after one moment. What begins as the period ends is past it.
    """
    due = later_by(anchor, length)
    for start, end in pauses:
        if end is not None and world.le(end, anchor):
            continue
        begin = anchor
        if not world.le(start, anchor):
            if world.le(due, start):
                break
            begin = start
        if end is None:
            return NEVER
        moved = _moved(due, begin, end)
        if moved is None:
            return None
        due = moved
    return due


def _moved(due: Time, start: Time, end: Time) -> Time | None:
    """`due` plus the length from `start` to `end`, if that is so long after one moment."""
    i, a = parts(due)
    j, b = parts(start)
    k, c = parts(end)
    offset = a - b + c
    added = [variable for variable in (i, k) if variable]
    if j in added:
        added.remove(j)
    elif j:
        return None
    if not added:
        return offset
    return TimeTerm(added[0], offset) if len(added) == 1 else None


def as_days(world: World, tz: ZoneInfo, pauses: tuple[Pause, ...]) -> tuple[Pause, ...] | None:
    """The same pauses to whole days, which is all that a count of days asks of them; None where an
    edge may lie on too many.
    """
    found: list[Pause] = []
    for start, end in pauses:
        first = _day_of(world, tz, start)
        last = None if end is None else _day_of(world, tz, later_by(end, -1))
        if first is None or (end is not None and last is None):
            return None
        found.append((first[0], None if last is None else last[1] + 1))
    return tuple(found)


def _day_of(world: World, tz: ZoneInfo, edge: Time) -> tuple[int, int] | None:
    """The first and last instant of the day on which a moment falls in this completion."""
    low, high = span_of(world, edge)
    if low is None or high is None or high - low > MOST_DAYS * DAY:
        return None
    days = [local_day(Instant(low), tz)]
    while day_end(days[-1], tz) < high:
        days.append(local_day(Instant(day_end(days[-1], tz) + 1), tz))
    day = days[0]
    if len(days) > 1:
        assert isinstance(edge, TimeTerm)
        doubt = world.doubt_of[edge.variable]
        assert doubt is not None
        texts = tuple(each.isoformat() for each in days)
        day = days[world.ask((doubt,), lambda: f"on which day is {doubt.told}?", texts)]
        world.require_le(day_start(day, tz), edge)
        world.require_le(edge, day_end(day, tz))
    return day_start(day, tz), day_end(day, tz)


def hulls(world: World, pauses: tuple[Pause, ...]) -> tuple[tuple[Pause, ...], tuple[Pause, ...]]:
    """The pauses as short, and as long, as they may be in this completion."""
    least: list[Pause] = []
    most: list[Pause] = []
    for start, end in pauses:
        earliest, latest = span_of(world, start)
        first, last = (None, None) if end is None else span_of(world, end)
        most.append((EARLIEST if earliest is None else earliest, last))
        if latest is not None and (end is None or (first is not None and latest < first)):
            least.append((latest, first))
    return tuple(least), tuple(most)

"""The end of a period that starts at a moment, known or doubtful, in one completion."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    Instant,
    day_end,
    day_start,
    local_day,
)
from lexcheck.base.time.periods import Duration, count
from lexcheck.evaluate.lengths import days_of, ends_of
from lexcheck.evaluate.values import ABSENT, Doubt, LengthTerm, Time, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.verdicts.model import Reason

#: An anchor in doubt over more days than this is not split into them.
MOST_DAYS = 400


def period_end(
    world: World, tz: ZoneInfo, anchor: Time, length: object, opening: bool, text: str
) -> Time:
    """The last instant of the period, or, for the opening of a window, the first of its last day.

    A length that is absent where the law needs one (a silent order) is unknown: any length.
    """
    if length is ABSENT:
        length = world.length(Doubt((text,), Reason.MISSING_FACT, f"the time in `{text}`"))
    if isinstance(length, Duration) and length.working:
        # GAP: no calendar says which days are worked. So many days at least pass, and more by far.
        length = world.length(
            Doubt(("working", length), Reason.NEEDS_JUDGEMENT, f"how long {length} are"),
            *ends_of(world, length),
        )
    if isinstance(length, LengthTerm):
        if isinstance(anchor, int):
            return TimeTerm(length.term.variable, length.term.offset + anchor)
        return world.after(anchor, length)
    assert isinstance(length, Duration)
    if not length.civil:
        if isinstance(anchor, int):
            return anchor + length.micros
        return TimeTerm(anchor.variable, anchor.offset + length.micros)
    if isinstance(anchor, TimeTerm):
        day = _day_of(world, tz, anchor)
        if day is None:
            return _far_end(world, anchor, length)
        anchor = day
    if not EARLIEST <= anchor <= LATEST:
        return anchor + days_of(length)[0] * DAY  # no calendar goes there
    due = count(Instant(anchor), length, tz)
    if opening:
        return day_start(local_day(due.earliest, tz), tz)
    if due.earliest == due.latest:
        return due.earliest
    key = ("counting", length, anchor)
    if key not in world.memo:
        doubt = Doubt(key, Reason.NEEDS_JUDGEMENT, due.open_because)
        world.memo[key] = world.moment(doubt, due.earliest, due.latest)
    found = world.memo[key]
    assert isinstance(found, TimeTerm)
    return found


def _day_of(world: World, tz: ZoneInfo, anchor: TimeTerm) -> int | None:
    """The start of the civil day on which a doubtful anchor falls in this completion.

    All anchors of one day end a civil period at one instant. None if nothing bounds the anchor.
    """
    low, high = world.span_of(anchor)
    if low is None or high is None or high - low > MOST_DAYS * DAY:
        return None
    if low < EARLIEST or high > LATEST:
        return None
    first, last = local_day(Instant(low), tz), local_day(Instant(high), tz)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    given = 0
    if len(days) > 1:
        doubt = world.doubt_of[anchor.variable]
        assert doubt is not None
        texts = tuple(day.isoformat() for day in days)
        given = world.ask((doubt,), lambda: f"on which day is {doubt.fact}?", texts)
        world.require_le(day_start(days[given], tz), anchor)
        world.require_le(anchor, day_end(days[given], tz))
    return day_start(days[given], tz)


def _far_end(world: World, anchor: TimeTerm, length: Duration) -> Time:
    """The end of a civil period from an anchor that nothing bounds: between its shortest and its
    longest, clock changes included. Wider than need be by less than a day at each end.
    """
    fewest, most_days = days_of(length)
    least = max(0, fewest * DAY - 3 * HOUR)
    most = (most_days + 1) * DAY + 3 * HOUR
    key = ("far", length, anchor)
    found = world.memo.get(key)
    if not isinstance(found, TimeTerm):
        doubt = world.doubt_of[anchor.variable]
        assert doubt is not None
        found = world.memo[key] = world.moment(doubt, None, None)
        world.require_le(TimeTerm(anchor.variable, anchor.offset + least), found)
        world.require_le(found, TimeTerm(anchor.variable, anchor.offset + most))
    return found

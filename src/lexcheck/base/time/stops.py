"""Clocks that stop: stretches of time in which a period does not run.

In elapsed units exactly the stretch is left out; in civil ones every day of which any part lies in
a stretch. A period that would end just as a stretch begins has ended.
"""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

from lexcheck.base.time.calendars import NEVER_DAY, Days
from lexcheck.base.time.instants import LATEST, Instant, to_datetime

#: Each from its first instant to before its second; None: without end.
Pauses = tuple[tuple[Instant, Instant | None], ...]

_NEVER = Instant(LATEST + 1)


@lru_cache(maxsize=1024)
def stretches(pauses: Pauses) -> tuple[tuple[int, int], ...]:
    """Pauses in order, none empty, none touching another; without end: to `LATEST + 1`."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((s, _NEVER if e is None else min(e, _NEVER)) for s, e in pauses):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


@lru_cache(maxsize=1024)
def stopped_days(pauses: Pauses, tz: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """The runs of days, as ordinals, first and last, on any part of which a pause lies."""
    found: list[tuple[int, int]] = []
    for start, end in stretches(pauses):
        first = to_datetime(Instant(start), tz).toordinal()
        last = NEVER_DAY if end == _NEVER else to_datetime(Instant(end - 1), tz).toordinal()
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def after_stops(start: int, length: int, stopped: tuple[tuple[int, int], ...]) -> int:
    """The instant at which the clock has run for `length` microseconds since `start`.

    An event that happens while the clock stands still starts it when it runs again.
    """
    for first, end in stopped:
        if end <= start:
            continue
        if first > start:
            if length <= first - start:
                break
            length -= first - start
        start = end
        if end == _NEVER:
            return _NEVER
    return start + length


def nth_running(days: Days, after: int, number: int, stopped: tuple[tuple[int, int], ...]) -> int:
    """The `number`-th day after a day that counts and on which the clock runs; `number` >= 1."""
    for first, last in stopped:
        if last <= after:
            continue
        free = days.between(after, first - 1)
        if number <= free:
            break
        number -= free
        after = last
        if last == NEVER_DAY:
            return NEVER_DAY
    return days.nth(after, number)

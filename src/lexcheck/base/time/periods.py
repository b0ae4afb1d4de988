"""Periods and how they are counted from an anchor.

Seconds, minutes and hours are elapsed time on the UTC line. Days, weeks, months and years are
civil time in a zone: the day of the anchor is not counted, and the period ends with the end of its
last day, which is not moved if it is a closed one.

Source: General Clauses Act 1897 (India) s 9, "from" excludes the first day; Regulation (EEC,
Euratom) 1182/71 Art 3(1) and 3(2)(b) agree on both points. Named counting rules with holidays take
this place in their turn: `count` is the one door.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

import attrs

from lexcheck.base.time.instants import (
    HOUR,
    LATEST,
    MINUTE,
    SECOND,
    Instant,
    day_end,
    local_day,
    show_instant,
)

ELAPSED_UNITS = {"second": SECOND, "minute": MINUTE, "hour": HOUR}
CIVIL_UNITS = ("day", "week", "month", "year")
UNITS = (*ELAPSED_UNITS, *CIVIL_UNITS)

#: The name under which the default rule is printed in every verdict that used it.
ELAPSED = "elapsed"
CIVIL = "civil days, first day out, end of the last day, no roll"


@attrs.frozen
class Duration:
    """A length as the law says it. `amount` is not negative; civil amounts are whole.

    `working` marks working days, which need a calendar and so cannot be counted yet.
    """

    amount: Decimal
    unit: str
    working: bool = False

    @property
    def civil(self) -> bool:
        return self.unit not in ELAPSED_UNITS

    @property
    def micros(self) -> int:
        """Microseconds of an elapsed length. Not for civil ones."""
        return int(self.amount * ELAPSED_UNITS[self.unit])

    def __str__(self) -> str:
        amount = f"{self.amount.normalize():f}"
        plural = "" if self.amount == 1 else "s"
        return f"{amount} {'working ' if self.working else ''}{self.unit}{plural}"


@attrs.frozen
class Due:
    """The end of a period: in `[earliest, latest]`, which differ only where the rule is silent.

    A month that has no such day leaves the end open between the last day of that month and the
    day that the overflow would reach; `open_because` then says so.
    """

    earliest: Instant
    latest: Instant
    steps: tuple[str, ...] = ()
    open_because: str = ""


@lru_cache(maxsize=65_536)
def count(anchor: Instant, length: Duration, tz: ZoneInfo) -> Due:
    """The last instant of the period of that length from `anchor`, with the steps to it."""
    if not length.civil:
        end = Instant(min(anchor + length.micros, LATEST + 1))
        return Due(end, end, (f"{length} elapsed from {show_instant(anchor, tz)}",))
    first = local_day(anchor, tz)
    day, overflow = _last_day(first, length)
    if day is None:
        end = Instant(LATEST + 1)
        return Due(end, end, (f"{length} from {first}: beyond the calendar",))
    end = day_end(day, tz)
    steps = (
        f"the day of the event, {first}, is not counted",
        f"{length} end with the end of {day}",
    )
    if overflow is None:
        return Due(end, end, steps)
    reason = f"{length} from {first}: that month has no day {first.day}, and no rule says which"
    return Due(end, day_end(overflow, tz), (*steps, reason), reason)


def _last_day(first: date, length: Duration) -> tuple[date | None, date | None]:
    """The last day of a civil period; with it, if the month is too short, the other candidate."""
    amount = int(length.amount)
    try:
        if length.unit == "day":
            return first + timedelta(days=amount), None
        if length.unit == "week":
            return first + timedelta(weeks=amount), None
        months = amount * (12 if length.unit == "year" else 1)
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        if first.day <= last:
            found: date = date(year, month + 1, first.day)
            return (found, None) if found.year < 9999 else (None, None)
        end = date(year, month + 1, last)
        return end, end + timedelta(days=first.day - last)
    except (OverflowError, ValueError, calendar.IllegalMonthError):
        return None, None

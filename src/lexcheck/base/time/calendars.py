"""Calendars: which days are open, as cited data with a first and a last day that they cover.

A day that a calendar does not cover is neither open nor closed. What is counted over such days is
counted twice, once as if they were all open and once as if they were all closed; the truth lies
between. Open days are counted by their place in a sorted list, never one by one.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from functools import cached_property

from lexcheck.base.light import light

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

#: The ordinal of a day that is never reached; every real day lies far before it.
NEVER_DAY = 10**8


def weekday_of(ordinal: int) -> int:
    """0 for a Monday, of a day as `date.toordinal` numbers it."""
    return (ordinal + 6) % 7


def _open_days(calendar: Calendar) -> tuple[int, ...]:
    closed = {day.toordinal() for day, _ in calendar.closed}
    opened = {day.toordinal() for day in calendar.opened}
    return tuple(
        ordinal
        for ordinal in range(calendar.first.toordinal(), calendar.last.toordinal() + 1)
        if ordinal in opened
        or (ordinal not in closed and weekday_of(ordinal) not in calendar.weekend)
    )


@light(eq=False)
class Calendar:
    """The open and closed days from `first` to `last`, both included.

    `weekend` holds weekdays, Monday 0. `closed` are further closed days with what closes them.
    `opened` are open whatever else is said of them. Days of either outside `first` to `last` say
    nothing. `version` is that of the data the holidays came from, such as `holidays 0.109`.
    """

    name: str
    title: str
    weekend: frozenset[int]
    closed: tuple[tuple[date, str], ...]
    opened: tuple[date, ...]
    first: date
    last: date
    version: str = ""

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The open days, as ordinals, ascending."""
        return _open_days(self)

    def is_open(self, day: date) -> bool | None:
        """Whether a day is open; None where the calendar does not cover it."""
        if not self.first <= day <= self.last:
            return None
        ordinal = day.toordinal()
        place = bisect_right(self.places, ordinal)
        return place > 0 and self.places[place - 1] == ordinal

    def closed_by(self, day: date) -> str:
        """What closes a day: the name of a holiday, else the weekday. Empty for one not closed."""
        if self.is_open(day) is not False:
            return ""
        names = [name for closed, name in self.closed if closed == day and name]
        if not names:
            weekend = day.weekday() in self.weekend
            names = [WEEKDAYS[day.weekday()] if weekend else "closed"]
        return ", ".join(dict.fromkeys(names))

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Calendar):
            return self is other
        return _content(self) == _content(other)

    def __hash__(self) -> int:
        return hash((self.name, self.first, self.last, self.version))


def _content(calendar: Calendar) -> tuple[object, ...]:
    shown = (calendar.name, calendar.title, calendar.first, calendar.last, calendar.version)
    return (*shown, calendar.weekend, calendar.closed, calendar.opened)


@light
class Days:
    """The days that a count goes through, as ordinals. `places`, ascending, are those that count
    among `first` to `last`; of the days outside, all count where `beyond`, else none.
    """

    places: tuple[int, ...]
    first: int
    last: int
    beyond: bool

    def nth(self, after: int, number: int) -> int:
        """The `number`-th day that counts after a day; `number` is 1 or more."""
        if after < self.first - 1:
            outside = self.first - 1 - after
            if self.beyond:
                if number <= outside:
                    return after + number
                number -= outside
            after = self.first - 1
        place = bisect_right(self.places, after)
        if place + number <= len(self.places):
            return self.places[place + number - 1]
        if not self.beyond:
            return NEVER_DAY
        return max(after, self.last) + number - (len(self.places) - place)

    def between(self, after: int, last: int) -> int:
        """How many days count after one day and up to another, that one included."""
        if last <= after:
            return 0
        known = bisect_right(self.places, last) - bisect_right(self.places, after)
        if not self.beyond:
            return known
        before = max(0, min(last, self.first - 1) - after)
        return known + before + max(0, last - max(after, self.last))

    def latest(self, day: int) -> int | None:
        """The last day that counts at or before a day; None where there is none."""
        if self.beyond and not self.first <= day <= self.last:
            return day
        place = bisect_right(self.places, day)
        if place:
            return self.places[place - 1]
        return self.first - 1 if self.beyond else None

    def covers(self, first: int, last: int) -> bool:
        return self.first <= first and last <= self.last


EVERY_DAY = Days((), 1, 0, True)


def open_days(calendar: Calendar | None, beyond: bool) -> Days:
    """The open days of a calendar. Without one, no day is known to be open or closed."""
    if calendar is None:
        return Days((), 1, 0, beyond)
    return Days(calendar.places, calendar.first.toordinal(), calendar.last.toordinal(), beyond)

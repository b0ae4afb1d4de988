"""The steps of a count in words, a line each: days as dates, instants in local time."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

from lexcheck.base.time.calendars import WEEKDAYS, Calendar
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import Instant, show_instant, to_datetime

#: So many closed days are named one by one.
MOST_NAMED = 12


def day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _verb(word: str, length: Duration) -> str:
    """One day ends, two days end."""
    return f"{word}s" if length.amount == 1 else word


def event_day(first: int, counted: bool) -> str:
    return f"the day of the event, {day(first)}, is {'' if counted else 'not '}counted"


def ends_with(length: Duration, last: int) -> str:
    return f"{length} {_verb('end', length)} with the end of {day(last)}"


def ends_at_the_time(length: Duration, last: int) -> str:
    return f"{length} {_verb('end', length)} on {day(last)}, at the time of day of the event"


def beyond(length: Duration, first: int) -> str:
    return f"{length} from {day(first)}: beyond the calendar"


def elapsed(length: Duration, start: Instant, tz: ZoneInfo) -> str:
    return f"{length} elapsed from {show_instant(start, tz)}"


def full_hours(length: Duration, event: Instant, start: Instant, tz: ZoneInfo) -> str:
    shown = f"{to_datetime(event, tz):%H}:00 to {to_datetime(start, tz):%H:%M}"
    began = show_instant(start, tz)
    runs = f"{length} {_verb('run', length)} from {began}"
    return f"the hour of the event, {shown}, is not counted; {runs}"


def no_such_day(length: Duration, first: int, number: int, to: int) -> str:
    """Where the rule says what a month without the day gives."""
    missing = f"{length} from {day(first)}: that month has no day {number}"
    return f"{missing}; by the rule the period ends with {day(to)}"


def silent_month(length: Duration, first: int, number: int) -> str:
    return f"{length} from {day(first)}: that month has no day {number}, and no rule says which"


def silent_unit(length: Duration) -> str:
    return f"{length} of elapsed time: months and years have no one length, and no rule gives one"


def closed_days(calendar: Calendar, after: int, last: int) -> str:
    """The closed days of a stretch that were passed over: weekends counted, holidays named."""
    weekends, named = 0, []
    for ordinal in range(after + 1, last + 1):
        some = date.fromordinal(ordinal)
        if calendar.is_open(some) is False:
            if calendar.closed_by(some) == WEEKDAYS[some.weekday()]:
                weekends += 1
            else:
                named.append(f"{some} ({calendar.closed_by(some)})")
    parts = [f"{weekends} weekend day{'s' * (weekends != 1)}"] if weekends else []
    parts += named[:MOST_NAMED]
    if len(named) > MOST_NAMED:
        parts.append(f"{len(named) - MOST_NAMED} more holidays")
    closed = ", ".join(parts) or "no day"
    return f"closed from {day(after + 1)} to {day(last)} by `{calendar.name}`: {closed}"


def stopped(ranges: tuple[tuple[int, int], ...]) -> str:
    """The days left out because the clock stood still on a part of them."""
    named = [day(a) if a == b else f"{day(a)} to {day(b)}" for a, b in ranges]
    return f"not counted, because the clock stood still: {', '.join(named)}"


def stood_still(start: int, end: int, tz: ZoneInfo) -> str:
    began, ended = show_instant(Instant(start), tz), show_instant(Instant(end), tz)
    return f"the clock stood still from {began} to {ended}"


def never_runs(start: Instant, tz: ZoneInfo) -> str:
    return f"the clock has stood still since {show_instant(start, tz)}"


def extended(by: Duration, whole: Duration) -> str:
    return f"extended by {by}, to {whole}"


def extended_on(by: Duration) -> str:
    return f"extended by {by}, counted on from there"


def at_least(number: int, last: int) -> str:
    rule = f"a period of two days or more includes at least {number} open days"
    return f"{rule}: the end is {day(last)}"


def rolled(last: int, to: int, calendar: Calendar) -> str:
    some = date.fromordinal(last)
    closed = f"{some} is closed ({calendar.closed_by(some)}) by `{calendar.name}`"
    which = "next" if to > last else "last" if to < last else "same"
    return f"{closed}: the period ends with the {which} open day, {day(to)}"


def rolled_hours(end: Instant, to: Instant, calendar: Calendar, tz: ZoneInfo) -> str:
    some = to_datetime(end, tz).date()
    closed = f"{some} is closed ({calendar.closed_by(some)}) by `{calendar.name}`"
    runs_on = "the period runs on to the same time of the next open day"
    return f"{show_instant(end, tz)}: {closed}; {runs_on}, {show_instant(to, tz)}"


def deemed(by: Duration, to: Instant, tz: ZoneInfo) -> str:
    return f"the event is deemed to have happened {by} later, at {show_instant(to, tz)}"


def cut_off(limit: time, to: int) -> str:
    return f"after the cut-off, {limit:%H:%M}: the event counts as one of {day(to)}"


def on_a_closed_day(first: int, to: int, calendar: Calendar) -> str:
    some = date.fromordinal(first)
    closed = f"{some} is closed ({calendar.closed_by(some)}) by `{calendar.name}`"
    return f"{closed}: the event counts as one of {day(to)}"


def opens(on: int) -> str:
    return f"the window opens with the first instant of {day(on)}"


def not_covered(calendar: Calendar, ordinal: int) -> str:
    covered = f"the calendar `{calendar.name}` covers {calendar.first} to {calendar.last}"
    return f"{covered}: whether {day(ordinal)} is open is not known"


NO_CALENDAR = "no calendar says which days are open"


def rule(counting: Counting) -> str:
    """The rule as every verdict that used it prints it."""
    cited = f" ({counting.citation})" if counting.citation else ""
    by = f" by `{counting.calendar.name}`" if counting.calendar is not None else ""
    return f"{counting.name}{by}: {counting.title or 'own rule'}{cited}"

"""The reckoning of a period under a counting rule, once: as early or as late as may be.

Where the rule or the calendar leaves something open, the early reckoning takes what ends the period
sooner, and notes the doubt; the late one takes what ends it later. Days are ordinals.

INVARIANT: of two anchors on one day whose reckonings have the same marks, and of all between them,
the ends are one and the same, or as far apart as the anchors.
INVARIANT: a coarse reckoning is monotone: of a later anchor it is no earlier. The early one is no
later than any other of the same anchor, the late one no earlier.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Literal
from zoneinfo import ZoneInfo

from lexcheck.base.light import evolve, field, light
from lexcheck.base.time import steps as say
from lexcheck.base.time.calendars import EVERY_DAY, NEVER_DAY, Days, open_days
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import (
    DAY,
    HOUR,
    LATEST,
    Instant,
    day_end,
    day_start,
    from_datetime,
    to_datetime,
)
from lexcheck.base.time.stops import Pauses, after_stops, nth_running, stopped_days, stretches

#: The instant of what is never reached.
NEVER = Instant(LATEST + 1)

_LAST_DAY = date(9998, 12, 30).toordinal()

Why = Literal["", "needs_judgement", "not_covered"]
Told = Callable[[], str]


def day_of(instant: Instant, tz: ZoneInfo) -> int:
    return to_datetime(instant, tz).toordinal()


def start_of(day: int, tz: ZoneInfo) -> Instant:
    return NEVER if day > _LAST_DAY else day_start(date.fromordinal(day), tz)


def end_of(day: int, tz: ZoneInfo) -> Instant:
    return NEVER if day > _LAST_DAY else day_end(date.fromordinal(day), tz)


def at_time(day: int, at: time, tz: ZoneInfo) -> Instant:
    """The instant at which the clocks show a time on a day: the later one where they show it twice,
    the one as long after the change where they skip it.
    """
    if day > _LAST_DAY:
        return NEVER
    naive = datetime.combine(date.fromordinal(day), at)
    first, second = (from_datetime(naive.replace(tzinfo=tz, fold=fold)) for fold in (0, 1))
    return max(first, second)


def is_elapsed(length: Duration, counting: Counting) -> bool:
    """Whether a length is elapsed time under a rule, and not days with a beginning and an end."""
    return not length.civil or (counting.days == "elapsed" and not length.working)


def together(length: Duration, extensions: tuple[Duration, ...]) -> list[Duration]:
    """The length with the extensions of its kind added to it, then the others in order."""
    whole, others = length, []
    for extension in extensions:
        if extension.family != whole.family:
            others.append(extension)
        elif extension.unit == whole.unit:
            whole = evolve(whole, amount=whole.amount + extension.amount)
        elif whole.civil:
            unit = "day" if whole.family == "day" else "month"
            whole = Duration(Decimal(whole.whole + extension.whole), unit)
        else:
            seconds = Decimal(whole.micros + extension.micros) / 1_000_000
            whole = Duration(seconds, "second")
    return [whole, *others]


@light(eq=False)
class Reckoning:
    """One count. `told` are its steps; `doubts` what it had to take one way or the other; `marks`
    the days, hours and offsets that it went through. A `coarse` one takes for a time of day the
    beginning or end of the day, and for a date the few days that other months would give.
    """

    tz: ZoneInfo
    counting: Counting
    pauses: Pauses
    late: bool
    coarse: bool = False
    told: list[Told] = field(factory=list)
    doubts: list[tuple[Why, str]] = field(factory=list)
    marks: list[int] = field(factory=list)

    def end(
        self, anchor: Instant, length: Duration, extensions: tuple[Duration, ...], opening: bool
    ) -> Instant:
        """The last instant of the period; to open a window, the first of its last day."""
        event = self._event(anchor)
        runs = together(length, extensions)
        if runs[0] != length:
            for extension in extensions:
                if extension.family == length.family:
                    self.told.append(partial(say.extended, extension, runs[0]))
        end = self._run(event, runs[0], self.counting.first_day == "in")
        for extension in runs[1:]:
            if end < NEVER:
                self.told.append(partial(say.extended_on, extension))
                end = self._run(end, extension, False)
        if end >= NEVER:
            return NEVER
        if is_elapsed(runs[-1], self.counting):
            return self._roll_hours(end) if runs[-1].unit == "hour" else end
        end = self._least(event, end, runs)
        if not runs[-1].working:
            end = self._roll(end, day_of(event, self.tz))
        if opening and end < NEVER and self.counting.ends == "end_of_day":
            last = day_of(end, self.tz)
            self.told.append(partial(say.opens, last))
            return start_of(last, self.tz)
        return end

    # ── The event ──────────────────────────────────────────────────────────────────────────────

    def _event(self, anchor: Instant) -> Instant:
        """The event, as the rule's deemed service and cut-off have it."""
        rule, event = self.counting, anchor
        if rule.deemed is not None:
            if is_elapsed(rule.deemed, rule):
                event = Instant(anchor + least_and_most(rule.deemed)[0])
            else:
                first, number = day_of(anchor, self.tz), rule.deemed.whole
                days = self._open() if rule.deemed.working else EVERY_DAY
                after = first - (number == 0)
                day = days.nth(after, max(number, 1))
                if rule.deemed.working:
                    self._covered(after + 1, day)
                event = self._same_time(anchor, day)
            self.told.append(partial(say.deemed, rule.deemed, event, self.tz))
        if rule.cut_off is None or event >= NEVER:
            return event
        first = day_of(event, self.tz)
        past = event > at_time(first, rule.cut_off, self.tz)
        if rule.calendar is None:
            day = first + past
        else:
            day = self._open().nth(first - (not past), 1)
            self._covered(first, day)
        self.marks.extend((first, past, day))
        if day == first:
            return event
        if past or rule.calendar is None:
            self.told.append(partial(say.cut_off, rule.cut_off, day))
        else:
            self.told.append(partial(say.on_a_closed_day, first, day, rule.calendar))
        return start_of(day, self.tz)

    # ── The period ─────────────────────────────────────────────────────────────────────────────

    def _run(self, start: Instant, length: Duration, first_in: bool) -> Instant:
        """The end of one length, counted from an event or on from an end; not rolled."""
        if is_elapsed(length, self.counting):
            return self._run_elapsed(start, length)
        first = day_of(start, self.tz)
        last = self._last_day(first, length, first_in)
        if last > _LAST_DAY:
            self.told.append(partial(say.beyond, length, first))
            return NEVER
        stopped = stopped_days(self.pauses, self.tz)
        left_out = tuple(
            (max(a, first + 1), min(b, last)) for a, b in stopped if b > first and a <= last
        )
        self.told.append(partial(say.event_day, first, first_in))
        if length.working and self.counting.calendar is not None and last > first:
            self.told.append(partial(say.closed_days, self.counting.calendar, first, last))
        if left_out:
            self.told.append(partial(say.stopped, left_out))
        if self.counting.ends == "same_time":
            self.told.append(partial(say.ends_at_the_time, length, last))
            return self._same_time(start, last)
        self.marks.append(first)
        self.told.append(partial(say.ends_with, length, last))
        return end_of(last, self.tz)

    def _run_elapsed(self, start: Instant, length: Duration) -> Instant:
        begin = start
        if self.counting.hours == "full_hours" and length.unit == "hour":
            local = to_datetime(start, self.tz)
            past = (local.minute * 60 + local.second) * 1_000_000 + local.microsecond
            begin = Instant(start + HOUR - past)
            self.marks.append(begin)
            self.told.append(partial(say.full_hours, length, start, begin, self.tz))
        else:
            self.told.append(partial(say.elapsed, length, start, self.tz))
        if length.family == "month":
            self.doubts.append(("needs_judgement", say.silent_unit(length)))
        micros = least_and_most(length)[self.late]
        end = Instant(min(after_stops(begin, micros, stretches(self.pauses)), NEVER))
        for a, b in stretches(self.pauses):
            self.marks.extend((a <= begin, b <= begin, a < end))
            if b > begin and a < end:
                self.told.append(partial(say.stood_still, max(a, begin), b, self.tz))
        return end

    def _last_day(self, first: int, length: Duration, first_in: bool) -> int:
        stopped = stopped_days(self.pauses, self.tz)
        number = length.whole
        after = first - 1 if first_in or number == 0 else first
        if length.family == "month":
            last = self._month_later(first, length, first_in and number > 0)
            if self.coarse and last <= _LAST_DAY:
                last += 3 if self.late else -3
            if not stopped or last > _LAST_DAY:
                return max(last, after)
            return nth_running(EVERY_DAY, after, max(last - after, 1), stopped)
        if not length.working:
            return nth_running(EVERY_DAY, after, max(number, 1), stopped)
        last = nth_running(self._open(), after, max(number, 1), stopped)
        self._covered(after + 1, last)
        return last

    def _month_later(self, first: int, length: Duration, first_in: bool) -> int:
        """The day of the same number so many months on; where the first day counts, the one
        before; where the month is too short, what the rule says.
        """
        start = date.fromordinal(first)
        wanted = start.day - first_in
        year, month = divmod(start.year * 12 + start.month - 1 + length.whole, 12)
        if year > 9998:
            return NEVER_DAY
        last = gregorian.monthrange(year, month + 1)[1]
        end = date(year, month + 1, 1).toordinal() + min(wanted, last) - 1
        if wanted <= last:
            return end
        if self.counting.overflow == "open":
            said = say.silent_month(length, first, wanted)
            self.doubts.append(("needs_judgement", said))
            return end + (wanted - last if self.late else 0)
        end += self.counting.overflow == "next_day"
        self.told.append(partial(say.no_such_day, length, first, wanted, end))
        return end

    # ── Its end ────────────────────────────────────────────────────────────────────────────────

    def _least(self, event: Instant, end: Instant, runs: list[Duration]) -> Instant:
        """The end, late enough for the open days that the period must include."""
        number, first = self.counting.least_open_days, day_of(event, self.tz)
        two_days = any(run.family == "month" or run.whole >= 2 for run in runs if run.civil)
        if number == 0 or not two_days:
            return end
        after = first - 1 if self.counting.first_day == "in" else first
        stopped = stopped_days(self.pauses, self.tz)
        last = nth_running(self._open(), after, number, stopped)
        self._covered(after + 1, last)
        if last <= day_of(end, self.tz):
            return end
        if last > _LAST_DAY:
            return NEVER
        self.told.append(partial(say.at_least, number, last))
        return self._moved(end, last)

    def _roll(self, end: Instant, event_day: int) -> Instant:
        """The end, moved off a closed day: last and once."""
        roll = self.counting.roll
        if roll == "none" or end >= NEVER:
            return end
        last = day_of(end, self.tz)
        if roll == "next":
            to = self._open().nth(last - 1, 1)
            self._covered(last, to)
        else:
            back = self._open(back=True).latest(last)
            to = event_day if back is None else max(back, event_day)
            self._covered(to, last)
        if to == last:
            return end
        if to <= _LAST_DAY and self.counting.calendar is not None:
            self.told.append(partial(say.rolled, last, to, self.counting.calendar))
        return self._moved(end, to)

    def _roll_hours(self, end: Instant) -> Instant:
        if self.counting.roll_hours == "none":
            return end
        last = day_of(end, self.tz)
        to = self._open().nth(last - 1, 1)
        self._covered(last, to)
        self.marks.extend((last, to))
        if to == last:
            return end
        moved = self._same_time(end, to)
        if self.counting.calendar is not None:
            calendar = self.counting.calendar
            self.told.append(partial(say.rolled_hours, end, moved, calendar, self.tz))
        return moved

    def _moved(self, end: Instant, day: int) -> Instant:
        """The end on another day: with its end, or at the same time of day."""
        if self.counting.ends == "end_of_day":
            return end_of(day, self.tz)
        return self._same_time(end, day)

    def _same_time(self, instant: Instant, day: int) -> Instant:
        """The time of day of an instant, on another day."""
        if self.coarse:
            return end_of(day, self.tz) if self.late else start_of(day, self.tz)
        local = to_datetime(instant, self.tz)
        moved = at_time(day, local.time(), self.tz)
        self.marks.extend((local.toordinal(), day, _offset(local)))
        if moved < NEVER:
            self.marks.append(_offset(to_datetime(moved, self.tz)))
        return moved

    # ── The calendar ───────────────────────────────────────────────────────────────────────────

    def _open(self, back: bool = False) -> Days:
        """The open days. Counting forward, days that are not covered end a period sooner if they
        are open; looking back, later.
        """
        return open_days(self.counting.calendar, beyond=self.late is back)

    def _covered(self, first: int, last: int) -> None:
        """Note the doubt where the calendar does not cover the days that were looked at."""
        calendar = self.counting.calendar
        if calendar is None:
            self.doubts.append(("needs_judgement", say.NO_CALENDAR))
            return
        days = self._open()
        if days.covers(first, last):
            return
        if not any(why == "not_covered" for why, _ in self.doubts):
            unknown = first if not days.covers(first, first) else days.last + 1
            self.doubts.append(("not_covered", say.not_covered(calendar, unknown)))


def _offset(local: datetime) -> int:
    """Seconds of the offset from UTC."""
    offset = local.utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def least_and_most(length: Duration) -> tuple[int, int]:
    """Microseconds that a length lasts, shortest and longest, as a number of days of 24 hours."""
    if not length.civil:
        return length.micros, length.micros
    if length.family != "month":
        return length.whole * DAY, length.whole * DAY
    years, months = divmod(length.whole, 12)
    return (365 * years + 28 * months) * DAY, (366 * years + 31 * months) * DAY

"""Counting as one does it on paper: day by day, with a finger on the calendar.

Nothing here knows of sorted lists, marks or caches. Days are looked at one after the other, and
local times are had from the zone. Slow, and written from the law's words, not from the program.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from lexcheck.base.time.counting import Counting
from lexcheck.base.time.durations import Duration

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
ONE = timedelta(days=1)

#: Looking further than this for an open day is looking for ever.
LONG = timedelta(days=1600)

Moment = datetime  # aware, in UTC
Pause = tuple[int, int | None]


class Never(Exception):
    """The period does not end."""


def aware(instant: int) -> Moment:
    return EPOCH + timedelta(microseconds=instant)


def instant_of(moment: Moment) -> int:
    return (moment - EPOCH) // MICRO


@cache
def begins(day: date, tz: ZoneInfo) -> Moment:
    """The first instant of a day: the one at which the local date becomes it."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)
    while moment.astimezone(tz).date() < day:
        moment += timedelta(minutes=15)
    return moment  # every change of a clock since 1970 is on a quarter of an hour


class Paper:
    """One count, taking every day that the calendar does not cover as open, or as closed."""

    def __init__(self, tz: ZoneInfo, rule: Counting, pauses: tuple[Pause, ...], late: bool) -> None:
        self.tz, self.rule, self.late = tz, rule, late
        self.pauses = [
            (aware(start), None if end is None else aware(end))
            for start, end in sorted(pauses, key=lambda pause: pause[0])
            if end is None or start < end
        ]

    # ── Days ───────────────────────────────────────────────────────────────────────────────────

    def day(self, moment: Moment) -> date:
        return moment.astimezone(self.tz).date()

    def begins(self, day: date) -> Moment:
        return begins(day, self.tz)

    def ends(self, day: date) -> Moment:
        return self.begins(day + ONE) - MICRO

    def at(self, day: date, moment: Moment) -> Moment:
        """The time of day of a moment on another day: the later where the clock shows it twice."""
        local = moment.astimezone(self.tz)
        wall = datetime.combine(day, local.time())
        return max(wall.replace(tzinfo=self.tz, fold=fold).astimezone(UTC) for fold in (0, 1))

    def open(self, day: date, unknown: bool) -> bool:
        calendar = self.rule.calendar
        if calendar is None or not calendar.first <= day <= calendar.last:
            return unknown
        if day in calendar.opened:
            return True
        return day.weekday() not in calendar.weekend and day not in dict(calendar.closed)

    def forward(self, day: date) -> bool:
        return self.open(day, unknown=not self.late)

    def runs(self, day: date) -> bool:
        """Whether no part of a day is in a pause."""
        first, last = self.begins(day), self.ends(day)
        return not any(start <= last and (end is None or end > first) for start, end in self.pauses)

    def walk(self, day: date, number: int, counts: Callable[[date], bool]) -> date:
        """The `number`-th day from `day`, itself included, that counts."""
        limit = day + LONG
        while True:
            if counts(day):
                number -= 1
                if number <= 0:
                    return day
            day += ONE
            if day > limit:
                raise Never

    # ── The count ──────────────────────────────────────────────────────────────────────────────

    def due(
        self, anchor: int, length: Duration, extensions: tuple[Duration, ...], opening: bool
    ) -> int:
        event = self.event(aware(anchor))
        runs = self.merged(length, extensions)
        end = self.run(event, runs[0], self.rule.first_day == "in")
        for run in runs[1:]:
            end = self.run(end, run, False)
        if self.elapsed(runs[-1]):
            if runs[-1].unit == "hour" and self.rule.roll_hours == "same_time":
                day = self.walk(self.day(end), 1, self.forward)
                end = end if day == self.day(end) else self.at(day, end)
            return instant_of(end)
        end = self.enough(event, end, runs)
        if not runs[-1].working:
            end = self.rolled(event, end)
        if opening and self.rule.ends == "end_of_day":
            end = self.begins(self.day(end))
        return instant_of(end)

    def merged(self, length: Duration, extensions: tuple[Duration, ...]) -> list[Duration]:
        """What is of the kind of the first is one length with it; the rest follow in order."""
        kinds = {"week": "day", "year": "month", "hour": "second", "minute": "second"}
        sizes = {"week": 7, "year": 12, "hour": 3600, "minute": 60}

        def kind(one: Duration) -> tuple[str, bool]:
            return kinds.get(one.unit, one.unit), one.working

        same = [one for one in extensions if kind(one) == kind(length)]
        others = [one for one in extensions if kind(one) != kind(length)]
        if all(one.unit == length.unit for one in same):
            whole = length.amount + sum(one.amount for one in same)
            return [Duration(whole, length.unit, length.working), *others]
        total = sum(one.amount * sizes.get(one.unit, 1) for one in (length, *same))
        return [Duration(Decimal(total), kind(length)[0], length.working), *others]

    def event(self, event: Moment) -> Moment:
        rule = self.rule
        if rule.deemed is not None:
            deemed, first = rule.deemed, self.day(event)
            if deemed.unit in ("hour", "minute", "second"):
                event += timedelta(microseconds=deemed.micros)
            elif rule.days == "elapsed" and not deemed.working:
                event += int(deemed.amount) * (7 if deemed.unit == "week" else 1) * ONE
            elif deemed.working:
                number = int(deemed.amount)
                after = first if number == 0 else first + ONE
                event = self.at(self.walk(after, max(number, 1), self.forward), event)
            else:
                days = int(deemed.amount) * (7 if deemed.unit == "week" else 1)
                event = self.at(first + days * ONE, event)
        if rule.cut_off is None:
            return event
        day = self.day(event)
        limit = self.at(day, datetime.combine(day, rule.cut_off, tzinfo=self.tz))
        taken = day if event <= limit else day + ONE
        if rule.calendar is not None:
            taken = self.walk(taken, 1, self.forward)
        return event if taken == day else self.begins(taken)

    def elapsed(self, length: Duration) -> bool:
        if length.unit in ("hour", "minute", "second"):
            return True
        return self.rule.days == "elapsed" and not length.working

    def run(self, start: Moment, length: Duration, first_in: bool) -> Moment:
        if self.elapsed(length):
            return self.run_elapsed(start, length)
        first, number = self.day(start), int(length.amount)
        begin = first if first_in or number == 0 else first + ONE
        if length.working:
            last = self.walk(begin, number, lambda day: self.forward(day) and self.runs(day))
        elif length.unit in ("day", "week"):
            last = self.walk(begin, number * (7 if length.unit == "week" else 1), self.runs)
        else:
            months = number * (12 if length.unit == "year" else 1)
            last = self.month(first, months, first_in and number > 0)
            if self.pauses:
                last = self.walk(begin, (last - begin).days + 1, self.runs)
        return self.ends(last) if self.rule.ends == "end_of_day" else self.at(last, start)

    def run_elapsed(self, start: Moment, length: Duration) -> Moment:
        if self.rule.hours == "full_hours" and length.unit == "hour":
            local = start.astimezone(self.tz)
            hour = local.replace(minute=0, second=0, microsecond=0)
            start += HOUR - (local.replace(tzinfo=None) - hour.replace(tzinfo=None))
        if length.unit in ("month", "year"):
            year, month = (366, 31) if self.late else (365, 28)
            months = int(length.amount) * (12 if length.unit == "year" else 1)
            left = (months // 12 * year + months % 12 * month) * ONE
        elif length.unit in ("day", "week"):
            left = int(length.amount) * (7 if length.unit == "week" else 1) * ONE
        else:
            left = timedelta(microseconds=length.micros)
        for begins, ends in self.pauses:
            if begins > start and start + left <= begins:
                break
            if ends is not None and ends <= start:
                continue
            left -= max(begins - start, timedelta(0))
            if ends is None:
                raise Never
            start = ends
        return start + left

    def month(self, first: date, months: int, first_in: bool) -> date:
        """Find the month by turning pages, then the date on it."""
        page = first.replace(day=1)
        for _ in range(months):
            page = (page + timedelta(days=31)).replace(day=1)
        wanted = first.day - 1 if first_in else first.day
        if wanted == 0:
            return page - ONE
        day = page
        while day.day < wanted and (day + ONE).month == page.month:
            day += ONE
        missing = wanted - day.day
        if missing and self.rule.overflow == "next_day":
            return day + ONE
        return day + missing * ONE if self.late and self.rule.overflow == "open" else day

    def enough(self, event: Moment, end: Moment, runs: list[Duration]) -> Moment:
        least = self.rule.least_open_days
        long = any(
            run.unit in ("month", "year") or int(run.amount) * (7 if run.unit == "week" else 1) >= 2
            for run in runs
            if run.unit in ("day", "week", "month", "year")
        )
        if not least or not long:
            return end
        first = self.day(event) if self.rule.first_day == "in" else self.day(event) + ONE
        last = self.walk(first, least, lambda day: self.forward(day) and self.runs(day))
        return self.on(last, end) if last > self.day(end) else end

    def rolled(self, event: Moment, end: Moment) -> Moment:
        day = self.day(end)
        if self.rule.roll == "next":
            day = self.walk(day, 1, self.forward)
        elif self.rule.roll == "previous":
            while not self.open(day, unknown=self.late) and day > self.day(event):
                day -= ONE
        return end if day == self.day(end) else self.on(day, end)

    def on(self, day: date, end: Moment) -> Moment:
        return self.ends(day) if self.rule.ends == "end_of_day" else self.at(day, end)


def count_on_paper(
    anchor: int,
    length: Duration,
    tz: ZoneInfo,
    rule: Counting,
    extensions: tuple[Duration, ...] = (),
    pauses: tuple[Pause, ...] = (),
    opening: bool = False,
) -> tuple[int | None, int | None]:
    """The earliest and the latest end; None: never, or nobody knows."""
    found: list[int | None] = []
    for late in (False, True):
        try:
            found.append(Paper(tz, rule, pauses, late).due(anchor, length, extensions, opening))
        except Never:
            found.append(None)
    return found[0], found[1]

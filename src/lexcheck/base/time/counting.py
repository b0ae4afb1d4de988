"""Counting rules: how the law counts a period, by name, with its citation.

Source: the provisions that each rule cites; what each field rests on is in the decision note on
counting rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType
from typing import Literal

from lexcheck.base.light import evolve, fields_of, light
from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.durations import Duration

FirstDay = Literal["out", "in"]
Ends = Literal["end_of_day", "same_time"]
Hours = Literal["elapsed", "full_hours"]
DayLength = Literal["civil", "elapsed"]
Roll = Literal["none", "next", "previous"]
RollHours = Literal["none", "same_time"]
Overflow = Literal["open", "last_day", "next_day"]


@light(eq=False, kw_only=True)
class Counting:
    """A rule for counting periods.

    `first_day`: whether the day of the event counts. `ends`: a period of days or more ends with its
    last day, or at the event's time of day on it. `days`: `elapsed` makes a day 24 hours, a week
    168, and leaves months and years open. `hours`: `full_hours` leaves out the clock hour of the
    event. `roll`: where a last day that is closed goes, last and once; `roll_hours`: whether a
    period in hours that ends on a closed day runs to the same time of the next open one.
    `overflow`: what a month without the day gives. `cut_off`: an event after it, or on a closed day
    of a rule with a calendar, counts as one of the (open) day after. `deemed`: the event is taken
    to have happened so much later. `least_open_days`: a period of two days or more includes so
    many open days at the least.

    `verified`: V1 the law's own text was read, V2 a secondary source, M+ neither, C contested: the
    weakest of what the rule says. Empty for a ruleset's own rule.
    """

    name: str
    title: str = ""
    citation: str = ""
    verified: str = ""
    calendar: Calendar | None = None
    first_day: FirstDay = "out"
    ends: Ends = "end_of_day"
    days: DayLength = "civil"
    hours: Hours = "elapsed"
    roll: Roll = "none"
    roll_hours: RollHours = "none"
    overflow: Overflow = "open"
    cut_off: time | None = None
    deemed: Duration | None = None
    least_open_days: int = 0

    @property
    def needs_calendar(self) -> bool:
        """Whether the rule says nothing definite without a calendar."""
        closed = self.roll != "none" or self.roll_hours != "none" or self.least_open_days > 0
        return closed or (self.deemed is not None and self.deemed.working)

    @property
    def steady(self) -> bool:
        """Whether hours and minutes are just so long, from whatever moment."""
        plain = self.hours == "elapsed" and self.roll_hours == "none"
        return plain and self.deemed is None and self.cut_off is None

    def faults(self) -> tuple[str, ...]:
        """What cannot be together in one rule, each fault as a line for its author."""
        found = []
        if self.first_day == "in" and self.ends == "same_time":
            found.append("a period that ends at the time of the event cannot count the first day")
        if self.days == "elapsed" and (self.first_day == "in" or self.ends == "same_time"):
            found.append("days that are 24 hours have no first day and end at no day's end")
        if self.deemed is not None and self.deemed.family == "month":
            found.append("an event is deemed to happen hours, days or weeks later, not months")
        if self.least_open_days < 0:
            found.append("a number of open days is not negative")
        if self.needs_calendar and self.calendar is None:
            found.append("the rule moves or counts by closed days: it needs a calendar")
        return tuple(found)

    def by(self, calendar: Calendar) -> Counting:
        """The same rule with a calendar."""
        return evolve(self, calendar=calendar)

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Counting):
            return self is other
        names = [field.name for field in fields_of(Counting)]
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        return hash((self.name, self.calendar is None))


CIVIL = Counting(
    name="civil",
    title="civil days, first day out, end of the last day, no roll",
    citation="General Clauses Act 1897 (India) s 9; Regulation 1182/71 Art 3(1), 3(2)(b)",
    verified="V2",
)

ELAPSED = Counting(
    name="elapsed",
    title="elapsed time: a day is 24 hours",
    citation="the words of the law: no counting rule is applied",
    verified="C",
    days="elapsed",
)

_RULES = (
    CIVIL,
    ELAPSED,
    Counting(
        name="general_clauses_act",
        title="first day out, last day in, no roll",
        citation="General Clauses Act 1897 (India) s 9",
        verified="V2",
    ),
    Counting(
        name="general_clauses_act_office",
        title="first day out, last day in, to the next day on which the court or office is open",
        citation="General Clauses Act 1897 (India) ss 9, 10",
        verified="V2",
        roll="next",
    ),
    Counting(
        name="regulation_1182_71",
        title="hour or day of the event out, to the next working day, two working days at least",
        citation="Regulation (EEC, Euratom) 1182/71 Art 3",
        verified="V1",
        hours="full_hours",
        roll="next",
        overflow="last_day",
        least_open_days=2,
    ),
    Counting(
        name="frcp_6a",
        title="day of the event out, hours at once, to the next day that is no legal holiday",
        citation="Federal Rules of Civil Procedure (US) 6(a)",
        verified="M+",
        roll="next",
        roll_hours="same_time",
    ),
)

#: The built-in rules by name; those that need a calendar are completed by `Counting.by`.
BUILT_IN: Mapping[str, Counting] = MappingProxyType({rule.name: rule for rule in _RULES})

"""Periods and how they are counted from an anchor: `count` is the one door.

Seconds, minutes and hours are elapsed time on the UTC line. Days, weeks, months, years and working
days are civil time in a zone. A counting rule says the rest, in this order: deemed service and
cut-off move the event; the period is counted, and runs on for as long as its clock stood still; an
extension of the same kind was added to it, another is counted on from its end; so many open days
are in it at the least; its last day is moved off a closed one, last and once.

Where the law leaves the end open (a month that lacks the day, a day that no calendar covers) it is
counted twice, as early and as late as may be, and the end lies between.

Source: General Clauses Act 1897 (India) s 9; Regulation (EEC, Euratom) 1182/71 Art 3; Federal Rules
of Civil Procedure (US) 6(a); the decision note on counting rules.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from lexcheck.base.light import field, light
from lexcheck.base.time import steps as say
from lexcheck.base.time.counting import BUILT_IN, CIVIL, ELAPSED, Counting
from lexcheck.base.time.durations import CIVIL_UNITS, ELAPSED_UNITS, UNITS, Duration
from lexcheck.base.time.instants import Instant, day_start, show_instant, to_datetime, zone
from lexcheck.base.time.reckoning import NEVER, Reckoning, Told, Why, is_elapsed
from lexcheck.base.time.stops import Pauses

__all__ = [
    "BUILT_IN",
    "CIVIL",
    "CIVIL_UNITS",
    "ELAPSED",
    "ELAPSED_UNITS",
    "NEVER",
    "UNITS",
    "Counting",
    "Due",
    "Duration",
    "Pauses",
    "count",
    "derivation",
]


@light
class Due:
    """The end of a period: in `[earliest, latest]`, which differ only where the end is open.

    `open_because` then says why, for a reader; `why` for the verdict: a rule is silent, or a day is
    not covered by the calendar. `latest` NEVER: nothing bounds it.
    """

    earliest: Instant
    latest: Instant
    open_because: str = ""
    why: Why = ""
    told: tuple[Told, ...] = field(default=(), eq=False, repr=False)

    @property
    def steps(self) -> tuple[str, ...]:
        """How the end was come to, a line each; instants in local time."""
        return tuple(tell() for tell in self.told)


def count(
    anchor: Instant,
    length: Duration,
    tz: ZoneInfo,
    counting: Counting = CIVIL,
    *,
    extensions: tuple[Duration, ...] = (),
    pauses: Pauses = (),
    opening: bool = False,
) -> Due:
    """The last instant of the period of that length from `anchor`, with the steps to it.

    `extensions` lengthen the period. `pauses` are stretches, from the first instant of each to
    before its second, in which the clock stands still; None: it never runs again. `opening` asks
    for the opening of a window instead: the first instant of the period's last day.

    Each distinct count is made once; events of one day share it where only their day matters.
    """
    day_alone = counting.deemed is None and counting.cut_off is None
    if day_alone and counting.ends == "end_of_day" and not is_elapsed(length, counting):
        day = to_datetime(anchor, tz).toordinal()
        return _from_day(day, length, tz, counting, extensions, pauses, opening)
    return _from_instant(anchor, length, tz, counting, extensions, pauses, opening)


@lru_cache(maxsize=65_536)
def _from_day(
    day: int,
    length: Duration,
    tz: ZoneInfo,
    counting: Counting,
    extensions: tuple[Duration, ...],
    pauses: Pauses,
    opening: bool,
) -> Due:
    """All events of one day end such a period at one instant."""
    start = day_start(date.fromordinal(day), tz)
    return _from_instant(start, length, tz, counting, extensions, pauses, opening)


@lru_cache(maxsize=65_536)
def _from_instant(
    anchor: Instant,
    length: Duration,
    tz: ZoneInfo,
    counting: Counting,
    extensions: tuple[Duration, ...],
    pauses: Pauses,
    opening: bool,
) -> Due:
    early = Reckoning(tz, counting, pauses, late=False)
    earliest = early.end(anchor, length, extensions, opening)
    if not early.doubts:
        return Due(earliest, earliest, told=tuple(early.told))
    late = Reckoning(tz, counting, pauses, late=True)
    latest = late.end(anchor, length, extensions, opening)
    if latest == earliest:
        return Due(earliest, earliest, told=tuple(early.told))
    because = "; ".join(dict.fromkeys(said for _, said in early.doubts))
    early.told.append(partial(str, because))
    return Due(earliest, latest, because, early.doubts[0][0], tuple(early.told))


def derivation(anchor: Instant, due: Due, tz: ZoneInfo, counting: Counting) -> tuple[str, ...]:
    """The whole arithmetic: the rule, the anchor, each step, the due instant, local and UTC."""
    ends = [both_ways(due.earliest, tz)]
    if due.latest != due.earliest:
        last = "no known end" if due.latest >= NEVER else both_ways(due.latest, tz)
        ends = [f"between {ends[0]} and {last}"]
    return (
        f"counted by {say.rule(counting)}",
        f"from {both_ways(anchor, tz)}",
        *due.steps,
        f"due {ends[0]}",
    )


def both_ways(instant: Instant, tz: ZoneInfo) -> str:
    """An instant in local time and in UTC."""
    local, utc = show_instant(instant, tz), show_instant(instant, zone("UTC"))
    return local if local == utc else f"{local} ({utc})"

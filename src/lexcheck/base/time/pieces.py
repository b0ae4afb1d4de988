"""The due instants of all the anchors of a stretch, in pieces: what an anchor in doubt may give.

Of anchors on one day, those whose reckonings go through the same days, hours and offsets (their
marks) end at one instant, or each as far after its anchor as the next. Marks only move forward
within a day, so the last anchor with the marks of the first is found by halving.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from zoneinfo import ZoneInfo

from lexcheck.base.light import evolve, light
from lexcheck.base.time.counting import CIVIL, Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import DAY, HOUR, Instant
from lexcheck.base.time.periods import Due, count
from lexcheck.base.time.reckoning import (
    Reckoning,
    day_of,
    end_of,
    is_elapsed,
    least_and_most,
    together,
)
from lexcheck.base.time.stops import Pauses

Kind = Literal["constant", "shift", "between"]

#: Into so many pieces a stretch is cut before the rest of it is left as one.
MOST_PIECES = 400


@light
class Piece:
    """Anchors from `first` to `last`, both included, and when what is counted from them is due.

    `constant`: each gives `due` (which may itself be open). `shift`: each gives its own instant
    plus `by`. `between`: each gives something in `[due.earliest, due.latest]`.
    """

    first: Instant
    last: Instant
    kind: Kind
    due: Due
    by: int = 0


@light
class _Counted:
    """A period as it is counted, whatever the anchor."""

    length: Duration
    tz: ZoneInfo
    counting: Counting
    extensions: tuple[Duration, ...]
    pauses: Pauses
    opening: bool

    def due(self, anchor: Instant) -> Due:
        return count(
            anchor,
            self.length,
            self.tz,
            self.counting,
            extensions=self.extensions,
            pauses=self.pauses,
            opening=self.opening,
        )

    def marks(self, anchor: Instant) -> tuple[list[int], list[int]]:
        """What the early and the late reckoning from an anchor go through."""
        early, late = self.reckoning(late=False), self.reckoning(late=True)
        for one in (early, late):
            one.end(anchor, self.length, self.extensions, self.opening)
        return early.marks, late.marks

    def reckoning(self, late: bool, coarse: bool = False) -> Reckoning:
        return Reckoning(self.tz, self.counting, self.pauses, late, coarse)

    def hull(self, first: Instant, last: Instant) -> Due:
        """Bounds of what all anchors of a stretch give."""
        asked = (self.length, self.extensions, self.opening)
        earliest = self.reckoning(late=False, coarse=True).end(first, *asked)
        latest = self.reckoning(late=True, coarse=True).end(last, *asked)
        one, other = self.due(first), self.due(last)
        return Due(earliest, latest, one.open_because or other.open_because, one.why or other.why)

    def plain(self) -> bool:
        """Whether nothing depends on the day of the anchor, or of what is counted from it."""
        rule, runs = self.counting, together(self.length, self.extensions)
        elapsed = all(is_elapsed(run, rule) for run in runs)
        deemed = rule.deemed is None or is_elapsed(rule.deemed, rule)
        hours = rule.hours == "elapsed" and rule.roll_hours == "none"
        return elapsed and deemed and hours and rule.cut_off is None

    def constant_by_day(self) -> bool:
        rule = self.counting
        moved = rule.deemed is not None or rule.cut_off is not None
        return not moved and rule.ends == "end_of_day" and not is_elapsed(self.length, rule)


def pieces(
    low: Instant,
    high: Instant,
    length: Duration,
    tz: ZoneInfo,
    counting: Counting = CIVIL,
    *,
    extensions: tuple[Duration, ...] = (),
    pauses: Pauses = (),
    opening: bool = False,
    most: int = MOST_PIECES,
) -> Iterator[Piece]:
    """The pieces of `[low, high]`, in order, without gap or overlap; none reaches over midnight but
    where the day does not matter. After `most` - 1 of them the rest is one, `between` its bounds.
    """
    counted = _Counted(length, tz, counting, extensions, pauses, opening)
    by_day, plain = counted.constant_by_day(), counted.plain()
    first, found = low, 0
    while first <= high:
        found += 1
        last = high if plain else min(high, end_of(day_of(first, tz), tz))
        if not by_day:
            last = _same_marks(counted, first, last)
        if found >= most and last < high:
            yield Piece(first, high, "between", counted.hull(first, high))
            return
        if by_day:
            yield Piece(first, last, "constant", counted.due(first))
        else:
            yield _piece(counted, first, last)
        first = Instant(last + 1)


def _same_marks(counted: _Counted, first: Instant, last: Instant) -> Instant:
    """The last anchor up to `last` with the marks of the first."""
    marks = counted.marks(first)
    if counted.marks(last) == marks:
        return last
    low, high = int(first), int(last)
    while high - low > 1:
        middle = (low + high) // 2
        if counted.marks(Instant(middle)) == marks:
            low = middle
        else:
            high = middle
    return Instant(low)


def _piece(counted: _Counted, first: Instant, last: Instant) -> Piece:
    one, other = counted.due(first), counted.due(last)
    if one == other:
        return Piece(first, last, "constant", one)
    exact = one.earliest == one.latest and other.earliest == other.latest
    if exact and other.earliest - one.earliest == last - first:
        return Piece(first, last, "shift", one, one.earliest - first)
    return Piece(first, last, "between", evolve(one, latest=other.latest))


def reach(
    length: Duration,
    counting: Counting = CIVIL,
    extensions: tuple[Duration, ...] = (),
    pauses: Pauses = (),
    opening: bool = False,
) -> tuple[int, int | None]:
    """How long after its anchor a period ends, whichever the anchor: at least and at most, in
    microseconds; None: nothing bounds it. Wider than need be by some days. For an anchor that
    nothing bounds: where one is known to lie in a stretch, `pieces` say more.
    """
    least, most = 0, 0
    deemed = () if counting.deemed is None else (counting.deemed,)
    for one in (*deemed, length, *extensions):
        shortest, longest = least_and_most(one)
        least, most = least + shortest, most + longest
    if all(is_elapsed(one, counting) for one in (*deemed, length, *extensions)):
        slack = HOUR if counting.hours == "full_hours" else 0
        early, late = 0, slack
    else:
        early = late = (2 + len(extensions)) * (DAY + 3 * HOUR)
    if counting.cut_off is not None:
        late += DAY + 3 * HOUR
    if counting.roll == "previous":
        least = 0
    bounded = not pauses and counting.calendar is None and not counting.needs_calendar
    working = any(one.working for one in (*deemed, length, *extensions))
    soonest = least - early if opening else max(0, least - early)
    return soonest, most + late if bounded and not working else None

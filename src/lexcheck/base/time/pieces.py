"""The due instants of all the anchors of a stretch, in pieces: what an anchor in doubt may give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from zoneinfo import ZoneInfo

import attrs

from lexcheck.base.time.counting import CIVIL, Counting
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import Instant
from lexcheck.base.time.periods import Due, count
from lexcheck.base.time.reckoning import day_of, end_of, is_elapsed
from lexcheck.base.time.stops import Pauses

Kind = Literal["constant", "shift", "between"]


@attrs.frozen
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
) -> Iterator[Piece]:
    """The pieces of `[low, high]`, in order, without gap or overlap. One for each day, often."""

    def due(anchor: Instant) -> Due:
        return count(
            anchor, length, tz, counting, extensions=extensions, pauses=pauses, opening=opening
        )

    first = low
    while first <= high:
        last = min(high, end_of(day_of(first, tz), tz))
        one, other = due(first), due(last)
        if is_elapsed(length, counting):
            yield Piece(first, last, "between", attrs.evolve(one, latest=other.latest))
        else:
            yield Piece(first, last, "constant", one)
        first = Instant(last + 1)

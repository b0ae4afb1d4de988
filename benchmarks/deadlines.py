"""A million civil deadlines: distinct events over ten years, three periods, rolled off holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lexcheck.base.time.calendars import Calendar
from lexcheck.base.time.counting import BUILT_IN
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import DAY, Instant, read_moment, zone
from lexcheck.base.time.periods import count
from lexcheck.base.time.public_holidays import public_holidays

NUMBER = 1_000_000
FIRST, LAST = date(2015, 1, 1), date(2026, 12, 31)

TZ = zone("Europe/Berlin")
LENGTHS = (
    Duration(Decimal(14), "day"),
    Duration(Decimal(1), "month"),
    Duration(Decimal(10), "day", working=True),
)


def events() -> Iterator[Instant]:
    """Distinct instants, spread over ten years with no regard to days."""
    start = read_moment("2015-06-01", TZ).earliest
    assert start is not None
    step = 3652 * DAY // NUMBER + 1
    return (Instant(start + n * step) for n in range(NUMBER))


def count_all() -> int:
    """Every deadline, from the making of the calendar on; how many distinct ones there are."""
    holidays, version = public_holidays("DE-BE", FIRST, LAST)
    berlin = Calendar("berlin", "", frozenset({5, 6}), holidays, (), FIRST, LAST, version)
    rule = BUILT_IN["regulation_1182_71"].by(berlin)
    found = set()
    for number, event in enumerate(events()):
        due = count(event, LENGTHS[number % 3], TZ, rule)
        assert due.earliest == due.latest
        found.add(due.earliest)
    return len(found)

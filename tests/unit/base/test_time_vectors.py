"""Deadlines that were worked out by hand from the law, one each; those that need no calendar.

The numbers are those of the collection that they come from. Days end with their last instant.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from lexcheck.base.time.instants import read_moment, show_instant, zone
from lexcheck.base.time.periods import Duration, count

INDIA = "Asia/Kolkata"


def due(start: str, amount: int, unit: str, tz_name: str) -> tuple[str, str]:
    """The end of a period from a moment, which may itself be in doubt: its earliest and latest."""
    tz = zone(tz_name)
    anchor = read_moment(start, tz)
    assert anchor.earliest is not None
    assert anchor.latest is not None
    length = Duration(Decimal(amount), unit)
    first, last = count(anchor.earliest, length, tz), count(anchor.latest, length, tz)
    return show_instant(first.earliest, tz), show_instant(last.latest, tz)


@pytest.mark.parametrize(
    ("number", "start", "amount", "unit", "tz", "wanted"),
    [
        # IT Rules 2021 r 3(1)(d), 36 hours before and 3 hours after the amendment of 2026
        ("TV8", "2026-02-19T23:00", 36, "hour", INDIA, "2026-02-21T11:00:00+05:30"),
        ("TV9", "2026-02-20T00:30", 3, "hour", INDIA, "2026-02-20T03:30:00+05:30"),
        # IT Rules 2021 r 3(2)(a), grievances: 7 days, before that 15
        ("TV13", "2026-03-02T10:00", 7, "day", INDIA, "2026-03-09T23:59:59.999999+05:30"),
        ("TV14", "2025-03-03T10:00", 15, "day", INDIA, "2025-03-18T23:59:59.999999+05:30"),
        # IT Rules 2021 r 3(1)(g), preserving what was removed; 2011 r 3(4)
        ("TV15", "2021-03-01T10:00", 180, "day", INDIA, "2021-08-28T23:59:59.999999+05:30"),
        ("TV16", "2021-02-01T10:00", 90, "day", INDIA, "2021-05-02T23:59:59.999999+05:30"),
        # Copyright Rules 2013 r 75(3)
        ("TV17", "2026-03-02T10:00", 21, "day", INDIA, "2026-03-23T23:59:59.999999+05:30"),
        # TAKE IT DOWN Act s 3(a)(3): elapsed hours over the end of summer time
        ("TV21", "2026-10-31T12:00", 48, "hour", "America/New_York", "2026-11-02T11:00:00-05:00"),
    ],
)
def test_deadline(number: str, start: str, amount: int, unit: str, tz: str, wanted: str) -> None:
    assert due(start, amount, unit, tz) == (wanted, wanted), number


def test_a_day_of_issue_leaves_the_deadline_open_by_a_day() -> None:
    """TV12, Blocking Rules 2009 r 9(3): 48 hours from an unknown time of 31 January."""
    assert due("2021-01-31", 48, "hour", INDIA) == (
        "2021-02-02T00:00:00+05:30",
        "2021-02-02T23:59:59.999999+05:30",
    )


@pytest.mark.parametrize(
    ("tz", "wanted"),
    [("UTC", "2021-02-10T06:20:00+00:00"), ("America/Los_Angeles", "2021-02-09T22:20:00-08:00")],
)
def test_one_instant_has_a_text_in_every_zone(tz: str, wanted: str) -> None:
    """TV22: a post seen at 11:50 in India."""
    seen = read_moment("2021-02-10T11:50+05:30", None).earliest
    assert seen is not None
    assert show_instant(seen, zone(tz)) == wanted

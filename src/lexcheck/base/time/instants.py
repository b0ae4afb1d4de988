"""Instants, the intervals that stand for imprecise ones, and their texts.

An instant is a whole number of microseconds since 1970-01-01T00:00:00Z, on the UTC line without
leap seconds. Only reading and printing know of zones.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

from lexcheck.base.light import field, light

Instant = NewType("Instant", int)

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()

#: The first and last instants that have a text: years 2 to 9998, a day inside at both ends.
EARLIEST = Instant((date(2, 1, 2).toordinal() - _EPOCH_ORDINAL) * DAY)
LATEST = Instant((date(9998, 12, 31).toordinal() - _EPOCH_ORDINAL) * DAY)


class TimeError(ValueError):
    """A text that is no moment; the message is lower case and fit for a diagnostic."""


@light
class Interval:
    """A moment known to lie in `[earliest, latest]`, both included.

    None is an open end: nothing is known on that side. `text` is the moment as it was given.
    """

    earliest: Instant | None
    latest: Instant | None
    text: str = field(default="", eq=False)

    @property
    def exact(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest


UNKNOWN_MOMENT = Interval(None, None, "unknown")


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """An IANA zone. Raises TimeError where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise TimeError(f"`{name}` is no time zone") from error


def from_datetime(moment: datetime) -> Instant:
    """The instant of an aware datetime."""
    delta = moment.astimezone(UTC) - _EPOCH
    return Instant((delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds)


def to_datetime(instant: Instant, tz: ZoneInfo) -> datetime:
    """The local datetime of an instant, aware."""
    return (_EPOCH + timedelta(microseconds=instant)).astimezone(tz)


def local_day(instant: Instant, tz: ZoneInfo) -> date:
    """The civil day on which an instant falls in a zone."""
    return to_datetime(instant, tz).date()


@lru_cache(maxsize=65_536)
def day_start(day: date, tz: ZoneInfo) -> Instant:
    """The first instant of a civil day. Where midnight is skipped, the day starts after the gap."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=tz)
    start = from_datetime(midnight)
    if to_datetime(start, tz).replace(tzinfo=None) != midnight.replace(tzinfo=None):
        # Midnight does not exist (São Paulo, until 2018): the offset before the gap overshoots it.
        before = from_datetime(midnight.replace(fold=0))
        after = from_datetime(midnight.replace(fold=1))
        return _first_of_day(day, tz, min(before, after), max(before, after))
    return start


def _first_of_day(day: date, tz: ZoneInfo, low: int, high: int) -> Instant:
    """The first instant in `(low, high]` whose local day is `day` or later."""
    low -= 1
    while high - low > 1:
        middle = (low + high) // 2
        if local_day(Instant(middle), tz) >= day:
            high = middle
        else:
            low = middle
    return Instant(high)


def day_end(day: date, tz: ZoneInfo) -> Instant:
    """The last instant of a civil day: a microsecond before the next one starts."""
    return Instant(day_start(day + timedelta(days=1), tz) - 1)


_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?\s?([Zz]|[+-]\d\d:?\d\d)?"
)


@lru_cache(maxsize=65_536)
def read_moment(text: str, tz: ZoneInfo | None) -> Interval:
    """A moment as people write it: a day, a month, or a time of day.

    A day (`2021-01-31`) or month is that whole stretch in `tz`; a time with an offset is exact; one
    without is read in `tz`, and lies between both instants where the clock was set back over it.
    Raises TimeError for anything else, and for a naive text where `tz` is None.
    """
    if found := _STAMP.fullmatch(text):
        return _read_stamp(text, found, tz)
    if found := _DAY.fullmatch(text):
        day = _civil(text, int(found[1]), int(found[2]), int(found[3]))
        known = _needs_zone(text, tz)
        start, end = day_start(day, known), day_end(day, known)
        if start > end:
            raise TimeError(f"there is no day `{text}` in {known.key}: the zone skipped it")
        return Interval(start, end, text)
    if found := _MONTH.fullmatch(text):
        first = _civil(text, int(found[1]), int(found[2]), 1)
        known = _needs_zone(text, tz)
        next_month = (first + timedelta(days=31)).replace(day=1)
        return Interval(day_start(first, known), Instant(day_start(next_month, known) - 1), text)
    raise TimeError(f"`{text}` is no moment")


def _civil(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise TimeError(f"there is no day `{text}`") from error
    if not 2 <= year <= 9998:
        raise TimeError(f"the year of `{text}` is out of range")
    return found


def _needs_zone(text: str, tz: ZoneInfo | None) -> ZoneInfo:
    if tz is None:
        raise TimeError(f"`{text}` has no time zone, and none is known here")
    return tz


def _read_stamp(text: str, found: re.Match[str], tz: ZoneInfo | None) -> Interval:
    if found[8] == "Z" and (quick := _machine_stamp(text)) is not None:
        return Interval(quick, quick, text)
    day = _civil(text, int(found[1]), int(found[2]), int(found[3]))
    micros = int((found[7] or "").ljust(6, "0"))
    hour, minute, second = int(found[4]), int(found[5]), int(found[6] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise TimeError(f"there is no time of day `{text}`")
    offset = found[8]
    if offset is not None:
        seconds = 0
        if offset not in "Zz":
            hours, minutes = int(offset[1:3]), int(offset[-2:])
            if hours > 23 or minutes > 59:
                raise TimeError(f"`{offset}` is no offset from UTC")
            seconds = (hours * 60 + minutes) * 60 * (-1 if offset[0] == "-" else 1)
        days = day.toordinal() - _EPOCH_ORDINAL
        total = days * 86_400 + hour * 3600 + minute * 60 + second - seconds
        exact = Instant(total * SECOND + micros)
        return Interval(exact, exact, text)
    known = _needs_zone(text, tz)
    local = datetime(day.year, day.month, day.day, hour, minute, second, micros, tzinfo=known)
    first = from_datetime(local)
    second_reading = from_datetime(local.replace(fold=1))
    wall = local.replace(tzinfo=None)
    if to_datetime(first, known).replace(tzinfo=None) != wall:
        raise TimeError(f"`{text}` does not exist in {known.key}: the clock was set forward")
    return Interval(min(first, second_reading), max(first, second_reading), text)


def _machine_stamp(text: str) -> Instant | None:
    """The instant of a stamp in UTC, as machines write it: nearly all that a log holds.

    None where the text is rarer, or no moment: then the careful way is taken, and says why.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 2 <= moment.year <= 9998:
        return None
    delta = moment - _EPOCH
    return Instant((delta.days * 86_400 + delta.seconds) * SECOND + delta.microseconds)


def show_instant(instant: Instant, tz: ZoneInfo) -> str:
    """ISO 8601 in a zone, with its offset: `2021-02-10T11:50:00+05:30`."""
    if instant > LATEST:
        return "never"
    if instant < EARLIEST:
        return "the beginning of time"
    moment = to_datetime(instant, tz)
    offset = moment.utcoffset()
    if offset is not None and offset.seconds % 60:
        moment = moment.astimezone(UTC)  # local mean time: ISO 8601 has no offsets with seconds
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds")


def show_length(length: int) -> str:
    """A length of time in words, exactly: `2 days 3 hours`, `0.9 seconds`, `1 microsecond`."""
    if length == 0:
        return "no time"
    parts = []
    rest = abs(length)
    for size, word in (
        (DAY, "day"),
        (HOUR, "hour"),
        (MINUTE, "minute"),
        (SECOND, "second"),
        (1, "microsecond"),
    ):
        if size == SECOND and rest % SECOND and rest % 1_000 == 0:
            parts.append(f"{rest // SECOND}.{rest % SECOND:06d}".rstrip("0") + " seconds")
            break
        number, rest = divmod(rest, size)
        if number:
            parts.append(f"{number} {word}{'' if number == 1 else 's'}")
    return ("minus " if length < 0 else "") + " ".join(parts)

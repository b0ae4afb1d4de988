"""Lengths of time in one completion: summed, multiplied, taken off a moment, and compared.

Elapsed lengths are microseconds. What a civil length comes to in hours the law does not say but for
one counted from a day; here it is anything from its least to its most, and where that decides
nothing, the answer needs judgement.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from lexcheck.base.time.instants import DAY, HOUR
from lexcheck.base.time.periods import Duration
from lexcheck.evaluate.numbers import linear
from lexcheck.evaluate.values import Doubt, LengthTerm, Time, TimeTerm, shifted
from lexcheck.evaluate.world import World
from lexcheck.verdicts.model import Reason

#: A length known, or in doubt.
Span = Duration | LengthTerm

#: From the least to the most; None is no bound.
Ends = tuple[int, int | None]

#: How many days a unit has, at least and at most; a year is twelve months.
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}

#: How far the clock may be moved within a day.
_CLOCK = HOUR


def days_of(length: Duration) -> tuple[int, int]:
    """The least and most days of a civil length."""
    amount = int(length.amount)
    if length.unit == "month":
        years, months = divmod(amount, 12)
        return 365 * years + 28 * months, 366 * years + 31 * months
    least, most = _DAYS[length.unit]
    return amount * least, amount * most


def ends_of(world: World, length: Span, counted: bool = False) -> Ends:
    """The least and most microseconds of a length. `counted`: as a period from some anchor, which
    a civil one ends with the end of its last day. No calendar bounds working days from above.
    """
    if isinstance(length, LengthTerm):
        low, high = world.span_of(length.term)
        return max(0, low or 0), high
    if not length.civil:
        return length.micros, length.micros
    least, most = days_of(length)
    low = least * (DAY - _CLOCK)
    if length.working:
        return low, None
    return low, (most + 1 if counted else most) * (DAY + _CLOCK)


# ── Arithmetic ─────────────────────────────────────────────────────────────────────────────────


def summed(world: World, a: Span, b: Span, sign: int, text: str) -> Span:
    """a + sign * b, never less than nothing. No rule adds days to hours, or months to days."""
    if isinstance(a, Duration) and isinstance(b, Duration):
        if (a.unit, a.working) == (b.unit, b.working):
            return Duration(max(Decimal(0), a.amount + sign * b.amount), a.unit, a.working)
        if a.family == b.family and not a.civil:
            return elapsed(a.micros + sign * b.micros)
        if a.family == b.family:
            number = Decimal(max(0, a.whole + sign * b.whole))
            return Duration(number, "month" if a.family == "month" else "day", a.working)
    for one, other in ((a, b), (b, a)):
        if isinstance(one, LengthTerm) and isinstance(other, Duration) and not other.civil:
            if sign > 0:
                return _longer(one, other.micros)
            if one is a and world.le(other.micros, one.term):
                return _longer(one, -other.micros)
    (low, high), (least, most) = ends_of(world, a, True), ends_of(world, b, True)
    if sign > 0:
        ends = (low + least, None if high is None or most is None else high + most)
    else:
        shortest = 0 if most is None else max(0, low - most)
        ends = (shortest, None if high is None else max(0, high - least))
    return _between(world, (text, sign, _key(a), _key(b)), ends, text, a, b)


def multiplied(world: World, number: object, length: Span, text: str) -> Span:
    """So many times a length, never less than nothing; of days only whole ones are counted."""
    form = linear(number)
    if isinstance(length, Duration) and not form.coefficients:
        if not length.civil:
            return elapsed(floor(form.constant * length.micros))
        amount = max(Fraction(0), form.constant * Fraction(length.amount))
        if amount.denominator == 1:
            return Duration(Decimal(amount.numerator), length.unit, length.working)
    low, high = world.numbers.span_of(form)
    if high is not None and high <= 0:
        return elapsed(0)
    least, most = ends_of(world, length, True)
    ends = (
        0 if low is None else max(0, floor(low * least)),
        None if high is None or most is None else max(0, ceil(high * most)),
    )
    key = (text, form.coefficients, form.constant, _key(length))
    doubts = world.numbers.doubts_of(form)
    return _between(world, key, ends, text, length, *doubts)


def _longer(length: LengthTerm, by: int) -> LengthTerm:
    return LengthTerm(TimeTerm(length.term.variable, length.term.offset + by), length.doubt)


def elapsed(micros: int) -> Duration:
    """An elapsed length of so many microseconds, but none less than nothing."""
    return Duration(max(Decimal(0), Decimal(micros) / 1_000_000), "second")


def _between(
    world: World, key: tuple[object, ...], ends: Ends, text: str, *of: Span | Doubt
) -> LengthTerm:
    """A length that the facts, or the law, leave open between two ends."""
    doubts = [each.doubt if isinstance(each, LengthTerm) else each for each in of]
    found = next((each for each in doubts if isinstance(each, Doubt)), None)
    if found is None:
        doubt = Doubt(("length", *key), Reason.NEEDS_JUDGEMENT, f"`{text}`")
    else:
        doubt = Doubt((*found.key, *key), found.reason, f"`{text}`", found.span)
    return world.length(doubt, *ends)


def _key(length: Span) -> object:
    return length if isinstance(length, Duration) else length.term


def before(world: World, moment: Time, length: Span, text: str) -> Time:
    """The moment a length before another. No law says how days are counted backwards: a civil
    length before a moment is a day more, or a day less, by one way of counting or another.
    """
    if isinstance(length, Duration) and not length.civil:
        return shifted(moment, -length.micros)
    key = ("before", moment, _key(length))
    found = world.memo.get(key)
    if not isinstance(found, TimeTerm):
        if isinstance(length, LengthTerm):
            doubt = length.doubt
        else:
            doubt = Doubt(key, Reason.NEEDS_JUDGEMENT, f"the moment `{text}`")
        least, most = ends_of(world, length, True)
        if isinstance(length, Duration):
            least = max(0, least - DAY)
        found = world.memo[key] = world.moment(doubt, None, None)
        world.require_le(shifted(found, least), moment)
        if most is not None:
            world.require_le(moment, shifted(found, most))
    return found


# ── Comparisons ────────────────────────────────────────────────────────────────────────────────


def comparable(world: World, a: Span, b: Span) -> tuple[Time, Time]:
    """Two lengths as moments that come in their order."""
    if isinstance(a, Duration) and isinstance(b, Duration):
        if a.family == b.family:
            return (a.whole, b.whole) if a.civil else (a.micros, b.micros)
        if a.civil and b.civil and not (a.working or b.working):
            return _open(world, a, days_of(a)), _open(world, b, days_of(b))
    return _moment_of(world, a), _moment_of(world, b)


def _moment_of(world: World, length: Span) -> Time:
    if isinstance(length, LengthTerm):
        return length.term
    return _open(world, length, ends_of(world, length))


def _open(world: World, length: Duration, ends: Ends) -> Time:
    """What a length comes to, in one completion the same wherever it is asked."""
    if ends[0] == ends[1]:
        return ends[0]
    key = ("comes to", length, ends)
    found = world.memo.get(key)
    if not isinstance(found, TimeTerm):
        doubt = Doubt(key, Reason.NEEDS_JUDGEMENT, f"{length}")
        found = world.memo[key] = world.moment(doubt, *ends)
    return found
